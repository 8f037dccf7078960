"""`make mutants`: change what matters, one thing at a time, and expect a check to turn red.

- Stored findings: every number, every case, every verdict of every notebook, changed both in the
  finding and in the text beside it, so that only a comparison with fresh execution can tell.
- Architecture constants: every number, choice and boolean of `resnet_ref/architectures.py`.
- Code: operators, calls and literals of `resnet_ref` and `knowledge`, through mutmut. What survives
  has its reason in tests/survivors.txt; with others, the score must reach the goal.

`python -m tests.mutants findings|constants|code`, or all. `--sample N` takes N of each at random,
`--only 'knowledge.load*'` the code mutants of that name.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from knowledge.execute import executed
from resnet_ref.findings import FINDING_MIME, Finding

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs/questions").glob("*/evidence.ipynb"))


GOAL = 0.95  # of the code mutants
SURVIVORS = ROOT / "tests/survivors.txt"


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


# Architecture constants

CHOICES = (("basic", "bottleneck"), ("imagenet", "cifar"), ("3x3", "1x1"), ("A", "B", "C", "none"))


def constant_mutants(source: str) -> Iterator[tuple[str, str]]:
    """Every literal of the module's tables and formulas: another number, choice or boolean."""
    lines = source.splitlines(keepends=True)
    tree = ast.parse(source)
    # strict= only says to readers what __post_init__ has checked
    given = [n.value for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg == "strict"]
    for node in ast.walk(tree):
        if node in given:
            continue
        if isinstance(node, ast.Constant) and (other := _other(node.value)) is not None:
            line = lines[node.lineno - 1]
            raw = line.encode()
            assert node.end_col_offset is not None
            start = raw[: node.col_offset].decode()
            end = raw[node.end_col_offset :].decode()
            changed = [*lines]
            changed[node.lineno - 1] = f"{start}{other!r}{end}"
            yield f"line {node.lineno}: {node.value!r} → {other!r}", "".join(changed)


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    for choices in CHOICES:
        if value in choices:
            return choices[choices.index(value) - 1]  # type: ignore[arg-type]
    return None


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


# Code

ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",  # torch's threads do not outlive a fork: with one it starts none
    "PYTHONWARNDEFAULTENCODING": "1",  # which the tests turn into errors; mutmut's own are left out
    "PYTHONWARNINGS": "ignore::EncodingWarning",
}


def mutate_code(sample: int | None, only: str | None = None) -> list[Mutant]:
    """mutmut on the package and the site's side."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        ignored = shutil.ignore_patterns(".venv", "site", ".git", ".*cache", "build", "mutants")
        shutil.copytree(ROOT, project, ignore=ignored)

        def mutmut(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
            environment = {**os.environ, **ENVIRONMENT}
            command = [sys.executable, "-m", "mutmut", *arguments]
            return subprocess.run(
                command, cwd=project, env=environment, text=True, check=False, **options
            )

        if mutmut("run", "--max-children", "2", *([only] if only else [])).returncode:
            raise SystemExit("code: nothing is mutated before the unchanged code passes, see above")
        listed = mutmut("results", "--all", "true", capture_output=True).stdout
        done = []
        for line in listed.splitlines():
            name, _, state = line.strip().rpartition(": ")
            if state in ("killed", "timeout"):
                done.append(Mutant(name, True))
            elif state in ("survived", "no tests", "suspicious"):
                done.append(Mutant(described(project / "mutants", name), False))
        return _some(done, sample)


def described(mutated: Path, name: str) -> str:
    """The function of mutmut's mutant and the smallest call or statement that differs."""
    module, _, function = name.rpartition(".")
    path = mutated / module.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    mangled, _, _ = function.rpartition("__mutmut_")
    functions = _functions(path)
    before, after = copy.copy(functions[f"{mangled}__mutmut_orig"]), functions[function]
    before.name = after.name
    own = mangled.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return f"{module}.{own}: {_difference(before, after)}"


@cache
def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    """The functions and methods of a module by name; mutated modules are long."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    inside = [node for each in body if isinstance(each, ast.ClassDef) for node in each.body]
    return {node.name: node for node in (*body, *inside) if isinstance(node, ast.FunctionDef)}


LEAVES = (ast.Constant, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)  # no word by themselves


def _difference(before: ast.AST, after: ast.AST) -> str:
    """The two smallest statements, calls or expressions that differ, each on one line."""
    pairs = list(zip_longest(*map(ast.iter_child_nodes, (before, after))))
    unlike = [(one, other) for one, other in pairs if _dump(one) != _dump(other)]
    if type(before) is type(after) and len(unlike) == 1 and None not in unlike[0]:
        one, other = unlike[0]
        holds = any(isinstance(inner, ast.stmt | ast.Call) for inner in ast.walk(one))
        own = isinstance(before, ast.stmt | ast.Call) and not hasattr(before, "body")
        if (holds or not own) and not isinstance(one, LEAVES):
            return _difference(one, other)
    return " → ".join(" ".join(ast.unparse(node).split()) for node in (before, after))


def _dump(node: ast.AST | None) -> str:
    return ast.dump(node) if node else ""


def explained(text: str) -> list[tuple[str, str, re.Pattern[str]]]:
    """The entries of survivors.txt: its reason, the entry, what it matches.

    A reason stands at the start of a line; the mutants that it explains are indented below it,
    with … for any text and № for any number.
    """
    entries, reason = [], ""
    for line in text.splitlines():
        if line.startswith(" "):
            fits = re.escape(line.strip()).replace("…", ".*").replace("№", r"\d+(?:\.\d+)?")
            entries.append((reason, line.strip(), re.compile(fits)))
        elif not line.startswith("#") and line:
            reason = line
    return entries


def judge(mutants: list[Mutant], text: str, whole: bool = True) -> bool:
    """Print every survivor with its reason, and what is out of date. False below the goal."""
    entries = explained(text)
    used = set()
    without = 0
    for mutant in (m for m in mutants if not m.killed):
        reasons = [
            (reason, entry) for reason, entry, fits in entries if fits.fullmatch(mutant.what)
        ]
        used |= {entry for _, entry in reasons}
        without += not reasons
        said = f"explained ({reasons[0][0]})" if reasons else "survived"
        print(f"  {said}: {mutant.what}")
    for _, entry, _ in entries if whole else []:
        if entry not in used:
            print(f"  stale, remove it from {SURVIVORS.name}: {entry}")
    killed = sum(m.killed for m in mutants)
    print(f"  {killed / max(len(mutants), 1):.1%} killed, {without} survivors without a reason")
    return not without or killed >= GOAL * len(mutants)


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
    """Run the kinds that are asked for; 1 if a finding or a constant survives, or too much code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=main.__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="default: all")
    parser.add_argument("--sample", type=int, help="take that many of each kind")
    parser.add_argument("--only", help="of the code, the mutants whose name fits")
    given = parser.parse_args()
    good = True
    for kind in given.kinds or KINDS:
        start = time.perf_counter()
        if kind == "code":
            mutants = mutate_code(given.sample, given.only)
        else:
            mutants = KINDS[kind](given.sample)
        killed = sum(m.killed for m in mutants)
        took = time.perf_counter() - start
        print(f"{kind}: {killed} of {len(mutants)} killed, {took:.0f} s", flush=True)
        if kind == "code":
            whole = not (given.sample or given.only)
            good &= judge(mutants, SURVIVORS.read_text(encoding="utf-8"), whole)
            continue
        for mutant in mutants:
            if not mutant.killed:
                print(f"  survived: {mutant.what}")
        good &= killed == len(mutants)
    return int(not good)


if __name__ == "__main__":
    raise SystemExit(main())
