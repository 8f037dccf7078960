"""The wheel that the site offers."""

import io
import subprocess
import sys
from importlib.metadata import distributions
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
    (found,) = distributions(path=[str(tmp_path / "to")])
    (script,) = found.entry_points
    assert (script.name, script.value) == ("resnet-ref", "resnet_ref.__main__:main")
    urls = ["Homepage, https://some.github.io/fork/", "Source, https://github.com/some/fork"]
    assert found.metadata.get_all("Project-URL") == urls
