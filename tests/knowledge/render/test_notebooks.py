"""The copy of a notebook that a reader runs: one language, a title, headings, a set-up cell."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import nbformat
import pytest

import resnet_ref
from knowledge.model import Library
from knowledge.read.library import load
from knowledge.render.notebooks import portable
from knowledge.repository import Repository

from ..editing import MARKS, swap

COMMIT = "0123456789abcdef0123456789abcdef01234567"
KNOWN = Repository(name="owner/name", commit=COMMIT)


def cells(
    library: Library, slug: str, language: str, kind: str, known: Repository = KNOWN
) -> list[str]:
    copy = portable(library.questions[slug], language, known)
    nbformat.validate(nbformat.reads(copy, as_version=nbformat.NO_CONVERT))
    return ["".join(c["source"]) for c in json.loads(copy)["cells"] if c["cell_type"] == kind]


def test_it_holds_one_language_under_its_title_and_headings(library: Library) -> None:
    title, *more = cells(library, "every-verdict", "en", "markdown")
    assert title.startswith("# Does every verdict occur? The evidence\n\nOne code cell decides")
    headings = ("With limits?", "With exceptions?", "Wrong?", "Open?", "By the literature?")
    written = ["Count first, $w^2$.", "## Right?", "How: by `depth`."]
    assert more == [*written, *(f"## {heading}" for heading in headings)]
    title, *more = cells(library, "every-verdict", "zh", "markdown")
    assert title.startswith("# 五种结论都有吗？ 证据\n\n")
    assert more[:3] == ["先数一遍，$w^2$。", "## 成立？", "怎么测：看 `深度`。"]


def test_titles_and_headings_come_whole(base: Path) -> None:
    swap(base / MARKS / "index.en.md", "Do marks come whole?", "Why {x} = {y}?")
    title, *more = cells(load(base), "odd-marks", "en", "markdown")
    assert title.startswith(r'# Are \<b\>, &amp; and "quotes" whole? The evidence')
    assert more[0] == "## Why {x} = {y}?"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_code_and_outputs_are_those_that_were_stored(library: Library, language: str) -> None:
    question = library.questions["every-verdict"]
    copied = json.loads(portable(question, language, KNOWN))["cells"]
    stored = [dict(c.stored or {}) for c in question.notebook.cells if c.kind == "code"]
    code = [{**c, "id": ""} for c in copied if c["cell_type"] == "code"]
    assert code[1:] == [{**c, "id": ""} for c in stored]
    assert len({cell["id"] for cell in copied}) == len(copied)


@pytest.mark.parametrize(
    ("known", "install"),
    [
        (KNOWN, f"https://github.com/owner/name@{COMMIT}"),
        (Repository(git_url="file:///clone", commit=COMMIT), f"file:///clone@{COMMIT}"),
        (Repository(name="owner/name"), ""),
        (Repository(commit=COMMIT), ""),
    ],
)
def test_it_installs_the_package_of_the_commit(
    library: Library, known: Repository, install: str
) -> None:
    setup, *_ = cells(library, "odd-marks", "en", "code", known)
    lines = [line for line in setup.splitlines() if line.startswith("%")]
    wanted = f'%pip install -q "resnet-ref[notebooks] @ git+{install}"'
    assert lines == ([wanted] if install else [])


@pytest.mark.parametrize("known", [Repository(), KNOWN])
@pytest.mark.parametrize(
    ("language", "version", "said"),
    [
        ("en", "0.0.9", "or newer; this is 0.0.9"),
        ("zh", "0.0.10", "现在是 0.0.10"),
        ("en", "99.0.0", ""),
        ("en", resnet_ref.__version__, ""),
    ],
)
def test_an_older_package_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch, known: Repository,
    language: str, version: str, said: str,
) -> None:  # fmt: skip
    found = types.ModuleType("resnet_ref")
    found.__version__ = version  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resnet_ref", found)
    setup, *_ = cells(library, "odd-marks", language, "code", known)
    code = "\n".join(line for line in setup.splitlines() if not line.startswith("%"))
    if not said:
        exec(code, {})
        return
    with pytest.raises(RuntimeError, match=said):
        exec(code, {})
