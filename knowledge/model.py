"""What the knowledge base is made of, once it has been read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resnet_ref.findings import Finding

LANGUAGES = ("zh", "en")
Text = Mapping[str, str]  # language -> text


@dataclass(frozen=True)
class Reference:
    """A source of literature, from docs/references.yml."""

    key: str  # e.g. "he2016deep"
    authors: str
    title: str
    year: int
    venue: str
    url: str


@dataclass(frozen=True)
class Figure:
    """A figure that a source states: it never comes from code."""

    value: int | float
    label: Text
    unit: str = ""


@dataclass(frozen=True)
class Source:
    """What one reference says of a claim, and where it says so."""

    ref: str
    at: str  # section, table, figure or equation
    note: Text
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Number:
    """How a number of a finding is called and written."""

    label: Text
    format: str


@dataclass(frozen=True)
class Cell:
    """The code cell that decides a claim."""

    notebook: Path
    source: str
    output: str  # the text that it prints
    line: int  # where its finding stands in the notebook's file


@dataclass(frozen=True)
class Claim:
    """What people say, the finding that decides it, and what the literature says."""

    id: str
    question: str  # slug
    says: Text
    answer: Text  # one or two sentences: when it holds, when it does not
    read_as: tuple[str, ...]  # the cases that make up what a reader usually takes it to say
    decided_by: str  # the claim whose finding decides it: itself, or the same claim elsewhere
    cases: Mapping[str, Text]
    numbers: Mapping[str, Number]
    stance: str | None  # of the literature: "supports", "contradicts", "open" or None
    sources: tuple[Source, ...]
    finding: Finding
    cell: Cell
    line: int  # in claims.yml

    @property
    def verdict(self) -> str:
        """ "holds", "depends", "refuted" or "cited", as its finding says."""
        return self.finding.verdict

    @property
    def as_read(self) -> bool | None:
        """Does it hold as a reader usually takes it? None where literature leaves it open."""
        cases = self.finding.cases
        if not cases:
            return {"supports": True, "contradicts": False}.get(self.stance or "")
        return all(cases[case] for case in self.read_as or cases)


@dataclass(frozen=True)
class Question:
    """One question: one folder of docs/questions."""

    slug: str
    folder: Path
    order: int
    title: Text
    short: Text
    answer: Text  # a paragraph that one can quote; it may name numbers: {{ n("claim.number") }}
    related: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Library:
    """Every question, claim and reference."""

    questions: Mapping[str, Question]
    references: Mapping[str, Reference]

    @property
    def claims(self) -> dict[str, Claim]:
        """Every claim by its id, in the order of the questions."""
        return {c.id: c for q in self.questions.values() for c in q.claims}
