"""`python -m knowledge COMMAND`: what the Makefile calls besides MkDocs."""

import argparse
import sys
from pathlib import Path

from . import verified
from .check.languages import record
from .new_question import create, unfinished
from .numbers import nearest
from .problems import KnowledgeError
from .read.library import load

COMMANDS = {  # what they do with notebooks
    "there": "say which of the notebooks is missing",
    "execute": "execute notebooks and store their outputs",
    "passed": "record the versions with which notebooks passed",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 or 2 with the reason on stderr where that fails."""
    parser = argparse.ArgumentParser(prog="python -m knowledge")
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("question", help="start a new question from the template")
    new.add_argument("slug")
    paired = commands.add_parser("paired", help="record that both languages say the same")
    paired.add_argument("--alone", action="store_true", help="also what changed in one only")
    for name, about in COMMANDS.items():
        commands.add_parser(name, help=about).add_argument("notebooks", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    try:
        if given.command == "question":
            _question(Path.cwd(), given.slug)
        elif given.command == "paired":
            many = record(load(Path.cwd()), given.alone)
            print(f"{many} texts say the same in both languages")
        else:
            _check_there(given.notebooks)
        if given.command == "execute":
            from .execute import store  # needs the test environment

            return store(given.notebooks)
        if given.command == "passed":
            verified.record(given.notebooks)
    except (KnowledgeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _check_there(notebooks: list[Path]) -> None:
    known = sorted(path.parent.name for path in Path("docs/questions").glob("*/evidence.ipynb"))
    for path in notebooks:
        if not path.is_file():
            raise ValueError(f"{path} is missing; {nearest(path.parent.name, known)}")


def _question(root: Path, slug: str) -> None:
    folder = create(root, slug)
    print(f"{folder.relative_to(root)} is there and builds. What is left to write:")
    for path, number, found in unfinished(folder):
        print(f"  {path.relative_to(root)}:{number}: {found}")
    print(f"Then: make notebooks SLUG={slug}, make paired, make site, make test.")


if __name__ == "__main__":
    raise SystemExit(main())
