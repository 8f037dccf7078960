"""What a reader finds: the question, each claim in both languages, other spellings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import Library, Section
from knowledge.numbers import Number, Numbers
from knowledge.publish import search
from knowledge.read.library import load

from ..editing import VERDICTS, swap

CONFIG = {"fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}, "separator": "x"}
FOUND = [
    {"location": "ledger/", "title": "全部", "text": "a"},
    {"location": "en/ledger/#x", "title": "All 3×3", "text": "b"},
]
CLAIMS = [
    "is-right",
    "is-mostly-right",
    "is-mostly-wrong",
    "is-wrong",
    "is-open",
    "by-literature",
    "twin",
]


def index(site: Path, library: Library, language: str) -> dict[str, Any]:
    search.write(site, library, FOUND, CONFIG)
    folder = site if language == "zh" else site / language
    text = (folder / "search/search_index.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def entry(site: Path, library: Library, language: str, location: str) -> dict[str, Any]:
    """One entry, without the zero-width spaces that cut Chinese into words."""
    docs = index(site, library, language)["docs"]
    (found,) = (e for e in docs if e["location"] == f"questions/{location}")
    return {k: v.replace("\u200b", "") if isinstance(v, str) else v for k, v in found.items()}


@pytest.mark.parametrize(
    ("language", "other"),
    [
        ("zh", {"location": "ledger/", "title": "全部", "text": "a", "spellings": ""}),
        ("en", {"location": "ledger/#x", "title": "All 3×3", "text": "b", "spellings": "3x3"}),
    ],
)
def test_pages_then_each_question_with_its_claims(
    tmp_path: Path, library: Library, language: str, other: dict[str, str]
) -> None:
    docs = index(tmp_path, library, language)["docs"]
    assert docs[0] == other
    assert [e["location"].removeprefix("questions/") for e in docs[1:]] == [
        "every-verdict/",
        *(f"every-verdict/?claim={claim}" for claim in list(library.claims)[:7]),
        "odd-marks/",
        "odd-marks/?claim=whole-marks",
    ]
    assert docs[1]["boost"] > docs[2].get("boost", 1)  # a question comes before its claims


@pytest.mark.parametrize(
    ("language", "location", "field", "shown"),
    [
        ("en", "every-verdict/?claim=is-right", "title", "All hold."),
        ("en", "every-verdict/?claim=is-right", "translation", "全部成立。"),
        ("zh", "every-verdict/?claim=is-right", "title", "全部成立。"),
        ("zh", "every-verdict/?claim=is-right", "translation", "All hold."),
        ("en", "every-verdict/?claim=is-right", "text", "<p>All hold.</p><p>Yes, 25,557,032 of"),
        (
            "en",
            "every-verdict/?claim=is-right",
            "text",
            "<p>One unit has 25,557,032 parameters;",
        ),
        ("en", "every-verdict/", "title", "Does every verdict occur?"),
        ("zh", "every-verdict/", "translation", "Does every verdict occur?"),
        ("en", "every-verdict/", "text", "25,557,032 parameters, which is 25.56 M.</p>"),
        ("en", "odd-marks/?claim=whole-marks", "title", "&lt;script&gt;alert(1)&lt;/script&gt;, *"),
        ("en", "odd-marks/?claim=whole-marks", "text", "<p>If width &lt; 64 and depth &gt; 50"),
        ("en", "odd-marks/?claim=whole-marks", "text", ", a &lt; b &amp; c &gt; d,"),
    ],
)
def test_words_numbers_and_marks_are_found_as_they_are_shown(
    tmp_path: Path, library: Library, language: str, location: str, field: str, shown: str
) -> None:
    assert shown in entry(tmp_path, library, language, location)[field]


@pytest.mark.parametrize(
    ("title", "spellings"),
    [
        ("Two 3×3, one 1×1", "1x1 3x3"),
        ("ResNet-50 beats ResNet-101", "resnet101 resnet50"),
        ("A Building Block", "BuildingBlock"),
        ("No other spelling", ""),
    ],
)
def test_other_spellings(base: Path, tmp_path: Path, title: str, spellings: str) -> None:
    swap(base / VERDICTS / "claims.yml", "The same claim.", f'"{title}"')
    found = entry(tmp_path, load(base), "en", "every-verdict/?claim=twin")
    assert (found["title"], found["spellings"]) == (title, spellings)


@pytest.mark.parametrize(("language", "searched"), [("zh", ["en", "zh"]), ("en", ["en"])])
def test_the_settings_of_a_language(
    tmp_path: Path, library: Library, language: str, searched: list[str]
) -> None:
    config = index(tmp_path, library, language)["config"]
    assert (config["lang"], config["separator"]) == (searched, "x")
    assert set(config["fields"]) == {"title", "text", "spellings", "translation"}
    assert "stemmer" not in config["pipeline"]


def test_chinese_is_cut_into_words(tmp_path: Path, library: Library) -> None:
    title = index(tmp_path, library, "zh")["docs"][1]["title"]
    assert "结论" in title.split("\u200b")


def test_a_number_may_have_a_name_of_two_words() -> None:
    numbers = Numbers({"c.a_b": Number("n", 1234, "c.a_b")})
    assert search._prose(Section("c", "", "_See_ {{ a_b }}.", 1), numbers) == " See  1,234."
