"""The pictures that a shared link shows: the site, a question or a claim, with its verdicts."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import jieba
import typst
from PIL import Image

from ..cache import cached

TEMPLATE = Path(__file__).parents[2] / "templates" / "card.typ"
FONTS = typst.Fonts(  # Noto Sans CJK alone, whatever the machine has
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(files("manimgx_fonts_cjk"))],
)
PACKAGES = ("typst", "manimgx-fonts-cjk", "pillow")
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
    def said(self) -> tuple[Text, ...]:
        """The texts, in quotation marks on a claim's card."""
        if not self.answers:
            return self.texts
        single = str.maketrans("“”", "‘’")
        return tuple((language, f"“{words.translate(single)}”") for language, words in self.texts)

    @property
    def alt(self) -> str:
        """The same in words."""
        verdicts = " · ".join(words for _, words in self.verdicts)
        said, answers = ([words for _, words in texts] for texts in (self.said, self.answers))
        return " — ".join([*said, verdicts, *answers])


def draw(cards: Iterable[Card]) -> dict[str, bytes]:
    """Each card's picture by its path; what was drawn before is not drawn again.

    Raises ValueError that names the card for a text that has no room.
    """
    makers = [version(package) for package in PACKAGES]
    makers += [path.read_text(encoding="utf-8") for path in (TEMPLATE, Path(__file__))]

    def picture(card: Card) -> tuple[str, bytes]:
        data = inputs(card)
        return card.path, cached("cards", [data, makers], lambda: _png(card, data))

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # typst and Pillow release the lock
        return dict(pool.map(picture, cards))


def _png(card: Card, data: dict[str, str]) -> bytes:
    try:
        png = typst.compile(TEMPLATE, format="png", ppi=72, font_paths=FONTS, sys_inputs=data)
    except typst.TypstError as error:
        reason = error.message.removeprefix("assertion failed: ").replace(WORD_JOINER, "")
        raise ValueError(f"{card.path}: {reason}") from error
    return reduced(png)


def inputs(card: Card) -> dict[str, str]:
    """The card as the template reads it: data, whatever characters it holds."""
    said, answers = (
        [(language, unbroken(words)) for language, words in texts]
        for texts in (card.said, card.answers)
    )
    data = {"site": card.site, "texts": said, "verdicts": card.verdicts, "answers": answers}
    return {"card": json.dumps(data)}


def unbroken(text: str) -> str:
    """The text with its Chinese words joined, and its numbers to their units."""
    words = (
        WORD_JOINER.join(word) if re.fullmatch("[\u4e00-\u9fff]{2,4}", word) else word
        for word in jieba.cut(text)
    )
    return re.sub(r"(?<![\w.×-])([\d.]+) (?=[MG\u4e00-\u9fff])", "\\1\u00a0", "".join(words))


def reduced(png: bytes) -> bytes:
    """The picture in 64 colours: a third of the bytes."""
    file = BytesIO()
    image = Image.open(BytesIO(png)).convert("RGB")
    image.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()
