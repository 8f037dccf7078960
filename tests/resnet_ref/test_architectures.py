"""The nets as data: what is accepted, what is told, what a net's parts are."""

from dataclasses import fields
from typing import get_type_hints

import numpy as np
import pytest

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


@pytest.mark.parametrize(
    ("net", "options", "pixels"),
    [
        ("resnet18", {}, 435),
        ("resnet34", {}, 899),
        ("resnet50", {"replace_stride_with_dilation": None}, 427),
        # why one dilates: the strides go, what a position sees stays
        ("resnet50", {"replace_stride_with_dilation": [False, True, True]}, 427),
        ("resnet50", {"stride_in": "1x1"}, 483),
        ("resnet101", {}, 971),
        ("resnet152", {}, 1451),
        # by hand: 1 + 2 for the stem, 6·2·1, 2·(1 + 2·5), 2·(2 + 4·5): in all 81
        ("resnet20", {}, 81),
    ],
)
def test_receptive_fields(net, options, pixels):
    assert architecture(net, **options).receptive_field == pixels


def test_the_keywords_are_the_fields():
    assert set(get_type_hints(Options)) == {field.name for field in fields(Architecture)}
    assert set(get_type_hints(UnitOptions)) == {field.name for field in fields(Style)}


def test_descriptions_stay_as_they_are():
    widths = [64, 128, 256, 512]
    net = architecture("resnet50", widths=widths)
    widths[0] = 1
    assert net == ARCHITECTURES["resnet50"]
    assert len({net, ARCHITECTURES["resnet50"]}) == 1


def test_numpys_integers_are_integers():
    net = architecture("resnet18", num_classes=np.int64(10), widths=tuple(np.array([8] * 4)))
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
    ("width_per_group", 8.0, f"width_per_group is 8.0; {SIZE}"),
    ("width_per_group", np.float32(8), f"width_per_group is .*8.*; {SIZE}"),
    ("preactivation", "False", "preactivation is 'False'; give True or False"),
    ("preactivation", np.True_, "give True or False"),
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
        (lambda: ResNet("resnet18", zero_init_residual=1), "residual is 1; give True or False"),
        (lambda: Stem(kernel_size=0), f"kernel_size is 0; {SIZE}"),
        (lambda: Stem(pool=1), "pool is 1; give True or False"),
        (lambda: Architecture("basic", (), ()), "blocks names 0 stages"),
        (lambda: architecture("resnet20", widths=(64, 32, 64)), "64 to 32"),
        (lambda: count_block("wide", 64, 64, 56), "block is 'wide'"),
        (lambda: count_block("basic", None, 64, 56), f"in_channels is None; {SIZE}"),
        (lambda: count_block("basic", 128, 64, 56, shortcut="A"), "from 128 to 64"),
        (lambda: BasicBlock(128, 64, shortcut="A"), "from 128 to 64"),
        (lambda: Bottleneck(64, 64, stride_in="7x7"), "stride_in is '7x7'"),
        (lambda: Bottleneck(64, 64, 1, 0), f"dilation is 0; {SIZE}"),
        (lambda: count("resnet50", (224, 0)), f"image_size is 0; {SIZE}"),
        (lambda: count("resnet50", (224, 224, 3)), "give pixels a side or .height, width"),
        (lambda: count("resnet50", norm="False"), "norm is 'False'; give True or False"),
        (lambda: count_block("basic", 8, 8, 8, norm=0), "norm is 0; give True or False"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(call, told):
    with pytest.raises((ValueError, TypeError), match=told) as error:
        call()
    assert "\n" not in str(error.value)
