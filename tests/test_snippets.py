"""Every snippet runs as it stands and prints what stands beside it in `# >` lines."""

import runpy
from pathlib import Path

import pytest
import torch

import resnet_ref

ROOT = Path(__file__).parent.parent
SNIPPETS = sorted((ROOT / "snippets").glob("*.py"))


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda path: path.stem)
def test_output_is_as_shown(snippet, capsys):
    lines = snippet.read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# > ") for line in lines if line.startswith("# >")]
    assert shown, "a snippet shows what it prints in lines that start with # >"
    runpy.run_path(str(snippet), run_name="__main__")
    assert capsys.readouterr().out.splitlines() == shown


def test_every_snippet_is_quoted_and_every_quoted_snippet_exists():
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    for snippet in SNIPPETS:
        assert f"snippets/{snippet.name}" in text, f"no page quotes {snippet.name}"


def test_the_readme_shows_the_snippet_as_it_is():
    snippet = (ROOT / "snippets/count_resnet50.py").read_text(encoding="utf-8")
    assert snippet in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", ["BasicBlock", "Bottleneck"])
@pytest.mark.parametrize(("inplanes", "planes"), [(32, 32), (32, 8), (32, 16)])
@pytest.mark.parametrize("stride", [1, 2])
def test_the_plain_blocks_are_the_reference(block, inplanes, planes, stride):
    plain = runpy.run_path(str(ROOT / "snippets/plain_blocks.py"))[block](inplanes, planes, stride)
    reference = getattr(resnet_ref, block)(inplanes, planes, stride)
    torch.manual_seed(0)
    for value in reference.state_dict().values():
        if value.is_floating_point():  # a norm at its start would leave its input as it is
            value.uniform_(0.1, 1.0)
    weights = zip(plain.state_dict(), reference.state_dict().values(), strict=True)
    plain.load_state_dict(dict(weights))
    x = torch.randn(2, inplanes, 9, 9)
    for training in (True, False):
        torch.testing.assert_close(plain.train(training)(x), reference.train(training)(x))
    projected = [isinstance(unit.downsample, torch.nn.Sequential) for unit in (plain, reference)]
    assert projected == [inplanes != planes * reference.expansion or stride != 1] * 2
