"""`make mutants`: change what matters, one thing at a time, and expect a check to turn red.

- Stored findings: every number, every case, every verdict of every notebook, changed both in the
  finding and in the text beside it, so that only a comparison with fresh execution can tell.
- Architecture constants: every number of `resnet_ref/architectures.py`.
- Code: operators, comparisons and constants of `resnet_ref` and `knowledge`, through mutmut.

`python -m tests.mutants findings|constants|code`, or all. `--sample N` takes N of each at random.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.execute import executed
from resnet_ref.findings import FINDING_MIME, Finding

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs/questions").glob("*/evidence.ipynb"))


@dataclass
class Mutant:
    """One change: what it is, and whether a check noticed."""

    what: str
    killed: bool


# Stored findings


def finding_mutants(path: Path) -> Iterator[tuple[str, str]]:
    """Every single change of a stored finding: what it is, and the notebook's text with it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell, output in _findings(notebook):
        stored = notebook["cells"][cell]["outputs"][output]["data"][FINDING_MIME]
        claim = stored["claim"]
        for name, number in stored["numbers"].items():
            for changed in {number + 1, number * 2 + 1, -number - 1}:
                numbers = {**stored["numbers"], name: changed}
                made = Finding(claim, stored["cases"], numbers)
                yield f"{claim}: {name} = {changed}", _with(notebook, cell, output, made.to_json())
        for name, holds in stored["cases"].items():
            cases = {**stored["cases"], name: not holds}
            made = Finding(claim, cases, stored["numbers"])
            yield f"{claim}: {name} = {not holds}", _with(notebook, cell, output, made.to_json())
        for verdict in ("holds", "depends", "refuted", "cited"):
            if verdict != stored["verdict"]:
                changed_verdict = {**stored, "verdict": verdict}
                yield f"{claim}: {verdict}", _with(notebook, cell, output, changed_verdict)


def _findings(notebook: dict[str, Any]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i, cell in enumerate(notebook["cells"])
        for j, output in enumerate(cell.get("outputs", []))
        if FINDING_MIME in output.get("data", {})
    ]


def _with(notebook: dict[str, Any], cell: int, output: int, stored: dict[str, Any]) -> str:
    changed = copy.deepcopy(notebook)
    data = changed["cells"][cell]["outputs"][output]["data"]
    data[FINDING_MIME] = stored
    made = Finding(stored["claim"], stored["cases"], stored["numbers"])
    text = str(made).replace(f": {made.verdict}", f": {stored['verdict']}", 1)
    data["text/plain"] = text.splitlines(keepends=True)
    return json.dumps(changed)


def same_outputs(stored: str, fresh: str) -> bool:
    """What nbval compares: every output's data, cell by cell, exactly."""

    def outputs(text: str) -> list[Any]:
        cells = json.loads(text)["cells"]
        tagged = [c for c in cells if "nbval-ignore-output" not in c["metadata"].get("tags", [])]
        return [
            {k: "".join(v) if isinstance(v, list) else v for k, v in o.get("data", {}).items()}
            for c in tagged
            for o in c.get("outputs", [])
        ]

    return outputs(stored) == outputs(fresh)


def mutate_findings(sample: int | None) -> list[Mutant]:
    """Each stored finding, changed, against one fresh execution of its notebook."""
    done = []
    for path in NOTEBOOKS:
        fresh = executed(path)
        assert same_outputs(path.read_text(encoding="utf-8"), fresh), f"{path} is stale"
        for what, text in _some(list(finding_mutants(path)), sample):
            done.append(Mutant(what, not same_outputs(text, fresh)))
    return done


# Architecture constants and code


def constant_mutants(source: str) -> Iterator[tuple[str, str]]:
    """Every number in the module's tables and formulas, changed by one."""
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            line = lines[node.lineno - 1]
            raw = line.encode()
            assert node.end_col_offset is not None
            start = raw[: node.col_offset].decode()
            end = raw[node.end_col_offset :].decode()
            changed = [*lines]
            changed[node.lineno - 1] = f"{start}{node.value + 1}{end}"
            yield f"line {node.lineno}: {node.value} → {node.value + 1}", "".join(changed)


def mutate_constants(sample: int | None) -> list[Mutant]:
    """Each constant of the architectures, changed, against the tests of the package."""
    source = (ROOT / "resnet_ref/architectures.py").read_text(encoding="utf-8")
    mutants = _some(list(constant_mutants(source)), sample)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("resnet_ref", "knowledge", "tests", "docs", "snippets"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "pyproject.toml", project)
        return [
            Mutant(f"architectures.py, {what}", _turns_red(project, text)) for what, text in mutants
        ]


def _turns_red(project: Path, text: str) -> bool:
    path = project / "resnet_ref/architectures.py"
    original = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    quick = ["tests/resnet_ref/test_arithmetic.py", "tests/resnet_ref/test_modules.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *quick]
    try:
        run = subprocess.run(command, cwd=project, capture_output=True, check=False)
        return run.returncode != 0
    finally:
        path.write_text(original, encoding="utf-8")


def mutate_code(sample: int | None) -> list[Mutant]:
    """mutmut on the code that decides verdicts, counts and joins."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        ignored = shutil.ignore_patterns(".venv", "site", ".git", ".*cache", "build", "mutants")
        shutil.copytree(ROOT, project, ignore=ignored)
        chosen = ["--max-children", "2"]
        run = [sys.executable, "-m", "mutmut", "run", *chosen]
        subprocess.run(run, cwd=project, check=False)
        listed = subprocess.run(
            [sys.executable, "-m", "mutmut", "results", "--all", "true"],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        done = []
        for line in listed.splitlines():
            name, _, state = line.strip().rpartition(": ")
            if state in ("killed", "timeout", "survived", "no tests", "suspicious"):
                done.append(Mutant(name, state in ("killed", "timeout")))
        return _some(done, sample)


def _some(items: list[Any], sample: int | None) -> list[Any]:
    if sample is None or sample >= len(items):
        return items
    return random.Random(0).sample(items, sample)


KINDS: dict[str, Callable[[int | None], list[Mutant]]] = {
    "findings": mutate_findings,
    "constants": mutate_constants,
    "code": mutate_code,
}


def main() -> int:
    """Run the kinds that are asked for; 1 if a finding or a constant survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=main.__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="default: all")
    parser.add_argument("--sample", type=int, help="take that many of each kind")
    given = parser.parse_args()
    survived = 0
    for kind in given.kinds or KINDS:
        start = time.perf_counter()
        mutants = KINDS[kind](given.sample)
        killed = sum(m.killed for m in mutants)
        took = time.perf_counter() - start
        print(f"{kind}: {killed} of {len(mutants)} killed, {took:.0f} s", flush=True)
        for mutant in mutants:
            if not mutant.killed:
                print(f"  survived: {mutant.what}")
        survived += (len(mutants) - killed) if kind != "code" else 0
    return int(survived > 0)


if __name__ == "__main__":
    raise SystemExit(main())
