"""The cards of shared links: where lines break, what is drawn, that nothing stands outside."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from knowledge import cards
from knowledge.cards import Card, Style
from knowledge.load import load
from knowledge.model import Library

from ..conftest import ROOT


def columns(text: str) -> float:
    """Its width where Chinese takes two columns, all else one."""
    return sum(2 if "\u3000" <= c <= "\uffef" else 1 for c in text)


# Lines


@pytest.mark.parametrize(
    ("text", "wide", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("残差块有两种", 6, ["残差块", "有两种"]),
        ("残差块，有两种", 6, ["残差", "块，有", "两种"]),  # the comma takes 块 along
        ("他说“残差块”好", 6, ["他说", "“残差", "块”好"]),
        ("说用（残差）块", 6, ["说用", "（残", "差）块"]),
        ("瓶颈块 ResNet-50 里", 10, ["瓶颈块", "ResNet-50", "里"]),
        ("it has 25.6 M in all", 11, ["it has", "25.6\u00a0M in", "all"]),
        ("有 25.6 M 个", 6, ["有", "25.6\u00a0M", "个"]),
        ("一个 50 层的网", 8, ["一个", "50\u00a0层的", "网"]),
        ("see Fig. 5 for it", 9, ["see", "Fig.\u00a05", "for it"]),
        ("减少 5% 的", 6, ["减少", "5% 的"]),
        ("“压缩—扩展”的", 12, ["“压缩—扩展”", "的"]),
        ("extraordinarily wide", 6, ["extraordinarily", "wide"]),
    ],
)
def test_lines_break_between_words_and_chinese_characters(
    text: str, wide: float, lines: list[str]
) -> None:
    assert cards.wrapped(text, columns, wide) == lines


TEXTS = st.text(st.sampled_from("残差块的网络 abZ-5.，。、；：？！“”（）×%—"), min_size=1).map(
    lambda text: re.sub("(?<=[“（—]) ", "", " ".join(text.split())) or "残"
)


@settings(deadline=None)  # the first one waits for the dictionary
@given(TEXTS, st.integers(4, 40))
def test_no_line_is_too_wide_or_begins_with_a_closing_mark(text: str, wide: int) -> None:
    for lines in (cards.wrapped(text, columns, wide), cards.balanced(text, columns, wide)):
        assert "".join(lines).replace("\u00a0", "").replace(" ", "") == text.replace(" ", "")
        for line in lines:
            assert columns(line) <= wide or len(cards.pieces(line)) == 1
        assert not [line for line in lines[1:] if re.match(r"[，。、；：？！”）%×—.]", line)]
        assert not [line for line in lines[:-1] if re.search(r"[“（—]$", line)]


@settings(deadline=None)
@given(TEXTS, st.integers(4, 40))
def test_evening_lines_out_adds_none(text: str, wide: int) -> None:
    evened = cards.balanced(text, columns, wide)
    assert len(evened) == len(cards.wrapped(text, columns, wide))


@pytest.mark.parametrize(
    ("text", "wide", "lines"),
    [
        ("one two three four", 14, ["one two", "three four"]),  # not "one two three", "four"
        (
            "让残差映射更容易学，从而减轻梯度消失。",
            24,
            ["让残差映射更容易学，", "从而减轻梯度消失。"],
        ),
        ("深的网络用残差块学习特征", 18, ["深的网络用", "残差块学习特征"]),
        ("每个单元含两个卷积层和跳跃连接", 22, ["每个单元含两个", "卷积层和跳跃连接"]),
    ],
)
def test_lines_are_about_equally_long_and_end_at_pauses_and_words(
    text: str, wide: float, lines: list[str]
) -> None:
    assert cards.balanced(text, columns, wide) == lines


# Sizes

LATIN = "The skip passes the input on unchanged, so that no information is lost. "
CHINESE = "跳跃连接把输入原样直接传到后面的层，信息不丢失。"


def fitted(text: str, tall: float = 300) -> cards.Block:
    (block,) = cards.fitted([(text, Style("zh", 60, 700, cards.INK))], 1000, tall)
    return block


def test_a_text_that_fits_keeps_its_size() -> None:
    assert fitted(CHINESE).style.size == 60
    assert len(fitted(CHINESE).lines) == 2


@pytest.mark.parametrize("text", [CHINESE * 6, LATIN * 8, "ResNet" * 8])
def test_a_long_text_is_set_smaller_until_it_fits(text: str) -> None:
    block = fitted(text)
    face = cards.font("zh", block.style.size, 700)
    assert block.style.size < 60
    assert block.tall <= 300
    assert all(face.getlength(line) <= 1000 for line in block.lines)


def test_texts_shrink_together() -> None:
    texts = [("二", Style("zh", 60, 700, cards.INK)), (LATIN * 9, Style("en", 40, 400, cards.INK))]
    short, long = cards.fitted(texts, 1000, 300)
    assert short.style.size < 60
    assert short.style.size / long.style.size == pytest.approx(60 / 40, rel=0.05)


def test_a_text_without_end_is_told() -> None:
    with pytest.raises(ValueError, match=r"no room for so long a text: 跳跃连接把"):
        fitted(CHINESE * 100)


# Pictures

ANSWERS = ((CHINESE, Style("zh", 33, 400, cards.INK)), (LATIN, Style("en", 28, 400, cards.SOFT)))


def card(
    text: str = CHINESE, verdict: str = "holds", words: str = "成立 · holds", answered: bool = True
) -> Card:
    texts = ((f"“{text}”", Style("zh", 55, 700, cards.INK)),)
    return Card("cards/x.png", texts, ((verdict, words),), ANSWERS if answered else ())


def drawn(of: Card, name: str = "残差块问答 · blocks, checked") -> Image.Image:
    image = Image.open(BytesIO(cards.png(of, name)))
    assert image.format == "PNG"
    return image.convert("RGB")


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around all that is not white, the bar at the left edge left out."""
    inner = image.crop((16, 0, *image.size)).convert("L").point(lambda v: 255 * (v < 250))
    box = inner.getbbox()
    assert box
    return box[0] + 16, box[1], box[2] + 16, box[3]


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("text", ["二", CHINESE, LATIN * 3, CHINESE * 5, "ResNet" * 12])
def test_everything_stands_within_the_margins(text: str, answered: bool) -> None:
    image = drawn(card(text, answered=answered))
    left, top, right, bottom = ink(image)
    assert image.size == (1200, 630)
    assert 30 <= left <= 84  # an opening quotation mark hangs in the margin
    assert top >= 45
    assert right <= 1200 - 60
    assert 500 <= bottom <= 630 - 45


def test_a_long_name_stays_clear_of_the_verdict() -> None:
    image = drawn(card(), LATIN * 2)
    gap = image.crop((1120 - cards._wide(card().chips), 50, 1134 - cards._wide(card().chips), 114))
    assert ink(image)[2] <= 1140
    assert gap.getextrema() == ((255, 255),) * 3


def test_every_part_shows() -> None:
    whole = cards.png(card(), "name")
    assert whole != cards.png(card(), "other")
    assert whole != cards.png(card("另一条"), "name")
    assert whole != cards.png(card(words="成立"), "name")
    assert whole != cards.png(card(answered=False), "name")


def test_verdicts_differ_without_their_colours() -> None:
    words = [card(verdict=verdict, words="同") for verdict in cards.COLOURS]
    grey = [drawn(c).crop((16, 0, 1200, 630)).convert("L") for c in words]
    shapes = {image.point(lambda v: 255 * (v < 160)).tobytes() for image in grey}
    assert len(shapes) == len(words) == 4


def test_the_bar_has_the_colour_of_a_claims_verdict() -> None:
    for verdict, (colour, _) in cards.COLOURS.items():
        red, green, blue = drawn(card(verdict=verdict)).getpixel((5, 300))
        assert f"#{red:02x}{green:02x}{blue:02x}" == colour
    of_question = card(answered=False)
    assert drawn(of_question).getpixel((5, 300)) == (0x14, 0x53, 0x9A)


def test_signs_are_those_of_the_verdicts() -> None:
    def halves(verdict: str) -> tuple[int, int, int, int]:
        """How much ink the sign has on the left, on the right, above and below."""
        sign, half = cards.sign(verdict), cards.SIGN // 2
        boxes = [(0, 0, half, 2 * half), (half, 0, 2 * half, 2 * half)]
        boxes += [(0, 0, 2 * half, half), (0, half, 2 * half, 2 * half)]
        left, right, above, below = (sum(bytes(sign.crop(box).tobytes())) for box in boxes)
        return left, right, above, below

    def filled(verdict: str, x: float, y: float) -> bool:
        place = (round(x * cards.SIGN), round(y * cards.SIGN))
        return cards.sign(verdict).getpixel(place) == 255

    left, right, above, below = halves("holds")  # a tick: its corner is low, its long arm right
    assert below > above
    assert right > left
    left, right, above, below = halves("depends")  # a disc, its right half filled
    assert right > 2 * left
    assert above == pytest.approx(below, rel=0.05)
    left, right, above, below = halves("refuted")  # a cross
    assert left == pytest.approx(right, rel=0.05)
    assert above == pytest.approx(below, rel=0.05)
    assert filled("refuted", 0.5, 0.5)
    assert filled("refuted", 0.3, 0.3)
    assert not filled("refuted", 0.5, 0.25)
    left, right, *_ = halves("cited")  # a book: two pages around a spine
    assert left == pytest.approx(right, rel=0.1)
    assert filled("cited", 0.5, 0.5)
    assert not filled("cited", 0.32, 0.5)
    assert not filled("cited", 0.68, 0.5)


def test_each_language_has_its_forms_and_marks() -> None:
    assert cards.font("zh", 40, 400).getname()[0] == "Noto Sans CJK SC"
    assert cards.font("zh", 40, 400).getlength("“") == 40  # as wide as a character
    assert cards.font("en", 40, 400).getlength("“") < 20


def test_bold_is_bolder() -> None:
    weights = [sum(bytes(cards.font("zh", 60, w).getmask("残"))) for w in (400, 500, 700)]
    assert weights == sorted(set(weights))
    assert weights[2] > 1.3 * weights[0]


def test_colours_are_those_of_the_site() -> None:
    css = (ROOT / "docs/assets/site.css").read_text(encoding="utf-8")
    light = css[css.index('scheme="default"]') : css.index('scheme="slate"]')]
    named = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    for verdict, colours in cards.COLOURS.items():
        assert colours == (named[verdict], named[f"{verdict}-bg"])
    assert (
        named["md-default-fg-color"],
        named["md-default-fg-color--light"],
    ) == (cards.INK, cards.SOFT)
    assert (named["line"], named["blue"]) == (cards.LINE, cards.BLUE)


def test_the_colours_survive_the_palette() -> None:
    colours = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in drawn(card()).getcolors(4096) or []}
    assert {"#ffffff", cards.INK, cards.SOFT, cards.LINE, *cards.COLOURS["holds"]} <= colours


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.knowledge.test_cards import card, cards; "
        "print(hashlib.sha256(cards.png(card(), 'name')).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(cards.png(card(), "name")).hexdigest()


# What they say


@pytest.fixture
def library(base: Path) -> Library:
    return load(base)


NAMES, ABOUT = {"zh": "问答", "en": "Checked"}, {"zh": "说法", "en": "Claims"}


def test_a_claim_says_both_languages(library: Library) -> None:
    of = cards.of_claim(library, library.claims["even"])
    assert [text for text, _ in of.texts] == ["“二是偶数”", "“Two is even”"]
    assert [text for text, _ in of.answers] == ["是，两倍是 4", "It is; twice is 4"]
    assert of.chips == (("depends", "有条件 · depends"),)
    assert of.alt == "“二是偶数” — “Two is even” — 有条件 · depends"


def test_quotation_marks_within_a_claim_are_single(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    text = path.read_text(encoding="utf-8").replace("zh: 二是偶数", "zh: 二是“偶数”")
    path.write_text(text, encoding="utf-8")
    library = load(base)
    (says, _), _ = cards.of_claim(library, library.claims["even"]).texts
    assert says == "“二是‘偶数’”"


def test_lines_are_flush_and_the_quotation_mark_hangs() -> None:
    image = drawn(card(answered=False)).crop((0, 130, 1200, 480))  # the claim in two lines
    starts = [ink(image.crop((0, y, 1200, y + 60)))[0] for y in (115, 190)]
    assert 84 <= starts[1] <= 92
    assert 84 - 55 < starts[0] < 84 - 10


def test_questions_and_the_site_count_verdicts(library: Library) -> None:
    question = cards.of_question(library.questions["two"], "zh")
    site = cards.home(library, "en", "Checked", "Claims & more")
    assert ([text for text, _ in question.texts], question.chips) == (
        ["问题"],
        (("depends", "有条件 1"),),
    )
    assert [text for text, _ in site.texts] == ["Checked", "Claims & more"]
    assert site.chips == (("depends", "depends 1"),)


def test_every_card_is_written(library: Library, tmp_path: Path) -> None:
    cards.write(library, tmp_path / "site", NAMES, ABOUT)
    found = {p.relative_to(tmp_path / "site").as_posix() for p in tmp_path.rglob("*.png")}
    assert found == {
        "cards/home.zh.png",
        "cards/home.en.png",
        "cards/questions/two.zh.png",
        "cards/questions/two.en.png",
        "cards/c/even.png",
    }
    written = {(tmp_path / "site" / path).read_bytes() for path in found}
    assert len(written) == len(found)


# Tags


def meta(text: str) -> dict[str, str]:
    tags = BeautifulSoup(text, "html.parser").find_all("meta")
    return {str(tag.get("property") or tag["name"]): str(tag["content"]) for tag in tags}


def test_tags_give_absolute_addresses(library: Library) -> None:
    of = cards.of_claim(library, library.claims["even"])
    for site in ("https://example.org/qa", "https://example.org/qa/"):
        tags = meta(cards.tags(of, "en", 'Is "2" < 3 & even?', "a\n b", "c/even/", site))
        assert tags["og:title"] == 'Is "2" < 3 & even?'
        assert tags["og:description"] == "a b"
        assert tags["og:url"] == "https://example.org/qa/c/even/"
        assert tags["og:image"] == "https://example.org/qa/cards/c/even.png"
        assert tags["og:image:alt"] == of.alt
        assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
        assert tags["twitter:card"] == "summary_large_image"
        assert (tags["og:locale"], tags["og:locale:alternate"]) == ("en_US", "zh_CN")


def test_without_an_address_no_picture_is_named(library: Library) -> None:
    site = cards.home(library, "zh", "问答", "说法")
    tags = meta(cards.tags(site, "zh", "问答", "说法", "", ""))
    assert tags == {
        "og:type": "website",
        "og:title": "问答",
        "og:description": "说法",
        "og:locale": "zh_CN",
        "og:locale:alternate": "en_US",
    }


@pytest.fixture(autouse=True)
def _drawn_afresh() -> None:
    """What another test has drawn is not taken for what this one draws."""
    cards.png.cache_clear()


def test_texts_are_dark_or_soft_and_what_comes_second_has_room_above(library: Library) -> None:
    home = cards.home(library, "en", "Name", "about")
    question = cards.of_question(library.questions["two"], "zh")
    claim = cards.of_claim(library, library.claims["even"])
    for texts in (home.texts, question.texts, claim.texts, claim.answers):
        (_, first), *more = texts
        assert (first.colour, first.above) == (cards.INK, 0)
        for _, style in more:
            assert style.colour == cards.SOFT
            assert 0 < style.above < style.size < first.size


def test_each_card_bears_the_sites_name_but_the_sites_own(library: Library, tmp_path: Path) -> None:
    cards.write(library, tmp_path, NAMES, ABOUT)
    for card, name in (
        (cards.home(library, "en", "Checked", "Claims"), ""),
        (cards.of_question(library.questions["two"], "zh"), "问答"),
        (cards.of_claim(library, library.claims["even"]), "问答 · Checked"),
    ):
        assert (tmp_path / card.path).read_bytes() == cards.png(card, name)


def test_a_chip_is_a_sign_and_its_words_on_their_ground() -> None:
    chips = (("holds", "holds 2"), ("refuted", "refuted 13"))
    of = Card("cards/x.png", (("Title", Style("en", 68, 700, cards.INK)),), chips)
    image = drawn(of, "")

    def where(colour: str) -> list[tuple[int, int]]:
        rgb = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
        data = image.load()
        assert data
        rows = range(400, 630)  # below the title
        return [(x, y) for x in range(16, 1200) for y in rows if data[x, y] == rgb]

    edges = []
    for verdict, words in chips:
        ink, ground = map(where, cards.COLOURS[verdict])
        left, right = min(ground)[0], max(ground)[0]
        top, bottom = min(y for _, y in ground), max(y for _, y in ground)
        edges.append((left, right))
        assert (bottom - top, bottom) == pytest.approx((cards.CHIP, cards.BOTTOM), abs=2)
        assert right - left == pytest.approx(cards._room(words), abs=4)
        # round at its ends, filled within
        corner = [(x, y) for x, y in ground if x < left + 8 and y < top + 8]
        assert not corner
        assert len(ground) > 0.5 * (right - left) * (bottom - top)
        # the sign, room, the words, all of them within
        sign = [x for x, _ in ink if x < left + 22 + cards.SIGN]
        said = [x for x, _ in ink if x >= left + 22 + cards.SIGN]
        assert left + 15 < min(sign) < max(sign) + 8 < min(said) < max(said) < right - 15
        assert max(said) - min(said) > 12 * len(words)
        for part in (sign, said):
            heights = [y for x, y in ink if x in set(part)]
            assert (min(heights) + max(heights)) / 2 == pytest.approx((top + bottom) / 2, abs=6)
    (_, first), (second, _) = edges
    assert second - first == pytest.approx(cards.GAP, abs=4)
    assert edges[0][0] == pytest.approx(cards.LEFT, abs=2)
