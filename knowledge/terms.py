"""The glossary's words are used alike: each term in both languages or in neither, no synonyms."""

from __future__ import annotations

import re
from pathlib import Path

from .located import Table, read
from .model import LANGUAGES
from .pages import headings
from .paired import Pair
from .problems import Problems

_NOT_PROSE = re.compile(r"\{\{.*?\}\}|\{\s*#[^}]*\}|`[^`]*`", re.S)


def check(root: Path, found: list[Pair], problems: Problems) -> None:
    """Tell each pair of texts that uses a term in one language only, and each synonym.

    What people say may use synonyms, since it is theirs, and so may the glossary, to explain them.
    """
    path = root / "docs/terms.yml"
    terms = read(path, "terms.schema.json", problems) or Table()
    _check_entries(root, path, terms, problems)
    for pair in found:
        texts = {"zh": pair.zh, "en": pair.en}
        prose = {code: _NOT_PROSE.sub(" ", text.text) for code, text in texts.items()}
        for name, term in terms.items():
            used = {code: _first(term[code], prose[code]) for code in LANGUAGES}
            for code, other in (LANGUAGES, LANGUAGES[::-1]):
                if used[code] and not used[other]:
                    problems.add(
                        texts[other].file,
                        texts[other].line,
                        f"{pair.name} speaks of {used[code]!r} in {code!r} and not in {other!r}; "
                        f"say it in both or in neither ({name}: {', '.join(term[other])})",
                    )
        if pair.name.endswith(".says") or pair.name.startswith("glossary"):
            continue
        for code, text in texts.items():
            for name, term in terms.items():
                if synonym := _first(term.get("avoid", {}).get(code, []), prose[code]):
                    problems.add(
                        text.file,
                        text.line,
                        f"{pair.name} says {synonym!r}; the glossary's word is {term[code][0]!r} "
                        f"({name})",
                    )


def _check_entries(root: Path, path: Path, terms: Table, problems: Problems) -> None:
    for code in LANGUAGES:
        page = root / f"docs/glossary.{code}.md"
        text = page.read_text(encoding="utf-8")
        entries = {
            heading[3]: text[: heading.start()].count("\n") + 1
            for heading in headings(text)
            if len(heading[1]) > 1
        }
        for name in entries.keys() - terms.keys():
            line = entries[name]
            problems.add(page, line, f"the entry {name!r} has no forms in {path.name}; add them")
        for name in terms.keys() - entries.keys():
            problems.add(
                path, terms.lines[name], f"{name!r} has no entry in {page.name}; write one there"
            )


def _first(forms: list[str], prose: str) -> str:
    """The first of the forms that the prose holds, or nothing. Latin forms start a word."""
    for form in forms:
        start = r"(?<![a-z])" if form[0].isascii() else ""
        if re.search(start + re.escape(form), prose, re.IGNORECASE):
            return form
    return ""
