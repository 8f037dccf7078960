"""What the knowledge base is made of, once it has been read and joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from resnet_ref.findings import Finding, verdict

from .forms import ReferenceForm
from .numbers import Numbers
from .read.notebook import Cell, Notebook
from .text import Text

Texts = Mapping[str, Text]  # language -> text


@dataclass(frozen=True)
class Case:
    """One reading of a claim, and whether the claim holds in it."""

    name: str
    holds: bool
    as_read: bool  # a reader takes the claim to say this
    label: Texts


@dataclass(frozen=True)
class ListedNumber:
    """A number of a finding that the page lists."""

    name: str
    value: int | float
    shown: str
    label: Texts


@dataclass(frozen=True)
class Citation:
    """What one reference says of a claim, and where it says so."""

    ref: str
    reference: ReferenceForm
    at: str  # section, table, figure or equation
    stance: str
    note: Texts
    figures: Mapping[str, int | float]


def stance(citations: Iterable[Citation]) -> str | None:
    """Where the literature stands: "supports", "contradicts", "divided" or "silent"; None if no
    source is cited."""
    said = {citation.stance for citation in citations}
    if "divided" in said or {"supports", "contradicts"} <= said:
        return "divided"
    return next((s for s in ("supports", "contradicts", "silent") if s in said), None)


@dataclass(frozen=True)
class Claim:
    """What people say, the finding that decides it, and what the literature says."""

    id: str
    question: str  # slug
    says: Texts
    answer: Texts  # a sentence or two: when it holds, when it does not
    decided_by: str  # the claim whose finding decides it: itself, or the same claim elsewhere
    cases: tuple[Case, ...]  # those that a reader takes it for come first
    numbers: tuple[ListedNumber, ...]
    citations: tuple[Citation, ...]
    finding: Finding
    cell: Cell
    line: int  # in claims.yml

    @property
    def stance(self) -> str | None:
        """Where the literature stands."""
        return stance(self.citations)

    @property
    def verdict(self) -> str:
        """A key of `resnet_ref.findings.VERDICTS`."""
        return verdict(self.finding.as_read, self.finding.otherwise, self.stance)

    @property
    def basis(self) -> tuple[str, ...]:
        """What decides it or speaks on it: "code", "literature" or both."""
        speaks = self.stance not in (None, "silent")
        return ("code",) * bool(self.cases) + ("literature",) * (speaks or not self.cases)


@dataclass(frozen=True)
class Section:
    """A heading of a page with what stands below it."""

    anchor: str  # "" for what stands above the first heading
    heading: str
    body: str
    line: int


@dataclass(frozen=True)
class Question:
    """One question: one folder of docs/questions."""

    slug: str
    folder: Path
    order: float
    title: Texts
    short: Texts
    answer: Texts
    related: tuple[str, ...]
    claims: tuple[Claim, ...]
    notebook: Notebook
    pages: Mapping[str, tuple[Section, ...]]  # by language


@dataclass(frozen=True)
class Library:
    """Every question, claim and reference."""

    root: Path
    questions: Mapping[str, Question]
    references: Mapping[str, ReferenceForm]
    numbers: Numbers

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim by its id, in the order of the questions."""
        return {c.id: c for q in self.questions.values() for c in q.claims}

    def cited(self, ref: str) -> str:
        """How a text cites a reference: authors and year, with a letter where two are alike."""
        alike = [key for key in self.references if self._name(key) == self._name(ref)]
        letter = chr(ord("a") + alike.index(ref)) if len(alike) > 1 else ""
        return self._name(ref) + letter

    def _name(self, ref: str) -> str:
        first, *others = self.references[ref].authors.split(", ")
        more = " et al." if len(others) > 1 else f" & {others[0]}" if others else ""
        return f"{first}{more} {self.references[ref].year}"
