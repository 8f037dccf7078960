"""Pictures beside a question: drawn by name, told when they fail, drawn anew when edited."""

import pytest
from bs4 import BeautifulSoup

from knowledge import cache
from knowledge.read.library import load
from knowledge.render.pictures import Curve, picture, plot, power
from knowledge.render.templates import ENVIRONMENT, context
from knowledge.repository import Repository

from ..editing import swap

RUNS = """\
def square(language, question):
    print("run")
    return _square(language, question)


def _square("""


@pytest.fixture(autouse=True)
def _nothing_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "kept")


@pytest.fixture
def question(base):
    return load(base).questions["every-verdict"]


def test_a_picture_is_a_figure_with_legend_and_caption(library):
    drawn = picture(library.questions["every-verdict"], "square", "en")
    show = ENVIRONMENT.get_template("parts.html").make_module(context(library, Repository(), "en"))
    assert str(show.figure("square", drawn)) == (
        '<figure class="figure figure--square">'
        '<ul class="legend"><li><span class="swatch bar-1"></span>square &lt;2&gt;</li></ul>'
        '<div class="panels"><svg viewBox="0 0 340 40" role="img" aria-label="square &lt;2&gt;" '
        'xmlns="http://www.w3.org/2000/svg">'
        '<rect x="2" y="2" width="30" height="30" rx="6" class="box"/>'
        '<text x="40" y="20" class="label" text-anchor="start">square &lt;2&gt;</text>'
        "</svg></div><figcaption>square &lt;2&gt;</figcaption></figure>"
    )
    assert "方块" in picture(library.questions["every-verdict"], "square", "zh").caption


def test_a_plot_keeps_its_scale_and_its_labels_apart():
    curves = [Curve(f"curve {name}", "plain", [(20, -2), (60, 0), (100, 2)]) for name in "ab"]
    svg = plot("Title", "About", "layers", curves, [-2, 0, 2], power)
    drawn = BeautifulSoup(svg, "html.parser")
    assert drawn.svg["aria-label"] == "About"
    labels = {text.text: text for text in drawn.find_all("text")}
    shown = {"Title", "layers", "20", "60", "100", "10⁻²", "10⁰", "10²", "curve a", "curve b"}
    assert labels.keys() == shown
    assert float(labels["curve b"]["y"]) - float(labels["curve a"]["y"]) >= 15
    first, middle, last = ((float(c["cx"]), float(c["cy"])) for c in drawn.find_all("circle")[:3])
    assert [2 * m for m in middle] == [a + b for a, b in zip(first, last, strict=True)]
    for place, point in (("20", first), ("100", last)):
        assert float(labels[place]["x"]) == point[0]
    grid = [line["d"].split()[-1] for line in drawn.find_all("path", class_="grid")]
    assert grid == [f"{y:g}" for _, y in (first, middle, last)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def square(", "def squares(", "draws no 'square'; did you mean squares?"),
        ("def square(", "def _square(", "draws no 'square'; there is none yet"),
        ("def square(", "from math import sqrt as square\ndef a(", "no 'square'; there are a"),
        ('series["curve"]', 'series["curves"]', "fails at pictures.py:11: KeyError('curves')"),
        ("def square(", "1 / 0\ndef square(", "fails at pictures.py:9: ZeroDivisionError"),
        ("def square(", "exit()\ndef square(", "fails at pictures.py:9: SystemExit"),
        ("def square(", "def square((", "pictures.py:9 is not Python"),
        ("    return Picture(", "    Picture(", "gives None; end it with: return Picture(…)"),
    ],
)
def test_a_fault_is_told(question, old, new, said):
    swap(question.folder / "pictures.py", old, new)
    with pytest.raises(ValueError, match=r"pictures\.py") as error:
        picture(question, "square", "en")
    assert said in str(error.value)


def test_a_question_without_pictures_is_told(library):
    with pytest.raises(ValueError, match=r"'square' needs a function of that name in pictures.py"):
        picture(library.questions["odd-marks"], "square", "en")


def test_a_picture_is_drawn_once_until_what_it_shows_is_edited(base, capsys):
    folder = load(base).questions["every-verdict"].folder
    swap(folder / "pictures.py", "def square(", RUNS)

    def drawn(language="en"):
        return picture(load(base).questions["every-verdict"], "square", language).panels[0]

    first = [drawn(language) for language in ("en", "zh", "en")]
    assert first[0] == first[2] != first[1]
    assert capsys.readouterr().out == "run\n" * 2
    swap(folder / "pictures.py", "square <", "box <")
    assert drawn() == first[0].replace("square &lt;", "box &lt;")
    swap(folder / "claims.yml", "en: No case holds.", "en: No case at all holds.")
    drawn()
    assert capsys.readouterr().out == "run\n" * 2
