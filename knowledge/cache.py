"""What was made before, kept by the content that it was made from: it cannot go stale."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from threading import get_ident

FOLDER = Path(".cache")  # of the folder that the site is built in


def code_in(*folders: Path) -> str:
    """A fingerprint of the Python files in folders and below."""
    files = (path for folder in folders for path in sorted(folder.rglob("*.py")))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def cached(kind: str, content: object, make: Callable[[], bytes]) -> bytes:
    """What `make` makes from `content`, or made of the same content in an earlier build.

    `content` is all that it depends on, versions of tools included, as JSON can write it.
    """
    key = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    path = FOLDER / kind / key[:2] / key
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{key}.{os.getpid()}-{get_ident()}")  # others may make the same
    draft.write_bytes(made)
    draft.replace(path)  # never half-written
    return made
