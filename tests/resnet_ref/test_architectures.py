"""The nets as data: what is accepted, what is told, what a net's parts are."""

import math
from dataclasses import FrozenInstanceError, fields, replace
from typing import get_type_hints

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from resnet_ref import (
    ARCHITECTURES,
    Architecture,
    BasicBlock,
    Bottleneck,
    ResNet,
    Stem,
    architecture,
    count,
    count_block,
    resnet,
    resnet50,
)
from resnet_ref.architectures import Options, Style, UnitOptions


def test_a_net_is_named_after_its_depth():
    named = {net: int(net.removeprefix("resnet")) for net in ARCHITECTURES if net[6:].isdigit()}
    assert {net: architecture(net).depth for net in named} == named
    assert len(named) == 11  # Table 1 and Table 6
    assert architecture("preact_resnet164").depth == 164


def test_the_first_unit_of_each_stage():
    # Table 1: conv2_x … conv5_x begin at units 0, 3, 7 and 13 of ResNet-50's sixteen.
    units = list(architecture("resnet50").units())
    assert [i for i, unit in enumerate(units) if unit.first] == [0, 3, 7, 13]
    assert [unit.name for unit in units if unit.stride == 2] == ["layer2.0", "layer3.0", "layer4.0"]


def test_resnext_and_wide_nets_keep_the_outer_width():
    # Xie et al., Table 1: 128, 256, 512, 1024 inside; Wide ResNet doubles the 3×3 alone.
    for net, inner in (("resnext50_32x4d", 128), ("wide_resnet50_2", 128), ("resnet50", 64)):
        firsts = [unit for unit in architecture(net).units() if unit.first]
        assert [unit.out_channels for unit in firsts] == [256, 512, 1024, 2048]
        assert [unit.inner_width for unit in firsts] == [inner, 2 * inner, 4 * inner, 8 * inner]


def test_dilation_in_the_last_stages():
    # As torchvision does it: a stage's first unit keeps the dilation of the stage before.
    net = architecture("resnet50", replace_stride_with_dilation=[False, True, True])
    _, _, third, fourth = ([(u.stride, u.dilation) for u in stage] for stage in net.stages())
    assert (third, fourth) == ([(1, 1), *[(1, 2)] * 5], [(1, 2), *[(1, 4)] * 2])
    assert architecture("resnet50", replace_stride_with_dilation=None) == ARCHITECTURES["resnet50"]


@pytest.mark.parametrize(
    ("net", "options", "pixels"),
    [
        ("resnet18", {}, 435),
        ("resnet34", {}, 899),
        ("resnet50", {}, 427),
        ("resnet50", {"stride_in": "1x1"}, 483),
        ("resnet101", {}, 971),
        ("resnet152", {}, 1451),
        # by hand: 1 + 2 for the stem, 6·2·1, 2·(1 + 2·5), 2·(2 + 4·5): in all 81
        ("resnet20", {}, 81),
    ],
)
def test_receptive_fields(net, options, pixels):
    assert architecture(net, **options).receptive_field == pixels


DESCRIBED = st.sampled_from(["resnet18", "resnet50", "resnet20", "preact_resnet164"])


@settings(max_examples=15, deadline=None)
@given(
    net=DESCRIBED,
    blocks=st.tuples(*[st.integers(1, 2)] * 3),
    dilated=st.tuples(st.booleans(), st.booleans()),
    stem=st.builds(Stem, st.integers(1, 5), st.integers(1, 2), st.booleans()),
    stride_in=st.sampled_from(["3x3", "1x1"]),
)
def test_the_receptive_field_by_gradient(net, blocks, dilated, stem, stride_in):
    # With positive weights and averages for maxima, a pixel matters if and only if it is seen.
    arch = architecture(
        net,
        blocks=blocks,
        widths=(1, 1, 1),
        stem=stem,
        stride_in=stride_in,
        replace_stride_with_dilation=dilated,
        in_channels=1,
    )
    model = resnet(arch, norm_layer=nn.Identity).double()
    for parameter in model.parameters():
        nn.init.ones_(parameter)
    if stem.pool:
        model.maxpool = nn.AvgPool2d(3, stride=2, padding=1)
    model.avgpool, model.fc = nn.Identity(), nn.Identity()
    side = 2 * arch.receptive_field + 64  # so that one position in the middle sees no border
    image = torch.ones(1, 1, side, side, dtype=torch.double, requires_grad=True)
    maps = model(image).reshape(1, -1)
    positions = math.isqrt(maps.numel() // model.inplanes)
    middle = maps.reshape(model.inplanes, positions, positions)[0, positions // 2, positions // 2]
    (gradient,) = torch.autograd.grad(middle, image)
    seen = (gradient[0, 0] != 0).any(dim=0).nonzero().flatten()
    assert int(seen.max() - seen.min()) + 1 == arch.receptive_field


def test_the_keywords_are_the_fields():
    assert set(get_type_hints(Options)) == {field.name for field in fields(Architecture)}
    assert set(get_type_hints(UnitOptions)) == {field.name for field in fields(Style)}


def test_descriptions_stay_as_they_are():
    widths = [64, 128, 256, 512]
    net = architecture("resnet50", widths=widths)
    widths[0] = 1
    assert net == ARCHITECTURES["resnet50"]
    assert len({net, ARCHITECTURES["resnet50"]}) == 1
    for described in (net, next(net.units())):
        with pytest.raises(FrozenInstanceError):
            described.block = "basic"


def test_numpys_integers_are_integers():
    net = architecture(
        "resnet18", num_classes=np.int64(10), widths=tuple(np.array([8, 16, 32, 64]))
    )
    assert type(net.num_classes) is int
    assert {type(width) for width in net.widths} == {int}
    # 2³¹ multiply-accumulates and more: numpy's own arithmetic would wrap around
    assert count("resnet50", np.int32(256)).macs == count("resnet50", 256).macs > 2**31


SIZE = "give an integer of at least 1"
WRONG = [  # field, value, what is told
    ("block", "wide", "block is 'wide'; choose one of 'basic', 'bottleneck'"),
    ("stem", "mnist", "stem is 'mnist'; choose one of 'imagenet', 'cifar'"),
    ("stride_in", "5x5", "stride_in is '5x5'; choose one of '3x3', '1x1'"),
    ("shortcut", "D", "shortcut is 'D'; choose one of 'A', 'B', 'C', 'none'"),
    ("num_classes", 0, f"num_classes is 0; {SIZE}"),
    ("in_channels", True, f"in_channels is True; {SIZE}"),
    ("groups", 0, f"groups is 0; {SIZE}"),
    ("expansion", 0, f"expansion is 0; {SIZE}"),
    ("width_per_group", 0.5, f"width_per_group is 0.5; {SIZE}"),
    ("preactivation", "False", "preactivation is 'False'; give True or False"),
    ("blocks", (1, 0, 1, 1), f"blocks of stage 2 is 0; {SIZE}"),
    ("widths", (1, 1, 1, -1), f"widths of stage 4 is -1; {SIZE}"),
    ("widths", 64, "widths is 64; give a tuple with one entry a stage"),
    ("replace_stride_with_dilation", (1, 0, 0), "stage 1 is 1; give True or False"),
    ("replace_stride_with_dilation", (True,), "replace_stride_with_dilation 1; give one entry"),
    ("blocks", (1,), "blocks names 1 stages, widths 4 and .* 0; give one entry a stage"),
    ("widths", (8, 8, 8, 1), "the inner width .* is 0"),
    ("groups", 3, "groups is 3; give a divisor of the channels 64"),
    ("weights", None, "option is 'weights'; no weights come with it: use load_state_dict"),
    ("pretrained", False, "option is 'pretrained'; no weights"),
    ("depth", 19, "option is 'depth'; choose one of 'stride_in'"),
]


@pytest.mark.parametrize(("field", "value", "told"), WRONG)
def test_a_wrong_net_is_told_in_one_line(field, value, told):
    options = {"block": "basic", field: value}
    options |= {"width_per_group": 32} if told.startswith("the inner") else {}
    with pytest.raises(ValueError, match=told) as error:
        architecture("resnet50", **options)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: count("vgg"), "net is 'vgg'; choose one of 'resnet18', .*'resnet152'"),
        (lambda: count(resnet50(num_classes=1)), "net is a ResNet; .* its own as .architecture"),
        (lambda: ResNet(Bottleneck, [3, 4, 6, 3]), "takes 2 positional arguments"),
        (lambda: ResNet(Bottleneck), "net is a type; give a name such as 'resnet50'"),
        (lambda: Stem(kernel_size=0), f"kernel_size is 0; {SIZE}"),
        (lambda: Architecture("basic", (), ()), "blocks names 0 stages"),
        (
            lambda: replace(ARCHITECTURES["resnet18"], widths=(64, 32, 64, 64), shortcut="A"),
            "64 to 32",
        ),
        (lambda: count_block("wide", 64, 64, 56), "block is 'wide'"),
        (lambda: count_block("basic", 128, 64, 56, shortcut="A"), "from 128 to 64"),
        (lambda: BasicBlock(128, 64, shortcut="A"), "from 128 to 64"),
        (lambda: Bottleneck(64, 64, stride_in="7x7"), "stride_in is '7x7'"),
        (lambda: Bottleneck(64, 64, 1, 0), f"dilation is 0; {SIZE}"),
        (lambda: count("resnet50", (224, 224, 3)), "give pixels a side or .height, width"),
        (lambda: count("resnet50", norm="False"), "norm is 'False'; give True or False"),
        (lambda: count_block("basic", 8, 8, 8, norm=0), "norm is 0; give True or False"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(call, told):
    with pytest.raises((ValueError, TypeError), match=told) as error:
        call()
    assert "\n" not in str(error.value)


NO_SIZE = st.one_of(
    *(st.integers(max_value=0), st.floats(), st.none(), st.text(max_size=3), st.booleans()),
    st.sampled_from([np.float32(3), np.bool_(True), np.array([3]), [3], b"3"]),
)


@settings(deadline=None)
@given(size=NO_SIZE)
def test_what_is_no_size_is_refused_everywhere(size):
    for call in (
        lambda: count("resnet18", (224, size)),
        lambda: count("resnet18", num_classes=size),
        lambda: count("resnet18", widths=(64, 128, 256, size)),
        lambda: count_block("basic", size, 64, 56),
        lambda: count_block("basic", 64, 64, 56, stride=size),
        lambda: Bottleneck(64, size),
        lambda: Stem(stride=size),
    ):
        with pytest.raises(ValueError, match=SIZE):
            call()


@settings(deadline=None)
@given(flag=st.one_of(st.integers(), st.text(max_size=5), st.none(), st.just(np.bool_(True))))
def test_what_is_no_flag_is_refused_everywhere(flag):
    for call in (
        lambda: count("resnet18", norm=flag),
        lambda: count("resnet18", preactivation=flag),
        lambda: BasicBlock(8, 8, preactivation=flag),
        lambda: ResNet("resnet18", zero_init_residual=flag),
        lambda: Stem(pool=flag),
    ):
        with pytest.raises(ValueError, match="give True or False"):
            call()
