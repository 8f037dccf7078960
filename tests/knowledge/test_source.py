"""Where a build comes from: what git and the environment know, and the addresses that follow."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from knowledge.source import Source, source

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GIT = "file:///srv/resnet-qa"


@pytest.mark.parametrize(
    ("known", "install"),
    [
        (
            Source(repository="owner/name", commit=COMMIT),
            f"resnet-ref[notebooks] @ git+https://github.com/owner/name@{COMMIT}",
        ),
        (Source(git_url=GIT, commit=COMMIT), f"resnet-ref[notebooks] @ git+{GIT}@{COMMIT}"),
        (
            Source(repository="owner/name", git_url=GIT, commit=COMMIT),
            f"resnet-ref[notebooks] @ git+{GIT}@{COMMIT}",
        ),
        (Source(repository="owner/name"), ""),
        (Source(commit=COMMIT), ""),
        (Source(git_url=GIT), ""),
    ],
)
def test_what_pip_installs(known: Source, install: str) -> None:
    assert known.install == install


@pytest.mark.parametrize(
    ("known", "colab", "file"),
    [
        (
            Source(repository="owner/name", commit=COMMIT),
            "https://colab.research.google.com/github/owner/name/blob/gh-pages/a/b.ipynb",
            f"https://github.com/owner/name/blob/{COMMIT}/a/b.ipynb",
        ),
        (
            Source(repository="owner/name"),
            "https://colab.research.google.com/github/owner/name/blob/gh-pages/a/b.ipynb",
            "",
        ),
        (Source(commit=COMMIT), "", ""),
        (Source(), "", ""),
    ],
)
def test_addresses_on_colab_and_github(known: Source, colab: str, file: str) -> None:
    assert (known.colab("a/b.ipynb"), known.file("a/b.ipynb")) == (colab, file)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, last changed on 31 January 2026, and an environment that says nothing."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.delenv("RESNET_QA_GIT_URL", raising=False)
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c"}
    who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c"}
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for day in ("2026-01-30", "2026-01-31"):
        when = {"GIT_AUTHOR_DATE": "2025-12-24T12:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00Z"}
        commit = ["git", "commit", "-q", "--allow-empty", "-m", day]
        subprocess.run(commit, cwd=tmp_path, check=True, env={**os.environ, **who, **when})
    return tmp_path


def test_what_git_knows(clone: Path) -> None:
    known = source(clone)
    assert re.fullmatch("[0-9a-f]{40}", known.commit)
    head = subprocess.run(
        ["git", "log", "-1", "--format=%H"], cwd=clone, capture_output=True, check=True
    )
    assert (known.commit, known.date) == (head.stdout.decode().strip(), "2026-01-31")
    assert (known.repository, known.site_url, known.git_url) == ("", "", "")


def test_what_the_environment_knows(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "some-owner/the.name_2")
    monkeypatch.setenv("RESNET_QA_GIT_URL", GIT)
    known = source(clone, "https://example.org/")
    assert (known.repository, known.git_url) == ("some-owner/the.name_2", GIT)
    assert known.site_url == "https://example.org/"


@pytest.mark.parametrize("repository", ["name", "owner/name/more", "a name/b", "owner/", "/name"])
def test_a_repository_of_the_wrong_form(
    clone: Path, monkeypatch: pytest.MonkeyPatch, repository: str
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", repository)
    told = f"GITHUB_REPOSITORY is '{repository}'; give owner/name"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        source(clone)


def test_outside_a_repository_and_without_git_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert (source(tmp_path).commit, source(tmp_path).date) == ("", "")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # without a commit
    assert (source(tmp_path).commit, source(tmp_path).date) == ("", "")
    monkeypatch.setenv("PATH", "")
    assert (source(tmp_path).commit, source(tmp_path).date) == ("", "")
