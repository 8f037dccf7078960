"""The one reader of notebooks: cells with their language, their output, their finding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from resnet_ref.findings import FINDING_MIME, SERIES_MIME, Finding

from ..problems import Problems
from ..words import LANGUAGES


@dataclass(frozen=True)
class Cell:
    """A cell, as stored."""

    line: int  # in the file
    kind: str  # "code" or "markdown"
    source: str
    language: str | None  # of a Markdown cell
    output: str = ""  # the text that it prints
    finding: Finding | None = None
    stored: Mapping[str, Any] | None = None  # the cell's own JSON


@dataclass(frozen=True, eq=False)  # one object for one content of a file
class Notebook:
    """A notebook, as stored."""

    path: Path
    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any]

    @property
    def versions(self) -> dict[str, str]:
        """What its outputs were stored with."""
        return dict(self.metadata.get("resnet_qa", {}).get("verified_with", {}))

    @property
    def series(self) -> dict[str, dict[str, list[tuple[float, float]]]]:
        """Measured curves, by their series' name."""
        outputs = [o for c in self.cells for o in (c.stored or {}).get("outputs", [])]
        stored = [o["data"][SERIES_MIME] for o in outputs if SERIES_MIME in o.get("data", {})]
        return {found["series"]: found["data"] for found in stored}


def read(path: Path, problems: Problems) -> Notebook | None:
    """The notebook at `path`; None if it cannot be read, with the reason added to `problems`."""
    try:
        content = path.read_bytes()
    except OSError:
        problems.add(path, None, "is missing; a question needs a notebook that decides its claims")
        return None
    notebook, told = _parsed(path, content)
    for line, problem in told:
        problems.add(path, line, problem)
    return notebook


@lru_cache(maxsize=4096)  # while the site is served, most files stay as they are
def _parsed(path: Path, content: bytes) -> tuple[Notebook | None, list[tuple[int | None, str]]]:
    try:
        text = content.decode()
        notebook = json.loads(text)
        stored = [
            (c["cell_type"], "".join(c["source"]), c["metadata"].get("tags", []), c)
            for c in notebook["cells"]
        ]
        metadata = dict(notebook["metadata"])
    except json.JSONDecodeError as error:
        return None, [(error.lineno, f"is not JSON ({error.msg}); restore it or save it again")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, [(None, "is not a notebook; save it again from Jupyter")]
    starts = [
        n for n, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith('"cell_type"')
    ]
    if len(starts) != len(stored):  # not one key a line: no line can be told
        starts = [1] * len(stored)
    told: list[tuple[int | None, str]] = []
    cells = []
    for line, (kind, source, tags, cell) in zip(starts, stored, strict=True):
        language = next((code for code in LANGUAGES if code in tags), None)
        finding, output = None, ""
        for part in cell.get("outputs", []):
            data = part.get("data", {})
            if FINDING_MIME in data:
                try:
                    finding = Finding.from_json(data[FINDING_MIME])
                except ValueError as error:
                    told.append((line, str(error)))
            if SERIES_MIME not in data:
                output += "".join(part.get("text", data.get("text/plain", "")))
        cells.append(Cell(line, kind, source, language, output.rstrip(), finding, cell))
    return Notebook(path, tuple(cells), metadata), told
