"""Writes claims, verdicts and numbers for one page in one language, as Markdown and HTML."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from html import escape
from typing import Any

import jinja2

from .figures import figure
from .model import LANGUAGES, Claim, Library, Question, Reference
from .verified import PACKAGES, RECORDS, passed
from .words import STANCES, VERDICTS, WORDS, written


@dataclass(frozen=True)
class Links:
    """Relative links from the page at `url` (from the site's root, such as "en/ledger/")."""

    language: str
    url: str = ""

    def question(self, slug: str, anchor: str = "") -> str:
        """To a question's page in the same language, or to a claim on it."""
        prefix = "" if self.language == LANGUAGES[0] else f"{self.language}/"
        return self.file(f"{prefix}questions/{slug}/") + (f"#{anchor}" if anchor else "")

    def file(self, path: str) -> str:
        """To a file of the site."""
        up = posixpath.relpath("/" + path, "/" + posixpath.dirname(self.url))
        return f"{up}/" if path.endswith("/") else up


_CJK = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
_CJK_GAP = re.compile(f"(?<=[{_CJK}]) +(?=[{_CJK}])")  # where YAML joins lines of Chinese
_INNER = str.maketrans("“”", "‘’")  # quotation marks within a quotation
_NBSP = "\u00a0"
_KEPT = re.compile(r"(?<=[a-z.]) (?=\d)")  # "Table 3" stays on one line
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_TEXTS = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)


def _cited(reference: Reference) -> str:
    """The authors and the year as a text cites them."""
    first, *others = reference.authors.split(", ")
    more = " et al." if len(others) > 1 else f" & {others[0]}" if others else ""
    return f"{first}{more} {reference.year}"


class Writer:
    """What a page may call: each method gives the Markdown or HTML that stands in its place.

    Methods raise ValueError that names the id and what may be used instead.
    """

    def __init__(
        self,
        library: Library,
        links: Links,
        question: Question | None = None,
        citation: str = "",
    ) -> None:
        self.library, self.language = library, links.language
        self.links, self.of, self.citation = links, question, citation
        kinds = ("claim", "evidence", "answer", "glance", "bibtex")
        self.shown: dict[str, list[str]] = {kind: [] for kind in kinds}

    def functions(self) -> dict[str, Any]:
        """The names that a page can use between double braces."""
        names = ["n", "lit", "given", "cite", "verdict", "quoted", "count_of", "ask", "cards"]
        names += ["ledger", "figure", "chip", "file", "versions"]
        if self.of:
            names += ["title", "answer", "glance", "claim", "evidence", "related", "bibtex"]
        return {name: getattr(self, name) for name in names}

    def text(self, text: str) -> str:
        """A text of claims.yml, with its numbers filled in."""
        text = _CJK_GAP.sub("", " ".join(text.split()))
        text = _STRONG.sub(r"<strong>\1</strong>", text)
        return _TEXTS.from_string(text).render(
            n=self.n, lit=self.lit, given=self.given, verdict=self.verdict
        )

    def plain(self, text: str) -> str:
        """The same as plain text, for titles, descriptions and data."""
        return re.sub(r"<[^>]+>|[*`]", "", self.text(text))

    # Numbers

    def n(self, name: str, style: str | None = None) -> str:
        """The number "claim.number" from its finding, in its own format or in `style`."""
        claim, key = self._split(name)
        numbers = claim.finding.numbers
        if key not in numbers:
            raise ValueError(f"{name!r}: {claim.id} has the numbers {', '.join(numbers)}")
        labels = self._decider(claim).numbers
        shown = written(numbers[key], style or labels[key].format)
        return self._data("n", numbers[key], f"{claim.decided_by}.{key}", shown)

    def lit(self, name: str, style: str | None = None) -> str:
        """The figure "claim.figure" that a source states, with its unit."""
        claim, key = self._split(name)
        figures = {k: (s, f) for s in claim.sources for k, f in s.figures.items()}
        if key not in figures:
            raise ValueError(f"{name!r}: {claim.id} cites the figures {', '.join(figures)}")
        source, figure = figures[key]
        shown = written(figure.value, style) if style else f"{figure.value:,}"
        shown += {"": "", "%": "%"}.get(figure.unit, f" {figure.unit}")
        return self._data("lit", figure.value, f"{source.ref} {source.at}", shown)

    def given(self, value: int | float) -> str:
        """A number that the text sets or quotes, such as an input size, with no other origin."""
        return self._data("given", value, "given", f"{value}")

    def count_of(self, what: str, verdict: str | None = None) -> str:
        """How many "claims" (of one verdict, or "right", "wrong", "open" as usually read) or
        "questions" there are."""
        if what == "questions":
            value = len(self.library.questions)
        elif what == "claims":
            of = self.of.claims if self.of else self.library.claims.values()
            read = {True: "right", False: "wrong", None: "open"}
            if verdict not in (None, *VERDICTS, *read.values()):
                known = ", ".join([*VERDICTS, *read.values()])
                raise ValueError(f"{verdict!r} is no verdict to count; there are {known}")
            value = sum(verdict in (None, c.verdict, read[c.as_read]) for c in of)
        else:
            raise ValueError(f"count_of takes 'claims' or 'questions'; this is {what!r}")
        return self._data("n", value, f"count.{what}", str(value))

    # Verdicts and citations

    def verdict(self, claim: str) -> str:
        """The verdict's chip."""
        return self._chip(self._claim(claim))

    def chip(self, verdict: str) -> str:
        """The chip of a verdict in general."""
        if verdict not in VERDICTS:
            raise ValueError(f"{verdict!r} is no verdict; there are {', '.join(VERDICTS)}")
        return self._chip_of(verdict)

    def file(self, path: str) -> str:
        """A relative link to a file of the site, such as claims.json."""
        return self.links.file(path)

    def versions(self) -> str:
        """What each notebook's outputs were stored with, and all versions that they pass with."""
        rows = ""
        for q in self.library.questions.values():
            path = q.folder / "evidence.ipynb"
            metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            made = metadata.get("resnet_qa", {}).get("verified_with", {})
            versions = " ".join(f"<code>{name} {version}</code>" for name, version in made.items())
            rows += f"<tr><td>{self.ask(q.slug)}</td><td>{versions}</td></tr>"
        heads = f"<th>{self._word('question')}</th><th>{self._word('verified_with')}</th>"
        stored = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return stored + self._passed()

    def _passed(self) -> str:
        notebooks = [q.folder / "evidence.ipynb" for q in self.library.questions.values()]
        root = notebooks[0].parent.parent.parent.parent
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(word)}</td>' for word in made)}"
            f"<td>{many} / {len(notebooks)}</td></tr>"
            for made, many in passed(notebooks, root / RECORDS).items()
        )
        if not rows:
            return ""
        names = (self._word("system"), "Python", *PACKAGES, self._word("passing"))
        heads = "".join(f"<th>{name}</th>" for name in names)
        return (
            f"<p>{self._word('passed')}</p>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def cite(self, ref: str, at: str) -> str:
        """A citation with a link, for instance (He et al. 2016, Table 3)."""
        if ref not in self.library.references:
            known = ", ".join(self.library.references)
            raise ValueError(f"{ref!r} is not in docs/references.yml, which holds {known}")
        r = self.library.references[ref]
        alike = [o.key for o in self.library.references.values() if _cited(o) == _cited(r)]
        letter = chr(ord("a") + alike.index(ref)) if len(alike) > 1 else ""
        link = f'<a href="{r.url}">{escape(_cited(r))}{letter}</a>'
        return f'<cite class="ref">{link}, {_KEPT.sub(_NBSP, at)}</cite>'

    def figure(self, name: str) -> str:
        """A picture drawn from the live architecture or from a notebook's measurements."""
        first = next(iter(self.library.questions.values()))
        return figure(name, self.language, first.folder.parent.parent)

    def quoted(self, claim: str) -> str:
        """What people say, linked to where it is decided."""
        c = self._claim(claim)
        says = escape(self.plain(c.says[self.language]))
        return f'<a href="{self.links.question(c.question, c.id)}">{says}</a>'

    def ask(self, slug: str) -> str:
        """A question's title, linked."""
        if slug not in self.library.questions:
            raise ValueError(f"{slug!r} is no question; there are {', '.join(self.questions)}")
        title = escape(self.library.questions[slug].title[self.language])
        return f'<a href="{self.links.question(slug)}">{title}</a>'

    @property
    def questions(self) -> list[str]:
        """The slugs of all questions, in order."""
        return list(self.library.questions)

    # The parts of a question's page

    def title(self) -> str:
        """The question."""
        return self._question.title[self.language]

    def answer(self) -> str:
        """The paragraph that a reader can quote."""
        self.shown["answer"].append(self._question.slug)
        text = self.text(self._question.answer[self.language])
        return f'<p class="answer" markdown="span">{text}</p>'

    def glance(self) -> str:
        """Every claim of the question with its verdict."""
        self.shown["glance"].append(self._question.slug)
        rows = "".join(
            f'<tr><td><a href="#{c.id}">{escape(self.plain(c.says[self.language]))}</a>'
            f"{self._short(c)}</td><td>{self._chip(c)}{self._beside(c)}</td></tr>"
            for c in self._question.claims
        )
        return (
            f'<table class="glance"><thead><tr><th scope="col">{self._word("said")}</th>'
            f'<th scope="col">{self._word("verdict")}</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )

    def claim(self, name: str) -> str:
        """The card: what people say, the verdict, the cases."""
        claim = self._own(name, "claim")
        cases, labels = claim.finding.cases, self._decider(claim).cases
        items = ""
        for key in labels:
            word = "yes" if cases[key] else "no"
            usual = f' <small class="usual">{self._word("usual")}</small>'
            items += (
                f'<li class="case case--{word}"><span class="mark" role="img" '
                f'aria-label="{self._word(word)}"></span>'
                f"<span>{self.text(labels[key][self.language])}"
                f"{usual if key in claim.read_as else ''}</span></li>"
            )
        tally = self._tally(claim)
        stance = f"<span>{STANCES[claim.stance][self.language]}</span>" if claim.stance else ""
        return (
            f'<div class="claim claim--{claim.verdict}">{self._permalink(claim)}'
            f'<p class="claim__says"><span class="claim__label">{self._word("said")}</span>'
            f"<q>{self.text(claim.says[self.language]).translate(_INNER)}</q></p>"
            f'<p class="claim__verdict">{self._chip(claim)}{self._read(claim)}{tally}{stance}</p>'
            f'<p class="claim__answer">{self.text(claim.answer[self.language])}</p>'
            + (f'<ul class="cases">{items}</ul>' if items else "")
            + "</div>"
        )

    def evidence(self, name: str) -> str:
        """The numbers, the code and its output, the link to the notebook, the citations."""
        claim = self._own(name, "evidence")
        decider = self._decider(claim)
        folder = "" if decider.question == claim.question else f"../{decider.question}/"
        parts = []
        if decider is not claim:
            says = escape(self.plain(decider.says[self.language]))
            link = f'<a href="{self.links.question(decider.question, decider.id)}">{says}</a>'
            parts.append(self._word("decided_by").format(says=link))
        if claim.finding.numbers:
            rows = "".join(
                f"<tr><td>{self.text(number.label[self.language])}</td>"
                f"<td>{self._exact(decider, key)}</td></tr>"
                for key, number in decider.numbers.items()
            )
            many = len(decider.numbers)
            summary = self._word("numbers" if many > 1 else "number").format(n=many)
            parts.append(
                f'<details class="fold numbers" data-search-exclude><summary>{summary}</summary>'
                f'<table class="numbers__table"><thead><tr>'
                f'<th scope="col">{self._word("name")}</th>'
                f'<th scope="col">{self._word("exactly")}</th></tr></thead>'
                f"<tbody>{rows}</tbody></table></details>"
            )
        fence = "~~~~"
        parts.append(
            '<details class="fold code" data-search-exclude markdown="1">'
            f"<summary>{self._word('code')}</summary>\n\n"
            f"{fence}python\n{claim.cell.source}\n{fence}\n\n"
            f"{fence}text\n{claim.cell.output}\n{fence}\n\n</details>"
        )
        link = f"{folder}evidence.ipynb#{decider.id}"
        parts.append(f"[{self._word('notebook')}]({link}){{ .cell-link }}")
        parts += [self._source(claim, index) for index in range(len(claim.sources))]
        return "\n\n".join(parts)

    def related(self) -> str:
        """The related questions as a list."""
        return "\n".join(f"- {self.ask(slug)}" for slug in self._question.related)

    def bibtex(self) -> str:
        """The page's citation."""
        self.shown["bibtex"].append(self._question.slug)
        return f"~~~~bibtex\n{self.citation}\n~~~~"

    # The home page and the ledger

    def cards(self) -> str:
        """Every question with its short answer and its verdicts."""
        cards = ""
        for q in self.library.questions.values():
            tally = "".join(
                f"<li>{self._chip_of(v)}<span>{self._number_of(q, v)}</span></li>"
                for v in VERDICTS
                if any(c.verdict == v for c in q.claims)
            )
            link = self.links.question(q.slug)
            cards += (
                f'<section class="card"><h2 id="{q.slug}"><a href="{link}">'
                f"{escape(q.title[self.language])}</a></h2>"
                f"<p>{self.text(q.answer[self.language])}</p>"
                f'<ul class="tally">{tally}</ul></section>'
            )
        return f'<div class="cards">{cards}</div>'

    def ledger(self) -> str:
        """All claims as one table that a script can filter."""
        rows = ""
        for c in self.library.claims.values():
            question = self.library.questions[c.question]
            rows += (
                f'<tr id="{c.id}" data-verdict="{c.verdict}" data-question="{c.question}"'
                f"{' data-wrong' if c.as_read is False else ''}>"
                f'<td><a href="{self.links.question(c.question, c.id)}">'
                f"{escape(self.plain(c.says[self.language]))}</a>{self._short(c)}</td>"
                f"<td>{self._chip(c)}{self._beside(c)}</td>"
                f'<td class="ledger__question">{escape(question.short[self.language])}</td></tr>'
            )
        options = "".join(
            f'<option value="{q.slug}">{escape(q.short[self.language])}</option>'
            for q in self.library.questions.values()
        )
        claims = list(self.library.claims.values())
        buttons = '<button type="button" data-verdict="" aria-pressed="true">'
        buttons += f"{self._word('all')} <span>{len(claims)}</span></button>"
        wrong = sum(c.as_read is False for c in claims)
        buttons += '<button type="button" data-verdict="wrong" aria-pressed="false">'
        buttons += f"{self._word('wrong')} <span>{wrong}</span></button>"
        for v in VERDICTS:
            n = sum(c.verdict == v for c in claims)
            buttons += (
                f'<button type="button" data-verdict="{v}" aria-pressed="false">'
                f"{self._chip_of(v)} <span>{n}</span></button>"
            )
        heads = "".join(f'<th scope="col">{self._word(w)}</th>' for w in ("claim", "verdict"))
        heads += f'<th scope="col" class="ledger__question">{self._word("question")}</th>'
        return (
            f'<div class="ledger"><div class="ledger__filter" role="group" '
            f'aria-label="{self._word("filter")}" hidden>{buttons}'
            f"<label><span>{self._word('question')}</span> <select>"
            f'<option value="">{self._word("all")}</option>{options}</select></label></div>'
            f'<table class="ledger__table"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
            f'<p class="ledger__none" role="status" hidden>{self._word("none")}</p></div>'
        )

    # Helpers

    def _permalink(self, claim: Claim) -> str:
        return (
            f'<a class="permalink" href="{self.links.file(f"c/{claim.id}/")}" '
            f'data-copied="{self._word("copied")}" title="{self._word("copy")}" '
            f'aria-label="{self._word("copy")}: {claim.id}"></a>'
        )

    @property
    def _question(self) -> Question:
        assert self.of is not None, "only a question's page has these functions"
        return self.of

    def _word(self, key: str) -> str:
        return WORDS[key][self.language]

    def _claim(self, name: str) -> Claim:
        claims = self.library.claims
        if name not in claims:
            raise ValueError(f"{name!r} is no claim; there are {', '.join(claims)}")
        return claims[name]

    def _own(self, name: str, what: str) -> Claim:
        claim = self._claim(name)
        if claim.question != self._question.slug:
            raise ValueError(f"{name!r} belongs to the question {claim.question}; show it there")
        if name in self.shown[what]:
            raise ValueError(f"{what}({name!r}) stands twice on this page; keep one")
        self.shown[what].append(name)
        return claim

    def _decider(self, claim: Claim) -> Claim:
        return self.library.claims[claim.decided_by]

    def _split(self, name: str) -> tuple[Claim, str]:
        claim, dot, key = str(name).partition(".")
        if not dot:
            raise ValueError(f"{name!r} names no number; write 'claim-id.number_name'")
        return self._claim(claim), key

    def _exact(self, claim: Claim, key: str) -> str:
        value = claim.finding.numbers[key]
        style = claim.numbers[key].format
        if isinstance(value, int):
            style = "int"
        return self._data("n", value, f"{claim.id}.{key}", written(value, style))

    def _read(self, claim: Claim, kind: str = "claim__read") -> str:
        """Where it depends on the reading: whether it holds in the usual one."""
        if claim.verdict != "depends":
            return ""
        word = "yes" if claim.as_read else "no"
        return f'<span class="{kind} read--{word}">{self._word(f"read_{word}")}</span>'

    def _short(self, claim: Claim) -> str:
        """The claim's answer, as it stands below what people say in a table."""
        return f'<span class="short">{self.text(claim.answer[self.language])}</span>'

    def _beside(self, claim: Claim) -> str:
        """What a table says beside the verdict: the usual reading, or where literature stands."""
        if claim.verdict == "depends":
            return self._read(claim, "beside")
        if claim.verdict == "cited" and claim.stance:
            return f'<span class="beside">{STANCES[claim.stance][self.language]}</span>'
        return ""

    def _tally(self, claim: Claim, kind: str = "claim__tally") -> str:
        total = len(claim.finding.cases)
        if not total:
            return ""
        key = "tally" if total > 1 else "tally_one"
        tally = self._word(key).format(yes=sum(claim.finding.cases.values()), total=total)
        return f'<span class="{kind}">{tally}</span>'

    def _number_of(self, question: Question, verdict: str) -> int:
        return sum(c.verdict == verdict for c in question.claims)

    def _chip(self, claim: Claim) -> str:
        return self._chip_of(claim.verdict)

    def _chip_of(self, verdict: str) -> str:
        word = VERDICTS[verdict][self.language]
        return f'<span class="chip chip--{verdict}">{word}</span>'

    def _source(self, claim: Claim, index: int) -> str:
        source = claim.sources[index]
        note = self.text(source.note[self.language])
        return (
            f'<p class="source"><span class="source__label">{self._word("literature")}</span> '
            f"{note} {self.cite(source.ref, source.at)}</p>"
        )

    @staticmethod
    def _data(kind: str, value: int | float, origin: str, shown: str) -> str:
        return f'<data class="{kind}" value="{value}" data-from="{origin}">{shown}</data>'
