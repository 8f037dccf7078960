"""What the build knows of where it comes from, and what it leaves empty."""

import subprocess

import pytest

from knowledge.repository import Repository, repository

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    for name in ("GITHUB_REPOSITORY", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def test_addresses_of_a_known_commit():
    known = Repository("some/where", COMMIT, "2026-01-31", "https://example.org/site/")
    assert known.github == "https://github.com/some/where"
    assert known.files == f"https://github.com/some/where/blob/{COMMIT}/"


def test_nothing_is_made_up(tmp_path, monkeypatch):
    unknown = Repository(commit=COMMIT)
    assert unknown.github == unknown.files == Repository(name="a/b").files == ""
    assert repository(tmp_path) == Repository()  # no repository of git
    monkeypatch.setenv("PATH", str(tmp_path))  # no git
    assert repository(tmp_path) == Repository()


def test_git_and_the_environment_are_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-02-03T12:00:00+0000")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], [*who, "commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    monkeypatch.setenv("GITHUB_REPOSITORY", "some/where.else")
    head = (tmp_path / ".git" / (tmp_path / ".git/HEAD").read_text().split()[1]).read_text()
    assert repository(tmp_path, "https://example.org/") == Repository(
        "some/where.else", head.strip(), "2001-02-03", "https://example.org/"
    )


@pytest.mark.parametrize("name", ["where", "a/b/c", "https://github.com/a/b", "a b/c", "/"])
def test_a_name_of_another_form_is_refused(name, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", name)
    with pytest.raises(ValueError, match=f"GITHUB_REPOSITORY is '{name}'; give owner/name"):
        repository(tmp_path)
