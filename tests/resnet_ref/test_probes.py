"""The probes against numbers worked out by hand or by torch; what they leave as it was."""

import copy

import pytest
import torch
from torch import nn

from resnet_ref import (
    BasicBlock,
    gradient_norms,
    layers,
    resnet,
    saved_bytes,
    unit_shapes,
)

from .plain import PlainResNet


def small():
    return resnet("resnet20", blocks=(1, 1, 1), num_classes=3)


class Net(nn.Module):
    """Some modules, and what is done with them."""

    def __init__(self, does, **modules):
        super().__init__()
        self.does = does
        for name, module in modules.items():
            self.add_module(name, module)

    def forward(self, x):
        return self.does(self, x)


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


@pytest.mark.parametrize(
    ("conv", "norm", "shape", "parameters", "macs"),
    [  # a kernel is laid on 3 positions, on 2³, and if transposed on each of the 5² that come in
        (nn.Conv1d(4, 6, 3, groups=2, bias=False), nn.GroupNorm(2, 6), (7, 4, 5), 36, 7 * 36 * 3),
        (nn.Conv3d(1, 2, 2, 2), nn.InstanceNorm3d(2), (1, 1, 4, 4, 4), 18, 16 * 8),
        (nn.ConvTranspose2d(3, 2, 3, 2), nn.BatchNorm2d(2), (2, 3, 5, 5), 56, 2 * 54 * 25),
    ],
)
@pytest.mark.parametrize("dtype", [torch.float16, torch.float64])
def test_other_convolutions_and_norms(conv, norm, shape, parameters, macs, dtype):
    seen = layers(nn.Sequential(conv, norm).to(dtype), shape)
    assert [layer.kind for layer in seen] == [type(conv).__name__, type(norm).__name__]
    assert (seen[0].parameters, seen[0].macs, seen[1].macs) == (parameters, macs, 0)


def test_shared_weights_count_once_and_work_each_time():
    conv, tied = nn.Conv2d(3, 3, 1, bias=False), nn.Conv2d(3, 3, 1, bias=False)
    tied.weight = conv.weight
    net = Net(lambda net, x: net.tied(net.conv(net.conv(x))), conv=conv, tied=tied)
    seen = [(layer.name, layer.parameters, layer.macs) for layer in layers(net, (1, 3, 2, 2))]
    assert seen == [("conv", 9, 36), ("conv", 0, 36), ("tied", 0, 36)]


def test_inputs_may_be_given_by_name():
    net = Net(lambda net, x: net.unit(x=x), unit=BasicBlock(3, 3))
    assert unit_shapes(net, (1, 3, 2, 2)) == {"unit": ((1, 3, 2, 2),) * 2}


def test_hooks_are_part_of_the_model():
    # Whoever resizes in a hook is counted on the size that the convolutions see; a hook that
    # looks on sees tensors without values, once.
    model, seen = nn.Sequential(nn.Conv2d(3, 4, 1)), []
    model.register_forward_pre_hook(lambda m, i: nn.functional.interpolate(i[0], 10))
    model[0].register_forward_hook(lambda m, i, o: seen.append(o))
    (layer,) = layers(model, (1, 3, 5, 5))
    assert (layer.in_shape, layer.macs) == ((1, 3, 10, 10), 100 * 12)
    assert [o.device.type for o in seen] == ["meta"]


def multiplies(net, x):
    return nn.functional.conv2d(x, net.conv.weight).flatten(2) @ x.flatten(2)[:, 0, :9, None]


@pytest.mark.parametrize(
    ("model", "shape", "told"),
    [
        (nn.LSTM(4, 4), (2, 3, 4), "module '' is a LSTM with parameters of its own"),
        (nn.Sequential(nn.PReLU()), (1, 3), "module '0' is a PReLU with parameters of its own"),
        (
            Net(multiplies, conv=nn.Conv2d(3, 4, 3)),
            (1, 3, 5, 5),
            "multiplies and adds 1,008 times, but its .* 0 times",
        ),
    ],
)
def test_layers_says_what_it_does_not_count(model, shape, told):
    with pytest.raises(ValueError, match=told):
        layers(model, shape)


def test_unit_shapes_know_other_peoples_nets_and_say_what_they_do_not_know():
    with torch.device("meta"):
        ours, plain = resnet("resnet50"), PlainResNet([3, 4, 6, 3])
    shapes = unit_shapes(ours, (1, 3, 224, 224))
    assert unit_shapes(plain, (1, 3, 224, 224)) == shapes
    assert shapes["layer2.0"] == ((1, 256, 56, 56), (1, 512, 28, 28))  # Table 1
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


def test_saved_bytes_on_any_device_and_whatever_the_caller_switched_off():
    model, x = small(), torch.randn(2, 3, 16, 16)
    want = saved_bytes(model, x)
    assert saved_bytes(copy.deepcopy(model).to("meta"), x.to("meta")) == want
    for off in (torch.no_grad, torch.inference_mode):
        with off():
            assert saved_bytes(model, x) == want > 0


def test_autocasts_copies_of_weights_are_counted():
    x = torch.randn(2, 3, 6, 6)
    with torch.autocast("cpu", dtype=torch.bfloat16):  # the input and the weight, two bytes each
        assert saved_bytes(nn.Conv2d(3, 5, 3, bias=False), x) == 2 * (x.numel() + 5 * 3 * 9)


def test_saved_bytes_count_only_what_is_still_held():
    forgets = Net(lambda _, x: [(x * x).sum(), x + 1][1])  # nothing comes of the first
    assert saved_bytes(forgets, torch.randn(8, requires_grad=True)) == 0


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_gradient_norms_in_every_precision(dtype):
    # The norm is told to more digits than half precision has.
    # torch 2.3 has no cross-entropy of halves on the CPU
    logits = Net(lambda _, x: x.flatten(1).float())
    model = nn.Sequential(nn.Conv2d(1, 2, 1, bias=False), logits).to(dtype)
    nn.init.zeros_(model[0].weight)
    x = torch.full((1, 1, 1, 1), 300.0, dtype=dtype)
    norms = gradient_norms(model, x, torch.tensor([0]))
    # cross-entropy of two equal logits: ∓1/2 at each, times the image
    assert norms == {"0": pytest.approx((2 * 150.0**2) ** 0.5)}


def test_gradient_norms_name_the_main_path():
    x, y = torch.randn(2, 3, 32, 32), torch.tensor([0, 1])
    model = resnet("resnet50", blocks=(1, 1, 1, 1), num_classes=2)
    norms = gradient_norms(model, x, y)
    nn.functional.cross_entropy(model(x), y).backward()
    convs = {n: m for n, m in model.named_modules() if isinstance(m, nn.Conv2d)}
    assert norms.keys() == {name for name in convs if "downsample" not in name}
    for name, norm in norms.items():
        assert norm == pytest.approx(float(convs[name].weight.grad.norm()), rel=1e-4)
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
