"""`make lint` and `make paired`: do the two languages say the same, in the glossary's words?"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

from . import paired, terms
from .model import LANGUAGES
from .problems import KnowledgeError, Problems


def main(arguments: list[str] | None = None, root: Path | None = None) -> int:
    """Compare the two languages with the record, or renew it; 1 if a text changed in one only."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.languages", description=main.__doc__)
    parser.add_argument("--record", action="store_true", help="renew the record")
    parser.add_argument("--alone", action="store_true", help="also what changed in one only")
    given = parser.parse_args(arguments)
    root = root or Path(__file__).parent.parent
    problems, changes = Problems(root), Problems(root)
    found = paired.pairs(root, problems)
    terms.check(root, found, problems)
    new = paired.compare(found, paired.recorded(root), changes)
    if given.record and given.alone:
        changes.found.clear()
    if not given.record:
        for file, pairs in groupby(new, key=lambda pair: pair.zh.file):
            first, *more = pairs
            texts = f"{len(more) + 1} texts are" if more else "1 text is"
            changes.add(
                file,
                first.zh.line,
                f"{texts} new, or changed in both languages, the first of them {first.name}; once "
                "both say the same, run: make paired",
            )
    problems.found += changes.found
    try:
        problems.stop()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    if given.record:
        paired.record(root, found)
        print(f"{len(found)} texts in {' and '.join(LANGUAGES)}, recorded in {paired.RECORD}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
