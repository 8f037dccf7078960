"""What is stored in the notebooks was executed, in order, and holds nothing it should not."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from resnet_ref.findings import FINDING_MIME, Finding

ROOT = Path(__file__).parent.parent
NOTEBOOKS = [*sorted((ROOT / "docs").rglob("*.ipynb")), ROOT / "templates/question/evidence.ipynb"]
LARGEST = 200_000  # bytes


def faults(text: str) -> list[str]:
    """Everything about a stored notebook that is not as it should be."""
    notebook = json.loads(text)
    found = []
    if len(text.encode()) > LARGEST:
        found.append(f"larger than {LARGEST} bytes")
    if set(notebook["metadata"]) != {"kernelspec", "language_info", "resnet_qa"}:
        found.append(f"stray metadata: {sorted(notebook['metadata'])}")
    elif notebook["metadata"]["kernelspec"]["name"] != "python3":
        found.append("the kernel is not python3")
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if [cell["execution_count"] for cell in code] != list(range(1, len(code) + 1)):
        found.append("cells were not executed from top to bottom")
    if re.search(r"/(?:home|Users|root|tmp)/|[A-Z]:\\\\", text):
        found.append("a path of a machine")
    if re.search(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", text):
        found.append("a timestamp")
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["id"] != f"cell-{number:02}":
            found.append(f"cell {number} has the id {cell['id']}")
        if set(cell["metadata"]) - {"tags"}:
            found.append(f"cell {number} has stray metadata")
        tags = set(cell["metadata"].get("tags", []))
        if cell["cell_type"] == "markdown" and len(tags & {"zh", "en"}) != 1:
            found.append(f"cell {number} is not tagged with one language")
        source = "".join(cell["source"])
        if "NBVAL" in source.upper() or tags - {"zh", "en", "nbval-ignore-output"}:
            found.append(f"cell {number} tells nbval not to compare")
        if cell["cell_type"] == "code":
            found += [f"cell {number}: {fault}" for fault in _typed(source)]
        found += [f"cell {number}: {fault}" for fault in _output_faults(cell)]
    return found


def _typed(source: str) -> list[str]:
    """Each case and number of a finding that is written down instead of computed."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("finding", "cited"):
            for keyword in call.keywords:
                if not isinstance(keyword.value, ast.Dict):
                    found.append(f"{keyword.arg} is no table of names and values")
                    continue
                for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                    parts = (ast.Name, ast.Call, ast.Attribute)
                    if key is None or not any(isinstance(x, parts) for x in ast.walk(value)):
                        found.append(f"{ast.unparse(key or value)} is typed, not computed")
    return found


def _output_faults(cell: dict[str, Any]) -> list[str]:
    found = []
    findings = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            found.append("failed")
        if output.get("name") == "stderr":
            found.append("wrote to stderr")
        data = output.get("data", {})
        findings += [data[FINDING_MIME]] if FINDING_MIME in data else []
        if findings and any(mime.startswith("image/") for mime in data):
            found.append("an image beside a finding")
        if FINDING_MIME in data:
            shown = "".join(data["text/plain"])
            if shown != str(Finding.from_json(data[FINDING_MIME])).strip() and (
                sorted(shown.splitlines())
                != sorted(str(Finding.from_json(data[FINDING_MIME])).splitlines())
            ):
                found.append("its text does not say what its finding says")
    if len(findings) > 1:
        found.append("more than one finding")
    ignored = "nbval-ignore-output" in cell["metadata"].get("tags", [])
    if findings and ignored:
        found.append("a finding that nbval does not compare")
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_stored_notebooks(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_notebooks_are_verified_with_the_pinned_versions(path: Path) -> None:
    pinned = (line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines())
    versions = {name: version for name, *rest in pinned for version in rest}
    made = json.loads(path.read_text(encoding="utf-8"))["metadata"]["resnet_qa"]["verified_with"]
    assert made == {name: versions[name] for name in ("torch", "torchinfo")}


def test_there_is_a_notebook_for_each_question() -> None:
    folders = {path.parent for path in (ROOT / "docs/questions").glob("*/claims.yml")}
    assert {path.parent for path in NOTEBOOKS[:-1]} == folders
    assert folders


def broken(change: str) -> str:
    """A good notebook with one thing broken."""
    notebook = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    finding = next(c for c in code if any(FINDING_MIME in o.get("data", {}) for o in c["outputs"]))
    output = next(o for o in finding["outputs"] if FINDING_MIME in o.get("data", {}))
    if change == "never executed":
        code[1]["execution_count"], code[1]["outputs"] = None, []
    elif change == "kernel":
        notebook["metadata"]["kernelspec"]["name"] = "conda-env"
    elif change == "metadata":
        notebook["metadata"]["widgets"] = {}
    elif change == "cell metadata":
        code[0]["metadata"]["collapsed"] = True
    elif change == "stderr":
        code[0]["outputs"] = [{"output_type": "stream", "name": "stderr", "text": ["warning"]}]
    elif change == "path":
        code[0]["source"] = ["open('/home/me/x')"]
    elif change == "timestamp":
        code[0]["source"] = ["# 2026-01-02T03:04:05"]
    elif change == "image":
        output["data"]["image/png"] = "AAAA"
    elif change == "text":
        output["data"]["text/plain"] = ["holds"]
    elif change == "two findings":
        finding["outputs"].append(output)
    elif change == "ignored":
        finding["metadata"]["tags"] = ["nbval-ignore-output"]
    elif change == "language":
        next(c for c in notebook["cells"] if c["cell_type"] == "markdown")["metadata"] = {}
    elif change == "size":
        code[0]["source"] = ["#" * LARGEST]
    elif change == "id":
        code[0]["id"] = "abc"
    elif change == "comment":
        finding["source"].insert(0, "# NBVAL_IGNORE_OUTPUT\n")
    elif change == "tag":
        finding["metadata"]["tags"] = ["nbval-skip"]
    elif change == "typed case":
        finding["source"] = ['finding("a", cases={"b": True}, numbers={"c": len("abc")})']
    elif change == "typed number":
        finding["source"] = ['finding("a", cases={"b": f()}, numbers={"c": 25_557_032})']
    elif change == "no table":
        finding["source"] = ['cited("a", numbers=numbers)']
    return json.dumps(notebook)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("never executed", "not executed from top to bottom"),
        ("kernel", "the kernel is not python3"),
        ("metadata", "stray metadata"),
        ("cell metadata", "stray metadata"),
        ("stderr", "wrote to stderr"),
        ("path", "a path of a machine"),
        ("timestamp", "a timestamp"),
        ("image", "an image beside a finding"),
        ("text", "its text does not say"),
        ("two findings", "more than one finding"),
        ("ignored", "nbval does not compare"),
        ("language", "not tagged with one language"),
        ("size", "larger than"),
        ("id", "has the id abc"),
        ("comment", "tells nbval not to compare"),
        ("tag", "tells nbval not to compare"),
        ("typed case", "'b' is typed, not computed"),
        ("typed number", "'c' is typed, not computed"),
        ("no table", "numbers is no table of names and values"),
    ],
)
def test_each_fault_is_seen(change: str, said: str) -> None:
    assert any(said in fault for fault in faults(broken(change)))
