"""`python -m resnet_ref` as a person uses it."""

from __future__ import annotations

import pytest

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
