"""The closed form against the literature, the live model and torchinfo."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torchinfo import summary

from resnet_ref import (
    Architecture,
    BasicBlock,
    Bottleneck,
    Stem,
    Unit,
    architecture,
    count,
    count_block,
    layers,
    resnet,
)
from resnet_ref.architectures import Conv

# Published: parameters (torchvision, timm; CIFAR nets: widely recomputed), GMACs (torchvision)
PUBLISHED = [
    ("resnet18", 11_689_512, 1.814),
    ("resnet34", 21_797_672, 3.664),
    ("resnet50", 25_557_032, 4.089),
    ("resnet101", 44_549_160, 7.801),
    ("resnet152", 60_192_808, 11.514),
    ("resnext50_32x4d", 25_028_904, 4.230),
    ("resnext101_32x8d", 88_791_336, 16.414),
    ("resnext101_64x4d", 83_455_272, 15.460),
    ("wide_resnet50_2", 68_883_240, 11.398),
    ("wide_resnet101_2", 126_886_696, 22.753),
]


@pytest.mark.parametrize(("net", "parameters", "gmacs"), PUBLISHED)
def test_published_counts(net, parameters, gmacs):
    counted = count(net)
    assert counted.parameters == parameters
    assert round(counted.macs / 1e9, 3) == gmacs
    assert (counted.name, counted.out_shape) == (net, (1000, 1, 1))


@pytest.mark.parametrize(
    ("net", "size", "options", "macs"),
    [
        ("resnet50", 224, {}, 4_089_184_256),  # as four tools agree after their own extras
        ("resnext50_32x4d", 224, {}, 4_230_479_872),
        ("wide_resnet50_2", 224, {}, 11_398_021_120),
        ("resnet50", (256, 128), {}, 2_671_198_208),
        ("resnet18", (96, 64), {}, 222_580_736),
        ("resnet18", 7, {}, 12_262_400),
        ("resnet50", 224, {"replace_stride_with_dilation": (False, True, True)}, 19_079_364_608),
    ],
)
def test_macs_exactly(net, size, options, macs):
    assert count(net, size, **options).macs == macs


@pytest.mark.parametrize(
    # Table 1 of the paper: 1.8, 3.6, 3.8, 7.6, 11.3 × 10⁹ multiply-adds; it cuts, not rounds
    ("depth", "giga"),
    [(18, 1.8), (34, 3.6), (50, 3.8), (101, 7.6), (152, 11.3)],
)
def test_table_1(depth, giga):
    paper = count(f"resnet{depth}", stride_in="1x1")
    assert paper.macs / 1e9 == pytest.approx(giga, abs=0.1)
    assert paper.parameters == count(f"resnet{depth}").parameters


@pytest.mark.parametrize(
    # §4.2, Table 6; Identity Mappings, Table 4; Wide ResNet (ten classes)
    ("net", "millions", "digits"),
    [
        *[("resnet20", 0.27, 2), ("resnet32", 0.46, 2), ("resnet44", 0.66, 2)],
        *[("resnet56", 0.85, 2), ("resnet110", 1.7, 1), ("resnet1202", 19.4, 1)],
        *[("preact_resnet164", 1.7, 1), ("wrn_28_10", 36.5, 1)],
    ],
)
def test_cifar_nets_fit_their_tables(net, millions, digits):
    assert round(count(net, 32).parameters / 1e6, digits) == millions


def test_other_published_parameters():
    exact = {"resnet20": 269_722, "resnet56": 853_018, "resnet110": 1_727_962}
    assert {architecture(net).shortcut for net in exact} == {"A"}  # §4.2
    # pytorchcv's tables, in which biases and norms count as MACs, too: 5,246.98 M
    exact |= {"preact_resnet164": 1_703_258, "wrn_28_10": 36_479_194}
    assert {net: count(net, 32).parameters for net in exact} == exact
    assert count("wrn_28_10", 32).macs / 1e6 == pytest.approx(5_247, rel=1e-3)
    assert count("resnet20", 32, shortcut="B").parameters == 272_474
    # timm's resnetv2_50, a ResNet-50 with pre-activation: 25.55 M
    assert round(count("resnet50", preactivation=True).parameters / 1e6, 2) == 25.55
    # He et al. 2016b, Table 5, as haiku counts it: ResNet-200
    deep = architecture("resnet50", blocks=(3, 24, 36, 3), preactivation=True)
    assert (deep.depth, round(count(deep).parameters / 1e6, 1)) == (200, 64.7)


def test_figure_5():
    # By hand: two 3×3 on 64 channels; 1×1 256→64, 3×3 64→64, 1×1 64→256. Then 2·C a norm.
    basic = count_block("basic", 64, 64, 56)
    bottleneck = count_block("bottleneck", 256, 64, 56)
    assert basic.parameters == 2 * 9 * 64 * 64 + 2 * (64 + 64)
    assert bottleneck.parameters == 256 * 64 + 9 * 64 * 64 + 64 * 256 + 2 * (64 + 64 + 256)
    assert (basic.macs, bottleneck.macs) == (56 * 56 * 73_728, 56 * 56 * 69_632)
    assert basic.activations == 56 * 56 * 2 * (64 + 64)
    assert bottleneck.activations == 56 * 56 * 2 * (64 + 64 + 256)
    assert (basic.out_shape, bottleneck.out_shape) == ((64, 56, 56), (256, 56, 56))
    assert [part.name for part in bottleneck.parts] == [
        f"bottleneck.{kind}{index}" for index in (1, 2, 3) for kind in ("conv", "bn")
    ]


def test_a_bottleneck_without_the_reduction():
    # 1×1, 3×3 and 1×1, all on 256 channels: 11 · 256² weights
    unit = count_block("bottleneck", 256, 256, 56, expansion=1, norm=False)
    assert (unit.parameters, unit.out_shape) == (11 * 256**2, (256, 56, 56))


def test_what_is_not_said_strides_nowhere():
    # A unit alone keeps the image's size, and so does a CIFAR net's stem.
    unit = Unit("basic", 8, 8)
    assert unit.convs == (Conv(8, 8, 3), Conv(8, 8, 3))
    assert (unit.stride, unit.dilation, unit.first, unit.reshapes) == (1, 1, False, False)
    assert count_block("bottleneck", 16, 4, (5, 7)).out_shape == (16, 5, 7)
    # §4.2: maps of 32, 16 and 8 pixels
    assert [stage.out_shape[1:] for stage in count("resnet20", 32).stages] == [
        *((32, 32), (16, 16), (8, 8))
    ]
    assert [part.out_shape for part in count("resnet18", 32, stem="cifar").parts[:2]] == [
        (64, 32, 32)
    ] * 2
    assert Stem().stride == 2


def test_the_tree_of_parts():
    # Table 1: outputs of 56, 28, 14 and 7 pixels; the bottleneck's last 1×1 has 256 … 2048.
    net = count("resnet50")
    shapes = [stage.out_shape for stage in net.stages]
    assert shapes == [(256, 56, 56), (512, 28, 28), (1024, 14, 14), (2048, 7, 7)]
    assert [len(stage.parts) for stage in net.stages] == [3, 4, 6, 3]
    assert len(net.blocks) == 16
    for what in ("parameters", "macs", "activations"):
        assert sum(getattr(layer, what) for layer in net.layers) == getattr(net, what)
        assert sum(getattr(part, what) for part in net.parts) == getattr(net, what)
    assert [part.name for part in net.parts if "layer" not in part.name] == [
        *("conv1", "bn1", "maxpool", "avgpool", "fc"),
    ]
    assert count(architecture("wrn_28_10"), 32).name == "wrn_28_10"
    assert count(architecture("resnet20", blocks=(4, 4, 4)), 32).name == "resnet26"


def test_shortcut_c_adds_thirteen_projections_to_resnet34():
    # §4.1 of the paper: option C has thirteen projections more than option B in ResNet-34.
    def projections(option):
        net = count("resnet34", shortcut=option)
        return sum(layer.name.endswith("downsample.0") for layer in net.layers)

    assert projections("C") - projections("B") == 13
    assert projections("A") == projections("none") == 0


def same_three_ways(counted, model, shape):
    """The closed form, hooks on the live model and torchinfo agree."""
    seen = layers(model, shape)
    names = [part.name.removeprefix(f"{counted.name}.") for part in counted.layers]
    assert [name for name in names if "pool" not in name] == [layer.name for layer in seen]
    for what in ("parameters", "macs", "activations"):
        assert getattr(counted, what) == sum(getattr(layer, what) for layer in seen)
    info = summary(model, shape, verbose=0)
    assert counted.parameters == info.total_params
    # torchinfo also counts the parameters of norms and biases as one multiply-add each
    extras = sum(s.parameters for s in seen if s.kind == "BatchNorm2d")
    extras += sum(s.out_shape[-1] for s in seen if s.kind == "Linear")
    assert counted.macs == info.total_mult_adds - extras


UNIT_OPTIONS = {
    "stride_in": st.sampled_from(["3x3", "1x1"]),
    "shortcut": st.sampled_from(["B", "C", "none"]),
    "groups": st.sampled_from([1, 2, 4]),
    "width_per_group": st.sampled_from([16, 64, 96]),
    "expansion": st.sampled_from([None, 1, 2, 3]),
    "preactivation": st.booleans(),
}
# widths that each group count divides
WIDTHS = st.sampled_from([4, 8, 12])


@st.composite
def architectures(draw):
    stages = draw(st.lists(st.tuples(st.integers(1, 3), WIDTHS), min_size=1, max_size=4))
    stem = st.builds(
        Stem, st.integers(1, 7), st.integers(1, 3), st.booleans(), st.sampled_from([None, 4, 8])
    )
    return Architecture(
        draw(st.sampled_from(["basic", "bottleneck"])),
        tuple(blocks for blocks, _ in stages),
        tuple(width for _, width in stages),
        draw(st.one_of(stem, st.sampled_from(["imagenet", "cifar"]))),
        num_classes=draw(st.integers(1, 12)),
        in_channels=draw(st.integers(1, 4)),
        replace_stride_with_dilation=tuple(draw(st.booleans()) for _ in stages[1:]),
        **{name: draw(values) for name, values in UNIT_OPTIONS.items()},
    )


SIZES = st.tuples(st.integers(1, 40), st.integers(1, 40))


@settings(max_examples=15, deadline=None)
@given(arch=architectures(), size=SIZES, norm=st.booleans())
def test_a_net_three_ways(arch, size, norm):
    model = resnet(arch, norm_layer=None if norm else nn.Identity)
    same_three_ways(count(arch, size, norm=norm), model, (1, arch.in_channels, *size))


@pytest.mark.parametrize("net", ["resnext50_32x4d", "wide_resnet50_2", "resnet20", "wrn_28_10"])
def test_a_row_three_ways(net):
    model = resnet(net)
    same_three_ways(count(net, (40, 64)), model, (1, 3, 40, 64))


@settings(max_examples=15, deadline=None)
@given(
    block=st.sampled_from([BasicBlock, Bottleneck]),
    sizes=st.tuples(WIDTHS, WIDTHS, st.integers(1, 3), st.integers(1, 3)),
    size=SIZES,
    options=st.fixed_dictionaries(UNIT_OPTIONS),
)
def test_a_unit_three_ways(block, sizes, size, options):
    taken, width, stride, dilation = sizes
    spread = {"stride": stride, "dilation": dilation, **options}
    counted = count_block(block.block, taken, width, size, **spread)
    same_three_ways(counted, block(taken, width, **spread), (1, taken, *size))
