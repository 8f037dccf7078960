"""The two languages stay a pair, and speak the glossary's words."""

import pytest

from knowledge.check.languages import check, record
from knowledge.problems import KnowledgeError, Problems
from knowledge.read.library import load

from ..editing import MARKS, VERDICTS, append, change_cells, swap

CLAIMS, CELLS, OTHER = f"{MARKS}/claims.yml", f"{MARKS}/evidence.ipynb", f"{VERDICTS}/claims.yml"
ZH, EN = f"{MARKS}/index.zh.md", f"{MARKS}/index.en.md"
ANSWER, SECTION = "claims.whole-marks.answer", "index#whole-marks"
EN_ANSWER, ZH_ANSWER = (CLAIMS, "\\\\ and", "\\\\ or"), (CLAIMS, "\\\\ 与", "\\\\ 或")
EN_SECTION, ZH_SECTION = (EN, "## Do marks", "## Do all"), (ZH, "## 标点", "## 符号")
SHORT = [(CLAIMS, "en: Marks", "en: Signs"), (CLAIMS, "标点 <", "符号 <")]
WRONG = "answer: {zh: 不对。, en: No.}\n    cases:\n      as_said: {zh: 照字面, en: "


def told(root):
    problems = Problems(root)
    check(load(root), problems)
    return list(problems.found)


def changed(at, name, language, there):
    remedy = f"change {there} too, or, where that still says the same, run: make paired ALONE=1"
    return f"{at}: {name} changed in {language!r} only; {remedy}"


def new(at, name, many="1 text is"):
    remedy = "once both say the same, run: make paired"
    return f"{at}: {many} new, or changed in both languages, the first of them {name}; {remedy}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([(EN, "A paragraph with", "A\nparagraph  with")], []),  # line breaks are no words
        ([EN_ANSWER], [changed(f"{CLAIMS}:16", ANSWER, "en", f"{CLAIMS}:15")]),
        ([ZH_ANSWER], [changed(f"{CLAIMS}:15", ANSWER, "zh", f"{CLAIMS}:16")]),
        ([EN_ANSWER, ZH_ANSWER], [new(f"{CLAIMS}:15", ANSWER)]),
        ([EN_ANSWER, ZH_ANSWER, *SHORT], [new(f"{CLAIMS}:4", "short", "2 texts are")]),
        ([EN_SECTION], [changed(f"{EN}:3", SECTION, "en", f"{ZH}:3")]),
        ([ZH_SECTION], [changed(f"{ZH}:3", SECTION, "zh", f"{EN}:3")]),
        ([EN_SECTION, ZH_SECTION], [new(f"{ZH}:3", SECTION)]),
        ([(CELLS, "“d”", "“e”")], [changed(f"{CELLS}:26", "evidence.1", "en", f"{CELLS}:14")]),
        (  # a label that other claims have too
            [(OTHER, f"{WRONG}Literally", f"{WRONG}As it says")],
            [changed(f"{OTHER}:38", "claims.is-wrong.cases.as_said", "en", f"{OTHER}:38")],
        ),
        (
            [("docs/glossary.en.md", "One unit.", "A unit.")],
            [changed("docs/glossary.en.md:7", "glossary#unit", "en", "docs/glossary.zh.md:7")],
        ),
    ],
)
def test_a_change_is_told(base, changes, expected):
    for file, old, text in changes:
        swap(base / file, old, text)
    assert told(base) == expected


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("乙甲", "YX", [new(f"{ZH}:6", "index#a", "2 texts are")]),
        (
            "乙甲",
            "XY",
            [
                changed(f"{ZH}:6", "index#a", "zh", f"{EN}:6"),
                changed(f"{ZH}:7", "index#b", "zh", f"{EN}:7"),
            ],
        ),
        ("甲丙", "XZ", [new(f"{ZH}:7", "index#b")]),
    ],
)
def test_texts_that_change_places(base, zh, en, expected):
    append(base, "## 甲 { #a }\n## 乙 { #b }\n", "## X { #a }\n## Y { #b }\n")
    assert told(base) == [new(f"{ZH}:6", "index#a", "2 texts are")]
    record(load(base))
    assert told(base) == []
    for file, names in ((ZH, zh), (EN, en)):
        path = base / file
        kept = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:5])
        path.write_text(f"{kept}## {names[0]} {{ #a }}\n## {names[1]} {{ #b }}\n", "utf-8")
    assert told(base) == expected


def test_a_change_in_one_language_is_recorded_when_it_stands_alone(base):
    swap(base / CLAIMS, *EN_ANSWER[1:])
    before = (base / MARKS / "paired.txt").read_bytes()
    with pytest.raises(KnowledgeError, match=f"{ANSWER} changed in 'en' only"):
        record(load(base))
    assert (base / MARKS / "paired.txt").read_bytes() == before
    record(load(base), alone=True)
    assert told(base) == []


def test_a_question_changes_one_line_of_its_own_record(base):
    before = {path: path.read_bytes().splitlines() for path in base.rglob("paired.txt")}
    for file, old, text in (EN_ANSWER, ZH_ANSWER):
        swap(base / file, old, text)
    assert record(load(base)) == sum(map(len, before.values()))
    changed = {
        path.parent.name: set(path.read_bytes().splitlines()) - set(lines)
        for path, lines in before.items()
    }
    assert set(changed) == {"docs", "every-verdict", "odd-marks"}
    assert changed["docs"] == changed["every-verdict"] == set()
    (line,) = changed["odd-marks"]
    assert line.endswith(f" {ANSWER}".encode())


@pytest.mark.parametrize("tags", [("en", "zh"), ("zh", "zh"), ("en", "en")])
def test_cells_stand_in_chinese_then_in_english(base, tags):
    def stray(cells):
        for cell, tag in zip(cells[1:3], tags, strict=True):
            cell["metadata"] = {"tags": [tag]}

    change_cells(base / CELLS, stray)
    said = "give each text in Chinese, then in English, each cell with its tag"
    assert told(base) == [f"{CELLS}:14: {said}"]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("一个单元", "A unit", ""),
        ("一个", "Submodule", ""),
        ("`模块`", "`x`", ""),
        ("单元、模块", "unit", "zh.md:6: index#a says '模块'; the glossary's word is '单元'"),
        ("单元", "A unit, Module", "en.md:6: index#a says 'module'; the glossary's word is 'unit'"),
    ],
)
def test_terms(base, zh, en, expected):
    append(base, f"## x {{ #a }}\n{zh}\n", f"## x {{ #a }}\n{en}\n")
    record(load(base))
    problems = told(base)
    assert len(problems) == bool(expected)
    assert not expected or problems[0].startswith(f"{MARKS}/index.{expected}")


def test_what_people_say_and_the_glossary_may_name_synonyms(base):
    swap(base / OTHER, "{zh: 同样的说法。, en: The same claim.}", "{zh: 模块。, en: A module.}")
    swap(base / "docs/glossary.en.md", "One unit.", "One unit, not a module.")
    record(load(base), alone=True)
    assert told(base) == []


def test_a_small_section_that_stands_in_one_language_is_no_pair(base):
    append(base, "\n### 甲 { #a }\n", "")
    assert told(base) == []
