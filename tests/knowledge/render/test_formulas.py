"""LaTeX between dollar signs becomes MathML; what is no formula stays, what is wrong is told."""

import re
import unicodedata

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis.strategies import builds, characters, just, lists, recursive, sampled_from, text
from markdown import Markdown
from mkdocs.exceptions import PluginError
from tinyhtml5.parser import HTMLParser

from knowledge.render.formulas import mathml

OTHERS = ["attr_list", "md_in_html", "tables", "pymdownx.superfences", "pymdownx.inlinehilite"]
SITE = Markdown(extensions=[*OTHERS, "knowledge.render.formulas:Formulas"])
READABLE = characters(exclude_categories=["C"])


def page(source):
    """The text as the site shows it, in which a browser's parser must find no error."""
    parser, html = HTMLParser(), SITE.reset().convert(source)
    parser.parse(f"<!doctype html><title>t</title>{html}")
    assert parser.errors == []
    return BeautifulSoup(html, "html.parser")


LINES = ["Of $x$, then **$x$**.", "# A heading with $x$", "- a list with $x$", "[link $x$](#there)"]
LINES += ["| a | b |\n|---|---|\n| $x$ | 1 |", '<p markdown="span">HTML with $x$</p>']
PARAGRAPHS = ["$$x$$  ", "$$\nx\n$$", "- a\n\n    $$x$$", '<div markdown="1">\n$$x$$\n</div>']


@pytest.mark.parametrize("source", LINES + PARAGRAPHS)
def test_a_formula_stands_in_a_line_or_in_a_paragraph_of_its_own(source):
    math, display = page(f"Before:\n\n{source}\n\nAfter.").find("math"), source in PARAGRAPHS
    assert math.attrs == {"lang": "en"} | ({"display": "block"} if display else {})
    scrolls = {"class": ["formula"], "tabindex": "0"}
    assert math.parent.attrs == (scrolls if display else {"class": ["kept"]})


CODE = ["`SLUG=$SLUG$`", "`echo $$`", "```\necho $A $B$C\n```", "    echo $A$", "$`x`$"]
PROSE = ["It costs $5 here and $6 there, US$7.", "$ 5 or 6$ and $5 or 6 $", "<div>\n$x$\n</div>"]
PROSE += [r"Not \$x\$, \$x$ or \$$ but that."]


@pytest.mark.parametrize("source", CODE + PROSE)
def test_other_dollars_stay(source):
    assert page(source).text.strip() == re.sub(r"<.*?>|[`\\]", "", source).strip()


@given(text(READABLE).filter(lambda source: not set(source) & set("$\\")))
def test_text_without_dollars_is_left_alone(source):
    assert SITE.reset().convert(source) == Markdown(extensions=OTHERS).convert(source)


BEFORE = text("(（《“‘\"'", max_size=2) | just('<data value="17">17</data> ')


@given(BEFORE, text(")）》”’\"',.;:!?%，。、；：！？", max_size=3))
def test_punctuation_and_a_number_stay_on_a_formulas_line(before, after):
    found = page(f"See {before}$x${after} there")
    assert found.find(class_="kept").text == re.sub("<.*?>", "", before) + "x" + after


PARTS = ["{a}+{b}", r"\frac{{{a}}}{{{b}}}", r"\sqrt{{{a}}}_{{{b}}}", r"\left({a}\right)^{{{b}}}"]
PARTS += [r"\mathcal{{{a}}}({b})", r"\begin{{aligned}}{a}&={b}\\&\end{{aligned}}"]
FORMULAS = recursive(
    sampled_from("abxyFW"), lambda part: builds(str.format, sampled_from(PARTS), a=part, b=part)
)


@given(FORMULAS)
def test_every_letter_is_shown(latex):
    assert "/>" not in mathml(latex)
    shown = unicodedata.normalize("NFKC", page(f"${latex}$").text)
    written = re.sub(r"\\[a-z]+(\{aligned\})?", "", latex)
    assert [c for c in shown if c.isalpha()] == [c for c in written if c.isalpha()]


@given(lists(sampled_from([r"\frac", r"\left(", r"\begin{cases}", "}"]) | text(READABLE)))
def test_whatever_is_given_is_shown_or_told(pieces):
    try:
        html = mathml("".join(pieces))
    except ValueError:
        return
    assert page(f"<p>{html}</p>").math.text.strip()


TOLD = {
    r"$捷径 \foo$": r'the formula $捷径 \foo$: at character 4: Unknown command "\foo".',
    "$$\na \\\\ b\n$$": r"$a \\ b$: at character 3: a new line needs \begin{aligned} or the like",
    r"$$\begin{matrix}a\end{matrix}\begin{equation}\newline\end{equation}$$": "at character 44:",
    r"$5\% of 50%$": r"at character 10: % hides what follows; write \%",
    r"$\xcancel{x}$": r"Chromium draws no boxes and strokes, such as those of \boxed and \cancel",
    r"$\textcolor{red}{x}$": r"a \color is unseen either on a light or on a dark page",
    r"$\eqref{x}$": r"\eqref finds no formula but its own",
    r"$\quad$": "it shows nothing",
    "Text\n$$x$$": "$$ begins and ends a paragraph alone, not in: $$x$$",
    "$$x$$\ntext": "$$ begins and ends a paragraph alone, not in: $$x$$\ntext",
    "$$`x`$$": "$$ begins and ends a paragraph alone",
}


@pytest.mark.parametrize("source", TOLD)
def test_what_would_not_show_is_told(source):
    with pytest.raises(PluginError, match=re.escape(TOLD[source])):
        page(source)
