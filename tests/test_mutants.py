"""A sample of `make mutants` in every run: changed findings and constants are noticed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from resnet_ref.findings import FINDING_MIME, Finding

from .mutants import (
    NOTEBOOKS,
    SURVIVORS,
    Mutant,
    _some,
    constant_mutants,
    described,
    explained,
    finding_mutants,
    judge,
    mutate_constants,
)
from .test_notebooks import faults

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_a_finding_changed_without_its_text_is_noticed(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = [
        output
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if FINDING_MIME in output.get("data", {})
    ]
    for output in outputs:
        stored = output["data"][FINDING_MIME]
        for name in stored["numbers"]:
            numbers = {**stored["numbers"], name: stored["numbers"][name] + 1}
            output["data"][FINDING_MIME] = Finding(
                stored["claim"], stored["cases"], numbers
            ).to_json()
            assert any("does not say" in fault for fault in faults(json.dumps(notebook)))
            output["data"][FINDING_MIME] = stored


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_every_stored_finding_is_mutated(path: Path) -> None:
    stored = path.read_text(encoding="utf-8")
    mutants = list(finding_mutants(path))
    assert len(mutants) >= 4 * stored.count(FINDING_MIME)
    for _, text in random.Random(0).sample(mutants, 5):
        assert text != stored


def test_a_sample_of_the_architectures_constants_turns_red() -> None:
    source = (ROOT / "resnet_ref/architectures.py").read_text(encoding="utf-8")
    assert len(list(constant_mutants(source))) > 60
    assert all(mutant.killed for mutant in mutate_constants(2))


def test_literals_of_every_kind_are_changed() -> None:
    source = 'A = ("B", 3, "other", True)\n'
    assert [text for _, text in constant_mutants(source)] == [
        'A = ("A", 3, "other", True)\n'.replace('"A"', "'A'"),
        'A = ("B", 4, "other", True)\n',
        'A = ("B", 3, "other", False)\n',
    ]


MUTATED = """\
class Box:
    def xǁBoxǁput__mutmut_orig(self, what, kind='new'):
        if what:
            self.add(what, join(kind, 'a'), 1)
        return what + 1

    def xǁBoxǁput__mutmut_1(self, what, kind='XXnewXX'):
        if what:
            self.add(what, join(kind, 'a'), 1)
        return what + 1

    def xǁBoxǁput__mutmut_2(self, what, kind='new'):
        if not what:
            self.add(what, join(kind, 'a'), 1)
        return what + 1

    def xǁBoxǁput__mutmut_3(self, what, kind='new'):
        if what:
            self.add(what, join(kind, 'b'), 1)
        return what + 1

    def xǁBoxǁput__mutmut_4(self, what, kind='new'):
        if what:
            self.add(what, 1)
        return what + 1

    def xǁBoxǁput__mutmut_5(self, what, kind='new'):
        if what:
            self.add(what, join(kind, 'a'), 1)
        return what - 1
"""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "self, what, kind='new' → self, what, kind='XXnewXX'"),
        (2, "what → not what"),
        (3, "join(kind, 'a') → join(kind, 'b')"),
        (4, "self.add(what, join(kind, 'a'), 1) → self.add(what, 1)"),
        (5, "return what + 1 → return what - 1"),
    ],
)
def test_a_survivor_is_told_by_what_differs(tmp_path: Path, number: int, said: str) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge/boxes.py").write_text(MUTATED, encoding="utf-8")
    name = f"knowledge.boxes.xǁBoxǁput__mutmut_{number}"
    assert described(tmp_path, name) == f"knowledge.boxes.Box.put: {said}"


REASONS = """\
# a comment
Same behaviour.
    …: f(…, check=False) → f(…)
    m.g: № → №

Never seen.
    m.h: …
"""


def test_what_survives_needs_a_reason_or_a_good_score(capsys: pytest.CaptureFixture[str]) -> None:
    survivors = [Mutant("m.f: f(a, check=False) → f(a)", False), Mutant("m.g: 1 → 2.5", False)]
    assert judge(survivors, REASONS)
    assert capsys.readouterr().out.splitlines() == [
        "  explained (Same behaviour.): m.f: f(a, check=False) → f(a)",
        "  explained (Same behaviour.): m.g: 1 → 2.5",
        "  stale, remove it from survivors.txt: m.h: …",
        "  0.0% killed, 0 survivors without a reason",
    ]
    other, killed = Mutant("m.g: 1 → n", False), Mutant("m.k", True)
    assert not judge([other, *[killed] * 18], REASONS, whole=False)
    assert judge([other, *[killed] * 19], REASONS, whole=False)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "  survived: m.g: 1 → n",
        "  95.0% killed, 1 survivors without a reason",
    ]


def test_every_reason_is_given() -> None:
    entries = explained(SURVIVORS.read_text(encoding="utf-8"))
    assert all(reason and " → " in entry for reason, entry, _ in entries)


def test_a_sample_is_a_sample() -> None:
    assert _some([1, 2, 3], None) == [1, 2, 3]
    assert len(_some([1, 2, 3], 2)) == 2
