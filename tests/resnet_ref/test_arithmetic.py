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


@pytest.mark.parametrize(
    # torchvision's own figures
    ("net", "parameters", "gmacs"),
    [
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
    ],
)
def test_published_counts(net, parameters, gmacs):
    counted = count(net)
    assert counted.parameters == parameters
    assert round(counted.macs / 1e9, 3) == gmacs
    assert (counted.name, counted.out_shape) == (net, (1000, 1, 1))


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
    # §4.2, Table 6; Identity Mappings, Tables 4 and 5; Wide ResNet (ten classes); timm
    ("net", "options", "millions"),
    [
        ("resnet20", {}, 0.269722),
        ("resnet20", {"shortcut": "B"}, 0.272474),
        ("resnet32", {}, 0.46),
        ("resnet44", {}, 0.66),
        ("resnet56", {}, 0.853018),
        ("resnet110", {}, 1.727962),
        ("resnet1202", {}, 19.4),
        ("preact_resnet164", {}, 1.7),
        ("wrn_28_10", {}, 36.5),
        ("resnet50", {"preactivation": True}, 25.55),
        ("resnet50", {"preactivation": True, "blocks": (3, 24, 36, 3)}, 64.7),  # ResNet-200
    ],
)
def test_other_published_parameters(net, options, millions):
    digits = len(str(millions).split(".")[1])
    assert round(count(net, 32, **options).parameters / 1e6, digits) == millions


def test_figure_5():
    # By hand: two 3×3 on 64 channels; 1×1 256→64, 3×3 64→64, 1×1 64→256. Then 2·C a norm.
    basic = count_block("basic", 64, 64, 56)
    bottleneck = count_block("bottleneck", 256, 64, 56)
    assert basic.parameters == 2 * 9 * 64 * 64 + 2 * (64 + 64)
    assert bottleneck.parameters == 256 * 64 + 9 * 64 * 64 + 64 * 256 + 2 * (64 + 64 + 256)
    assert (basic.macs, bottleneck.macs) == (56 * 56 * 73_728, 56 * 56 * 69_632)
    same = count_block("bottleneck", 256, 256, 56, expansion=1, norm=False)  # no reduction
    assert (same.parameters, same.out_shape) == ((1 + 9 + 1) * 256**2, (256, 56, 56))
    assert basic.activations == 56 * 56 * 2 * (64 + 64)
    assert bottleneck.activations == 56 * 56 * 2 * (64 + 64 + 256)
    assert (basic.out_shape, bottleneck.out_shape) == ((64, 56, 56), (256, 56, 56))
    assert [part.name for part in bottleneck.parts] == [
        f"bottleneck.{kind}{index}" for index in (1, 2, 3) for kind in ("conv", "bn")
    ]


def test_what_is_not_said_strides_nowhere():
    unit = Unit("basic", 8, 8)
    assert unit.convs == (Conv(8, 8, 3), Conv(8, 8, 3))
    assert (unit.stride, unit.dilation, unit.first, unit.reshapes) == (1, 1, False, False)
    assert count_block("bottleneck", 16, 4, (5, 7)).out_shape == (16, 5, 7)
    # §4.2: maps of 32, 16 and 8 pixels
    assert [stage.out_shape[1] for stage in count("resnet20", 32).stages] == [32, 16, 8]
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
