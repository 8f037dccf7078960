"""The machine-readable forms of the knowledge base."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .model import LANGUAGES, Claim, Library
from .write import Links, Writer


def claims(library: Library) -> dict[str, Any]:
    """Every claim as claims.json lists it."""
    writers = {code: Writer(library, Links(code)) for code in LANGUAGES}
    return {"claims": [_claim(library, writers, c) for c in library.claims.values()]}


def _claim(library: Library, writers: dict[str, Writer], claim: Claim) -> dict[str, Any]:
    citations = [
        {
            "authors": library.references[s.ref].authors,
            "title": library.references[s.ref].title,
            "year": library.references[s.ref].year,
            "url": library.references[s.ref].url,
            "at": s.at,
            "figures": {key: figure.value for key, figure in s.figures.items()},
        }
        for s in claim.sources
    ]
    path = f"questions/{claim.question}/#{claim.id}"
    return {
        "id": claim.id,
        "question": claim.question,
        "statement": {code: writer.plain(claim.says[code]) for code, writer in writers.items()},
        "verdict": claim.verdict,
        "stance": claim.stance,
        "decided_by": claim.decided_by,
        "cases": dict(claim.finding.cases),
        "numbers": dict(claim.finding.numbers),
        "citations": citations,
        "url": {"zh": f"/{path}", "en": f"/en/{path}"},
    }


def write(library: Library, site: Path) -> None:
    """Write claims.json into the built site."""
    text = json.dumps(claims(library), ensure_ascii=False, indent=1)
    (site / "claims.json").write_text(text + "\n", encoding="utf-8")
