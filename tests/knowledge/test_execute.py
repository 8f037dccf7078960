"""Executing stores the same bytes each time; what fails is told and left as it was."""

import json

import nbformat

from knowledge.execute import store

CODE = """\
from resnet_ref import finding
print("a < b")
finding("x", as_read={"two": 2 % 2 == 0}, numbers={"n": len("abc")})"""


def notebook(path, *code):
    cells = [nbformat.v4.new_code_cell(source) for source in code]  # with ids by chance
    cells[0].metadata = {"tags": ["zh"], "collapsed": True}
    language = {"name": "python", "version": "3.0.0"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"language_info": language})
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return path


def test_executing_twice_gives_the_same_bytes(tmp_path, capsys):
    path = notebook(tmp_path / "a.ipynb", "import sys", CODE)
    assert store([path]) == 0
    first = path.read_bytes()
    assert store([path]) == 0
    assert capsys.readouterr().out == f"{path}: stored\n{path}: unchanged\n"
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]
    stored = json.loads(first)
    assert [cell["id"] for cell in stored["cells"]] == ["cell-01", "cell-02"]
    assert [cell["metadata"] for cell in stored["cells"]] == [{"tags": ["zh"]}, {}]
    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert set(stored["metadata"]["resnet_qa"]["verified_with"]) == {"torch", "torchinfo"}
    printed, found = stored["cells"][1]["outputs"]
    assert printed["text"] == ["a < b\n"]
    assert found["data"]["application/vnd.resnet-qa.finding+json"]["verdict"] == "right"


def test_what_fails_is_told_and_stays_as_it_was(tmp_path, capsys):
    fails = notebook(tmp_path / "fails.ipynb", "x = 1", "1 / 0")
    warns = notebook(tmp_path / "warns.ipynb", "import sys", "print('care', file=sys.stderr)")
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert store([fails, warns, broken]) == 1
    said = capsys.readouterr().err
    assert f"{fails} does not run from top to bottom:" in said
    assert "ZeroDivisionError" in said
    assert f"{warns}, cell 2 writes to stderr: care" in said
    assert f"{broken} is not a notebook that can be read" in said
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
