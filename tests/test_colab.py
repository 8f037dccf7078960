"""A copy for Colab, tried for real: alone, in an environment without this repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import types
import venv
from pathlib import Path

import pytest

import resnet_ref
from knowledge.notebooks import portable
from knowledge.source import Source, source
from resnet_ref.findings import FINDING_MIME

ROOT = Path(__file__).parent.parent
QUESTION = ROOT / "docs/questions/basicblock-vs-bottleneck/evidence.ipynb"
EXECUTE = """
import nbformat, sys
from nbclient import NotebookClient
notebook = nbformat.read("copy.ipynb", as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, "executed.ipynb")
"""


def findings(path: Path) -> list[object]:
    """The findings that a notebook stores, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [
        output["data"][FINDING_MIME]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if FINDING_MIME in output.get("data", {})
    ]


def test_a_copy_runs_alone_and_finds_the_same(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    known = Source(commit=source(ROOT).commit, git_url=f"file://{clone}")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "copy.ipynb").write_text(portable(QUESTION, "en", known), encoding="utf-8")
    # An environment with torch and Jupyter, lent by this one, but without resnet_ref.
    environment = tmp_path / "env"
    venv.create(environment, symlinks=True)
    python = environment / "bin/python"
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        lent = Path(own, package.name)
        if "resnet_ref" not in package.name and not lent.exists():
            lent.symlink_to(package)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    missing = subprocess.run(
        [python, "-c", "import torch, ipykernel, resnet_ref"],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No module named 'resnet_ref'" in missing.stderr
    run = subprocess.run(
        [python, "-W", "ignore", "-c", EXECUTE],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert findings(folder / "executed.ipynb") == findings(QUESTION)
    assert findings(QUESTION)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "needs resnet_ref .* or newer; this is 0.0.1"), ("zh", "现在是 0.0.1")],
)
def test_an_older_resnet_ref_is_told(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    older = types.ModuleType("resnet_ref")
    older.__version__ = "0.0.1"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resnet_ref", older)
    copy = json.loads(portable(QUESTION, language, Source()))
    (setup,) = (cell for cell in copy["cells"] if cell["id"] == "setup")
    with pytest.raises(RuntimeError, match=said):
        exec("".join(setup["source"]), {})


def test_the_same_version_is_accepted() -> None:
    copy = json.loads(portable(QUESTION, "en", Source()))
    (setup,) = (cell for cell in copy["cells"] if cell["id"] == "setup")
    names: dict[str, object] = {}
    exec("".join(setup["source"]), names)
    assert names["resnet_ref"] is resnet_ref


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_holds_one_language_and_names_the_commit(language: str) -> None:
    known = Source(repository="owner/name", commit="0123456789abcdef0123456789abcdef01234567")
    text = portable(QUESTION, language, known)
    cells = json.loads(text)["cells"]
    tags = {tag for cell in cells for tag in cell["metadata"].get("tags", [])}
    assert tags == {language}
    assert f"github.com/owner/name@{known.commit}" in text
    assert known.colab("notebooks/x.ipynb").endswith("/owner/name/blob/gh-pages/notebooks/x.ipynb")


def test_without_a_repository_there_is_no_colab_link_and_no_install_line() -> None:
    assert Source().colab("x") == Source().install == Source().file("x") == ""
    assert "%pip" not in portable(QUESTION, "en", Source())


def test_a_wrong_repository_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "not a repository")
    with pytest.raises(ValueError, match="'not a repository'; give owner/name"):
        source(ROOT)
