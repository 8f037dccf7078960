"""Traces every figure in prose to a finding, a citation or an explicit constant."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

# What is quoted, listed by name from a finding, or not prose at all. A formula's figures are part
# of what is defined, as in an index or a kernel's size: they quote a structure and state no result.
NOT_PROSE = (
    "data, code, pre, cite, svg, q, h1, h2, h3, table.glance, .ledger, figure, .cases, .numbers, "
    ".legend, .notebook-bar, .tally, .beside, .claim__verdict, .cell-verdict, .headerlink, "
    "a[href*='questions/']"
)
BLOCKS = ("p", "li", "td", "th", "dt", "dd", "summary", "h4", "h5", "h6", "div", "figcaption")
# Names that hold a number without stating a quantity, and shapes that name a unit.
NAMES = [
    r"(?:ResNet|CIFAR|VGG)-\d+(?:(?:、|, | 和 | and | 与 |、(?:VGG)-|, VGG-)\d+)*",
    r"\d+(?:×\d+)+",
    r"\d+(?:→\d+)+",
    r"(?:Fig\.|Table|Tables|Eq\.|footnote|图|表|式) ?\d+(?: and \d+)?",
    r"§\d+(?:\.\d+)?",
    r"(?:layer|conv)\d(?:_x)?",
    r"第 \d(?: 到 \d)? 阶段|[Ss]tages? \d(?: to \d)?",
    r"MobileNetV2|top-1|float32|1/ ?(?=\u2063)",
]
_NAME = re.compile("|".join(NAMES))
_FIGURE = re.compile(r"\d[\d,.]*")


def typed_figures(page: Path) -> list[str]:
    """Each figure in the page's prose that no code, citation or constant accounts for."""
    soup = BeautifulSoup(page.read_bytes(), "html.parser")
    article = soup.find("article")
    assert article is not None, page
    alone = [m for m in article.find_all("math") if not re.fullmatch(r"[\d.,\s]+", m.get_text())]
    for tag in [*article.select(NOT_PROSE), *alone]:
        tag.replace_with(" \u2063 ")  # keeps words apart that stood on either side
    blocks: dict[int, list[str]] = {}  # each text belongs to the nearest block around it
    for piece in article.find_all(string=True):
        near = next((tag for tag in piece.parents if tag.name in BLOCKS), article)
        blocks.setdefault(id(near), []).append(piece)
    found = []
    for pieces in blocks.values():
        text = " ".join("".join(pieces).split())
        rest = _NAME.sub("", text)
        found += [f"{figure[0]!r} in: {text[:90]}" for figure in _FIGURE.finditer(rest)]
    return found


def locate(complaint: str, sources: list[Path]) -> str:
    """The file and line where the words around a typed figure stand."""
    figure, _, text = complaint.partition(" in: ")
    figure = figure.strip("'")
    fallback = "?"  # Chinese words have no spaces: then the figure's own line must do
    for source in sources:
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
            bare = re.sub(r"\{\{.*?\}\}", "", line)
            words = [w for w in re.split(r"[\u2063\s，。、；：,.;:]+", text) if len(w) > 2][:4]
            if figure in bare and any(word in bare for word in words):
                return f"{source.name}:{number}"
            if fallback == "?" and re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", bare):
                fallback = f"{source.name}:{number}"
    return fallback
