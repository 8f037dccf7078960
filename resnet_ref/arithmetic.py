"""Parameters, multiply-accumulates and activations in closed form, without torch.

A k×k convolution of g groups has k²·Cin·Cout/g parameters, no bias, and as many MACs an output
position (the paper's "multiply-adds"), a normalisation 2·C parameters, a linear layer its matrix
and bias. Normalisation, ReLU, pooling and the addition count no MACs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Unpack

from . import architectures as nets
from .architectures import Architecture, Block, Conv, Options, Unit, UnitOptions, checked

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
        return tuple(layer for part in self.parts for layer in part.layers or (part,))


def count(
    net: str | Architecture,
    image_size: int | tuple[int, int] = 224,
    *,
    norm: bool = True,
    **options: Unpack[Options],
) -> Count:
    """Count a whole net on one image of `image_size` pixels: a side, or (height, width).

    `net` is a name (`"resnet50"`) or an Architecture; `options` replace its fields (`stride_in`,
    `shortcut`, `num_classes`, `in_channels`, …); `norm=False` leaves the normalisations out.

    >>> count("resnet50").parameters
    25557032

    Raises ValueError for an unknown net or option and for a value that is not accepted.
    """
    arch = nets.architecture(net, **options)
    checked("norm", norm, bool)
    conv, pool = arch.stem_layers
    stem = _conv("conv1", conv, (arch.in_channels, *_sides(image_size)))
    shape = stem.out_shape
    parts = [stem]
    if not arch.preactivation:
        parts += _norm("bn1", shape, norm)
    if pool:
        shape = _strided(pool, shape)
        parts.append(Count("maxpool", shape, 0, 0, 0))
    for stage, units in enumerate(arch.stages(), start=1):
        counted = []
        for unit in units:
            counted.append(_unit(unit.name, unit, shape, norm))
            shape = counted[-1].out_shape
        parts.append(_sum(f"layer{stage}", counted, shape))
    if arch.preactivation:
        parts += _norm("bn1", shape, norm)
    parts.append(Count("avgpool", (shape[0], 1, 1), 0, 0, 0))
    classes, weights = arch.num_classes, shape[0] * arch.num_classes
    parts.append(Count("fc", (classes, 1, 1), weights + classes, weights, classes))
    rows = (name for name, row in nets.ARCHITECTURES.items() if row == arch)
    name = net if isinstance(net, str) else next(rows, f"resnet{arch.depth}")
    return _sum(name, parts, parts[-1].out_shape)


def count_block(
    block: Block,
    in_channels: int,
    width: int,
    image_size: int | tuple[int, int],
    *,
    stride: int = 1,
    dilation: int = 1,
    norm: bool = True,
    **options: Unpack[UnitOptions],
) -> Count:
    """Count one residual unit on an input of `in_channels` and of `image_size` pixels.

    The unit gives `width` channels when `block` is `"basic"` and four times as many when it is
    `"bottleneck"`, or as `expansion` says; `options` are those of an Architecture's units.

    >>> count_block("bottleneck", 256, 64, 56, norm=False).parameters  # Fig. 5, right
    69632

    Raises ValueError for a value that is not accepted.
    """
    checked("norm", norm, bool)
    unit = Unit(block, in_channels, width, stride, dilation, **options)
    return _unit(block, unit, (unit.in_channels, *_sides(image_size)), norm)


def _sides(image_size: object) -> tuple[int, int]:
    sides = image_size if isinstance(image_size, (tuple, list)) else (image_size, image_size)
    if len(sides) != 2:
        raise ValueError(f"image_size is {sides!r}; give pixels a side or (height, width)")
    return checked("image_size", sides[0], int), checked("image_size", sides[1], int)


def _unit(name: str, unit: Unit, shape: Shape, norm: bool) -> Count:
    parts: list[Count] = []
    out = shape
    for index, conv in enumerate(unit.convs, start=1):
        counted = _conv(f"{name}.conv{index}", conv, out)
        normed = out if unit.preactivation else counted.out_shape
        bn, out = _norm(f"{name}.bn{index}", normed, norm), counted.out_shape
        parts += [*bn, counted] if unit.preactivation else [counted, *bn]
    if unit.projection:
        parts.append(_conv(f"{name}.downsample.0", unit.projection, shape))
        parts += _norm(f"{name}.downsample.1", out, norm and not unit.preactivation)
    return _sum(name, parts, out)


def _conv(name: str, conv: Conv, shape: Shape) -> Count:
    out = _strided(conv, shape)
    weights = conv.kernel_size**2 * conv.in_channels * conv.out_channels // conv.groups
    return Count(name, out, weights, weights * out[1] * out[2], prod(out))


def _strided(conv: Conv, shape: Shape) -> Shape:
    reach = conv.dilation * (conv.kernel_size - 1) + 1
    height, width = ((n + 2 * conv.padding - reach) // conv.stride + 1 for n in shape[1:])
    return conv.out_channels, height, width


def _norm(name: str, shape: Shape, norm: bool) -> list[Count]:
    return [Count(name, shape, 2 * shape[0], 0, prod(shape))] if norm else []


def _sum(name: str, parts: list[Count], out_shape: Shape) -> Count:
    parameters, macs = sum(p.parameters for p in parts), sum(p.macs for p in parts)
    activations = sum(p.activations for p in parts)
    return Count(name, out_shape, parameters, macs, activations, tuple(parts))
