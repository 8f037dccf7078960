"""`make question SLUG=…` copies the template folder: a question that builds at once."""

import json
import re
from pathlib import Path

from .check.notebooks import executed_from
from .forms import ID

TEMPLATE = Path("templates/question")
PLACEHOLDER = re.compile("‹[^›]*›")


def create(root: Path, slug: str) -> Path:
    """Copy the template to docs/questions/<slug>.

    Raises ValueError for a slug of the wrong form or one that is taken.
    """
    if not re.match(ID, slug) or len(slug) > 52:  # its first claim is called <slug>-example
        raise ValueError(
            f"SLUG is {slug!r}; give at most 52 characters, lower-case words joined by hyphens: "
            "make question SLUG=why-bottleneck"
        )
    folder = root / "docs/questions" / slug
    if folder.exists():
        raise ValueError(f"docs/questions/{slug} is there already; choose another SLUG")
    draft = folder.with_name(f".{slug}")  # `make serve` sees it once it is whole
    draft.mkdir(exist_ok=True)
    for path in (root / TEMPLATE).iterdir():
        text = path.read_text(encoding="utf-8").replace("your-slug", slug)
        if path.suffix == ".ipynb":
            text = _renamed(text)
        (draft / path.name).write_text(text, encoding="utf-8")
    return draft.rename(folder)


def _renamed(text: str) -> str:
    """The notebook, whose code and outputs now name another claim, as if executed so."""
    notebook = json.loads(text)
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    notebook["metadata"]["resnet_qa"]["executed_from"] = executed_from(code)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def unfinished(folder: Path) -> list[tuple[Path, int, str]]:
    """Every place that still waits for its text: file, line, what belongs there."""
    return [
        (path, number, found)
        for path in sorted(folder.iterdir())
        if path.suffix in (".md", ".yml", ".ipynb")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for found in PLACEHOLDER.findall(line.partition("# One question")[0])
    ]
