"""Numbers by name: what a finding computed, what a source states, what a text itself sets."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from html import escape

_GIVEN = re.compile(r"-?\d[\d,]*(\.\d+)?")
_NAMED = re.compile(r"(?:([a-z0-9-]+)\.)?([a-z][a-z0-9_]*)(?::(\w+))?")
# The same in both languages: engineers in China write 25.56 M and 4.09 G too. z: no −0
_SHAPES = {
    "K": "{:z,.%df} K",
    "M": "{:z,.%df} M",
    "G": "{:z,.%df} G",
    "x": "{:z,.%df}×",
    "pct": "{:z,.%d%%}",
    "f": "{:z,.%df}",
}
FORMATS = {"int": "{:z,.0f}"} | {
    f"{name}{digits}": shape % digits for name, shape in _SHAPES.items() for digits in range(4)
}
_UNITS = {"K": 1e3, "M": 1e6, "G": 1e9}


@dataclass(frozen=True)
class Number:
    """A number as a page shows it, and where it comes from."""

    kind: str  # "n" from code, "lit" from literature, "given" by the text itself
    value: int | float
    origin: str
    shown: str = ""  # as the text or the source writes it; else in its format
    format: str = "int"

    @property
    def html(self) -> str:
        """The number with its exact value and its origin."""
        return (
            f'<data class="{self.kind}" value="{self.value}" '
            f'data-from="{escape(self.origin)}">{escape(self.shown)}</data>'
        )

    @property
    def exact(self) -> str:
        """The number as a page lists it: integers in full, others in their format."""
        return written(self.value, "int" if isinstance(self.value, int) else self.format)


Resolve = Callable[[str], Number]  # what stands between double braces -> the number


class Numbers(dict[str, Number]):
    """Every number that a text may name, by "claim-id.name"."""

    def of(self, claim: str | None) -> Resolve:
        """What resolves names in a text that speaks of `claim`, or of none."""
        return partial(self._number, claim)

    def _number(self, claim: str | None, text: str) -> Number:
        """`name`, `name:format`, `claim-id.name` or a number that the text sets, such as 64.

        Raises ValueError that says what is known instead.
        """
        if _GIVEN.fullmatch(text):
            value = float(text.replace(",", ""))
            exact = int(value) if value.is_integer() else value
            return Number("given", exact, "given", text.replace("-", "−"))
        if not (named := _NAMED.fullmatch(text)):
            raise ValueError(
                f"{{{{ {text} }}}} is no number; write {{{{ name }}}}, {{{{ name:format }}}}, "
                "{{ claim-id.name }} or {{ 64 }}"
            )
        name = f"{named[1] or claim}.{named[2]}"
        if not (named[1] or claim):
            raise ValueError(
                f"{{{{ {text} }}}} names no claim; write {{{{ claim-id.{named[2]} }}}}"
            )
        if name not in self:
            raise ValueError(f"there is no number {name!r}; {nearest(name, self)}")
        number = self[name]
        if number.shown and not named[3]:
            return number
        try:
            return replace(number, shown=written(number.value, named[3] or number.format))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None


def written(value: int | float, style: str) -> str:
    """The number as a page writes it. Raises ValueError for an unknown format, for a fraction
    that is asked for as an integer and for a number of which the format leaves nothing."""
    if style not in FORMATS:
        raise ValueError(f"the format is {style!r}; choose one of {', '.join(FORMATS)}")
    if style == "int" and value != int(value):
        raise ValueError(f"{value} is no integer; give a format: {', '.join(FORMATS)}")
    text = FORMATS[style].format(value / _UNITS.get(style[0], 1))
    if value and not any(digit in text for digit in "123456789"):
        raise ValueError(f"{style} writes {value} as {text}; choose one of {', '.join(FORMATS)}")
    return text.replace("-", "−")


def nearest(given: str, known: object) -> str:
    """What to say of a name that is not known: the nearest ones, or a few of them."""
    names = [str(name) for name in known]  # type: ignore[attr-defined]
    if near := get_close_matches(given, names, 3, 0.5):
        return f"did you mean {' or '.join(near)}?"
    more = ", …" if len(names) > 8 else ""
    return f"there are {', '.join(names[:8])}{more}" if names else "there is none yet"
