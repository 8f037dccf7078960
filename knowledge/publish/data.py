"""What machines read: claims.json and its schema, linked data, llms.txt, a page as Markdown."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, Field

import resnet_ref
from resnet_ref.findings import VERDICTS

from ..model import Claim, Library, Question, address
from ..render.templates import ENVIRONMENT
from ..repository import Repository
from ..words import BRACKETS, COLON, LANGUAGES, words

RATINGS = {"right": 5, "mostly-right": 4, "mostly-wrong": 2, "wrong": 1}  # of schema.org


class Claims(BaseModel):
    """Every claim of the site."""

    version: str
    commit: str = Field(description="the commit that was built; empty if unknown")
    claims: list[Claim]


def listed(library: Library, repository: Repository | None = None) -> Claims:
    """Every claim, as claims.json lists it."""
    commit = repository.commit if repository else ""
    claims = list(library.claims.values())
    return Claims(version=resnet_ref.__version__, commit=commit, claims=claims)


def as_markdown(question: Question, language: str) -> str:
    """A question as Markdown: the answer, then every claim with verdict, cases, numbers."""
    text = ENVIRONMENT.get_template("question.md").render(
        question=question,
        language=language,
        words=words(language),
        colon=COLON[language],
        brackets=BRACKETS[language],
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def llms(library: Library, site_url: str, names: dict[str, str]) -> str:
    """llms.txt: what the site is and where each question stands as Markdown."""
    return ENVIRONMENT.get_template("llms.txt").render(
        library=library,
        base=site_url.rstrip("/"),
        names=names,
        languages=LANGUAGES[::-1],
        verdicts=[both["en"] for both in VERDICTS.values()],
        page=address,
    )


def linked_data(question: Question, language: str, repository: Repository) -> str:
    """schema.org: the page as a learning resource, with a review of each claim."""
    url = f"{repository.site_url.rstrip('/')}/{address(question.slug, language)}/"
    reviews = [
        {
            "@type": "ClaimReview",
            "url": f"{url}#{claim.id}",
            "claimReviewed": claim.says[language].plain,
            "reviewBody": claim.answer[language].plain,
            "reviewRating": _rating(claim, language),
        }
        for claim in question.claims
    ]
    data = {
        "@context": "https://schema.org",
        "@type": ["TechArticle", "LearningResource"],
        "headline": question.title[language].plain,
        "abstract": question.answer[language].plain,
        "inLanguage": language,
        "url": url,
        "isAccessibleForFree": True,
        "learningResourceType": "question and answer",
        "license": "https://opensource.org/license/mit",
        **({"dateModified": repository.date} if repository.date else {}),
        "hasPart": reviews,
    }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _rating(claim: Claim, language: str) -> dict[str, Any]:
    rating = {"@type": "Rating", "alternateName": VERDICTS[claim.verdict][language]}
    if claim.verdict not in RATINGS:
        return rating
    return {**rating, "ratingValue": RATINGS[claim.verdict], "bestRating": 5, "worstRating": 1}


def bibtex(question: Question, language: str, repository: Repository) -> str:
    """A citation of the question's page."""
    base = repository.site_url.rstrip("/")
    fields = {
        "title": question.title[language].plain,
        "author": "{The resnet-qa authors}",
        "year": repository.date[:4],
        "url": f"{base}/{address(question.slug, language)}/" if base else "",
        "note": f"commit {repository.commit[:12]}" if repository.commit else "",
    }
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{resnet-qa-{question.slug},\n{body}\n}}"


def described(claim: Claim) -> str:
    """The verdict and the answer in both languages, as a shared link describes the claim."""
    return " / ".join(
        f"{VERDICTS[claim.verdict][c]}{COLON[c]}{claim.answer[c].plain}" for c in LANGUAGES
    )
