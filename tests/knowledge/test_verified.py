"""Which versions the notebooks pass with: recorded for what was executed, and for nothing else."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

from knowledge.read.library import load
from knowledge.verified import fingerprint, passed, record

from .editing import change_cells

QUESTIONS = ("every-verdict", "odd-marks")


def notebooks(base: Path, *slugs: str) -> list[Path]:
    return [base / f"docs/questions/{slug}/evidence.ipynb" for slug in slugs]


def versions(monkeypatch: pytest.MonkeyPatch, system: str, python: str, torch: str) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "python_version_tuple", lambda: (*python.split("."), "7"))
    found = {"torch": torch, "torchinfo": "1.8.0"}
    monkeypatch.setattr("knowledge.verified.version", found.__getitem__)


def test_what_passed_is_counted_by_versions(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = base / "build/verified"
    assert passed(load(base)) == {}
    versions(monkeypatch, "Linux", "3.12", "2.10.0+cpu")
    record(notebooks(base, *QUESTIONS), folder / "linux")
    record(notebooks(base, *QUESTIONS), folder / "linux")  # twice counts once
    versions(monkeypatch, "Darwin", "3.11", "2.9.1")
    record(notebooks(base, "odd-marks"), folder / "mac")
    versions(monkeypatch, "Linux", "3.9", "2.9.1")
    record(notebooks(base, "odd-marks"), folder)
    assert list(passed(load(base)).items()) == [
        (("Linux", "3.9", "2.9.1", "1.8.0"), 1),
        (("Linux", "3.12", "2.10.0", "1.8.0"), 2),
        (("macOS", "3.11", "2.9.1", "1.8.0"), 1),
    ]


def test_a_record_counts_for_the_executed_state_alone(base: Path) -> None:
    record(notebooks(base, *QUESTIONS), base / "build/verified")
    assert list(passed(load(base)).values()) == [2]
    change_cells(notebooks(base, "odd-marks")[0], lambda cells: cells[1].update(source="改了"))
    assert list(passed(load(base)).values()) == [1]


def test_line_ends_do_not_count(tmp_path: Path) -> None:
    prints = []
    for name, ends in (("a", b"\n"), ("b", b"\r\n")):
        path = tmp_path / name
        path.write_bytes(b"x" + ends + b"y" + ends)
        prints.append(fingerprint(path))
    assert prints[0] == prints[1]
    assert len(prints[0]) == 16


def test_a_record_names_what_ran(base: Path) -> None:
    (notebook,) = notebooks(base, "odd-marks")
    record([notebook], base / "build/verified")
    (path,) = (base / "build/verified").iterdir()
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["notebook"] == fingerprint(notebook)
    assert list(stored["with"]) == ["system", "Python", "torch", "torchinfo"]
    assert path.name.startswith("odd-marks-")
