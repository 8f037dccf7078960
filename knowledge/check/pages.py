"""What a question's pages hold: a section a claim, alike in both languages, no typed figure."""

from __future__ import annotations

from pathlib import Path

from ..model import Library, Question
from ..problems import Problems
from ..words import LANGUAGES, OTHERS
from .figures import typed

_TEMPLATE_PLACES = {"glance", "related", "cite"}  # anchors that the template gives


def check_pages(library: Library, problems: Problems) -> None:
    """Tell what is left out, what stands in one language only, and each figure that is typed."""
    for question in library.questions.values():
        anchors = {}
        for code in LANGUAGES:
            path = question.folder / f"index.{code}.md"
            anchors[code] = [s.anchor for s in question.pages[code] if s.anchor]
            _check(question, anchors[code], path, problems)
        for code in OTHERS:
            zh, other = (question.folder / f"index.{c}.md" for c in (LANGUAGES[0], code))
            if anchors[code] != anchors[LANGUAGES[0]]:
                odd = set(anchors[code]) ^ set(anchors[LANGUAGES[0]])
                problems.add(
                    other,
                    None,
                    f"has not the sections of {zh.name}, in their order: "
                    f"{', '.join(sorted(odd)) or 'the order differs'}",
                )
    for path in sorted((library.root / "docs").rglob("*.md")):
        for line, figure in typed(path.read_text(encoding="utf-8")):
            problems.add(
                path,
                line,
                f"the figure {figure!r} is typed; take it by name, {{{{ name }}}}, or say that "
                f"the text sets it: {{{{ {figure} }}}}",
            )


def _check(question: Question, anchors: list[str], path: Path, problems: Problems) -> None:
    for claim in question.claims:
        if claim.id not in anchors:
            problems.add(
                path, None, f"no section for the claim {claim.id!r}; add: ## … {{ #{claim.id} }}"
            )
    for section in question.pages[path.suffixes[0][1:]]:
        if section.anchor in _TEMPLATE_PLACES:
            problems.add(path, section.line, f"#{section.anchor} is the template's; take another")
        if anchors.count(section.anchor) > 1:
            problems.add(path, section.line, f"#{section.anchor} stands twice; keep one")
        if section.heading.startswith("{{") or "##" in section.heading:
            problems.add(path, section.line, "write a heading as words")
