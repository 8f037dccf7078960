"""The nets as data: one frozen description, read by the arithmetic and by the modules.

Source: He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition" (CVPR 2016),
Table 1 for the ImageNet nets, §4.2 for the stem and stages of the CIFAR-10 nets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

EXPANSION = {"basic": 1, "bottleneck": 4}  # output channels of a unit / its width (Table 1)
STEM_STRIDE = {"imagenet": 4, "cifar": 1}  # 7×7 stride 2 and a pool of stride 2; 3×3 stride 1
STRIDE_IN = ("3x3", "1x1")  # where a bottleneck strides: torchvision ("v1.5"), the paper
SHORTCUTS = ("A", "B", "C", "none")  # §3.3 and §4.1; "none" is the plain twin


def check_choice(what: str, value: object, accepted: Iterable[str]) -> None:
    """Raise ValueError unless `value` is one of `accepted`."""
    choices = tuple(accepted)
    if value not in choices:
        raise ValueError(f"{what} is {value!r}; choose one of {', '.join(map(repr, choices))}")


def check_size(what: str, value: object, least: int = 1, why: str = "") -> None:
    """Raise ValueError unless `value` is an integer of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        reason = f" ({why})" if why else ""
        raise ValueError(f"{what} is {value!r}; give an integer of at least {least}{reason}")


@dataclass(frozen=True)
class Unit:
    """One residual unit of a net: what it takes and how it is built."""

    name: str  # as in a state dict, e.g. "layer3.0"
    block: str  # "basic" or "bottleneck"
    in_channels: int
    width: int  # channels of its 3×3 convolutions
    stride: int
    first: bool  # the first unit of its stage

    @property
    def out_channels(self) -> int:
        """Channels that the unit gives."""
        return self.width * EXPANSION[self.block]


@dataclass(frozen=True)
class Architecture:
    """A residual net. Raises ValueError where a field is not one of the accepted values."""

    block: str  # "basic" (two 3×3) or "bottleneck" (1×1, 3×3, 1×1)
    blocks: tuple[int, ...]  # units in each stage
    widths: tuple[int, ...] = (64, 128, 256, 512)  # width of the units in each stage
    stem: str = "imagenet"  # "imagenet": 7×7 stride 2, max pool; "cifar": 3×3 stride 1
    stride_in: str = "3x3"  # which convolution of a bottleneck takes the stage's stride
    shortcut: str = "B"  # "A" zero padding, "B" projection where shapes differ, "C" everywhere
    num_classes: int = 1000
    in_channels: int = 3

    def __post_init__(self) -> None:
        check_choice("block", self.block, EXPANSION)
        check_choice("stem", self.stem, STEM_STRIDE)
        check_choice("stride_in", self.stride_in, STRIDE_IN)
        check_choice("shortcut", self.shortcut, SHORTCUTS)
        check_size("num_classes", self.num_classes)
        check_size("in_channels", self.in_channels)
        for what, sizes in (("blocks", self.blocks), ("widths", self.widths)):
            if not isinstance(sizes, tuple) or not sizes:
                raise ValueError(f"{what} is {sizes!r}; give a tuple with one integer a stage")
            for stage, size in enumerate(sizes, start=1):
                check_size(f"{what} of stage {stage}", size)
        if len(self.blocks) != len(self.widths):
            raise ValueError(
                f"blocks names {len(self.blocks)} stages and widths {len(self.widths)}; "
                "give one of each a stage"
            )
        if self.shortcut == "A":
            for unit in self.units():
                check_padding(unit.in_channels, unit.out_channels)

    @property
    def stem_channels(self) -> int:
        """Channels that the stem gives: the first stage's width."""
        return self.widths[0]

    @property
    def depth(self) -> int:
        """Weighted layers on the main path: convolutions and the linear layer (the N of ResNet-N).

        Projections on shortcuts are not counted, as in the paper's Table 1.
        """
        return {"basic": 2, "bottleneck": 3}[self.block] * sum(self.blocks) + 2

    @property
    def least_image_size(self) -> int:
        """The total stride: a smaller image leaves the last stage less than one position."""
        return int(STEM_STRIDE[self.stem] * 2 ** (len(self.blocks) - 1))

    def units(self) -> Iterator[Unit]:
        """Every residual unit, from the input to the output."""
        channels = self.stem_channels
        for stage, (blocks, width) in enumerate(zip(self.blocks, self.widths, strict=True)):
            for index in range(blocks):
                stride = 2 if stage > 0 and index == 0 else 1
                name = f"layer{stage + 1}.{index}"
                unit = Unit(name, self.block, channels, width, stride, first=index == 0)
                yield unit
                channels = unit.out_channels


def check_padding(in_channels: int, out_channels: int) -> None:
    """Raise ValueError where option A would have to drop channels: it can only pad with zeros."""
    if out_channels < in_channels:
        raise ValueError(
            f"shortcut 'A' pads channels with zeros and cannot go from {in_channels} to "
            f"{out_channels}; give at least {in_channels} output channels or use shortcut 'B'"
        )


ARCHITECTURES = {
    "resnet18": Architecture("basic", (2, 2, 2, 2)),
    "resnet34": Architecture("basic", (3, 4, 6, 3)),
    "resnet50": Architecture("bottleneck", (3, 4, 6, 3)),
    "resnet101": Architecture("bottleneck", (3, 4, 23, 3)),
    "resnet152": Architecture("bottleneck", (3, 8, 36, 3)),
}
"""The nets of the paper's Table 1, by name."""


def architecture(net: str | Architecture, **options: Any) -> Architecture:
    """The architecture called `net`, with `options` replacing its fields.

    >>> architecture("resnet50", stride_in="1x1").depth
    50

    Raises ValueError for an unknown net, an unknown option or a value that is not accepted.
    """
    if not isinstance(net, Architecture):
        check_choice("net", net, ARCHITECTURES)
        net = ARCHITECTURES[net]
    for option in options:
        check_choice("option", option, Architecture.__dataclass_fields__)
    return replace(net, **options)
