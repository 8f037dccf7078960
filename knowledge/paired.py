"""Keeps the two languages a pair: a text changed in one of them only is told, with file and line.

`docs/paired.txt` holds a fingerprint of each text in each language, as they stood when somebody
last said that they say the same. `make lint` compares; `make paired` records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .located import Table, read
from .model import LANGUAGES
from .pages import headings
from .problems import Problems

RECORD = "docs/paired.txt"


@dataclass(frozen=True)
class Text:
    """A text in one language, and where it stands."""

    text: str
    file: Path
    line: int

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change with any word, not with line breaks."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Pair:
    """A text in both languages."""

    name: str
    zh: Text
    en: Text

    @property
    def fingerprints(self) -> tuple[str, str]:
        """The Chinese text's and the English text's."""
        return self.zh.fingerprint, self.en.fingerprint


def pairs(root: Path, problems: Problems) -> list[Pair]:
    """Every text under `root`/docs that stands in both languages."""
    found: list[Pair] = []
    for path in sorted((root / "docs").rglob("claims.yml")):
        if table := read(path, "claims.schema.json", problems):
            found += _of_table(table, path.parent.name, path)
    for path in sorted((root / "docs").rglob("*.zh.md")):
        found += _of_pages(path, path.with_name(path.name.replace(".zh.", ".en.")), problems)
    for path in sorted((root / "docs").rglob("evidence.ipynb")):
        found += _of_notebook(path, problems)
    return found


def _of_table(table: Table, name: str, path: Path) -> Iterator[Pair]:
    if set(LANGUAGES) <= set(table):
        zh, en = (Text(str(table[code]), path, table.lines[code]) for code in LANGUAGES)
        yield Pair(name, zh, en)
    for key, value in table.items():
        if isinstance(value, Table):
            yield from _of_table(value, f"{name}.{key}", path)
        for index, entry in enumerate(value if isinstance(value, list) else []):
            if isinstance(entry, Table):
                yield from _of_table(entry, f"{name}.{entry.get('id', index)}", path)


def _of_pages(zh: Path, en: Path, problems: Problems) -> Iterator[Pair]:
    if not en.is_file():
        return  # the build says so
    parts = {path: _sections(path) for path in (zh, en)}
    for anchor in {**parts[zh], **parts[en]}:
        if anchor in parts[zh] and anchor in parts[en]:
            yield Pair(f"{_page(zh)}#{anchor}", parts[zh][anchor], parts[en][anchor])
        else:
            has, lacks = (zh, en) if anchor in parts[zh] else (en, zh)
            problems.add(
                has,
                parts[has][anchor].line,
                f"the section {anchor!r} has no twin in {lacks.name}; write it there too",
            )


def _page(path: Path) -> str:
    folder = path.parent.name if path.parent.name != "docs" else ""
    return "/".join([*filter(None, [folder]), path.name.split(".")[0]])


def _sections(path: Path) -> dict[str, Text]:
    """The text before the first anchored heading, and that of each heading, by anchor."""
    markdown = path.read_text(encoding="utf-8")
    found = headings(markdown)
    starts = [("", 0), *((m[3], m.start()) for m in found)]
    ends = [*(start for _, start in starts[1:]), len(markdown)]
    return {
        anchor: Text(markdown[start:end], path, markdown[:start].count("\n") + 1)
        for (anchor, start), end in zip(starts, ends, strict=True)
    }


def _of_notebook(path: Path, problems: Problems) -> Iterator[Pair]:
    try:
        text = path.read_text(encoding="utf-8")
        cells = [(cell["cell_type"], cell["metadata"], cell) for cell in json.loads(text)["cells"]]
    except (ValueError, KeyError, TypeError):
        problems.add(path, None, "is not a notebook; save it again from Jupyter")
        return
    lines = text.splitlines()
    waiting: list[Text] = []
    for kind, _, cell in cells:
        if kind != "markdown":
            continue
        code = next((c for c in LANGUAGES if c in cell["metadata"].get("tags", [])), "")
        first = json.dumps(cell["source"][0] if cell["source"] else "", ensure_ascii=False)
        line = next((i for i, shown in enumerate(lines, 1) if first in shown), 1)
        if code != LANGUAGES[len(waiting)]:
            wanted = LANGUAGES[len(waiting)]
            problems.add(
                path,
                line,
                f"this Markdown cell has {f'the tag {code!r}' if code else 'no language tag'} "
                f"where {wanted!r} should come; give each text in Chinese, then in English",
            )
            return
        waiting.append(Text("".join(cell["source"]), path, line))
        if len(waiting) == len(LANGUAGES):
            yield Pair(f"{path.parent.name}/evidence", *waiting)
            waiting = []


def recorded(root: Path) -> set[tuple[str, str, str]]:
    """The record: fingerprints of the Chinese and the English text, and the pair's name."""
    path = root / RECORD
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    parts = [line.split(" ", len(LANGUAGES)) for line in lines]
    return {(zh, en, name) for zh, en, name in (part for part in parts if len(part) == 3)}


def compare(found: list[Pair], known: set[tuple[str, str, str]], problems: Problems) -> list[Pair]:
    """Tell each text that changed in one language only; the pairs that are new, or changed in both.

    A pair that stands under another name than it was recorded for is new there: two texts that
    change places are told.
    """
    new = []
    here = {(*pair.fingerprints, pair.name) for pair in found}
    gone = {key[: len(LANGUAGES)] for key in known - here}
    gone -= {pair.fingerprints for pair in found}
    for pair in found:
        if (*pair.fingerprints, pair.name) in known:
            continue
        same = [any(key[i] == pair.fingerprints[i] for key in gone) for i in range(len(LANGUAGES))]
        if any(same):
            changed, kept = (pair.en, pair.zh) if same[0] else (pair.zh, pair.en)
            language = LANGUAGES[1] if same[0] else LANGUAGES[0]
            where = kept.file.relative_to(problems.root).as_posix()
            problems.add(
                changed.file,
                changed.line,
                f"{pair.name} changed in {language!r} only; change {where}:{kept.line} too, or, "
                "where that still says the same, run: make paired ALONE=1",
            )
        else:
            new.append(pair)
    return new


def record(root: Path, found: list[Pair]) -> None:
    """Write the record: these pairs say the same."""
    lines = sorted((pair.name, *pair.fingerprints) for pair in found)
    text = "".join(f"{zh} {en} {name}\n" for name, zh, en in lines)
    (root / RECORD).write_text(text, encoding="utf-8")
