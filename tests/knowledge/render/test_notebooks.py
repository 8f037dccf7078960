"""The copy of a notebook that a reader runs: one language, a title, headings, a set-up cell."""

from __future__ import annotations

import json
import sys
import types
from typing import Any

import nbformat
import pytest

import resnet_ref
from knowledge.model import Library
from knowledge.render.notebooks import portable
from knowledge.repository import Repository

COMMIT = "0123456789abcdef0123456789abcdef01234567"
KNOWN = Repository(name="owner/name", commit=COMMIT)
LANGUAGES = ["zh", "en"]


def cells(library: Library, slug: str, language: str, known: Repository) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(portable(library.questions[slug], language, known))[
        "cells"
    ]
    return found


def sources(library: Library, slug: str, language: str, kind: str) -> list[str]:
    found = cells(library, slug, language, KNOWN)
    return ["".join(c["source"]) for c in found if c["cell_type"] == kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["every-verdict", "odd-marks"])
def test_it_is_a_valid_notebook(library: Library, slug: str, language: str) -> None:
    text = portable(library.questions[slug], language, KNOWN)
    nbformat.validate(nbformat.reads(text, as_version=nbformat.NO_CONVERT))
    ids = [cell["id"] for cell in json.loads(text)["cells"]]
    assert len(set(ids)) == len(ids)


def test_it_holds_one_language_under_its_title_and_headings(library: Library) -> None:
    title, *more = sources(library, "every-verdict", "en", "markdown")
    assert title.startswith("# Does every verdict occur? The evidence\n\nOne code cell decides")
    assert more == [
        "Count first, $w^2$.",
        "## Right?",
        "How: by `depth`.",
        "## With limits?",
        "## With exceptions?",
        "## Wrong?",
        "## Open?",
        "## By the literature?",
    ]
    chinese = sources(library, "every-verdict", "zh", "markdown")
    assert chinese[0].startswith("# 五种结论都有吗？ 证据\n\n")
    assert chinese[1:4] == ["先数一遍，$w^2$。", "## 成立？", "怎么测：看 `深度`。"]


def test_the_titles_marks_come_whole(library: Library) -> None:
    title = sources(library, "odd-marks", "en", "markdown")[0].splitlines()[0]
    assert title == r'# Are \<b\>, \& and "quotes" whole? The evidence'


def test_a_heading_may_hold_a_brace(library: Library) -> None:
    question = library.questions["odd-marks"]
    object_ = type(question)(
        **{**vars(question), "pages": {"en": [section(question.pages["en"][1], "Why {x} = {y}?")]}}
    )
    copy = json.loads(portable(object_, "en", KNOWN))
    assert ["## Why {x} = {y}?"] in [cell["source"] for cell in copy["cells"]]


def section(of: Any, heading: str) -> Any:
    return type(of)(of.anchor, heading, of.body, of.line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_and_outputs_are_those_that_were_stored(library: Library, language: str) -> None:
    question = library.questions["every-verdict"]
    _, *copied = [
        c for c in cells(library, question.slug, language, KNOWN) if c["cell_type"] == "code"
    ]
    stored = [dict(c.stored or {}) for c in question.notebook.cells if c.kind == "code"]
    assert [{**c, "id": ""} for c in copied] == [{**c, "id": ""} for c in stored]


@pytest.mark.parametrize(
    ("known", "install"),
    [
        (KNOWN, f"https://github.com/owner/name@{COMMIT}"),
        (Repository(git_url="file:///clone", commit=COMMIT), f"file:///clone@{COMMIT}"),
    ],
)
def test_it_installs_the_package_of_the_commit(
    library: Library, known: Repository, install: str
) -> None:
    setup = "".join(cells(library, "odd-marks", "en", known)[1]["source"])
    assert f'\n%pip install -q "resnet-ref[notebooks] @ git+{install}"\nimport' in setup


@pytest.mark.parametrize("known", [Repository(), Repository(name="owner/name"), Repository(commit=COMMIT)])  # fmt: skip
def test_where_the_repository_is_unknown_it_installs_nothing(
    library: Library, known: Repository
) -> None:
    setup = "".join(cells(library, "odd-marks", "en", known)[1]["source"])
    assert "%pip" not in setup
    names: dict[str, object] = {}
    exec(setup, names)
    assert names["resnet_ref"] is resnet_ref


@pytest.mark.parametrize(
    ("language", "version", "said"),
    [("en", "0.0.9", "or newer; this is 0.0.9"), ("zh", "0.0.10", "现在是 0.0.10")],
)
def test_an_older_package_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch, language: str, version: str, said: str
) -> None:
    older = types.ModuleType("resnet_ref")
    older.__version__ = version  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resnet_ref", older)
    for known in (Repository(), KNOWN):
        setup = "".join(cells(library, "odd-marks", language, known)[1]["source"])
        code = "".join(line for line in setup.splitlines(keepends=True) if line[0] != "%")
        with pytest.raises(RuntimeError, match=said):
            exec(code, {})
