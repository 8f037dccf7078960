"""Measurements on a live torch model. They share no code with the closed form in `arithmetic`."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Layer:
    """One convolution, normalisation or linear layer, as a forward pass saw it."""

    name: str
    kind: str  # the module's class, e.g. "Conv2d"
    in_shape: tuple[int, ...]  # (N, C, H, W)
    out_shape: tuple[int, ...]
    parameters: int
    macs: int  # multiply-accumulates for the whole batch
    activations: int  # elements that the layer outputs, for the whole batch


def layers(model: nn.Module, input_shape: Sequence[int]) -> list[Layer]:
    """Every convolution, norm and linear layer of `model` on an input of (N, C, H, W), in order.

    A copy of the model runs on the meta device: shapes only, no values and no memory.
    """
    seen: list[Layer] = []
    names: dict[nn.Module, str] = {}

    def look(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        macs = 0
        if isinstance(module, nn.Conv2d):
            # each output element is a dot product over one kernel's weights
            macs = output.numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            macs = output.numel() * module.in_features
        parameters = sum(p.numel() for p in module.parameters())
        shapes = tuple(inputs[0].shape), tuple(output.shape)
        kind = type(module).__name__
        seen.append(Layer(names[module], kind, *shapes, parameters, macs, output.numel()))

    shadow = copy.deepcopy(model).to("meta").eval()
    norms = (nn.modules.batchnorm._BatchNorm, nn.GroupNorm, nn.LayerNorm)
    for name, module in shadow.named_modules():
        if isinstance(module, (nn.Conv2d, nn.Linear, *norms)):
            names[module] = name
            module.register_forward_hook(look)
    with torch.no_grad():
        shadow(torch.empty(*input_shape, device="meta"))
    return seen


def unit_shapes(model: nn.Module, input_shape: Sequence[int]) -> dict[str, tuple[Any, Any]]:
    """Input and output shape (N, C, H, W) of each residual unit of `model`, by name."""
    from .modules import BasicBlock, Bottleneck

    shapes: dict[str, tuple[Any, Any]] = {}
    shadow = copy.deepcopy(model).to("meta").eval()
    for name, module in shadow.named_modules():
        if isinstance(module, (BasicBlock, Bottleneck)):

            def look(_: nn.Module, inputs: Any, output: Tensor, name: str = name) -> None:
                shapes[name] = tuple(inputs[0].shape), tuple(output.shape)

            module.register_forward_hook(look)
    with torch.no_grad():
        shadow(torch.empty(*input_shape, device="meta"))
    return shapes


def saved_bytes(model: nn.Module, x: Tensor) -> int:
    """Bytes of activations that autograd holds after a forward pass, until the backward pass.

    Each storage counts once; the parameters are not counted.
    """
    own = {p.untyped_storage().data_ptr() for p in model.parameters()}
    held: dict[int, int] = {}

    def keep(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            held[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        output = model(x)
    del output
    return sum(held.values())


def gradient_norms(model: nn.Module, x: Tensor, y: Tensor) -> dict[str, float]:
    """Euclidean norm of the cross-entropy's gradient at each convolution's weight, in order.

    `x` is (N, C, H, W), `y` the classes (N,). Projections on shortcuts are left out, so that a
    net and its plain twin give the same names. Raises ValueError if `x` and `y` differ in N.
    """
    if len(x) != len(y):
        raise ValueError(f"x holds {len(x)} images and y {len(y)} classes; give one class an image")
    model.zero_grad(set_to_none=True)
    nn.functional.cross_entropy(model(x), y).backward()  # type: ignore[no-untyped-call]
    norms = {
        name: float(module.weight.grad.norm())
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d)
        and "downsample" not in name
        and module.weight.grad is not None
    }
    model.zero_grad(set_to_none=True)
    return norms
