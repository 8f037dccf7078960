"""Pictures beside a question: drawn by name, told when they fail, drawn anew when edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.model import Library, Question
from knowledge.read.library import load
from knowledge.render.pictures import arrow, number, picture, rect, room, shape, svg, text

from ..editing import swap

FOLDER = "docs/questions/every-verdict"


@pytest.fixture
def question(base: Path) -> Question:
    return load(base).questions["every-verdict"]


def test_a_picture_is_a_figure_with_legend_and_caption(library: Library) -> None:
    html = picture(library.questions["every-verdict"], "square", "en")
    assert html == (
        '<figure class="figure figure--square">'
        '<ul class="legend"><li><span class="swatch bar-1"></span>square &lt;2&gt;</li></ul>'
        '<div class="panels"><svg viewBox="0 0 340 40" role="img" aria-label="square &lt;2&gt;" '
        'xmlns="http://www.w3.org/2000/svg">'
        '<rect x="2" y="2" width="30" height="30" rx="6" class="box"/>'
        '<text x="40" y="20" class="label" text-anchor="start">square &lt;2&gt;</text>'
        "</svg></div><figcaption>square &lt;2&gt;</figcaption></figure>"
    )
    assert "方块 &lt;2&gt;" in picture(library.questions["every-verdict"], "square", "zh")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def square(", "def squares(", "draws no 'square'; did you mean squares?"),
        ("def square(", "def _square(", "draws no 'square'; there is none yet"),
        (
            "def square(",
            "from math import sqrt as square\ndef a(",
            "draws no 'square'; there are a",
        ),
        ('series["curve"]', 'series["curves"]', "fails: KeyError('curves')"),
        ("def square(", "1 / 0\ndef square(", "fails: ZeroDivisionError"),
        ("def square(", "def square((", "fails: SyntaxError"),
        ("    return Picture(", "    Picture(", "fails: AttributeError"),
    ],
)
def test_a_fault_is_told(question: Question, old: str, new: str, said: str) -> None:
    swap(question.folder / "pictures.py", old, new)
    with pytest.raises(ValueError, match="pictures.py") as error:
        picture(question, "square", "en")
    assert said in str(error.value)


def test_a_question_without_pictures_is_told(library: Library) -> None:
    with pytest.raises(ValueError, match=r"'square' needs a function of that name in pictures.py"):
        picture(library.questions["odd-marks"], "square", "en")


def test_an_edit_is_seen(question: Question) -> None:
    path = question.folder / "pictures.py"
    seen = picture(question, "square", "en")
    code = path.read_text(encoding="utf-8")
    path.write_text(code.replace("square <", "box <"), encoding="utf-8")
    assert picture(question, "square", "en") == seen.replace("square &lt;", "box &lt;")
    path.write_text(code, encoding="utf-8")
    assert picture(question, "square", "en") == seen


def test_code_is_run_once_for_all_its_pictures(
    question: Question, capsys: pytest.CaptureFixture[str]
) -> None:
    swap(question.folder / "pictures.py", "def square(", "print('run')\n\n\ndef square(")
    for language in ("zh", "en", "zh"):
        picture(question, "square", language)
    assert capsys.readouterr().out == "run\n"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (number(3), "3"),
        (number(2.04), "2"),
        (number(10.26), "10.3"),
        (text(1, 2.5, "a < b"), '<text x="1" y="2.5" class="" text-anchor="start">a &lt; b</text>'),
        (rect(0, 1, 2, 3, "box", 4), '<rect x="0" y="1" width="2" height="3" rx="4" class="box"/>'),
        (svg('"q"', 9.5, []).split(" xmlns")[0], '<svg viewBox="0 0 340 9.5" role="img" aria-label="&quot;q&quot;"'),
        (arrow([(5, 0), (5, 20)]), '<path d="M5 0L5 20" class="wire"/><path d="M1 14L5 20L9 14" class="wire"/>'),
        (arrow([(0, 5), (20, 5)]), '<path d="M0 5L20 5" class="wire"/><path d="M14 1L20 5L14 9" class="wire"/>'),
        (arrow([(20, 5), (0, 5)]), '<path d="M20 5L0 5" class="wire"/><path d="M6 1L0 5L6 9" class="wire"/>'),
        (shape([64, 56, 56]), "64×56×56"),
        (f"{room('ab') < room('宽宽')}", "True"),
    ],
)  # fmt: skip
def test_what_pictures_are_drawn_with(drawn: str, expected: str) -> None:
    assert drawn == expected
