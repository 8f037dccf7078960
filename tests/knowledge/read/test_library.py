"""Claims and findings are joined; each way to be refused is told once, with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.model import Library
from knowledge.problems import KnowledgeError
from knowledge.read.library import load

QUESTIONS = "docs/questions"
FORM = f"{QUESTIONS}/every-verdict/claims.yml"
NOTEBOOK = f"{QUESTIONS}/every-verdict/evidence.ipynb"
ODD = f"{QUESTIONS}/odd-marks/claims.yml"
ODD_NOTEBOOK = f"{QUESTIONS}/odd-marks/evidence.ipynb"
REFERENCES = "docs/references.yml"


def change(base: Path, file: str, old: str, new: str) -> None:
    """Write `new` for the first `old`; of a claim's id in a notebook, for what it stored."""
    text = (base / file).read_text(encoding="utf-8")
    assert old in text
    if file.endswith(".ipynb") and text.count(f'"claim": "{old}"'):
        text = text.replace(f'"claim": "{old}"', f'"claim": "{new}"')
        text = text.replace(f'"{old}\\n"', f'"{new}\\n"')
    else:
        text = text.replace(old, new, 1)
    (base / file).write_text(text, encoding="utf-8")


def told(base: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as refused:
        load(base)
    head, *problems = str(refused.value).splitlines()
    many = f"{len(problems)} problem{'s' * (len(problems) > 1)}"
    assert head == f"{many} in the knowledge base:"
    return problems


TWIN = "decided_by: is-right"
TEXT, ANY = "en: All hold.", "{zh: 甲, en: A}"
LABEL = "      as_meant: {zh: 照本意, en: As meant}\n"
SOURCE = """
    literature:
      - ref: wide2016nets
        at: Tables 1 and 2
        stance: supports
        note: {zh: 支持。, en: It supports this.}"""
FIGURES = "\n        figures: {parameters: {value: 1, quote: '1'}}\n"
# What is broken of which file, and the line that is told, if it is not that file's own.
IN_FORM = [
    ("related: [odd-marks]", "related: [odd-mark]", 7, "'odd-mark' is no other question; did"),
    ("related: [odd-marks]", "related: [every-verdict]", 7, "there are odd-marks"),
    ("  is-open:", "  is-opne:", f"{NOTEBOOK}:266", "the finding is for 'is-open', which every-v"),
    ("  is-open:", "  is-opne:", f"{NOTEBOOK}:266", "correct the id: did you mean is-opne or"),
    ("  is-right:", "  right:", f"{NOTEBOOK}:92", "does not state; add it or correct the id: did"),
    (f"    {TWIN}", "", 68, "ends in finding('twin', …); write one, then run: make notebooks SLUG"),
    (TWIN, "decided_by: twin", 68, "no cell of every-verdict/evidence.ipynb ends in finding('twin"),
    (TWIN, "decided_by: is-rigth", 68, "no claim 'is-rigth' has a finding; did you mean is-right"),
    (TWIN, f"{TWIN}\n    cases: {{as_said: {ANY}}}", 68, "label cases and numbers there, not here"),
    (TWIN, f"{TWIN}\n    numbers: {{ratio: {ANY}}}", 68, "twin is decided by is-right; label case"),
    (TWIN, f"{TWIN}{SOURCE}{FIGURES}", 68, "twin has two numbers called 'parameters'; rename one"),
    (LABEL, "", 12, "'as_meant' of is-right has no label; add under cases: as_meant: {zh: …, en: "),
    (LABEL, f"{LABEL}      as_mean: {ANY}\n", 15, "no case 'as_mean'; did you mean as_meant"),
    ("      ratio: {", "      ration: {", 16, "of is-right has no number 'ration'; did you mean r"),
    (", format: x2", "", 16, "is-right.ratio: 0.8519010666666667 is no integer; give a format: "),
    ("format: x2", "format: M2", 16, "is-right.ratio: M2 writes 0.8519010666666667 as 0.00 M; cho"),
    (SOURCE, "", 60, "no case decides by-literature, so a source has to; add literature: […]"),
    ("- ref: deep2016nets", "- ref: deep2016net", 24, "add it there, or did you mean deep2016nets"),
    ("value: 28.54", "value: 28.5", 47, "error is 28.5, which its quote does not hold: 'plain-34 "),
    ("value: 28.54", "value: 34.28", 47, "quote the words or the row in which it stands"),
    (TEXT, 'en: "{{ paramters }} hold."', 10, "is-right has no number 'paramters'; did you mean p"),
    (TEXT, 'en: "{{ is-wrogn.error }}"', 10, "no claim 'is-wrogn' with numbers; did you mean is-w"),
    (TEXT, 'en: "{{ ratio:f9 }}"', 10, "is-right.ratio: the format is 'f9'; choose one of int, "),
    (TEXT, "en: 'All $\\frac{1$ hold.'", 10, "the formula $\\frac{1$: at character 8"),
    ("which is {{ is-right.", "which is {{ ", 6, "names no claim; write {{ claim-id.parameters }}"),
    ("The error is {{ error }}", "It is {{ errors }}", 45, "no number 'errors'; did you mean err"),
    (
        "zh: 照本意",
        "zh: '{{ no }}'",
        14,
        "is-right has no number 'no'; there are parameters, ratio",
    ),
    ("ratio a unit", "'{{ ratoi }}'", 16, "is-right has no number 'ratoi'; did you mean ratio?"),
    ("  twin:", "  whole-marks:", f"{ODD}:10", "'whole-marks' is taken (every-verdict/claims.yml:"),
    ("五种结论都有吗？", "五种: 结论都有吗？", 2, "put the text into quotation marks"),
]
IN_NOTEBOOK = [
    ("is-open", "is-opne", 266, "the finding is for 'is-opne', which every-verdict/claims.yml doe"),
    ("is-open", "whole-marks", 266, "'whole-marks', which every-verdict/claims.yml does not state"),
    ("is-wrong", "is-right", 230, "the finding is for 'is-right', as is that on line 92; keep one"),
    ('"verdict": "right"', '"verdict": "wrong"', 92, "verdict is 'wrong', but its cases give 'rig"),
    ('"cells": [', '"cells": [,', 2, "is not JSON"),
    ("net.depth > 1", "net.depth > 2", NOTEBOOK, "its code is not what gave the stored outputs; r"),
]
IN_ODD = [
    (
        "    cases:",
        "    decided_by: is-right\n    cases:",
        f"{ODD_NOTEBOOK}:38",
        "lets another decide",
    ),
]
IN_ODD_NOTEBOOK = [("whole-marks", "is-right", 38, "correct the id: there are whole-marks")]
IN_REFERENCES = [
    ("  venue: Conference 2016\n", "", 1, "deep2016nets lacks venue; add what is lack")
]
REFUSED = [
    (file, *row)
    for file, rows in (
        (FORM, IN_FORM),
        (NOTEBOOK, IN_NOTEBOOK),
        (ODD, IN_ODD),
        (ODD_NOTEBOOK, IN_ODD_NOTEBOOK),
        (REFERENCES, IN_REFERENCES),
    )
    for row in rows
]


@pytest.mark.parametrize(("file", "old", "new", "at", "said"), REFUSED)
def test_one_fault_is_told_once(
    file: str, old: str, new: str, at: int | str, said: str, base: Path
) -> None:
    change(base, file, old, new)
    problems = told(base)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"{at}: " if isinstance(at, str) else f"{file}:{at}: ")
    assert said in problems[0]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (FORM, "is missing; add it"),
        (NOTEBOOK, "is missing; a question needs a notebook that decides its claims"),
        (f"{QUESTIONS}/every-verdict/index.en.md", "each question has a page in each language"),
        (REFERENCES, "is missing; add it"),
    ],
)
def test_a_missing_file_is_told_alone(file: str, said: str, base: Path) -> None:
    (base / file).unlink()
    (problem,) = told(base)
    assert problem.startswith(f"{file}: ")
    assert said in problem


def test_a_base_without_a_question(base: Path) -> None:
    (base / QUESTIONS).rename(base / "kept")
    assert told(base) == [f"{QUESTIONS}: holds no question; make one: make question SLUG=…"]


def test_independent_faults_are_told_together(base: Path) -> None:
    change(base, FORM, "related: [odd-marks]", "related: [nothing]")
    change(base, ODD, "related: [every-verdict]", "related: [odd-marks]")
    assert [problem.split(": ")[0] for problem in told(base)] == [f"{FORM}:7", f"{ODD}:8"]


@pytest.mark.parametrize(
    ("value", "quote"),
    [("28", "in 28 nets"), ("1234.5", "of 1,234.5 M"), ("0.5", "(0.5)"), ("-3", "a change of −3")],
)
def test_a_figure_that_stands_in_its_quote(value: str, quote: str, base: Path) -> None:
    change(base, FORM, "28.54,", f"{value},")
    change(base, FORM, "plain-34 28.54 10.02", quote)
    assert load(base).claims["is-wrong"].citations[0].figures == {"error": float(value)}


def test_the_order_of_questions(base: Path, library: Library) -> None:
    assert list(library.questions) == ["every-verdict", "odd-marks"]
    change(base, FORM, "order: 1", "order: 100.5")  # an order that is left out is 100
    assert list(load(base).questions) == ["odd-marks", "every-verdict"]
    change(base, FORM, "order: 100.5\n", "")
    assert list(load(base).questions) == ["every-verdict", "odd-marks"]


CLAIMS = {  # id: (verdict, stance, basis), by the table of verdicts
    "is-right": ("right", None, ("code",)),
    "is-mostly-right": ("mostly-right", "silent", ("code",)),
    "is-mostly-wrong": ("mostly-wrong", None, ("code",)),
    "is-wrong": ("wrong", "contradicts", ("code", "literature")),
    "is-open": ("open", "divided", ("literature",)),
    "by-literature": ("right", "supports", ("literature",)),
    "twin": ("right", None, ("code",)),
    "whole-marks": ("right", "supports", ("code", "literature")),
}


def test_verdict_stance_and_basis_are_computed(library: Library) -> None:
    found = {name: (c.verdict, c.stance, c.basis) for name, c in library.claims.items()}
    assert found == CLAIMS
    assert list(found) == list(CLAIMS)


@pytest.mark.parametrize(
    ("first", "second", "stance", "verdict"),
    [
        ("supports", "supports", "supports", "right"),
        ("supports", "contradicts", "divided", "open"),
        ("contradicts", "contradicts", "contradicts", "wrong"),
        ("supports", "silent", "supports", "right"),
        ("silent", "contradicts", "contradicts", "wrong"),
        ("supports", "divided", "divided", "open"),
        ("silent", "divided", "divided", "open"),
        ("silent", "silent", "silent", "open"),
    ],
)
def test_two_sources(first: str, second: str, stance: str, verdict: str, base: Path) -> None:
    text = (base / FORM).read_text(encoding="utf-8")
    before, after = text.split("  is-open:")
    after = after.replace("stance: supports", f"stance: {first}", 1)
    after = after.replace("stance: contradicts", f"stance: {second}", 1)
    (base / FORM).write_text(f"{before}  is-open:{after}", encoding="utf-8")
    claim = load(base).claims["is-open"]
    assert (claim.stance, claim.verdict, claim.basis) == (stance, verdict, ("literature",))


def test_what_a_claim_takes_from_its_decider(library: Library) -> None:
    twin, decider = library.claims["twin"], library.claims["is-right"]
    assert (twin.decided_by, twin.cases, twin.listed) == ("is-right", decider.cases, decider.listed)
    assert twin.says["en"].plain == "The same claim."
    assert twin.answer["en"].plain == "Yes, 25.6 M."
    assert '<data class="n" value="25557032" data-from="is-right.parameters">' in str(
        twin.answer["en"].html
    )
    assert [(c.name, c.holds, c.as_read, c.label["en"].plain) for c in decider.cases] == [
        ("as_said", True, True, "Literally"),
        ("as_meant", True, False, "As meant"),
    ]
    assert [(n.name, n.shown, n.label["en"].plain) for n in decider.listed] == [
        ("ratio", "0.85×", "ratio a unit")
    ]


def test_what_else_a_library_holds(library: Library) -> None:
    wrong = library.claims["is-wrong"]
    note = wrong.citations[0].note["en"]
    assert note.plain == "The error is 28.54%, not 1."
    assert 'class="lit" value="28.54" data-from="deep2016nets §4.1"' in note.html
    assert (wrong.line, wrong.permalink) == (34, "/c/is-wrong/")
    assert wrong.url == {
        "zh": "/questions/every-verdict/#is-wrong",
        "en": "/en/questions/every-verdict/#is-wrong",
    }
    question = library.questions["every-verdict"]
    assert question.answer["zh"].plain == ("有。ResNet-50 有 25,557,032 个参数，即 25.56 M。")
    assert [s.anchor for s in question.pages["en"]][:2] == ["", "is-right"]
    assert [library.cited(ref) for ref in library.references] == [
        "Deep & Net 2016a",
        "Deep & Net 2016b",
    ]
