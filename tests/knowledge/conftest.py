"""A small knowledge base that is complete, to be broken one way at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resnet_ref import Finding
from resnet_ref.findings import FINDING_MIME

CLAIMS = """\
order: 1
title: {zh: 问题, en: Question}
short: {zh: 短, en: Short}
answer: {zh: '答案 {{ n("even.twice") }}', en: 'Answer {{ n("even.twice") }}'}
claims:
  - id: even
    says: {zh: 二是偶数, en: Two is even}
    cases:
      by_division: {zh: 整除, en: by division}
      by_magic: {zh: 魔法, en: by magic}
    numbers:
      twice: {zh: 两倍, en: twice}
    literature:
      stance: supports
      sources:
        - ref: euclid1956elements
          at: Book VII
          note: {zh: 定义, en: A definition}
          figures:
            book: {value: 7, zh: 卷, en: book}
    answer: {zh: '是，两倍是 {{ n("even.twice") }}', en: 'It is; twice is {{ n("even.twice") }}'}
    read_as: [by_division]
"""
PAGE = """\
# {{ title() }}

{{ answer() }}

{{ glance() }}

## Even { #even }

{{ claim("even") }}

Twice is {{ n("even.twice") }}, book {{ lit("even.book") }}, size {{ given(224) }}.

{{ evidence("even") }}

## Cite { #cite }

{{ bibtex() }}
"""
REFERENCES = """\
euclid1956elements:
  {authors: Euclid, title: Elements, year: 1956, venue: Dover, url: "https://doi.org/10.1000/1"}
"""


def notebook(*findings: Finding) -> dict[str, Any]:
    """A notebook with one executed code cell a finding."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{index:02}",
            "metadata": {},
            "execution_count": index,
            "source": ["finding(...)"],
            "outputs": [
                {
                    "output_type": "execute_result",
                    "execution_count": index,
                    "metadata": {},
                    "data": {"text/plain": [str(f)], FINDING_MIME: f.to_json()},
                }
            ],
        }
        for index, f in enumerate(findings, start=1)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


EVEN = Finding("even", {"by_division": True, "by_magic": False}, {"twice": 4})


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The root of a complete knowledge base with one question, one claim."""
    folder = tmp_path / "docs/questions/two"
    folder.mkdir(parents=True)
    (tmp_path / "docs/references.yml").write_text(REFERENCES, encoding="utf-8")
    (folder / "claims.yml").write_text(CLAIMS, encoding="utf-8")
    store(folder, EVEN)
    for code in ("zh", "en"):
        (folder / f"index.{code}.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def store(folder: Path, *findings: Finding) -> None:
    """Write the folder's notebook."""
    text = json.dumps(notebook(*findings), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "evidence.ipynb").write_text(text, encoding="utf-8")
