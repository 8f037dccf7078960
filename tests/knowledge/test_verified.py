"""Which versions the notebooks pass with: recorded for what was executed, and for nothing else."""

import json
import platform

from knowledge.read.library import load
from knowledge.verified import fingerprint, passed, record

from .editing import MARKS, VERDICTS, change_cells


def test_what_passed_is_counted_by_versions(base, monkeypatch):
    folder = base / "build/verified"
    one, other = (base / question / "evidence.ipynb" for question in (MARKS, VERDICTS))
    assert passed(load(base)) == {}
    for system, python, torch, notebooks in (
        ("Linux", "3.12", "2.10.0+cpu", [one, other]),
        ("Linux", "3.12", "2.10.0+cpu", [one]),  # twice counts once
        ("Darwin", "3.11", "2.9.1", [one]),
        ("Linux", "3.9", "2.9.1", [one]),
    ):
        monkeypatch.setattr(platform, "system", lambda system=system: system)
        release = (*python.split("."), "7")
        monkeypatch.setattr(platform, "python_version_tuple", lambda release=release: release)
        found = {"torch": torch, "torchinfo": "1.8.0"}
        monkeypatch.setattr("knowledge.verified.version", found.__getitem__)
        record(notebooks, folder / system)
    expected = {
        ("Linux", "3.9", "2.9.1", "1.8.0"): 1,
        ("Linux", "3.12", "2.10.0", "1.8.0"): 2,
        ("macOS", "3.11", "2.9.1", "1.8.0"): 1,
    }
    assert list(passed(load(base)).items()) == list(expected.items())
    change_cells(one, lambda cells: cells[1].update(source="改了"))  # what passed is no more
    assert passed(load(base)) == {("Linux", "3.12", "2.10.0", "1.8.0"): 1}
    stored = json.loads(next((folder / "Darwin").iterdir()).read_text(encoding="utf-8"))
    assert list(stored["with"]) == ["system", "Python", "torch", "torchinfo"]


def test_line_ends_do_not_count(tmp_path):
    for name, ends in (("a", b"\n"), ("b", b"\r\n")):
        (tmp_path / name).write_bytes(b"x" + ends)
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b") != ""
