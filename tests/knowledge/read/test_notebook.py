"""A stored notebook: its cells with their lines, output and finding, or why it cannot be read."""

import json

import pytest

from knowledge.problems import Problems
from knowledge.read.notebook import parse
from resnet_ref.findings import FINDING_MIME, Series, finding

MADE = finding("a-b", {"one": True}, numbers={"n": 3})


def code(source, *outputs):
    return {"cell_type": "code", "metadata": {}, "source": [source], "outputs": list(outputs)}


def result(**data):
    return {"output_type": "execute_result", "metadata": {}, "data": data}


def stored(*cells, **metadata):
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def read(folder, content, indent=1):
    path = folder / "evidence.ipynb"
    path.write_text(json.dumps(content, indent=indent, ensure_ascii=False), encoding="utf-8")
    problems = Problems(folder)
    found = problems.read(path, parse)
    assert found is not None
    return found, list(problems.found)


def test_the_base_s_notebook(library):
    found = library.questions["every-verdict"].notebook
    assert [c.kind for c in found.cells[:3]] == ["markdown", "markdown", "code"]
    assert [c.language for c in found.cells[:5]] == ["zh", "en", None, "zh", "en"]
    lines = found.path.read_text(encoding="utf-8").splitlines()
    assert all('"cell_type"' in lines[cell.source.line - 1] for cell in found.cells)
    claims = " ".join(c.finding.claim for c in found.cells if c.finding)
    assert claims == "is-right is-mostly-right is-mostly-wrong is-wrong is-open by-literature"
    assert found.cells[5].output.splitlines()[:2] == ["a < b", "is-right"]
    assert found.series == {"curve": {"a": [[1, 2.0], [2, 4.0]]}}
    assert found.versions == {"torch": "2.13.0", "torchinfo": "1.8.0"}


def test_a_cell_as_stored(tmp_path):
    bundle = MADE._repr_mimebundle_()
    printed = {"output_type": "stream", "name": "stdout", "text": ["a\n", "b\n"]}
    content = stored(
        code("import a\n\n\"cell_type\": 'x'", printed, result(**bundle)),
        code("draw()", result(**Series("s", {"c": [(1, 2)]})._repr_mimebundle_())),
        code("a < b", result(**{"text/plain": ["x\n", "y\n\n"], "text/html": "<b>"})),
        {"cell_type": "markdown", "metadata": {"tags": ["x", "en"]}, "source": "“a”"},
    )
    found, told = read(tmp_path, content)
    first, second, third, last = found.cells
    assert (first.finding, told) == (MADE, [])
    assert first.output == f"a\nb\n{MADE}"
    assert (second.output, third.output) == ("", "x\ny")
    assert (last.kind, last.language, last.source, last.output) == ("markdown", "en", "“a”", "")
    lines = [cell.source.line for cell in found.cells]
    assert lines == sorted(set(lines))
    assert (found.series, found.versions) == ({"s": {"c": [[1, 2.0]]}}, {})
    on_one_line, _ = read(tmp_path, content, indent=None)
    assert [cell.source.line for cell in on_one_line.cells] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("content", "at", "said"),
    [
        (None, "", "is missing; add it, templates/question holds an example"),
        (b'{\n "cells": [,\n', ":2", "is not JSON (Expecting value); restore it or save it again"),
        (b"", ":1", "is not JSON (Expecting value); restore it or save it again"),
        *(
            (json.dumps(content).encode(), "", "is not a notebook; save it again from Jupyter")
            for content in (
                *({}, [], 3, None, {"cells": 3}, {"cells": [], "metadata": 3}),
                {"cells": [3], "metadata": {}},
                {"cells": [{"cell_type": "code", "source": []}], "metadata": {}},
                {"cells": [{"cell_type": "code", "metadata": {}, "source": 3}], "metadata": {}},
            )
        ),
    ],
)
def test_what_is_no_notebook(content, at, said, tmp_path):
    path = tmp_path / "evidence.ipynb"
    if content is not None:
        path.write_bytes(content)
    problems = Problems(tmp_path)
    assert problems.read(path, parse) is None
    assert list(problems.found) == [f"evidence.ipynb{at}: {said}"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "wrong"}, "a-b: the stored verdict is 'wrong', but its cases give 'right'"),
        ({"claim": "A B"}, "claim is 'A B'; give an id"),
        ({"extra": 1}, "a stored finding holds claim, as_read, otherwise, numbers, verdict"),
    ],
)
def test_a_finding_that_was_changed(change, said, tmp_path):
    cell = code("a", result(**{FINDING_MIME: {**MADE.to_json(), **change}, "text/plain": ""}))
    found, (problem,) = read(tmp_path, stored(cell))
    assert found.cells[0].finding is None
    assert problem.startswith(f"evidence.ipynb:4: {said}")
