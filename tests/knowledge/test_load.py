"""A knowledge base that is incomplete or contradicts itself is refused: file, line, remedy."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from knowledge.load import load, stored_outputs
from knowledge.model import Figure, Number, Reference
from knowledge.problems import KnowledgeError
from resnet_ref import Finding
from resnet_ref.findings import FINDING_MIME

from .conftest import CLAIMS, EVEN, store


def refused(base: Path) -> str:
    """What `load` says of the knowledge base."""
    with pytest.raises(KnowledgeError) as error:
        load(base)
    return str(error.value)


def test_a_complete_base_is_joined(base: Path) -> None:
    library = load(base)
    folder = base / "docs/questions/two"
    claim = library.claims["even"]
    assert (claim.id, claim.question, claim.decided_by) == ("even", "two", "even")
    assert (claim.verdict, claim.stance, claim.line) == ("depends", "supports", 6)
    assert claim.says == {"zh": "二是偶数", "en": "Two is even"}
    assert claim.finding == EVEN
    assert claim.cases == {
        "by_division": {"zh": "整除", "en": "by division"},
        "by_magic": {"zh": "魔法", "en": "by magic"},
    }
    assert claim.numbers == {"twice": Number({"zh": "两倍", "en": "twice"}, "int")}
    (source,) = claim.sources
    assert (source.ref, source.at) == ("euclid1956elements", "Book VII")
    assert source.note == {"zh": "定义", "en": "A definition"}
    assert source.figures == {"book": Figure(7, {"zh": "卷", "en": "book"}, "")}
    assert (claim.cell.notebook, claim.cell.source) == (folder / "evidence.ipynb", "finding(...)")
    assert claim.cell.output == str(EVEN)
    lines = (folder / "evidence.ipynb").read_text(encoding="utf-8").splitlines()
    assert '"claim": "even"' in lines[claim.cell.line - 1]
    question = library.questions["two"]
    assert (question.slug, question.folder, question.order) == ("two", folder, 1)
    assert question.title == {"zh": "问题", "en": "Question"}
    assert question.short == {"zh": "短", "en": "Short"}
    assert set(question.answer) == {"zh", "en"}
    assert question.related == ()
    assert library.references == {
        "euclid1956elements": Reference(
            "euclid1956elements", "Euclid", "Elements", 1956, "Dover", "https://doi.org/10.1000/1"
        )
    }


def second(base: Path, **changes: str) -> Path:
    """A second question, beside the first, with its own claim "odd"."""
    folder = base / "docs/questions/three"
    shutil.copytree(base / "docs/questions/two", folder)
    text = CLAIMS.replace("- id: even", "- id: odd").replace("even.twice", "odd.twice")
    for before, after in changes.items():
        text = text.replace(before, after)
    (folder / "claims.yml").write_text(text, encoding="utf-8")
    store(folder, Finding("odd", EVEN.cases, EVEN.numbers))
    return folder


def test_questions_stand_in_their_order(base: Path) -> None:
    folder = second(base)
    assert list(load(base).questions) == ["three", "two"]  # same order: by slug
    text = (folder / "claims.yml").read_text(encoding="utf-8")
    (folder / "claims.yml").write_text(text.replace("order: 1", "order: 2"), encoding="utf-8")
    assert list(load(base).questions) == ["two", "three"]


def test_a_claim_that_another_decides(base: Path) -> None:
    folder = second(base)
    path = folder / "claims.yml"
    text = CLAIMS.replace("- id: even", "- id: odd\n    decided_by: even")
    path.write_text(text, encoding="utf-8")
    store(folder)
    assert refused(base).splitlines()[1:] == [
        "docs/questions/three/claims.yml:6: odd is decided by even; label cases and numbers "
        "there, not here"
    ]
    bare = text[: text.index("    cases")] + text[text.index("    literature") :]
    path.write_text(bare, encoding="utf-8")
    claim = load(base).claims["odd"]
    assert (claim.decided_by, claim.finding, claim.cases, claim.numbers) == ("even", EVEN, {}, {})
    path.write_text(bare.replace("decided_by: even", "decided_by: evil"), encoding="utf-8")
    assert refused(base).splitlines()[1:] == [
        "docs/questions/three/claims.yml:6: no notebook decides the claim 'evil'; choose one of "
        "even"
    ]


def test_related_questions(base: Path) -> None:
    folder = second(base)
    path = folder / "claims.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("claims:", "related: [two]\nclaims:"), encoding="utf-8")
    assert load(base).questions["three"].related == ("two",)
    path.write_text(text.replace("claims:", "related: [three]\nclaims:"), encoding="utf-8")
    assert refused(base).splitlines()[1:] == [
        "docs/questions/three/claims.yml:5: related[0] is 'three'; give another question: two"
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "      by_magic: {zh: 魔法, en: by magic}\n",
            "",
            "8: even lacks a label for case 'by_magic' of its finding; add under cases: "
            "by_magic: {zh: …, en: …}",
        ),
        (
            "      twice: {zh: 两倍, en: twice}\n",
            "      twice: {zh: 两倍, en: twice}\n      thrice: {zh: 三, en: three}\n",
            "13: even labels the number 'thrice', which its finding does not have (it has twice); "
            "remove or correct it",
        ),
        (
            "ref: euclid1956elements",
            "ref: nobody",
            "16: even cites 'nobody', which docs/references.yml does not hold; add it there or "
            "choose one of euclid1956elements",
        ),
        (
            "- id: even",
            "- id: evn",
            "6: no notebook decides the claim 'evn'; end a code cell of two/evidence.ipynb with "
            "finding('evn', …) and run make notebooks",
        ),
        (
            "stance: supports",
            "stance: likes",
            "14: claims[0].literature.stance is 'likes'; choose "
            "one of 'supports', 'contradicts', 'open'",
        ),
        ("order: 1", "order: one", "1: order is 'one'; give an integer"),
        ("at: Book VII", "page: 3", "16: claims[0].literature.sources[0] lacks at; add it"),
        (
            "    says:",
            "    sayz: 1\n    says:",
            "6: claims[0]: Additional properties are not allowed ('sayz' was unexpected); known "
            "here: id, says, answer, read_as, decided_by, cases, numbers, literature",
        ),
        (
            "order: 1\n",
            "order: 1\nordre: 2\n",
            "1: the file: Additional properties are not allowed ('ordre' was unexpected); known "
            "here: order, title, short, answer, related, claims",
        ),
        (
            "by_magic:",
            "By Magic:",
            "10: claims[0].cases: the name 'By Magic' does not have the form "
            "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
        ),
        (
            "- id: even",
            "- id: Even!",
            "6: claims[0].id is 'Even!'; it does not have the form "
            '^[a-z0-9]+(-[a-z0-9]+)*$; for example "fewer-parameters"',
        ),
        (
            "at: Book VII",
            'at: ""',
            "17: claims[0].literature.sources[0].at: '' should be non-empty; for example "
            '"Table 3"',
        ),
        (
            "en: twice}",
            "en: twice, format: x9}",
            "12: claims[0].numbers.twice.format is 'x9'; choose one of 'int', 'M1', 'M2', 'M3', "
            "'G1', 'G2', 'G3', 'K1', 'x1', 'x2', 'pct0', 'pct1', 'f0', 'f1', 'f2', 'f3'",
        ),
        (
            "{value: 7,",
            "{value: seven,",
            "20: claims[0].literature.sources[0].figures.book.value is 'seven'; give a number",
        ),
        ("order: 1\n", "", "1: the file lacks order; add it"),
        (
            "order: 1",
            "order: 1\norder: 2",
            "2: is not valid YAML: the key 'order' stands twice (first on line 1); remove one",
        ),
        (
            "title: {zh: 问题, en: Question}",
            "title: {zh: 问题}",
            '2: title lacks en; add it; for example {"zh": "参数量", "en": "parameters"}',
        ),
    ],
)
def test_what_exactly_is_told(base: Path, before: str, after: str, told: str) -> None:
    path = base / "docs/questions/two/claims.yml"
    path.write_text(CLAIMS.replace(before, after, 1), encoding="utf-8")
    assert f"docs/questions/two/claims.yml:{told}" in refused(base).splitlines()


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("order: 1", "order: one", 1, "order is 'one'; give an integer"),
        ("order: 1\n", "", 1, "lacks order; add it"),
        ("order: 1", "order: 1\nordre: 2", 1, "'ordre' was unexpected.*known here: order, title"),
        ("order: 1", "order: 1\norder: 2", 2, "'order' stands twice .first on line 1.; remove"),
        ("title: {zh: 问题, en: Question}", "title: {zh: 问题}", 2, r"title lacks en.*example"),
        ("short: {zh: 短, en: Short}", "short: {zh: ' ', en: Short}", 3, "short.zh is ' '"),
        ("claims:", "claims: ]", 5, "is not valid YAML"),
        ("- id: even", "- id: evn", 6, "no notebook decides the claim 'evn'; end a code cell"),
        ("- id: even", "- id: Even!", 6, "'Even!'; it does not have the form.*fewer-parameters"),
        ("      by_magic: {zh: 魔法, en: by magic}\n", "", 8, "lacks a label for case 'by_magic'"),
        ("by_magic:", "by_tragic:", 10, "labels the case 'by_tragic', which its finding does not"),
        ("      twice:", "      thrice:", 12, "labels the number 'thrice'.*it has twice"),
        ("twice: {zh: 两倍, en: twice}", "twice: {zh: 两倍}", 12, "twice lacks en"),
        ("en: twice}", "en: twice, format: x9}", 12, "format is 'x9'; choose one of 'int'"),
        ("stance: supports", "stance: likes", 14, "'likes'; choose one of 'supports'"),
        ("euclid1956elements", "euclid1956", 16, "cites 'euclid1956', which docs/references.yml"),
        ("at: Book VII", "page: 3", 16, "sources.*lacks at"),
        ("claims:", "related: [three]\nclaims:", 5, r"related\[0\] is 'three'; give another"),
    ],
)
def test_a_broken_claims_file(base: Path, before: str, after: str, line: int, said: str) -> None:
    path = base / "docs/questions/two/claims.yml"
    assert before in CLAIMS
    path.write_text(CLAIMS.replace(before, after, 1), encoding="utf-8")
    message = refused(base)
    assert re.search(said, message), message
    assert f"docs/questions/two/claims.yml:{line}:" in message, message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "evidence.ipynb:1: is not JSON"),
        ("{}", "is not a notebook"),
        ("[]", "is not a notebook"),
    ],
)
def test_a_broken_notebook(base: Path, text: str, said: str) -> None:
    (base / "docs/questions/two/evidence.ipynb").write_text(text, encoding="utf-8")
    assert said in refused(base)


def test_a_missing_notebook(base: Path) -> None:
    (base / "docs/questions/two/evidence.ipynb").unlink()
    assert "evidence.ipynb: is missing; a question needs a notebook" in refused(base)


def test_a_claim_that_is_decided_twice(base: Path) -> None:
    store(base / "docs/questions/two", EVEN, EVEN)
    assert re.search(
        r"evidence.ipynb:\d+: the claim 'even' has a finding already.*keep one", refused(base)
    )


def test_a_finding_without_a_claim(base: Path) -> None:
    store(base / "docs/questions/two", EVEN, Finding("odd", {"a": True}))
    assert "the finding is for 'odd', which two/claims.yml does not state; add" in refused(base)


def test_a_claim_that_only_literature_decides_needs_literature(base: Path) -> None:
    folder = base / "docs/questions/two"
    text = CLAIMS[: CLAIMS.index("    literature")] + CLAIMS[CLAIMS.index("    answer: {") :]
    text = text.replace("    read_as: [by_division]\n", "")
    text = text.replace("    cases:\n", "").replace(
        "      by_division: {zh: 整除, en: by division}\n", ""
    )
    text = text.replace("      by_magic: {zh: 魔法, en: by magic}\n", "")
    (folder / "claims.yml").write_text(text, encoding="utf-8")
    store(folder, Finding("even", {}, {"twice": 4}))
    assert "even has no case that code decides; give literature" in refused(base)


@pytest.mark.parametrize("change", [("verdict", "holds"), ("cases", {"by_division": 1})])
def test_a_stored_finding_that_was_changed(base: Path, change: tuple[str, object]) -> None:
    path = base / "docs/questions/two/evidence.ipynb"
    stored = json.loads(path.read_text(encoding="utf-8"))
    data = stored["cells"][0]["outputs"][0]["data"]
    data["application/vnd.resnet-qa.finding+json"][change[0]] = change[1]
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert re.search("stored verdict is 'holds'|give True or False", refused(base))


def test_an_id_that_is_taken(base: Path) -> None:
    shutil.copytree(base / "docs/questions/two", base / "docs/questions/three")
    message = refused(base)
    assert "the id 'even' is taken" in message
    assert "has a finding already" in message


def test_all_problems_are_told_at_once(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    text = CLAIMS.replace("by_magic", "by_tragic").replace("thrice", "twice")
    path.write_text(text.replace("twice:", "thrice:"), encoding="utf-8")
    assert refused(base).startswith("4 problems in the knowledge base:")


def test_no_question_at_all(tmp_path: Path) -> None:
    assert "holds no question; make one: make question" in refused(tmp_path)


def test_references_are_checked(base: Path) -> None:
    (base / "docs/references.yml").write_text("euclid1956elements: {authors: Euclid}\n")
    said = refused(base)
    assert "references.yml:1: euclid1956elements lacks title, year, venue, url" in said
    assert "cites" not in said  # what follows from it is not told as well


def test_stored_outputs_of_one_kind(base: Path) -> None:
    path = base / "docs/questions/two/evidence.ipynb"
    assert stored_outputs(path, FINDING_MIME) == [EVEN.to_json()]
    assert stored_outputs(path, "text/plain") == [[str(EVEN)]]
    assert stored_outputs(path, "image/png") == []


def test_a_file_that_is_not_text(base: Path) -> None:
    (base / "docs/questions/two/claims.yml").write_bytes(b"\xff\xfe")
    assert "claims.yml: is not UTF-8 text" in refused(base)


def test_a_missing_claims_file(base: Path) -> None:
    (base / "docs/questions/two/claims.yml").unlink()
    assert refused(base).splitlines()[1:] == [
        "docs/questions/two/claims.yml: is missing or cannot be read; see the example in "
        "claims.schema.json"
    ]


def test_stored_outputs_where_cells_have_none(base: Path) -> None:
    path = base / "docs/questions/two/evidence.ipynb"
    cells = [{"source": []}, {"outputs": [{"text": "x"}, {"data": {"text/plain": ["1"]}}]}]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert stored_outputs(path, "text/plain") == [["1"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "- order: 1\n",
            "1: the file is [{'order': 1}]; give names with their values, as in the template",
        ),
        ("# a note\n\norder: 1\n", "3: the file lacks title, short, answer, claims; add it"),
    ],
)
def test_the_file_as_a_whole(base: Path, text: str, told: str) -> None:
    (base / "docs/questions/two/claims.yml").write_text(text, encoding="utf-8")
    assert f"docs/questions/two/claims.yml:{told}" in refused(base).splitlines()


def test_labels_that_have_no_place(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    store(path.parent, Finding("even", EVEN.cases, {"twice": 4, "half": 1}))
    more = "      twice: {zh: 两倍, en: twice}\n      third: {zh: 三, en: third}\n"
    text = CLAIMS.replace("      twice: {zh: 两倍, en: twice}\n", more)
    path.write_text(text, encoding="utf-8")
    assert refused(base).splitlines()[1:] == [
        "docs/questions/two/claims.yml:11: even lacks a label for number 'half' of its finding; "
        "add under numbers: half: {zh: …, en: …}",
        "docs/questions/two/claims.yml:13: even labels the number 'third', which its finding does "
        "not have (it has half, twice); remove or correct it",
    ]
    store(path.parent, Finding("even", EVEN.cases))
    path.write_text(CLAIMS.replace('{{ n("even.twice") }}', "4"), encoding="utf-8")
    assert refused(base).splitlines()[1:] == [
        "docs/questions/two/claims.yml:12: even labels the number 'twice', which its finding does "
        "not have (it has none); remove or correct it"
    ]


def test_a_claim_without_any_labels(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    start, end = CLAIMS.index("    cases:"), CLAIMS.index("    numbers:")
    path.write_text(CLAIMS[:start] + CLAIMS[end:], encoding="utf-8")
    assert refused(base).splitlines()[1:] == [
        f"docs/questions/two/claims.yml:6: even lacks a label for case '{case}' of its finding; "
        f"add under cases: {case}: {{zh: …, en: …}}"
        for case in ("by_division", "by_magic")
    ]


@pytest.mark.parametrize("kept", ["cases", "numbers"])
def test_labels_stand_where_the_claim_is_decided(base: Path, kept: str) -> None:
    folder = second(base)
    text = CLAIMS.replace("- id: even", "- id: odd\n    decided_by: even")
    start, middle, end = (text.index(f"    {key}:") for key in ("cases", "numbers", "literature"))
    left_out = (middle, end) if kept == "cases" else (start, middle)
    text = text[: left_out[0]] + text[left_out[1] :]
    (folder / "claims.yml").write_text(text, encoding="utf-8")
    store(folder)
    assert refused(base).splitlines()[1:] == [
        "docs/questions/three/claims.yml:6: odd is decided by even; label cases and numbers "
        "there, not here"
    ]


def test_every_reference_is_offered(base: Path) -> None:
    path = base / "docs/references.yml"
    entry = 'gauss1966numbers: {authors: Gauss, title: T, year: 1966, venue: V, url: "https://doi.org/1"}'
    path.write_text(f"{path.read_text(encoding='utf-8')}{entry}\n", encoding="utf-8")
    claims = base / "docs/questions/two/claims.yml"
    claims.write_text(CLAIMS.replace("ref: euclid1956elements", "ref: nobody"), encoding="utf-8")
    assert refused(base).endswith("choose one of euclid1956elements, gauss1966numbers")


def told(base: Path) -> list[str]:
    """The problems, without the folder that all of them are in."""
    return [line.removeprefix("docs/questions/") for line in refused(base).splitlines()[1:]]


def test_messages_about_findings_in_full(base: Path) -> None:
    folder = base / "docs/questions/two"

    def line_of(claim: str) -> int:
        lines = (folder / "evidence.ipynb").read_text(encoding="utf-8").splitlines()
        return next(i for i, line in enumerate(lines, 1) if f'"claim": "{claim}"' in line)

    store(folder, EVEN, EVEN)
    at = line_of("even")
    assert told(base) == [
        f"two/evidence.ipynb:{at}: the claim 'even' has a finding already, in "
        f"docs/questions/two/evidence.ipynb:{at}; keep one"
    ]
    store(folder, Finding("odd", {"a": True}), EVEN)
    assert told(base) == [
        f"two/evidence.ipynb:{line_of('odd')}: the finding is for 'odd', which two/claims.yml does "
        "not state; add the claim there or correct the id"
    ]
    (folder / "evidence.ipynb").write_text("{}", encoding="utf-8")
    assert told(base)[0] == "two/evidence.ipynb: is not a notebook; save it again from Jupyter"


def test_messages_about_ids_in_full(base: Path) -> None:
    folder = second(base)
    path = folder / "claims.yml"
    path.write_text(path.read_text("utf-8").replace("- id: odd", "- id: even"), encoding="utf-8")
    assert "two/claims.yml:6: the id 'even' is taken (three/claims.yml:6); choose another" in told(
        base
    )
    text = CLAIMS.replace("- id: even", "- id: third\n    decided_by: none")
    start, end = text.index("    cases"), text.index("    literature")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert told(base)[0] == (
        "three/claims.yml:6: no notebook decides the claim 'none'; choose one of even, odd"
    )


def test_what_a_cell_may_leave_out(base: Path) -> None:
    path = base / "docs/questions/two/evidence.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = notebook["cells"]
    bare = {**cell, "source": ["first\n", "last"], "outputs": [{"text": "x"}, *cell["outputs"]]}
    del bare["outputs"][1]["data"]["text/plain"]
    notebook["cells"] = [{"cell_type": "markdown", "source": []}, bare]
    path.write_text(json.dumps(notebook), encoding="utf-8")  # all in one line
    found = load(base).claims["even"].cell
    assert (found.source, found.output, found.line) == ("first\nlast", "", 1)
    bare["outputs"][1]["data"]["text/plain"] = ["one\n", "two"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert load(base).claims["even"].cell.output == "one\ntwo"


def test_a_stored_finding_of_the_wrong_form_hides_no_other(base: Path) -> None:
    path = base / "docs/questions/two/evidence.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    wrong = [{"data": {FINDING_MIME: stored}} for stored in ("holds", {"claim": "odd"})]
    notebook["cells"][0]["outputs"][:0] = [{"text": "x"}, *wrong]
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines, 1) if '"claim": "odd"' in line)
    holds, odd = told(base)  # and "even" is found after them
    assert holds.startswith("two/evidence.ipynb:1: a stored finding holds ['cases', 'claim', ")
    assert odd.startswith(f"two/evidence.ipynb:{at}: a stored finding holds ['cases', 'claim', ")


def test_other_messages_in_full(base: Path) -> None:
    folder = second(base)
    shutil.copytree(folder, base / "docs/questions/one")
    path = base / "docs/questions/one/claims.yml"
    text = CLAIMS.replace("- id: even", "- id: first").replace("even.twice", "first.twice")
    store(path.parent, Finding("first", EVEN.cases, EVEN.numbers))
    path.write_text(text.replace("claims:", "related: [four]\nclaims:"), encoding="utf-8")
    assert told(base) == [
        "one/claims.yml:5: related[0] is 'four'; give another question: three, two"
    ]
    shutil.rmtree(base / "docs/questions")
    assert refused(base).splitlines()[1:] == [
        "docs/questions: holds no question; make one: make question"
    ]


def test_a_claim_without_cases_needs_literature_on_its_line(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    start, end = CLAIMS.index("    cases"), CLAIMS.index("    numbers")
    text = re.sub("    read_as:.*\n", "", CLAIMS[:start] + CLAIMS[end:])
    start, end = text.index("    literature"), text.index("    answer: {zh: '是")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    store(path.parent, Finding("even", {}, {"twice": 4}))
    assert told(base) == [
        "two/claims.yml:6: even has no case that code decides; give literature: "
        "{stance: …, sources: …}"
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "    read_as: [by_division]\n",
            "",
            "claims.yml:6: even depends on how it is read; say which cases a reader usually takes "
            "it for: read_as: [by_division]",
        ),
        (
            "[by_division]",
            "[by_division, by_luck]",
            "claims.yml:22: even is read as 'by_luck', which is no case of its finding; choose "
            "from by_division, by_magic",
        ),
        ("[by_division]", "[]", "claims.yml:22: claims[0].read_as"),
        ("[by_division]", "[by_magic, by_magic]", "claims.yml:22: claims[0].read_as"),
    ],
)
def test_the_usual_reading_names_cases(base: Path, before: str, after: str, said: str) -> None:
    assert CLAIMS.count(before) == 1
    text = CLAIMS.replace(before, after)
    (base / "docs/questions/two/claims.yml").write_text(text, encoding="utf-8")
    assert said in refused(base)


@pytest.mark.parametrize(
    ("cases", "read_as", "holds"),
    [
        ({"a": True, "b": False}, "[a]", True),
        ({"a": True, "b": False}, "[b]", False),
        ({"a": True, "b": False}, "[a, b]", False),
        ({"a": True, "b": True}, "", True),
        ({"a": False, "b": False}, "", False),
    ],
)
def test_the_usual_reading_holds_if_its_cases_do(
    base: Path, cases: dict[str, bool], read_as: str, holds: bool
) -> None:
    folder = base / "docs/questions/two"
    text = CLAIMS.replace("by_division: {", "a: {").replace("by_magic: {", "b: {")
    said = f"    read_as: {read_as}\n" if read_as else ""
    text = text.replace("    read_as: [by_division]\n", said)
    (folder / "claims.yml").write_text(text, encoding="utf-8")
    store(folder, Finding("even", cases, {"twice": 4}))
    assert load(base).claims["even"].as_read is holds


@pytest.mark.parametrize(
    ("stance", "holds"), [("supports", True), ("contradicts", False), ("open", None)]
)
def test_where_only_literature_speaks_it_decides(
    base: Path, stance: str, holds: bool | None
) -> None:
    folder = base / "docs/questions/two"
    text = CLAIMS.split("    cases:\n")[0] + "    numbers:\n" + CLAIMS.split("    numbers:\n")[1]
    text = text.replace("    read_as: [by_division]\n", "").replace("supports", stance)
    (folder / "claims.yml").write_text(text, encoding="utf-8")
    store(folder, Finding("even", {}, {"twice": 4}))
    assert load(base).claims["even"].as_read is holds


@pytest.mark.parametrize("value", [".nan", ".inf", "-.inf"])
def test_a_figure_is_finite(base: Path, value: str) -> None:
    path = base / "docs/questions/two/claims.yml"
    text = path.read_text(encoding="utf-8").replace("value: 7", f"value: {value}")
    path.write_text(text, encoding="utf-8")
    assert "claims.yml:20: even: the figure book is" in refused(base)


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_is_told(base: Path, text: str) -> None:
    (base / "docs/questions/two/claims.yml").write_text(text, encoding="utf-8")
    assert "claims.yml:1: the file is empty; give names with their values" in refused(base)


@pytest.mark.parametrize("text", ["[]", '{"cells": [null]}', '{"cells": 3}', '{"cells": ["x"]}'])
def test_what_is_json_but_no_notebook(base: Path, text: str) -> None:
    (base / "docs/questions/two/evidence.ipynb").write_text(text, encoding="utf-8")
    assert "evidence.ipynb: is not a notebook; save it again from Jupyter" in refused(base)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3: x\n", "Additional properties are not allowed ('3' was unexpected)"),
        ("order: \x07\n", "claims.yml: is not valid YAML: unacceptable character #x0007"),
    ],
)
def test_odd_yaml(base: Path, text: str, said: str) -> None:
    (base / "docs/questions/two/claims.yml").write_text(CLAIMS + text, encoding="utf-8")
    assert f"{said}" in refused(base)


def test_a_reading_without_cases(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    start, end = CLAIMS.index("    cases"), CLAIMS.index("    numbers")
    text = CLAIMS[:start] + CLAIMS[end:]  # it is read as a case still
    path.write_text(text, encoding="utf-8")
    store(path.parent, Finding("even", {}, {"twice": 4}))
    (line,) = told(base)
    assert line.endswith(
        "even is read as 'by_division', which is no case of its finding; choose from none"
    )
