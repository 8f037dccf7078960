"""ResNet arithmetic, modules and findings: small, exact, standard.

`count` and everything about findings work without torch, which is imported when a module class
or a probe is first asked for.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from .architectures import ARCHITECTURES, Architecture, Stem, Unit, architecture
from .arithmetic import Count, count, count_block
from .findings import Finding, Series, finding, verdict

if TYPE_CHECKING:
    from .modules import BasicBlock, Bottleneck, ResNet, Row, resnet
    from .probes import Layer, gradient_norms, layers, saved_bytes, unit_shapes

__version__ = "0.2.0"

__all__ = [
    "ARCHITECTURES", "Architecture", "BasicBlock", "Bottleneck", "Count", "Finding", "Layer",
    "ResNet", "Series", "Stem", "Unit", "architecture", "count", "count_block", "finding",
    "gradient_norms", "layers", "resnet", "saved_bytes", "unit_shapes", "verdict",
]  # fmt: skip

_PROBES = {"Layer", "gradient_norms", "layers", "saved_bytes", "unit_shapes"}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *ARCHITECTURES})


def __getattr__(name: str) -> Row:
    """What needs torch; besides `__all__`, every net of ARCHITECTURES as a function."""
    if name not in (*__all__, *ARCHITECTURES):
        raise AttributeError(f"module 'resnet_ref' has no attribute {name!r}")
    try:
        module = import_module(".probes" if name in _PROBES else ".modules", __name__)
    except ModuleNotFoundError as missing:
        # `from resnet_ref import …` would hide an AttributeError's words, hasattr wants one.
        importing = sys._getframe(1).f_globals["__name__"] == "importlib._bootstrap"
        error = ImportError if importing else AttributeError
        told = f"{name} needs {missing.name}; install it, or resnet-ref[torch] as a whole"
        raise error(told) from None
    return getattr(module, name) if name in __all__ else partial(module.resnet, name)
