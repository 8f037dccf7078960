"""Findings: what executed code says of one claim. The verdict is computed here, nowhere else."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FINDING_MIME = "application/vnd.resnet-qa.finding+json"
SERIES_MIME = "application/vnd.resnet-qa.series+json"
LARGEST_INTEGER = 2**53  # JSON readers hold numbers as doubles: beyond it integers are not exact

_CLAIM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def verdict(cases: Mapping[str, bool]) -> str:
    """The verdict that follows from a claim's named cases.

    All hold: "holds". Some: "depends". None: "refuted". No case at all, because no code can
    decide the claim: "cited", and the literature's stance stands with its citation.
    """
    if not cases:
        return "cited"
    if all(cases.values()):
        return "holds"
    return "depends" if any(cases.values()) else "refuted"


@dataclass(frozen=True)
class Finding:
    """A claim, the cases it was tested under, and the numbers that tell how far it is off.

    Raises ValueError for an id or name of the wrong form, a case that is not a bool, a number
    that is not a finite int or float, and for a finding with neither cases nor numbers.
    """

    claim: str
    cases: Mapping[str, bool] = field(default_factory=dict)
    numbers: Mapping[str, int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.claim, str) or not _CLAIM.fullmatch(self.claim):
            raise ValueError(f"claim is {self.claim!r}; give an id such as 'fewer-parameters'")
        for kind, table in (("cases", self.cases), ("numbers", self.numbers)):
            if not isinstance(table, Mapping):
                raise ValueError(f"{self.claim}: {kind} is {table!r}; give a dict of name: value")
            for name in table:
                if not isinstance(name, str) or not _NAME.fullmatch(name):
                    raise ValueError(
                        f"{self.claim}: {name!r} in {kind}; give a name such as 'same_outer_width'"
                    )
        for name, holds in self.cases.items():
            if type(holds) is not bool:
                raise ValueError(f"{self.claim}: case {name} is {holds!r}; give True or False")
        for name, number in self.numbers.items():
            if type(number) not in (int, float) or not math.isfinite(number):
                raise ValueError(f"{self.claim}: number {name} is {number!r}; give a finite number")
            if type(number) is int and abs(number) > LARGEST_INTEGER:
                raise ValueError(f"{self.claim}: number {name} is {number}; JSON keeps up to 2**53")
        if not self.cases and not self.numbers:
            raise ValueError(f"{self.claim}: a finding needs a case or a number")

    @property
    def verdict(self) -> str:
        """ "holds", "depends", "refuted" or "cited": see `verdict`."""
        return verdict(self.cases)

    def to_json(self) -> dict[str, Any]:
        """The form that a notebook stores: claim, cases, numbers and verdict."""
        return {
            "claim": self.claim,
            "cases": dict(self.cases),
            "numbers": dict(self.numbers),
            "verdict": self.verdict,
        }

    @classmethod
    def from_json(cls, stored: Any) -> Finding:
        """Read the stored form back. Raises ValueError unless it is exactly what was written."""
        wanted = {"claim", "cases", "numbers", "verdict"}
        if not isinstance(stored, dict) or set(stored) != wanted:
            raise ValueError(f"a stored finding holds {sorted(wanted)}; this one is {stored!r}")
        finding = cls(stored["claim"], stored["cases"], stored["numbers"])
        if stored["verdict"] != finding.verdict:
            raise ValueError(
                f"{finding.claim}: the stored verdict is {stored['verdict']!r}, but its cases "
                f"give {finding.verdict!r}; execute the notebook again"
            )
        return finding

    def __str__(self) -> str:
        lines = [f"{self.claim}: {self.verdict}"]
        lines += [f"  {'yes' if holds else 'no ':3}  {name}" for name, holds in self.cases.items()]
        width = max((len(name) for name in self.numbers), default=0)
        lines += [f"  {name:{width}}  {_readable(n)}" for name, n in self.numbers.items()]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": str(self), FINDING_MIME: self.to_json()}


def finding(
    claim: str, cases: Mapping[str, bool], numbers: Mapping[str, Any] | None = None
) -> Finding:
    """A claim that code decides: at least one named case, each True or False.

    >>> finding("two-is-even", cases={"divisible_by_two": 2 % 2 == 0}).verdict
    'holds'
    """
    if not cases:
        raise ValueError(f"{claim}: give at least one case, or use cited() where no code decides")
    return Finding(claim, cases, numbers or {})


def cited(claim: str, numbers: Mapping[str, Any]) -> Finding:
    """A claim that only the literature decides, with the counts that bear on it."""
    return Finding(claim, {}, numbers)


@dataclass(frozen=True)
class Series:
    """Measured values for drawing only: they vary between machines, so nothing is decided by them.

    `data` maps a curve's name to its points (x, y); values keep three significant digits.
    """

    series: str
    data: Mapping[str, list[tuple[float, float]]]

    def to_json(self) -> dict[str, Any]:
        """The form that a notebook stores."""
        points = {
            name: [[x, float(f"{y:.3g}")] for x, y in curve] for name, curve in self.data.items()
        }
        return {"series": self.series, "data": points}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        curves = ", ".join(self.data)
        return {"text/plain": f"{self.series}: {curves}", SERIES_MIME: self.to_json()}


def _readable(number: int | float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:.6g}"
