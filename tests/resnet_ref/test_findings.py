"""A finding is refused where it is made, and its verdict follows from its cases alone."""

from __future__ import annotations

import json

import pytest
import torch

from resnet_ref import Finding, Series, cited, finding, verdict
from resnet_ref.findings import FINDING_MIME, SERIES_MIME


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ({}, "cited"),
        ({"a": True}, "holds"),
        ({"a": False}, "refuted"),
        ({"a": True, "b": True}, "holds"),
        ({"a": True, "b": False}, "depends"),
        ({"a": False, "b": True}, "depends"),
        ({"a": False, "b": False}, "refuted"),
    ],
)
def test_the_one_rule(cases: dict[str, bool], expected: str) -> None:
    assert verdict(cases) == expected


GOOD = {"claim": "a-b", "cases": {"one_way": True}, "numbers": {"n": 3}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"claim": "Fewer Parameters"}, "give an id such as"),
        ({"claim": ""}, "give an id such as"),
        ({"claim": 3}, "give an id such as"),
        ({"cases": {"One": True}}, "'One' in cases"),
        ({"cases": {3: True}}, "3 in cases"),
        ({"cases": {"one": 1}}, "case one is 1; give True or False"),
        ({"cases": {"one": None}}, "give True or False"),
        ({"cases": [("one", True)]}, "give a dict"),
        ({"numbers": {"n": float("nan")}}, "number n is nan; give a finite number"),
        ({"numbers": {"n": float("inf")}}, "give a finite number"),
        ({"numbers": {"n": True}}, "give a finite number"),
        ({"numbers": {"n": "3"}}, "give a finite number"),
        ({"numbers": {"n": 2**53 + 1}}, "JSON keeps up to"),
        ({"numbers": {"n-1": 3}}, "'n-1' in numbers"),
        ({"cases": {}, "numbers": {}}, "needs a case or a number"),
    ],
)
def test_an_invalid_finding_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Finding(**{**GOOD, **change})  # type: ignore[arg-type]


def test_a_decided_claim_needs_a_case() -> None:
    with pytest.raises(ValueError, match="a-b: give at least one case, or use cited"):
        finding("a-b", cases={}, numbers={"n": 3})
    with pytest.raises(ValueError, match="needs a case or a number"):
        cited("a-b", numbers={})


def test_a_tensor_is_no_case() -> None:
    with pytest.raises(ValueError, match="give True or False"):
        finding("a-b", cases={"one": torch.tensor(True)})


def test_there_and_back_through_json() -> None:
    made = finding("a-b", cases={"x": True, "y": False}, numbers={"n": 3, "r": 0.25})
    stored = json.loads(json.dumps(made.to_json()))
    assert stored["verdict"] == "depends"
    assert Finding.from_json(stored) == made
    assert list(stored["cases"]) == ["x", "y"]


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ({**GOOD, "verdict": "refuted"}, "stored verdict is 'refuted'.*give 'holds'"),
        (GOOD, "a stored finding holds"),
        ({**GOOD, "verdict": "holds", "note": ""}, "a stored finding holds"),
        ("holds", "a stored finding holds"),
    ],
)
def test_a_stored_finding_that_was_tampered_with(stored: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Finding.from_json(stored)


def test_what_a_notebook_shows_and_stores() -> None:
    bundle = finding("a-b", {"x": True, "y": False}, {"n": 1234567, "r": 1 / 3})._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        "a-b: depends",
        "  yes  x",
        "  no   y",
        "  n  1,234,567",
        "  r  0.333333",
    ]
    assert bundle[FINDING_MIME]["claim"] == "a-b"


def test_a_series_keeps_three_digits() -> None:
    bundle = Series("norms", {"plain": [(1, 0.123456), (2, 98765.4)]})._repr_mimebundle_()
    assert bundle[SERIES_MIME] == {
        "series": "norms",
        "data": {"plain": [[1, 0.123], [2, 98800.0]]},
    }
    assert bundle["text/plain"] == "norms: plain"


def test_what_only_literature_decides_keeps_its_numbers() -> None:
    made = cited("a-b", numbers={"n": 3})
    assert (made.verdict, made.cases, made.numbers) == ("cited", {}, {"n": 3})


def test_a_series_names_its_curves() -> None:
    series = Series("norms", {"plain": [(1, 1.0)], "residual": [(1, 2.0)]})
    assert series._repr_mimebundle_()["text/plain"] == "norms: plain, residual"


def test_the_largest_integer_that_json_keeps() -> None:
    for number in (2**53, -(2**53)):
        assert cited("a-b", numbers={"n": number}).numbers == {"n": number}
