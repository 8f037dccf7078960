"""The pictures that a shared link shows: the site, a question or a claim, with its verdicts."""

import json
import logging
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import jieba
import typst
from PIL import Image

from resnet_ref.findings import VERDICTS

from ..cache import cached
from ..model import Claim, Question
from ..render.templates import tally
from ..words import LANGUAGES

ROOT = Path(__file__).parents[2]
TEMPLATE, TERMS = ROOT / "templates/card.typ", ROOT / "templates/unbroken.txt"
FONTS = typst.Fonts(  # Noto Sans CJK alone, whatever the machine has
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(files("manimgx_fonts_cjk"))],
)
PACKAGES = ("typst", "manimgx-fonts-cjk", "pillow", "jieba")
WORD_JOINER = "\u2060"

Text = tuple[str, str]  # a language, plain words


@dataclass(frozen=True)
class Card:
    """What one picture says, and where it lies in the site."""

    path: str
    site: str  # its name; "" on the home card, whose first text is the name
    texts: tuple[Text, ...]  # a title, or what people say; the first is the largest
    verdicts: tuple[tuple[str, str], ...]  # a verdict's key, its words
    answers: tuple[Text, ...] = ()  # on a claim's card

    @property
    def alt(self) -> str:
        """The same in words."""
        verdicts = " · ".join(words for _, words in self.verdicts)
        texts, answers = ([words for _, words in part] for part in (self.texts, self.answers))
        return " — ".join([*texts, verdicts, *answers])


def of_site(claims: Iterable[Claim], language: str, name: str, about: str) -> Card:
    """The site's name, what it is, and how many claims have which verdict."""
    texts = ((language, name), (language, about))
    return Card(f"cards/home.{language}.png", "", texts, _counted(claims, language))


def of_question(question: Question, language: str, name: str) -> Card:
    """The question, and how many of its claims have which verdict."""
    path = f"cards/questions/{question.slug}.{language}.png"
    texts = ((language, question.title[language].plain),)
    return Card(path, name, texts, _counted(question.claims, language))


def of_claim(claim: Claim, name: str) -> Card:
    """What people say, in quotation marks, the verdict and the answer, in both languages."""
    single = str.maketrans("“”", "‘’")
    said = " · ".join(VERDICTS[claim.verdict][code] for code in LANGUAGES)
    return Card(
        f"cards/c/{claim.id}.png",
        name,
        tuple((code, f"“{claim.says[code].plain.translate(single)}”") for code in LANGUAGES),
        ((claim.verdict, said),),
        tuple((code, claim.answer[code].plain) for code in LANGUAGES),
    )


def _counted(claims: Iterable[Claim], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, f"{VERDICTS[key][language]} {many}") for key, many in tally(claims))


def draw(cards: Iterable[Card]) -> dict[str, bytes]:
    """Each card's picture by its path; what was drawn before is not drawn again.

    Raises ValueError that names the card for a text that has no room.
    """
    makers = [version(package) for package in PACKAGES]
    makers += [path.read_text(encoding="utf-8") for path in (TEMPLATE, TERMS, Path(__file__))]

    def picture(card: Card) -> tuple[str, bytes]:
        drawn_from = [card.site, card.texts, card.verdicts, card.answers, makers]
        return card.path, cached("cards", drawn_from, lambda: _png(card))

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # typst and Pillow release the lock
        return dict(pool.map(picture, cards))


def draw_ahead(cards: Iterable[Card]) -> None:
    """Draw what `draw` will ask for; what cannot be drawn is told then."""
    with suppress(ValueError):
        draw(cards)


def _png(card: Card) -> bytes:
    data = inputs(card)
    try:
        png = typst.compile(TEMPLATE, format="png", ppi=72, font_paths=FONTS, sys_inputs=data)
    except typst.TypstError as error:
        reason = error.message.removeprefix("assertion failed: ").replace(WORD_JOINER, "")
        raise ValueError(f"{card.path}: {reason}") from error
    file, image = BytesIO(), Image.open(BytesIO(png)).convert("RGB")
    # in 64 colours: two fifths of the bytes; to press harder would take twice as long
    image.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG", compress_level=3)
    return file.getvalue()


def inputs(card: Card) -> dict[str, str]:
    """The card as the template reads it: data, whatever characters it holds."""
    texts, answers = (
        [(language, unbroken(words)) for language, words in part]
        for part in (card.texts, card.answers)
    )
    data = {"site": card.site, "texts": texts, "verdicts": card.verdicts, "answers": answers}
    return {"card": json.dumps(data)}


@cache
def _words() -> Any:
    """What divides Chinese into words, the field's own among them."""
    jieba.setLogLevel(logging.WARNING)
    found = jieba.Tokenizer()
    with TERMS.open("rb") as terms:
        found.load_userdict(terms)
    return found


def unbroken(text: str) -> str:
    """The text with its Chinese words joined, and its numbers to their units."""
    words = (
        WORD_JOINER.join(word) if re.fullmatch("[\u4e00-\u9fff]{2,4}", word) else word
        for word in _words().cut(text)
    )
    return re.sub(r"(?<![\w.×-])([\d.]+) (?=[MG\u4e00-\u9fff])", "\\1\u00a0", "".join(words))
