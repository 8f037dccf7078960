"""`make question` gives a folder that builds, and says what is left to write."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from knowledge.load import load
from knowledge.question import create, main, unfinished

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


CLAIMS = """\
# One question: put your text where a ‹placeholder› stands.
  # One question ‹indented› is explained too.
id: your-slug-example
title: ‹title› and ‹more›
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that holds a template and nothing else."""
    template = tmp_path / "templates/question"
    template.mkdir(parents=True)
    (template / "claims.yml").write_text(CLAIMS, encoding="utf-8")
    (template / "index.md").write_text("# ‹问题›\n\nyour-slug, your-slug\n", encoding="utf-8")
    (template / "evidence.ipynb").write_text("{\n ‹code›\n}", encoding="utf-8")
    (template / "notes.txt").write_text("‹no place to fill in›", encoding="utf-8")
    (tmp_path / "docs/questions").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_copy_of_the_template_bears_the_slug(small: Path) -> None:
    left_over = small / "docs/questions/.two-words"
    left_over.mkdir()
    (left_over / "old.md").write_text("from a run that was stopped", encoding="utf-8")
    folder = create(small, "two-words")
    assert folder == small / "docs/questions/two-words"
    assert [path.name for path in (small / "docs/questions").iterdir()] == ["two-words"]
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == {
        "claims.yml": CLAIMS.replace("your-slug", "two-words"),
        "index.md": "# ‹问题›\n\ntwo-words, two-words\n",
        "evidence.ipynb": "{\n ‹code›\n}",
        "notes.txt": "‹no place to fill in›",
    }


def test_places_that_wait_for_their_text(small: Path) -> None:
    folder = create(small, "50-layers")
    assert unfinished(folder) == [
        (folder / "claims.yml", 4, "‹title›"),
        (folder / "claims.yml", 4, "‹more›"),
        (folder / "evidence.ipynb", 2, "‹code›"),
        (folder / "index.md", 1, "‹问题›"),
    ]


def test_what_the_command_says(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["two-words"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        "docs/questions/two-words is there and builds. What is left to write:",
        "  docs/questions/two-words/claims.yml:4: ‹title›",
        "  docs/questions/two-words/claims.yml:4: ‹more›",
        "  docs/questions/two-words/evidence.ipynb:2: ‹code›",
        "  docs/questions/two-words/index.md:1: ‹问题›",
        "Then: make notebooks SLUG=two-words, make site, make test.",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            [],
            "SLUG is ''; give lower-case words joined by hyphens, such as "
            "make question SLUG=why-bottleneck",
        ),
        (
            ["a--b"],
            "SLUG is 'a--b'; give lower-case words joined by hyphens, such as "
            "make question SLUG=why-bottleneck",
        ),
        (["two"], "docs/questions/two is there already; choose another SLUG"),
    ],
)
def test_what_the_command_refuses(
    small: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    (small / "docs/questions/two").mkdir()
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", told + "\n")
    assert [path.name for path in (small / "docs/questions").iterdir()] == ["two"]
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        create(small, *(arguments or [""]))


def test_a_slug_is_short(base: Path) -> None:
    with pytest.raises(ValueError, match="SLUG has 61 characters; give at most 60"):
        create(base, "a" * 61)
