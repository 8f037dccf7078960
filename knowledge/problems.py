"""Problems are gathered, then told all at once: file, line, what is wrong, what to do."""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(Exception):
    """The knowledge base is incomplete or contradicts itself; the message lists every problem."""


class Problems:
    """Collects problems while reading goes on."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: dict[str, None] = {}  # an ordered set

    def add(self, file: Path, line: int | None, text: str) -> None:
        """One problem: where, what, and what to do."""
        path = file.relative_to(self.root) if file.is_relative_to(self.root) else file
        self.found[f"{path.as_posix()}{f':{line}' if line else ''}: {text}"] = None

    def stop(self) -> None:
        """Raise KnowledgeError if anything was found."""
        if self.found:
            count = f"{len(self.found)} problem{'s' if len(self.found) > 1 else ''}"
            raise KnowledgeError("\n".join([f"{count} in the knowledge base:", *self.found]))
