"""Claims and findings are joined; each way to be refused is told once, with its remedy."""

import pytest

from knowledge.read.library import load

from ..editing import MARKS, VERDICTS, told

FORM, NOTEBOOK = f"{VERDICTS}/claims.yml", f"{VERDICTS}/evidence.ipynb"
ODD, ODD_NOTEBOOK = f"{MARKS}/claims.yml", f"{MARKS}/evidence.ipynb"
REFERENCES = "docs/references.yml"


def change(base, file, old, new):
    """Write `new` for the first `old`; of a claim's id in a notebook, for what it stored."""
    text = (base / file).read_text(encoding="utf-8")
    assert old in text
    if file.endswith(".ipynb") and text.count(f'"claim": "{old}"'):
        text = text.replace(f'"claim": "{old}"', f'"claim": "{new}"')
        text = text.replace(f'"{old}\\n"', f'"{new}\\n"')
    else:
        text = text.replace(old, new, 1)
    (base / file).write_text(text, encoding="utf-8")


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
LEFT = "is no claim that every-verdict/claims.yml leaves to this notebook; "
# What is broken of which file, and the line that is told, if it is not that file's own.
REFUSED = [
    (FORM, "related: [odd-marks]", "related: [odd-mark]", 7, "'odd-mark' is no other question; di"),
    (FORM, "related: [odd-marks]", "related: [every-verdict]", 7, "there are odd-marks"),
    (FORM, "  is-open:", "  is-opne:", f"{NOTEBOOK}:266", f"'is-open' {LEFT}did you mean is-opne"),
    (FORM, f"    {TWIN}", "", 68, "ends in finding('twin', …); write one, then run: make notebook"),
    (FORM, TWIN, "decided_by: twin", 68, "no cell of every-verdict/evidence.ipynb ends in finding"),
    (FORM, TWIN, "decided_by: is-rigth", 71, "has no finding of its own; did you mean is-right"),
    (FORM, TWIN, f"{TWIN}\n    cases: {{a: {ANY}}}", 72, "'a' is no case of twin's own finding"),
    (FORM, TWIN, f"{TWIN}\n    numbers: {{a: {ANY}}}", 72, "'a' is no number of twin's own find"),
    (FORM, TWIN, f"{TWIN}{SOURCE}{FIGURES}", 77, "twin has two numbers called 'parameters'; rena"),
    (
        FORM,
        LABEL,
        "",
        9,
        "'as_meant' of is-right has no label; add under cases: as_meant: {zh: …, ",
    ),
    (FORM, LABEL, f"{LABEL}      as_mean: {ANY}\n", 15, "'as_mean' is no case of is-right's own f"),
    (FORM, "      ratio: {", "      ration: {", 16, "'ration' is no number of is-right's own find"),
    (FORM, ", format: x2", "", 16, "is-right.ratio: 0.8519010666666667 is no integer; give a form"),
    (FORM, "format: x2", "format: M2", 16, "is-right.ratio: M2 writes 0.8519010666666667 as 0.0"),
    (FORM, SOURCE, "", 60, "no case decides by-literature, so a source has to; add literature: […"),
    (FORM, "- ref: deep2016nets", "- ref: deep2016net", 24, "correct it; did you mean deep2016net"),
    (
        FORM,
        "value: 28.54",
        "value: 28.5",
        47,
        "28.54 10.02'}; value error, quote the words or the row",
    ),
    (FORM, "value: 28.54", "value: 34.28", 47, "quote the words or the row in which the value st"),
    (FORM, TEXT, 'en: "{{ paramters }} hold."', 10, "no number 'is-right.paramters'; did you mean"),
    (FORM, TEXT, 'en: "{{ ratio:f9 }}"', 10, "is-right.ratio: the format is 'f9'; choose one of "),
    (FORM, TEXT, "en: 'All $\\frac{1$ hold.'", 10, "the formula $\\frac{1$: at character 8"),
    (FORM, TEXT, f"en: {'All ' * 41}", 10, "has 163 characters; say it in 160, or in two claims"),
    (
        FORM,
        "which is {{ is-right.",
        "which is {{ ",
        6,
        "names no claim; write {{ claim-id.parameters",
    ),
    (FORM, "is {{ error }}", "is {{ errors }}", 45, "no number 'is-wrong.errors'; did you mean is"),
    (
        FORM,
        "zh: 照本意",
        "zh: '{{ no }}'",
        14,
        "there is no number 'is-right.no'; did you mean is-ri",
    ),
    (FORM, "ratio a unit", "'{{ ratoi }}'", 16, "'is-right.ratoi'; did you mean is-right.ratio"),
    (FORM, "net=resnet50", "net=resnet51", 72, "explorer: 'resnet51' is no net; did you mean"),
    (FORM, "vs=resnet34", "vs.heigth=64", 72, "'heigth' is no field; did you mean height or wi"),
    (FORM, "vs=resnet34", "unit=4", 72, "'4' is no unit; give the stage, and 0 for its first"),
    (FORM, "vs=resnet34", "unit=7.0", 72, "is '7.0', but the net has stages of (3, 4, 6, 3) units"),
    (FORM, "vs=resnet34", "blocks=1,1,1,1&unit=1.1", 72, "is '1.1', but the net has stages of"),
    (FORM, "vs=resnet34", "batch=x", 72, "batch is 'x'; give an integer of at least 1"),
    (FORM, "vs=resnet34", "stem.pool=no", 72, "pool is 'no'; give True or False; copy what follo"),
    (FORM, "vs=resnet34", "widths=8,8", 72, "explorer: blocks names 4 stages, widths 2 and rep"),
    (
        FORM,
        "net=resnet50&vs",
        "resnet50&vs",
        72,
        "explorer: bad query field: 'resnet50'; copy what",
    ),
    (FORM, "  twin:", "  whole-marks:", f"{ODD}:10", "'whole-marks' is taken (every-verdict/claim"),
    (FORM, "五种结论都有吗？", "五种: 结论都有吗？", 2, "put the text into quotation marks"),
    (NOTEBOOK, "is-open", "is-opne", 266, f"'is-opne' {LEFT}did you mean is-open"),
    (NOTEBOOK, "is-open", "whole-marks", 266, f"'whole-marks' {LEFT}there are is-right"),
    (NOTEBOOK, "is-wrong", "is-right", 230, "'is-right' has a finding on line 92 too; keep one"),
    (NOTEBOOK, '"verdict": "right"', '"verdict": "wrong"', 92, "verdict is 'wrong', but its cases"),
    (NOTEBOOK, '"cells": [', '"cells": [,', 2, "is not JSON"),
    (ODD, "    cases:", f"    {TWIN}\n    cases:", f"{ODD_NOTEBOOK}:38", "there is none yet"),
    (REFERENCES, "  venue: Conference 2016\n", "", 1, "deep2016nets.venue is missing; add it"),
]


@pytest.mark.parametrize(("file", "old", "new", "at", "said"), REFUSED)
def test_one_fault_is_told_once(file, old, new, at, said, base):
    change(base, file, old, new)
    (problem,) = told(base)
    assert problem.startswith(f"{at}: " if isinstance(at, str) else f"{file}:{at}: ")
    assert said in problem


@pytest.mark.parametrize("file", [FORM, NOTEBOOK, f"{VERDICTS}/index.en.md", REFERENCES])
def test_a_missing_file_is_told_alone(file, base):
    (base / file).unlink()
    assert told(base) == [f"{file}: is missing; add it, templates/question holds an example"]


def test_a_base_without_a_question(base):
    (base / "docs/questions").rename(base / "kept")
    assert told(base) == ["docs/questions: holds no question; make one: make question SLUG=…"]


def test_independent_faults_are_told_together(base):
    change(base, FORM, "related: [odd-marks]", "related: [nothing]")
    change(base, ODD, "related: [every-verdict]", "related: [odd-marks]")
    assert [problem.split(": ")[0] for problem in told(base)] == [f"{FORM}:7", f"{ODD}:8"]


@pytest.mark.parametrize(
    ("value", "quote"),
    [("28", "in 28 nets"), ("1234.5", "of 1,234.5 M"), ("0.5", "(0.5)"), ("-3", "a change of −3")],
)
def test_a_figure_that_stands_in_its_quote(value, quote, base):
    change(base, FORM, "28.54,", f"{value},")
    change(base, FORM, "plain-34 28.54 10.02", quote)
    assert load(base).claims["is-wrong"].citations[0].figures == {"error": float(value)}


def test_the_order_of_questions(base, library):
    assert list(library.questions) == ["every-verdict", "odd-marks"]
    change(base, ODD, "group: counting", "group: blocks")
    change(base, FORM, "order: 1", "order: 100.5")  # an order that is left out is 100
    assert list(load(base).questions) == ["odd-marks", "every-verdict"]
    change(base, FORM, "order: 100.5\n", "")
    assert list(load(base).questions) == ["every-verdict", "odd-marks"]
    change(base, FORM, "group: blocks", "group: training")
    assert list(load(base).questions) == ["odd-marks", "every-verdict"]
    for file in (FORM, ODD):
        change(base, file, "group: ", "order: 7\ngroup: ")
    change(base, FORM, "group: training", "group: blocks")
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


def test_verdict_stance_and_basis_are_computed(library):
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
def test_two_sources(first, second, stance, verdict, base):
    text = (base / FORM).read_text(encoding="utf-8")
    before, after = text.split("  is-open:")
    after = after.replace("stance: supports", f"stance: {first}", 1)
    after = after.replace("stance: contradicts", f"stance: {second}", 1)
    (base / FORM).write_text(f"{before}  is-open:{after}", encoding="utf-8")
    claim = load(base).claims["is-open"]
    assert (claim.stance, claim.verdict, claim.basis) == (stance, verdict, ("literature",))


def test_what_a_claim_takes_from_its_decider(library):
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


def test_what_else_a_library_holds(library):
    wrong = library.claims["is-wrong"]
    note = wrong.citations[0].note["en"]
    assert note.plain == "The error is 28.54%, not 1."
    assert 'class="lit" value="28.54" data-from="deep2016nets §4.1"' in note.html
    assert wrong.permalink == "/c/is-wrong/"
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
