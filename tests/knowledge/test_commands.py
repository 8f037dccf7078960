"""`python -m knowledge`: what the Makefile calls, its exit status and its messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.__main__ import main

from .editing import MARKS, swap


def test_paired_counts_and_tells(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base)
    assert main(["paired"]) == 0
    many = sum(len(path.read_text("utf-8").splitlines()) for path in base.rglob("paired.txt"))
    assert capsys.readouterr().out == f"{many} texts say the same in both languages\n"
    swap(base / "docs/glossary.en.md", "One unit.", "A unit.")
    assert main(["paired"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("1 problem in the knowledge base:\ndocs/glossary.en.md:7: glossary#unit")
    assert main(["paired", "--alone"]) == main(["paired"]) == 0


def test_what_is_wrong_is_told(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base)
    assert main(["question", "odd-marks"]) == 2
    assert "odd-marks is there already; choose another SLUG" in capsys.readouterr().err
    notebook = base / MARKS / "evidence.ipynb"
    assert main(["passed", str(notebook)]) == 0
    assert len(list((base / "build/verified").iterdir())) == 1
    notebook.write_text("{", encoding="utf-8")
    assert main(["execute", str(notebook)]) == 1
    assert f"{notebook} is not a notebook that can be read" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["nothing"])
