"""The built site: what a shared link to each page shows."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from knowledge.cards import font

from ..conftest import ROOT, build
from .test_build import html_errors

ADDRESS = "https://example.org/qa/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as built where its address is known."""
    path = tmp_path_factory.mktemp("published")
    run = build(ROOT, path, SITE_URL=ADDRESS)
    assert run.returncode == 0, run.stdout + run.stderr
    return path


@cache
def read(site: Path) -> dict[str, BeautifulSoup]:
    """Every page by its path, without the error page."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_bytes(), "html.parser"
        )
        for path in site.rglob("index.html")
    }


def meta(page: BeautifulSoup) -> dict[str, str]:
    """The page's tags for sharing; none of them may stand twice."""
    tags = page.select('meta[property^="og:"], meta[name^="twitter:"]')
    keys = [str(tag.get("property") or tag.get("name")) for tag in tags]
    assert len(keys) == len(set(keys))
    return {key: str(tag["content"]) for key, tag in zip(keys, tags, strict=True)}


def test_every_page_names_a_card_that_exists(published: Path) -> None:
    named = set()
    for path, page in read(published).items():
        tags = meta(page)
        assert tags["og:url"] == ADDRESS + path
        assert tags["og:image"].startswith(ADDRESS)
        card = published / tags["og:image"].removeprefix(ADDRESS)
        with Image.open(card) as image:
            size = [str(side) for side in image.size]
        assert size == [tags["og:image:width"], tags["og:image:height"]] == ["1200", "630"]
        assert card.stat().st_size <= 40 * 1024, card
        assert tags["og:image:alt"]
        assert tags["twitter:card"] == "summary_large_image"
        named.add(card)
    assert named == set((published / "cards").rglob("*.png"))  # and none is drawn for nothing


def test_each_claim_and_question_has_a_card_of_its_own(published: Path) -> None:
    pages = defaultdict(set)
    for path, page in read(published).items():
        pages[meta(page)["og:image"].removeprefix(ADDRESS)].add(path)
    claims = json.loads((published / "claims.json").read_text(encoding="utf-8"))["claims"]
    for claim in claims:
        (own,) = [found for found in pages.values() if f"c/{claim['id']}/" in found]
        assert len(own) == 1
    for question in {claim["question"] for claim in claims}:
        for prefix in ("", "en/"):
            path = f"{prefix}questions/{question}/"
            assert {path, f"{path}evidence/"} in pages.values()
    for prefix in ("", "en/"):
        shared = {f"{prefix}{name}" for name in ("", "ledger/", "glossary/", "verify/")}
        assert [found for found in pages.values() if shared <= found]
    contents = {(published / card).read_bytes() for card in pages}
    assert len(contents) == len(pages)


def test_tags_say_what_the_page_says(published: Path) -> None:
    claims = json.loads((published / "claims.json").read_text(encoding="utf-8"))["claims"]
    pages = read(published)
    for path, page in pages.items():
        tags, html = meta(page), page.html
        assert isinstance(html, Tag)
        languages = [tags["og:locale"], tags["og:locale:alternate"]]
        assert languages == (["en_US", "zh_CN"] if html["lang"] == "en" else ["zh_CN", "en_US"])
        assert tags["og:title"]
        assert len(tags["og:description"]) > 20, path
    for claim in claims:
        tags = meta(pages[f"c/{claim['id']}/"])
        says, answer = claim["statement"], claim["answer"]
        assert tags["og:title"] == says["zh"]
        for text in says.values():
            inner = text.replace("“", "‘").replace("”", "’")
            assert f"“{inner}”" in tags["og:image:alt"]
        assert all(answer[code] in tags["og:description"] for code in answer)
    for question in {claim["question"] for claim in claims}:
        page = pages[f"en/questions/{question}/"]
        description = page.select_one("meta[name=description]")
        tags = meta(page)
        assert page.h1
        assert page.h1.text.startswith(tags["og:title"])
        assert description
        assert tags["og:description"] == description["content"]
        assert tags["og:title"] in tags["og:image:alt"]
        assert meta(pages[f"en/questions/{question}/evidence/"])["og:title"] != tags["og:title"]


def test_without_an_address_no_picture_is_named(site: Path) -> None:
    for path, page in read(site).items():
        tags = meta(page)
        assert {"og:title", "og:description", "og:type", "og:locale"} <= set(tags), path
        assert not [key for key in tags if key.startswith(("og:image", "og:url", "twitter:"))]


def test_pages_with_cards_are_valid_and_do_not_load_them(published: Path) -> None:
    for path, page in read(published).items():
        text = (published / path / "index.html").read_text(encoding="utf-8")
        assert html_errors(text) == [], path
        loading = page.select("[src*='cards/'], [href*='cards/'], [srcset*='cards/']")
        assert not loading, path


def test_permalinks_say_the_claim_and_the_verdict(site: Path) -> None:
    claims = json.loads((site / "claims.json").read_text(encoding="utf-8"))["claims"]
    for claim in claims:
        path = site / "c" / claim["id"] / "index.html"
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        headings = {str(h.parent["lang"]): h.text for h in page.select("h1, h2") if h.parent}
        assert headings == claim["statement"]
        assert len(page.select("h1")) == 1
        assert path.stat().st_size < 4096


def test_the_font_has_every_character(site: Path) -> None:
    claims = json.loads((site / "claims.json").read_text(encoding="utf-8"))["claims"]
    for code in ("zh", "en"):
        texts = [claim[key][code] for claim in claims for key in ("statement", "answer")]
        texts += [meta(page)["og:title"] for page in read(site).values()]
        face = font(code, 40, 400)
        missing = bytes(face.getmask("\U0010ffff"))
        tofu = {c for c in set("".join(texts)) - {" "} if bytes(face.getmask(c)) == missing}
        assert not tofu
        assert bytes(face.getmask("\ue123")) == missing  # what the font lacks is seen
