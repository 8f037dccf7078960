"""A notebook as a page of each language, and as the copy that stands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

import resnet_ref
from knowledge.notebooks import copy_name, portable, to_markdown
from knowledge.source import Source
from knowledge.write import Links
from resnet_ref import Finding, Series
from resnet_ref.findings import FINDING_MIME, SERIES_MIME

COMMIT = "0123456789abcdef0123456789abcdef01234567"
KNOWN = Source(repository="owner/name", commit=COMMIT, date="2026-01-31")
HOLDS = Finding("even", {"by_division": True})
REFUTED = Finding("odd", {"by_division": False})


def markdown(text: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {"tags": [*tags]}, "source": [text]}


def code(text: str, *outputs: dict[str, Any], **metadata: list[str]) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [*outputs]}


def shown(**data: Any) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": data}


def decided(finding: Finding) -> dict[str, Any]:
    return shown(**{"text/plain": [str(finding)], FINDING_MIME: finding.to_json()})


SERIES = Series("norms", {"plain": [(1, 2)]})
CELLS = [
    markdown("# 证据\n\n引言\n", "zh"),
    markdown("# Evidence\n\nForeword\n", "en"),
    code("x = 1\nx", {"text": ["print", "ed\n\n"], "name": "stdout"}, shown(**{"text/plain": "1"})),
    markdown("中文", "zh", "more"),
    markdown("English", "en"),
    markdown("Both", "more"),
    code("only_zh()", tags=["zh"]),
    code(" \n"),
    code("finding(even)", decided(HOLDS)),
    code("finding(odd)", shown(**{"text/plain": " \n"}), decided(REFUTED)),
    code("draw()", shown(**{"text/plain": "norms", SERIES_MIME: SERIES.to_json()})),
    code("quiet()", {"output_type": "display_data", "data": {"image/png": "AAAA"}}),
]


@pytest.fixture
def path(base: Path) -> Path:
    path = base / "docs/questions/two/evidence.ipynb"
    made = {"verified_with": {"torch": "9.8", "torchinfo": "7"}}
    notebook = {"cells": CELLS, "metadata": {"resnet_qa": made}, "nbformat": 4}
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path


def page(path: Path, language: str, source: Source = KNOWN) -> str:
    start = "" if language == "zh" else "en/"
    return to_markdown(path, Links(language, f"{start}questions/two/evidence/"), source)


@pytest.mark.parametrize(
    ("language", "own", "others"),
    [
        ("zh", ["# 证据", "引言", "x = 1", "中文", "Both", "only_zh()", "draw()"], "English"),
        ("en", ["# Evidence", "Foreword", "x = 1", "English", "Both", "draw()"], "中文"),
    ],
)
def test_a_page_holds_its_language_in_the_cells_order(
    path: Path, language: str, own: list[str], others: str
) -> None:
    text = page(path, language)
    assert text.startswith(own[0] + "\n\n<div")  # the bar comes after the title
    at = [text.index(part) for part in own]
    assert at == sorted(at)
    assert others not in text
    assert ("only_zh()" in text) == (language == "zh")
    assert f"</div>\n\n{own[1]}\n\n<div" in text
    assert text.endswith("</div>\n")


@pytest.mark.parametrize(
    ("language", "holds", "refuted"), [("zh", "成立", "不成立"), ("en", "holds", "refuted")]
)
def test_code_outputs_and_verdicts(path: Path, language: str, holds: str, refuted: str) -> None:
    text = page(path, language)
    cell = '<div data-search-exclude markdown="1">\n\n{}\n\n</div>'
    python, output = "~~~~python\n{}\n~~~~", "~~~~text\n{}\n~~~~"
    printed = [python.format("x = 1\nx"), output.format("printed"), output.format("1")]
    assert cell.format("\n\n".join(printed)) in text
    for finding, word in ((HOLDS, holds), (REFUTED, refuted)):
        chip = f'<span class="chip chip--{finding.verdict}">{word}</span>'
        decided = [
            python.format(f"finding({finding.claim})"),
            f'<p class="cell-verdict">{chip}</p>',
            output.format(finding),
        ]
        anchor = f'<div class="cell-anchor" id="{finding.claim}"></div>\n\n'
        assert anchor + cell.format("\n\n".join(decided)) in text
    # what is drawn elsewhere, empty or no text is not shown; an empty cell is no cell
    assert cell.format(python.format("draw()")) in text
    assert cell.format(python.format("quiet()")) in text
    assert text.count("~~~~python") == (6 if language == "zh" else 5)


@pytest.mark.parametrize(
    ("language", "words", "up", "note"),
    [
        (
            "zh",
            ["← 回到问题", "在 Colab 里运行", "下载 notebook", "源文件"],
            "../../../",
            "验证环境：torch 9.8 · torchinfo 7 · 提交 0123456 (2026-01-31)",
        ),
        (
            "en",
            ["← Back to the question", "Run in Colab", "Download the notebook", "Source"],
            "../../../../",
            "Verified with torch 9.8 · torchinfo 7 · commit 0123456 (2026-01-31)",
        ),
    ],
)
def test_the_bar(path: Path, language: str, words: list[str], up: str, note: str) -> None:
    copy = f"notebooks/two.{language}.ipynb"
    targets = [
        "../",
        f"https://colab.research.google.com/github/owner/name/blob/gh-pages/{copy}",
        up + copy,
        f"https://github.com/owner/name/blob/{COMMIT}/docs/questions/two/evidence.ipynb",
    ]
    bar = BeautifulSoup(page(path, language), "html.parser").select("div.notebook-bar")
    assert [("data-search-exclude" in one.attrs) for one in bar] == [True]
    links = bar[0].select(".notebook-bar__links > a")
    assert [link.text for link in links] == words
    assert bar[0].select(".notebook-bar__links")[0].text == "".join(words)
    assert [link["href"] for link in links] == targets
    assert [link.has_attr("download") for link in links] == [False, False, True, False]
    assert [p.text for p in bar[0].select("p.notebook-bar__note")] == [note]


def test_the_bar_of_a_build_that_knows_nothing(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["metadata"]["resnet_qa"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    bar = BeautifulSoup(page(path, "en", Source()), "html.parser").select("div.notebook-bar")[0]
    assert [link.text for link in bar.select("a")] == [
        "← Back to the question",
        "Download the notebook",
    ]


@pytest.mark.parametrize(("language", "told"), [("zh", "重启内核"), ("en", "restart the kernel")])
@pytest.mark.parametrize("known", [KNOWN, Source()])
def test_a_copy_that_stands_alone(path: Path, language: str, told: str, known: Source) -> None:
    text = portable(path, language, known)
    cells = json.loads(text)["cells"]
    own = [
        cell
        for cell in CELLS
        if not {"zh", "en"} - {language} & set(cell["metadata"].get("tags", []))
    ]
    assert [cells[0], *cells[2:]] == own
    setup = "".join(cells[1].pop("source"))
    assert cells[1] == {
        "cell_type": "code",
        "id": "setup",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
    }
    compile(setup.replace("%pip", "#"), "setup", "exec")
    install = f"resnet-ref[notebooks] @ git+https://github.com/owner/name@{COMMIT}"
    assert (f'\n%pip install -q "{install}"\nimport resnet_ref\n' in setup) == (known is KNOWN)
    assert ("%pip" in setup) == (known is KNOWN)
    remedy = f'%pip install -U \\"{install}\\"' if known is KNOWN else "the latest resnet_ref"
    assert told in setup
    assert f'{remedy}"\n' in setup
    assert f'"{resnet_ref.__version__}".split(".")' in setup
    assert "引言" in text or "Foreword" in text


def test_the_same_copy_gives_the_same_bytes(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    first = portable(path, "zh", KNOWN)
    backwards = dict(reversed(notebook.items()))
    path.write_text(json.dumps(backwards), encoding="utf-8")
    assert portable(path, "zh", KNOWN) == first
    assert first.endswith("}\n")
    assert first.count("\n ") > len(CELLS)  # one value a line: what changed can be read


def test_where_a_copy_stands() -> None:
    assert copy_name("two", "en") == "notebooks/two.en.ipynb"
