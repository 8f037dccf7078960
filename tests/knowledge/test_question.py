"""`make question` gives a folder that builds, and says what is left to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.load import load
from knowledge.question import create, unfinished

from ..conftest import ROOT, build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("docs", "knowledge", "resnet_ref", "snippets", "overrides", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_a_new_question_builds_at_once_and_lists_what_is_missing(project: Path) -> None:
    folder = create(project, "some-words")
    assert "some-words-example" in load(project).claims
    run = build(project, project / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    said = run.stdout + run.stderr
    assert "unfinished: docs/questions/some-words/claims.yml:4: ‹问题，完整的一句话›" in said
    assert "unfinished: docs/questions/some-words/index.en.md:13: ‹Why." in said
    assert (project / "site/en/questions/some-words/evidence/index.html").is_file()
    assert len(unfinished(folder)) > 10


@pytest.mark.parametrize("slug", ["", "Bad", "two words", "-x", "../x", "a_b"])
def test_a_slug_of_the_wrong_form(project: Path, slug: str) -> None:
    with pytest.raises(ValueError, match="give lower-case words joined by hyphens"):
        create(project, slug)


def test_a_slug_that_is_taken(project: Path) -> None:
    with pytest.raises(ValueError, match="docs/questions/why-bottleneck is there already"):
        create(project, "why-bottleneck")


def test_every_question_is_finished() -> None:
    for folder in (ROOT / "docs/questions").iterdir():
        assert unfinished(folder) == []
