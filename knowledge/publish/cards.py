"""The pictures that a shared link shows: the site, a question or a claim, with its verdicts."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
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


def draw(cards: Iterable[Card], site: Path, cache: Path) -> None:
    """Write each card into the built site; `cache` keeps the pictures from build to build."""
    cache.mkdir(parents=True, exist_ok=True)
    makers = [version(package) for package in PACKAGES]
    makers += [path.read_text(encoding="utf-8") for path in (TEMPLATE, Path(__file__))]

    def write(card: Card) -> None:
        data = inputs(card)
        key = hashlib.sha256(json.dumps([data, makers]).encode()).hexdigest()
        kept, target = cache / f"{key}.png", site / card.path
        if not kept.exists():
            try:
                png = typst.compile(
                    TEMPLATE, format="png", ppi=72, font_paths=FONTS, sys_inputs=data
                )
            except typst.TypstError as error:
                reason = error.message.removeprefix("assertion failed: ")
                reason = reason.replace(WORD_JOINER, "")
                raise ValueError(f"{card.path}: {reason}") from error
            partial = cache / f"{key}.{id(card)}"  # what an interrupted build leaves
            partial.write_bytes(reduced(png))
            partial.replace(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # typst and Pillow release the lock
        list(pool.map(write, cards))


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
