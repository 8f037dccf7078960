"""Measurements on a live torch model. They share no code with the closed form in `arithmetic`."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.utils.flop_counter import FlopCounterMode

CONVOLUTIONS = nn.modules.conv._ConvNd
NORMS = (
    nn.modules.batchnorm._NormBase,
    *(getattr(nn, name) for name in nn.modules.normalization.__all__),
)


@dataclass(frozen=True)
class Layer:
    """One convolution, normalisation or linear layer, as a forward pass saw it."""

    name: str
    kind: str  # the module's class, e.g. "Conv2d"
    in_shape: tuple[int, ...]  # (N, C, H, W)
    out_shape: tuple[int, ...]
    parameters: int  # 0 where an earlier layer has counted them
    macs: int  # multiply-accumulates for the whole batch
    activations: int  # elements that the layer outputs, for the whole batch


def layers(model: nn.Module, input_shape: Sequence[int]) -> list[Layer]:
    """Every convolution, norm and linear layer of `model` on an input of (N, C, H, W), in order.

    A copy of the model in evaluation mode runs on the meta device: shapes only, no values and no
    memory. Raises ValueError where other modules hold parameters or multiply matrices.
    """
    originals = dict(model.named_modules())
    seen: list[Layer] = []
    counted: set[nn.Parameter] = set()

    def look(name: str, module: nn.Module, taken: Tensor, given: Tensor) -> None:
        macs = 0
        if isinstance(module, CONVOLUTIONS):
            # each output element, or input element if transposed, meets one kernel's weights
            at = taken if module.transposed else given
            macs = at.numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            macs = given.numel() * module.in_features
        new = set(originals[name].parameters()) - counted
        counted.update(new)
        shapes = tuple(taken.shape), tuple(given.shape)
        parameters = sum(p.numel() for p in new)
        seen.append(Layer(name, type(module).__name__, *shapes, parameters, macs, given.numel()))

    def watched(name: str, module: nn.Module) -> bool:
        known = isinstance(module, (CONVOLUTIONS, nn.Linear, *NORMS))
        if not known and any(True for _ in module.parameters(recurse=False)):
            kind = type(module).__name__
            raise ValueError(
                f"module {name!r} is a {kind} with parameters of its own; "
                "layers() counts convolutions, norms and linear layers"
            )
        return known

    with FlopCounterMode(display=False) as counter:
        _run(model, input_shape, watched, look)
    macs = sum(layer.macs for layer in seen)
    if 2 * macs != counter.get_total_flops():
        raise ValueError(
            f"the model multiplies and adds {counter.get_total_flops() // 2:,} times, but its "
            f"convolutions and linear layers {macs:,} times; layers() does not count the rest"
        )
    return seen


def unit_shapes(model: nn.Module, input_shape: Sequence[int]) -> dict[str, tuple[Any, Any]]:
    """Input and output shape (N, C, H, W) of each residual unit of `model`, by name.

    A unit is a module with `conv1`, `conv2` and `downsample`, as in torchvision. Raises ValueError
    where there is none, and for a unit that runs more than once.
    """
    shapes: dict[str, tuple[Any, Any]] = {}

    def look(name: str, module: nn.Module, taken: Tensor, given: Tensor) -> None:
        if name in shapes:
            raise ValueError(f"unit {name} runs more than once; its shapes are not one pair")
        shapes[name] = tuple(taken.shape), tuple(given.shape)

    def is_unit(name: str, module: nn.Module) -> bool:
        return all(hasattr(module, part) for part in ("conv1", "conv2", "downsample"))

    _run(model, input_shape, is_unit, look)
    if not shapes:
        raise ValueError("no module of the model has conv1, conv2 and downsample: no residual unit")
    return shapes


def _run(
    model: nn.Module,
    input_shape: Sequence[int],
    watched: Callable[[str, nn.Module], bool],
    look: Callable[[str, nn.Module, Tensor, Tensor], None],
) -> None:
    """Show `look` the name, module, input and output of each watched module in a forward pass."""
    shadow = copy.deepcopy(model).to("meta").eval()
    for name, module in shadow.named_modules():
        if watched(name, module):
            module.register_forward_hook(lambda m, i, o, name=name: look(name, m, i[0], o))
    dtype = next((p.dtype for p in model.parameters()), None)
    with torch.no_grad():
        shadow(torch.empty(*input_shape, device="meta", dtype=dtype))


def saved_bytes(model: nn.Module, x: Tensor) -> int:
    """Bytes of activations that autograd holds after a forward pass, until the backward pass.

    Each storage counts once; parameters and buffers are not counted.
    """
    alive: WeakSet[_Saved] = WeakSet()

    def keep(tensor: Tensor) -> _Saved:
        saved = _Saved(tensor)
        alive.add(saved)
        return saved

    state = _state(model)
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda saved: saved.tensor):
        output = _forward(model, state, x)
    own = {t.untyped_storage()._cdata for t in (*model.parameters(), *state.values())}
    storages = [saved.tensor.untyped_storage() for saved in alive]
    held = {storage._cdata: storage.nbytes() for storage in storages if storage._cdata not in own}
    del output
    return sum(held.values())


class _Saved:
    """A tensor that autograd holds; it goes when autograd lets it go."""

    def __init__(self, tensor: Tensor) -> None:
        self.tensor = tensor


def gradient_norms(model: nn.Module, x: Tensor, y: Tensor) -> dict[str, float]:
    """Euclidean norm of the cross-entropy's gradient at each convolution's weight, in order.

    `x` is (N, C, H, W), `y` the classes (N,). Projections on shortcuts are left out, so that a
    net and its plain twin give the same names, and so is what the loss does not reach. Raises
    ValueError if `x` and `y` differ in N or a norm is not finite.
    """
    if len(x) != len(y):
        raise ValueError(f"x holds {len(x)} images and y {len(y)} classes; give one class an image")
    weights = {
        name: module.weight
        for name, module in model.named_modules()
        if isinstance(module, CONVOLUTIONS)
        and "downsample" not in name.split(".")
        and module.weight.requires_grad
    }
    loss = nn.functional.cross_entropy(_forward(model, _state(model), x), y)
    gradients = torch.autograd.grad(loss, list(weights.values()), allow_unused=True)
    norms = {n: float(g.norm()) for n, g in zip(weights, gradients, strict=True) if g is not None}
    for name, norm in norms.items():
        if not math.isfinite(norm):
            raise ValueError(f"the gradient at {name} has norm {norm}; the loss is {loss.item()}")
    return norms


def _state(model: nn.Module) -> dict[str, Tensor]:
    return {name: buffer.clone() for name, buffer in model.named_buffers()}


def _forward(model: nn.Module, state: dict[str, Tensor], x: Tensor) -> Any:
    """The output for `x`; buffers and the random numbers stay as they are, `state` changes."""
    with torch.random.fork_rng(devices=[]), torch.enable_grad():
        return functional_call(model, state, (x,))
