"""Pages before Markdown: the author's prose, with places where a template's HTML will stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resnet_ref.findings import VERDICTS

from ..model import Library, Question
from ..numbers import Number, nearest
from ..problems import Problems
from ..read.notebook import Cell
from ..repository import Repository
from ..verified import passed
from ..words import WORDS
from .pictures import picture
from .templates import Links, parts

_CALL = re.compile(r"(?<!\\)\{\{(.*?)\}\}")
_PLACE = re.compile(r"(?:<p>)?<!--place:(\d+)-->(?:</p>)?")


@dataclass
class Page:
    """A page's Markdown, with numbered places, and the HTML that belongs there."""

    show: Any  # the templates' macros
    markdown: str = ""
    places: list[str] = field(default_factory=list)
    made: str = ""  # a fingerprint of all that it is made of

    def place(self, html: str) -> str:
        """What marks in the Markdown where this HTML will stand."""
        self.places.append(" ".join(str(html).split("\n")) if "<pre>" not in html else str(html))
        return f"<!--place:{len(self.places) - 1}-->"

    def add(self, *blocks: str) -> None:
        """Add blocks of Markdown."""
        self.markdown += "".join(f"{block}\n\n" for block in blocks if block)

    def fill(self, html: str) -> str:
        """The page's HTML, once Markdown is done, with every place filled."""
        return _PLACE.sub(lambda found: self.places[int(found[1])], html)


class Renderer:
    """Makes the pages of one build in one language."""

    def __init__(
        self, library: Library, repository: Repository, problems: Problems, language: str
    ) -> None:
        self.library, self.repository = library, repository
        self.problems, self.language = problems, language

    def word(self, key: str) -> str:
        """One of the site's own words."""
        return WORDS[key][self.language]

    def question(self, question: Question, url: str, citation: str) -> Page:
        """The answer, every claim at a glance, then a section a claim: card, prose, evidence."""
        links = Links(self.language, url)
        show = parts(self.library, links)
        page = Page(show)
        path = question.folder / f"index.{self.language}.md"
        claims = {claim.id: claim for claim in question.claims}
        page.add(f"# {question.title[self.language].markdown}", page.place(show.answer(question)))
        for section in question.pages[self.language]:
            claim = claims.get(section.anchor)
            body = self._filled(
                page,
                section.body,
                links,
                path,
                section.line + bool(section.anchor),
                question,
                section.anchor if claim else None,
            )
            if not section.anchor:
                page.add(
                    body,
                    f"## {self.word('glance')} {{ #glance }}",
                    page.place(show.glance(question)),
                )
                continue
            page.add(f"## {section.heading} {{ #{section.anchor} }}")
            if claim is None:
                page.add(body)
                continue
            decider = self.library.claims[claim.decided_by]
            challenge = self.repository.challenge(claim.id, url)
            page.add(
                page.place(show.claim(claim)),
                body,
                page.place(show.evidence(claim, decider, challenge)),
            )
        others = [self.library.questions[slug] for slug in question.related]
        if others:
            page.add(f"## {self.word('related')} {{ #related }}", page.place(show.related(others)))
        page.add(f"## {self.word('cite')} {{ #cite }}", f"~~~~bibtex\n{citation}\n~~~~")
        if source := self.repository.file(path.relative_to(self.library.root).as_posix()):
            page.add(f"[{self.word('edit')}]({source})")
        return page

    def evidence(self, question: Question, url: str, copy: str) -> Page:
        """The notebook as a page: a bar, then every cell, each claim's under its heading."""
        show = parts(self.library, Links(self.language, url))
        page = Page(show)
        title = f"{question.title[self.language].markdown} {self.word('evidence')}"
        page.add(f"# {title}", page.place(show.notebook_bar(question, copy, self.repository)))
        page.add(self.word("about_evidence"))
        for heading, cell in arranged(question, self.language):
            if heading:
                page.add(heading)
            elif cell.kind == "markdown":
                page.add(cell.source)
            elif cell.source.strip():
                claim = self.library.claims.get(cell.finding.claim) if cell.finding else None
                page.add(page.place(show.cell(cell, claim.verdict if claim else None)))
        return page

    def general(self, path: Path, markdown: str, url: str, line: int) -> Page:
        """A page that belongs to no question."""
        links = Links(self.language, url)
        page = Page(parts(self.library, links))
        page.add(self._filled(page, markdown, links, path, line, None, None))
        return page

    def _filled(
        self,
        page: Page,
        text: str,
        links: Links,
        path: Path,
        line: int,
        question: Question | None,
        claim: str | None,
    ) -> str:
        """The text, which begins on a line of a file, with what stands between double braces."""
        calls = _Calls(self, page, links, question, claim)

        def filled(found: re.Match[str]) -> str:
            try:
                return calls.called(found[1].strip())
            except ValueError as error:
                at = line + text[: found.start()].count("\n")
                self.problems.add(path, at, str(error))
                return ""

        return _CALL.sub(filled, text).replace("\\{{", "{{")


class _Calls:
    """What a page may write between double braces besides numbers."""

    def __init__(
        self,
        renderer: Renderer,
        page: Page,
        links: Links,
        question: Question | None,
        claim: str | None,
    ) -> None:
        self.library, self.page, self.links = renderer.library, page, links
        self.question, self.claim = question, claim
        self.show = page.show
        self.known: dict[str, Callable[[str], str]] = {
            "picture": self._picture,
            "cite": self._cite,
            "claim": self._claim,
            "verdict": self._verdict,
            "count": self._count,
            "file": lambda path: links.file(path),
            "questions": lambda _: page.place(self.show.questions()),
            "ledger": lambda _: page.place(self.show.ledger()),
            "versions": lambda _: page.place(self.show.versions(passed(self.library))),
        }

    def called(self, text: str) -> str:
        """The HTML or the marked place for `text`. Raises ValueError that says what is known."""
        word, _, rest = text.partition(" ")
        if word in self.known and (rest or self.question is None):
            return self.known[word](rest.strip())
        if rest:
            raise ValueError(f"{{{{ {text} }}}}: {nearest(word, self.known)}")
        return self.library.numbers.of(self.claim)(text).html

    def _picture(self, name: str) -> str:
        if self.question is None:
            raise ValueError("a picture belongs to a question's page")
        return self.page.place(picture(self.question, name, self.links.language))

    def _cite(self, text: str) -> str:
        ref, _, at = (part.strip() for part in text.partition(","))
        if ref not in self.library.references:
            raise ValueError(
                f"{ref!r} is not in docs/references.yml; {nearest(ref, self.library.references)}"
            )
        if not at:
            raise ValueError(f"say where {ref} says so: {{{{ cite {ref}, Table 3 }}}}")
        return str(self.show.cite(ref, at))

    def _claim(self, name: str) -> str:
        if name not in self.library.claims:
            raise ValueError(f"{name!r} is no claim; {nearest(name, self.library.claims)}")
        return str(self.show.linked(self.library.claims[name])).strip()

    def _verdict(self, name: str) -> str:
        if name in self.library.claims:
            name = self.library.claims[name].verdict
        if name not in VERDICTS:
            raise ValueError(f"{name!r} is no verdict; {nearest(name, VERDICTS)}")
        return str(self.show.chip(name))

    def _count(self, what: str) -> str:
        verdicts = [claim.verdict for claim in self.library.claims.values()]
        known = {
            "questions": len(self.library.questions),
            "claims": len(verdicts),
            "hold": sum(verdict in ("right", "mostly-right") for verdict in verdicts),
            "fail": sum(verdict in ("wrong", "mostly-wrong") for verdict in verdicts),
            "open": verdicts.count("open"),
        }
        if what not in known:
            raise ValueError(f"{{{{ count {what} }}}}: {nearest(what, known)}")
        return Number("n", known[what], f"count.{what}", str(known[what])).html


def arranged(question: Question, language: str) -> list[tuple[str, Cell]]:
    """The notebook's cells in one language; before the cells of a claim stands its heading.

    A claim's cells begin with the Markdown above the code that ends in its finding.
    """
    headings = {s.anchor: s.heading for s in question.pages[language]}
    cells = [c for c in question.notebook.cells if c.language in (None, language)]
    found: list[tuple[str, Cell]] = []
    for cell in cells:
        if cell.finding:
            start = len(found)
            while start and found[start - 1][1].kind == "markdown" and not found[start - 1][0]:
                start -= 1
            claim = cell.finding.claim
            heading = f"## {headings.get(claim, claim)} {{ #{claim} }}"
            found.insert(start, (heading, cell))
        found.append(("", cell))
    return found
