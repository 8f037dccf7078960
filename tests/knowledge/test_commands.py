"""`python -m knowledge`: what the Makefile calls, its exit status and its messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.__main__ import main

from .editing import swap


@pytest.fixture(autouse=True)
def _here(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base)


def test_paired_counts_and_tells(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paired"]) == 0
    assert capsys.readouterr().out == "63 texts say the same in both languages\n"
    swap(base / "docs/glossary.en.md", "One unit.", "A unit.")
    assert main(["paired"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("1 problem in the knowledge base:\ndocs/glossary.en.md:7: glossary#unit")
    assert main(["paired", "--alone"]) == 0
    assert main(["paired"]) == 0


def test_question_says_what_is_left(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["question", "new-one"]) == 0
    first, *left, last = capsys.readouterr().out.splitlines()
    assert first == "docs/questions/new-one is there and builds. What is left to write:"
    assert left[0].startswith("  docs/questions/new-one/claims.yml:5: ‹")
    assert last == "Then: make notebooks SLUG=new-one, make paired, make site, make test."
    assert main(["question", "new-one"]) == 2
    assert "is there already; choose another SLUG" in capsys.readouterr().err


def test_execute_and_passed(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = base / "docs/questions/odd-marks/evidence.ipynb"
    assert main(["passed", str(notebook)]) == 0
    assert len(list((base / "build/verified").iterdir())) == 1
    notebook.write_text("{", encoding="utf-8")
    assert main(["execute", str(notebook)]) == 1
    assert f"{notebook} is not a notebook that can be read" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["question"]])
def test_a_wrong_command_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: python -m knowledge" in capsys.readouterr().err
