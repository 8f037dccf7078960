"""A sample of `make mutants` in every run: changed findings and constants are noticed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from resnet_ref.findings import FINDING_MIME, Finding

from .mutants import NOTEBOOKS, _some, constant_mutants, finding_mutants, mutate_constants
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
    assert len(list(constant_mutants(source))) > 40
    assert all(mutant.killed for mutant in mutate_constants(2))


def test_a_sample_is_a_sample() -> None:
    assert _some([1, 2, 3], None) == [1, 2, 3]
    assert len(_some([1, 2, 3], 2)) == 2
