"""Writes what stands beside the pages: data, permalinks, notebooks to run, cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from resnet_ref.findings import VERDICTS

from ..forms import QuestionForm
from ..model import Claim, Library, Question, address
from ..render.notebooks import copy_name, portable
from ..render.templates import ENVIRONMENT
from ..repository import Repository
from ..words import DEFAULT, LANGUAGES, WORDS
from . import data, shared
from .cards import Card, draw

SCHEMAS: tuple[tuple[str, type[BaseModel], Literal["serialization", "validation"]], ...] = (
    ("claims", data.Claims, "serialization"),
    ("question", QuestionForm, "validation"),  # for whoever edits a claims.yml
)


def cards(
    questions: Iterable[Question], names: dict[str, str]
) -> Iterator[tuple[Claim | None, Card]]:
    """The pictures of questions and of their claims; `names` are the site's, by language."""
    for question in questions:
        for code in LANGUAGES:
            yield None, shared.of_question(question, code, names[code])
        for claim in question.claims:
            yield claim, shared.of_claim(claim, " · ".join(names.values()))


def write(
    library: Library,
    site: Path,
    repository: Repository,
    names: dict[str, str],
    about: dict[str, str],
    changed: list[Question],
) -> None:
    """Write everything; of questions, only what belongs to those that `changed`.

    `names` and `about` say what the site is in each language.
    """
    _write(site / "claims.json", data.listed(library, repository).model_dump_json(indent=1) + "\n")
    for path, form, mode in SCHEMAS:
        schema = json.dumps(form.model_json_schema(mode=mode), ensure_ascii=False, indent=1)
        _write(site / f"{path}.schema.json", schema + "\n")
    _write(site / "llms.txt", data.llms(library, repository.site_url, names))
    for question in changed:
        for code in LANGUAGES:
            _write(site / copy_name(question.slug, code), portable(question, code, repository))
            folder = site / address(question.slug, code)
            _write(folder / "index.md", data.as_markdown(question, code))
    pictures = [shared.home(library, code, names[code], about[code]) for code in LANGUAGES]
    for claim, card in cards(changed, names):
        pictures.append(card)
        if claim:
            _write(site / f"c/{claim.id}/index.html", permalink(library, claim, card, repository))
    for path, png in draw(pictures).items():
        _write(site / path, png)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def permalink(library: Library, claim: Claim, card: Card, repository: Repository) -> str:
    """A page that leads to the claim in the visitor's language; links stand for no JavaScript."""
    question = library.questions[claim.question]
    tags = shared.tags(
        card,
        repository.site_url,
        type="article",
        title=claim.says[DEFAULT].plain,
        description=data.described(claim),
        language=DEFAULT,
        page=f"c/{claim.id}/",
    )
    return ENVIRONMENT.get_template("permalink.html").render(
        claim=claim,
        tags=tags,
        targets={code: f"../../{address(question.slug, code)}/#{claim.id}" for code in LANGUAGES},
        default=DEFAULT,
        verdicts=VERDICTS,
        moved=WORDS["moved"],
    )
