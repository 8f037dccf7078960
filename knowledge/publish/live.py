"""What a page needs to run a claim's script: Python as WebAssembly, and words for its finding."""

from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from ..model import Library, address
from ..render.templates import ENVIRONMENT, context
from ..repository import Repository
from ..words import LANGUAGES
from .wheel import NAME

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")


@lru_cache
def python(root: Path) -> tuple[dict[str, bytes], int]:
    """Its files by their paths in the site, and their bytes with gzip.

    Nothing where `make` could not take the wheel that holds them.
    """
    for path in (root / "build/python").glob("*.whl"):
        with ZipFile(path) as wheel:
            inside = {
                f"assets/python/{name}": wheel.getinfo(f"flet_web/web/pyodide/{name}")
                for name in (*PYODIDE, "python_stdlib.zip")
            }
            files = {name: wheel.read(info) for name, info in inside.items()}
            return files, sum(info.compress_size for info in inside.values())
    return {}, 0


def live(library: Library) -> dict[str, str | bytes]:
    """Python, and what the page of each question with scripts asks for at a click."""
    files: dict[str, str | bytes] = {**python(library.root)[0]}
    for question in library.questions.values() if files else ():
        for language in LANGUAGES if any(map(library.script, question.claims)) else ():
            place = f"{address(question.slug, language)}/"
            files[f"{place}live.json"] = ENVIRONMENT.get_template("live.json").render(
                context(library, Repository(), language, place), question=question, wheel=NAME
            )
    return files
