"""The copy of a notebook that a reader downloads or opens in Colab: one language, ready to run."""

from __future__ import annotations

import json
from typing import Any

import resnet_ref

from ..model import Question
from ..repository import Repository
from ..words import WORDS
from .pages import arranged


def copy_name(slug: str, language: str) -> str:
    """Where the site keeps the copy."""
    return f"notebooks/{slug}.{language}.ipynb"


def portable(question: Question, language: str, repository: Repository) -> str:
    """The notebook with its title, its headings and a cell that installs what it needs.

    The install line names the commit that was built, so that it cannot rot; where the build does
    not know its repository, the cell only checks the version that the reader has.
    """
    install = repository.install
    setup = SETUP[language].format(
        install=f'%pip install -q "{install}"\n' if install else "",
        version=resnet_ref.__version__,
        remedy=(f'%pip install -U "{install}"' if install else "the latest resnet_ref").replace(
            '"', '\\"'
        ),
    )
    title = f"# {question.title[language].plain} {WORDS['evidence'][language]}"
    cells = [
        _cell("markdown", f"{title}\n\n{WORDS['about_evidence'][language]}"),
        _cell("code", setup, execution_count=None, outputs=[]),
    ]
    for heading, cell in arranged(question, language):
        cells.append(
            _cell("markdown", heading.split(" {")[0]) if heading else dict(cell.stored or {})
        )
    for index, stored in enumerate(cells, start=1):
        stored["id"] = f"cell-{index:02}"
    notebook = {
        "cells": cells,
        "metadata": question.notebook.metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(kind: str, source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **more}


SETUP = {
    "zh": """\
# 准备：安装验证时的那一版 resnet_ref，并检查版本。
{install}import resnet_ref

if tuple(map(int, resnet_ref.__version__.split("."))) < tuple(map(int, "{version}".split("."))):
    raise RuntimeError(
        f"这个 notebook 需要 resnet_ref {version} 或更高版本，现在是 {{resnet_ref.__version__}}。"
        "请安装后重启内核：{remedy}"
    )
""",
    "en": """\
# Setup: installs resnet_ref as it was when this notebook was verified, and checks its version.
{install}import resnet_ref

if tuple(map(int, resnet_ref.__version__.split("."))) < tuple(map(int, "{version}".split("."))):
    raise RuntimeError(
        f"This notebook needs resnet_ref {version} or newer; this is {{resnet_ref.__version__}}. "
        "Install it and restart the kernel: {remedy}"
    )
""",
}
