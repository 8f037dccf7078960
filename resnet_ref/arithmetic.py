"""Parameters, multiply-accumulates and activations in closed form, without torch.

Counts a bias-free k×k convolution as k²·Cin·Cout parameters and as many MACs an output position
(the paper's "multiply-adds"), a normalisation as 2·C parameters, a linear layer as its matrix
and bias. Normalisation, ReLU, pooling and the addition count no MACs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .architectures import (
    EXPANSION,
    SHORTCUTS,
    STRIDE_IN,
    Architecture,
    Unit,
    architecture,
    check_choice,
    check_padding,
    check_size,
)

Shape = tuple[int, int, int]  # (C, H, W) of one image


@dataclass(frozen=True)
class Count:
    """What a net, a stage, a unit or a layer costs for one image; a tree of its parts."""

    name: str  # as in a state dict, e.g. "layer3.0.conv2"
    out_shape: Shape  # (C, H, W)
    parameters: int
    macs: int  # multiply-accumulates of convolutions and of the linear layer
    activations: int  # elements that convolutions, norms and the linear layer output
    parts: tuple[Count, ...] = ()

    @property
    def stages(self) -> tuple[Count, ...]:
        """The stages of a net (conv2_x … conv5_x in the paper, layer1 … layer4 in torchvision)."""
        return tuple(p for p in self.parts if p.name.startswith("layer") and "." not in p.name)

    @property
    def blocks(self) -> tuple[Count, ...]:
        """The residual units of a net."""
        return tuple(block for stage in self.stages for block in stage.parts)

    @property
    def layers(self) -> tuple[Count, ...]:
        """The layers without parts of their own, in the order of the state dict."""
        return tuple(self._leaves())

    def _leaves(self) -> Iterator[Count]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part._leaves()


def count(
    net: str | Architecture, image_size: int = 224, *, norm: bool = True, **options: Any
) -> Count:
    """Count a whole net on one square image of `image_size` pixels a side.

    `net` is a name (`"resnet50"`) or an Architecture; `options` replace its fields (`stride_in`,
    `shortcut`, `num_classes`, `in_channels`, …); `norm=False` leaves the normalisations out.

    >>> count("resnet50").parameters
    25557032

    Raises ValueError for an unknown net or option, or an image smaller than the total stride.
    """
    arch = architecture(net, **options)
    check_size("image_size", image_size, arch.least_image_size, "the net's total stride")
    shape = (arch.in_channels, image_size, image_size)
    kernel, stride = (7, 2) if arch.stem == "imagenet" else (3, 1)
    parts = _conv_norm("", 1, shape, arch.stem_channels, kernel, stride, norm)
    shape = parts[-1].out_shape
    if arch.stem == "imagenet":
        shape = _strided(shape, shape[0], 2)
        parts.append(Count("maxpool", shape, 0, 0, 0))
    stages: dict[str, list[Count]] = {}
    for unit in arch.units():
        counted = _unit(unit, shape, arch.stride_in, arch.shortcut, norm)
        stages.setdefault(unit.name.split(".")[0], []).append(counted)
        shape = counted.out_shape
    parts += [_sum(name, units) for name, units in stages.items()]
    parts.append(Count("avgpool", (shape[0], 1, 1), 0, 0, 0))
    weights = shape[0] * arch.num_classes
    classes = arch.num_classes
    parts.append(Count("fc", (classes, 1, 1), weights + classes, weights, classes))
    return _sum(net if isinstance(net, str) else f"resnet{arch.depth}", parts)


def count_block(
    block: str,
    in_channels: int,
    width: int,
    image_size: int,
    *,
    stride: int = 1,
    stride_in: str = "3x3",
    shortcut: str = "B",
    norm: bool = True,
) -> Count:
    """Count one residual unit of any width on an input of (in_channels, image_size, image_size).

    `width` is the channel count of its 3×3 convolutions; the unit gives `width` channels when
    `block` is `"basic"` and four times as many when it is `"bottleneck"`.

    >>> count_block("bottleneck", 256, 64, 56, norm=False).parameters  # Fig. 5, right
    69632

    Raises ValueError for a value that is not accepted.
    """
    check_choice("block", block, EXPANSION)
    check_choice("stride_in", stride_in, STRIDE_IN)
    check_choice("shortcut", shortcut, SHORTCUTS)
    sizes = {"in_channels": in_channels, "width": width, "image_size": image_size, "stride": stride}
    for what, size in sizes.items():
        check_size(what, size)
    unit = Unit(block, block, in_channels, width, stride, first=False)
    if shortcut == "A":
        check_padding(in_channels, unit.out_channels)
    return _unit(unit, (in_channels, image_size, image_size), stride_in, shortcut, norm)


def _unit(unit: Unit, shape: Shape, stride_in: str, shortcut: str, norm: bool) -> Count:
    s = unit.stride
    if unit.block == "basic":
        plan = [(unit.width, 3, s), (unit.width, 3, 1)]
    else:
        s1, s2 = (s, 1) if stride_in == "1x1" else (1, s)
        plan = [(unit.width, 1, s1), (unit.width, 3, s2), (unit.out_channels, 1, 1)]
    parts: list[Count] = []
    for index, (channels, kernel, stride) in enumerate(plan, start=1):
        taken = parts[-1].out_shape if parts else shape
        parts += _conv_norm(f"{unit.name}.", index, taken, channels, kernel, stride, norm)
    out_shape = parts[-1].out_shape
    changes = s != 1 or unit.in_channels != unit.out_channels
    if shortcut == "C" or (shortcut == "B" and changes):
        conv, *bn = _conv_norm("", 0, shape, unit.out_channels, 1, s, norm)
        for index, part in enumerate([conv, *bn]):
            name = f"{unit.name}.downsample.{index}"
            parts.append(Count(name, part.out_shape, part.parameters, part.macs, part.activations))
    return _sum(unit.name, parts, out_shape)


def _conv_norm(
    prefix: str, index: int, shape: Shape, channels: int, kernel: int, stride: int, norm: bool
) -> list[Count]:
    out = _strided(shape, channels, stride)
    weights = kernel * kernel * shape[0] * channels
    elements = out[0] * out[1] * out[2]
    parts = [Count(f"{prefix}conv{index}", out, weights, weights * out[1] * out[2], elements)]
    if norm:
        parts.append(Count(f"{prefix}bn{index}", out, 2 * channels, 0, elements))
    return parts


def _strided(shape: Shape, channels: int, stride: int) -> Shape:
    # Every kernel here is odd and padded by (k-1)/2, so that the size is ceil(n / stride).
    return channels, -(-shape[1] // stride), -(-shape[2] // stride)


def _sum(name: str, parts: list[Count], out_shape: Shape | None = None) -> Count:
    return Count(
        name,
        out_shape or parts[-1].out_shape,
        sum(p.parameters for p in parts),
        sum(p.macs for p in parts),
        sum(p.activations for p in parts),
        tuple(parts),
    )
