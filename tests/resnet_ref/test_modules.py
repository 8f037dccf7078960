"""The torch modules against plain torch in torchvision's manner, and what its users do to them."""

import copy
import pickle

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

import resnet_ref
from resnet_ref import (
    ARCHITECTURES,
    BasicBlock,
    Bottleneck,
    Stem,
    architecture,
    count,
    resnet,
    unit_shapes,
)

from .plain import PLAIN, PlainResNet

NARROW = {"blocks": (2, 2, 2, 2), "widths": (16, 32, 64, 128), "num_classes": 5}


@pytest.mark.parametrize("net", PLAIN)
def test_a_checkpoint_of_the_plain_net_loads(net):
    with torch.device("meta"):
        ours, plain = getattr(resnet_ref, net)(), PlainResNet(**PLAIN[net])
    shapes = {name: value.shape for name, value in plain.state_dict().items()}
    assert {name: value.shape for name, value in ours.state_dict().items()} == shapes
    assert list(ours.state_dict()) == list(shapes)
    assert [name for name, _ in ours.named_children()] == [n for n, _ in plain.named_children()]
    assert ours.inplanes == plain.fc.in_features
    for unit, other in zip(units(ours), units(plain), strict=True):
        assert (unit.downsample is None) == (other.downsample is None)


def units(model):
    return [module for module in model.modules() if hasattr(module, "downsample")]


@pytest.mark.parametrize(
    ("net", "inner", "outer", "groups", "dilated"),
    [
        ("resnet18", 16, 16, 1, (False, False, False)),
        ("resnet50", 16, 64, 1, (False, True, True)),
        ("resnext50_32x4d", 32, 64, 32, (False, False, False)),
        ("wide_resnet50_2", 32, 64, 1, (True, False, True)),
    ],
)
def test_weights_logits_and_gradients_are_equal_bit_by_bit(net, inner, outer, groups, dilated):
    torch.manual_seed(0)
    options = {"stem": Stem(channels=64), "replace_stride_with_dilation": dilated, **NARROW}
    ours = resnet(net, **options)
    torch.manual_seed(0)
    plain = PlainResNet([2, 2, 2, 2], inner, outer, groups, dilated, num_classes=5)
    x = torch.randn(2, 3, 65, 40)
    results = []
    for model in (ours, plain):
        logits = model(x)
        logits.square().sum().backward()
        gradients = [p.grad for p in model.parameters()]
        results.append([*model.state_dict().values(), logits, *gradients, model.eval()(x)])
    assert all(map(torch.equal, *results))
    assert results[0][-1].isfinite().all()


def test_the_papers_stride_is_on_the_first_convolution():
    # By plain functions: striding in the 1×1 sees every second position of the input alone.
    unit = Bottleneck(8, 4, 2, stride_in="1x1", norm_layer=nn.Identity)
    x = torch.randn(1, 8, 7, 7)
    y = F.conv2d(
        F.conv2d(x[:, :, ::2, ::2], unit.conv1.weight).relu(), unit.conv2.weight, padding=1
    )
    y = F.conv2d(y.relu(), unit.conv3.weight) + unit.downsample(x)
    torch.testing.assert_close(unit(x), y.relu())


@pytest.mark.parametrize("block", [BasicBlock, Bottleneck])
@pytest.mark.parametrize("shortcut", ["A", "B", "C", "none"])
@pytest.mark.parametrize("preactivation", [False, True])
@pytest.mark.parametrize("stride", [1, 2])
def test_a_unit_by_its_formula(block, shortcut, preactivation, stride):
    # y = relu(F(x) + s(x)) (§3.2); pre-activated y = F(x) + s(x), a projection after norm and ReLU
    out = 8 * block.expansion
    unit = block(8, 8, stride, shortcut=shortcut, preactivation=preactivation).eval()
    for module in unit.modules():
        if isinstance(module, nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias)
    first, second, *_ = (name for name, _ in unit.named_children())
    assert (first, second) == (("bn1", "conv1") if preactivation else ("conv1", "bn1"))
    x = torch.randn(2, 8, 9, 9)
    before = x.clone()
    h, taken = x, x
    for index in range(1, 3 if block is BasicBlock else 4):
        conv, norm = unit.get_submodule(f"conv{index}"), unit.get_submodule(f"bn{index}")
        if preactivation:
            h = norm(h).relu()
            taken = h if index == 1 else taken
            h = conv(h)
        else:
            h = norm(conv(h if index == 1 else h.relu()))
    if shortcut == "A" and (stride == 2 or out != 8):
        kept = taken[:, :, ::stride, ::stride]  # every position, or every second, then zeros
        h = h + torch.cat([kept, kept.new_zeros(2, out - 8, *kept.shape[2:])], dim=1)
    elif shortcut == "C" or (shortcut == "B" and (stride == 2 or out != 8)):
        h = h + unit.downsample(taken)
    elif shortcut != "none":
        h = h + x
    torch.testing.assert_close(unit(x), h if preactivation else h.relu())
    assert torch.equal(x, before)


@pytest.mark.parametrize("preactivation", [False, True])
def test_without_a_norm_the_input_stays_as_it_is(preactivation):
    x = torch.randn(2, 8, 5, 5)
    before = x.clone()
    BasicBlock(8, 8, norm_layer=nn.Identity, preactivation=preactivation)(x)
    assert torch.equal(x, before)


def test_unit_shapes_of_resnet50():
    # Table 1: a stage's first unit halves the image; conv2_x takes the pool's 64 channels.
    shapes = unit_shapes(resnet("resnet50"), (1, 3, 224, 224))
    assert shapes["layer1.0"] == ((1, 64, 56, 56), (1, 256, 56, 56))
    assert shapes["layer2.0"] == ((1, 256, 56, 56), (1, 512, 28, 28))
    assert shapes["layer4.2"] == ((1, 2048, 7, 7), (1, 2048, 7, 7))
    assert len(shapes) == 16


@pytest.mark.parametrize("net", [net for net in ARCHITECTURES if net != "resnet1202"])
def test_every_row_is_a_net(net):
    made = pickle.loads(pickle.dumps(getattr(resnet_ref, net)))  # a function of that name
    with torch.device("meta"):
        model = made(num_classes=7)
    assert model.architecture == architecture(net, num_classes=7)
    assert sum(p.numel() for p in model.parameters()) == count(net, num_classes=7).parameters


def test_he_initialisation_by_fan_out():
    # He et al. 2015: variance 2 / fan; where the channels change, fan-out is 512 or 512 · 9
    model = resnet("resnet50", blocks=(1, 1, 1, 1))
    for name, fan in (("layer2.0.conv3", 512), ("layer4.0.conv2", 512 * 9)):
        std = float(model.get_submodule(name).weight.detach().std())
        assert std == pytest.approx((2 / fan) ** 0.5, rel=0.02)


def test_leaving_out_the_norm():
    model = resnet("resnet18", norm_layer=nn.Identity)
    assert sum(p.numel() for p in model.parameters()) == 11_689_512 - 2 * 4_800  # 4,800 channels


@pytest.mark.parametrize(("net", "channels"), [("resnet18", 16), ("resnet50", 64)])
def test_zero_init_residual_makes_identities(net, channels):
    x = torch.rand(1, channels, 4, 4)  # what a ReLU may give
    unit = resnet(net, zero_init_residual=True, **NARROW).eval().layer1[1]
    assert torch.equal(unit(x), x)
    assert not torch.equal(resnet(net, **NARROW).eval().layer1[1](x), x)
    # a plain net would give the same logits for every image, for ever
    for options in ({"norm_layer": nn.Identity}, {"preactivation": True}, {"shortcut": "none"}):
        with pytest.raises(ValueError, match="zero_init_residual needs shortcuts and a norm last"):
            resnet(net, zero_init_residual=True, **options)


@settings(max_examples=10, deadline=None)
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    net=st.sampled_from(["resnet18", "resnet50"]),
)
def test_any_image(size, net):
    model = TINY[net]
    assert model(torch.randn(2, 3, *size)).shape == (2, 5)


TINY = {
    net: resnet(net, widths=(8, 8, 8, 8), blocks=(1, 1, 1, 1), num_classes=5).eval()
    for net in ("resnet18", "resnet50")
}


@pytest.mark.parametrize("shape", [(1, 1, 64, 64), (3, 64, 64), (1, 4, 64, 64), (64,)])
def test_a_wrong_input_is_told_in_one_line(shape):
    with pytest.raises(ValueError, match=r"^the input has shape \(.*\); give \(N, 3, H, W\)$"):
        TINY["resnet18"](torch.zeros(shape))


def test_surgery_as_torchvisions_users_do_it():
    model = copy.deepcopy(TINY["resnet18"])
    model.conv1 = nn.Conv2d(1, 8, 7, 2, 3, bias=False)
    model.fc = nn.Linear(model.fc.in_features, 3)
    grey = torch.randn(2, 1, 32, 32)
    assert model(grey).shape == (2, 3)
    with pytest.raises(ValueError, match=r"give \(N, 1, H, W\)"):
        model(torch.randn(2, 3, 32, 32))
    model.maxpool, model.fc = nn.Identity(), nn.Identity()
    assert model(grey).shape == (2, 8)
    body = nn.Sequential(*list(model.children())[:-2])  # features, as a sequence
    torch.testing.assert_close(body(grey).mean(dim=(2, 3)), model(grey))
    model.conv1 = nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(5, 8, 3))
    assert model(torch.randn(1, 5, 9, 9)).shape == (1, 8)
