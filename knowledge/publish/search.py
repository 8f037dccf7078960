"""One search index a language, in which every claim is a result of its own.

Material's index divides pages by their headings. Readers look for claims, so questions are left
out of it, and their entries are made here: the question, then each claim with what people say as
its title. Both are also found by their words in the other language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import jieba

from ..model import Library, Question, Section
from ..numbers import Numbers
from ..text import Text
from ..words import DEFAULT, LANGUAGES, OTHERS

Entry = dict[str, Any]
_HAN = re.compile(r"[\u3400-\u9fff]+")
_CALL = re.compile(r"\{\{(.*?)\}\}")
_MARK = re.compile(r"</?[A-Za-z][^>]*>|\]\([^)]*\)|^ *(?:--8<--|```|~~~).*$|[*_`#|\[\]]", re.M)
_SPELLINGS = {r"(\d+)×(\d+)": "{}x{}", r"ResNet-(\d+)": "resnet{}", "(Building) (Block)": "{}{}"}


def write(site: Path, library: Library, others: Iterable[Entry], config: Entry) -> None:
    """Write each language's index beside its pages; `others` are the entries of other pages."""
    entries: dict[str, list[Entry]] = {code: [] for code in LANGUAGES}
    for entry in others:
        first, _, rest = entry["location"].partition("/")
        language = first if first in OTHERS else DEFAULT
        own = {"location": rest} if first in OTHERS else {}
        entries[language].append({**entry, **own})
    for language, found in entries.items():
        for question in library.questions.values():
            found += _entries(question, language, library.numbers)
        for entry in found:
            entry["spellings"] = _spellings(entry["title"])
        wanted = {field: {"boost": 1e3} for field in ("spellings", "translation")}
        settings = {
            **config,
            # no stemmer: half-typed words are looked up as they stand
            "pipeline": ["stopWordFilter"] if language == "en" else [],
            "lang": [language] if language == "en" else ["en", language],
            "fields": {**config["fields"], **wanted},
        }
        folder = site / ("" if language == DEFAULT else language) / "search"
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"config": settings, "docs": found}, ensure_ascii=False)
        (folder / "search_index.json").write_text(text, encoding="utf-8")


def _entries(question: Question, language: str, numbers: Numbers) -> Iterator[Entry]:
    location = f"questions/{question.slug}/"
    prose = {s.anchor: _prose(s, numbers) for s in question.pages[language]}

    def entry(end: str, title: Mapping[str, Text], *texts: str, **more: Any) -> Entry:
        shown = (" ".join(text.split()) for text in texts)
        others = (title[code].plain for code in LANGUAGES if code != language)
        return {
            "location": location + end,
            "title": _shown(title[language].plain),
            "text": "".join(f"<p>{_shown(text)}</p>" for text in shown if text),
            "translation": " ".join(map(_cut, others)),
            **more,
        }

    own = [text[language].plain for text in (question.answer, question.thirty)]
    yield entry("", question.title, *own, prose.get("", ""), boost=3)  # before its claims
    for claim in question.claims:
        # Without "#" it is a document of its own; the page's script goes on to the anchor.
        said, answer = claim.says[language].plain, claim.answer[language].plain
        yield entry(f"?claim={claim.id}", claim.says, said, answer, prose[claim.id])


def _prose(section: Section, numbers: Numbers) -> str:
    def number(found: re.Match[str]) -> str:
        try:
            return numbers.of(section.anchor)(found[1].strip()).shown
        except ValueError:
            return " "  # a picture, say, or a citation

    return _MARK.sub(" ", _CALL.sub(number, section.body))


def _shown(text: str) -> str:
    return _cut(escape(text, quote=False))  # titles too are put into the results as HTML


@lru_cache(maxsize=2**16)
def _cut(text: str) -> str:
    """Zero-width spaces between Chinese words, where the index's separator looks for them."""
    return _HAN.sub(lambda run: "\u200b".join(["", *jieba.cut(run[0]), ""]), text).strip("\u200b")


def _spellings(title: str) -> str:
    """Other ways in which readers type what a title says: 1x1 for 1×1, resnet50 for ResNet-50."""
    found = {
        form.format(*match.groups())
        for pattern, form in _SPELLINGS.items()
        for match in re.finditer(pattern, title)
    }
    return " ".join(sorted(found))
