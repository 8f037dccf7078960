"""What a shared link shows: cards that tell the verdict, tags that escape everything."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from knowledge.model import Library
from knowledge.publish import shared
from knowledge.publish.cards import Card

AWKWARD = "<b> & \"quotes\" > 'single'"
PAGE = {
    "type": "article",
    "title": AWKWARD,
    "description": f"{AWKWARD} 说",
    "language": "en",
    "page": "en/questions/x/",
}


def properties(card: Card, base: str, **page: Any) -> dict[str, str]:
    html = BeautifulSoup(shared.tags(card, base, **page), "html.parser")
    found = html.find_all(True)
    assert {tag.name for tag in found} == {"meta"}
    assert html.text.strip() == ""
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in found}


@pytest.mark.parametrize("base", ["https://example.org/site/", "https://example.org/site"])
def test_every_mark_is_escaped(library: Library, base: str) -> None:
    card = shared.of_claim(library.claims["whole-marks"], "Name")
    found = properties(card, base, **PAGE)
    assert found == {
        "og:type": "article",
        "og:title": PAGE["title"],
        "og:description": PAGE["description"],
        "og:locale": "en_US",
        "og:locale:alternate": "zh_CN",
        "og:url": "https://example.org/site/en/questions/x/",
        "og:image": "https://example.org/site/cards/c/whole-marks.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": card.alt,
        "twitter:card": "summary_large_image",
    }


def test_without_an_address_no_relative_one_is_given(library: Library) -> None:
    found = properties(shared.of_claim(library.claims["twin"], "Name"), "", **PAGE)
    assert set(found) == {
        "og:type", "og:title", "og:description", "og:locale", "og:locale:alternate",
    }  # fmt: skip


def test_the_card_of_a_claim_says_it_with_verdict_and_answer(library: Library) -> None:
    card = shared.of_claim(library.claims["is-wrong"], "Name")
    assert card == Card(
        "cards/c/is-wrong.png",
        "Name",
        (("zh", "没有一种情形成立。"), ("en", "No case holds.")),
        (("wrong", "不对 · wrong"),),
        (("zh", "不对。"), ("en", "No.")),
    )


def test_the_cards_of_a_question_and_of_the_site_count_verdicts(library: Library) -> None:
    assert shared.of_question(library.questions["every-verdict"], "en", "Name") == Card(
        "cards/questions/every-verdict.en.png",
        "Name",
        (("en", "Does every verdict occur?"),),
        (
            ("right", "right 3"),
            ("mostly-right", "right, with limits 1"),
            ("mostly-wrong", "wrong, with exceptions 1"),
            ("wrong", "wrong 1"),
            ("open", "open 1"),
        ),
    )
    home = shared.home(library, "zh", "名字", "是什么")
    assert (home.path, home.site) == ("cards/home.zh.png", "")
    assert home.texts == (("zh", "名字"), ("zh", "是什么"))
    assert home.verdicts[0] == ("right", "对 4")
