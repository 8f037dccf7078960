"""What the explorer's script works from: the nets as data, its words, the claims it speaks of."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import yaml

from resnet_ref.architectures import ARCHITECTURES, STEMS, Stem
from resnet_ref.arithmetic import Count, count

from ..model import Library
from .templates import ROOT, Links

WORDS: dict[str, dict[str, str]] = yaml.safe_load(
    (ROOT / "templates/site/explorer.yml").read_text(encoding="utf-8")
)
CLAIMS = (  # those that its script decides for what is shown
    *("fewer-parameters", "less-compute", "less-memory", "reduce-extract-restore"),
    *("bottleneck-io-256", "basicblock-io-64", "unit-two-convs", "fifty-layers"),
    *("size-25-6-m", "flops-3-8-g", "flops-4-09-g"),
)
PRESETS = {  # what its address says
    "preset_34_50": "net=resnet34&vs=resnet50",
    "preset_stride": "net=resnet50&vs=resnet50&vs.stride_in=1x1&unit=2.0",
    "preset_resnext": "net=resnet50&vs=resnext50_32x4d",
    "preset_wide": "net=resnet50&vs=wide_resnet50_2",
    "preset_cifar": "net=resnet18&height=32&width=32&num_classes=10&vs=resnet20",
}


def nets() -> dict[str, dict[str, Any]]:
    """Every net by its name, with the image that it is known for."""
    found = {}
    for name, net in ARCHITECTURES.items():
        stem = net.stem if isinstance(net.stem, Stem) else STEMS[net.stem]
        side = 224 if stem.pool else 32
        own = {"height": side, "width": side, "batch": 1, "norm": True}
        found[name] = {**asdict(net), "stem": asdict(stem), **own}
    return found


def data(library: Library, links: Links) -> dict[str, Any]:
    """What the script reads."""
    claims = {
        claim.id: {
            "says": claim.says[links.language].plain,
            "url": links.question(claim.question, claim.id),
        }
        for claim in library.claims.values()
        if claim.id in CLAIMS
    }
    words = {key: both[links.language] for key, both in WORDS.items()}
    return {"nets": nets(), "words": words, "presets": PRESETS, "claims": claims}


def counted() -> dict[str, tuple[int, Count]]:
    """What is shown where no script runs: each net on its own image."""
    return {name: (net["height"], count(name, net["height"])) for name, net in nets().items()}
