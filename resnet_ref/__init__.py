"""ResNet arithmetic, modules and findings: small, exact, standard.

`count` and everything about findings work without torch, which is imported when a module class
or a probe is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .architectures import ARCHITECTURES, Architecture, Unit, architecture
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
    )
    from .probes import Layer, gradient_norms, layers, saved_bytes, unit_shapes

__version__ = "0.2.0"

__all__ = [
    "ARCHITECTURES",
    "Architecture",
    "BasicBlock",
    "Bottleneck",
    "Count",
    "Finding",
    "Layer",
    "ResNet",
    "Series",
    "Unit",
    "architecture",
    "count",
    "count_block",
    "finding",
    "gradient_norms",
    "layers",
    "resnet",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnet101",
    "resnet152",
    "saved_bytes",
    "unit_shapes",
    "verdict",
]

_PROBES = {"Layer", "gradient_norms", "layers", "saved_bytes", "unit_shapes"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'resnet_ref' has no attribute {name!r}")
    module = import_module(".probes" if name in _PROBES else ".modules", __name__)
    return getattr(module, name)
