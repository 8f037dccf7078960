"""Measurements on a live torch model. They share no code with the closed form in `arithmetic`."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakSet

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.utils.flop_counter import FlopCounterMode

CONVOLUTIONS = nn.modules.conv._ConvNd
NORMS = [getattr(nn, name) for name in nn.modules.normalization.__all__]
LAYERS = (CONVOLUTIONS, nn.Linear, nn.modules.batchnorm._NormBase, *NORMS)


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
    memory. Hooks of the model run with it, as in any forward pass, since they may change shapes.
    Raises ValueError where other modules hold parameters or multiply matrices.
    """
    parameters = {}  # of each layer, those that no layer before it has
    counted: set[nn.Parameter] = set()
    for name, module in model.named_modules():
        if (
            not isinstance(module, LAYERS)
            and next(module.parameters(recurse=False), None) is not None
        ):
            raise ValueError(
                f"module {name!r} is a {type(module).__name__} with parameters of its own; "
                "layers() counts convolutions, norms and linear layers"
            )
        own = set(module.parameters(recurse=False)) - counted
        parameters[name] = sum(p.numel() for p in own)
        counted |= own
    seen = []
    with FlopCounterMode(display=False) as counter:
        calls = _calls(model, input_shape)
    for name, module, inputs, given in calls:
        if not isinstance(module, LAYERS):
            continue
        taken, macs = inputs[0], 0
        if isinstance(module, CONVOLUTIONS):
            # each output element, or input element if transposed, meets one kernel's weights
            macs = (taken if module.transposed else given).numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            macs = given.numel() * module.in_features
        shapes = tuple(taken.shape), tuple(given.shape)
        costs = parameters.pop(name, 0), macs, given.numel()
        seen.append(Layer(name, type(module).__name__, *shapes, *costs))
    macs, flops = sum(layer.macs for layer in seen), counter.get_total_flops()
    if 2 * macs != flops:
        raise ValueError(
            f"the model multiplies and adds {flops // 2:,} times, but its convolutions and linear "
            f"layers {macs:,} times; layers() does not count the rest"
        )
    return seen


def unit_shapes(model: nn.Module, input_shape: Sequence[int]) -> dict[str, tuple[Any, Any]]:
    """Input and output shape (N, C, H, W) of each residual unit of `model`, by name.

    A unit is a module with `conv1`, `conv2` and `downsample`, as in torchvision. A copy runs, as
    for `layers`. Raises ValueError where there is no unit, and for one that runs more than once.
    """
    shapes: dict[str, tuple[Any, Any]] = {}
    for name, module, inputs, given in _calls(model, input_shape):
        if all(hasattr(module, part) for part in ("conv1", "conv2", "downsample")):
            if name in shapes:
                raise ValueError(f"unit {name} runs more than once; its shapes are not one pair")
            shapes[name] = tuple(inputs[0].shape), tuple(given.shape)
    if not shapes:
        raise ValueError("no module of the model has conv1, conv2 and downsample: no residual unit")
    return shapes


def _calls(model: nn.Module, input_shape: Sequence[int]) -> list[tuple[str, nn.Module, Any, Any]]:
    """Name, module, inputs and output of each module's call in a forward pass without values."""
    calls: list[tuple[str, nn.Module, Any, Any]] = []

    def saw(name: str, module: nn.Module, by_place: Any, by_name: Any, given: Any) -> None:
        calls.append((name, module, (*by_place, *by_name.values()), given))

    shadow = copy.deepcopy(model).to("meta").eval()
    for name, module in shadow.named_modules():
        module.register_forward_hook(partial(saw, name), with_kwargs=True)
    dtype = next((p.dtype for p in model.parameters()), None)
    with torch.no_grad():
        shadow(torch.empty(input_shape, device="meta", dtype=dtype))
    return calls


class _Saved:
    """A tensor that autograd holds; it goes when autograd lets it go."""

    def __init__(self, tensor: Tensor) -> None:
        self.tensor = tensor


def saved_bytes(model: nn.Module, x: Tensor) -> int:
    """Bytes of activations that autograd holds after a forward pass, until the backward pass.

    Each storage counts once; parameters and buffers are not counted, copies of them are, such as
    those in half precision that autocast makes.
    """
    alive: WeakSet[_Saved] = WeakSet()

    def keep(tensor: Tensor) -> _Saved:
        alive.add(saved := _Saved(tensor))
        return saved

    state = _state(model)
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda saved: saved.tensor):
        output = _forward(model, state, x)
    own = {t.untyped_storage()._cdata for t in (*model.parameters(), *state.values())}
    storages = [saved.tensor.untyped_storage() for saved in alive]
    del output  # which held them until here
    return sum({s._cdata: s.nbytes() for s in storages if s._cdata not in own}.values())


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
    if not weights:
        raise ValueError("no weight of a convolution of the model requires a gradient")
    loss = nn.functional.cross_entropy(_forward(model, _state(model), x), y)
    gradients = torch.autograd.grad(loss, list(weights.values()), allow_unused=True)
    # in double precision, on the CPU since not every device has that: halves would round the norm
    reached = {n: g for n, g in zip(weights, gradients, strict=True) if g is not None}
    norms = {name: float(g.to("cpu", torch.double).norm()) for name, g in reached.items()}
    for name, norm in norms.items():
        if not math.isfinite(norm):
            raise ValueError(f"the gradient at {name} has norm {norm}; the loss is {loss.item()}")
    return norms


def _state(model: nn.Module) -> dict[str, Tensor]:
    with torch.inference_mode(False):
        return {name: buffer.clone() for name, buffer in model.named_buffers()}


def _forward(model: nn.Module, state: dict[str, Tensor], x: Tensor) -> Any:
    """The output for `x`; buffers and the random numbers stay as they are, `state` changes."""
    devices = [x.device] if x.is_cuda else []
    with torch.random.fork_rng(devices), torch.inference_mode(False), torch.enable_grad():
        return functional_call(model, state, (x,))
