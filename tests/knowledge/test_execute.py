"""Executing stores the same bytes each time; what fails is told and left as it was."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from knowledge.execute import executed, store

CODE = """\
from resnet_ref import finding
print("a < b", {"z": 1}.keys())
finding("x", as_read={"two": 2 % 2 == 0}, numbers={"n": len("abc")})"""


def notebook(path: Path, *code: str) -> Path:
    cells = [nbformat.v4.new_code_cell(source) for source in code]  # with ids by chance
    made = nbformat.v4.new_notebook(
        cells=cells, metadata={"language_info": {"name": "python", "version": "3.0.0"}}
    )
    made.cells[0].metadata = {"tags": ["zh"], "collapsed": True}
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return path


def test_executing_twice_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = notebook(tmp_path / "a.ipynb", "import sys", CODE)
    assert store([path]) == 0
    first = path.read_bytes()
    assert store([path]) == 0
    assert path.read_bytes() == first
    assert capsys.readouterr().out == f"{path}: stored\n{path}: unchanged\n"
    stored = json.loads(first)
    assert [cell["id"] for cell in stored["cells"]] == ["cell-01", "cell-02"]
    assert stored["cells"][0]["metadata"] == {"tags": ["zh"]}
    assert stored["cells"][1]["metadata"] == {}
    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert set(stored["metadata"]["resnet_qa"]["verified_with"]) == {"torch", "torchinfo"}
    printed, found = stored["cells"][1]["outputs"]
    assert printed["text"] == ["a < b dict_keys(['z'])\n"]
    assert found["data"]["application/vnd.resnet-qa.finding+json"]["verdict"] == "right"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_is_told_and_stays_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [
        notebook(tmp_path / "fails.ipynb", "x = 1", "1 / 0"),
        notebook(
            tmp_path / "warns.ipynb", "x = 1", "import sys; print('careful', file=sys.stderr)"
        ),
        tmp_path / "broken.ipynb",
    ]
    paths[2].write_text("{", encoding="utf-8")
    before = [path.read_bytes() for path in paths]
    assert store(paths) == 1
    said = capsys.readouterr().err
    assert f"{paths[0]} does not run from top to bottom:" in said
    assert "ZeroDivisionError" in said
    assert f"{paths[1]}, cell 2 writes to stderr: careful" in said
    assert f"{paths[2]} is not a notebook that can be read" in said
    assert [path.read_bytes() for path in paths] == before
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_stored_notebook_gives_its_own_bytes(library_notebook: Path) -> None:
    assert executed(library_notebook) == library_notebook.read_text(encoding="utf-8")


@pytest.fixture
def library_notebook(base: Path) -> Path:
    return base / "docs/questions/odd-marks/evidence.ipynb"
