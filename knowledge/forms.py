"""What authors write in YAML: one definition gives the loader, its messages and the schemas."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, WrapValidator, model_validator

from resnet_ref.findings import STANCES

from .numbers import FORMATS

ID, NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$", r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
ADDRESS = r"^https://\S+$"
UNITS = r"^(all|first|inner)( of [1-9](-[1-9])?)?$"
SHAPES = {  # the patterns in words
    ID: "lower-case words joined by hyphens",
    NAME: "lower-case words joined by underscores",
    ADDRESS: "an address that begins with https://",
    UNITS: "all, first or inner, and the stages where some are left out: first of 2-4",
}


def _kept(given: Any, check: Any) -> Any:
    check(given)
    return given


_Placed = WrapValidator(_kept)  # pydantic would give a text that no longer knows its line
Id = Annotated[str, Field(pattern=ID, max_length=60), _Placed]
Name = Annotated[str, Field(pattern=NAME), _Placed]
Words = Annotated[str, Field(min_length=1), _Placed]
GROUPS = ("blocks", "counting", "using", "training")  # of the home page
Finite = Annotated[int | float, Field(allow_inf_nan=False)]
Format = Literal[*FORMATS]  # type: ignore[valid-type]
Stance = Literal[*STANCES]  # type: ignore[valid-type]


class Form(BaseModel):
    """A mapping that holds these keys and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Both(Form):
    """A text in both languages."""

    zh: Words
    en: Words


class CaseForm(Both):
    """A case of a finding, under its label."""

    units: Annotated[str, Field(pattern=UNITS), _Placed] | None = None  # of the explorer's net


class NumberForm(Both):
    """A number of a finding that the page lists under its label."""

    format: Format = "int"


class FigureForm(Form):
    """A figure that a source states."""

    value: Finite
    unit: Literal["", "%", "K", "M", "G"] = ""
    quote: Words  # the source's words, or the row of its table, in which the value stands

    @model_validator(mode="after")
    def _stands_in_its_quote(self) -> Self:
        stated = re.findall(r"\d+(?:\.\d+)?", self.quote.replace(",", ""))
        if abs(self.value) not in map(float, stated):
            raise ValueError("quote the words or the row in which the value stands")
        return self


class CitationForm(Form):
    """What one source says of a claim, and where."""

    ref: Words  # a key of docs/references.yml
    at: Words  # section, table, figure or equation
    stance: Stance
    note: Both
    figures: dict[Name, FigureForm] = {}


class ClaimForm(Form):
    """A claim, as claims.yml states it."""

    says: Both  # what people say, in your own words
    answer: Both  # a sentence or two: when it holds, when it does not
    decided_by: Id | None = None  # another claim whose finding decides this one too
    explorer: Words | None = None  # what it speaks of: what follows the ? in the explorer's address
    cases: dict[Name, CaseForm] = {}
    numbers: dict[Name, NumberForm] = {}
    literature: list[CitationForm] = []


class QuestionForm(Form):
    """docs/questions/<slug>/claims.yml."""

    title: Both
    short: Both  # its name in the menu
    group: Literal[*GROUPS]  # type: ignore[valid-type]  # on the home page: what it is about
    order: Finite = 100  # its place in the group; of equals, the slugs' order
    answer: Both  # a paragraph that one can quote
    thirty: Both  # two to four short sentences: what to say in an interview
    related: list[Id] = []
    claims: Annotated[dict[Id, ClaimForm], Field(min_length=1)]


class ReferenceForm(Form):
    """A source of literature, in docs/references.yml."""

    authors: Words
    title: Words
    year: int
    venue: Words
    url: Annotated[str, Field(pattern=ADDRESS)]


class TermForm(Form):
    """A word of the glossary, in docs/terms.yml, the synonyms that texts avoid, and what else
    people type into the search box for it, in either language.
    """

    zh: Words
    en: Words
    avoid: dict[Literal["zh", "en"], list[Words]] = {}
    spellings: list[Words] = []


class References(RootModel[dict[str, ReferenceForm]]):
    """docs/references.yml."""


class Terms(RootModel[dict[str, TermForm]]):
    """docs/terms.yml."""
