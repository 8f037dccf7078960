"""Each fault of a script that readers run in the page; the real ones where there is no torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from resnet_ref.findings import FINDING_MIME

from ...conftest import ROOT
from ..editing import VERDICTS, swap, told

SCRIPT = f"{VERDICTS}/live/is-right.py"
FAILS, ENDS = "fails where there is no torch:", "ends in:"
# What each script's last line gives, in a Python that has no torch to import.
FOUND = """
import ast, contextlib, json, os, sys
sys.modules["torch"] = None
for path in sys.argv[1:]:
    *lines, last = ast.parse(open(path, encoding="utf-8").read()).body
    scope = {"__name__": "__main__"}
    with contextlib.redirect_stdout(None):
        exec(ast.unparse(lines), scope)
        found = eval(ast.unparse(last), scope)
    print(json.dumps(found.to_json()))
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"is-right"', '"is-wrong"', ENDS),
        ("otherwise={", "numbers={}, as_read={", FAILS),
        ('as_said": net.depth > 1', 'as_said": net.depth < 1', ENDS),
        ('as_meant"', 'as_thought"', ENDS),
        ("as_read", "otherwise", FAILS),
        ('"parameters": parameters', '"parameters": parameters + 1', ENDS),
        ('"parameters": parameters', '"weights": parameters', ENDS),
        (', "ratio": parameters / 3e7', "", "numbers of it, at least ratio:"),
        ("finding(\n", "found = finding(\n", FAILS),
        ('"is-right",', '"is-right"', FAILS),
        (
            "net.depth > 1},\n    n",
            "True},\n    n",
            "'as_meant' is typed, not computed; compute it",
        ),
        ("count, finding", "count, finding, resnet", "ImportError: resnet needs "),
        ("architecture,", "BasicBlock,", "ImportError: BasicBlock needs "),
        ("net = ", "import torch\nnet = ", "import of torch halted"),
    ],
)
def test_each_fault_is_told(base: Path, old: str, new: str, said: str) -> None:
    assert told(base) == []
    swap(base / SCRIPT, old, new)
    assert told(base)[0].startswith(f"{SCRIPT}: ")
    assert said in "\n".join(told(base))


def test_a_script_belongs_to_a_claim_that_cases_decide(base: Path) -> None:
    for name in ("is-rihgt", "twin", "is-open"):
        (base / SCRIPT).rename(base / SCRIPT.replace("is-right", name))
        (problem,) = told(base)
        assert f"live/{name}.py: {name!r} is no claim that a case of this question's" in problem
        (base / SCRIPT.replace("is-right", name)).rename(base / SCRIPT)


def test_without_torch_every_real_script_finds_what_its_notebook_stores() -> None:
    scripts = sorted(ROOT.glob("docs/questions/*/live/*.py"))
    assert len(scripts) >= 25
    run = subprocess.run(
        [sys.executable, "-c", FOUND, *scripts],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(zip(scripts, map(json.loads, run.stdout.splitlines()), strict=True))
    for path, given in found.items():
        notebook = json.loads((path.parents[1] / "evidence.ipynb").read_text(encoding="utf-8"))
        outputs = [o.get("data", {}) for c in notebook["cells"] for o in c.get("outputs", [])]
        stored = {
            data[FINDING_MIME]["claim"]: data[FINDING_MIME]
            for data in outputs
            if FINDING_MIME in data
        }
        wanted = dict(stored[path.stem])
        numbers = wanted.pop("numbers")
        assert given.pop("numbers").items() <= numbers.items(), path
        assert given == wanted, path
