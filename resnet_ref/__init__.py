"""ResNet arithmetic, modules and findings: small, exact, standard.

`count` and everything about findings work without torch, which is imported when a module class
or a probe is first asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .architectures import ARCHITECTURES, Architecture, Stem, Unit, architecture
from .arithmetic import Count, count, count_block
from .findings import Finding, Series, finding, verdict

if TYPE_CHECKING:
    from .modules import (
        BasicBlock,
        Bottleneck,
        ResNet,
        resnet,
        resnet18,
        resnet34,
        resnet50,
        resnet101,
        resnet152,
        resnext50_32x4d,
        resnext101_32x8d,
        resnext101_64x4d,
        wide_resnet50_2,
        wide_resnet101_2,
    )
    from .probes import Layer, gradient_norms, layers, saved_bytes, unit_shapes

__version__ = "0.2.0"

__all__ = [
    "ARCHITECTURES", "Architecture", "BasicBlock", "Bottleneck", "Count", "Finding", "Layer",
    "ResNet", "Series", "Stem", "Unit", "architecture", "count", "count_block", "finding",
    "gradient_norms", "layers", "resnet", "resnet18", "resnet34", "resnet50", "resnet101",
    "resnet152", "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "saved_bytes",
    "unit_shapes", "verdict", "wide_resnet50_2", "wide_resnet101_2",
]  # fmt: skip

_PROBES = {"Layer", "gradient_norms", "layers", "saved_bytes", "unit_shapes"}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'resnet_ref' has no attribute {name!r}")
    try:
        module = import_module(".probes" if name in _PROBES else ".modules", __name__)
    except ModuleNotFoundError as missing:
        # `from resnet_ref import …` would hide an AttributeError's words, hasattr wants one.
        importing = sys._getframe(1).f_globals["__name__"] == "importlib._bootstrap"
        error = ImportError if importing else AttributeError
        told = f"{name} needs {missing.name}; install it, or resnet-ref[torch] as a whole"
        raise error(told) from None
    return getattr(module, name)
