"""What a reader finds: the question, each claim in both languages, other spellings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import Library
from knowledge.publish import search
from knowledge.read.library import load

from ..editing import swap

CONFIG = {"fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}, "separator": "x"}


def indexes(site: Path, library: Library, **found: list[search.Entry]) -> dict[str, Any]:
    urls = {"ledger/": found.get("zh", []), "en/ledger/": found.get("en", [])}
    search.write(site, library, urls, CONFIG)
    return {
        code: json.loads((site / folder / "search/search_index.json").read_text(encoding="utf-8"))
        for code, folder in (("zh", ""), ("en", "en"))
    }


def entry(index: dict[str, Any], location: str) -> dict[str, Any]:
    (found,) = (e for e in index["docs"] if e["location"] == location)
    return {k: v.replace("\u200b", "") if isinstance(v, str) else v for k, v in found.items()}


def test_each_question_then_each_of_its_claims_is_a_result(
    tmp_path: Path, library: Library
) -> None:
    found = indexes(tmp_path, library)
    verdicts = "is-right is-mostly-right is-mostly-wrong is-wrong is-open by-literature twin"
    expected = [
        "questions/every-verdict/",
        *(f"questions/every-verdict/?claim={claim}" for claim in verdicts.split()),
        "questions/odd-marks/",
        "questions/odd-marks/?claim=whole-marks",
    ]
    assert [e["location"] for e in found["zh"]["docs"]] == expected
    assert [e["location"] for e in found["en"]["docs"]] == expected


def test_a_claim_is_found_by_its_words_in_both_languages(tmp_path: Path, library: Library) -> None:
    found = indexes(tmp_path, library)
    location = "questions/every-verdict/?claim=is-right"
    assert entry(found["en"], location) == {
        "location": location,
        "title": "All hold.",
        "text": "<p>All hold.</p><p>Yes, 25,557,032 of them.</p>"
        "<p>One unit has 25,557,032 parameters; 28.54% is the error. See and .</p>",
        "translation": "全部成立。",
        "spellings": "",
    }
    chinese = entry(found["zh"], location)
    assert (chinese["title"], chinese["translation"]) == ("全部成立。", "All hold.")
    question = entry(found["en"], "questions/every-verdict/")
    assert question["boost"] > 1
    assert question["translation"] == "五种结论都有吗？"
    assert "ResNet-50 has 25,557,032 parameters, which is 25.56 M." in question["text"]


def test_marks_are_shown_as_they_are(tmp_path: Path, library: Library) -> None:
    found = indexes(tmp_path, library)["en"]
    claim = entry(found, "questions/odd-marks/?claim=whole-marks")
    assert claim["title"].startswith(
        "&lt;script&gt;alert(1)&lt;/script&gt;, *stars*, _lines_, ticks"
    )
    assert "<p>If width &lt; 64 and depth &gt; 50, then" in claim["text"]
    assert "a &lt; b &amp; c &gt; d" in claim["text"]
    assert entry(found, "questions/odd-marks/")["title"].startswith("Are &lt;b&gt;, &amp; and")


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
    swap(base / "docs/questions/every-verdict/claims.yml", "The same claim.", f'"{title}"')
    found = indexes(tmp_path, load(base))["en"]
    claim = entry(found, "questions/every-verdict/?claim=twin")
    assert (claim["title"], claim["spellings"]) == (title, spellings)


def test_chinese_words_are_cut_where_the_index_looks(tmp_path: Path, library: Library) -> None:
    title = indexes(tmp_path, library)["zh"]["docs"][0]["title"]
    assert "结论" in title.split("\u200b")
    assert not title.startswith("\u200b")


def test_other_pages_stand_in_their_languages_index(tmp_path: Path, library: Library) -> None:
    found = indexes(
        tmp_path,
        library,
        zh=[{"location": "ledger/", "title": "全部", "text": "a"}],
        en=[{"location": "en/ledger/#x", "title": "All 3×3", "text": "b"}],
    )
    assert found["zh"]["docs"][0] == {
        "location": "ledger/", "title": "全部", "text": "a", "spellings": "",
    }  # fmt: skip
    assert found["en"]["docs"][0]["location"] == "ledger/#x"
    assert found["en"]["docs"][0]["spellings"] == "3x3"
    assert [len(found[code]["docs"]) for code in ("zh", "en")] == [11, 11]


def test_the_settings_name_every_field_and_the_language(tmp_path: Path, library: Library) -> None:
    found = indexes(tmp_path, library)
    for code, languages in (("zh", ["en", "zh"]), ("en", ["en"])):
        config = found[code]["config"]
        assert config["lang"] == languages
        assert config["separator"] == "x"
        assert set(config["fields"]) == {"title", "text", "spellings", "translation"}
        assert "stemmer" not in config["pipeline"]
