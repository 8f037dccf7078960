"""What the explorer's script works from: the nets as data, its words, the claims it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import yaml

from resnet_ref.architectures import ARCHITECTURES, STEMS, Stem
from resnet_ref.arithmetic import Count, count

from ..model import Claim
from .templates import ROOT, Links

WORDS: dict[str, dict[str, str]] = yaml.safe_load(
    (ROOT / "templates/site/explorer.yml").read_text(encoding="utf-8")
)


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
    words = {key: both[links.language] for key, both in WORDS.items()}
    return {"nets": nets(), "words": words, "claims": speaks}


def counted() -> dict[str, tuple[int, Count]]:
    """What is shown where no script runs: each net on its own image."""
    return {name: (net["height"], count(name, net["height"])) for name, net in nets().items()}
