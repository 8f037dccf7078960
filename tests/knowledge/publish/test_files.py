"""What stands beside the pages: written for every question, or for those that changed alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from knowledge.model import Library
from knowledge.publish import files
from knowledge.publish.cards import Card
from knowledge.repository import Repository

KNOWN = Repository(name="owner/name", commit="0123456789" * 4, site_url="https://example.org/s/")
ALWAYS = {"claims.json", "claims.schema.json", "question.schema.json", "llms.txt"}
HOME = {"cards/home.zh.png", "cards/home.en.png"}
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


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The cards that are asked for; drawing them is another's."""
    found: set[str] = set()

    def draw(cards: list[Card]) -> dict[str, bytes]:
        found.update(card.path for card in cards)
        return {}

    monkeypatch.setattr(files, "draw", draw)
    return found


def write(library: Library, site: Path, *changed: str) -> set[str]:
    names, about = {"zh": "名字", "en": "Name"}, {"zh": "是什么", "en": "What it is"}
    questions = [library.questions[slug] for slug in changed]
    files.write(library, site, KNOWN, names, about, questions)
    return {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}


def test_only_what_belongs_to_changed_questions_is_written(
    library: Library, tmp_path: Path, drawn: set[str]
) -> None:
    assert write(library, tmp_path) == ALWAYS
    assert drawn == HOME
    assert write(library, tmp_path, "odd-marks") == ALWAYS | MARKS
    assert drawn == HOME | CARDS
    every = write(library, tmp_path, *library.questions)
    assert {f"c/{claim}/index.html" for claim in library.claims} <= every
    assert {f"cards/c/{claim}.png" for claim in library.claims} <= drawn
    assert (len(every), len(drawn)) == (4 + 2 * 4 + 8, 2 + 2 * 2 + 8)


@pytest.mark.usefixtures("drawn")
def test_a_permalink_leads_to_the_claim_in_both_languages(library: Library, tmp_path: Path) -> None:
    write(library, tmp_path, "odd-marks")
    html = (tmp_path / "c/whole-marks/index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    links = {section["lang"]: section.a["href"] for section in page.find_all("section")}
    assert links == {
        "zh": "../../questions/odd-marks/#whole-marks",
        "en": "../../en/questions/odd-marks/#whole-marks",
    }
    (script,) = page.find_all("script")  # its own; the claim's <script> is text
    assert all(f'"{target}"' in script.string for target in links.values())
    says = library.claims["whole-marks"].says
    english = page.find("section", lang="en")
    assert (english.h2.text, english.strong.text) == (says["en"].plain, "right")
    assert page.title.text == page.h1.text == says["zh"].plain
    base = "https://example.org/s"
    assert page.find("meta", property="og:url")["content"] == f"{base}/c/whole-marks/"
    assert page.find("meta", property="og:image")["content"] == f"{base}/cards/c/whole-marks.png"
