"""LaTeX between dollar signs becomes MathML; what is no formula stays, what is wrong is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from mkdocs.exceptions import PluginError
from tinyhtml5.parser import HTMLParser

from knowledge.math import mathml

from ..conftest import ROOT

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "knowledge.math"]
EXTENSIONS += ["pymdownx.superfences", "pymdownx.inlinehilite", "pymdownx.highlight"]


def page(text: str) -> BeautifulSoup:
    """The text as the site shows it, which must be valid HTML."""
    html = Markdown(extensions=EXTENSIONS).convert(text)
    parser = HTMLParser()
    parser.parse(f"<!doctype html><title>t</title>{html}")
    assert parser.errors == []
    return BeautifulSoup(html, "html.parser")


def shape(tag: Tag) -> str:
    """Names and texts without attributes, such as msup(mi[x] mn[2])."""
    parts = [shape(part) if isinstance(part, Tag) else f"[{part}]" for part in tag.contents]
    inside = " ".join(part for part in parts if part.strip("[] \n"))
    return tag.name + (inside if inside.startswith("[") else f"({inside})")


def test_a_formula_in_a_line() -> None:
    found = page("Of $x^2$, then **$y$**.")
    square, y = found.find_all("math")
    assert square["display"] == "inline"
    assert shape(square) == "math(mrow(msup(mi[x] mn[2])))"
    assert y.parent.name == "strong"
    assert " ".join(found.text.split()) == "Of x2, then y."
    assert not found.find(class_="arithmatex")


@pytest.mark.parametrize("text", ["$$y = x$$", "$$\ny = x\n$$"])
def test_a_formula_of_its_own(text: str) -> None:
    (math,) = page(f"Before:\n\n{text}\n\nAfter.").find_all("math")
    assert math["display"] == "block"
    assert math.parent.name == "div"
    assert math.parent["class"] == ["formula"]
    assert math.parent["tabindex"] == "0"  # where it scrolls, the keyboard must reach it
    assert shape(math) == "math(mrow(mi[y] mo[=] mi[x]))"


@pytest.mark.parametrize(
    "text",
    [
        "# A heading with $x$",
        "- a list with $x$",
        "| a | b |\n|---|---|\n| $x$ | 1 |",
        '<p markdown="span">HTML with $x$</p>',
        '<div markdown="1">\n\n$$x$$\n\n</div>',
    ],
)
def test_formulas_stand_anywhere(text: str) -> None:
    assert shape(page(text).find("math")) == "math(mrow(mi[x]))"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`make question SLUG=$SLUG$`", "SLUG=$SLUG$"),
        ("```bash\necho $A $B$C\n```", "echo $A $B$C"),
        ("~~~~python\nf'$x$'\n~~~~", "f'$x$'"),
        ("    echo $A$", "echo $A$"),
        ("It costs $5 here and $6 there.", "costs $5 here and $6 there"),
        ("One $ alone.", "One $ alone"),
        (r"Not \$x\$ but that.", "Not $x$ but"),
        ("<div>\n$x$\n</div>", "$x$"),
    ],
)
def test_other_dollars_stay(text: str, shown: str) -> None:
    found = page(text)
    assert found.find("math") is None
    assert shown in found.text


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\mathrm{ReLU}(x)", "mi[ReLU] mo[(] mi[x] mo[)]"),  # one name, not four letters
        (r"\mathcal{F}", "mi[ℱ]"),
        (r"\text{捷径}", "mtext[捷径]"),
        (r"a < b \le c", "mi[a] mo[<] mi[b] mo[≤] mi[c]"),
        (r"\frac{1}{n}", "mfrac(mrow(mn[1]) mrow(mi[n]))"),
        (r"10^{-4}", "msup(mn[10] mrow(mo[−] mn[4]))"),
        (r"\{x\}", "mo[{] mi[x] mo[}]"),
        (r"x\quad y", "mi[x] mspace() mi[y]"),
    ],
)
def test_what_latex_means(latex: str, expected: str) -> None:
    assert shape(page(f"${latex}$").find("math")) == f"math(mrow({expected}))"


def test_one_upright_letter_stands_upright() -> None:
    (d, x) = page(r"$\mathrm{d}x$").find_all("mi")
    assert d["mathvariant"] == "normal"
    assert not x.attrs.get("mathvariant")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Of $x$, then", "x,"),
        ("其中（$x$）。", "（x）。"),
        ('Say "$x$". Then', '"x".'),
        ("$a$ and **b** ($x$)", "(x)"),
        ("$x$ alone", None),
        ("not-$x$-ish", None),
    ],
)
def test_punctuation_stays_on_a_formulas_line(text: str, kept: str | None) -> None:
    found = page(text)
    spans = [" ".join(span.text.split()) for span in found.find_all(class_="kept")]
    assert spans == ([kept] if kept else [])
    assert " ".join(found.text.split()) == re.sub(r"[$*]", "", text)


def test_a_number_stays_on_its_formulas_line() -> None:
    found = page('Has <data value="17">17</data> $w^2$, <b>b</b> $x$.')
    number, other = found.find_all(class_="kept")
    assert " ".join(number.text.split()) == "17 w2,"
    assert number.find("data")["value"] == "17"
    assert other.text == "x."


def test_sums_have_their_bounds_above_and_below_where_there_is_room() -> None:
    assert mathml(r"\sum_{i=1}^n i").find(".//munderover") is None
    assert mathml(r"\sum_{i=1}^n i", display=True).find(".//munderover") is not None


def test_environments() -> None:
    rows = page(r"$$\begin{cases}1 & x > 0\\0 & \text{else}\end{cases}$$").find_all("mtr")
    assert [len(row.find_all("mtd")) for row in rows] == [2, 2]


INVALID = [
    (r"\foo", r"no command \foo"),
    (r"\mathfoo{x}", r"no command \mathfoo"),
    (r"\frac{1}", "a part is missing"),
    (r"\frac{1", "a brace { is not closed"),
    ("x}", "a brace } is too many"),
    ("}x{", "a brace } is too many"),
    ("x^", "missing super script or subscript"),
    ("^2", "without a base"),
    ("a_b_c", "double subscripts"),
    (r"\left(x", "extra left or missing right"),
    (r"\begin{matrix}a", "missing end"),
    (r"\end{matrix}", r"no command \end{matrix}"),
    (r"\begin{tabular}a\end{tabular}", "no environment tabular; there are matrix"),
    ("a & b", "& has no place there"),
    ("a # b", "# has no place there"),
    (r"a \\ b", "browsers do not show MathML's linebreak"),
    (r"\color{red} x", "browsers do not show MathML's mathcolor"),
    (r"\mathbf{xy}", "browsers do not show MathML's mathvariant"),
    (r"\href{javascript:x}{y}", "browsers do not show MathML's href"),
    (r"\boxed{x}", "browsers do not show MathML's menclose"),
    (" ", "no LaTeX"),
]


@pytest.mark.parametrize(("latex", "said"), INVALID)
@pytest.mark.parametrize("display", [False, True])
def test_what_is_no_formula_is_told(latex: str, said: str, display: bool) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        mathml(latex, display)


@pytest.mark.parametrize("dollars", ["$", "$$"])
def test_the_message_quotes_the_formula(dollars: str) -> None:
    with pytest.raises(PluginError) as caught:
        page(rf"{dollars}x = \foo{dollars}")
    assert str(caught.value) == r"the formula $x = \foo$: no command \foo"


def test_an_invalid_formula_stops_the_build_and_names_the_page(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: t\nmarkdown_extensions: [knowledge.math]\n")
    (tmp_path / "docs/index.md").write_text("# Home\n\nGood: $x$.\n")
    (tmp_path / "docs/other.md").write_text("# Other\n\nBad: $\\foo$.\n")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", tmp_path / "site"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode != 0
    said = run.stdout + run.stderr
    assert r"the formula $\foo$: no command \foo" in said
    assert "other.md" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("latex", "told"),
    [
        (
            r"\mathfoo{x}",
            r"no command \mathfoo; fonts are mathrm, mathcal, mathbb, mathbf, mathfrak, mathsf, "
            "mathtt",
        ),
        (
            r"\begin{tabular}a\end{tabular}",
            "no environment tabular; there are matrix, pmatrix, bmatrix, vmatrix, cases, array, "
            "split, align*",
        ),
        ("{", "a brace { is not closed"),
        ("}", "a brace } is too many"),
        ("a_b_c", "no LaTeX (double subscripts)"),
        ("^2", "an index or exponent without a base"),
        ("_2", "an index or exponent without a base"),
        ("{}_2^3", "an index or exponent without a base"),
        (r"\frac{1}", "a part is missing (an <mfrac> of 1)"),
        (r"\boxed{x}", "browsers do not show MathML's menclose, notation"),
        (r"\hspace{1in}", "browsers do not show MathML's width"),
    ],
)
def test_messages_in_full(latex: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        mathml(latex)


@pytest.mark.parametrize("letters", ["ab", "ReLU"])
def test_upright_letters_are_one_name(letters: str) -> None:
    assert shape(page(rf"$\mathrm{{{letters}}}$").find_all("math")[0]) == (
        f"math(mrow(mi[{letters}]))"
    )


def test_an_opening_mark_stays_with_its_formula() -> None:
    (paragraph,) = page("See ($x$ and more).").find_all("p")
    (kept,) = paragraph.find_all(class_="kept")
    assert (kept.name, kept.text, paragraph.text) == ("span", "(x", "See (x and more).")
    assert kept.find("math")["lang"] == "en"  # its names are read as English ones


def test_entities_are_told_in_a_line() -> None:
    with pytest.raises(PluginError, match=r"the formula \$a &lt; b\$: & has no place there"):
        page("$a &lt; b$")
