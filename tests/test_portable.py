"""A portable copy, tried for real: alone, in an environment without this repository."""

import json
import os
import subprocess
import sysconfig
import venv
from pathlib import Path

from knowledge.publish.files import portable
from knowledge.publish.wheel import wheel
from knowledge.repository import Repository
from resnet_ref.findings import FINDING_MIME

EXECUTE = """
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read("copy.ipynb", as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, "executed.ipynb")
"""


def run(*command, folder):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


def bare(folder):
    """The Python of an environment with torch and Jupyter, lent by this one, but no resnet_ref."""
    venv.create(folder, symlinks=True)
    python = folder / "bin/python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(run(python, "-c", code, folder=folder).stdout.strip())
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if "resnet_ref" not in package.name and not (own / package.name).exists():
            (own / package.name).symlink_to(package)
    return python


def findings(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return [data[FINDING_MIME] for data in outputs if FINDING_MIME in data]


def test_a_copy_runs_alone_and_finds_the_same(tmp_path, library):
    question = library.questions["every-verdict"]
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "copy.ipynb").write_text(
        portable(question, "en", wheel(Repository())), encoding="utf-8"
    )
    python = bare(tmp_path / "env")
    missing = run(python, "-c", "import torch, ipykernel, resnet_ref", folder=folder)
    assert "No module named 'resnet_ref'" in missing.stderr
    ran = run(python, "-W", "ignore", "-c", EXECUTE, folder=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    stored = findings(question.notebook.path)
    assert len(stored) == 6
    assert findings(folder / "executed.ipynb") == stored
