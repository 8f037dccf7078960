"""What stands beside the pages: data, permalinks, notebooks to run, cards."""

import json
import re
from base64 import encodebytes
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field

import resnet_ref

from ..forms import QuestionForm
from ..model import Claim, Library, Question, Section, address
from ..render.pages import arranged
from ..render.templates import ENVIRONMENT, context
from ..repository import Repository
from ..words import DEFAULT, LANGUAGES, words
from .cards import Card, draw, of_claim, of_question, of_site
from .wheel import wheel

Texts = Mapping[str, str]  # by language
FOLDED = {"cellView": "form", "jupyter": {"source_hidden": True}}  # in Colab, in Jupyter


class Claims(BaseModel):
    """Every claim of the site."""

    version: str
    commit: str = Field(description="the commit that was built; empty if unknown")
    claims: list[Claim]


def beside(
    library: Library, repository: Repository, names: Texts, about: Texts
) -> dict[str, str | bytes]:
    """Every file by its path in the site. `names` and `about` say what the site is."""
    claims, package = list(library.claims.values()), wheel(repository)
    listed = Claims(version=resnet_ref.__version__, commit=repository.commit, claims=claims)
    found: dict[str, str | bytes] = {
        "claims.json": listed.model_dump_json(indent=1) + "\n",
        "claims.schema.json": _schema(Claims.model_json_schema(mode="serialization")),
        # for whoever edits a claims.yml
        "question.schema.json": _schema(QuestionForm.model_json_schema(mode="validation")),
        "llms.txt": ENVIRONMENT.get_template("llms.txt").render(
            context(library, repository, DEFAULT), names=names
        ),
        package[0]: package[1],
    }
    for question in library.questions.values():
        found |= _of_question(question, repository, package)
    return found | draw(cards(library, names, about))


def _schema(schema: object) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def cards(library: Library, names: Texts, about: Texts) -> list[Card]:
    """The pictures of the site, of its questions and of their claims."""
    claims = library.claims.values()
    return [
        *(of_site(claims, code, names[code], about[code]) for code in LANGUAGES),
        *(of_question(q, c, names[c]) for q in library.questions.values() for c in LANGUAGES),
        *(of_claim(claim, " · ".join(names.values())) for claim in claims),
    ]


@lru_cache(maxsize=1024)  # while the site is served, most questions stay as they are
def _of_question(
    question: Question, repository: Repository, package: tuple[str, bytes]
) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        found[copy_name(question.slug, code)] = portable(question, code, package)
        found[f"{address(question.slug, code)}/index.md"] = as_markdown(question, code)
    for claim in question.claims:
        found[f"c/{claim.id}/index.html"] = permalink(claim, repository)
    return found


def as_markdown(question: Question, language: str) -> str:
    """A question as Markdown: the answer, then every claim with verdict, cases, numbers."""
    text = ENVIRONMENT.get_template("question.md").render(
        context(None, Repository(), language), question=question
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def permalink(claim: Claim, repository: Repository) -> str:
    """A page that leads to the claim in the visitor's language."""
    return ENVIRONMENT.get_template("permalink.html").render(
        context(None, repository, DEFAULT, f"c/{claim.id}/"), claim=claim, card=of_claim(claim, "")
    )


def copy_name(slug: str, language: str) -> str:
    """Where the site keeps the notebook to run."""
    return f"notebooks/{slug}.{language}.ipynb"


def portable(question: Question, language: str, package: tuple[str, bytes]) -> str:
    """The notebook in one language, with title, headings and a cell that brings resnet_ref.

    The package, the wheel that the site offers, is within the cell, so that the notebook runs
    wherever torch is, with no access to the repository, and cannot rot.
    """
    own = words(language)
    name, content = package
    setup = ENVIRONMENT.get_template("setup.txt").render(
        words=own,
        wheel_name=name,
        encoded=encodebytes(content).decode(),
        torchinfo=question.notebook.versions["torchinfo"],
    )
    title = f"# {question.title[language].markdown} {own.evidence}"
    cells = [
        _cell("markdown", f"{title}\n\n{own.about_evidence}"),
        _cell("code", f"{setup}\n", execution_count=None, outputs=[]) | {"metadata": FOLDED},
    ]
    for part in arranged(question, language):
        if isinstance(part, Section):
            cells.append(_cell("markdown", f"## {part.heading}"))
        else:
            cells.append(dict(part.stored or {}))
    for index, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{index:02}"
    metadata = question.notebook.metadata
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n"


def _cell(kind: str, source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **more}
