"""What a shared link shows: the pictures of the site, of a question and of a claim, and tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from resnet_ref.findings import VERDICTS

from ..model import Claim, Library, Question
from ..render.templates import ENVIRONMENT
from ..words import LANGUAGES
from .cards import Card

LOCALES = {"zh": "zh_CN", "en": "en_US"}


def home(library: Library, language: str, name: str, about: str) -> Card:
    """The site's name, what it is, and how many claims have which verdict."""
    texts = ((language, name), (language, about))
    return Card(f"cards/home.{language}.png", "", texts, _tally(library.claims.values(), language))


def of_question(question: Question, language: str, name: str) -> Card:
    """The question, and how many of its claims have which verdict."""
    texts = ((language, question.title[language].plain),)
    path = f"cards/questions/{question.slug}.{language}.png"
    return Card(path, name, texts, _tally(question.claims, language))


def of_claim(claim: Claim, name: str) -> Card:
    """What people say, the verdict and the answer, in both languages."""
    said = " · ".join(VERDICTS[claim.verdict][code] for code in LANGUAGES)
    return Card(
        f"cards/c/{claim.id}.png",
        name,
        tuple((code, claim.says[code].plain) for code in LANGUAGES),
        ((claim.verdict, said),),
        tuple((code, claim.answer[code].plain) for code in LANGUAGES),
    )


def _tally(claims: Iterable[Claim], language: str) -> tuple[tuple[str, str], ...]:
    found = [claim.verdict for claim in claims]
    return tuple(
        (verdict, f"{said[language]} {found.count(verdict)}")
        for verdict, said in VERDICTS.items()
        if verdict in found
    )


def tags(card: Card, base: str, **page: Any) -> str:
    """The tags by which a link to a page shows the card. `page` gives its type, title,
    description, language and address from the site's root."""
    template = ENVIRONMENT.get_template("tags.html")
    return template.render(card=card, base=base.rstrip("/"), locales=LOCALES, **page).strip()
