"""The nets as data: one frozen description, read by the arithmetic and by the modules."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from numbers import Integral
from types import UnionType
from typing import Any, Literal, NamedTuple, TypedDict, Union, Unpack

Block = Literal["basic", "bottleneck"]  # two 3×3; 1×1, 3×3, 1×1
StrideIn = Literal["3x3", "1x1"]  # where a bottleneck strides: torchvision ("v1.5"), the paper
Shortcut = Literal["A", "B", "C", "none"]  # §3.3 and §4.1; "none" is the plain twin
StemName = Literal["imagenet", "cifar"]

EXPANSION = {"basic": 1, "bottleneck": 4}  # output channels of a unit / its width (Table 1)


def checked(what: str, value: Any, kind: Any) -> Any:
    """`value`, integers as int and lists as tuple, where it is of `kind`.

    That is an annotation: bool, int (at least 1), Literal, tuple or union of those; or just the
    strings that are accepted. Raises ValueError otherwise.
    """
    of, form = typing.get_args(kind) or kind, typing.get_origin(kind)
    if form in (Union, UnionType):
        return value if isinstance(value, of[1]) else checked(what, value, of[0])
    if form is tuple:
        if isinstance(value, (tuple, list)):
            each = enumerate(value, start=1)
            return tuple(checked(f"{what} of stage {i}", v, of[0]) for i, v in each)
        wanted = "give a tuple with one entry a stage"
    elif kind is int:
        if isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= 1:
            return int(value)
        wanted = "give an integer of at least 1"
    elif kind is bool:
        if isinstance(value, bool):
            return value
        wanted = "give True or False"
    else:
        if isinstance(value, str) and value in of:
            return value
        wanted = f"choose one of {', '.join(map(repr, of))}"
    raise ValueError(f"{what} is {value!r}; {wanted}")


class Checked:
    """A description whose fields are what their annotations say, or else ValueError."""

    @classmethod
    @cache
    def kinds(cls) -> dict[str, Any]:
        """The type of each field."""
        return typing.get_type_hints(cls)

    def __post_init__(self) -> None:
        for name, kind in self.kinds().items():
            if kind is not str:
                object.__setattr__(self, name, checked(name, getattr(self, name), kind))


class Conv(NamedTuple):
    """A convolution without bias, padded so that an odd kernel of stride 1 keeps the size."""

    in_channels: int
    out_channels: int
    kernel_size: int
    stride: int = 1
    dilation: int = 1
    groups: int = 1

    @property
    def padding(self) -> int:
        """Zeros on each side."""
        return self.dilation * (self.kernel_size // 2)


@dataclass(frozen=True)
class Stem(Checked):
    """What comes before the stages: a convolution and perhaps a 3×3 max pool of stride 2."""

    kernel_size: int = 7
    stride: int = 2
    pool: bool = True
    channels: int | None = None  # the first stage's width unless given


STEMS = {"imagenet": Stem(), "cifar": Stem(kernel_size=3, stride=1, pool=False)}


class UnitOptions(TypedDict, total=False):
    """How a unit is built, as keywords: the fields of a Style."""

    stride_in: StrideIn
    shortcut: Shortcut
    groups: int
    width_per_group: int
    expansion: int | None
    preactivation: bool


class Options(UnitOptions, total=False):
    """How a net is built, as keywords: the fields of an Architecture."""

    block: Block
    blocks: Sequence[int]
    widths: Sequence[int]
    stem: StemName | Stem
    num_classes: int
    in_channels: int
    replace_stride_with_dilation: Sequence[bool] | None


@dataclass(frozen=True, kw_only=True)
class Style(Checked):
    """How a residual unit is built; all units of a net have one style."""

    stride_in: StrideIn = "3x3"  # which convolution of a bottleneck takes the stride
    shortcut: Shortcut = "B"  # "A" zero padding, "B" projection where shapes differ, "C" everywhere
    groups: int = 1  # of the 3×3 convolutions (ResNeXt's cardinality)
    width_per_group: int = 64  # inner channels a group, for 64 of the unit's width
    expansion: int | None = None  # output channels / width, where it is not Table 1's
    preactivation: bool = False  # norm and ReLU before each convolution, none after the addition


@dataclass(frozen=True)
class Unit(Style):
    """One residual unit of a net: what it takes and how it is built."""

    block: Block
    in_channels: int
    width: int
    stride: int = 1
    dilation: int = 1  # of its 3×3 convolutions
    first: bool = False  # the first unit of its stage
    name: str = ""  # as in a net's state dict, e.g. "layer3.0"

    def __post_init__(self) -> None:
        super().__post_init__()
        taken, inner, given = self.in_channels, self.inner_width, self.out_channels
        checked("the inner width (width · width_per_group / 64)", inner, int)
        if self.shortcut == "A" and given < taken:
            raise ValueError(
                f"shortcut 'A' pads channels with zeros and cannot go from {taken} to {given}; "
                f"give at least {taken} output channels or use shortcut 'B'"
            )
        if any(c.in_channels % c.groups or c.out_channels % c.groups for c in self.convs):
            raise ValueError(
                f"groups is {self.groups}; give a divisor of the channels {taken}, {inner}, {given}"
            )

    @property
    def inner_width(self) -> int:
        """Channels between its convolutions."""
        return self.width * self.width_per_group // 64 * self.groups

    @property
    def out_channels(self) -> int:
        """Channels that the unit gives."""
        return self.width * (self.expansion or EXPANSION[self.block])

    @property
    def convs(self) -> tuple[Conv, ...]:
        """The convolutions of its residual branch, in order."""
        taken, inner, given = self.in_channels, self.inner_width, self.out_channels
        spread = self.dilation, self.groups
        if self.block == "basic":
            return Conv(taken, inner, 3, self.stride, *spread), Conv(inner, given, 3, 1, *spread)
        s1, s2 = (self.stride, 1) if self.stride_in == "1x1" else (1, self.stride)
        return Conv(taken, inner, 1, s1), Conv(inner, inner, 3, s2, *spread), Conv(inner, given, 1)

    @property
    def reshapes(self) -> bool:
        """Whether it gives another shape than it takes."""
        return self.stride != 1 or self.in_channels != self.out_channels

    @property
    def projection(self) -> Conv | None:
        """The 1×1 convolution on its shortcut, if it has one."""
        projects = self.shortcut == "C" or (self.shortcut == "B" and self.reshapes)
        return Conv(self.in_channels, self.out_channels, 1, self.stride) if projects else None


@dataclass(frozen=True)
class Architecture(Style):
    """A residual net. Raises ValueError where a field is not one of the accepted values."""

    block: Block
    blocks: tuple[int, ...]  # units in each stage
    widths: tuple[int, ...] = (64, 128, 256, 512)  # of the units in each stage
    stem: StemName | Stem = "imagenet"
    num_classes: int = 1000
    in_channels: int = 3
    # for each stage after the first, in torchvision's words: dilate the 3×3 instead of striding?
    replace_stride_with_dilation: tuple[bool, ...] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        stages, dilated = len(self.blocks), len(self.replace_stride_with_dilation or ())
        if stages == 0 or len(self.widths) != stages or dilated not in (0, stages - 1):
            raise ValueError(
                f"blocks names {stages} stages, widths {len(self.widths)} and "
                f"replace_stride_with_dilation {dilated}; give one entry a stage, the last's "
                "for the stages after the first"
            )
        list(self.stages(most=2))  # each unit checks itself; a stage's others are like its second

    @property
    def stem_layers(self) -> tuple[Conv, Conv | None]:
        """The stem's convolution and, in the same terms, its max pool if it has one."""
        stem = self.stem if isinstance(self.stem, Stem) else STEMS[self.stem]
        channels = stem.channels or self.widths[0]
        conv = Conv(self.in_channels, channels, stem.kernel_size, stem.stride)
        return conv, Conv(channels, channels, kernel_size=3, stride=2) if stem.pool else None

    @property
    def depth(self) -> int:
        """Convolutions on the main path and the linear layer (the N of ResNet-N, as in Table 1).

        WRN-28-10 has 26: Zagoruyko and Komodakis count three projections, and no linear layer.
        """
        return {"basic": 2, "bottleneck": 3}[self.block] * sum(self.blocks) + 2

    @property
    def receptive_field(self) -> int:
        """Pixels a side of the image that one position before the average pool depends on.

        k + (k - 1)·(d - 1) positions for each convolution, in steps of the strides before it.
        """
        seen = step = 1
        for conv in (*self.stem_layers, *(conv for unit in self.units() for conv in unit.convs)):
            if conv:
                seen += (conv.kernel_size - 1) * conv.dilation * step
                step *= conv.stride
        return seen

    def stages(self, most: int | None = None) -> Iterator[tuple[Unit, ...]]:
        """The residual units of each stage, from the input to the output, or its first few."""
        channels, dilation = self.stem_layers[0].out_channels, 1
        style = {name: getattr(self, name) for name in Style.kinds()}
        dilated = (False, *(self.replace_stride_with_dilation or [False] * len(self.blocks)))
        for stage, (units, width) in enumerate(zip(self.blocks, self.widths, strict=True)):
            stride, before, made = 2 if stage else 1, dilation, []
            if dilated[stage]:
                stride, dilation = 1, dilation * stride
            for index in range(units)[:most]:
                shape = (1, dilation, False) if index else (stride, before, True)
                name = f"layer{stage + 1}.{index}"
                made.append(Unit(self.block, channels, width, *shape, name=name, **style))
                channels = made[-1].out_channels
            yield tuple(made)

    def units(self) -> Iterator[Unit]:
        """Every residual unit, from the input to the output."""
        for stage in self.stages():
            yield from stage


_50, _101 = (Architecture("bottleneck", (3, 4, n, 3)) for n in (6, 23))
_CIFAR = Architecture("basic", (3, 3, 3), (16, 32, 64), "cifar", num_classes=10)
_WIDE = replace(_CIFAR, stem=Stem(3, 1, pool=False, channels=16), preactivation=True)

ARCHITECTURES = {
    # He et al. 2016, Deep Residual Learning, Table 1
    "resnet18": Architecture("basic", (2, 2, 2, 2)),
    "resnet34": Architecture("basic", (3, 4, 6, 3)),
    "resnet50": _50,
    "resnet101": _101,
    "resnet152": Architecture("bottleneck", (3, 8, 36, 3)),
    # Xie et al. 2017, Aggregated Residual Transformations, under torchvision's names
    "resnext50_32x4d": replace(_50, groups=32, width_per_group=4),
    "resnext101_32x8d": replace(_101, groups=32, width_per_group=8),
    "resnext101_64x4d": replace(_101, groups=64, width_per_group=4),
    # Zagoruyko and Komodakis 2016, Wide Residual Networks
    "wide_resnet50_2": replace(_50, width_per_group=128),
    "wide_resnet101_2": replace(_101, width_per_group=128),
    "wrn_28_10": replace(_WIDE, blocks=(4, 4, 4), widths=(160, 320, 640)),
    # He et al. 2016, §4.2 and Table 6
    **{
        f"resnet{6 * n + 2}": replace(_CIFAR, blocks=(n, n, n), shortcut="A")
        for n in (3, 5, 7, 9, 18, 200)
    },
    # He et al. 2016, Identity Mappings in Deep Residual Networks, Table 4
    "preact_resnet164": replace(_CIFAR, block="bottleneck", blocks=(18,) * 3, preactivation=True),
}
"""The nets by name."""


def architecture(net: str | Architecture, **options: Unpack[Options]) -> Architecture:
    """The architecture called `net`, with `options` replacing its fields.

    >>> architecture("resnet50", stride_in="1x1").depth
    50

    Raises ValueError for an unknown net, an unknown option or a value that is not accepted.
    """
    if not isinstance(net, (str, Architecture)):
        raise ValueError(
            f"net is a {type(net).__name__}; give a name such as 'resnet50' or an Architecture "
            "(a ResNet keeps its own as .architecture; layers() looks at any module)"
        )
    for option in options:
        if option in ("weights", "pretrained", "progress"):
            raise ValueError(f"option is {option!r}; no weights come with it: use load_state_dict")
        checked("option", option, Architecture.kinds())
    if isinstance(net, str):
        net = ARCHITECTURES[checked("net", net, ARCHITECTURES)]
    return replace(net, **options)  # type: ignore[arg-type]
