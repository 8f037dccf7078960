"""`make mutants`: change one thing at a time and expect red. tests/mutants.json keeps the score.

findings   each stored case and number, against a fresh execution
constants  each literal of the tables and defaults of resnet_ref/architectures.py
code       what mutmut changes in the modules that pyproject.toml names
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from knowledge.execute import executed
from resnet_ref.findings import FINDING_MIME, Finding

ROOT = Path(__file__).parent.parent
RECORD, SURVIVORS = ROOT / "tests/mutants.json", ROOT / "build/mutants.txt"
QUICK = ("tests/resnet_ref/test_arithmetic.py", "tests/resnet_ref/test_modules.py")
CHOICES = (("basic", "bottleneck"), ("imagenet", "cifar"), ("3x3", "1x1"), ("A", "B", "C", "none"))
Mutant = tuple[str, str, bool]  # of what, what was changed, whether that was noticed


def findings(_: str) -> Iterator[Mutant]:
    """Text and JSON of a finding are changed alike, so that only the comparison can tell."""
    for path in sorted((ROOT / "docs/questions").glob("*/evidence.ipynb")):
        texts = path.read_text(encoding="utf-8"), executed(path)
        stored, fresh = (nbformat.reads(text, as_version=4).cells for text in texts)
        for index, output, changed, what in changed_findings(stored):
            outputs = copy.deepcopy(stored[index]["outputs"])
            assert same(outputs, fresh[index]["outputs"]), f"{path} is stale: run make notebooks"
            outputs[output]["data"] |= changed._repr_mimebundle_()
            yield "findings", what, not same(outputs, fresh[index]["outputs"])


def changed_findings(cells: list[dict[str, Any]]) -> Iterator[tuple[int, int, Finding, str]]:
    """Each change of one stored finding: its cell, its output, the finding, what was changed."""
    for index, cell in enumerate(cells):
        for output, data in enumerate(o.get("data", {}) for o in cell.get("outputs", [])):
            if FINDING_MIME not in data:
                continue
            stored = Finding.from_json(data[FINDING_MIME])
            claim, tables = stored.claim, [stored.as_read, stored.otherwise, stored.numbers]
            for number, table in enumerate(tables):
                for name, value in table.items():
                    others = [not value] if isinstance(value, bool) else [value + 1, -value - 1]
                    for other in others:
                        changed = [*tables]
                        changed[number] = {**table, name: other}
                        yield index, output, Finding(claim, *changed), f"{claim}: {name} = {other}"


def same(stored: list[Any], fresh: list[Any]) -> bool:
    """Whether a cell gave these outputs, compared as nbval does: all data and text, exactly."""
    one, other = ([(o.get("data"), o.get("text")) for o in outputs] for outputs in (stored, fresh))
    return one == other


def constants(_: str) -> Iterator[Mutant]:
    """Each change against the quick tests of the package."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder, "project"))
        path = project / "resnet_ref/architectures.py"
        for what, text in changed_constants(path.read_text(encoding="utf-8")):
            path.write_text(text, encoding="utf-8")
            command = [sys.executable, "-m", "pytest", "-qx", "-pno:cacheprovider", *QUICK]
            run = subprocess.run(command, cwd=project, capture_output=True, check=False)
            yield "constants", what, run.returncode == 1


def changed_constants(source: str) -> Iterator[tuple[str, str]]:
    """What was changed, and the module with that; mutmut changes what stands in functions."""
    tree = ast.parse(source)
    blocks = (b for n in tree.body for b in (n.body if isinstance(n, ast.ClassDef) else [n]))
    tables = [b for b in blocks if isinstance(b, ast.Assign | ast.AnnAssign)]
    for node in (node for table in tables for node in ast.walk(table)):
        if not isinstance(node, ast.Constant):
            continue
        value: Any = node.value
        choices = next((c for c in CHOICES if value in c), ())
        if not choices and not isinstance(value, int):
            continue
        node.value = choices[choices.index(value) - 1] if choices else value + 1
        yield f"line {node.lineno}: {value!r} → {node.value!r}", ast.unparse(tree)
        node.value = value


def code(only: str) -> Iterator[Mutant]:
    """mutmut's mutants, or those whose names fit `only`."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder, "project"))
        mutmut = [sys.executable, "-m", "mutmut"]
        settings: Any = {"cwd": project, "env": {**os.environ, "OMP_NUM_THREADS": "1"}}
        run = [*mutmut, "run", "--max-children", "2", *([only] if only else [])]
        subprocess.run(run, check=True, **settings)
        listed = subprocess.check_output(
            [*mutmut, "results", "--all", "true"], text=True, **settings
        )
        for line in listed.splitlines():
            name, _, state = line.strip().rpartition(": ")
            if state in ("killed", "timeout", "survived", "no tests", "suspicious", "segfault"):
                noticed, what = state in ("killed", "timeout"), name
                if not noticed:
                    show = [*mutmut, "show", name]
                    what += "\n" + subprocess.check_output(show, text=True, **settings)
                yield name.rpartition(".")[0], what, noticed


def copied(project: Path) -> Path:
    """The files of the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(command, cwd=ROOT, text=True).splitlines():
        if (ROOT / name).is_file():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, project / name)
    return project


KINDS = {"findings": findings, "constants": constants, "code": code}


def main() -> int:
    """Print the score of each module; 1 if one is below its record or has none."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("kinds", nargs="*", help=f"of {', '.join(KINDS)}; all if none is given")
    parser.add_argument("--only", default="", help="of mutmut's names, such as 'knowledge.text*'")
    parser.add_argument("--record", action="store_true", help="write the scores down")
    given = parser.parse_args()
    score: dict[str, dict[str, int]] = {}
    SURVIVORS.parent.mkdir(exist_ok=True)
    with SURVIVORS.open("w", encoding="utf-8") as survivors:
        for kind in given.kinds or KINDS:
            for module, what, noticed in KINDS[kind](given.only):
                of = score.setdefault(module, {"killed": 0, "total": 0})
                of["killed"] += noticed
                of["total"] += 1
                if not noticed:
                    print(f"{module}: {what}", file=survivors, flush=True)
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    below = 0
    for module, of in score.items():
        known = record.get(module, {"killed": 1, "total": 1})
        worse = of["killed"] * known["total"] < known["killed"] * of["total"]
        below += worse
        told = f"below the record, {known['killed']} of {known['total']}" if worse else ""
        print(f"{module:32} {of['killed']:5} of {of['total']:5}  {told}")
    print(f"What nothing noticed stands in {SURVIVORS.relative_to(ROOT)}")
    if given.record:
        scores = json.dumps(dict(sorted({**record, **score}.items())), indent=1)
        RECORD.write_text(f"{scores}\n", encoding="utf-8")
    return int(below > 0 and not given.record)


if __name__ == "__main__":
    raise SystemExit(main())
