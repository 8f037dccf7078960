"""Pages before Markdown: the author's prose, with places where a template's HTML will stand."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from resnet_ref.findings import VERDICTS

from ..model import Claim, Library, Question, Section
from ..numbers import Number, nearest
from ..publish import live, wheel
from ..read.notebook import Cell
from ..repository import Repository
from ..verified import passed
from . import explorer
from .pictures import picture
from .templates import ENVIRONMENT, context

_CALL = re.compile(r"(?<!\\)\{\{(.*?)\}\}")
_PLACE = re.compile(r"(?:<p>)?<!--place:(\d+)-->(?:</p>)?")
# A browser would break "ResNet-" from "50". What is no text, or no HTML's, is passed over.
_WHOLE = re.compile(r"<(script|pre|svg|math)\b.*?</\1>|<[^>]*>|\b([A-Z]\w+-\d+)\b", re.S)


class Page(NamedTuple):
    """A page's Markdown with numbered places, the HTML that belongs there, and more."""

    markdown: str
    places: list[str]
    problems: list[tuple[int, str]]  # a line of its file, what is wrong there
    meta: dict[str, Any]  # what the theme says of it

    def fill(self, html: str) -> str:
        """The page's HTML, once Markdown is done, with every place filled."""
        filled = _PLACE.sub(lambda found: self.places[int(found[1])], html)
        whole = _WHOLE.sub(lambda m: f'<span class="kept">{m[2]}</span>' if m[2] else m[0], filled)
        # a heading's mark is for the pointer; others have the contents list
        return whole.replace(
            'class="headerlink"', 'class="headerlink" aria-hidden="true" tabindex="-1"'
        )


class Writer:
    """Writes one page in one language; a question's page may speak of the question alone."""

    def __init__(
        self,
        library: Library,
        repository: Repository,
        language: str,
        url: str,
        question: Question | None = None,
    ) -> None:
        self.library, self.language, self.question = library, language, question
        self.own = {claim.id: claim for claim in question.claims} if question else {}
        self.context = context(library, repository, language, url)
        size = live.python(library.root)[1]
        self.context["runnable"] = f"{size / 1e6:.1f}" if size else ""
        show: Any = ENVIRONMENT.get_template("parts.html").make_module(self.context)
        self.show = show
        self.page = Page("", [], [], {})
        verdicts = {name: claim.verdict for name, claim in library.claims.items()}
        found = [verdict.removeprefix("mostly-") for verdict in verdicts.values()]
        counts = (
            ("questions", len(library.questions)),
            ("claims", len(found)),
            ("hold", found.count("right")),
            ("fail", found.count("wrong")),
            ("open", found.count("open")),
        )
        numbers = {name: Number("n", n, f"count.{name}", str(n)) for name, n in counts}
        self.named: dict[str, tuple[Mapping[str, Any], Callable[[Any], str]]] = {
            "claim": (library.claims, show.mentioned),
            "verdict": ({verdict: verdict for verdict in VERDICTS} | verdicts, show.chip),
            "count": (numbers, attrgetter("html")),
        }
        self.calls: dict[str, Callable[[str], str]] = {
            **{word: partial(self._named, word) for word in self.named},
            "picture": self._picture,
            "cite": self._cite,
            "file": self.context["links"].file,
            "claims": lambda names: self._place(show.glance(self._claims(names))),
            "questions": lambda _: self._place(show.questions()),
            "ledger": lambda _: self._place(show.ledger()),
            "explorer": self._explorer,
            "widths": self._widths,
            "wheel": lambda _: self.context["links"].file(wheel.NAME),
            "versions": lambda _: self._place(show.versions(passed(library))),
        }

    def written(self, template: str, **more: Any) -> Page:
        """The page that a template lays out; `place` and `prose` are for it."""
        markdown = ENVIRONMENT.get_template(template).render(
            self.context,
            question=self.question,
            claims=self.own,
            show=self.show,
            place=self._place,
            prose=lambda section: self.prose(
                section.body, section.line + bool(section.anchor), section.anchor
            ),
            **more,
        )
        return self.page._replace(markdown=markdown)

    def general(self, text: str, line: int) -> Page:
        """A page that belongs to no question: its file's text from a line on."""
        return self.page._replace(markdown=self.prose(text, line))

    def prose(self, text: str, line: int, anchor: str = "") -> str:
        """What stands under an anchor, with all that stands between double braces."""

        def filled(found: re.Match[str]) -> str:
            try:
                return self._called(found[1].strip(), anchor if anchor in self.own else None)
            except ValueError as error:
                at = line + text[: found.start()].count("\n")
                self.page.problems.append((at, str(error)))
                return ""

        return _CALL.sub(filled, text).replace("\\{{", "{{")

    def _place(self, html: str) -> str:
        """What marks in the Markdown where this HTML will stand."""
        self.page.places.append(html if "<pre>" in html else html.replace("\n", " "))
        return f"<!--place:{len(self.page.places) - 1}-->"

    def _called(self, text: str, claim: str | None) -> str:
        word, _, rest = text.partition(" ")
        if word in self.calls and (rest or self.question is None):
            return self.calls[word](rest.strip())
        if rest:
            raise ValueError(f"{{{{ {text} }}}}: {nearest(word, self.calls)}")
        return self.library.numbers.of(claim)(text).html

    def _named(self, word: str, name: str) -> str:
        known, show = self.named[word]
        if name not in known:
            raise ValueError(f"{name!r} is no {word}; {nearest(name, known)}")
        return show(known[name]).strip()

    def _claims(self, names: str) -> list[Claim]:
        for name in names.split():
            self._named("claim", name)
        return [self.library.claims[name] for name in names.split()]

    def _picture(self, name: str) -> str:
        if self.question is None:
            raise ValueError("a picture belongs to a question's page")
        return self._place(self.show.figure(name, picture(self.question, name, self.language)))

    def _explorer(self, names: str) -> str:
        data = explorer.data(self._claims(names), self.context["links"])
        return self._place(self.show.explorer(data, explorer.counted(), data["words"]))

    def _widths(self, name: str) -> str:
        self._named("claim", name)
        words = explorer.words(self.language)
        return self._place(self.show.widths(self.library.claims[name], words))

    def _cite(self, text: str) -> str:
        ref, _, at = (part.strip() for part in text.partition(","))
        if ref not in self.library.references:
            told = nearest(ref, self.library.references)
            raise ValueError(f"{ref!r} is not in docs/references.yml; {told}")
        if not at:
            raise ValueError(f"say where {ref} says so: {{{{ cite {ref}, Table 3 }}}}")
        return str(self.show.cite(ref, at))


def arranged(question: Question, language: str) -> list[Section | Cell]:
    """The notebook's cells in one language; before the cells of a claim stands its section.

    A claim's cells begin with the Markdown above the code that ends in its finding.
    """
    sections = {section.anchor: section for section in question.pages[language]}
    found: list[Section | Cell] = []
    for cell in question.notebook.cells:
        if cell.language not in (None, language):
            continue
        if cell.finding:
            start = len(found)
            while start and getattr(found[start - 1], "kind", "") == "markdown":
                start -= 1
            found.insert(start, sections[cell.finding.claim])
        found.append(cell)
    return found
