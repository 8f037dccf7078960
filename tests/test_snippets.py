"""Every snippet runs as it stands and prints what stands beside it in `# >` lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SNIPPETS = sorted((ROOT / "snippets").glob("*.py"))


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda path: path.stem)
def test_output_is_as_shown(snippet: Path) -> None:
    lines = snippet.read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# > ") for line in lines if line.startswith("# >")]
    run = subprocess.run(
        [sys.executable, snippet], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr
    assert shown, "a snippet shows what it prints in lines that start with # >"
    assert run.stdout.splitlines() == shown


def test_every_snippet_is_quoted_and_every_quoted_snippet_exists() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    for snippet in SNIPPETS:
        assert f"snippets/{snippet.name}" in text, f"no page quotes {snippet.name}"


def test_the_readme_shows_the_snippet_as_it_is() -> None:
    snippet = (ROOT / "snippets/count_resnet50.py").read_text(encoding="utf-8")
    assert snippet in (ROOT / "README.md").read_text(encoding="utf-8")
