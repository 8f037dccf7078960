"""The pictures that a shared link shows: the site, a question or a claim, with its verdicts.

Drawn with Pillow in Noto Sans CJK, which the package manimgx-fonts-cjk carries, so that neither
a network nor a font of the machine has a part in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from importlib.resources import files
from io import BytesIO
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import NamedTuple

import jieba
from PIL import Image, ImageDraw, ImageFont

from .model import LANGUAGES, Claim, Library, Question
from .words import VERDICTS
from .write import Links, Writer

SIZE = WIDTH, HEIGHT = 1200, 630  # what Open Graph's readers expect
LEFT, RIGHT, TOP, BOTTOM = 84, WIDTH - 64, 50, HEIGHT - 50
CHIP, SIGN, GAP = 64, 34, 20  # a chip's height, its sign's, the room between two chips
INK, SOFT, LINE, GROUND, BLUE = "#1b2430", "#55606e", "#dfe3e8", "#ffffff", "#14539a"
COLOURS = {  # as in site.css: ink, ground
    "holds": ("#17693a", "#e4f3e9"),
    "depends": ("#7c4d00", "#fcf0d9"),
    "refuted": ("#a3232b", "#fbe6e6"),
    "cited": ("#45536a", "#e9edf3"),
}
HANGING = ("“", "‘")  # stand in the margin at the start of a line
LOCALES = {"zh": "zh_CN", "en": "en_US"}
FONT = files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"
FACES = {"zh": 2, "en": 0}  # of the collection: mainland China's forms; narrow quotation marks


class Style(NamedTuple):
    """How a text is set: language, pixels, weight, colour, the room above it."""

    language: str
    size: int
    weight: int
    colour: str
    above: int = 0


@dataclass(frozen=True)
class Card:
    """What one picture says, and where it lies in the site."""

    path: str
    texts: tuple[tuple[str, Style], ...]
    chips: tuple[tuple[str, str], ...]  # verdict, words
    answers: tuple[tuple[str, Style], ...] = ()  # below the chips
    type: str = "article"  # as Open Graph calls the page

    @property
    def alt(self) -> str:
        """The same in words."""
        chips = " · ".join(words for _, words in self.chips)
        return " — ".join([*(text for text, _ in self.texts), chips])


def home(library: Library, language: str, name: str, about: str) -> Card:
    """The site's card: its name, what it is, and how many claims have which verdict."""
    texts = (
        (name, Style(language, 84, 700, INK)),
        (about, Style(language, 40, 400, SOFT, 28)),
    )
    chips = _tally(library.claims.values(), language)
    return Card(f"cards/home.{language}.png", texts, chips, type="website")


def of_question(question: Question, language: str) -> Card:
    """A question's card: the question, and how many of its claims have which verdict."""
    texts = ((question.title[language], Style(language, 68, 700, INK)),)
    chips = _tally(question.claims, language)
    return Card(f"cards/questions/{question.slug}.{language}.png", texts, chips)


def of_claim(library: Library, claim: Claim) -> Card:
    """A claim's card in both languages: what people say, the verdict, the answer."""
    says, answers = [], []
    for code in LANGUAGES:
        writer = Writer(library, Links(code))
        says.append(unescape(writer.plain(claim.says[code])))
        answers.append(unescape(writer.plain(claim.answer[code])))
    words = " · ".join(VERDICTS[claim.verdict][code] for code in LANGUAGES)
    zh, en = LANGUAGES
    return Card(
        f"cards/c/{claim.id}.png",
        (
            (_quoted(says[0]), Style(zh, 55, 700, INK)),
            (_quoted(says[1]), Style(en, 37, 500, SOFT, 14)),
        ),
        ((claim.verdict, words),),
        (
            (answers[0], Style(zh, 33, 400, INK)),
            (answers[1], Style(en, 28, 400, SOFT, 8)),
        ),
    )


def _quoted(text: str) -> str:
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def _tally(claims: Iterable[Claim], language: str) -> tuple[tuple[str, str], ...]:
    found = [claim.verdict for claim in claims]
    return tuple(
        (verdict, f"{words[language]} {found.count(verdict)}")
        for verdict, words in VERDICTS.items()
        if verdict in found
    )


def write(library: Library, site: Path, names: dict[str, str], about: dict[str, str]) -> None:
    """Draw every card into the built site; `names` and `about` say what it is in each language."""
    cards = []
    for code in LANGUAGES:
        cards.append((home(library, code, names[code], about[code]), ""))
        cards += [(of_question(q, code), names[code]) for q in library.questions.values()]
    both = " · ".join(names[code] for code in LANGUAGES)
    cards += [(of_claim(library, claim), both) for claim in library.claims.values()]
    for card, name in cards:
        path = site / card.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(card, name))


def tags(card: Card, language: str, title: str, description: str, page: str, site_url: str) -> str:
    """The tags by which a link to the page at `page` (from the site's root) shows the card.

    Open Graph takes absolute addresses only, so a build that does not know where the site will
    stand names no picture and no address.
    """
    base = site_url.rstrip("/")
    rows = [
        ("og:type", card.type),
        ("og:title", title),
        ("og:description", " ".join(description.split())),
        ("og:locale", LOCALES[language]),
    ]
    rows += [("og:locale:alternate", LOCALES[code]) for code in LANGUAGES if code != language]
    if base:
        rows += [
            ("og:url", f"{base}/{page}"),
            ("og:image", f"{base}/{card.path}"),
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", card.alt),
        ]
    lines = [f'<meta property="{key}" content="{escape(value)}">' for key, value in rows]
    if base:
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    return "\n".join(lines)


# Drawing


@cache  # while `make serve` renews the site, what says the same is not drawn again
def png(card: Card, name: str) -> bytes:
    """The card as a PNG, with the site's name at its head."""
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    bar = COLOURS[card.chips[0][0]][0] if card.answers else BLUE
    draw.rectangle((0, 0, 15, HEIGHT - 1), fill=bar)
    if card.answers:  # below the claim; the verdict stands beside the site's name
        start, room = RIGHT - _wide(card.chips), RIGHT - _wide(card.chips) - GAP - LEFT
        _chips(image, card.chips, start, TOP)
        top, bottom, between = TOP + CHIP + 18, BOTTOM, 52
    else:
        room = RIGHT - LEFT
        _chips(image, card.chips, LEFT, BOTTOM - CHIP)
        top, bottom, between = TOP + (CHIP if name else 0), BOTTOM - CHIP - 24, 0
    if name:
        head = fitted([(name, Style("zh", 28, 500, SOFT))], room, CHIP)
        _texts(draw, head, TOP + (CHIP - head[0].tall) // 2)
    blocks = fitted([*card.texts, *card.answers], RIGHT - LEFT, bottom - top - between)
    says, answers = blocks[: len(card.texts)], blocks[len(card.texts) :]
    below = bottom - sum(block.tall for block in answers)
    if answers:
        draw.rectangle((LEFT, below - 22, RIGHT, below - 21), fill=LINE)
        _texts(draw, answers, below)
    _texts(draw, says, top + (below - between - top - sum(block.tall for block in says)) // 2)
    file = BytesIO()
    palette = image.quantize(palette=_palette(card), dither=Image.Dither.NONE)
    palette.save(file, "PNG", compress_level=7)  # 9 is seven times slower, 8% smaller
    return file.getvalue()


class Block(NamedTuple):
    """A text in lines."""

    lines: list[str]
    style: Style

    @property
    def step(self) -> int:
        """From one line to the next."""
        return round(self.style.size * 1.32)

    @property
    def tall(self) -> int:
        """Its height, with the room above it."""
        return self.style.above + self.step * len(self.lines)


def fitted(texts: Iterable[tuple[str, Style]], wide: float, tall: float) -> list[Block]:
    """The texts in lines that fit into the room, all of them set smaller until they do.

    Raises ValueError if they do not fit at a third of their size.
    """
    texts = list(texts)
    for percent in range(100, 32, -3):
        blocks = []
        for text, style in texts:
            style = style._replace(size=style.size * percent // 100)
            blocks.append(Block(wrapped(text, _measure(style), wide), style))
        widest = max(_measure(b.style)(line) for b in blocks for line in b.lines)
        if widest <= wide and sum(block.tall for block in blocks) <= tall:
            return [
                Block(balanced(text, _measure(b.style), wide), b.style)
                for (text, _), b in zip(texts, blocks, strict=True)
            ]
    longest = max((text for text, _ in texts), key=len)
    raise ValueError(f"a card has no room for so long a text: {longest[:60]}…")


def _measure(style: Style) -> Callable[[str], float]:
    how = style.language, style.size, style.weight
    return lambda text: sum(_advance(c, *how) for c in text[text.startswith(HANGING) :])


def _texts(draw: ImageDraw.ImageDraw, blocks: Iterable[Block], y: int) -> None:
    for block in blocks:
        style = block.style
        y += style.above
        face = font(style.language, style.size, style.weight)
        for line in block.lines:
            x = LEFT - (face.getlength(line[0]) if line.startswith(HANGING) else 0)
            middle = y + block.step // 2
            draw.text((x, middle), line, font=face, fill=style.colour, anchor="lm")
            y += block.step


# Lines


_NOT_FIRST = "，。、；：？！）》”’—…·,.;:?!)%× \u00a0"  # what no line begins with
_NOT_LAST = "“‘（《(—\u00a0"  # what no line ends with
_PAUSE = "，。、；：？！）》”,.;:?!)"  # where a line ends best
_BOUND = re.compile(  # 25.6 M and 50 层, Fig. 5
    r"(?<![\w.×-])([\d.,]+) (?=[MG]|[\u4e00-\u9fff])|([图表第.]) (?=\d)"
)


def wrapped(text: str, measure: Callable[[str], float], wide: float) -> list[str]:
    """The text in as few lines of at most `wide` as there can be.

    Lines end between words and between Chinese characters; a word that is wider than `wide`
    keeps a line of its own.
    """
    lines, line = [], ""
    for piece in pieces(text):
        if line and measure((line + piece).rstrip()) > wide:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def balanced(text: str, measure: Callable[[str], float], wide: float) -> list[str]:
    """As many lines as `wrapped` makes, about equally long, ending at a pause where they can.

    Of Chinese words, few are torn.
    """
    lines, found = wrapped(text, measure, wide), pieces(text)
    even, offsets = measure(text) / len(lines), [*accumulate(map(len, found))]
    words = set(accumulate(map(len, jieba.cut("".join(found)))))  # where they end

    @cache
    def best(start: int, count: int) -> tuple[float, list[str]]:
        """The pieces from `start` on in `count` lines, as cheaply as they can be set."""
        ways: list[tuple[float, list[str]]] = [(inf, [])]
        last = len(found) - count + 1
        for end in range(start + 1 if count > 1 else last, last + 1):
            line = "".join(found[start:end]).rstrip()
            width = measure(line)
            if width > wide:
                break
            torn = 0 if line[-1] in _PAUSE else 0.02 if offsets[end - 1] in words else 0.06
            price, rest = best(end, count - 1) if count > 1 else (0.0, [])
            ways.append((price + torn + ((width - even) / wide) ** 2, [line, *rest]))
        return min(ways)

    return best(0, len(lines))[1] or lines


def pieces(text: str) -> list[str]:
    """What must stay together: a word with its marks and the space after it, a character."""
    text = _BOUND.sub("\\1\\2\u00a0", text)
    found = [text[:1]]
    for before, after in zip(text, text[1:], strict=False):
        if _may_break(before, after):
            found.append(after)
        else:
            found[-1] += after
    return found


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or _chinese(before) or _chinese(after)


def _chinese(character: str) -> bool:
    return character >= "\u2e80"


# Letters, chips and signs


@cache
def font(language: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Noto Sans CJK in a language's forms."""
    # Pillow's own layout: the other one depends on a library of the machine.
    layout = ImageFont.Layout.BASIC
    face = ImageFont.truetype(str(FONT), size, FACES[language], layout_engine=layout)
    face.set_variation_by_axes([weight])
    return face


@cache
def _advance(character: str, language: str, size: int, weight: int) -> float:
    return font(language, size, weight).getlength(character)


def _wide(chips: Iterable[tuple[str, str]]) -> int:
    """The width of the chips in a row."""
    return sum(_room(words) + GAP for _, words in chips) - GAP


def _room(words: str) -> int:
    return 22 + SIGN + 12 + round(font("zh", 33, 700).getlength(words)) + 28


def _chips(image: Image.Image, chips: Iterable[tuple[str, str]], x: int, y: int) -> None:
    """The verdicts in a row, each with its sign and word."""
    draw = ImageDraw.Draw(image)
    for verdict, words in chips:
        ink, ground = COLOURS[verdict]
        wide = _room(words)
        mask = Image.new("L", (4 * wide, 4 * CHIP))
        box = (0, 0, 4 * wide - 1, 4 * CHIP - 1)
        ImageDraw.Draw(mask).rounded_rectangle(box, radius=2 * CHIP, fill=255)
        image.paste(ground, (x, y), mask.reduce(4))
        image.paste(ink, (x + 22, y + (CHIP - SIGN) // 2), sign(verdict))
        place = (x + 22 + SIGN + 12, y + CHIP // 2 - 2)
        draw.text(place, words, font=font("zh", 33, 700), fill=ink, anchor="lm")
        x += wide + GAP


@cache
def sign(verdict: str) -> Image.Image:
    """A verdict's sign, as site.css draws it on a field of 16 units."""
    unit = SIGN / 2  # drawn eight times too large, then reduced
    mask = Image.new("L", (8 * SIGN, 8 * SIGN))
    draw = ImageDraw.Draw(mask)

    def at(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x * unit, y * unit) for x, y in points]

    def stroke(*points: tuple[float, float], width: float = 2.4) -> None:
        draw.line(at(points), fill=255, width=round(width * unit))
        for x, y in at(points):  # round ends and joints
            draw.circle((x, y), width * unit / 2, fill=255)

    if verdict == "holds":
        stroke((3, 8.5), (6.2, 11.7), (13, 5))
    elif verdict == "depends":
        draw.circle((8 * unit, 8 * unit), 6.5 * unit, outline=255, width=round(1.8 * unit))
        draw.pieslice((*at([(1.5, 1.5)])[0], *at([(14.5, 14.5)])[0]), -90, 90, fill=255)
    elif verdict == "refuted":
        stroke((4, 4), (12, 12))
        stroke((12, 4), (4, 12))
    else:  # an open book
        for x in (3, 13):
            stroke((8, 4.4), ((x + 8) / 2, 3.1), (x, 3.5), (x, 12.5), width=1.5)
            stroke((x, 12.5), ((x + 8) / 2, 12.1), (8, 13.4), (8, 4.4), width=1.5)
    return mask.reduce(8)


def _palette(card: Card) -> Image.Image:
    """The card's colours, with the steps that smooth the edges between them."""
    ramps = [(LINE, BLUE, 2), (GROUND, INK, 8), (GROUND, SOFT, 7)]
    for verdict in dict(card.chips):
        ink, ground = COLOURS[verdict]
        ramps += [(ground, ink, 8), (GROUND, ground, 3)]
    colours = dict.fromkeys(c for start, end, steps in ramps for c in _ramp(start, end, steps))
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in colours for value in colour])
    return palette


def _ramp(start: str, end: str, steps: int) -> list[tuple[int, ...]]:
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (start, end)]
    return [
        tuple(round(a + (b - a) * step / (steps - 1)) for a, b in zip(*ends, strict=True))
        for step in range(steps)
    ]
