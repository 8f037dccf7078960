"""Where the site comes from: its repository, the commit that was built, and that commit's date."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """Empty strings, also as addresses, stand for what the build does not know."""

    name: str = ""  # "owner/name" on GitHub
    commit: str = ""  # 40 hex digits
    date: str = ""  # of that commit, e.g. 2026-01-31
    site_url: str = ""

    @property
    def github(self) -> str:
        """Its own address."""
        return f"https://github.com/{self.name}" if self.name else ""

    @property
    def files(self) -> str:
        """What the addresses of its files at this commit begin with."""
        return f"{self.github}/blob/{self.commit}/" if self.name and self.commit else ""


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
