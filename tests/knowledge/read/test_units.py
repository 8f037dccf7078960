"""A case names units of the net that its claim's explorer shows; what names none is told."""

import pytest

from knowledge.render.explorer import units
from resnet_ref import Architecture

from ..editing import VERDICTS, swap, told

FORM = f"{VERDICTS}/claims.yml"
CASE = "as_said: {zh: 照字面, en: Literally"
NET = Architecture("basic", (2, 1, 3), widths=(8, 16, 32))


@pytest.mark.parametrize(
    ("named", "lit"),
    [
        ("all", "11 1 111"),
        ("first", "10 1 100"),
        ("inner", "01 0 011"),
        ("inner of 1", "01 0 000"),
        ("all of 2-3", "00 1 111"),
        ("first of 3", "00 0 100"),
    ],
)
def test_units_are_named_by_kind_and_stage(named, lit):
    found = units(NET, named)
    assert " ".join("".join(str(int(one)) for one in stage) for stage in found) == lit


@pytest.mark.parametrize("named", ["inner of 2", "all of 4", "all of 2-4", "all of 3-2"])
def test_units_that_the_net_lacks_are_refused(named):
    with pytest.raises(ValueError, match=rf"'{named}', but the net has stages of \(2, 1, 3\)"):
        units(NET, named)


@pytest.mark.parametrize(
    ("explorer", "named", "said"),
    [
        ("\n    explorer: net=resnet18", "first of stage 2", "all, first or inner, and the stages"),
        ("\n    explorer: net=resnet18", "all of 5", "(2, 2, 2, 2) units; name some of these"),
        ("", "first", "units is 'first', of no net; name it, as explorer: net=resnet50"),
    ],
)
def test_what_names_no_units_is_told_at_its_line(base, explorer, named, said):
    whole = "No case holds.}\n    answer: {zh: 不对。, en: No.}\n    cases:\n      " + CASE
    swap(base / FORM, whole, f"{whole}, units: {named}")
    swap(base / FORM, "zh: 不对。, en: No.}", f"zh: 不对。, en: No.}}{explorer}")
    text = (base / FORM).read_text(encoding="utf-8").splitlines()
    line = next(i for i, words in enumerate(text, start=1) if "units:" in words)
    (problem,) = told(base)
    assert problem.startswith(f"{FORM}:{line}: ")
    assert said in problem
