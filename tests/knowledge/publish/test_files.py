"""What stands beside the pages: written for every question, or for those that changed alone."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup

from knowledge.model import Library
from knowledge.publish import files
from knowledge.publish.cards import Card
from knowledge.repository import Repository

NAMES, ABOUT = {"zh": "名字", "en": "Name"}, {"zh": "是什么", "en": "What it is"}
KNOWN = Repository(name="owner/name", commit="0123456789" * 4, site_url="https://example.org/s/")
ALWAYS = {"claims.json", "claims.schema.json", "question.schema.json", "llms.txt"}
MARKS = {
    "notebooks/odd-marks.zh.ipynb",
    "notebooks/odd-marks.en.ipynb",
    "questions/odd-marks/index.md",
    "en/questions/odd-marks/index.md",
    "c/whole-marks/index.html",
}
CARDS = {
    "cards/questions/odd-marks.zh.png",
    "cards/questions/odd-marks.en.png",
    "cards/c/whole-marks.png",
}
HOME = {"cards/home.zh.png", "cards/home.en.png"}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cards that are asked for, which is what this is about, not how they look."""
    found: list[str] = []

    def draw(cards: list[Card], *_: Path) -> None:
        found.extend(card.path for card in cards)

    monkeypatch.setattr(files, "draw", draw)
    return found


def write(library: Library, site: Path, *changed: str) -> set[str]:
    questions = [library.questions[slug] for slug in changed]
    files.write(library, site, KNOWN, NAMES, ABOUT, questions)
    return {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}


def test_only_what_belongs_to_changed_questions_is_written(
    library: Library, tmp_path: Path, drawn: list[str]
) -> None:
    assert write(library, tmp_path) == ALWAYS
    assert set(drawn) == HOME
    drawn.clear()
    assert write(library, tmp_path, "odd-marks") == ALWAYS | MARKS
    assert set(drawn) == HOME | CARDS
    drawn.clear()
    every = write(library, tmp_path, *library.questions)
    assert {f"c/{claim}/index.html" for claim in library.claims} <= every
    assert len(every) == len(ALWAYS) + 2 * 4 + 8
    assert len(drawn) == 2 + 2 * 2 + 8


def test_data_fits_its_schema(library: Library, tmp_path: Path, drawn: list[str]) -> None:
    write(library, tmp_path)
    claims, schema = (
        json.loads((tmp_path / name).read_text(encoding="utf-8"))
        for name in ("claims.json", "claims.schema.json")
    )
    jsonschema.Draft202012Validator(schema).validate(claims)
    assert len(claims["claims"]) == 8
    del claims["claims"][0]["verdict"]
    with pytest.raises(jsonschema.ValidationError, match="'verdict' is a required property"):
        jsonschema.Draft202012Validator(schema).validate(claims)


def test_a_permalink_leads_to_the_claim_in_both_languages(
    library: Library, tmp_path: Path, drawn: list[str]
) -> None:
    write(library, tmp_path, "odd-marks")
    html = (tmp_path / "c/whole-marks/index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    links = {s["lang"]: s.a["href"] for s in page.find_all("section")}
    assert links == {
        "zh": "../../questions/odd-marks/#whole-marks",
        "en": "../../en/questions/odd-marks/#whole-marks",
    }
    assert len(page.find_all("script")) == 1  # its own; the claim's <script> is text
    for target in links.values():
        assert f'"{target}"' in page.script.string
    english = page.find("section", lang="en")
    assert english.h2.text == library.claims["whole-marks"].says["en"].plain
    assert english.strong.text == "right"
    assert page.title.text == page.h1.text == library.claims["whole-marks"].says["zh"].plain
    address = page.find("meta", property="og:url")["content"]
    assert address == "https://example.org/s/c/whole-marks/"
    assert page.find("meta", property="og:image")["content"].endswith("s/cards/c/whole-marks.png")
