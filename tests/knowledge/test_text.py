"""A text arrives whole in each of its forms, whatever characters it holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.numbers import Number
from knowledge.text import Text, escaped

from .awkward import authored, parsed, rendered, seen, texts


def number(name):
    if name != "n":
        raise ValueError(f"no number {name!r}")
    return Number("n", 2.5, 'a.n & "b"', "2.50 <M>")


def parse(source):
    return Text.parse(source, number)


PLACES = ("{}", "# {}", "- {}", "a\n\n{}")  # where a Markdown file may hold a text


def unpacked(markdown, place):
    shown = seen(rendered(place.format(markdown)))
    return shown.removeprefix("a ") if place.startswith("a") else shown


@given(texts())
@settings(max_examples=150)
def test_any_text_arrives_whole(text):
    made = parse(authored(text))
    assert str(made) == made.plain == text
    assert seen(made.html) == text
    assert not parsed(made.html).findall("body/*")  # no tag comes through
    for place in PLACES:
        assert unpacked(made.markdown, place) == text
        assert unpacked(escaped(f"x{text}"), place) == f"x{text}"


@given(st.lists(st.tuples(st.sampled_from(["text", "**", "`", "$", "{{"]), texts()), max_size=5))
@settings(max_examples=100)
def test_marks_and_characters_stand_side_by_side(parts):
    source, plain = [], []
    for kind, text in parts:
        code = text.replace("`", "").strip() or "c"
        written = {
            "text": (authored(text), text),
            "**": (f"**{authored(text)}**", text),
            "`": (f"`{code}`", code),
            "$": ("$x$", "x"),
            "{{": ("{{ n }}", "2.50 <M>"),
        }
        for pieces, piece in zip((source, plain), written[kind], strict=True):
            pieces.append(piece)
    made, expected = parse(" / ".join(source)), " ".join(" / ".join(plain).split())
    assert " ".join(made.plain.split()) == expected
    assert seen(made.html) == expected
    if parts:
        assert seen(rendered(f"# {made.markdown}")) == expected


@pytest.mark.parametrize(
    ("source", "html", "markdown", "plain"),
    [
        ("a **b** c", "a <strong>b</strong> c", "a **b** c", "a b c"),
        ("a ** b ** c", "a ** b ** c", r"a \*\* b \*\* c", "a ** b ** c"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c", r"2\*3\*4 and a\_b\_c", "2*3*4 and a_b_c"),
        ("`a < b`", "<code>a &lt; b</code>", "`a < b`", "a < b"),
        ("``a`b``", "<code>a`b</code>", "`` a`b ``", "a`b"),
        ("**a `b`**", "<strong>a <code>b</code></strong>", "**a `b`**", "a b"),
        ("**c & d**", "<strong>c &amp; d</strong>", "**c &amp; d**", "c & d"),
        ("<i>", "&lt;i&gt;", r"\<i\>", "<i>"),
        ("costs $5 and $6", "costs $5 and $6", r"costs \$5 and \$6", "costs $5 and $6"),
        (r"\*\*a\*\* \{{ n }}", "**a** {{ n }}", r"\*\*a\*\* \{\{ n \}\}", "**a** {{ n }}"),
        (r"\n \\ x", r"\n \ x", r"\\n \\ x", r"\n \ x"),
        ("1. a", "1. a", r"1\. a", "1. a"),
        ("  a \n\n b\t", "a b", "a b", "a b"),
        ("宽度\n加倍 “是” 64 倍", "宽度加倍“是” 64 倍", "宽度加倍“是” 64 倍", "宽度加倍“是” 64 倍"),
        ("say “a” “b”", "say “a” “b”", "say “a” “b”", "say “a” “b”"),
        (
            "{{ n }}",
            '<data class="n" value="2.5" data-from="a.n &amp; &quot;b&quot;">2.50 &lt;M&gt;</data>',
            r"2.50 \<M\>",
            "2.50 <M>",
        ),
    ],
)
def test_the_three_forms(source, html, markdown, plain):
    made = parse(source)
    assert (made.html, made.__html__()) == (html, html)
    assert (made.markdown, made.plain) == (markdown, plain)


def test_a_formula_becomes_mathml_and_stays_latex():
    made = parse(r"so $w^2 < \frac{a}{b}$ holds")
    assert (made.markdown, made.plain) == (
        r"so $w^2 < \frac{a}{b}$ holds",
        r"so w^2 < \frac{a}{b} holds",
    )
    math = parsed(made.html).find(".//{*}math")
    assert math is not None
    assert "".join(math.itertext()) == "w2<ab"
    assert math.find(".//{*}mfrac") is not None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a **{{ m }}**", "no number 'm'"),
        (r"$\frac{1$", r"the formula \$\\frac\{1\$: at character 8"),
    ],
)
def test_what_is_wrong_in_a_text_is_told(source, said):
    with pytest.raises(ValueError, match=said):
        parse(source)
