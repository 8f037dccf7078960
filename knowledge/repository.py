"""Where the site comes from: its repository, the commit that was built, and that commit's date."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode


@dataclass(frozen=True)
class Repository:
    """Empty strings, also as addresses, stand for what the build does not know."""

    name: str = ""  # "owner/name" on GitHub
    commit: str = ""  # 40 hex digits
    date: str = ""  # of that commit, e.g. 2026-01-31
    site_url: str = ""

    def file(self, path: str) -> str:
        """The address of a file of the repository at this commit."""
        return self._github(f"/blob/{self.commit}/{path}") if self.commit else ""

    def challenge(self, claim: str, page: str) -> str:
        """The form "Challenge a claim", filled in."""
        asked = {"template": "challenge-a-claim.yml", "claim": claim, "page": page}
        return self._github(f"/issues/new?{urlencode(asked)}")

    def _github(self, path: str = "") -> str:
        return f"https://github.com/{self.name}{path}" if self.name else ""


def repository(root: Path, site_url: str = "") -> Repository:
    """What the environment (as GitHub Actions sets it) and git know.

    Raises ValueError if GITHUB_REPOSITORY is set but is no "owner/name".
    """
    name = os.environ.get("GITHUB_REPOSITORY", "")
    if name and not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        raise ValueError(f"GITHUB_REPOSITORY is {name!r}; give owner/name")
    command = ["git", "log", "-1", "--format=%H %cs"]
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        commit, date = run.stdout.split()
    except (OSError, subprocess.CalledProcessError):  # no git, or no repository
        commit = date = ""
    return Repository(name, commit, date, site_url)
