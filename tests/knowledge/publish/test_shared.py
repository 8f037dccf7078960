"""What a shared link shows: cards that tell the verdict, tags that escape everything."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from knowledge.model import Library
from knowledge.publish import shared
from knowledge.publish.cards import Card

AWKWARD = "<b> & \"quotes\" > 'single' 说"


@pytest.mark.parametrize("base", ["https://example.org/s/", "https://example.org/s", ""])
def test_tags_escape_everything_and_no_address_is_relative(library: Library, base: str) -> None:
    card = shared.of_claim(library.claims["whole-marks"], "Name")
    html = BeautifulSoup(
        shared.tags(
            card, base, type="article", title=AWKWARD, description=f"{AWKWARD}明",
            language="en", page="en/questions/x/",
        ),
        "html.parser",
    )  # fmt: skip
    tags = html.find_all(True)
    assert {tag.name for tag in tags} == {"meta"}
    assert html.text.strip() == ""
    addressed = {
        "og:url": "https://example.org/s/en/questions/x/",
        "og:image": "https://example.org/s/cards/c/whole-marks.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": card.alt,
        "twitter:card": "summary_large_image",
    }
    assert {tag.get("property") or tag.get("name"): tag["content"] for tag in tags} == {
        "og:type": "article",
        "og:title": AWKWARD,
        "og:description": f"{AWKWARD}明",
        "og:locale": "en_US",
        "og:locale:alternate": "zh_CN",
        **(addressed if base else {}),
    }


def test_the_card_of_a_claim_says_it_with_verdict_and_answer(library: Library) -> None:
    assert shared.of_claim(library.claims["is-wrong"], "Name") == Card(
        "cards/c/is-wrong.png",
        "Name",
        (("zh", "没有一种情形成立。"), ("en", "No case holds.")),
        (("wrong", "不对 · wrong"),),
        (("zh", "不对。"), ("en", "No.")),
    )


def test_the_cards_of_a_question_and_of_the_site_count_verdicts(library: Library) -> None:
    card = shared.of_question(library.questions["every-verdict"], "en", "Name")
    assert (card.path, card.site) == ("cards/questions/every-verdict.en.png", "Name")
    assert card.texts == (("en", "Does every verdict occur?"),)
    said = "right 3, right, with limits 1, wrong, with exceptions 1, wrong 1, open 1"
    assert ", ".join(words for _, words in card.verdicts) == said
    home = shared.home(library, "zh", "名字", "是什么")
    assert (home.path, home.site) == ("cards/home.zh.png", "")
    assert home.texts == (("zh", "名字"), ("zh", "是什么"))
    assert home.verdicts[0] == ("right", "对 4")
