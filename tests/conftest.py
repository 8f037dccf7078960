"""What several tests need: the fixed knowledge base of `tests/base`, and built sites."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.check.languages import record
from knowledge.model import Library
from knowledge.read.library import load

ROOT = Path(__file__).parent.parent
settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
settings.load_profile("unhurried")
PARTS = ("mkdocs.yml", "knowledge", "resnet_ref", "snippets", "overrides", "templates")


def project(folder: Path, docs: Path = ROOT / "tests/base/docs") -> Path:
    """A project in `folder` that is the repository's own but for its `docs`."""
    shutil.copytree(docs, folder / "docs", ignore=shutil.ignore_patterns("assets"))
    (folder / "docs/assets").symlink_to(ROOT / "docs/assets")
    (folder / "build").mkdir()
    for name in (*PARTS, "build/python"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def build(root: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` of the project at `root` into `site`."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )


def _built(root: Path, site: Path) -> Path:
    run = build(root, site)
    assert run.returncode == 0, run.stdout + run.stderr
    return site


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the fixed knowledge base that a test may change."""
    return project(tmp_path / "base")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The fixed knowledge base, read."""
    return load(project(tmp_path_factory.mktemp("library") / "project"))


@pytest.fixture(scope="session")
def base_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixed knowledge base as a site, built once a test process."""
    root = project(tmp_path_factory.mktemp("base") / "project")
    record(load(root), alone=True)
    return _built(root, root / "site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once a test process."""
    return _built(ROOT, tmp_path_factory.mktemp("site"))
