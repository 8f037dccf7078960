"""The site's own words in both languages, and numbers as a page writes them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.words import BRACKETS, COLON, FORMATS, LANGUAGES, STANCES, WORDS, words, written
from resnet_ref.findings import STANCES as STANCES_OF_FINDINGS
from resnet_ref.findings import VERDICTS


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (25557032, "int", "25,557,032"),
        (3.0, "int", "3"),
        (-7, "int", "−7"),
        (0, "int", "0"),
        (0, "G3", "0.000 G"),
        (-0.0, "f2", "0.00"),
        (25557032, "M2", "25.56 M"),
        (25557032, "K0", "25,557 K"),
        (4089184256, "G2", "4.09 G"),
        (999999, "M0", "1 M"),
        (0.9999, "x2", "1.00×"),
        (16.97, "x1", "17.0×"),
        (0.125, "pct1", "12.5%"),
        (1.5, "pct0", "150%"),
        (-0.0625, "pct2", "−6.25%"),
        (0.005001, "f2", "0.01"),
        (-1234567.891, "f1", "−1,234,567.9"),
    ],
)
def test_a_number_is_written(value: float, style: str, text: str) -> None:
    assert written(value, style) == text


@pytest.mark.parametrize(
    ("value", "style", "said"),
    [
        (2.5, "int", "2.5 is no integer; give a format: "),
        (0.4, "x0", "x0 writes 0.4 as 0×; choose one of "),
        (-0.004, "f2", "f2 writes -0.004 as 0.00; choose one of "),
        (499, "M2", "M2 writes 499 as 0.00 M; choose one of "),
        (1, "m2", "the format is 'm2'; choose one of int, K0, "),
        (1, "f4", "the format is 'f4'; choose one of int, K0, "),
        (1, "", "the format is ''; choose one of int, K0, "),
    ],
)
def test_a_number_that_a_format_does_not_fit_is_refused(
    value: float, style: str, said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        written(value, style)


@given(st.integers(-(10**13), 10**13), st.sampled_from("KMG"), st.integers(0, 3))
def test_units_round_as_decimal_arithmetic_does(value: int, unit: str, digits: int) -> None:
    exact = Decimal(value).scaleb(-{"K": 3, "M": 6, "G": 9}[unit])
    assume(
        exact.scaleb(digits) % 1 not in (Decimal("0.5"), Decimal("-0.5"))
    )  # a quotient is binary
    rounded = exact.quantize(Decimal(1).scaleb(-digits))
    if value and not rounded:
        with pytest.raises(ValueError, match="choose one of"):
            written(value, f"{unit}{digits}")
    else:
        sign = "−" if value < 0 else ""
        assert written(value, f"{unit}{digits}") == f"{sign}{abs(rounded):,} {unit}"


def test_every_format() -> None:
    styles = ["K", "M", "G", "x", "pct", "f"]
    assert list(FORMATS) == [
        "int",
        *(f"{style}{digits}" for style in styles for digits in range(4)),
    ]


def test_each_word_stands_in_both_languages() -> None:
    for key, both in {**WORDS, **STANCES, **VERDICTS}.items():
        assert set(both) == set(LANGUAGES), key
        assert all(text.strip() == text != "" for text in both.values()), key
        fields = [sorted(re.findall(r"\{\w*\}", both[code])) for code in LANGUAGES]
        assert fields[0] == fields[1], key
    assert set(STANCES) == set(STANCES_OF_FINDINGS)
    assert set(COLON) == set(BRACKETS) == set(LANGUAGES)
    assert (words("zh").right, words("en").right) == ("对", "right")
    assert words("en").divided == "literature is divided"
    assert set(vars(words("zh"))) == set(WORDS) | set(STANCES) | set(VERDICTS)
