"""Social cards: what they say, that all of it shows and fits, that none is stale."""

import json
import re
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from itertools import groupby

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont, ImageOps, ImageStat

from knowledge import cache
from knowledge.publish import cards
from knowledge.publish.cards import Card

CHINESE = "跳跃连接把输入原样直接传到后面的层，信息不丢失。"
LATIN = "The skip passes the input on unchanged, so that no information is lost. "
TITLE = Card("cards/title.png", "问答", (("zh", "“块”"),), (("right", "对 3"),))
SAYS, ANSWERS = (("zh", "“偶数”"), ("en", "“Even”")), (("zh", "是"), ("en", "It is"))
CLAIM = Card("cards/c/even.png", "问答", SAYS, (("mostly-right", "基本对 · limits"),), ANSWERS)


@pytest.fixture
def draw(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FOLDER", tmp_path)

    def drawn(card):
        return Image.open(BytesIO(cards.draw([card])[card.path])).convert("RGB")

    return drawn


def lines(image):
    """The boxes around what stands on a row of its own, without the bar at the left edge."""
    dark = image.convert("L").point(lambda value: 255 * (value < 250))
    dark.paste(0, (0, 0, 17, 630))
    rows = groupby(range(630), dark.getprojection()[1].__getitem__)
    bands = [[*band] for inked, band in rows if inked]
    boxes = [(band[0], dark.crop((0, band[0], 1200, band[-1] + 1)).getbbox()) for band in bands]
    return [(left, top, right, top + height) for top, (left, _, right, height) in boxes]


def shown(card):
    """The texts as typst sets them, without the marks that hold words together."""
    data, fonts = cards.inputs(card), cards.FONTS
    found = typst.query(cards.TEMPLATE, "par", "body", sys_inputs=data, font_paths=fonts)
    found = found.replace("\u2060", "").replace("\u00a0", " ")
    return [json.loads(text) for text in re.findall('"text": (".*")', found)]


def test_every_text_shows():
    assert shown(CLAIM) == ["问答", "“偶数”", "“Even”", "基本对 · limits", "是", "It is"]
    assert CLAIM.alt == "“偶数” — “Even” — 基本对 · limits — 是 — It is"
    assert shown(TITLE) == ["问答", "“块”", "对 3"]
    assert TITLE.alt == "“块” — 对 3"


def test_no_line_tears_a_word_or_a_number_from_its_unit():
    card = replace(CLAIM, answers=(("zh", "约 25.6 M，卷积"),))
    answers = json.loads(cards.inputs(card)["card"])["answers"]
    assert answers == [["zh", "约 25.6\u00a0M，卷\u2060积"]]


AWKWARD = st.sampled_from("#$\\*_<>@=-+/~`'\"“”‘’{}[]()\n") | st.characters(
    codec="utf-8", exclude_characters="\u2060\u00a0"
)


@settings(max_examples=60)
@given(st.text(AWKWARD, min_size=1, max_size=12), st.sampled_from(["zh", "en"]))
def test_any_character_arrives_as_itself(text, language):
    card = replace(TITLE, site=text, texts=((language, text),), verdicts=(("right", text),))
    assert shown(card) == [text] * 3


@pytest.mark.parametrize("text", ["二", CHINESE, LATIN * 3, CHINESE * 4, "ResNet" * 12])
@pytest.mark.parametrize("card", [TITLE, CLAIM], ids=["title", "claim"])
def test_everything_stands_within_the_margins(card, text, draw):
    image = draw(replace(card, texts=(("zh", text), *card.texts[1:])))
    left, top, right, bottom = zip(*lines(image), strict=True)
    assert image.size == (1200, 630)
    assert 17 < min(left) <= 90
    assert max(right) <= 1200 - 64
    assert 46 <= top[0] < bottom[-1] <= 630 - 46


def test_a_long_text_shrinks_to_a_third_and_no_further(draw):
    def height(count):
        _, (_, top, _, bottom), *_ = lines(draw(replace(TITLE, texts=(("zh", "国" * count),))))
        return bottom - top

    assert height(1) == height(45)
    assert height(1) / 3 <= height(500) < height(1) / 2
    with pytest.raises(ValueError, match=r"^cards/title.png: no room for so long a text: 国{30}"):
        height(600)


def luminance(colour):
    red, green, blue = ((value / 255) ** 2.2 for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05


def test_verdicts_are_legible_and_differ_without_their_colours(draw):
    filled, mirrored = set(), set()
    for verdict in ("right", "mostly-right", "mostly-wrong", "wrong", "open"):
        image = draw(replace(CLAIM, verdicts=((verdict, "同"),)))
        bar, chip = image.getpixel((8, 300)), image.getpixel((100, 457))
        assert luminance(chip) / luminance(bar) >= 4.5
        sign = image.crop((108, 440, 142, 474)).convert("L").point(lambda v: 255 * (v > 160))
        mirror = ImageChops.difference(sign, ImageOps.mirror(sign))
        filled |= {verdict} if ImageStat.Stat(sign).mean[0] < 0.5 * 255 else set()
        mirrored |= {verdict} if ImageStat.Stat(mirror).mean[0] < 2 else set()
    assert (filled, mirrored) == ({"right", "wrong"}, {"wrong", "mostly-wrong"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_characters_have_mainland_chinas_forms(language, draw):
    path = files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"
    mainland = ImageFont.truetype(str(path), 70, index=2)
    _, (left, _, right, _), _ = lines(draw(replace(TITLE, texts=((language, "复"),))))
    assert right - left == pytest.approx(mainland.getmask("复").size[0], abs=3)  # Japan's: 49


def test_none_is_drawn_twice_and_none_is_stale(draw, tmp_path, monkeypatch):
    template, text = tmp_path / "card.typ", cards.TEMPLATE.read_text(encoding="utf-8")
    template.write_text(text.replace("#14539a", "#000000"), encoding="utf-8")
    first = draw(TITLE).tobytes()
    (kept,) = (tmp_path / "cards").glob("*/*")
    changed = [replace(TITLE, verdicts=(("open", "对 3"),)), replace(TITLE, answers=ANSWERS)]
    changed += [replace(TITLE, texts=(("zh", "块"),)), replace(TITLE, texts=(("en", "“块”"),))]
    changed += [replace(TITLE, verdicts=(("right", "对 4"),)), replace(TITLE, site="别处")]
    drawn = {first, *(draw(card).tobytes() for card in changed)}
    with monkeypatch.context() as patch:
        patch.setattr(cards, "TEMPLATE", template)
        drawn.add(draw(TITLE).tobytes())
        patch.setattr(cards, "version", lambda _: "another")
        draw(TITLE)
        other = cards.draw([TITLE])[TITLE.path]  # by the other template
    assert (len(drawn), len([*(tmp_path / "cards").glob("*/*")])) == (8, 9)
    kept.write_bytes(other)
    assert draw(replace(TITLE, path="cards/same.png")).tobytes() != first


def test_a_claim_is_quoted_with_verdict_and_answer(library):
    assert cards.of_claim(library.claims["is-wrong"], "Name") == Card(
        "cards/c/is-wrong.png",
        "Name",
        (("zh", "“没有一种情形成立。”"), ("en", "“No case holds.”")),
        (("wrong", "不对 · wrong"),),
        (("zh", "不对。"), ("en", "No.")),
    )


def test_verdicts_of_a_question_and_of_the_site_are_counted(library):
    card = cards.of_question(library.questions["every-verdict"], "en", "Name")
    assert (card.path, card.site) == ("cards/questions/every-verdict.en.png", "Name")
    assert card.texts == (("en", "Does every verdict occur?"),)
    said = "right 3, right, with limits 1, wrong, with exceptions 1, wrong 1, open 1"
    assert ", ".join(words for _, words in card.verdicts) == said
    home = cards.of_site(library.claims.values(), "zh", "名字", "是什么")
    assert (home.path, home.site) == ("cards/home.zh.png", "")
    assert home.texts == (("zh", "名字"), ("zh", "是什么"))
    assert home.verdicts[0] == ("right", "对 4")
