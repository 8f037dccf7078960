"""What machines read: claims.json and its schema, linked data, llms.txt, a page as Markdown."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from pydantic import BaseModel, Field

from resnet_ref.findings import STANCES, VERDICTS

from ..forms import Both, Id, Name
from ..model import Claim, Library, Question, Texts
from ..render.templates import ENVIRONMENT, Links
from ..repository import Repository
from ..words import BRACKETS, COLON, LANGUAGES, words

RATINGS = {"right": 5, "mostly-right": 4, "mostly-wrong": 2, "wrong": 1}  # of schema.org


class CitationRecord(BaseModel):
    """What a source says of the claim."""

    authors: str
    title: str
    year: int
    url: str
    at: str = Field(description="section, table, figure or equation")
    stance: Literal[STANCES]  # type: ignore[valid-type]
    figures: dict[Name, int | float]


class ClaimRecord(BaseModel):
    """A claim with its verdict and what the verdict follows from."""

    id: Id
    question: Id
    statement: Both = Field(description="what people say")
    answer: Both = Field(description="when it holds, when it does not")
    verdict: Literal[tuple(VERDICTS)]  # type: ignore[valid-type]
    basis: list[Literal["code", "literature"]]
    literature: Literal[STANCES] | None = Field(  # type: ignore[valid-type]
        description="where the literature stands; null if none is cited"
    )
    decided_by: Id = Field(description="the claim whose finding decides this one")
    as_read: dict[Name, bool] = Field(description="cases that a reader takes the claim to state")
    otherwise: dict[Name, bool] = Field(description="cases that others might mean")
    numbers: dict[Name, int | float]
    citations: list[CitationRecord]
    url: Both
    permalink: str


class Claims(BaseModel):
    """Every claim of the site."""

    version: str
    commit: str = Field(description="the commit that was built; empty if unknown")
    claims: list[ClaimRecord]


def page(question: Question, language: str) -> str:
    """Where a question's page lies in the site."""
    return f"{Links(language).prefix}questions/{question.slug}"


def both(texts: Texts) -> Both:
    """A text as plain text in both languages."""
    return Both(**{code: texts[code].plain for code in LANGUAGES})


def claims(library: Library, version: str, commit: str) -> Claims:
    """Every claim as claims.json lists it."""
    records = [_record(library, claim) for claim in library.claims.values()]
    return Claims(version=version, commit=commit, claims=records)


def _record(library: Library, claim: Claim) -> ClaimRecord:
    question = library.questions[claim.question]
    return ClaimRecord(
        id=claim.id,
        question=claim.question,
        statement=both(claim.says),
        answer=both(claim.answer),
        verdict=claim.verdict,
        basis=list(claim.basis),
        literature=claim.stance,
        decided_by=claim.decided_by,
        as_read=dict(claim.finding.as_read),
        otherwise=dict(claim.finding.otherwise),
        numbers=dict(claim.finding.numbers),
        citations=[
            CitationRecord(
                **c.reference.model_dump(include={"authors", "title", "year", "url"}),
                at=c.at,
                stance=c.stance,
                figures=dict(c.figures),
            )
            for c in claim.citations
        ],
        url=Both(**{code: f"/{page(question, code)}/#{claim.id}" for code in LANGUAGES}),
        permalink=f"/c/{claim.id}/",
    )


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
        page=page,
    )


def linked_data(question: Question, language: str, repository: Repository) -> str:
    """schema.org: the page as a learning resource, with a review of each claim."""
    url = f"{repository.site_url.rstrip('/')}/{page(question, language)}/"
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
        "url": f"{base}/{page(question, language)}/" if base else "",
        "note": f"commit {repository.commit[:12]}" if repository.commit else "",
    }
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{resnet-qa-{question.slug},\n{body}\n}}"


def described(claim: Claim) -> str:
    """The verdict and the answer in both languages, as a shared link describes the claim."""
    return " / ".join(
        f"{VERDICTS[claim.verdict][c]}{COLON[c]}{claim.answer[c].plain}" for c in LANGUAGES
    )

