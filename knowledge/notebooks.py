"""Turns a notebook into the Markdown of a page in one language.

mkdocs-jupyter finds the notebooks and makes them pages. Its HTML is left aside: as Markdown, a
notebook goes through the same extensions, anchors, links and search as every other page, and
weighs a few kilobytes instead of hundreds.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from resnet_ref.findings import FINDING_MIME, SERIES_MIME

from .model import LANGUAGES
from .words import VERDICTS

FENCE = "~~~~"


def to_markdown(path: Path, language: str) -> str:
    """The notebook at `path` as Markdown: cells of the other language left out."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    parts = []
    for cell in notebook["cells"]:
        tags = set(cell["metadata"].get("tags", []))
        source = "".join(cell["source"])
        if tags & set(LANGUAGES) and language not in tags:
            continue
        if cell["cell_type"] == "markdown":
            parts.append(source)
        elif cell["cell_type"] == "code" and source.strip():
            parts.append(_code(source, cell["outputs"], language))
    return "\n\n".join(parts) + "\n"


def _code(source: str, outputs: list[Any], language: str) -> str:
    parts = [f"{FENCE}python\n{source}\n{FENCE}"]
    anchor = ""
    for output in outputs:
        data = output.get("data", {})
        text = "".join(output.get("text", data.get("text/plain", "")))
        if FINDING_MIME in data:
            finding = data[FINDING_MIME]
            word = VERDICTS[finding["verdict"]][language]
            anchor = f'<div class="cell-anchor" id="{escape(finding["claim"])}"></div>'
            chip = f'<span class="chip chip--{finding["verdict"]}">{word}</span>'
            parts.append(f'<p class="cell-verdict">{chip}</p>\n\n{FENCE}text\n{text}\n{FENCE}')
        elif SERIES_MIME not in data and text.strip():
            parts.append(f"{FENCE}text\n{text.rstrip()}\n{FENCE}")
    return "\n\n".join([anchor, *parts] if anchor else parts)
