"""`make question SLUG=…` copies the template folder: a question that builds at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

TEMPLATE = Path("templates/question")
LONGEST = 60  # characters of a slug, which stands in every address
PLACEHOLDER = re.compile("‹[^›]*›")


def create(root: Path, slug: str) -> Path:
    """Copy the template to docs/questions/<slug>.

    Raises ValueError for a slug of the wrong form or one that is taken.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise ValueError(
            f"SLUG is {slug!r}; give lower-case words joined by hyphens, such as "
            "make question SLUG=why-bottleneck"
        )
    if len(slug) > LONGEST:
        raise ValueError(f"SLUG has {len(slug)} characters; give at most {LONGEST}")
    folder = root / "docs/questions" / slug
    if folder.exists():
        raise ValueError(f"docs/questions/{slug} is there already; choose another SLUG")
    draft = folder.with_name(f".{slug}")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(root / TEMPLATE, draft)
    for path in draft.iterdir():
        path.write_text(
            path.read_text(encoding="utf-8").replace("your-slug", slug), encoding="utf-8"
        )
    draft.rename(folder)
    return folder


def unfinished(folder: Path) -> list[tuple[Path, int, str]]:
    """Every place that still waits for its text: file, line, what belongs there."""
    return [
        (path, number, found)
        for path in sorted(folder.iterdir())
        if path.suffix in (".md", ".yml", ".ipynb")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if not line.lstrip().startswith("# One question")
        for found in PLACEHOLDER.findall(line)
    ]
