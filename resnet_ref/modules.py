"""BasicBlock, Bottleneck and ResNet in torch, with torchvision's attribute names and order.

A torchvision checkpoint loads with `strict=True` and gives the same logits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .architectures import (
    EXPANSION,
    SHORTCUTS,
    STRIDE_IN,
    Architecture,
    architecture,
    check_choice,
    check_padding,
    check_size,
)

NormLayer = Callable[[int], nn.Module]


class PaddedShortcut(nn.Module):
    """Option A of §3.3: every stride-th position, zeros for the extra channels, no parameters."""

    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        super().__init__()
        check_padding(in_channels, out_channels)
        self.extra, self.stride = out_channels - in_channels, stride

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) -> (N, C + extra, ceil(H / stride), ceil(W / stride))."""
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.extra))


class NoShortcut(nn.Module):
    """The plain twin: nothing is added to the residual branch."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) -> a scalar zero."""
        return x.new_zeros(())


def _shortcut(option: str, cin: int, cout: int, stride: int, norm_layer: NormLayer) -> nn.Module:
    changes = stride != 1 or cin != cout
    if option == "none":
        return NoShortcut()
    if option == "C" or (option == "B" and changes):
        return nn.Sequential(_conv(cin, cout, 1, stride), norm_layer(cout))
    return PaddedShortcut(cin, cout, stride) if changes else nn.Identity()


def _conv(cin: int, cout: int, kernel: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(cin, cout, kernel, stride, padding=kernel // 2, bias=False)


def _check_unit(in_channels: int, width: int, stride: int, stride_in: str, shortcut: str) -> None:
    for what, size in (("in_channels", in_channels), ("width", width), ("stride", stride)):
        check_size(what, size)
    check_choice("stride_in", stride_in, STRIDE_IN)
    check_choice("shortcut", shortcut, SHORTCUTS)


class BasicBlock(nn.Module):
    """y = relu(F(x) + shortcut(x)) with F two 3×3 convolutions (§3.2, Fig. 5 left).

    `norm_layer=nn.Identity` leaves normalisation out. Raises ValueError for a value that is not
    accepted.
    """

    expansion: ClassVar[int] = EXPANSION["basic"]

    def __init__(
        self,
        in_channels: int,
        width: int,
        stride: int = 1,
        *,
        stride_in: str = "3x3",
        shortcut: str = "B",
        norm_layer: NormLayer = nn.BatchNorm2d,
    ) -> None:
        super().__init__()
        _check_unit(in_channels, width, stride, stride_in, shortcut)
        self.conv1 = _conv(in_channels, width, 3, stride)
        self.bn1 = norm_layer(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = _conv(width, width, 3)
        self.bn2 = norm_layer(width)
        self.downsample = _shortcut(shortcut, in_channels, width, stride, norm_layer)

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) -> (N, width, ceil(H / stride), ceil(W / stride))."""
        residual = self.relu(self.bn1(self.conv1(x)))
        residual = self.bn2(self.conv2(residual))
        y: Tensor = self.relu(residual + self.downsample(x))
        return y


class Bottleneck(nn.Module):
    """y = relu(F(x) + shortcut(x)) with F a 1×1, a 3×3 and a 1×1 convolution (Fig. 5 right).

    `stride_in="1x1"` strides in the first convolution as the paper does, `"3x3"` in the second
    as torchvision does. Raises ValueError for a value that is not accepted.
    """

    expansion: ClassVar[int] = EXPANSION["bottleneck"]

    def __init__(
        self,
        in_channels: int,
        width: int,
        stride: int = 1,
        *,
        stride_in: str = "3x3",
        shortcut: str = "B",
        norm_layer: NormLayer = nn.BatchNorm2d,
    ) -> None:
        super().__init__()
        _check_unit(in_channels, width, stride, stride_in, shortcut)
        out_channels = width * self.expansion
        stride1, stride2 = (stride, 1) if stride_in == "1x1" else (1, stride)
        self.conv1 = _conv(in_channels, width, 1, stride1)
        self.bn1 = norm_layer(width)
        self.conv2 = _conv(width, width, 3, stride2)
        self.bn2 = norm_layer(width)
        self.conv3 = _conv(width, out_channels, 1)
        self.bn3 = norm_layer(out_channels)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = _shortcut(shortcut, in_channels, out_channels, stride, norm_layer)

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) -> (N, 4·width, ceil(H / stride), ceil(W / stride))."""
        residual = self.relu(self.bn1(self.conv1(x)))
        residual = self.relu(self.bn2(self.conv2(residual)))
        residual = self.bn3(self.conv3(residual))
        y: Tensor = self.relu(residual + self.downsample(x))
        return y


BLOCKS: dict[str, type[BasicBlock] | type[Bottleneck]] = {
    "basic": BasicBlock,
    "bottleneck": Bottleneck,
}


class ResNet(nn.Module):
    """The net that an Architecture describes, He-initialised (fan-out, as torchvision does).

    Takes (N, in_channels, H, W) and gives logits (N, num_classes). Raises ValueError for an input
    of another form or smaller than the net's total stride.
    """

    layer1: nn.Sequential  # the stages are registered by name: layer1, layer2, …

    def __init__(self, arch: Architecture, *, norm_layer: NormLayer = nn.BatchNorm2d) -> None:
        super().__init__()
        self.architecture = arch
        imagenet = arch.stem == "imagenet"
        kernel, stride = (7, 2) if imagenet else (3, 1)
        self.conv1 = _conv(arch.in_channels, arch.stem_channels, kernel, stride)
        self.bn1 = norm_layer(arch.stem_channels)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1) if imagenet else nn.Identity()
        stages: dict[str, list[nn.Module]] = {}
        for unit in arch.units():
            block = BLOCKS[unit.block](
                unit.in_channels,
                unit.width,
                unit.stride,
                stride_in=arch.stride_in,
                shortcut=arch.shortcut,
                norm_layer=norm_layer,
            )
            stages.setdefault(unit.name.split(".")[0], []).append(block)
        for name, blocks in stages.items():
            self.add_module(name, nn.Sequential(*blocks))
        self._stages = tuple(stages)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(unit.out_channels, arch.num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) -> logits (N, num_classes)."""
        arch = self.architecture
        least = arch.least_image_size
        if x.dim() != 4 or x.shape[1] != arch.in_channels or min(x.shape[2:]) < least:
            raise ValueError(
                f"the input has shape {tuple(x.shape)}; give (N, {arch.in_channels}, H, W) "
                f"with H and W at least {least}, the net's total stride"
            )
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        for stage in self._stages:
            x = self.get_submodule(stage)(x)
        return self.fc(torch.flatten(self.avgpool(x), 1))  # type: ignore[no-any-return]


def resnet(
    net: str | Architecture, *, norm_layer: NormLayer = nn.BatchNorm2d, **options: Any
) -> ResNet:
    """A net by name or Architecture, with `options` replacing the architecture's fields.

    `resnet("resnet50", shortcut="none")` is the plain twin; `norm_layer=nn.Identity` leaves
    normalisation out. Raises ValueError for an unknown net or option.
    """
    return ResNet(architecture(net, **options), norm_layer=norm_layer)


def resnet18(**options: Any) -> ResNet:
    """ResNet-18 of Table 1, of basic blocks. Options as in `resnet`."""
    return resnet("resnet18", **options)


def resnet34(**options: Any) -> ResNet:
    """ResNet-34 of Table 1, of basic blocks. Options as in `resnet`."""
    return resnet("resnet34", **options)


def resnet50(**options: Any) -> ResNet:
    """ResNet-50 of Table 1, of bottlenecks. Options as in `resnet`."""
    return resnet("resnet50", **options)


def resnet101(**options: Any) -> ResNet:
    """ResNet-101 of Table 1, of bottlenecks. Options as in `resnet`."""
    return resnet("resnet101", **options)


def resnet152(**options: Any) -> ResNet:
    """ResNet-152 of Table 1, of bottlenecks. Options as in `resnet`."""
    return resnet("resnet152", **options)
