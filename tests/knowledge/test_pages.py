"""A page shows every claim of its question, and names only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.load import load
from knowledge.pages import fill
from knowledge.problems import KnowledgeError, Problems
from knowledge.words import FORMATS, STANCES, VERDICTS, written
from knowledge.write import Links, Writer

from .conftest import PAGE


def filled(base: Path, page: str, language: str = "en") -> tuple[str, list[str]]:
    """The page filled in, and the problems it has."""
    problems = Problems(base)
    path = base / f"docs/questions/two/index.{language}.md"
    links = Links(language, "questions/two/")
    return fill(load(base), path, page, links, problems), problems.found


def test_a_complete_page(base: Path) -> None:
    text, problems = filled(base, PAGE)
    assert problems == []
    assert "{{" not in text
    assert '<data class="n" value="4" data-from="even.twice">4</data>' in text
    assert '<data class="lit" value="7" data-from="euclid1956elements Book VII">7</data>' in text
    assert '<data class="given" value="224" data-from="given">224</data>' in text
    assert '<span class="chip chip--depends">depends</span>' in text
    assert "1 of 2 cases hold" in text
    assert text.index("case--yes") < text.index("by division") < text.index("case--no")
    assert "(evidence.ipynb#even)" in text
    assert "https://doi.org/10.1000/1" in text


def test_the_same_page_in_chinese(base: Path) -> None:
    text, problems = filled(base, PAGE, "zh")
    assert problems == []
    assert "有条件" in text
    assert "2 种情形，1 种成立" in text
    assert "Two is even" not in text


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ('claim("even")', 'claim("evn")', 9, "'evn' is no claim; there are even"),
        ('n("even.twice")', 'n("even.thrice")', 11, "even has the numbers twice"),
        ('n("even.twice")', 'n("twice")', 11, "write 'claim-id.number_name'"),
        ('n("even.twice")', 'n("even.twice", "x9")', 11, "the format is 'x9'; choose one of int"),
        ('lit("even.book")', 'lit("even.page")', 11, "even cites the figures book"),
        ("title()", "titel()", 1, "'titel' is undefined; a page can use"),
        ("{{ answer() }}", "{{ answer( }}", 3, "cannot be read"),
        ('{{ claim("even") }}', "", 7, "the claim 'even' is left out; add {{ claim(\"even\") }}"),
        ('{{ evidence("even") }}', "", 7, "add {{ evidence"),
        ("{ #even }", "", None, "no heading has the anchor of the claim 'even'"),
        ("Twice", '{{ claim("even") }}', 11, "stands twice on this page"),
        ("Twice", '{{ figure("blob") }}', 11, "'blob' is no figure; there are blocks"),
        ("Twice", '{{ cite("knuth", "p. 1") }}', 11, "'knuth' is not in docs/references.yml"),
    ],
)
def test_a_broken_page(base: Path, before: str, after: str, line: int | None, said: str) -> None:
    _, problems = filled(base, PAGE.replace(before, after, 1))
    where = "docs/questions/two/index.en.md" + (f":{line}:" if line else ":")
    assert any(p.startswith(where) and said in p for p in problems), problems


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (25557032, "int", "25,557,032"),
        (25557032, "M2", "25.56 M"),
        (4089184256, "G3", "4.089 G"),
        (0.0484, "pct1", "4.8%"),
        (16.7709, "x1", "16.8×"),
        (16.7709, "f0", "17"),
        (-3, "int", "−3"),
    ],
)
def test_how_numbers_are_written(value: float, style: str, shown: str) -> None:
    assert written(value, style) == shown


def test_a_fraction_is_not_written_as_an_integer() -> None:
    with pytest.raises(ValueError, match="is no integer; choose a format"):
        written(0.5, "int")


@pytest.mark.parametrize(
    ("language", "page", "slug", "anchor", "link"),
    [
        ("zh", "", "two", "", "questions/two/"),
        ("zh", "ledger/", "two", "even", "../questions/two/#even"),
        ("en", "en/", "two", "even", "questions/two/#even"),
        ("en", "en/questions/one/", "two", "", "../two/"),
    ],
)
def test_links_are_relative(language: str, page: str, slug: str, anchor: str, link: str) -> None:
    assert Links(language, page).question(slug, anchor) == link


def test_a_link_to_a_file_of_the_site() -> None:
    assert Links("en", "en/ledger/").file("claims.json") == "../../claims.json"
    assert Links("zh", "").file("claims.json") == "claims.json"


def test_chinese_lines_join_without_a_gap(base: Path) -> None:
    writer = Writer(load(base), Links("zh"))
    assert writer.text("更深的网络，\n而不是**更小**的 ReLU 网络") == (
        "更深的网络，而不是<strong>更小</strong>的 ReLU 网络"
    )


def test_what_exactly_is_told(base: Path) -> None:
    where = "docs/questions/two/index.en.md"
    claim, evidence = '{{ claim("even") }}', '{{ evidence("even") }}'
    assert filled(base, PAGE.replace(evidence, ""))[1] == [
        f"{where}:7: the claim 'even' is left out; add {evidence} to its section"
    ]
    assert filled(base, PAGE.replace(claim, claim.replace("even", "evn")))[1] == [
        f"{where}:9: 'evn' is no claim; there are even"
    ]
    (told,) = filled(base, PAGE.replace("title()", "titel()"))[1]
    known = "n, lit, given, cite, verdict, quoted"
    assert told.startswith(f"{where}:1: 'titel' is undefined; a page can use {known}")
    formats = "int, M1, M2, M3, G1, G2, G3, K1, x1, x2, pct0, pct1, f0, f1, f2, f3"
    for value, style, said in (
        (3, "x9", f"the format is 'x9'; choose one of {formats}"),
        (0.5, "int", f"0.5 is no integer; choose a format of {formats}"),
    ):
        with pytest.raises(ValueError, match=f"^{said}$"):
            written(value, style)


@pytest.mark.parametrize("citation", ["@misc{two}", ""])
def test_the_citation_of_a_page(base: Path, citation: str) -> None:
    problems, path = Problems(base), base / "docs/questions/two/index.en.md"
    given = {"citation": citation} if citation else {}
    text = fill(load(base), path, PAGE + "{{ bibtex() }}", Links("en"), problems, **given)
    assert problems.found == []
    assert text.endswith(f"~~~~bibtex\n{citation}\n~~~~")


def test_a_file_from_elsewhere_keeps_its_path(base: Path) -> None:
    problems = Problems(base / "docs")
    problems.add(base / "README.md", 3, "is odd")
    problems.add(base / "docs/index.md", None, "is even")
    assert problems.found == [f"{base.as_posix()}/README.md:3: is odd", "index.md: is even"]


@pytest.mark.parametrize(
    ("many", "heading"),
    [(1, "1 problem in the"), (2, "2 problems in the"), (3, "3 problems in the")],
)
def test_problems_are_counted(base: Path, many: int, heading: str) -> None:
    problems = Problems(base)
    problems.stop()  # nothing was found
    for line in range(1, many + 1):
        problems.add(base / "x.md", line, "is odd")
        problems.add(base / "x.md", line, "is odd")  # told once
    with pytest.raises(KnowledgeError) as error:
        problems.stop()
    told = [f"x.md:{line}: is odd" for line in range(1, many + 1)]
    assert str(error.value).splitlines() == [f"{heading} knowledge base:", *told]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{{ answer() }}", "", "index.en.md: {{ answer() }} is left out"),
        ("{{ glance() }}", "", "index.en.md: {{ glance() }} is left out"),
        ("{{ bibtex() }}", "", "index.en.md: {{ bibtex() }} is left out"),
        (
            '{{ evidence("even") }}\n\n## Cite { #cite }\n',
            '## Cite { #cite }\n\n{{ evidence("even") }}\n',
            "index.en.md:15: evidence('even') stands under { #cite }; put it under { #even }",
        ),
        (
            "Twice",
            '<span class="chip chip--holds">holds</span> twice',
            "index.en.md:11: a verdict is typed",
        ),
        ("Twice", '<li class="case case--yes">', "index.en.md:11: a verdict is typed"),
    ],
)
def test_what_a_questions_page_must_not_do(base: Path, before: str, after: str, said: str) -> None:
    assert PAGE.count(before) == 1
    (told,) = filled(base, PAGE.replace(before, after))[1]
    assert said in told


FORMATTED = {
    "int": (1234567, "1,234,567"),
    "M1": (25557032, "25.6 M"),
    "M2": (25557032, "25.56 M"),
    "M3": (25557032, "25.557 M"),
    "G1": (4089184256, "4.1 G"),
    "G2": (4089184256, "4.09 G"),
    "G3": (4089184256, "4.089 G"),
    "K1": (53120, "53.1 K"),
    "x1": (16.7709, "16.8×"),
    "x2": (16.7709, "16.77×"),
    "pct0": (0.25, "25%"),
    "pct1": (0.0484, "4.8%"),
    "f0": (16.7709, "17"),
    "f1": (16.7709, "16.8"),
    "f2": (16.7709, "16.77"),
    "f3": (16.7709, "16.771"),
}


def test_every_format_writes_its_number() -> None:
    assert set(FORMATTED) == set(FORMATS)
    assert {style: written(value, style) for style, (value, _) in FORMATTED.items()} == {
        style: shown for style, (_, shown) in FORMATTED.items()
    }


def test_the_words_of_verdicts_and_stances() -> None:
    assert VERDICTS == {
        "holds": {"zh": "成立", "en": "holds"},
        "depends": {"zh": "有条件", "en": "depends"},
        "refuted": {"zh": "不成立", "en": "refuted"},
        "cited": {"zh": "仅据文献", "en": "literature only"},
    }
    assert STANCES == {
        "supports": {"zh": "文献支持", "en": "literature supports it"},
        "contradicts": {"zh": "文献反对", "en": "literature contradicts it"},
        "open": {"zh": "文献尚无定论", "en": "literature is open"},
    }


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("n(5)", "index.en.md:11: 5 names no number; write 'claim-id.number_name'"),
        ("given(1e999)", "index.en.md:11: "),
    ],
)
def test_a_call_with_a_wrong_value_is_told(base: Path, call: str, said: str) -> None:
    (told,) = filled(base, PAGE.replace("Twice", f"{{{{ {call} }}}}"))[1]
    assert said in told
