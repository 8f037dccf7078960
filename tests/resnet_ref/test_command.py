"""`python -m resnet_ref` as a person uses it."""

from __future__ import annotations

import pytest

import resnet_ref
from resnet_ref.__main__ import main


def test_the_table_of_stages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resnet50"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {line.split()[0]: line.split() for line in lines if not line.startswith("-")}
    assert list(rows) == [
        "part",
        "conv1",
        "bn1",
        "maxpool",
        "layer1",
        "layer2",
        "layer3",
        "layer4",
        "avgpool",
        "fc",
        "resnet50",
    ]
    # The table of torchvision's documentation and the paper's Table 1
    assert rows["resnet50"][1:4] == ["1000×1×1", "25,557,032", "4,089,184,256"]
    assert rows["layer4"][1] == "2048×7×7"
    assert len({len(line) for line in lines}) == 1  # the columns line up


def test_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resnet50", "--stride-in", "1x1", "--image-size", "448"]) == 0
    out = capsys.readouterr().out
    assert "64×224×224" in out
    # four times the positions: 4 · (3,857,973,248 − 2,048,000) + 2,048,000
    assert "15,425,748,992" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["resnet19"], "'resnet19'"), (["resnet50", "--image-size", "8"], "image_size is 8")],
)
def test_bad_input_is_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_the_rows_of_resnet18_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resnet18"]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = "part      output (C, H, W)  parameters           MACs  activations"
    rule = "-" * len(heads)
    assert [lines[0], lines[1], lines[-2]] == [heads, rule, rule]
    # 7·7·3·64 weights on 112×112 positions; a norm has 2·64; the pool has nothing;
    # the linear layer has 512·1000 weights and 1000 biases.
    rows = [line.split() for line in lines]
    assert rows[2] == ["conv1", "64×112×112", "9,408", "118,013,952", "802,816"]
    assert rows[3] == ["bn1", "64×112×112", "128", "0", "802,816"]
    assert rows[4] == ["maxpool", "64×56×56", "0", "0", "0"]
    assert rows[-3] == ["fc", "1000×1×1", "513,000", "512,000", "1,000"]
    assert lines[2].startswith("conv1     64×112×112        ")
    assert lines[2].endswith("118,013,952      802,816")


def test_help_names_the_nets_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "usage: python -m resnet_ref [-h]" in said
    assert " net Parameters, MACs and activations of a ResNet, stage by stage. pos" in said
    assert "net resnet18, resnet34, resnet50, resnet101, resnet152" in said
    assert "--image-size IMAGE_SIZE pixels a side (default 224)" in said
    assert "--stride-in STRIDE_IN 3x3 or 1x1" in said
    assert "--shortcut SHORTCUT A, B, C, none" in said


def test_a_shortcut_option(capsys: pytest.CaptureFixture[str]) -> None:
    # Option C: thirteen projections more than B in ResNet-34 (§4.1)
    totals = {}
    for option in ("B", "C"):
        assert main(["resnet34", "--shortcut", option]) == 0
        totals[option] = capsys.readouterr().out.splitlines()[-1].split()[2]
    b, c = (int(total.replace(",", "")) for total in totals.values())
    assert b == 21_797_672
    # 3 of 64, 3 of 128, 5 of 256 and 2 of 512 channels, each with its norm
    assert c - b == sum(n * (w * w + 2 * w) for n, w in ((3, 64), (3, 128), (5, 256), (2, 512)))


def test_the_public_names_and_no_others() -> None:
    for name in resnet_ref.__all__:
        assert getattr(resnet_ref, name).__name__ if name != "ARCHITECTURES" else True
    with pytest.raises(AttributeError, match="module 'resnet_ref' has no attribute 'resnet19'"):
        _ = resnet_ref.resnet19
