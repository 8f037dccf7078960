"""The wheel that the site offers, and the source archive."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

from knowledge.publish.wheel import NAME, wheel
from knowledge.repository import Repository

from ...conftest import ROOT

FORK = Repository(name="some/fork", site_url="https://some.github.io/fork/")


def test_the_same_bytes_whatever_the_sources_age(monkeypatch):
    made = wheel(FORK)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert wheel(FORK) == made
    name, content = made
    assert name == NAME
    assert len(content) < 24_000
    with ZipFile(io.BytesIO(content)) as archive:
        code = {path.name for path in (ROOT / "resnet_ref").glob("*.py")}
        assert code == {Path(n).name for n in archive.namelist() if n.endswith(".py")}


def test_pip_installs_it(tmp_path):
    name, content = wheel(FORK)
    (tmp_path / name).write_bytes(content)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", tmp_path / "to", tmp_path / name], check=True)
    code = (
        "from importlib.metadata import metadata, entry_points\n"
        "import resnet_ref, sys\n"
        "print(resnet_ref.__file__)\n"
        "print(*metadata('resnet-ref').get_all('Project-URL'), sep='\\n')\n"
        "(script,) = entry_points(name='resnet-ref')\n"
        "script.load()(['resnet18'])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "to")}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    first, *urls, _head = ran.stdout.split("\n")[:4]
    assert Path(first).is_relative_to(tmp_path)
    assert urls == [
        "Homepage, https://some.github.io/fork/",
        "Source, https://github.com/some/fork",
    ]
    assert "11,689,512" in ran.stdout


def test_the_source_archive_brings_tests_that_run(tmp_path):
    subprocess.run(["git", "checkout-index", "-a", f"--prefix={tmp_path}/"], cwd=ROOT, check=True)
    make = "import flit_core.buildapi as backend; print(backend.build_sdist('.'))"
    command = [sys.executable, "-c", make]
    made = subprocess.check_output(command, cwd=tmp_path, text=True).split()[-1]
    with tarfile.open(tmp_path / made) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (unpacked,) = (tmp_path / "sdist").iterdir()
    tests = {path.relative_to(ROOT) for path in (ROOT / "tests/resnet_ref").glob("*.py")}
    assert tests == {p.relative_to(unpacked) for p in unpacked.glob("tests/resnet_ref/*.py")}
    findings = ("-q", "-p", "no:cacheprovider", "-k", "test_findings")  # all else is imported
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *findings],
        cwd=unpacked,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
