"""Where the site comes from: its repository, the commit that was built, and that commit's date."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode


@dataclass(frozen=True)
class Repository:
    """Empty strings stand for what the build does not know."""

    name: str = ""  # "owner/name" on GitHub
    commit: str = ""  # 40 hex digits
    date: str = ""  # of that commit, e.g. 2026-01-31
    site_url: str = ""
    git_url: str = ""  # what pip installs from, if it is not the repository on GitHub

    @property
    def install(self) -> str:
        """What pip installs to get resnet_ref as it was at this commit; empty if unknown."""
        git = self.git_url or (f"https://github.com/{self.name}" if self.name else "")
        return f"resnet-ref[notebooks] @ git+{git}@{self.commit}" if git and self.commit else ""

    def colab(self, path: str) -> str:
        """The address that opens a notebook of the published site in Colab; empty if unknown."""
        if not self.name:
            return ""
        base = "https://colab.research.google.com/github"
        return f"{base}/{self.name}/blob/gh-pages/{path}"

    def file(self, path: str) -> str:
        """The address of a file of the repository at this commit; empty if unknown."""
        if not (self.name and self.commit):
            return ""
        return f"https://github.com/{self.name}/blob/{self.commit}/{path}"

    def challenge(self, claim: str, page: str) -> str:
        """The form "Challenge a claim", filled in; empty if the repository is unknown."""
        if not self.name:
            return ""
        asked = urlencode({"template": "challenge-a-claim.yml", "claim": claim, "page": page})
        return f"https://github.com/{self.name}/issues/new?{asked}"


def repository(root: Path, site_url: str = "") -> Repository:
    """What the environment (as GitHub Actions sets it) and git know.

    Raises ValueError if GITHUB_REPOSITORY is set but is no "owner/name".
    """
    name = os.environ.get("GITHUB_REPOSITORY", "")
    if name and not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        raise ValueError(f"GITHUB_REPOSITORY is {name!r}; give owner/name")
    return Repository(
        name=name,
        commit=_git(root, "rev-parse", "HEAD"),
        date=_git(root, "log", "-1", "--format=%cs"),
        site_url=site_url,
        git_url=os.environ.get("RESNET_QA_GIT_URL", ""),
    )


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
