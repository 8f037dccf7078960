"""Each fault of a script that readers run in the page; the real ones where there is no torch."""

import json
import subprocess
import sys

import pytest

from knowledge.check import scripts
from resnet_ref.findings import FINDING_MIME

from ...conftest import ROOT
from ..editing import VERDICTS, swap, told

SCRIPT = f"{VERDICTS}/live/is-right.py"
FAILS, DIFFERS = "fails where there is no torch (", "does not find what the notebook does: "
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
        ('"is-right"', '"is-wrong"', f"{DIFFERS}it is about 'is-wrong', not 'is-right'"),
        (
            'as_said": net.depth > 1',
            'as_said": net.depth < 1',
            f"{DIFFERS}as_said in as_read is False here, True in the notebook",
        ),
        ('as_meant"', 'as_thought"', "as_thought in otherwise is True here, missing in the"),
        ("as_read", "otherwise", "read (keyword argument repeated: otherwise)"),
        (
            '"parameters": parameters',
            '"parameters": parameters + 1',
            "parameters in numbers is 25557033 here, 25557032 in the notebook; mend what is wro",
        ),
        (', "ratio": parameters / 3e7', "", "ratio in numbers is missing here, 0."),
        ("finding(\n", "found = finding(\n", "its last line gives None; end it in finding(…)"),
        (
            "net.depth > 1},\n    n",
            "True},\n    n",
            "'as_meant' is typed, not computed; compute it",
        ),
        ("count, finding", "count, finding, resnet", f"{FAILS}ImportError: resnet needs "),
        ("net = ", "import torch\nnet = ", "'import torch': a page has Python's own library and "),
        ("net = ", "import math, numpy.random\nnet = ", "'import math, numpy.random': a page"),
        ("net = ", "from yaml import load\nnet = ", "'from yaml import load': a page has"),
        ("net = ", "from . import x\nnet = ", "'from . import x': a page has"),
        ("net = ", "1 / 0\nnet = ", "ZeroDivisionError: division by zero); mend it"),
        ("net = ", "raise SystemExit\nnet = ", f"{FAILS}SystemExit"),
        ("net = ", "import time\ntime.sleep(2)\nnet = ", "does not end within 1 s; shorten it"),
        ("net = ", "net == ) ", "is not Python that can be read (unmatched ')')"),
    ],
)
def test_each_fault_is_told(base, monkeypatch, old, new, said):
    assert told(base) == []
    monkeypatch.setattr(scripts, "LONGEST", 1)
    swap(base / SCRIPT, old, new)
    assert told(base)[0].startswith(f"{SCRIPT}:")
    assert said in "\n".join(told(base))


def test_an_empty_script_is_told(base):
    (base / SCRIPT).write_text("", encoding="utf-8")
    assert told(base) == [f"{SCRIPT}: its last line gives None; end it in finding(…)"]


def test_a_script_belongs_to_a_claim_that_cases_decide(base):
    for name in ("is-rihgt", "twin", "is-open"):
        (base / SCRIPT).with_stem(name).write_text("1 / 0\n", encoding="utf-8")
    assert [problem.split(" a case")[0] for problem in told(base)] == [
        f"{VERDICTS}/live/{name}.py: {name!r} is no claim that"
        for name in ("is-open", "is-rihgt", "twin")
    ]


def test_without_torch_every_real_script_finds_what_its_notebook_stores():
    scripts = sorted(ROOT.glob("docs/questions/*/live/*.py"))
    command = [sys.executable, "-c", FOUND, *scripts]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = list(map(json.loads, run.stdout.splitlines()))
    assert len(found) == len(scripts) >= 25
    stored = {}
    for notebook in {path.parents[1] / "evidence.ipynb" for path in scripts}:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            data = [output.get("data", {}) for output in cell.get("outputs", [])]
            stored |= {d[FINDING_MIME]["claim"]: d[FINDING_MIME] for d in data if FINDING_MIME in d}
    for path, given in zip(scripts, found, strict=True):
        wanted = stored[path.stem]
        numbers = {name: wanted["numbers"][name] for name in given["numbers"]}
        assert given == wanted | {"numbers": numbers}
