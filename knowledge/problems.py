"""Problems are gathered, then told all at once: file, line, what is wrong, what to do."""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

T = TypeVar("T")
Faults = Sequence[tuple[int | None, str]]  # line, or None for the whole file; what is wrong


class KnowledgeError(Exception):
    """The knowledge base is incomplete or contradicts itself; the message lists every problem."""


def failed_at(error: BaseException, path: Path) -> int | None:
    """The line of the author's code at `path` where it raised the error."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno for f in reversed(frames) if f.filename == str(path)), None)


class Placed(str):
    """A text that knows the file and the line on which its author wrote it."""

    path: Path
    line: int

    def __new__(cls, text: str, path: Path, line: int) -> Self:
        """The text as it stands there."""
        placed = super().__new__(cls, text)
        placed.path, placed.line = path, line
        return placed


class Problems:
    """Collects problems while reading goes on."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: dict[str, None] = {}  # an ordered set

    def add(self, file: Path, line: int | None, text: str) -> None:
        """One problem: where, what, and what to do."""
        path = file.relative_to(self.root) if file.is_relative_to(self.root) else file
        self.found[f"{path.as_posix()}{f':{line}' if line else ''}: {text}"] = None

    def tell(self, at: str, text: str) -> None:
        """One problem of a text that was read from a file."""
        assert isinstance(at, Placed)
        self.add(at.path, at.line, text)

    def read(
        self, path: Path, parse: Callable[..., tuple[T | None, Faults]], *given: Any
    ) -> T | None:
        """What `parse` makes of the file's text; None if it cannot be read. Faults are told."""
        try:
            made, faults = parse(path, path.read_text(encoding="utf-8-sig"), *given)
        except FileNotFoundError:
            made, faults = None, [(None, "is missing; add it, templates/question holds an example")]
        except (OSError, UnicodeDecodeError) as error:
            made, faults = None, [(None, f"cannot be read ({error}); save it as UTF-8")]
        for line, text in faults:
            self.add(path, line, text)
        return made

    def stop(self) -> None:
        """Raise KnowledgeError if anything was found."""
        if self.found:
            count = f"{len(self.found)} problem{'s' if len(self.found) > 1 else ''}"
            raise KnowledgeError("\n".join([f"{count} in the knowledge base:", *self.found]))
