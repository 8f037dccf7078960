"""A number is taken by its name; a name that is not known brings the nearest."""

from __future__ import annotations

import re

import pytest

from knowledge.numbers import Numbers, nearest
from knowledge.text import Number


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    known = Numbers()
    for claim, name, value, style in (
        ("fewer-weights", "parameters", 25557032, "int"),
        ("fewer-weights", "ratio", 0.85190, "x2"),
        ("fewer-weights", "change", -1234.5, "f1"),
        ("less-error", "share", 0.0625, "pct1"),
    ):
        known.add(claim, name, Number("n", value, f"{claim}.{name}", ""), style)
    known.add("less-error", "error", Number("lit", 28.54, "deep2016 Table 3", "28.54%"), "f2")
    return known


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        ("parameters", "fewer-weights", ("n", 25557032, "fewer-weights.parameters", "25,557,032")),
        ("parameters:M2", "fewer-weights", ("n", 25557032, "fewer-weights.parameters", "25.56 M")),
        ("ratio", "fewer-weights", ("n", 0.85190, "fewer-weights.ratio", "0.85×")),
        ("ratio:pct0", "fewer-weights", ("n", 0.85190, "fewer-weights.ratio", "85%")),
        ("change", "fewer-weights", ("n", -1234.5, "fewer-weights.change", "−1,234.5")),
        ("less-error.share", "fewer-weights", ("n", 0.0625, "less-error.share", "6.2%")),
        ("less-error.share:f3", None, ("n", 0.0625, "less-error.share", "0.062")),
        ("error", "less-error", ("lit", 28.54, "deep2016 Table 3", "28.54%")),
        ("less-error.error:f1", None, ("lit", 28.54, "deep2016 Table 3", "28.5")),
        ("64", None, ("given", 64, "given", "64")),
        ("1,000", "less-error", ("given", 1000, "given", "1,000")),
        ("3.80", None, ("given", 3.8, "given", "3.80")),
        ("-0.5", None, ("given", -0.5, "given", "−0.5")),
    ],
)
def test_a_number_by_name(
    numbers: Numbers, text: str, claim: str | None, expected: tuple[object, ...]
) -> None:
    found = numbers.of(claim)(text)
    assert (found.kind, found.value, found.origin, found.shown) == expected
    assert type(found.value) is type(expected[1])


@pytest.mark.parametrize(
    ("text", "claim", "said"),
    [
        ("ratios", "fewer-weights", "fewer-weights has no number 'ratios'; did you mean ratio "),
        ("x", "less-error", "less-error has no number 'x'; there are share, error"),
        ("fewer-wheights.ratio", None, "no claim 'fewer-wheights' with numbers; did you mean fewe"),
        ("ratio", None, "{{ ratio }} names no claim; write {{ claim-id.ratio }}"),
        ("ratio", "no-such", "there is no claim 'no-such' with numbers; there are fewer-weights, "),
        ("parameters:M4", "fewer-weights", "fewer-weights.parameters: the format is 'M4'; choose"),
        ("ratio:int", "fewer-weights", "fewer-weights.ratio: 0.8519 is no integer; give a format"),
        ("ratio:M2", "fewer-weights", "fewer-weights.ratio: M2 writes 0.8519 as 0.00 M; choose"),
        *(
            (text, "less-error", f"{{{{ {text} }}}} is no number; write {{{{ name }}}}, {{{{ name:")
            for text in ("Ratio", "ratio : M2", "ratio:", "a.b.c", "6 4", "1e3", "", "−5", "a-b")
        ),
    ],
)
def test_what_is_no_number_is_told(
    numbers: Numbers, text: str, claim: str | None, said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        numbers.of(claim)(text)


def test_what_a_page_lists(numbers: Numbers) -> None:
    listed = [numbers.exact("fewer-weights", n) for n in ("parameters", "ratio", "change")]
    assert listed == ["25,557,032", "0.85×", "−1,234.5"]


def test_a_name_stands_once_in_a_claim(numbers: Numbers) -> None:
    again = Number("lit", 1, "a source", "1")
    with pytest.raises(ValueError, match="less-error has two numbers called 'share'; rename one"):
        numbers.add("less-error", "share", again, "int")
    assert numbers.of("less-error")("share").kind == "n"


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
def test_the_nearest_names(given: str, known: object, said: str) -> None:
    assert nearest(given, known) == said
