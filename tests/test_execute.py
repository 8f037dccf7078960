"""`make notebooks`: twice gives the same bytes; what fails changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from knowledge.execute import executed, main

ROOT = Path(__file__).parent.parent
# The quick ones; `make mutants` executes all of them afresh, and nbval compares every output.
QUICK = [
    ROOT / "docs/questions/basicblock-vs-bottleneck/evidence.ipynb",
    ROOT / "docs/questions/resnet50-size-and-flops/evidence.ipynb",
    ROOT / "templates/question/evidence.ipynb",
]
pytestmark = pytest.mark.filterwarnings("default")


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.parent.name)
def test_executing_again_gives_the_same_bytes(path: Path) -> None:
    assert executed(path) == path.read_text(encoding="utf-8")


def written(path: Path, *sources: str) -> str:
    notebook: Any = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    text: str = nbformat.writes(notebook)
    path.write_text(text, encoding="utf-8")
    return text


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["1 / 0"], "does not run from top to bottom"),
        (["import sys; print('careful', file=sys.stderr)"], "cell 1 writes to stderr: careful"),
    ],
)
def test_a_notebook_that_fails_is_left_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sources: list[str], said: str
) -> None:
    path = tmp_path / "evidence.ipynb"
    before = written(path, *sources)
    assert main([str(path)]) == 1
    assert said in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == before
    assert list(tmp_path.iterdir()) == [path]


def test_ids_and_metadata_are_the_projects_own(tmp_path: Path) -> None:
    path = tmp_path / "evidence.ipynb"
    written(path, "1 + 1", "print('x')")
    assert main([str(path)]) == 0
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert [cell["id"] for cell in notebook["cells"]] == ["cell-01", "cell-02"]
    assert set(notebook["metadata"]) == {"kernelspec", "language_info", "resnet_qa"}
    assert notebook["cells"][0]["outputs"][0]["data"]["text/plain"] == ["2"]


def test_what_is_no_notebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evidence.ipynb"
    path.write_text("{", encoding="utf-8")
    assert main([str(path)]) == 1
    assert "is not a notebook that can be read" in capsys.readouterr().err
