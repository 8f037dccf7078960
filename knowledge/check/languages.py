"""Keeps the two languages a pair, in the glossary's words.

`paired.txt` beside the texts holds a fingerprint of each text in each language, as they stood when
somebody last said that they say the same: `make paired` records, every build compares.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..model import Library
from ..problems import Placed, Problems
from ..read.page import sections
from ..words import LANGUAGES

RECORD = "paired.txt"
_NOT_PROSE = re.compile(r"\{\{.*?\}\}|\{\s*#[^}]*\}|`[^`]*`", re.S)
Pair = tuple[str, tuple[Placed, ...]]  # a name, and the text in the order of LANGUAGES


def pairs(library: Library, folder: Path, problems: Problems) -> Iterator[Pair]:
    """Every text of a folder that stands in both languages."""
    question = library.questions.get(folder.name)
    if question:
        yield from _of_form(question.form.model_dump())
    for path in sorted(folder.glob(f"*.{LANGUAGES[0]}.md")):
        first, *others = (_of_page(path, code) for code in LANGUAGES)
        for anchor, text in first.items():
            if all(anchor in other for other in others):  # else the build says what is missing
                name = f"{path.name.split('.')[0]}#{anchor}"
                yield name, (text, *(other[anchor] for other in others))
    cells = [c for c in question.notebook.cells if c.kind == "markdown"] if question else []
    for index in range(0, len(cells), len(LANGUAGES)):
        group = cells[index : index + len(LANGUAGES)]
        if tuple(cell.language for cell in group) != LANGUAGES:
            told = "give each text in Chinese, then in English, each cell with its tag"
            problems.tell(group[0].source, told)
            return
        yield f"evidence.{index // len(LANGUAGES) + 1}", tuple(cell.source for cell in group)


def _of_form(form: Any, *place: str) -> Iterator[Pair]:
    if isinstance(form, dict) and set(LANGUAGES) <= form.keys():
        yield ".".join(place), tuple(form[code] for code in LANGUAGES)
    elif isinstance(form, dict | list):
        for key, value in form.items() if isinstance(form, dict) else enumerate(form):
            yield from _of_form(value, *place, str(key))


def _of_page(path: Path, code: str) -> dict[str, Placed]:
    path = path.with_name(f"{path.name.split('.')[0]}.{code}.md")
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    return {
        section.anchor: Placed(f"{section.heading}\n{section.body}", path, section.line)
        for section in sections(text, level=6)
    }


def check(library: Library, problems: Problems) -> None:
    """Tell each text that changed in one language only, what is new, and strange words."""
    avoided = [
        {
            synonym: f"{getattr(term, code)!r} ({name})"
            for name, term in library.terms.items()
            for synonym in term.avoid.get(code, [])  # type: ignore[call-overload]
        }
        for code in LANGUAGES
    ]
    for folder in folders(library):
        found = list(pairs(library, folder, problems))
        if new := _changed(folder, found, problems):
            (name, (text, *_)), many = new[0], len(new)
            told = (
                f"{many} text{'s are' if many > 1 else ' is'} new, or changed in both languages, "
            )
            remedy = f"the first of them {name}; once both say the same, run: make paired"
            problems.tell(text, told + remedy)
        for name, texts in found:
            # what people say is theirs; the glossary explains the synonyms
            if not name.endswith(".says") and not name.startswith("glossary"):
                for text, words in zip(texts, avoided, strict=True):
                    for synonym in _said(text, tuple(words)):
                        told = f"{name} says {synonym!r}; the glossary's word is {words[synonym]}"
                        problems.tell(text, told)


def folders(library: Library) -> list[Path]:
    """Every folder that keeps a record."""
    return [library.root / "docs", *(q.folder for q in library.questions.values())]


def record(library: Library, alone: bool = False) -> int:
    """Write every folder's record: its texts say the same. How many there are.

    Raises KnowledgeError where a text changed in one language only, unless `alone` says that the
    other needs no change.
    """
    problems, count = Problems(library.root), 0
    for folder in folders(library):
        found = list(pairs(library, folder, problems))
        if not alone:
            _changed(folder, found, problems)
        problems.stop()
        lines = [f"{' '.join(_fingerprints(texts))} {name}\n" for name, texts in sorted(found)]
        (folder / RECORD).write_text("".join(lines), encoding="utf-8")
        count += len(found)
    return count


def _changed(folder: Path, found: list[Pair], problems: Problems) -> list[Pair]:
    """Tell each text that changed in one language only; give those that are new, or changed in
    both."""
    path, new = folder / RECORD, []
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    recorded = {name: prints for *prints, name in (line.split(" ", 2) for line in lines)}
    for name, texts in found:
        known = recorded.get(name, ["", ""])
        same = [a == b for a, b in zip(known, _fingerprints(texts), strict=True)]
        if not any(same):
            new.append((name, texts))
        elif not all(same):
            kept, changed = texts if same[0] else texts[::-1]
            where = kept.path.relative_to(problems.root).as_posix()
            problems.tell(
                changed,
                f"{name} changed in {LANGUAGES[same[0]]!r} only; change {where}:{kept.line} too, "
                "or, where that still says the same, run: make paired ALONE=1",
            )
    return new


def _fingerprints(texts: tuple[Placed, ...]) -> list[str]:
    """Eight hexadecimal digits of each that change with any word, not with line breaks."""
    return [hashlib.sha256(" ".join(t.split()).encode()).hexdigest()[:8] for t in texts]


@lru_cache(maxsize=2**16)
def _said(text: str, words: tuple[str, ...]) -> list[str]:
    """Those words that a text says. Latin words start where no letter stands before."""
    prose = _NOT_PROSE.sub(" ", text).lower()
    return [
        str(word)
        for word in words
        if word.lower() in prose
        and (not word[0].isascii() or re.search(rf"(?<![a-z]){re.escape(word.lower())}", prose))
    ]
