"""One search index a language, in which every claim is a result of its own.

Material's index divides pages by their headings. Readers look for claims, so questions are left
out of it, and their entries are made here: the question, then each claim with what people say as
its title, the verdict and the answer as its text. Both are also found by their words in the other
language. docs/assets/search.js searches it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

from resnet_ref.findings import VERDICTS

from ..forms import TermForm
from ..model import Library, Question, Section
from ..numbers import Numbers
from ..render.templates import ROOT
from ..words import DEFAULT, LANGUAGES, OTHERS, WORDS

Entry = dict[str, Any]
_CALL = re.compile(r"\{\{(.*?)\}\}")
_MARK = re.compile(r"</?[A-Za-z][^>]*>|\]\([^)]*\)|^ *(?:--8<--|```|~~~).*$|[*_`#|\[\]]", re.M)
# what an entry counts beside a claim, by its page; and where nothing but its name is asked
_SHARES = {"api": (0.5, 0.5), "glossary": (0.5, 0.9)}
_SECTION = 0.8  # of a section without a claim, or of another page
# a line is of words of which people type one and texts say another
_EVERYDAY = (ROOT / "templates/site/everyday.txt").read_text(encoding="utf-8")


def write(site: Path, library: Library, others: Iterable[Entry]) -> None:
    """Write each language's index beside its pages; `others` are the entries of other pages."""
    entries: dict[str, list[Entry]] = {code: [] for code in LANGUAGES}
    for entry in others:
        first, _, rest = entry["location"].partition("/")
        language = first if first in OTHERS else DEFAULT
        location = rest if first in OTHERS else entry["location"]
        page, _, anchor = location.partition("/")
        title = _plain(entry["title"])
        term = library.terms.get(anchor[1:]) if page == "glossary" else None
        boost, named = _SHARES.get(page, (_SECTION, _SECTION))
        entries[language].append(
            {
                "location": location,
                "title": title,
                "other": "; ".join(_names(term)) if term else re.sub(r" *[(（].*", "", title),
                "text": _plain(entry["text"]),
                "boost": boost,
                "named": named,
            }
        )
    # the separator only splits the words that Material marks on the page that was found
    settings = {"separator": r"\s+", "synonyms": synonyms(library.terms.values())}
    for language, found in entries.items():
        for question in library.questions.values():
            found += _entries(question, language, library.numbers)
        folder = site / ("" if language == DEFAULT else language) / "search"
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"config": settings, "docs": found}, ensure_ascii=False)
        (folder / "search_index.json").write_text(text, encoding="utf-8")


def synonyms(terms: Iterable[TermForm]) -> dict[str, list[str]]:
    """What people type, in small letters, and what texts say for it."""
    everyday = (line.split() for line in _EVERYDAY.splitlines())
    found = {word: [w for w in line if w != word] for line in everyday for word in line}
    for term in terms:
        found |= {typed.lower(): [term.zh, term.en] for typed in _names(term)[2:]}
    return found


def _names(term: TermForm) -> list[str]:
    return [term.zh, term.en, *term.spellings, *chain.from_iterable(term.avoid.values())]


def _entries(question: Question, language: str, numbers: Numbers) -> Iterator[Entry]:
    location = f"questions/{question.slug}/"
    prose = {s.anchor: _prose(s, numbers) for s in question.pages[language]}

    def entry(end: str, title: Mapping[str, object], text: str, more: str = "") -> Entry:
        return {
            "location": location + end,
            "title": str(title[language]),
            "text": " ".join(text.split()),
            "more": " ".join(more.split()),  # searched, but shown only where nothing else fits
            "other": " ".join(str(title[code]) for code in LANGUAGES if code != language),
        }

    thirty = question.thirty[language].plain
    yield entry(
        "", question.title, question.answer[language].plain, f"{thirty} {prose.get('', '')}"
    )
    for claim in question.claims:
        verdict = VERDICTS[claim.verdict][language] + WORDS["colon"][language]
        text = verdict + claim.answer[language].plain
        yield entry(f"#{claim.id}", claim.says, text, prose.pop(claim.id))
    headings = {c: {s.anchor: s.heading for s in question.pages[c]} for c in LANGUAGES}
    for anchor in filter(None, prose):
        title = {code: headings[code][anchor] for code in LANGUAGES}
        yield {**entry(f"#{anchor}", title, prose[anchor]), "boost": _SECTION}


def _prose(section: Section, numbers: Numbers) -> str:
    def number(found: re.Match[str]) -> str:
        try:
            return numbers.of(section.anchor)(found[1].strip()).shown
        except ValueError:
            return " "  # a picture, say, or a citation

    return _MARK.sub(" ", _CALL.sub(number, section.body))


def _plain(html: str) -> str:
    """Without tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
