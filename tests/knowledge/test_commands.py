"""`python -m knowledge`: what the Makefile calls, its exit status and its messages."""

import pytest

from knowledge.__main__ import main

from .editing import MARKS, swap


@pytest.fixture(autouse=True)
def _there(base, monkeypatch):
    monkeypatch.chdir(base)


def test_paired_counts_and_tells(base, capsys):
    assert main(["paired"]) == 0
    many = sum(len(path.read_text("utf-8").splitlines()) for path in base.rglob("paired.txt"))
    assert capsys.readouterr().out == f"{many} texts say the same in both languages\n"
    swap(base / "docs/glossary.en.md", "One unit.", "A unit.")
    assert main(["paired"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("1 problem in the knowledge base:\ndocs/glossary.en.md:7: glossary#unit")
    assert main(["paired", "--alone"]) == main(["paired"]) == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["question", "odd-marks"], 2, "docs/questions/odd-marks is there already; choose another"),
        (["execute", "docs/broken/evidence.ipynb"], 1, "is not a notebook that can be read"),
        *(
            ([command, "docs/questions/odd-mark/evidence.ipynb"], 2, "missing; did you mean odd-ma")
            for command in ("there", "execute", "passed")
        ),
        (["there", "docs/broken/evidence.ipynb"], 0, ""),
    ],
)
def test_what_is_wrong_is_told(base, arguments, status, said, capsys):
    (base / "docs/broken").mkdir()
    (base / "docs/broken/evidence.ipynb").write_text("{", encoding="utf-8")
    assert main(arguments) == status
    assert said in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["nothing"])


def test_what_passed_is_recorded(base):
    assert main(["passed", f"{MARKS}/evidence.ipynb"]) == 0
    assert len(list((base / "build/verified").iterdir())) == 1
