"""Each fault of a script that readers run in the page."""

import pytest

from knowledge.check import scripts

from ..editing import VERDICTS, swap, told

SCRIPT = f"{VERDICTS}/live/is-right.py"
FAILS, DIFFERS = "fails where there is no torch (", "does not find what the notebook does: "


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"is-right"', '"is-wrong"', f"{DIFFERS}it is about 'is-wrong', not 'is-right'"),
        (
            'said": net.depth >',
            'said": net.depth <',
            "as_said in as_read is False here, True in the",
        ),
        ('as_meant"', 'as_thought"', "as_thought in otherwise is True here, missing in the"),
        ("as_read", "otherwise", "read (keyword argument repeated: otherwise)"),
        ("parameters,", "parameters + 1,", "in numbers is 25557033 here, 25557032 in the noteb"),
        (', "ratio": parameters / 3e7', "", "ratio in numbers is missing here, 0."),
        ("finding(\n", "found = finding(\n", "its last line gives None; end it in finding(…)"),
        ("net.depth > 1},\n    n", "True},\n    n", "'as_meant' is typed, not computed; comp"),
        ("count, finding", "count, finding, resnet", f"{FAILS}ImportError: resnet needs "),
        ("net = ", "import torch\nnet = ", f"{FAILS}ModuleNotFoundError: import of torch halted"),
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
