"""Which versions the notebooks pass with: recorded by `make nbval` as it passes, never typed.

A record names the notebook's fingerprint, so that it counts only for what was executed. Records
lie in build/verified; continuous integration gathers those of every system and Python it tests.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from .model import Library

RECORDS = Path("build/verified")
PACKAGES = ("torch", "torchinfo")
SYSTEMS = {"Darwin": "macOS"}


def fingerprint(notebook: Path) -> str:
    """Sixteen hexadecimal digits of the notebook's code and outputs, whatever its line ends."""
    text = notebook.read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def record(notebooks: Sequence[Path], folder: Path = RECORDS) -> None:
    """Write that each notebook passed with the versions that are installed."""
    made = {
        "system": SYSTEMS.get(platform.system(), platform.system()),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: version(name).split("+")[0] for name in PACKAGES},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for notebook in notebooks:
        name = "-".join([notebook.parent.name, *made.values()])
        entry = {"notebook": fingerprint(notebook), "with": made}
        (folder / f"{name}.json").write_text(json.dumps(entry, indent=1) + "\n", encoding="utf-8")


def passed(library: Library) -> dict[tuple[str, ...], int]:
    """How many of the notebooks, as they are now, passed with each set of versions.

    The keys are (system, Python, torch, torchinfo), sorted; records of other states do not count.
    """
    current = {fingerprint(q.notebook.path) for q in library.questions.values()}
    found: dict[tuple[str, ...], set[str]] = {}
    for path in sorted((library.root / RECORDS).rglob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        if entry["notebook"] in current:
            found.setdefault(tuple(entry["with"].values()), set()).add(entry["notebook"])
    return {made: len(found[made]) for made in sorted(found, key=_order)}


def _order(made: tuple[str, ...]) -> list[list[int] | str]:
    return [[int(part) for part in word.split(".")] if word[0].isdigit() else word for word in made]
