"""A number is taken by its name and written in its format; what is not known brings the nearest."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.numbers import FORMATS, Number, Numbers, nearest, written

NUMBERS = Numbers(
    {
        "few.parameters": Number("n", 25557032, "few.parameters"),
        "few.ratio": Number("n", 0.85190, "few.ratio", format="x2"),
        "few.change": Number("n", -1234.5, "few.change", format="f1"),
        "less-error.share": Number("n", 0.0625, "less-error.share", format="pct1"),
        "less-error.error": Number("lit", 28.54, "deep2016 Table 3", "28.54%"),
    }
)


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        ("parameters", "few", ("n", 25557032, "few.parameters", "25,557,032")),
        ("parameters:M2", "few", ("n", 25557032, "few.parameters", "25.56 M")),
        ("ratio", "few", ("n", 0.85190, "few.ratio", "0.85×")),
        ("ratio:pct0", "few", ("n", 0.85190, "few.ratio", "85%")),
        ("less-error.share", "few", ("n", 0.0625, "less-error.share", "6.2%")),
        ("less-error.share:f3", None, ("n", 0.0625, "less-error.share", "0.062")),
        ("error", "less-error", ("lit", 28.54, "deep2016 Table 3", "28.54%")),
        ("less-error.error:f1", None, ("lit", 28.54, "deep2016 Table 3", "28.5")),
        ("64", None, ("given", 64, "given", "64")),
        ("1,000", "less-error", ("given", 1000, "given", "1,000")),
        ("3.80", None, ("given", 3.8, "given", "3.80")),
        ("-0.5", None, ("given", -0.5, "given", "−0.5")),
    ],
)
def test_a_number_by_name(text, claim, expected):
    found = NUMBERS.of(claim)(text)
    assert (found.kind, found.value, found.origin, found.shown) == expected
    assert type(found.value) is type(expected[1])


def test_what_a_page_lists():
    listed = [NUMBERS[f"few.{name}"].exact for name in ("parameters", "ratio", "change")]
    assert listed == ["25,557,032", "0.85×", "−1,234.5"]


@pytest.mark.parametrize(
    ("text", "claim", "said"),
    [
        ("ratios", "few", "there is no number 'few.ratios'; did you mean few.ratio "),
        ("ratio", "no-such", "there is no number 'no-such.ratio'; did you mean few.ratio"),
        ("x", "zzzz", "there are few.parameters, few.ratio"),
        ("ratio", None, "{{ ratio }} names no claim; write {{ claim-id.ratio }}"),
        ("parameters:M4", "few", "few.parameters: the format is 'M4'; choose one of int, K0, "),
        ("ratio:int", "few", "few.ratio: 0.8519 is no integer; give a format: int, K0, "),
        ("ratio:M2", "few", "few.ratio: M2 writes 0.8519 as 0.00 M; choose one of "),
        *(
            (text, "few", f"{{{{ {text} }}}} is no number; write {{{{ name }}}}, {{{{ name:")
            for text in ("Ratio", "ratio : M2", "ratio:", "a.b.c", "6 4", "1e3", "", "−5", "a-b")
        ),
    ],
)
def test_what_is_no_number_is_told(text, claim, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        NUMBERS.of(claim)(text)


@pytest.mark.parametrize(
    ("given", "known", "said"),
    [
        ("depht", ["width", "depth"], "did you mean depth?"),
        ("is-right", ["is-wright", "is-bright", "x"], "did you mean is-wright or is-bright?"),
        ("z", ["a", "b"], "there are a, b"),
        ("z", "abcdefghij", "there are a, b, c, d, e, f, g, h, …"),
        ("z", [], "there is none yet"),
    ],
)
def test_the_nearest_names(given, known, said):
    assert nearest(given, known) == said


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (3.0, "int", "3"),
        (-7, "int", "−7"),
        (0, "G3", "0.000 G"),
        (-0.0, "f2", "0.00"),
        (25557032, "K0", "25,557 K"),
        (4089184256, "G2", "4.09 G"),
        (0.9999, "x2", "1.00×"),
        (0.125, "pct1", "12.5%"),
        (1.5, "pct0", "150%"),
        (-0.0625, "pct2", "−6.25%"),
        (0.005001, "f2", "0.01"),
        (-1234567.891, "f1", "−1,234,567.9"),
    ],
)
def test_a_number_is_written(value, style, text):
    assert written(value, style) == text
    assert style in FORMATS


@given(st.integers(-(10**13), 10**13), st.sampled_from("KMG"), st.integers(0, 3))
def test_units_round_as_decimal_arithmetic_does(value, unit, digits):
    exact = Decimal(value).scaleb(-{"K": 3, "M": 6, "G": 9}[unit])
    assume(abs(exact.scaleb(digits)) % 1 != Decimal("0.5"))  # a quotient is binary
    rounded = exact.quantize(Decimal(1).scaleb(-digits))
    if value and not rounded:
        with pytest.raises(ValueError, match="choose one of"):
            written(value, f"{unit}{digits}")
    else:
        sign = "−" if value < 0 else ""
        assert written(value, f"{unit}{digits}") == f"{sign}{abs(rounded):,} {unit}"
