"""The wheel that the site offers: what the build backend would make, but the same at each build."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest
import setuptools.build_meta

import resnet_ref
from knowledge.publish.wheel import wheel
from knowledge.repository import Repository

from ...conftest import ROOT

FORK = Repository(name="some/fork", site_url="https://some.github.io/fork/")


def test_the_same_bytes_at_each_build() -> None:
    assert wheel(FORK) == wheel(FORK)
    name, content = wheel(FORK)
    assert name == f"resnet_ref-{resnet_ref.__version__}-py3-none-any.whl"
    assert len(content) < 24_000


def test_what_the_build_backend_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("pyproject.toml", "LICENSE", "resnet_ref"):
        copied = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copied(ROOT / part, tmp_path / part)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["setup.py"])
    made = setuptools.build_meta.build_wheel(str(tmp_path))
    name, content = wheel(Repository())
    assert name == made
    with ZipFile(io.BytesIO(content)) as ours, ZipFile(made) as theirs:
        own = {n for n in theirs.namelist() if not n.endswith("/top_level.txt")}
        assert set(ours.namelist()) == own
        info = f"{name.split('-py3')[0]}.dist-info"
        for part in own - {f"{info}/{file}" for file in ("METADATA", "RECORD", "WHEEL")}:
            assert ours.read(part).split() == theirs.read(part).split(), part
        told, wanted = (
            message_from_string(z.read(f"{info}/METADATA").decode()) for z in (ours, theirs)
        )
    assert {k: sorted(told.get_all(k)) for k in told} | {"Dynamic": ["license-file"]} == {
        k: sorted(wanted.get_all(k)) for k in wanted
    }
    assert told.get_payload().strip() == wanted.get_payload().strip()


def test_pip_installs_it(tmp_path: Path) -> None:
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


def test_the_source_archive_brings_tests_that_run(tmp_path: Path) -> None:
    subprocess.run(["git", "checkout-index", "-a", f"--prefix={tmp_path}/"], cwd=ROOT, check=True)
    make = "import setuptools.build_meta as backend; print(backend.build_sdist('.'))"
    command = [sys.executable, "-c", make]
    made = subprocess.check_output(command, cwd=tmp_path, text=True).split()[-1]
    with tarfile.open(tmp_path / made) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (unpacked,) = (tmp_path / "sdist").iterdir()
    tests = {path.relative_to(ROOT) for path in (ROOT / "tests/resnet_ref").glob("*.py")}
    assert tests == {p.relative_to(unpacked) for p in unpacked.glob("tests/resnet_ref/*.py")}
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for arguments in (["--collect-only"], ["tests/resnet_ref/test_findings.py"]):
        run = subprocess.run(
            [*pytest_, *arguments],
            cwd=unpacked,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout
