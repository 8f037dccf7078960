"""The probes against numbers worked out by hand or by torch; what they leave as it was."""

import copy

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from resnet_ref import (
    Architecture,
    BasicBlock,
    gradient_norms,
    layers,
    resnet,
    saved_bytes,
    unit_shapes,
)

from .plain import PlainResNet


def small(**options):
    return resnet("resnet20", blocks=(1, 1, 1), num_classes=3, **options)


def test_layers_of_two_by_hand():
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


@settings(max_examples=25, deadline=None)
@given(
    dims=st.integers(1, 3),
    channels=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    groups=st.integers(1, 2),
    kernel=st.integers(1, 3),
    stride=st.integers(1, 2),
    transposed=st.booleans(),
    norm=st.sampled_from(["BatchNorm", "InstanceNorm", "GroupNorm"]),
    dtype=st.sampled_from([torch.float16, torch.float32, torch.float64]),
)
def test_every_kind_of_convolution_and_norm(
    dims, channels, groups, kernel, stride, transposed, norm, dtype
):
    taken, given_ = (groups * c for c in channels)
    make = getattr(nn, f"Conv{'Transpose' * transposed}{dims}d")
    conv = make(taken, given_, kernel, stride, groups=groups, bias=False)
    after = (
        nn.GroupNorm(groups, given_)
        if norm == "GroupNorm"
        else getattr(nn, f"{norm}{dims}d")(given_)
    )
    seen = layers(nn.Sequential(conv, after).to(dtype), (2, taken, *[5] * dims))
    # one multiplication for each weight and position where the kernel's centre is laid
    side = 5 if transposed else (5 - kernel) // stride + 1
    weights = kernel**dims * taken * given_ // groups
    assert [layer.kind for layer in seen] == [type(conv).__name__, type(after).__name__]
    assert (seen[0].parameters, seen[0].macs) == (weights, 2 * weights * side**dims)
    assert seen[1].macs == 0


def test_macs_are_half_of_torchs_flops():
    model = resnet("resnet34", blocks=(1, 1, 1, 1)).eval()
    with FlopCounterMode(display=False) as counter, torch.device("meta"), torch.no_grad():
        model.to("meta")(torch.empty(1, 3, 64, 64))
    macs = sum(layer.macs for layer in layers(model, (1, 3, 64, 64)))
    assert 2 * macs == counter.get_total_flops()


class Twice(nn.Module):
    """One convolution used twice, another with the same weight."""

    def __init__(self):
        super().__init__()
        self.conv, self.tied = nn.Conv2d(3, 3, 1, bias=False), nn.Conv2d(3, 3, 1, bias=False)
        self.tied.weight = self.conv.weight

    def forward(self, x):
        return self.tied(self.conv(self.conv(x)))


def test_shared_weights_count_once_and_work_each_time():
    seen = layers(Twice(), (1, 3, 2, 2))
    assert [(layer.name, layer.parameters, layer.macs) for layer in seen] == [
        ("conv", 9, 36),
        ("conv", 0, 36),
        ("tied", 0, 36),
    ]


class ByName(nn.Module):
    def __init__(self):
        super().__init__()
        self.unit = BasicBlock(3, 3)

    def forward(self, x):
        return self.unit(x=x)


def test_inputs_may_be_given_by_name():
    assert unit_shapes(ByName(), (1, 3, 2, 2)) == {"unit": ((1, 3, 2, 2),) * 2}


def test_hooks_are_part_of_the_model():
    # Whoever resizes in a hook is counted on the size that the convolutions see; a hook that
    # looks on sees tensors without values, once.
    model, seen = nn.Sequential(nn.Conv2d(3, 4, 1)), []
    model.register_forward_pre_hook(lambda m, i: nn.functional.interpolate(i[0], 10))
    model[0].register_forward_hook(lambda m, i, o: seen.append(o))
    (layer,) = layers(model, (1, 3, 5, 5))
    assert (layer.in_shape, layer.macs) == ((1, 3, 10, 10), 100 * 12)
    assert [o.device.type for o in seen] == ["meta"]


class Functional(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x):
        return nn.functional.conv2d(x, self.conv.weight).flatten(2) @ x.flatten(2)[:, 0, :9, None]


@pytest.mark.parametrize(
    ("model", "shape", "told"),
    [
        (nn.LSTM(4, 4), (2, 3, 4), "module '' is a LSTM with parameters of its own"),
        (nn.Sequential(nn.PReLU()), (1, 3), "module '0' is a PReLU with parameters of its own"),
        (Functional(), (1, 3, 5, 5), "multiplies and adds 1,008 times, but its .* 0 times"),
    ],
)
def test_layers_says_what_it_does_not_count(model, shape, told):
    with pytest.raises(ValueError, match=told):
        layers(model, shape)


def test_unit_shapes_know_other_peoples_nets_and_say_what_they_do_not_know():
    with torch.device("meta"):
        ours, plain = resnet("resnet50"), PlainResNet([3, 4, 6, 3])
    assert unit_shapes(plain, (1, 3, 64, 64)) == unit_shapes(ours, (1, 3, 64, 64))
    with pytest.raises(ValueError, match="no residual unit"):
        unit_shapes(nn.Conv2d(3, 3, 1), (1, 3, 8, 8))
    unit = BasicBlock(8, 8)
    with pytest.raises(ValueError, match="unit 0 runs more than once"):
        unit_shapes(nn.Sequential(unit, unit), (1, 8, 4, 4))


def test_saved_bytes_of_one_convolution():
    # A convolution keeps its input for the weight's gradient: 4 bytes a float, 8 a double.
    x = torch.randn(2, 3, 6, 6)
    assert saved_bytes(nn.Conv2d(3, 5, 3), x) == 2 * 3 * 6 * 6 * 4
    assert saved_bytes(nn.Conv2d(3, 5, 3).double(), x.double()) == 2 * 3 * 6 * 6 * 8
    with torch.no_grad():
        assert saved_bytes(nn.Conv2d(3, 5, 3), x) == 2 * 3 * 6 * 6 * 4


def test_saved_bytes_count_a_shared_storage_once_and_grow_with_the_batch():
    unit = BasicBlock(8, 8)
    one, two = (saved_bytes(unit, torch.randn(n, 8, 16, 16)) for n in (1, 2))
    feature_map = 8 * 16 * 16 * 4
    # conv1's input, bn1's and bn2's inputs, conv2's input (= ReLU's output) and the output;
    # and for each norm the batch's mean and deviation
    assert one == 5 * feature_map + 2 * 2 * 8 * 4
    assert two - one == 5 * feature_map


def test_saved_bytes_are_the_same_on_the_meta_device():
    model = small()
    x = torch.randn(2, 3, 16, 16)
    assert saved_bytes(copy.deepcopy(model).to("meta"), x.to("meta")) == saved_bytes(model, x) > 0


def test_saved_bytes_whatever_the_caller_switched_off():
    model, x = small(), torch.randn(2, 3, 16, 16)
    want = saved_bytes(model, x)
    for off in (torch.no_grad, torch.inference_mode):
        with off():
            assert saved_bytes(model, x) == want > 0


def test_autocasts_copies_of_weights_are_counted():
    x = torch.randn(2, 3, 6, 6)
    with torch.autocast("cpu", dtype=torch.bfloat16):  # the input and the weight, two bytes each
        assert saved_bytes(nn.Conv2d(3, 5, 3, bias=False), x) == 2 * (x.numel() + 5 * 3 * 9)


class Forgets(nn.Module):
    def forward(self, x):
        (x * x).sum()  # nothing comes of it
        return x + 1


def test_saved_bytes_count_only_what_is_still_held():
    assert saved_bytes(Forgets(), torch.randn(8, requires_grad=True)) == 0


def test_gradient_norms_by_finite_difference():
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


class Logits(nn.Module):
    def forward(self, x):
        return x.flatten(1).float()  # torch 2.3 has no cross-entropy of halves on the CPU


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_gradient_norms_in_every_precision(dtype):
    # The norm is told to more digits than half precision has.
    model = nn.Sequential(nn.Conv2d(1, 2, 1, bias=False), Logits()).to(dtype)
    nn.init.zeros_(model[0].weight)
    x = torch.full((1, 1, 1, 1), 300.0, dtype=dtype)
    norms = gradient_norms(model, x, torch.tensor([0]))
    # cross-entropy of two equal logits: ∓1/2 at each, times the image
    assert norms == {"0": pytest.approx((2 * 150.0**2) ** 0.5)}


def test_gradient_norms_name_the_main_path():
    x, y = torch.randn(2, 3, 32, 32), torch.tensor([0, 1])
    model = resnet("resnet50", blocks=(1, 1, 1, 1), num_classes=2)
    assert len(gradient_norms(model, x, y)) == 1 + 4 * 3
    model.conv1.weight.requires_grad_(False)
    assert "conv1" not in gradient_norms(model, x, y)
    with pytest.raises(ValueError, match=r"no weight of a convolution .* requires a gradient"):
        gradient_norms(nn.Sequential(nn.Flatten(), nn.Linear(3072, 2)), x, y)
    with pytest.raises(ValueError, match="x holds 2 images and y 1 classes"):
        gradient_norms(model, x, y[:1])
    with pytest.raises(ValueError, match="the gradient at conv1 has norm nan; the loss is nan"):
        gradient_norms(small(), x * float("nan"), y)


def state(model):
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    return [value.clone() for value in (*model.state_dict().values(), *gradients)]


@pytest.mark.parametrize(
    "probe",
    [
        lambda model, x: layers(model, x.shape),
        lambda model, x: unit_shapes(model, x.shape),
        lambda model, x: saved_bytes(model, x),
        lambda model, x: gradient_norms(model, x, torch.tensor([0, 1])),
    ],
    ids=["layers", "unit_shapes", "saved_bytes", "gradient_norms"],
)
def test_a_measurement_changes_nothing(probe):
    model = small()
    model.fc = nn.Sequential(nn.Dropout(), model.fc)
    x = torch.randn(2, 3, 16, 16)
    model(x).sum().backward()  # gradients that are the caller's
    before, image, random = state(model), x.clone(), torch.get_rng_state()
    probe(model, x)
    assert all(map(torch.equal, before, state(model)))
    assert len(state(model)) == len(before)
    assert torch.equal(x, image)
    assert torch.equal(random, torch.get_rng_state())
    assert model.training
    assert not any(m._forward_hooks for m in model.modules())
    assert {p.device.type for p in model.parameters()} == {"cpu"}
