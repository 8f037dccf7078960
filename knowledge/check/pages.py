"""What a question's pages hold: a section a claim, alike in both languages, no typed figure."""

from __future__ import annotations

import re
from pathlib import Path

from ..model import Library, Question
from ..numbers import nearest
from ..problems import Problems
from ..words import LANGUAGES, OTHERS
from .figures import check_figures

_TEMPLATE_PLACES = {"glance", "related", "cite"}  # anchors that the template gives
_PARTS = re.compile(  # of docs/
    r"assets/.*|[\w-]+\.(zh|en)\.md|(references|terms)\.yml|paired\.txt"
    r"|questions/[^/]+/(claims\.yml|evidence\.ipynb|index\.(zh|en)\.md|paired\.txt|\w+\.py)"
)
_HIDDEN = re.compile(r"(^|/)(\.|__pycache__)")
_SNIPPET = re.compile(r"""--8<--\s+["']([^"']+)["']""")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
_OPEN = re.compile(r"(?<!\\)\{\{(?!.*?\}\})")


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
            claims = {claim.id for claim in question.claims}  # told already
            odd = (set(anchors[code]) ^ set(anchors[LANGUAGES[0]])) - claims
            moved = sorted(anchors[code]) == sorted(anchors[LANGUAGES[0]])
            if odd or (moved and anchors[code] != anchors[LANGUAGES[0]]):
                told = ", ".join(sorted(odd)) or "the order differs"
                problems.add(
                    other, None, f"has not the sections of {zh.name}, in their order: {told}"
                )
    docs = library.root / "docs"
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if _HIDDEN.search(name) or not path.is_file():
            continue
        if not _PARTS.fullmatch(name):
            problems.add(path, None, "is no part of the site; move it to docs/assets or remove it")
        elif path.suffix == ".md":
            text = path.read_text(encoding="utf-8-sig")
            check_figures(text, path, 1, problems)
            _check_lines(text, path, library.root, problems)


def _check_lines(text: str, path: Path, root: Path, problems: Problems) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if _CONFLICT.match(line):
            problems.add(path, number, f"a merge left {line[:7]} here; choose one side")
        if _OPEN.search(line):
            problems.add(path, number, "{{ is not closed on its line; write }} or \\{{")
        for snippet in _SNIPPET.findall(line):
            if not (root / snippet).is_file():
                there = sorted(p.name for p in (root / "snippets").glob("*.py"))
                told = nearest(Path(snippet).name, there)
                problems.add(path, number, f"there is no snippet {snippet!r}; {told}")


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
        if "{{" in section.heading or "##" in section.heading:
            problems.add(path, section.line, "write a heading as words")
