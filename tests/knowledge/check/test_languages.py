"""The two languages stay a pair, and speak the glossary's words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.check.languages import check, record
from knowledge.problems import KnowledgeError, Problems
from knowledge.read.library import load

from ..editing import change_cells, swap

VERDICTS, MARKS = "docs/questions/every-verdict", "docs/questions/odd-marks"
ONCE = "once both say the same, run: make paired"
ALONE = "or, where that still says the same, run: make paired ALONE=1"


def told(root: Path) -> list[str]:
    problems = Problems(root)
    check(load(root), problems)
    return list(problems.found)


def change(root: Path, *changes: tuple[str, str, str]) -> None:
    for file, old, new in changes:
        if file.endswith(".ipynb"):
            change_cells(
                root / file,
                lambda cells, old=old, new=new: [
                    cell.update(source=[line.replace(old, new) for line in cell["source"]])
                    for cell in cells
                ],
            )
        else:
            swap(root / file, old, new)


def changed(file: str, line: int, name: str, language: str, there: str) -> str:
    return f"{file}:{line}: {name} changed in {language!r} only; change {there} too, {ALONE}"


def new(file: str, line: int, name: str, many: str = "1 text is") -> str:
    return (
        f"{file}:{line}: {many} new, or changed in both languages, the first of them {name}; {ONCE}"
    )


CLAIMS, PAGE_ZH, PAGE_EN = f"{MARKS}/claims.yml", f"{MARKS}/index.zh.md", f"{MARKS}/index.en.md"
CELLS = f"{MARKS}/evidence.ipynb"
ANSWER, SECTION = "claims.whole-marks.answer", "index#whole-marks"
EN_ANSWER = (CLAIMS, "backslash \\\\ and", "backslash \\\\ or")
ZH_ANSWER = (CLAIMS, "反斜杠 \\\\ 与", "反斜杠 \\\\ 或")
EN_SECTION = (PAGE_EN, "## Do marks come whole?", "## Do all marks come whole?")
ZH_SECTION = (PAGE_ZH, "标点都原样？", "标点全都原样？")
LABEL = "  is-wrong:\n    says: {zh: 没有一种情形成立。, en: No case holds.}\n    answer: {zh: 不对。, en: No.}\n    cases:\n      as_said: {zh: 照字面, en: "
LABELS = ("cases.as_said", "cases.as_meant")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([(PAGE_EN, "A paragraph with", "A\nparagraph  with")], []),  # line breaks are no words
        ([EN_ANSWER], [changed(CLAIMS, 16, ANSWER, "en", f"{CLAIMS}:15")]),
        ([ZH_ANSWER], [changed(CLAIMS, 15, ANSWER, "zh", f"{CLAIMS}:16")]),
        ([EN_ANSWER, ZH_ANSWER], [new(CLAIMS, 15, ANSWER)]),
        ([EN_SECTION], [changed(PAGE_EN, 3, SECTION, "en", f"{PAGE_ZH}:3")]),
        ([ZH_SECTION], [changed(PAGE_ZH, 3, SECTION, "zh", f"{PAGE_EN}:3")]),
        ([EN_SECTION, ZH_SECTION], [new(PAGE_ZH, 3, SECTION)]),
        ([(CELLS, "“d”", "“e”")], [changed(CELLS, 26, "evidence.1", "en", f"{CELLS}:14")]),
        (
            [EN_ANSWER, ZH_ANSWER, (CLAIMS, "en: Marks", "en: Signs"), (CLAIMS, "标点 <", "符号 <")],
            [new(CLAIMS, 4, "short", "2 texts are")],
        ),
        (
            [(PAGE_EN, "`<i>`.", "`<i>`.\n\n## More { #more }"), (PAGE_ZH, "`<i>`。", "`<i>`。\n\n## 再 { #more }")],
            [new(PAGE_ZH, 7, "index#more")],
        ),
        (  # a label that stands in other claims too
            [(f"{VERDICTS}/claims.yml", f"{LABEL}Literally", f"{LABEL}As it says")],
            [
                changed(
                    f"{VERDICTS}/claims.yml", 38, "claims.is-wrong.cases.as_said", "en",
                    f"{VERDICTS}/claims.yml:38",
                )
            ],
        ),
        (
            [("docs/glossary.en.md", "One unit.", "A unit.")],
            [changed("docs/glossary.en.md", 7, "glossary#unit", "en", "docs/glossary.zh.md:7")],
        ),
    ],
)  # fmt: skip
def test_a_change_is_told(
    base: Path, changes: list[tuple[str, str, str]], expected: list[str]
) -> None:
    change(base, *changes)
    assert told(base) == expected


def sections(first: str, second: str) -> str:
    return f"\n\n## {first} {{ #a }}\n\n## {second} {{ #b }}\n"


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (("乙", "甲"), ("Two", "One"), [new(PAGE_ZH, 8, "index#a", "2 texts are")]),
        (
            ("乙", "甲"),
            ("One", "Two"),
            [
                changed(PAGE_EN, 8, "index#a", "en", f"{PAGE_ZH}:8"),
                changed(PAGE_EN, 10, "index#b", "en", f"{PAGE_ZH}:10"),
            ],
        ),
    ],
)
def test_texts_that_change_places(
    base: Path, zh: tuple[str, str], en: tuple[str, str], expected: list[str]
) -> None:
    pages = [base / PAGE_ZH, base / PAGE_EN]
    before = [page.read_text(encoding="utf-8") for page in pages]
    for texts in ((("甲", "乙"), ("One", "Two")), (zh, en)):
        for page, text, names in zip(pages, before, texts, strict=True):
            page.write_text(text + sections(*names), encoding="utf-8")
        if texts[0] != zh:
            record(load(base))
    assert told(base) == expected


def test_a_change_in_one_language_is_recorded_only_when_it_stands_alone(base: Path) -> None:
    change(base, EN_ANSWER)
    before = (base / MARKS / "paired.txt").read_bytes()
    with pytest.raises(KnowledgeError, match=f"{ANSWER} changed in 'en' only"):
        record(load(base))
    assert (base / MARKS / "paired.txt").read_bytes() == before
    record(load(base), alone=True)
    assert told(base) == []


def test_a_question_changes_its_own_record_alone(base: Path) -> None:
    records = {path: path.read_bytes() for path in base.rglob("paired.txt")}
    assert len(records) == 3
    change(base, EN_ANSWER, ZH_ANSWER)
    many = record(load(base))
    assert many == sum(before.count(b"\n") for before in records.values())
    changed = [p.parent.name for p, before in records.items() if p.read_bytes() != before]
    assert changed == ["odd-marks"]
    old, now = ((p if isinstance(p, bytes) else p.read_bytes()).splitlines() for p in (
        records[base / MARKS / "paired.txt"], base / MARKS / "paired.txt"
    ))  # fmt: skip
    (line,) = set(now) - set(old)
    assert line.endswith(f" {ANSWER}".encode())


def test_a_question_that_moves_keeps_its_record(base: Path) -> None:
    shutil.copytree(base / MARKS, base / "docs/questions/moved")
    shutil.rmtree(base / MARKS)
    swap(base / VERDICTS / "claims.yml", "related: [odd-marks]", "related: [moved]")
    assert told(base) == []


@pytest.mark.parametrize(
    ("tags", "line"),
    [
        (("en", "zh"), 14),
        (("zh", "zh"), 14),
        (("en", "en"), 14),
    ],
)
def test_cells_stand_in_chinese_then_in_english(
    base: Path, tags: tuple[str, str], line: int
) -> None:
    def stray(cells: list[dict[str, object]]) -> None:
        for cell, tag in zip(cells[1:3], tags, strict=True):
            cell["metadata"] = {"tags": [tag]}

    change_cells(base / CELLS, stray)
    said = "give each text in Chinese, then in English, each cell with its tag"
    assert told(base) == [f"{CELLS}:{line}: {said}"]


SPEAKS = "say it in both or in neither"


@pytest.mark.parametrize(
    ("file", "zh", "en", "expected"),
    [
        ("page", "一个单元", "A unit", ""),
        ("page", "一个单元", "A thing", f"en.md:8: index#a speaks of '单元' in 'zh' and not in 'en'; {SPEAKS} (unit: unit)"),
        ("page", "一个", "Units", f"zh.md:8: index#a speaks of 'unit' in 'en' and not in 'zh'; {SPEAKS} (unit: 单元, 残差块)"),
        ("page", "一个", "The community", ""),
        ("page", "`单元` 与 {{ 7 }}", "`x` and {{ 7 }}", ""),
        ("page", "一个单元、模块", "A unit", "zh.md:8: index#a says '模块'; the glossary's word is '单元' (unit)"),
        ("page", "一个单元", "A unit, a Module", "en.md:8: index#a says 'module'; the glossary's word is 'unit' (unit)"),
        ("says", "模块。", "A module.", ""),
        ("glossary", "也叫模块。", "Also: module.", ""),
    ],
)  # fmt: skip
def test_terms(base: Path, file: str, zh: str, en: str, expected: str) -> None:
    if file == "page":
        for code, text in (("zh", zh), ("en", en)):
            path = base / MARKS / f"index.{code}.md"
            path.write_text(path.read_text("utf-8") + f"\n\n## x {{ #a }}\n\n{text}\n", "utf-8")
    elif file == "glossary":
        change(base, ("docs/glossary.zh.md", "一个单元。", f"一个单元。{zh}"))
        change(base, ("docs/glossary.en.md", "One unit.", f"One unit. {en}"))
    else:
        change(base, (f"{VERDICTS}/claims.yml", "同样的说法。", zh))
        change(base, (f"{VERDICTS}/claims.yml", "The same claim.", en))
    record(load(base), alone=True)
    assert told(base) == ([f"{MARKS}/index.{expected}"] if expected else [])
