"""The closed form against the literature, the live model and torchinfo."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torchinfo import summary

from resnet_ref import (
    Architecture,
    BasicBlock,
    Bottleneck,
    architecture,
    count,
    count_block,
    layers,
    resnet,
)

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")

# Parameters: torchvision's published counts. GMACs: torchvision's published figures.
PUBLISHED = [
    ("resnet18", 11_689_512, 1.814),
    ("resnet34", 21_797_672, 3.664),
    ("resnet50", 25_557_032, 4.089),
    ("resnet101", 44_549_160, 7.801),
    ("resnet152", 60_192_808, 11.514),
]


@pytest.mark.parametrize(("net", "parameters", "gmacs"), PUBLISHED)
def test_published_counts(net: str, parameters: int, gmacs: float) -> None:
    counted = count(net)
    assert counted.parameters == parameters
    assert round(counted.macs / 1e9, 3) == gmacs


def test_macs_of_resnet50_exactly() -> None:
    # Convolutions and the final linear layer alone, as four tools agree after their own extras.
    assert count("resnet50").macs == 4_089_184_256


def test_the_papers_stride_placement() -> None:
    # Table 1 says 3.8 × 10⁹ multiply-adds for the 50-layer net.
    paper = count("resnet50", stride_in="1x1")
    assert round(paper.macs / 1e9, 3) == 3.858
    assert paper.parameters == count("resnet50").parameters


@pytest.mark.parametrize(
    ("net", "giga"),
    # Table 1 of the paper: 1.8, 3.6, 3.8, 7.6, 11.3 × 10⁹ multiply-adds; it cuts, not rounds
    list(zip(NETS, (1.8, 3.6, 3.8, 7.6, 11.3), strict=True)),
)
def test_table_1(net: str, giga: float) -> None:
    assert count(net, stride_in="1x1").macs / 1e9 == pytest.approx(giga, abs=0.1)


def test_figure_5() -> None:
    # By hand: two 3×3 on 64 channels; 1×1 256→64, 3×3 64→64, 1×1 64→256. Then 2·C a norm.
    basic = count_block("basic", 64, 64, 56)
    bottleneck = count_block("bottleneck", 256, 64, 56)
    assert basic.parameters == 2 * 9 * 64 * 64 + 2 * (64 + 64)
    assert bottleneck.parameters == 256 * 64 + 9 * 64 * 64 + 64 * 256 + 2 * (64 + 64 + 256)
    assert basic.macs == 56 * 56 * 73_728
    assert bottleneck.macs == 56 * 56 * 69_632
    assert basic.activations == 56 * 56 * 2 * (64 + 64)
    assert bottleneck.activations == 56 * 56 * 2 * (64 + 64 + 256)
    assert (basic.out_shape, bottleneck.out_shape) == ((64, 56, 56), (256, 56, 56))


def test_table_1_stage_shapes() -> None:
    # Table 1: outputs of 56, 28, 14 and 7 pixels; the bottleneck's last 1×1 has 256 … 2048.
    shapes = [stage.out_shape for stage in count("resnet50").stages]
    assert shapes == [(256, 56, 56), (512, 28, 28), (1024, 14, 14), (2048, 7, 7)]
    assert [len(stage.parts) for stage in count("resnet50").stages] == [3, 4, 6, 3]
    assert len(count("resnet152").blocks) == 3 + 8 + 36 + 3


def test_parts_add_up() -> None:
    net = count("resnet101")
    for what in ("parameters", "macs", "activations"):
        assert sum(getattr(layer, what) for layer in net.layers) == getattr(net, what)
        assert sum(getattr(part, what) for part in net.parts) == getattr(net, what)


def test_shortcut_c_adds_thirteen_projections_to_resnet34() -> None:
    # §4.1 of the paper: option C has thirteen projections more than option B in ResNet-34.
    def projections(option: str) -> int:
        net = count("resnet34", shortcut=option)
        return sum(layer.name.endswith("downsample.0") for layer in net.layers)

    assert projections("C") - projections("B") == 13
    assert projections("A") == projections("none") == 0


# Parameters of §4.2's nets, Table 6: 0.27M, 0.46M, 0.66M, 0.85M and 1.7M
@pytest.mark.parametrize(("n", "millions"), [(3, 0.27), (5, 0.46), (7, 0.66), (9, 0.85), (18, 1.7)])
def test_cifar_nets_fit_the_table(n: int, millions: float) -> None:
    arch = Architecture("basic", (n, n, n), (16, 32, 64), "cifar", shortcut="A", num_classes=10)
    assert arch.depth == 6 * n + 2
    parameters = count(arch, 32).parameters
    assert parameters / 1e6 == pytest.approx(millions, abs=0.051 if n == 18 else 0.0051)
    assert sum(p.numel() for p in resnet(arch).parameters()) == parameters


def test_counting_needs_no_torch() -> None:
    code = (
        "import sys, resnet_ref; resnet_ref.count('resnet50'); resnet_ref.finding('a', {'b': True})"
        "; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


architectures = st.builds(
    lambda block, stages, **options: Architecture(
        block, tuple(b for b, _ in stages), tuple(w for _, w in stages), **options
    ),
    st.sampled_from(["basic", "bottleneck"]),
    st.lists(st.tuples(st.integers(1, 2), st.integers(1, 12)), min_size=1, max_size=4),
    stem=st.sampled_from(["imagenet", "cifar"]),
    stride_in=st.sampled_from(["3x3", "1x1"]),
    shortcut=st.sampled_from(["B", "C", "none"]),
    num_classes=st.integers(1, 12),
    in_channels=st.integers(1, 4),
)


@settings(max_examples=25, deadline=None)
@given(arch=architectures, extra=st.integers(0, 40), norm=st.booleans())
def test_three_ways_to_the_same_numbers(arch: Architecture, extra: int, norm: bool) -> None:
    size = arch.least_image_size + extra
    counted = count(arch, size, norm=norm)
    model = resnet(arch, norm_layer=nn.BatchNorm2d if norm else nn.Identity)
    seen = layers(model, (1, arch.in_channels, size, size))
    assert [part.name for part in counted.layers if part.parameters] == [s.name for s in seen]
    for what in ("parameters", "macs", "activations"):
        assert getattr(counted, what) == sum(getattr(layer, what) for layer in seen)
    info = summary(model, (1, arch.in_channels, size, size), verbose=0)
    assert counted.parameters == info.total_params
    # torchinfo also counts the parameters of norms and biases as one multiply-add each
    extras = arch.num_classes
    extras += sum(s.parameters for s in seen if s.kind == "BatchNorm2d")
    assert counted.macs == info.total_mult_adds - extras


@settings(max_examples=25, deadline=None)
@given(
    block=st.sampled_from(["basic", "bottleneck"]),
    in_channels=st.integers(1, 24),
    width=st.integers(1, 12),
    size=st.integers(1, 20),
    stride=st.integers(1, 3),
    stride_in=st.sampled_from(["3x3", "1x1"]),
    shortcut=st.sampled_from(["B", "C", "none"]),
)
def test_a_single_block_of_any_width(
    block: str, in_channels: int, width: int, size: int, stride: int, stride_in: str, shortcut: str
) -> None:
    options = {"stride": stride, "stride_in": stride_in, "shortcut": shortcut}
    counted = count_block(block, in_channels, width, size, **options)  # type: ignore[arg-type]
    module = {"basic": BasicBlock, "bottleneck": Bottleneck}[block]
    seen = layers(module(in_channels, width, **options), (1, in_channels, size, size))  # type: ignore[arg-type]
    for what in ("parameters", "macs", "activations"):
        assert getattr(counted, what) == sum(getattr(layer, what) for layer in seen)


ODD_SIZES = st.one_of(
    st.integers(max_value=0), st.floats(), st.none(), st.text(max_size=3), st.booleans()
)


@given(size=ODD_SIZES)
def test_sizes_out_of_range(size: object) -> None:
    for call in (
        lambda: count("resnet50", size),  # type: ignore[arg-type]
        lambda: count("resnet50", num_classes=size),
        lambda: count("resnet50", in_channels=size),
        lambda: count("resnet50", widths=(64, 128, 256, size)),
        lambda: count_block("basic", size, 64, 56),  # type: ignore[arg-type]
        lambda: count_block("basic", 64, size, 56),  # type: ignore[arg-type]
        lambda: count_block("basic", 64, 64, size),  # type: ignore[arg-type]
        lambda: count_block("basic", 64, 64, 56, stride=size),  # type: ignore[arg-type]
        lambda: BasicBlock(size, 64),  # type: ignore[arg-type]
        lambda: Bottleneck(64, size),  # type: ignore[arg-type]
        lambda: Bottleneck(64, 64, stride=size),  # type: ignore[arg-type]
    ):
        with pytest.raises(ValueError, match="give an integer of at least"):
            call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: count("resnet19"), "'resnet19'.*'resnet18'.*'resnet152'"),
        (lambda: count(["resnet18"]), "choose one of"),  # type: ignore[arg-type]
        (lambda: count("resnet50", stride="1x1"), "option is 'stride'.*'stride_in'"),
        (lambda: count("resnet50", stride_in="5x5"), "stride_in is '5x5'.*'3x3', '1x1'"),
        (lambda: count("resnet50", shortcut="D"), "shortcut is 'D'.*'A', 'B', 'C', 'none'"),
        (lambda: count("resnet50", 31), "image_size is 31.*at least 32"),
        (lambda: count_block("wide", 64, 64, 56), "'wide'.*'basic', 'bottleneck'"),
        (lambda: count_block("basic", 128, 64, 56, shortcut="A"), "from 128 to 64"),
        (lambda: BasicBlock(128, 64, shortcut="A"), "from 128 to 64"),
        (lambda: Bottleneck(64, 64, shortcut="D"), "shortcut is 'D'"),
        (lambda: Bottleneck(64, 64, stride_in="7x7"), "stride_in is '7x7'"),
        (lambda: Architecture("basic", (1, 1), (64,)), "blocks names 2 stages and widths 1"),
        (lambda: Architecture("basic", [1], (64,)), "give a tuple"),  # type: ignore[arg-type]
        (lambda: Architecture("basic", (), ()), "give a tuple"),
        (lambda: Architecture("basic", (1,), (64,), stem="mlp"), "'imagenet', 'cifar'"),
        (lambda: Architecture("basic", (1, 1), (64, 32), shortcut="A"), "from 64 to 32"),
        (lambda: resnet("resnet18", depth=19), "option is 'depth'"),
    ],
)
def test_bad_input_says_what_is_accepted(call: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()  # type: ignore[operator]


@pytest.mark.parametrize("net", NETS)
def test_a_net_is_named_after_its_depth(net: str) -> None:
    assert architecture(net).depth == int(net.removeprefix("resnet"))


def test_the_first_unit_of_each_stage() -> None:
    # Table 1: conv2_x … conv5_x begin at units 0, 3, 7 and 13 of ResNet-50's sixteen.
    units = list(architecture("resnet50").units())
    assert [i for i, unit in enumerate(units) if unit.first] == [0, 3, 7, 13]
    assert [unit.name for unit in units if unit.stride == 2] == ["layer2.0", "layer3.0", "layer4.0"]


@pytest.mark.parametrize(
    # 7×7 stride 2, pool stride 2, three stages of stride 2: 32. A 3×3 stem and two of them: 4.
    ("arch", "least"),
    [(architecture("resnet18"), 32), (Architecture("basic", (1, 1, 1), (8, 8, 8), "cifar"), 4)],
)
def test_the_smallest_image(arch: Architecture, least: int) -> None:
    assert arch.least_image_size == least
    assert count(arch, least).stages[-1].out_shape[1:] == (1, 1)
    with pytest.raises(ValueError, match=f"at least {least}"):
        count(arch, least - 1)


def test_a_size_of_a_stage_is_named_by_its_stage() -> None:
    with pytest.raises(ValueError, match="blocks of stage 1 is 0"):
        Architecture("basic", (0, 1), (64, 64))
    with pytest.raises(ValueError, match="widths of stage 2 is -1"):
        Architecture("basic", (1, 1), (64, -1))


def test_descriptions_stay_as_they_are() -> None:
    net = architecture("resnet50")
    for described in (net, next(net.units())):
        with pytest.raises(FrozenInstanceError):
            described.block = "basic"  # type: ignore[misc, union-attr]
    assert len({net, architecture("resnet50")}) == 1


GOOD_BLOCK = {"block": "basic", "in_channels": 8, "width": 8, "image_size": 8}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"block": "wide"}, "block is 'wide'; choose one of 'basic', 'bottleneck'"),
        ({"stride_in": "5x5"}, "stride_in is '5x5'; choose one of '3x3', '1x1'"),
        ({"shortcut": "D"}, "shortcut is 'D'; choose one of 'A', 'B', 'C', 'none'"),
        *(
            ({name: 0}, f"{name} is 0; give an integer of at least 1")
            for name in ("in_channels", "width", "image_size", "stride")
        ),
    ],
)
def test_a_wrong_block_is_told_in_full(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=f"^{told}$"):
        count_block(**{**GOOD_BLOCK, **change})  # type: ignore[arg-type]


def test_a_block_bears_its_name() -> None:
    block = count_block("bottleneck", 64, 16, 8)
    assert block.name == "bottleneck"
    assert [part.name.removeprefix("bottleneck.") for part in block.parts] == [
        *("conv1", "bn1", "conv2", "bn2", "conv3", "bn3"),
    ]


def test_a_small_image_is_told_in_full() -> None:
    told = "image_size is 8; give an integer of at least 32 (the net's total stride)"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        count("resnet50", 8)


def test_names_and_the_pools_shape() -> None:
    net = architecture("resnet50")
    assert count("resnet50").name == count(net).name == "resnet50"
    small = Architecture("basic", (3, 3, 3), (16, 32, 64), "cifar", num_classes=10)
    assert count(small, 32).name == "resnet20"  # 6n + 2 with n = 3, §4.2
    shapes = {part.name: part.out_shape for part in count(net).parts}
    assert (shapes["avgpool"], shapes["fc"]) == ((2048, 1, 1), (1000, 1, 1))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"block": "wide"}, "block is 'wide'; choose one of 'basic', 'bottleneck'"),
        ({"stem": "mnist"}, "stem is 'mnist'; choose one of 'imagenet', 'cifar'"),
        ({"stride_in": "5x5"}, "stride_in is '5x5'; choose one of '3x3', '1x1'"),
        ({"shortcut": "D"}, "shortcut is 'D'; choose one of 'A', 'B', 'C', 'none'"),
        ({"num_classes": 0}, "num_classes is 0; give an integer of at least 1"),
        ({"in_channels": 0}, "in_channels is 0; give an integer of at least 1"),
        ({"blocks": (1, 0, 1, 1)}, "blocks of stage 2 is 0; give an integer of at least 1"),
        ({"widths": (1, 1, 1, 0)}, "widths of stage 4 is 0; give an integer of at least 1"),
        ({"widths": ()}, "widths is (); give a tuple with one integer a stage"),
        ({"blocks": [1]}, "blocks is [1]; give a tuple with one integer a stage"),
        ({"blocks": (1,)}, "blocks names 1 stages and widths 4; give one of each a stage"),
    ],
)
def test_a_wrong_architecture_is_told_in_full(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        architecture("resnet50", **change)


def test_a_wrong_net_is_told_in_full() -> None:
    known = "'resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152'"
    with pytest.raises(ValueError, match=f"^net is 'vgg'; choose one of {known}$"):
        architecture("vgg")
