"""Executes notebooks and stores what they print.

Executing twice gives the same bytes: no timestamps, no machine's traces, ids by position.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from .check.notebooks import executed_from
from .verified import packages


def executed(path: Path) -> str:
    """The notebook at `path`, executed from top to bottom, as the text to store.

    Raises ValueError that names the cell where it fails or writes to stderr.
    """
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises many kinds for a broken file
        raise ValueError(f"{path} is not a notebook that can be read: {error}") from None
    for index, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{index:02}"
        cell.metadata = {k: v for k, v in cell.metadata.items() if k == "tags"}
    where = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        resources=where,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # else it warns of its own port
    )
    try:
        client.execute(env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    except CellExecutionError as error:
        raise ValueError(f"{path} does not run from top to bottom:\n{error}") from None
    for index, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise ValueError(f"{path}, cell {index} writes to stderr: {output.text.strip()}")
            if "metadata" in output:
                output.metadata = {}
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "resnet_qa": {"verified_with": packages(), "executed_from": executed_from(code)},
    }
    notebook.nbformat_minor = 5
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text.rstrip("\n") + "\n"


def store(paths: Iterable[Path]) -> int:
    """Execute and store each notebook; one that fails is left as it was, and 1 is returned."""
    failed = 0
    for path in paths:
        try:
            text = executed(path)
        except ValueError as error:
            print(error, file=sys.stderr)
            failed = 1
            continue
        same = path.read_text(encoding="utf-8") == text
        if not same:
            draft = path.with_suffix(".tmp")
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        print(f"{path}: {'unchanged' if same else 'stored'}")
    return failed
