"""What a stored notebook must be, so that executing it again proves what the site shows."""

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
    for cell, told in _faults(notebook):
        problems.add(notebook.path, cell.source.line if cell else None, told)


@lru_cache(maxsize=4096)  # while the site is served, most notebooks stay as they are
def _faults(notebook: Notebook) -> list[tuple[Cell | None, str]]:
    again = f"run: make notebooks SLUG={notebook.path.parent.name}"
    code = [cell for cell in notebook.cells if cell.kind == "code"]
    stored = (notebook.metadata.get("resnet_qa") or {}).get("executed_from")
    if stored != executed_from([cell.source for cell in code]):
        return [(None, f"its code is not what gave the stored outputs; {again}")]
    faults: list[tuple[Cell | None, str]] = []
    if [cell.stored.get("execution_count") for cell in code] != list(range(1, len(code) + 1)):
        faults.append((None, f"was not executed from top to bottom; {again}"))
    if notebook.path.stat().st_size > LARGEST:
        faults.append((None, f"has over {LARGEST} bytes; print less"))
    shown = {_bare(f) for c in code for f in FIGURE.findall(f"{c.source}\n{c.output}")}
    for cell in notebook.cells:
        of_cell = _of_code(cell, again) if cell.kind == "code" else _of_prose(cell, shown)
        if "NBVAL" in cell.source.upper() or cell.tags - {*LANGUAGES, "nbval-ignore-output"}:
            faults.append((cell, "this cell tells nbval not to compare; remove the comment or tag"))
        if machine := _MACHINE.search(f"{cell.source}\n{cell.output}"):
            told = f"holds a path of a machine or a time ({machine[0]}); remove it and {again}"
            faults.append((cell, told))
        faults += ((cell, told) for told in of_cell)
    return faults


def _bare(figure: str) -> str:
    return figure.replace(",", "").replace("_", "")


def _of_prose(cell: Cell, shown: set[str]) -> Iterator[str]:
    if len(cell.tags & set(LANGUAGES)) != 1:
        yield f"give a Markdown cell the tag of its one language: {' or '.join(LANGUAGES)}"
    for _, figure in typed(cell.source):
        if _bare(figure) not in shown:
            yield f"the figure {figure!r} stands in no code or output here; let code give it"


def _of_code(cell: Cell, again: str) -> Iterator[str]:
    if cell.language:
        yield "code is for both languages; remove the tag"
    if any(o["output_type"] == "error" or o.get("name") == "stderr" for o in cell.outputs):
        yield f"this cell failed or wrote to stderr; mend it and {again}"
    findings = [o["data"] for o in cell.outputs if FINDING_MIME in o.get("data", {})]
    if len(findings) > 1:
        yield "this cell holds more than one finding; give each claim a cell"
    if findings and (cell.tags or any("image/" in mime for data in findings for mime in data)):
        yield "nbval compares no image and no tagged cell; let the finding stand alone"
    # a stored table has its names in the alphabet's order, its text in the author's
    printed = ["".join(data.get("text/plain", "")) for data in findings]
    if cell.finding and sorted(printed[0].splitlines()) != sorted(str(cell.finding).splitlines()):
        yield f"the printed text is not what the finding says; {again}"
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        yield f"is not Python that can be read ({error.msg})"
        return
    yield from typed_in_findings(tree)


def typed_in_findings(tree: ast.AST) -> Iterator[str]:
    """What is wrong with the tables that code gives to `finding`."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "finding":
            for table in [*call.args[1:], *(keyword.value for keyword in call.keywords)]:
                yield from _typed(table)


def _typed(table: ast.expr) -> Iterator[str]:
    """Each case and number of a finding that is written down instead of computed."""
    if not isinstance(table, ast.Dict):
        yield "give finding(…) its cases and numbers as tables: {name: value}"
        return
    for key, value in zip(table.keys, table.values, strict=True):
        parts = (ast.Name, ast.Call, ast.Attribute)
        if key is None or not any(isinstance(part, parts) for part in ast.walk(value)):
            yield f"{ast.unparse(key or value)} is typed, not computed; compute it"
