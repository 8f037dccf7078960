"""The one reader of notebooks: cells with their language, their output, their finding."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from resnet_ref.findings import FINDING_MIME, SERIES_MIME, Finding

from ..problems import Faults, Placed
from ..words import LANGUAGES


@dataclass(frozen=True)
class Cell:
    """A cell, as stored."""

    kind: str  # "code" or "markdown"
    source: Placed
    tags: frozenset[str]
    output: str  # the text that it prints
    finding: Finding | None
    stored: Mapping[str, Any]  # the cell's own JSON

    @property
    def language(self) -> str | None:
        """Of a Markdown cell."""
        return next((code for code in LANGUAGES if code in self.tags), None)

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """What a cell of code gave, as stored."""
        return list(self.stored.get("outputs", []))


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
        data = [output.get("data", {}) for cell in self.cells for output in cell.outputs]
        stored = [found[SERIES_MIME] for found in data if SERIES_MIME in found]
        return {found["series"]: found["data"] for found in stored}


@lru_cache(maxsize=4096)  # while the site is served, most files stay as they are
def parse(path: Path, text: str) -> tuple[Notebook | None, Faults]:
    """The text of a file as a notebook, or what is wrong with it."""
    faults: list[tuple[int, str]] = []
    starts = [n for n, s in enumerate(text.splitlines(), 1) if s.lstrip().startswith('"cell_type"')]
    try:
        stored = json.loads(text)
        if len(starts) != len(stored["cells"]):  # not one key a line: no line can be told
            starts = [1] * len(stored["cells"])
        cells = []
        for line, cell in zip(starts, stored["cells"], strict=True):
            tags = frozenset(cell["metadata"].get("tags", []))
            source = Placed("".join(cell["source"]), path, line)
            output, finding = "", None
            for part in cell.get("outputs", []):
                data = part.get("data", {})
                if SERIES_MIME not in data:
                    output += "".join(part.get("text", data.get("text/plain", "")))
                if FINDING_MIME in data:
                    try:
                        finding = Finding.from_json(data[FINDING_MIME])
                    except ValueError as error:
                        faults.append((line, str(error)))
            cells.append(Cell(cell["cell_type"], source, tags, output.rstrip(), finding, cell))
        return Notebook(path, tuple(cells), dict(stored["metadata"])), faults
    except json.JSONDecodeError as error:
        return None, [(error.lineno, f"is not JSON ({error.msg}); restore it or save it again")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, [(None, "is not a notebook; save it again from Jupyter")]
