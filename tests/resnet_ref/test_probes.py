"""The probes against numbers that can be worked out by hand or by torch's own counter."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from resnet_ref import (
    Architecture,
    BasicBlock,
    gradient_norms,
    layers,
    resnet,
    resnet18,
    resnet50,
    saved_bytes,
    unit_shapes,
)


def test_layers_of_two_by_hand() -> None:
    net = nn.Sequential(
        nn.Conv2d(3, 8, 5, stride=2, padding=2),
        nn.BatchNorm2d(8),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(8, 4),
    )
    conv, norm, linear = layers(net, (2, 3, 9, 9))
    assert (conv.out_shape, conv.parameters) == ((2, 8, 5, 5), 8 * 3 * 25 + 8)
    assert (conv.macs, conv.activations) == (2 * 8 * 25 * 3 * 25, 2 * 8 * 25)
    assert (norm.macs, norm.parameters, norm.activations) == (0, 16, 400)
    assert (linear.macs, linear.parameters, linear.activations) == (2 * 8 * 4, 36, 8)
    assert (conv.in_shape, linear.in_shape) == ((2, 3, 9, 9), (2, 8))


def test_grouped_convolutions_count_their_group_only() -> None:
    (conv,) = layers(nn.Conv2d(8, 8, 3, groups=4, bias=False), (1, 8, 3, 3))
    assert conv.macs == 8 * 2 * 9


def test_macs_are_half_of_torchs_flops() -> None:
    model = resnet("resnet34").eval()
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(torch.zeros(1, 3, 64, 64))
    assert (
        2 * sum(layer.macs for layer in layers(model, (1, 3, 64, 64))) == counter.get_total_flops()
    )


def test_probing_leaves_the_model_alone() -> None:
    model = resnet18()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    layers(model, (1, 3, 64, 64))
    assert model.training
    assert not any(m._forward_hooks for m in model.modules())
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())


def test_saved_bytes_of_one_convolution() -> None:
    # A convolution keeps its input for the weight's gradient: 4 bytes a float32 element.
    assert saved_bytes(nn.Conv2d(3, 5, 3), torch.randn(2, 3, 6, 6)) == 2 * 3 * 6 * 6 * 4


def test_saved_bytes_count_a_shared_storage_once_and_grow_with_the_batch() -> None:
    unit = BasicBlock(8, 8)
    one, two = (saved_bytes(unit, torch.randn(n, 8, 16, 16)) for n in (1, 2))
    feature_map = 8 * 16 * 16 * 4
    # conv1's input, bn1's and bn2's inputs, conv2's input (= ReLU's output) and the output
    assert 5 * feature_map <= one < 5 * feature_map + 1024
    assert two - one == 5 * feature_map


def test_gradient_norms_by_finite_difference() -> None:
    # Moving a weight a little along its gradient changes the loss by step · norm.
    torch.manual_seed(0)
    arch = Architecture("bottleneck", (1, 1), (4, 8), "cifar", num_classes=3, in_channels=1)
    model = resnet(arch, norm_layer=nn.Identity).double()
    x, y = torch.randn(4, 1, 8, 8).double(), torch.tensor([0, 2, 1, 1])
    norm = gradient_norms(model, x, y)["layer2.0.conv2"]
    weight = model.get_parameter("layer2.0.conv2.weight")
    (gradient,) = torch.autograd.grad(nn.functional.cross_entropy(model(x), y), weight)
    direction, step, losses = gradient / gradient.norm(), 1e-6, []
    for sign in (1, -1):
        with torch.no_grad():
            weight += sign * step * direction
            losses.append(float(nn.functional.cross_entropy(model(x), y)))
            weight -= sign * step * direction
    assert norm == pytest.approx((losses[0] - losses[1]) / (2 * step), rel=1e-6)


def test_gradient_norms_name_the_main_path_and_leave_no_gradients() -> None:
    model = resnet50(num_classes=2)
    norms = gradient_norms(model, torch.randn(2, 3, 32, 32), torch.tensor([0, 1]))
    assert len(norms) == 49
    assert all(p.grad is None for p in model.parameters())
    with pytest.raises(ValueError, match="x holds 2 images and y 1 classes"):
        gradient_norms(model, torch.randn(2, 3, 32, 32), torch.tensor([0]))


def test_unit_shapes_leave_the_model_where_it_is() -> None:
    model = resnet18()
    unit_shapes(model, (1, 3, 32, 32))
    assert {p.device.type for p in model.parameters()} == {"cpu"}
