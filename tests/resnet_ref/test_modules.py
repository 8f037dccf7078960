"""The torch modules against the literature, torchvision's state dict and torch's own functions."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from resnet_ref import (
    BasicBlock,
    Bottleneck,
    resnet,
    resnet18,
    resnet34,
    resnet50,
    resnet101,
    resnet152,
    unit_shapes,
)
from resnet_ref.modules import PaddedShortcut

MAKERS = {18: resnet18, 34: resnet34, 50: resnet50, 101: resnet101, 152: resnet152}


@pytest.mark.parametrize(
    ("depth", "entries"), [(18, 122), (34, 218), (50, 320), (101, 626), (152, 932)]
)
def test_state_dict_has_torchvisions_entries(depth: int, entries: int) -> None:
    with torch.device("meta"):
        assert len(MAKERS[depth]().state_dict()) == entries


def torchvision_names(blocks: list[int], convolutions: int, first_projects: bool) -> list[str]:
    """Names in torchvision's order, written down from its naming rule, not from our modules."""
    norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    names = ["conv1.weight", *(f"bn1.{n}" for n in norm)]
    for stage, units in enumerate(blocks, start=1):
        for unit in range(units):
            prefix = f"layer{stage}.{unit}"
            for index in range(1, convolutions + 1):
                names.append(f"{prefix}.conv{index}.weight")
                names += [f"{prefix}.bn{index}.{n}" for n in norm]
            if unit == 0 and (stage > 1 or first_projects):
                names.append(f"{prefix}.downsample.0.weight")
                names += [f"{prefix}.downsample.1.{n}" for n in norm]
    return [*names, "fc.weight", "fc.bias"]


@pytest.mark.parametrize(
    ("depth", "blocks"),
    [
        (18, [2, 2, 2, 2]),
        (34, [3, 4, 6, 3]),
        (50, [3, 4, 6, 3]),
        (101, [3, 4, 23, 3]),
        (152, [3, 8, 36, 3]),
    ],
)
def test_names_and_order(depth: int, blocks: list[int]) -> None:
    with torch.device("meta"):
        names = list(MAKERS[depth]().state_dict())
    assert names == torchvision_names(blocks, 2 if depth < 50 else 3, depth >= 50)


def functional_resnet(state: dict[str, Tensor], x: Tensor, paper_stride: bool = False) -> Tensor:
    """The published forward pass in plain functions, reading nothing but a state dict."""

    def norm(x: Tensor, name: str) -> Tensor:
        keys = ("running_mean", "running_var", "weight", "bias")
        mean, var, gain, bias = (state[f"{name}.{key}"] for key in keys)
        return F.batch_norm(x, mean, var, gain, bias, training=False)

    x = F.relu(norm(F.conv2d(x, state["conv1.weight"], stride=2, padding=3), "bn1"))
    x = F.max_pool2d(x, 3, 2, 1)
    units = sorted(
        {tuple(k.split(".")[:2]) for k in state if k.startswith("layer")},
        key=lambda u: (u[0], int(u[1])),
    )
    for stage, index in units:
        prefix = f"{stage}.{index}"
        stride = 2 if index == "0" and stage != "layer1" else 1
        convs = 3 if f"{prefix}.conv3.weight" in state else 2
        strided = 2 if convs == 3 and not paper_stride else 1
        y = x
        for i in range(1, convs + 1):
            weight = state[f"{prefix}.conv{i}.weight"]
            step = stride if i == strided else 1
            y = norm(
                F.conv2d(y, weight, stride=step, padding=weight.shape[-1] // 2), f"{prefix}.bn{i}"
            )
            y = F.relu(y) if i < convs else y
        if f"{prefix}.downsample.0.weight" in state:
            x = F.conv2d(x, state[f"{prefix}.downsample.0.weight"], stride=stride)
            x = norm(x, f"{prefix}.downsample.1")
        x = F.relu(x + y)
    return F.linear(x.mean(dim=(2, 3)), state["fc.weight"], state["fc.bias"])


@pytest.mark.parametrize("net", ["resnet18", "resnet34", "resnet50", "resnet101"])
@pytest.mark.parametrize("stride_in", ["3x3", "1x1"])
def test_logits_equal_a_functional_forward_pass(net: str, stride_in: str) -> None:
    torch.manual_seed(1)
    model = resnet(net, stride_in=stride_in, num_classes=7).eval()
    for module in model.modules():  # statistics and gains that differ, as after training
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 1)
            module.bias.data.normal_(0, 0.2)
    x = torch.randn(2, 3, 64, 64)
    with torch.no_grad():
        want = functional_resnet(model.state_dict(), x, paper_stride=stride_in == "1x1")
        torch.testing.assert_close(model(x), want, rtol=1e-3, atol=1e-3)


def test_unit_shapes_of_resnet50() -> None:
    # Table 1: a stage's first unit halves the image; conv2_x takes the pool's 64 channels.
    shapes = unit_shapes(resnet50(), (1, 3, 224, 224))
    assert shapes["layer1.0"] == ((1, 64, 56, 56), (1, 256, 56, 56))
    assert shapes["layer2.0"] == ((1, 256, 56, 56), (1, 512, 28, 28))
    assert shapes["layer4.2"] == ((1, 2048, 7, 7), (1, 2048, 7, 7))
    assert len(shapes) == 16


def test_plain_twin_has_the_main_path_and_no_shortcut() -> None:
    plain, residual = resnet50(shortcut="none"), resnet50()
    main_path = {k: v.shape for k, v in residual.state_dict().items() if "downsample" not in k}
    assert {k: v.shape for k, v in plain.state_dict().items()} == main_path
    unit = plain.get_submodule("layer1.1").eval()
    unit.bn3.weight.data.zero_()  # type: ignore[union-attr]
    assert not unit(torch.rand(1, 256, 4, 4)).any()


def test_identity_unit_gives_its_input_when_the_residual_is_zero() -> None:
    unit = Bottleneck(256, 64).eval()
    nn.init.zeros_(unit.bn3.weight)  # type: ignore[arg-type]
    x = torch.rand(2, 256, 5, 5)
    assert torch.equal(unit(x), x)


def test_option_a_subsamples_and_pads() -> None:
    x = torch.arange(2 * 4 * 4.0).reshape(1, 2, 4, 4)
    y = PaddedShortcut(2, 6, 2)(x)
    assert y.shape == (1, 6, 2, 2)
    assert torch.equal(y[:, :2], x[:, :, [0, 2]][:, :, :, [0, 2]])
    assert not y[:, 2:].any()


@pytest.mark.parametrize("block", [BasicBlock, Bottleneck])
@pytest.mark.parametrize("shortcut", ["A", "B", "C", "none"])
def test_every_shortcut_option_runs(
    block: type[BasicBlock] | type[Bottleneck], shortcut: str
) -> None:
    y = block(8, 8, 2, shortcut=shortcut)(torch.randn(2, 8, 9, 9))
    assert y.shape == (2, 8 * {BasicBlock: 1, Bottleneck: 4}[block], 5, 5)
    assert (y >= 0).all()  # the second ReLU comes after the addition (§3.2)


def test_projection_options_project() -> None:
    kinds = {s: type(BasicBlock(8, 8, shortcut=s).downsample) for s in ("A", "B", "C")}
    assert kinds == {"A": nn.Identity, "B": nn.Identity, "C": nn.Sequential}
    assert isinstance(BasicBlock(8, 16, shortcut="B").downsample, nn.Sequential)
    assert isinstance(BasicBlock(8, 8, 2, shortcut="B").downsample, nn.Sequential)


def test_he_initialisation_by_fan_out() -> None:
    torch.manual_seed(0)
    weight = resnet18().get_parameter("layer3.1.conv1.weight").detach()
    # He et al. 2015: variance 2 / fan, here fan-out = 256 · 3 · 3
    assert float(weight.std()) == pytest.approx((2 / (256 * 9)) ** 0.5, rel=0.02)
    # where fan-in and fan-out differ: 128 -> 512 channels, so that the fan-out is 512
    wider = resnet50().get_parameter("layer2.1.conv3.weight").detach()
    assert float(wider.std()) == pytest.approx((2 / 512) ** 0.5, rel=0.02)


def test_leaving_out_the_norm() -> None:
    model = resnet18(norm_layer=nn.Identity)
    assert not [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    assert sum(p.numel() for p in model.parameters()) == 11_689_512 - 2 * 4_800  # 4,800 channels


@pytest.mark.parametrize(
    "shape", [(1, 1, 64, 64), (3, 64, 64), (1, 3, 31, 64), (1, 3, 64, 31), (1, 4, 64, 64)]
)
def test_a_wrong_input_is_named(shape: tuple[int, ...]) -> None:
    with pytest.raises(
        ValueError, match=r"the input has shape .* give .N, 3, H, W. .* at least 32"
    ):
        resnet18()(torch.zeros(shape))


@pytest.mark.parametrize("depth", MAKERS)
def test_every_net_takes_the_options(depth: int) -> None:
    with torch.device("meta"):
        assert MAKERS[depth](num_classes=7).fc.out_features == 7


def test_he_initialisation_where_the_channels_change() -> None:
    torch.manual_seed(0)
    weight = resnet18().get_parameter("layer4.0.conv1.weight").detach()
    assert weight.shape[:2] == (512, 256)
    assert float(weight.std()) == pytest.approx((2 / (512 * 9)) ** 0.5, rel=0.02)  # by fan-out


@pytest.mark.parametrize("block", [BasicBlock, Bottleneck])
@pytest.mark.parametrize("what", ["in_channels", "width", "stride"])
def test_a_wrong_size_of_a_unit_is_named(
    block: type[BasicBlock] | type[Bottleneck], what: str
) -> None:
    sizes = {"in_channels": 8, "width": 8, "stride": 1, what: 0}
    with pytest.raises(ValueError, match=f"^{what} is 0; give an integer of at least 1$"):
        block(**sizes)
