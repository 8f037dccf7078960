"""What several tests need: the fixed knowledge base of `tests/base`, and built sites."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from knowledge.check.languages import record
from knowledge.read.library import load

ROOT = Path(__file__).parent.parent
settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
settings.load_profile("unhurried")
PARTS = ("mkdocs.yml", "knowledge", "resnet_ref", "snippets", "overrides", "templates")


def pytest_collection_modifyitems(items):
    """What takes longest comes first, so that no process ends long before the others."""
    items.sort(key=lambda item: item.path.parent.name not in ("site", "tests"))


def project(folder):
    """A project in `folder` that is the repository's own but for its `docs`, the fixed base."""
    shutil.copytree(ROOT / "tests/base/docs", folder / "docs")
    (folder / "docs/assets").symlink_to(ROOT / "docs/assets")
    (folder / "build").mkdir()
    for name in (*PARTS, "build/python"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def build(root, site):
    """`mkdocs build --strict` of the project at `root` into `site`."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


def _once(factory, name, project):
    """The site of a project, built by the first of the test processes that needs it."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    site, done = folder / name / "site", folder / f"{name}.done"
    with FileLock(f"{done}.lock"):
        if not done.is_file():
            run = build(project(folder / name), site)
            assert run.returncode == 0, run.stdout + run.stderr
            done.touch()
    return site


@pytest.fixture
def base(tmp_path):
    """A copy of the fixed knowledge base that a test may change."""
    return project(tmp_path / "base")


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """The fixed knowledge base, read."""
    return load(project(tmp_path_factory.mktemp("library") / "project"))


@pytest.fixture(scope="session")
def base_site(tmp_path_factory):
    """The fixed knowledge base as a site."""

    def paired(folder):
        record(load(project(folder)), alone=True)
        return folder

    return _once(tmp_path_factory, "base", paired)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The real site."""
    return _once(tmp_path_factory, "real", lambda _: ROOT)
