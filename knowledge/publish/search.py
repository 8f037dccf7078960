"""One search index a language, in which every claim is a result of its own.

Material's index divides pages by their headings. Readers look for claims, so questions are left
out of it, and their entries are made here: the question, then each claim with what people say as
its title. Both are also found by their words in the other language.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import jieba

from ..model import Library, Question, Section
from ..numbers import Numbers
from ..words import DEFAULT, LANGUAGES, OTHERS

Entry = dict[str, Any]
_HAN = re.compile(r"[\u3400-\u9fff]+")
_CALL = re.compile(r"\{\{(.*?)\}\}")
_MARK = re.compile(r"</?[A-Za-z][^>]*>|\]\([^)]*\)|^ *(?:--8<--|```|~~~).*$|[*_`#|\[\]]", re.M)


def write(site: Path, library: Library, found: dict[str, list[Entry]], config: Entry) -> None:
    """Write each language's index beside its pages; `found` holds other pages' entries."""
    for language in LANGUAGES:
        prefix = "" if language == DEFAULT else f"{language}/"
        entries = [
            {**entry, "location": entry["location"].removeprefix(prefix)}
            for url, of_page in found.items()
            if _language(url) == language
            for entry in of_page
        ]
        for question in library.questions.values():
            entries += _entries(question, language, library.numbers)
        for entry in entries:
            entry.setdefault("spellings", " ".join(sorted(_spellings(entry["title"]))))
        settings = {
            **config,
            # no stemmer: half-typed words are looked up as they stand
            "pipeline": ["stopWordFilter"] if language == "en" else [],
            "lang": [language] if language == "en" else ["en", language],
            "fields": {
                **config["fields"],
                "spellings": {"boost": 1e3},
                "translation": {"boost": 1e3},
            },
        }
        folder = site / prefix / "search"
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"config": settings, "docs": entries}, ensure_ascii=False)
        (folder / "search_index.json").write_text(text, encoding="utf-8")


def _language(url: str) -> str:
    first = url.split("/")[0]
    return first if first in OTHERS else DEFAULT


def _entries(question: Question, language: str, numbers: Numbers) -> list[Entry]:
    location = f"questions/{question.slug}/"
    prose = {s.anchor: _prose(s, numbers) for s in question.pages[language]}
    others = [code for code in LANGUAGES if code != language]
    entries = [
        {
            "location": location,
            "title": _shown(question.title[language].plain),
            "text": _paragraphs(
                question.answer[language].plain,
                question.thirty[language].plain,
                prose.get("", ""),
            ),
            "boost": 3,  # the question before its claims
            "translation": " ".join(_cut(question.title[code].plain) for code in others),
        }
    ]
    for claim in question.claims:
        said = claim.says[language].plain
        entries.append(
            {
                # Without "#" it is a document of its own; the page's script goes on to the anchor.
                "location": f"{location}?claim={claim.id}",
                "title": _shown(said),
                "text": _paragraphs(said, claim.answer[language].plain, prose[claim.id]),
                "translation": " ".join(_cut(claim.says[code].plain) for code in others),
            }
        )
    return entries


def _prose(section: Section, numbers: Numbers) -> str:
    def number(found: re.Match[str]) -> str:
        try:
            return numbers.of(section.anchor)(found[1].strip()).shown
        except ValueError:
            return " "  # a picture, say, or a citation

    return _MARK.sub(" ", _CALL.sub(number, section.body))


def _paragraphs(*texts: str) -> str:
    shown = (" ".join(text.split()) for text in texts)
    return "".join(f"<p>{_shown(text)}</p>" for text in shown if text)


def _shown(text: str) -> str:
    return _cut(escape(text, quote=False))  # titles too are put into the results as HTML


@lru_cache(maxsize=2**16)
def _cut(text: str) -> str:
    """Zero-width spaces between Chinese words, where the index's separator looks for them."""
    return _HAN.sub(lambda run: "\u200b" + "\u200b".join(jieba.cut(run[0])) + "\u200b", text).strip(
        "\u200b"
    )


def _spellings(title: str) -> set[str]:
    """Other ways in which readers type what a title says: 1x1 for 1×1, resnet50 for ResNet-50."""
    found = {f"{a}x{b}" for a, b in re.findall(r"(\d+)×(\d+)", title)}
    found |= {f"resnet{depth}" for depth in re.findall(r"ResNet-(\d+)", title)}
    return found | {word.replace(" ", "") for word in re.findall(r"Building Block", title)}
