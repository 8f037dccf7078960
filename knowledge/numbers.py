"""Numbers by name: what a finding computed, what a source states, what a text itself sets."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import partial

from .text import Number, Resolve
from .words import written

_GIVEN = re.compile(r"-?\d[\d,]*(\.\d+)?")
_NAMED = re.compile(r"(?:(?P<claim>[a-z0-9-]+)\.)?(?P<name>[a-z][a-z0-9_]*)(?::(?P<style>\w+))?")


class Numbers:
    """Every number that a text may name, by claim and name."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[Number, str]]] = {}

    def add(self, claim: str, name: str, number: Number, style: str) -> None:
        """A number that is written in `style` unless a text asks for another.

        Raises ValueError if the claim has a number of that name already.
        """
        known = self._known.setdefault(claim, {})
        if name in known:
            raise ValueError(f"{claim} has two numbers called {name!r}; rename one")
        known[name] = number, style

    def of(self, claim: str | None) -> Resolve:
        """What resolves names in a text that speaks of `claim`, or of none."""
        return partial(self._number, claim=claim)

    def exact(self, claim: str, name: str) -> str:
        """A number as a page lists it: integers in full, others in their format."""
        number, style = self._known[claim][name]
        return written(number.value, "int" if isinstance(number.value, int) else style)

    def _number(self, text: str, claim: str | None) -> Number:
        """`name`, `name:format`, `claim-id.name` or a number that the text sets, such as 64.

        Raises ValueError that says what is known instead.
        """
        if _GIVEN.fullmatch(text):
            value = float(text.replace(",", ""))
            return Number("given", int(value) if value.is_integer() else value, "given", text)
        named = _NAMED.fullmatch(text)
        if not named:
            raise ValueError(
                f"{{{{ {text} }}}} is no number; write {{{{ name }}}}, {{{{ name:format }}}}, "
                "{{ claim-id.name }} or {{ 64 }}"
            )
        claim, name = named["claim"] or claim, named["name"]
        if claim is None:
            raise ValueError(f"{{{{ {text} }}}} names no claim; write {{{{ claim-id.{name} }}}}")
        if claim not in self._known:
            raise ValueError(
                f"there is no claim {claim!r} with numbers; {nearest(claim, self._known)}"
            )
        if name not in self._known[claim]:
            raise ValueError(f"{claim} has no number {name!r}; {nearest(name, self._known[claim])}")
        number, style = self._known[claim][name]
        if number.kind == "lit" and not named["style"]:
            return number
        try:
            shown = written(number.value, named["style"] or style)
        except ValueError as error:
            raise ValueError(f"{claim}.{name}: {error}") from None
        return Number(number.kind, number.value, number.origin, shown)


def nearest(given: str, known: object) -> str:
    """What to say of a name that is not known: the nearest ones, or a few of them."""
    names = [str(name) for name in known]  # type: ignore[attr-defined]
    if near := get_close_matches(given, names, 3, 0.5):
        return f"did you mean {' or '.join(near)}?"
    return (
        f"there are {', '.join(names[:8])}{', …' if len(names) > 8 else ''}"
        if names
        else "there is none yet"
    )
