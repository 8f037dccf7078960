"""What the explorer's script works from: the nets as data, its words, the claims it speaks of."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import yaml

from resnet_ref.architectures import ARCHITECTURES, STEMS, Architecture, Stem, checked
from resnet_ref.arithmetic import Count, count

from ..model import Claim
from ..numbers import nearest
from .templates import ROOT, Links

LISTS = ("blocks", "widths", "replace_stride_with_dilation")  # one entry a stage
WORDS: dict[str, dict[str, str]] = yaml.safe_load(
    (ROOT / "templates/site/explorer.yml").read_text(encoding="utf-8")
)


def words(language: str) -> dict[str, str]:
    """What its pages and its script say in one language."""
    return {key: both[language] for key, both in WORDS.items()}


def nets() -> dict[str, dict[str, Any]]:
    """Every net by its name, with the image that it is known for."""
    found = {}
    for name, net in ARCHITECTURES.items():
        stem = net.stem if isinstance(net.stem, Stem) else STEMS[net.stem]
        side = 224 if stem.pool else 32
        own = {"height": side, "width": side, "batch": 1, "norm": True}
        found[name] = {**asdict(net), "stem": asdict(stem), **own}
    return found


def data(claims: Iterable[Claim], links: Links) -> dict[str, Any]:
    """What the script reads; of the claims it decides those that it has a rule for."""
    speaks = {
        claim.id: {
            "says": claim.says[links.language].plain,
            "url": links.question(claim.question, claim.id),
        }
        for claim in claims
    }
    return {"nets": nets(), "words": words(links.language), "claims": speaks}


def counted() -> dict[str, tuple[int, Count]]:
    """What is shown where no script runs: each net on its own image."""
    return {name: (net["height"], count(name, net["height"])) for name, net in nets().items()}


def _value(text: str) -> int | str | bool | None:
    words: dict[str, bool | None] = {"true": True, "false": False, "": None}
    return int(text) if text.isdecimal() else words.get(text, text)


@lru_cache(maxsize=4096)  # while the site is served, most addresses stay as they are
def check(query: str) -> Architecture:
    """The net of an address. Raises ValueError that says what the explorer would not take."""
    asked, known = dict(parse_qsl(query, True, True)), nets()
    unit = asked.pop("unit", "1.0")
    if not re.fullmatch(r"[1-9]\.[01]", unit):
        raise ValueError(f"{unit!r} is no unit; give the stage, and 0 for its first, such as 2.0")
    stage, inner = map(int, unit.split("."))
    for key, prefix in (("vs", "vs."), ("net", "")):
        name = asked.pop(key, "resnet50")
        if name not in known:
            raise ValueError(f"{name!r} is no net; {nearest(name, known)}")
        net = dict(known[name])
        net |= {f"stem.{part}": value for part, value in net.pop("stem").items()}
        for field in [field for field in asked if field.startswith(prefix)]:
            part = field.removeprefix(prefix)
            if part not in net:
                raise ValueError(f"{part!r} is no field; {nearest(part, net)}")
            values = [_value(text) for text in asked.pop(field).split(",")]
            if part == "replace_stride_with_dilation":
                values = [bool(value) for value in values]  # it takes 1 and 0
            net[part] = values if part in LISTS else values[0]
        stem = {part: net.pop(f"stem.{part}") for part in asdict(Stem())}
        size, norm = (net.pop("height"), net.pop("width")), net.pop("norm")
        checked("batch", net.pop("batch"), int)
        described = Architecture(**net, stem=Stem(**stem))
        count(described, size, norm=norm)
    blocks = described.blocks
    if stage > len(blocks) or inner >= blocks[stage - 1]:
        raise ValueError(f"unit is {unit!r}, but the net has stages of {blocks} units")
    return described


def units(net: Architecture, named: str) -> tuple[tuple[bool, ...], ...]:
    """Stage by stage, which units a case names: "all", "first" or "inner", perhaps "of 2-4".

    Raises ValueError where the net has none such.
    """
    which, _, of = named.partition(" of ")
    first, _, last = (of or f"1-{len(net.blocks)}").partition("-")
    lit = tuple(
        tuple(
            int(first) <= number <= int(last or first)
            and which in ("all", "first" if unit.first else "inner")
            for unit in stage
        )
        for number, stage in enumerate(net.stages(), start=1)
    )
    if int(last or first) > len(lit) or not any(map(any, lit)):
        raise ValueError(f"units is {named!r}, but the net has stages of {net.blocks} units")
    return lit
