"""The pictures that a shared link shows: the site, a question or a claim, with its verdicts."""

from __future__ import annotations

import hashlib
import json
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

TEMPLATE = Path(__file__).parents[2] / "templates/card.typ"
PACKAGES = ("typst", "manimgx-fonts-cjk", "pillow")
COLOURS = 48  # a PNG of so many has a third of the bytes, and no eye tells the difference

Text = tuple[str, str]  # a language, plain words


@dataclass(frozen=True)
class Card:
    """What one picture says, and where it lies in the site."""

    path: str
    site: str  # its name; the home card, whose first text is the name, has none
    texts: tuple[Text, ...]  # a title, or what people say; the first is the largest
    verdicts: tuple[Text, ...]  # a verdict's key, its words
    answers: tuple[Text, ...] = ()  # a claim's card alone has them

    @property
    def said(self) -> tuple[Text, ...]:
        """The texts; what people say stands in quotation marks."""
        if not self.answers:
            return self.texts
        inner = str.maketrans("“”", "‘’")
        return tuple((language, f"“{words.translate(inner)}”") for language, words in self.texts)

    @property
    def alt(self) -> str:
        """The same in words."""
        verdicts = " · ".join(words for _, words in self.verdicts)
        said, answers = ([words for _, words in texts] for texts in (self.said, self.answers))
        return " — ".join([*said, verdicts, *answers])


def draw(cards: Iterable[Card], site: Path, cache: Path) -> None:
    """Write each card into the built site, a picture that `cache` has from there."""
    cache.mkdir(parents=True, exist_ok=True)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(files("manimgx_fonts_cjk"))],
    )
    makers = [version(package) for package in PACKAGES]
    makers += [path.read_text(encoding="utf-8") for path in (TEMPLATE, Path(__file__))]

    def write(card: Card) -> None:
        data = inputs(card)
        key = hashlib.sha256(json.dumps([data, makers]).encode()).hexdigest()
        kept, target = cache / f"{key}.png", site / card.path
        if not kept.exists():
            try:
                png = typst.compile(
                    str(TEMPLATE), format="png", ppi=72, font_paths=fonts, sys_inputs=data
                )
            except typst.TypstError as error:
                raise ValueError(f"{card.path}: {error.message}") from error
            part = cache / f"{key}.{id(card)}"
            part.write_bytes(reduced(png))
            part.replace(kept)  # none is ever half written
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)

    with ThreadPoolExecutor() as pool:  # typst and Pillow let other threads run
        list(pool.map(write, cards))


def inputs(card: Card) -> dict[str, str]:
    """The card as the template takes it: data, whatever characters it holds."""
    said, answers = (
        [(language, unbroken(words)) for language, words in texts]
        for texts in (card.said, card.answers)
    )
    data = {"site": card.site, "texts": said, "verdicts": card.verdicts, "answers": answers}
    return {"card": json.dumps(data)}


def unbroken(text: str) -> str:
    """The text with Chinese words that no line tears, and no number torn from its unit."""
    words = (
        "\u2060".join(word) if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", word) else word
        for word in jieba.cut(text)
    )
    return re.sub(r"(?<=\d) (?=[MG\u4e00-\u9fff])", "\u00a0", "".join(words))


def reduced(png: bytes) -> bytes:
    """The picture in its most frequent colours."""
    image = Image.open(BytesIO(png)).convert("RGB")
    found = sorted(image.getcolors(image.width * image.height), reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for _, colour in found for value in colour])
    file = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()
