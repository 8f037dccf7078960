"""What a stored notebook must be, so that executing it again proves what the site shows."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from resnet_ref.findings import FINDING_MIME

from ..problems import Problems
from ..read.notebook import Cell, Notebook
from ..words import LANGUAGES
from .figures import FIGURE, typed

LARGEST = 200_000  # bytes
_MACHINE = re.compile(r"/(?:home|Users|root|tmp)/|\b[A-Z]:\\|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def executed_from(code: list[str]) -> str:
    """A fingerprint of the code cells that gave the stored outputs."""
    return hashlib.sha256("\0".join(code).encode()).hexdigest()[:16]


def check_notebook(notebook: Notebook, problems: Problems) -> None:
    """Tell each fault with its line and what to do."""
    slug = notebook.path.parent.name
    again = f"run: make notebooks SLUG={slug}"
    code = [cell for cell in notebook.cells if cell.kind == "code"]
    stored = (notebook.metadata.get("resnet_qa") or {}).get("executed_from")
    if stored != executed_from([cell.source for cell in code]):
        problems.add(notebook.path, None, f"its code is not what gave the stored outputs; {again}")
        return
    if [(c.stored or {}).get("execution_count") for c in code] != list(range(1, len(code) + 1)):
        problems.add(notebook.path, None, f"was not executed from top to bottom; {again}")
    if notebook.path.stat().st_size > LARGEST:
        problems.add(notebook.path, None, f"has over {LARGEST} bytes; print less")
    shown = {_bare(f) for c in code for f in FIGURE.findall(f"{c.source}\n{c.output}")}
    for cell in notebook.cells:
        for fault in _faults(cell, again):
            problems.add(notebook.path, cell.line, fault)
        for _, figure in typed(cell.source) if cell.kind == "markdown" else ():
            if _bare(figure) not in shown:
                told = f"the figure {figure!r} stands in no code or output here; let code give it"
                problems.add(notebook.path, cell.line, told)


def _bare(figure: str) -> str:
    return figure.replace(",", "").replace("_", "")


def _faults(cell: Cell, again: str) -> Iterator[str]:
    stored = dict(cell.stored or {})
    tags = set(stored["metadata"].get("tags", []))
    if len(tags & set(LANGUAGES)) != (cell.kind == "markdown"):
        tag = " or ".join(LANGUAGES)
        yield f"give a Markdown cell the tag of its one language, {tag}, and code none"
    if "NBVAL" in cell.source.upper() or tags - set(LANGUAGES) - {"nbval-ignore-output"}:
        yield "this cell tells nbval not to compare; remove the comment or tag"
    if machine := _MACHINE.search(f"{cell.source}\n{cell.output}"):
        yield f"holds a path of a machine or a time ({machine[0]}); remove it and {again}"
    if cell.kind != "code":
        return
    outputs = stored.get("outputs", [])
    if any(o["output_type"] == "error" or o.get("name") == "stderr" for o in outputs):
        yield f"this cell failed or wrote to stderr; mend it and {again}"
    findings = [o["data"] for o in outputs if FINDING_MIME in o.get("data", {})]
    if len(findings) > 1:
        yield "this cell holds more than one finding; give each claim a cell"
    if findings and (tags or any(mime.startswith("image/") for o in findings for mime in o)):
        yield "nbval compares no image and no tagged cell; let the finding stand alone"
    # a stored table has its names in the alphabet's order, its text in the author's
    if cell.finding and _lines("".join(findings[0].get("text/plain", ""))) != _lines(
        str(cell.finding)
    ):
        yield f"the printed text is not what the finding says; {again}"
    yield from _typed(cell.source)


def _lines(text: str) -> list[str]:
    return sorted(text.splitlines())


@lru_cache(maxsize=2**16)
def _typed(source: str) -> list[str]:
    """Each case and number of a finding that is written down instead of computed."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [f"is not Python that can be read ({error.msg})"]
    told = []
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "finding":
            continue
        tables = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
        for table in tables:
            if not isinstance(table, ast.Dict):
                told.append("give finding(…) its cases and numbers as tables: {name: value}")
                continue
            for key, value in zip(table.keys, table.values, strict=True):
                parts = (ast.Name, ast.Call, ast.Attribute)
                if key is None or not any(isinstance(x, parts) for x in ast.walk(value)):
                    told.append(f"{ast.unparse(key or value)} is typed, not computed; compute it")
    return told
