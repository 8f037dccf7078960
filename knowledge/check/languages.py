"""Keeps the two languages a pair, in the glossary's words.

`paired.txt` beside the texts holds a fingerprint of each text in each language, as they stood when
somebody last said that they say the same: `make paired` records, every build compares.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pydantic import BaseModel

from ..forms import Both, QuestionForm, Terms
from ..model import Library
from ..problems import Problems
from ..read import yaml
from ..read.page import sections
from ..words import LANGUAGES

RECORD = "paired.txt"
_NOT_PROSE = re.compile(r"\{\{.*?\}\}|\{\s*#[^}]*\}|`[^`]*`", re.S)


@dataclass(frozen=True)
class Written:
    """A text in one language, and where it stands."""

    text: str
    path: Path
    line: int

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change with any word, not with line breaks."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Pair:
    """A text in both languages."""

    name: str
    texts: tuple[Written, ...]  # in the order of LANGUAGES

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The texts' fingerprints."""
        return tuple(text.fingerprint for text in self.texts)


def pairs(library: Library, folder: Path, problems: Problems) -> list[Pair]:
    """Every text of a folder that stands in both languages."""
    found: list[Pair] = []
    if (path := folder / "claims.yml").is_file():
        read = yaml.read(path, QuestionForm, problems)
        found += _of_form(read, read.form, ()) if read else []
    for path in sorted(folder.glob(f"*.{LANGUAGES[0]}.md")):
        found += _of_pages([path.with_name(path.name.replace(".zh.", f".{c}.")) for c in LANGUAGES])
    if question := library.questions.get(folder.name):
        cells = [cell for cell in question.notebook.cells if cell.kind == "markdown"]
        at = question.notebook.path
        for index in range(0, len(cells), len(LANGUAGES)):
            group = cells[index : index + len(LANGUAGES)]
            if [cell.language for cell in group] != list(LANGUAGES):
                told = "give each text in Chinese, then in English, each cell with its tag"
                problems.add(at, group[0].line, told)
                break
            texts = tuple(Written(cell.source, at, cell.line) for cell in group)
            found.append(Pair(f"evidence.{index // len(LANGUAGES) + 1}", texts))
    return found


def _of_form(read: yaml.Read[QuestionForm], form: object, place: yaml.Place) -> Iterator[Pair]:
    if isinstance(form, Both):
        texts = (
            Written(getattr(form, code), read.path, read.line(*place, code)) for code in LANGUAGES
        )
        yield Pair(".".join(map(str, place)), tuple(texts))
    elif isinstance(form, BaseModel):
        for name, value in form:
            yield from _of_form(read, value, (*place, name))
    elif isinstance(form, dict | list):
        entries = form.items() if isinstance(form, dict) else enumerate(form)
        for key, value in entries:
            yield from _of_form(read, value, (*place, key))


def _of_pages(paths: list[Path]) -> Iterator[Pair]:
    name = paths[0].name.split(".")[0]
    texts = [
        {
            section.anchor: Written(f"{section.heading}\n{section.body}", path, section.line)
            for section in sections(path.read_text(encoding="utf-8-sig"), level=6)
        }
        for path in paths
        if path.is_file()  # the build says which page is missing
    ]
    for anchor in texts[0]:
        if len(texts) == len(LANGUAGES) and anchor in texts[1]:
            yield Pair(f"{name}#{anchor}", tuple(of[anchor] for of in texts))


def check(library: Library, problems: Problems) -> None:
    """Tell each text that changed in one language only, what is new, and strange words."""
    terms = yaml.read(library.root / "docs/terms.yml", Terms, problems)
    avoided = {
        code: {
            synonym: f"{getattr(term, code)!r} ({name})"
            for name, term in (terms.form.root if terms else {}).items()
            for synonym in term.avoid.get(code, [])  # type: ignore[call-overload]
        }
        for code in LANGUAGES
    }
    for folder in folders(library):
        found = pairs(library, folder, problems)
        new = _compare(found, _recorded(folder), problems)
        for path, group in groupby(new, key=lambda pair: pair.texts[0].path):
            first, *more = group
            many = f"{len(more) + 1} texts are" if more else "1 text is"
            told = (
                f"{many} new, or changed in both languages, the first of them {first.name}; "
                "once both say the same, run: make paired"
            )
            problems.add(path, first.texts[0].line, told)
        for pair in found:
            _check_terms(pair, avoided, problems)


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
        found = pairs(library, folder, problems)
        if not alone:
            _compare(found, _recorded(folder), problems)
        problems.stop()
        lines = sorted((pair.name, *pair.fingerprints) for pair in found)
        text = "".join(f"{' '.join(prints)} {name}\n" for name, *prints in lines)
        (folder / RECORD).write_text(text, encoding="utf-8")
        count += len(found)
    return count


def _recorded(folder: Path) -> set[tuple[str, ...]]:
    """The record: the fingerprints, then the pair's name."""
    path = folder / RECORD
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {tuple(line.split(" ", len(LANGUAGES))) for line in lines}


def _compare(found: list[Pair], known: set[tuple[str, ...]], problems: Problems) -> list[Pair]:
    """Tell each text that changed in one language only; return the pairs that are new, or changed
    in both. Two texts that change places are new where they stand now."""
    here = {(*pair.fingerprints, pair.name) for pair in found}
    gone = {key[:-1] for key in known - here}
    recorded = {key[:-1] for key in known}
    new = []
    for pair in found:
        if (*pair.fingerprints, pair.name) in known:
            continue
        same = [any(key[i] == p for key in gone) for i, p in enumerate(pair.fingerprints)]
        if pair.fingerprints in recorded or not any(same):
            new.append(pair)
            continue
        kept, changed = pair.texts if same[0] else pair.texts[::-1]
        where = kept.path.relative_to(problems.root).as_posix()
        problems.add(
            changed.path,
            changed.line,
            f"{pair.name} changed in {LANGUAGES[same[0]]!r} only; change {where}:{kept.line} too, "
            "or, where that still says the same, run: make paired ALONE=1",
        )
    return new


def _check_terms(pair: Pair, avoided: Mapping[str, dict[str, str]], problems: Problems) -> None:
    """Tell synonyms; what people say may use them, and so may the glossary, to explain them."""
    if pair.name.endswith(".says") or pair.name.startswith("glossary"):
        return
    for code, written in zip(LANGUAGES, pair.texts, strict=True):
        for synonym in _said(written.text, tuple(avoided[code])):
            told = f"{pair.name} says {synonym!r}; the glossary's word is {avoided[code][synonym]}"
            problems.add(written.path, written.line, told)


@lru_cache(maxsize=2**16)
def _said(text: str, words: tuple[str, ...]) -> list[str]:
    """Those words that a text says. Latin words start where no letter stands before."""
    prose = _NOT_PROSE.sub(" ", text).lower()
    return [
        word
        for word in words
        if word.lower() in prose
        and (not word[0].isascii() or re.search(rf"(?<![a-z]){re.escape(word.lower())}", prose))
    ]
