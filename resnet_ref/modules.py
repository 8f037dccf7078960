"""BasicBlock, Bottleneck and ResNet in torch, with torchvision's attribute names and order.

A torchvision checkpoint loads with `strict=True` and gives the same logits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Unpack

import torch
from torch import Tensor, nn
from torch.jit import is_scripting, is_tracing  # type: ignore[attr-defined]

from . import architectures as nets
from .architectures import Architecture, Block, Conv, Options, Style, Unit, UnitOptions

NormLayer = Callable[[int], nn.Module]


def _conv(conv: Conv) -> nn.Conv2d:
    return nn.Conv2d(**conv._asdict(), padding=conv.padding, bias=False)


def _shortcut(unit: Unit, norm_layer: NormLayer) -> nn.Sequential | None:
    if unit.projection:
        norms = [] if unit.preactivation else [norm_layer(unit.out_channels)]
        return nn.Sequential(_conv(unit.projection), *norms)
    if unit.reshapes and unit.shortcut == "A":  # every stride-th position, then zeros
        extra = unit.out_channels - unit.in_channels
        pad = nn.ConstantPad3d((0, 0, 0, 0, 0, extra), 0.0)
        return nn.Sequential(nn.AvgPool2d(1, unit.stride), pad)
    return None


class ResidualUnit(nn.Module):
    """y = relu(F(x) + shortcut(x)); `preactivation` has F begin with norm and ReLU instead.

    There a shortcut that changes the shape takes what those give, as a projection does in Identity
    Mappings, Appendix; the paper does not say it of zero padding.

    `options` are those of an Architecture's units; `norm_layer=nn.Identity` leaves normalisation
    out. Raises ValueError for a value that is not accepted.
    """

    if TYPE_CHECKING:  # scripting would read annotations; the layers are registered by name
        block: ClassVar[Block]
        expansion: int

        def __getattr__(self, name: str) -> Any: ...

    def __init__(
        self,
        in_channels: int,
        width: int,
        stride: int = 1,
        dilation: int = 1,
        *,
        norm_layer: NormLayer | None = None,
        **options: Unpack[UnitOptions],
    ) -> None:
        super().__init__()
        options.setdefault("expansion", self.expansion)
        unit = Unit(self.block, in_channels, width, stride, dilation, **options)
        norm_layer = norm_layer or nn.BatchNorm2d
        self.stride, self.expansion = unit.stride, unit.out_channels // unit.width
        self.preactivation, self.plain = unit.preactivation, unit.shortcut == "none"
        for index, conv in enumerate(unit.convs, start=1):
            norm = norm_layer(conv.in_channels if self.preactivation else conv.out_channels)
            pair = [(f"conv{index}", _conv(conv)), (f"bn{index}", norm)]
            for name, module in reversed(pair) if self.preactivation else pair:
                self.add_module(name, module)
        # Without a norm, a first ReLU in place would change the unit's input.
        self.relu = nn.ReLU(inplace=not self.preactivation)
        self.downsample = _shortcut(unit, norm_layer)

    def residual(self, x: Tensor) -> Tensor:
        """F(x); with `preactivation`, what follows F's first norm and ReLU."""
        if self.preactivation:
            x = self.conv2(self.relu(self.bn2(self.conv1(x))))
            if hasattr(self, "conv3"):
                x = self.conv3(self.relu(self.bn3(x)))
            return x
        x = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        if hasattr(self, "conv3"):
            x = self.bn3(self.conv3(self.relu(x)))
        return x

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) -> (N, expansion·width, H / stride, W / stride), rounded up."""
        taken = self.relu(self.bn1(x)) if self.preactivation else x
        out = self.residual(taken)
        if self.downsample is not None:
            x = self.downsample(taken)
        if not self.plain:
            out += x
        if not self.preactivation:
            out = self.relu(out)
        return out


class BasicBlock(ResidualUnit):
    """A residual unit with F two 3×3 convolutions (§3.2, Fig. 5 left)."""

    block = "basic"
    expansion = 1


class Bottleneck(ResidualUnit):
    """A residual unit with F a 1×1, a 3×3 and a 1×1 convolution (Fig. 5 right)."""

    block = "bottleneck"
    expansion = 4


class ResNet(nn.Module):
    """The net that `architecture(net, **options)` describes, initialised as torchvision's (He).

    Takes (N, in_channels, H, W) and gives logits (N, num_classes). `norm_layer=nn.Identity` leaves
    normalisation out; `zero_init_residual` starts each unit's last norm at zero (Goyal et al.
    2017). Raises ValueError for a value that is not accepted and for an input of another form.
    """

    def __init__(
        self,
        net: str | Architecture,
        *,
        norm_layer: NormLayer | None = None,
        zero_init_residual: bool = False,
        **options: Unpack[Options],
    ) -> None:
        super().__init__()
        nets.checked("zero_init_residual", zero_init_residual, bool)
        arch = self.architecture = nets.architecture(net, **options)
        norm_layer = norm_layer or nn.BatchNorm2d
        self.preactivation = arch.preactivation
        conv, pool = arch.stem_layers
        self.conv1 = _conv(conv)
        if not arch.preactivation:
            self.bn1, self.relu = norm_layer(conv.out_channels), nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1) if pool else nn.Identity()
        block = BasicBlock if arch.block == "basic" else Bottleneck
        style: Any = {name: getattr(arch, name) for name in Style.kinds()}
        self.stages = [f"layer{stage}" for stage, _ in enumerate(arch.blocks, start=1)]
        for name, units in zip(self.stages, arch.stages(), strict=True):
            sizes = [(u.in_channels, u.width, u.stride, u.dilation) for u in units]
            made = (block(*size, norm_layer=norm_layer, **style) for size in sizes)
            self.add_module(name, nn.Sequential(*made))
            self.inplanes = units[-1].out_channels
        if arch.preactivation:
            self.bn1, self.relu = norm_layer(self.inplanes), nn.ReLU(inplace=True)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(self.inplanes, arch.num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
            if isinstance(module, ResidualUnit) and zero_init_residual:
                last = module.get_submodule("bn2" if arch.block == "basic" else "bn3")
                plain, weight = arch.shortcut == "none", getattr(last, "weight", None)
                if arch.preactivation or plain or weight is None:
                    raise ValueError("zero_init_residual needs shortcuts and a norm last in F")
                nn.init.zeros_(last.get_parameter("weight"))

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) -> logits (N, num_classes)."""
        if not is_scripting():
            self._check_input(x)
        x = self.conv1(x)
        if not self.preactivation:
            x = self.relu(self.bn1(x))
        x = self.maxpool(x)
        for name, stage in self.named_children():
            if name in self.stages:
                x = stage(x)
        if self.preactivation:
            x = self.relu(self.bn1(x))
        logits: Tensor = self.fc(torch.flatten(self.avgpool(x), 1))
        return logits

    def _check_input(self, x: Tensor) -> None:
        # A tracer's `x` has no shape yet, and a stem put in by the user may take anything.
        tracing = is_tracing() or not isinstance(x, Tensor)  # type: ignore[no-untyped-call]
        if tracing or type(self.conv1) is not nn.Conv2d:
            return
        channels = self.conv1.in_channels
        if x.dim() != 4 or x.shape[1] != channels:
            raise ValueError(f"the input has shape {tuple(x.shape)}; give (N, {channels}, H, W)")


class ModelOptions(Options, total=False):
    """The keywords of a ResNet."""

    norm_layer: NormLayer | None
    zero_init_residual: bool


class Row(Protocol):
    """A net of ARCHITECTURES as a function, such as `resnet50`."""

    def __call__(self, **options: Unpack[ModelOptions]) -> ResNet:
        """The net, with `options` as in ResNet."""


def resnet(net: str | Architecture, **options: Unpack[ModelOptions]) -> ResNet:
    """A net by name or Architecture, with `options` as in ResNet.

    `resnet("resnet50", shortcut="none")` is the plain twin. Each net of ARCHITECTURES is also a
    function of the package, as in torchvision: `resnet_ref.resnext50_32x4d(num_classes=10)`.
    """
    return ResNet(net, **options)
