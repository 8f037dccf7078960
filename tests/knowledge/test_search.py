"""One search index a language: every claim is a result, what only repeats others is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.load import load
from knowledge.search import split

SAYS = {"zh": "每个 Building Block 有一个 1×1", "en": "ResNet-50 has a 3×3 Building Block, 4×"}


def found(location: str, title: str = "t", text: str = "x") -> dict[str, Any]:
    """An entry as Material writes it."""
    return {"location": location, "title": title, "text": text}


@pytest.fixture
def site(base: Path, tmp_path: Path) -> Path:
    """A built site of two languages with Material's one index, split."""
    path = base / "docs/questions/two/claims.yml"
    text = path.read_text(encoding="utf-8")
    for code, before in (("zh", "二是偶数"), ("en", "Two is even")):
        says = SAYS[code].replace("4", "{{ n('even.twice') }}")
        text = text.replace(f"{code}: {before}", f'{code}: "{says}"')
    path.write_text(text, encoding="utf-8")
    docs = []
    for start in ("", "en/"):
        docs += [
            found(f"{start}", "Home of ResNet-18 and ResNet-152"),
            found(f"{start}ledger/#even", "Rows"),
            found(f"{start}questions/two/", "1×1, 7×7?"),
            found(f"{start}questions/two/#even", "Even", "<p>Twice.</p>"),
            found(f"{start}questions/two/#summary"),
            found(f"{start}questions/two/evidence/"),
            found(f"{start}questions/two/evidence/#even"),
        ]
    config = {"lang": ["zh", "en"], "separator": "-", "pipeline": ["stemmer"]}
    config["fields"] = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}
    site = tmp_path / "site"
    for folder in ("search", "en"):
        (site / folder).mkdir(parents=True)
    index = json.dumps({"config": config, "docs": docs})
    (site / "search/search_index.json").write_text(index, encoding="utf-8")
    split(site, load(base))
    return site


def index(site: Path, code: str) -> dict[str, Any]:
    folder = site if code == "zh" else site / "en"
    read: dict[str, Any] = json.loads((folder / "search/search_index.json").read_text("utf-8"))
    assert set(read) == {"config", "docs"}
    return read


@pytest.mark.parametrize("code", ["zh", "en"])
def test_what_is_found(site: Path, code: str) -> None:
    entries = {entry["location"]: entry for entry in index(site, code)["docs"]}
    spelled = {where: set(entry.pop("spellings").split()) for where, entry in entries.items()}
    other = {where: entry.pop("translation").split() for where, entry in entries.items()}
    for entry in entries.values():
        entry.pop("translation", None)
    page = "questions/two/"
    assert entries == {
        "": found("", "Home of ResNet-18 and ResNet-152"),
        "ledger/#even": found("ledger/#even", "Rows"),
        page: {**found(page, "1×1, 7×7?"), "boost": 3},
        # a document of its own, told by what people say; the page goes on to the anchor
        f"{page}?claim=even": found(
            f"{page}?claim=even", "Even", f"<p>{SAYS[code]}</p><p>Twice.</p>"
        ),
        f"{page}evidence/": found(f"{page}evidence/"),
    }
    typed = {"BuildingBlock", "1x1"} if code == "zh" else {"BuildingBlock", "3x3", "resnet50"}
    assert spelled == {
        "": {"resnet18", "resnet152"},
        "ledger/#even": typed,
        page: {"1x1", "7x7"},
        f"{page}?claim=even": typed,
        f"{page}evidence/": set(),
    }
    # words of the other language, apart, so that each can be found
    words = {
        "zh": ["Question", *SAYS["en"].split()],
        "en": ["问题", "每个", "Building", "Block", "有", "一个", "1×1"],
    }[code]
    assert other == {
        "": [],
        "ledger/#even": words[1:],
        page: words[:1],
        f"{page}?claim=even": words[1:],
        f"{page}evidence/": [],
    }


@pytest.mark.parametrize(
    ("code", "languages", "pipeline"),
    [("zh", ["en", "zh"], []), ("en", ["en"], ["stopWordFilter"])],
)
def test_how_it_is_searched(
    site: Path, code: str, languages: list[str], pipeline: list[str]
) -> None:
    config = index(site, code)["config"]
    assert (config["lang"], config["pipeline"]) == (languages, pipeline)
    assert config["separator"] == "-"
    boosts = {name: field["boost"] for name, field in config["fields"].items()}
    assert boosts | {"title": 1000, "text": 1, "spellings": 1000, "translation": 1000} == boosts


def test_chinese_is_written_as_such_and_an_earlier_builds_folder_is_no_obstacle(
    site: Path, base: Path
) -> None:
    assert SAYS["zh"] in (site / "search/search_index.json").read_text("utf-8")
    split(site, load(base))
