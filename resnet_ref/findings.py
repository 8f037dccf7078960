"""Findings: what executed code says of one claim. The verdict is computed here, nowhere else."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Any

FINDING_MIME = "application/vnd.resnet-qa.finding+json"
SERIES_MIME = "application/vnd.resnet-qa.series+json"
LARGEST_INTEGER = 2**53  # JSON readers hold numbers as doubles: beyond it integers are not exact

VERDICTS = {  # one scale, from right to wrong; the last says that it is not known
    "right": {"zh": "对", "en": "right"},
    "mostly-right": {"zh": "基本对，有前提", "en": "right, with limits"},
    "mostly-wrong": {"zh": "多半不对，有例外", "en": "wrong, with exceptions"},
    "wrong": {"zh": "不对", "en": "wrong"},
    "open": {"zh": "未定", "en": "open"},
}
LITERATURE = {"zh": "看文献", "en": "see the literature"}  # where no code decides
STANCES = ("supports", "contradicts", "divided", "silent")  # of the literature

_CLAIM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def verdict(
    as_read: Mapping[str, bool],
    otherwise: Mapping[str, bool] | None = None,
    literature: str | None = None,
) -> str:
    """Is the claim right? A key of VERDICTS, from the cases in which the claim was tested.

    `as_read` holds the cases that a reader takes the claim to state, `otherwise` those that its
    defender or its critic might mean. Without any case the `literature` decides: it "supports"
    the claim, "contradicts" it, is "divided" or "silent".

    >>> verdict({"every_net": True}, {"every_unit": False})
    'mostly-right'

    Raises ValueError for a case that is not a bool, for cases of which none is as read, and for
    no case at all without a stance of the literature.
    """
    cases = {**as_read, **(otherwise or {})}
    for name, holds in cases.items():
        if type(holds) is not bool:
            raise ValueError(f"case {name} is {holds!r}; give True or False")
    if not cases:
        if literature not in STANCES:
            raise ValueError(
                f"no case, and the literature's stance is {literature!r}; "
                f"give a case as read or one of {', '.join(STANCES)}"
            )
        return {"supports": "right", "contradicts": "wrong"}.get(literature, "open")
    if not as_read:
        raise ValueError("no case is as read; say how a reader takes the claim: as_read={…}")
    if all(as_read.values()):
        return "right" if all(cases.values()) else "mostly-right"
    return "mostly-wrong" if any(cases.values()) else "wrong"


@dataclass(frozen=True)
class Finding:
    """A claim, the cases it was tested under, and the numbers that tell how far it is off.

    Raises ValueError for an id or name of the wrong form, for cases that `verdict` refuses, for a
    number that is not finite, and for a finding with neither cases nor numbers.
    """

    claim: str
    as_read: Mapping[str, bool] = field(default_factory=dict)
    otherwise: Mapping[str, bool] = field(default_factory=dict)
    numbers: Mapping[str, int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.claim, str) or not _CLAIM.fullmatch(self.claim):
            raise ValueError(f"claim is {self.claim!r}; give an id such as 'fewer-parameters'")
        try:
            for kind in ("as_read", "otherwise", "numbers"):
                object.__setattr__(self, kind, _table(kind, getattr(self, kind)))
            for name in self.as_read.keys() & self.otherwise.keys():
                raise ValueError(f"case {name} is as read and otherwise; choose one")
            for name, number in self.numbers.items():
                self.numbers[name] = _number(f"number {name}", number)  # type: ignore[index]
            if self.cases:
                verdict(self.as_read, self.otherwise)
            elif not self.numbers:
                raise ValueError("a finding needs a case or a number")
        except ValueError as error:
            raise ValueError(f"{self.claim}: {error}") from None

    @property
    def cases(self) -> dict[str, bool]:
        """All cases, as read and otherwise."""
        return {**self.as_read, **self.otherwise}

    @property
    def verdict(self) -> str | None:
        """See `verdict`; None where no code decides, so that the literature has to."""
        return verdict(self.as_read, self.otherwise) if self.cases else None

    def to_json(self) -> dict[str, Any]:
        """The form that a notebook stores."""
        return {
            "claim": self.claim,
            "as_read": dict(self.as_read),
            "otherwise": dict(self.otherwise),
            "numbers": dict(self.numbers),
            "verdict": self.verdict,
        }

    @classmethod
    def from_json(cls, stored: Any) -> Finding:
        """Read the stored form back. Raises ValueError unless it is exactly what was written."""
        wanted = ["claim", "as_read", "otherwise", "numbers", "verdict"]
        if not isinstance(stored, dict) or set(stored) != set(wanted):
            raise ValueError(
                f"a stored finding holds {', '.join(wanted)}; this one is {stored!r}; "
                "execute the notebook again"
            )
        finding = cls(*(stored[key] for key in wanted[:-1]))
        if stored["verdict"] != finding.verdict:
            raise ValueError(
                f"{finding.claim}: the stored verdict is {stored['verdict']!r}, but its cases "
                f"give {finding.verdict!r}; execute the notebook again"
            )
        return finding

    def __str__(self) -> str:
        said = VERDICTS[self.verdict] if self.verdict else LITERATURE
        lines = [self.claim, f"verdict · 结论: {said['en']} · {said['zh']}"]
        for title, cases in (
            ("as a reader takes it · 通常的理解", self.as_read),
            ("otherwise · 其他理解", self.otherwise),
        ):
            lines += [title] if cases else []
            lines += [f"  {'✓' if holds else '✗'} {name}" for name, holds in cases.items()]
        lines += ["numbers · 数字"] if self.numbers else []
        width = max(map(len, self.numbers), default=0)
        for name, number in self.numbers.items():
            lines.append(f"  {name:{width}}  {number:{',' if isinstance(number, int) else '.6g'}}")
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": str(self), FINDING_MIME: self.to_json()}


def finding(
    claim: str,
    as_read: Mapping[str, bool] | None = None,
    otherwise: Mapping[str, bool] | None = None,
    numbers: Mapping[str, Any] | None = None,
) -> Finding:
    """What code says of a claim, as the last value of a notebook's cell.

    `as_read` names the cases that a reader takes the claim to state, `otherwise` those that its
    defender or its critic might mean, each True or False. Where no code can decide, give `numbers`
    alone, counts that bear on the claim: the literature decides.

    >>> finding("even", as_read={"two": 2 % 2 == 0}, otherwise={"three": 3 % 2 == 0}).verdict
    'mostly-right'
    """
    return Finding(claim, as_read or {}, otherwise or {}, numbers or {})


@dataclass(frozen=True)
class Series:
    """Measured values for drawing only: they vary between machines, so nothing is decided by them.

    `data` maps a curve's name to its points (x, y); values keep three significant digits. Raises
    ValueError for a number that is not finite.
    """

    series: str
    data: Mapping[str, Iterable[tuple[float, float]]]

    def __post_init__(self) -> None:
        data = {}
        for name, curve in self.data.items():
            what = f"a number of {name}"
            data[name] = [(_number(what, x), _number(what, float(f"{y:.3g}"))) for x, y in curve]
        object.__setattr__(self, "data", data)

    def to_json(self) -> dict[str, Any]:
        """The form that a notebook stores."""
        return {
            "series": self.series,
            "data": {n: list(map(list, c)) for n, c in self.data.items()},
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        curves = ", ".join(self.data)
        return {"text/plain": f"{self.series}: {curves}", SERIES_MIME: self.to_json()}


def _table(kind: str, table: object) -> dict[str, Any]:
    """A copy, since the caller may change theirs."""
    if not isinstance(table, Mapping):
        raise ValueError(f"{kind} is {table!r}; give a dict of name: value")
    for name in table:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} in {kind}; give a name such as 'same_outer_width'")
    return dict(table)


def _number(what: str, number: object) -> int | float:
    """The number as Python's own int or float, which numpy's are too."""
    if isinstance(number, Integral) and not isinstance(number, bool):
        if abs(int(number)) > LARGEST_INTEGER:
            raise ValueError(f"{what} is {number}; JSON keeps up to 2**53")
        return int(number)
    if isinstance(number, bool) or not isinstance(number, Real) or not math.isfinite(number):
        raise ValueError(f"{what} is {number!r}; give a finite number")
    return float(number)
