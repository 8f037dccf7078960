"""What the knowledge base is made of, once it has been read and joined.

A claim's JSON form, with its schema, is what claims.json lists.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, computed_field

from resnet_ref.findings import VERDICTS, Finding, verdict

from .forms import Id, Name, QuestionForm, ReferenceForm, Stance, TermForm
from .numbers import Numbers
from .problems import Placed
from .read.notebook import Cell, Notebook
from .text import Text
from .words import DEFAULT, LANGUAGES

Plain = Annotated[Text, PlainSerializer(str, return_type=str)]
Texts = Mapping[str, Plain]  # language -> text
Verdict = Literal[*VERDICTS]  # type: ignore[valid-type]
Basis = Literal["code", "literature"]
_NAMED = re.compile(r"\{\{ *(?:claim +)?([a-z0-9-]+)")  # what stands between double braces


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class Case(_Record):
    """One reading of a claim, and whether the claim holds in it."""

    name: Name
    holds: bool
    as_read: bool = Field(description="a reader takes the claim to say this")
    label: Texts
    units: tuple[tuple[bool, ...], ...] = Field((), exclude=True)  # stage by stage: those it names

    @property
    def names(self) -> str:
        """The units that it names, as in a state dict; a whole stage by the stage's name."""
        found = []
        for number, stage in enumerate(self.units, start=1):
            named = [str(index) for index, lit in enumerate(stage) if lit]
            ends = "" if all(stage) else "." + "–".join(dict.fromkeys(named[:1] + named[-1:]))
            found += [f"{number}{ends}"] if named else []
        return "layer" + ", ".join(found)


class ListedNumber(_Record):
    """A number of a finding that the page lists."""

    name: Name
    value: int | float
    shown: str
    label: Texts


class Citation(_Record):
    """What one reference says of a claim, and where it says so."""

    ref: str
    reference: ReferenceForm
    at: str = Field(description="section, table, figure or equation")
    stance: Stance
    note: Texts
    figures: dict[Name, int | float]


class Claim(_Record):
    """What people say, the finding that decides it, and what the literature says."""

    id: Id
    question: Id
    says: Texts
    answer: Texts = Field(description="when it holds, when it does not")
    decided_by: Id = Field(description="the claim whose finding decides this one")
    cases: tuple[Case, ...]  # those that a reader takes it for come first
    listed: tuple[ListedNumber, ...] = Field(exclude=True)
    citations: tuple[Citation, ...]
    explorer: str | None = Field(exclude=True)
    finding: Finding = Field(exclude=True)
    cell: Cell = Field(exclude=True)

    @property
    def net(self) -> str:
        """The net whose units its cases name."""
        return dict(parse_qsl(self.explorer or "")).get("net", "resnet50")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def numbers(self) -> dict[Name, int | float]:
        """What the code computed."""
        return dict(self.finding.numbers)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def stance(self) -> Stance | None:
        """Where the literature stands; null if none is cited."""
        said = {citation.stance for citation in self.citations}
        if "divided" in said or {"supports", "contradicts"} <= said:
            return "divided"
        return next((s for s in ("supports", "contradicts", "silent") if s in said), None)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def verdict(self) -> Verdict:
        """On one scale from right to wrong; open where it is not known."""
        return verdict(self.finding.as_read, self.finding.otherwise, self.stance)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def basis(self) -> tuple[Basis, ...]:
        """What decides it or speaks on it."""
        code: tuple[Basis, ...] = ("code",) if self.cases else ()
        literature = not self.cases or self.stance not in (None, "silent")
        return (*code, "literature") if literature else code

    @computed_field  # type: ignore[prop-decorator]
    @property
    def url(self) -> dict[str, str]:
        """Its place on the question's page, from the site's root."""
        return {code: f"/{address(self.question, code)}/#{self.id}" for code in LANGUAGES}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def permalink(self) -> str:
        """Its permanent address, from the site's root."""
        return f"/c/{self.id}/"


def address(question: str, language: str) -> str:
    """Where a question's page lies in the site."""
    prefix = "" if language == DEFAULT else f"{language}/"
    return f"{prefix}questions/{question}"


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
    form: QuestionForm
    title: Texts
    short: Texts
    answer: Texts
    thirty: Texts
    claims: tuple[Claim, ...]
    notebook: Notebook
    pages: Mapping[str, tuple[Section, ...]]  # by language
    scripts: Mapping[str, Placed]  # by claim: what readers can change and run in the page

    def __hash__(self) -> int:
        """Mappings have none."""
        return hash(self.slug)


@dataclass(frozen=True)
class Library:
    """Every question, claim, reference and word of the glossary."""

    root: Path
    questions: Mapping[str, Question]
    references: Mapping[str, ReferenceForm]
    terms: Mapping[str, TermForm]
    numbers: Numbers

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim by its id, in the order of the questions."""
        return {c.id: c for q in self.questions.values() for c in q.claims}

    @cached_property
    def links(self) -> list[tuple[Claim, Claim]]:
        """Each claim that a section of another question names, and the claim of that section."""
        found = dict.fromkeys(
            (name, claim.id)
            for question in self.questions.values()
            for section in question.pages[DEFAULT]
            for claim in question.claims
            if claim.id == section.anchor
            for name in _NAMED.findall(section.body)
            if name in self.claims and self.claims[name].question != claim.question
        )
        return [(self.claims[named], self.claims[naming]) for named, naming in found]

    def script(self, claim: Claim) -> str:
        """What readers run of a claim, from the question that decides it; "" for nothing."""
        by = self.claims[claim.decided_by]
        return self.questions[by.question].scripts.get(by.id, "")

    def cited(self, ref: str) -> str:
        """How a text cites a reference: authors and year, with a letter where two are alike."""
        alike = [key for key in self.references if self._name(key) == self._name(ref)]
        letter = chr(ord("a") + alike.index(ref)) if len(alike) > 1 else ""
        return self._name(ref) + letter

    def _name(self, ref: str) -> str:
        first, *others = self.references[ref].authors.split(", ")
        more = " et al." if len(others) > 1 else f" & {others[0]}" if others else ""
        return f"{first}{more} {self.references[ref].year}"
