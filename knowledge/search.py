"""One search index a language, in which every claim is a result of its own.

Material's index holds a page's sections below the page. Readers look for claims, so each claim
becomes an entry with what people say as its title; sections that only repeat others are left out.
Questions and claims are also found by their words in the other language.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jieba

from .model import LANGUAGES, Library
from .write import Links, Writer

DEFAULT, *OTHERS = LANGUAGES


def split(site: Path, library: Library) -> None:
    """Replace the site's one index by one a language, each beside that language's pages."""
    path = site / "search/search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    for language in LANGUAGES:
        writer = Writer(library, Links(language))
        titles = {c.id: writer.plain(c.says[language]) for c in library.claims.values()}
        translations = _translations(library, language)
        entries = [
            entry
            for found in index["docs"]
            if _language(found) == language
            if (entry := _entry(found, language, titles, translations))
        ]
        config = {
            **index["config"],
            # no stemmer: half-typed words are looked up as they stand
            "pipeline": ["stopWordFilter"] if language == "en" else [],
            "lang": [language] if language == "en" else ["en", language],
            "fields": {
                **index["config"]["fields"],
                "spellings": {"boost": 1e3},
                "translation": {"boost": 1e3},
            },
        }
        folder = site if language == DEFAULT else site / language
        (folder / "search").mkdir(exist_ok=True)
        text = json.dumps({"config": config, "docs": entries}, ensure_ascii=False)
        (folder / "search/search_index.json").write_text(text, encoding="utf-8")


def _language(entry: dict[str, Any]) -> str:
    first = entry["location"].split("/")[0]
    return first if first in OTHERS else DEFAULT


def _translations(library: Library, language: str) -> dict[str, str]:
    """The words of each question (by slug) and claim (by id) in the other languages."""
    texts: dict[str, list[str]] = {}
    for other in LANGUAGES:
        if other != language:
            writer = Writer(library, Links(other))
            for claim in library.claims.values():
                texts.setdefault(claim.id, []).append(writer.plain(claim.says[other]))
            for question in library.questions.values():
                texts.setdefault(question.slug, []).append(question.title[other])
    return {key: _spaced(" ".join(words)) for key, words in texts.items()}


def _spaced(text: str) -> str:
    """The text with spaces between its Chinese words, where Material's index looks for them."""
    spaced = re.sub(r"[\u4e00-\u9fff]+", lambda run: f" {' '.join(jieba.cut(run[0]))} ", text)
    return " ".join(spaced.split())


def _entry(
    entry: dict[str, Any], language: str, titles: dict[str, str], translations: dict[str, str]
) -> dict[str, Any] | None:
    location = entry["location"].removeprefix("" if language == DEFAULT else f"{language}/")
    page, _, anchor = location.partition("#")
    entry = {**entry, "location": location}
    if page.startswith("questions/"):
        if anchor and (anchor not in titles or page.endswith("/evidence/")):
            return None
        if anchor:
            # Without "#" it is a document of its own; the page's script goes on to the anchor.
            entry["location"] = f"{page}?claim={anchor}"
            entry["text"] = f"<p>{titles[anchor]}</p>{entry['text']}"
        elif not page.endswith("/evidence/"):
            entry["boost"] = 3  # the question before its claims
    spellings = _spellings(entry["title"] + " " + titles.get(anchor, ""))
    question = page.removeprefix("questions/").removesuffix("/")
    translation = translations.get(anchor or question, "")
    return {**entry, "spellings": " ".join(sorted(spellings)), "translation": translation}


def _spellings(title: str) -> set[str]:
    """Other ways in which readers type what a title says: 1x1 for 1×1, resnet50 for ResNet-50."""
    found = {f"{a}x{b}" for a, b in re.findall(r"(\d+)×(\d+)", title)}
    found |= {f"resnet{depth}" for depth in re.findall(r"ResNet-(\d+)", title)}
    return found | {word.replace(" ", "") for word in re.findall(r"Building Block", title)}
