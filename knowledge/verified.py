"""Which versions the notebooks pass with: recorded by `make nbval` as it passes, never typed.

A record names the notebook's fingerprint, so that it counts only for what was executed. Records
lie in build/verified; continuous integration gathers those of every system and Python it tests.
"""

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from .model import Library

RECORDS = Path("build/verified")
SYSTEMS = {"Darwin": "macOS"}


def packages() -> dict[str, str]:
    """What decides what a notebook prints, as it is installed."""
    return {name: version(name).split("+")[0] for name in ("torch", "torchinfo")}


def fingerprint(notebook: Path) -> str:
    """Sixteen hexadecimal digits of the notebook's code and outputs, whatever its line ends."""
    return hashlib.sha256(notebook.read_text(encoding="utf-8").encode()).hexdigest()[:16]


def record(notebooks: Sequence[Path], folder: Path = RECORDS) -> None:
    """Write that each notebook passed with the versions that are installed."""
    system, python = platform.system(), platform.python_version_tuple()[:2]
    made = {"system": SYSTEMS.get(system, system), "Python": ".".join(python), **packages()}
    folder.mkdir(parents=True, exist_ok=True)
    for notebook in notebooks:
        entry = {"notebook": fingerprint(notebook), "with": made}
        name = "-".join([notebook.parent.name, *made.values()])
        (folder / f"{name}.json").write_text(json.dumps(entry, indent=1) + "\n", encoding="utf-8")


def passed(library: Library) -> dict[tuple[str, ...], int]:
    """How many of the notebooks, as they are now, passed with each set of versions.

    The keys are (system, Python, torch, torchinfo), sorted; records of other states do not count.
    """
    current = {fingerprint(q.notebook.path) for q in library.questions.values()}
    read = [json.loads(p.read_text("utf-8")) for p in (library.root / RECORDS).rglob("*.json")]
    found = {(tuple(entry["with"].values()), entry["notebook"]) for entry in read}
    counted = Counter(made for made, notebook in found if notebook in current)
    return {made: counted[made] for made in sorted(counted, key=_order)}


def _order(made: tuple[str, ...]) -> list[list[int] | str]:
    return [[int(part) for part in word.split(".")] if word[0].isdigit() else word for word in made]
