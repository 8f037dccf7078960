"""A finding is refused where it is made, and its verdict follows from its cases alone."""

import json
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_ref.findings import (
    FINDING_MIME,
    SERIES_MIME,
    STANCES,
    Finding,
    Series,
    finding,
    verdict,
)

# "as read" against "otherwise", a letter a case: T holds, F does not. The table of the design.
OTHERWISE = ("", "T", "F", "TT", "TF", "FF")
RIGHT, LIMITS, EXCEPTIONS, WRONG = "right", "mostly-right", "mostly-wrong", "wrong"
TABLE = {
    "T": (RIGHT, RIGHT, LIMITS, RIGHT, LIMITS, LIMITS),
    "TT": (RIGHT, RIGHT, LIMITS, RIGHT, LIMITS, LIMITS),
    "TF": (EXCEPTIONS,) * 6,
    "FT": (EXCEPTIONS,) * 6,
    "F": (WRONG, EXCEPTIONS, WRONG, EXCEPTIONS, EXCEPTIONS, WRONG),
    "FF": (WRONG, EXCEPTIONS, WRONG, EXCEPTIONS, EXCEPTIONS, WRONG),
}


def cases(prefix, letters):
    return {f"{prefix}{n}": letter == "T" for n, letter in enumerate(letters)}


@pytest.mark.parametrize("as_read", TABLE)
@pytest.mark.parametrize("otherwise", OTHERWISE)
def test_the_verdict_of_cases(as_read, otherwise):
    expected = TABLE[as_read][OTHERWISE.index(otherwise)]
    given = cases("a", as_read), cases("b", otherwise)
    assert verdict(*given) == finding("a-b", *given).verdict == expected
    for stance in (None, *STANCES):  # where code decides, the literature changes nothing
        assert verdict(*given, stance) == expected


@pytest.mark.parametrize(
    ("stance", "expected"),
    [("supports", "right"), ("contradicts", "wrong"), ("divided", "open"), ("silent", "open")],
)
def test_without_a_case_the_literature_decides(stance, expected):
    assert verdict({}, {}, stance) == verdict({}, literature=stance) == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (({},), "the literature's stance is None; give a case as read or one of supports, "),
        (({}, {}, "maybe"), "stance is 'maybe'"),
        (({}, {"b": True}), "no case is as read; say how a reader takes the claim: as_read="),
        (({"a": 1},), "case a is 1; give True or False"),
        (({"a": True}, {"b": None}), "case b is None; give True or False"),
    ],
)
def test_a_verdict_is_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        verdict(*arguments)


GOOD = {"claim": "a-b", "as_read": {"one": True}, "otherwise": {"two": False}, "numbers": {"n": 3}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        *(
            ({"claim": claim}, "give an id such as 'fewer-parameters'")
            for claim in ("Fewer Parameters", "a_b", "-a", "a-", "a--b", "a\n", "", 3, None)
        ),
        *(
            ({table: {name: True}}, rf"a-b: {name!r} in {table}; give a name such as")
            for table in ("as_read", "otherwise")
            for name in ("One", "1st", "a-b", "a__b", "a_", "", 3)
        ),
        ({"numbers": {"N": 3}}, "a-b: 'N' in numbers; give a name such as"),
        ({"as_read": [("one", True)]}, "a-b: as_read is .*; give a dict of name: value"),
        ({"otherwise": None}, "a-b: otherwise is None; give a dict of name: value"),
        ({"numbers": 3}, "a-b: numbers is 3; give a dict of name: value"),
        ({"otherwise": {"one": True}}, "case one is as read and otherwise; choose one"),
        *(
            ({"as_read": {"one": case}}, "a-b: case one is .*; give True or False")
            for case in (1, None, "yes", np.True_, torch.tensor(True))
        ),
        ({"as_read": {}}, "a-b: no case is as read"),
        *(
            ({"numbers": {"n": number}}, "a-b: number n is .*; give a finite number")
            for number in (float("nan"), float("-inf"), True, "3", None, 1j, torch.tensor(3))
        ),
        ({"numbers": {"n": 2**53 + 1}}, "number n is 9007199254740993; JSON keeps up to"),
        ({"numbers": {"n": -(2**53) - 1}}, "JSON keeps up to"),
        ({"numbers": {"n": 10**400}}, "JSON keeps up to"),
        ({"as_read": {}, "otherwise": {}, "numbers": {}}, "a finding needs a case or a number"),
    ],
)
def test_a_finding_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        Finding(**{**GOOD, **change})


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        *((np.int64(7), 7), (np.uint8(200), 200), (3.0, 3.0), (Fraction(1, 4), 0.25)),
        *((np.float32(0.5), 0.5), (np.float64(0.1), 0.1)),
        *((2**53, 9007199254740992), (-(2**53), -9007199254740992)),
    ],
)
def test_a_number_is_kept_as_python_s_own(number, kept):
    found = finding("a-b", numbers={"n": number}).numbers["n"]
    assert (found, type(found)) == (kept, type(kept))


def test_a_finding_is_its_own():
    tables = [{"one": True}, {"two": False}, {"n": 3}]
    made = finding("a-b", *tables)
    for table in (*tables, made.cases, *made.to_json().values()):
        if isinstance(table, dict):
            table["late"] = True
    assert made.to_json() == {**GOOD, "verdict": "mostly-right"}


NAMES = st.sampled_from(["a", "b2", "same_width", "z_1"])
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(
    st.dictionaries(NAMES, st.booleans()),
    st.dictionaries(NAMES, st.booleans()),
    st.dictionaries(NAMES, NUMBERS, min_size=1),
)
def test_there_and_back_through_json(as_read, otherwise, numbers):
    if not as_read:
        otherwise = {}
    otherwise = {name: holds for name, holds in otherwise.items() if name not in as_read}
    made = finding("a-b", as_read, otherwise, numbers)
    stored = json.loads(json.dumps(made.to_json(), allow_nan=False))
    assert Finding.from_json(stored) == made
    assert [*stored["as_read"], *stored["numbers"]] == [*as_read, *numbers]  # in their order
    assert stored["verdict"] == (verdict(as_read, otherwise) if as_read else None)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ({**GOOD, "verdict": "wrong"}, "verdict is 'wrong', but its cases give 'mostly-right'"),
        ({**GOOD, "verdict": None}, "verdict is None, but .*; execute the notebook again"),
        (GOOD, "a stored finding holds claim, as_read, otherwise, numbers, verdict; this one"),
        ({**GOOD, "verdict": "mostly-right", "note": ""}, "; execute the notebook again"),
        ("right", "this one is 'right'"),
        ({**GOOD, "as_read": {"one": 1}, "verdict": "right"}, "case one is 1"),
    ],
)
def test_a_stored_finding_that_was_changed_is_refused(stored, said):
    with pytest.raises(ValueError, match=said):
        Finding.from_json(stored)


def test_what_a_notebook_shows_and_stores():
    made = finding("a-b", {"x": True}, {"y": False}, {"n": 1234567, "ratio": 1 / 3})
    bundle = made._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        "a-b",
        "verdict · 结论: right, with limits · 基本对，有前提",
        "as a reader takes it · 通常的理解",
        "  ✓ x",
        "otherwise · 其他理解",
        "  ✗ y",
        "numbers · 数字",
        "  n      1,234,567",
        "  ratio  0.333333",
    ]
    assert bundle[FINDING_MIME]["verdict"] == "mostly-right"
    assert set(bundle) == {"text/plain", FINDING_MIME}
    alone = finding("a-b", numbers={"n": 3})  # the literature has to decide
    assert (alone.verdict, alone.cases) == (None, {})
    assert str(alone).splitlines()[1] == "verdict · 结论: see the literature · 看文献"


def test_a_series_keeps_three_digits_and_names_its_curves():
    series = Series("norms", {"plain": [(1, 0.123456), (2, 98765.4)], "residual": [(1, 2.0)]})
    bundle = series._repr_mimebundle_()
    assert bundle == {
        "text/plain": "norms: plain, residual",
        SERIES_MIME: {
            "series": "norms",
            "data": {"plain": [[1, 0.123], [2, 98800.0]], "residual": [[1, 2.0]]},
        },
    }


@pytest.mark.parametrize(
    "points", [[(1, float("nan"))], [(float("inf"), 1)], [(1, 2), (2, 1.7976e308)], [(True, 1)]]
)
def test_a_series_holds_what_json_can(points):
    # the largest double, to three digits, is none any more
    with pytest.raises(ValueError, match=r"a number of plain is .*; give a finite number"):
        Series("norms", {"plain": points})


def test_a_series_is_its_own():
    points = [(np.int64(1), np.float32(0.5))]
    series = Series("norms", {"plain": points})
    points.append((2, 3.0))
    assert json.loads(json.dumps(series.to_json()))["data"] == {"plain": [[1, 0.5]]}
