"""A text changed in one language only is told; the glossary's words stand in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import languages
from knowledge.paired import RECORD, pairs
from knowledge.problems import Problems

from ..conftest import ROOT

GLOSSARY = "# Glossary {{ #glossary }}\n\n## {} {{ #even-number }}\n\n{}\n"
TERMS = """\
even-number:
  zh: [偶数]
  en: [even]
  avoid: {zh: [双数], en: [pair number]}
"""


def cell(text: str, *tags: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {"tags": [*tags]}, "source": [text]}


@pytest.fixture
def project(base: Path) -> Path:
    """The small knowledge base with a glossary, recorded as a pair."""
    (base / "docs/terms.yml").write_text(TERMS, encoding="utf-8")
    for code, word in (("zh", "偶数"), ("en", "Even number")):
        text = GLOSSARY.format(word, f"{word}。")
        (base / f"docs/glossary.{code}.md").write_text(text, encoding="utf-8")
    notebook = base / "docs/questions/two/evidence.ipynb"
    stored = json.loads(notebook.read_text(encoding="utf-8"))
    stored["cells"] = [cell("# 证据", "zh"), cell("# Evidence", "en"), *stored["cells"]]
    notebook.write_text(json.dumps(stored, ensure_ascii=False, indent=1), encoding="utf-8")
    page = base / "docs/questions/two/index.zh.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Even {", "偶数 {"), encoding="utf-8")
    assert languages.main(["--record"], base) == 0
    assert languages.main([], base) == 0
    return base


def change(project: Path, file: str, before: str, after: str) -> None:
    path = project / "docs" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def told(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    capsys.readouterr()
    assert languages.main([*arguments], project) == 1
    return capsys.readouterr().err.splitlines()[1:]


def test_the_texts_of_the_knowledge_base(project: Path) -> None:
    problems = Problems(project)
    names = [pair.name for pair in pairs(project, problems)]
    assert problems.found == []
    assert names == [
        "two.title",
        "two.short",
        "two.answer",
        "two.even.says",
        "two.even.cases.by_division",
        "two.even.cases.by_magic",
        "two.even.numbers.twice",
        "two.even.literature.0.note",
        "two.even.literature.0.figures.book",
        "two.even.answer",
        "glossary#",
        "glossary#glossary",
        "glossary#even-number",
        "two/index#",
        "two/index#even",
        "two/index#cite",
        "two/evidence",
    ]


ALONE = "change {} too, or, where that still says the same, run: make paired ALONE=1"


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "questions/two/claims.yml",
            "en: Two is even",
            "en: Two is never even",
            "docs/questions/two/claims.yml:7: two.even.says changed in 'en' only; "
            + ALONE.format("docs/questions/two/claims.yml:7"),
        ),
        (
            "questions/two/index.zh.md",
            "Twice is",
            "Half is",
            "docs/questions/two/index.zh.md:7: two/index#even changed in 'zh' only; "
            + ALONE.format("docs/questions/two/index.en.md:7"),
        ),
        (
            "questions/two/evidence.ipynb",
            "# Evidence",
            "# No evidence",
            "docs/questions/two/evidence.ipynb:22: two/evidence changed in 'en' only; "
            + ALONE.format("docs/questions/two/evidence.ipynb:11"),
        ),
    ],
)
def test_a_change_in_one_language_only(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    before: str,
    after: str,
    said: str,
) -> None:
    change(project, file, before, after)
    assert told(project, capsys) == [said]
    before_recording = (project / RECORD).read_text(encoding="utf-8")
    assert told(project, capsys, "--record") == [said]
    assert (project / RECORD).read_text(encoding="utf-8") == before_recording
    assert languages.main(["--record", "--alone"], project) == 0
    assert languages.main([], project) == 0


def test_a_change_in_both_languages_waits_to_be_recorded(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "questions/two/claims.yml"
    change(project, claims, "{zh: 二是偶数, en: Two is even}", "{zh: 四是偶数, en: Four is even}")
    change(project, claims, "{zh: 魔法, en: by magic}", "{zh: 巫术, en: by sorcery}")
    assert told(project, capsys) == [
        "docs/questions/two/claims.yml:7: 2 texts are new, or changed in both languages, the first "
        "of them two.even.says; once both say the same, run: make paired"
    ]
    assert languages.main(["--record"], project) == 0
    assert languages.main([], project) == 0


def test_a_text_that_moves_and_breaks_its_lines_differently_is_unchanged(project: Path) -> None:
    change(project, "questions/two/index.en.md", "\nTwice is", "\n\nTwice\nis")
    change(project, "questions/two/claims.yml", "order: 1\n", "# a comment\norder: 1\n")
    assert languages.main([], project) == 0


def test_two_texts_that_change_places_are_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "questions/two/claims.yml"
    change(project, claims, "by_division: {zh: 整除, en: by division}", "by_division: LABEL")
    change(project, claims, "{zh: 魔法, en: by magic}", "{zh: 整除, en: by division}")
    change(project, claims, "LABEL", "{zh: 魔法, en: by magic}")
    (line,) = told(project, capsys)
    assert "2 texts are new, or changed in both languages, the first of them" in line
    assert languages.main(["--record"], project) == 0
    assert languages.main([], project) == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": [{"cell_type": "markdown"}]}', "{"])
def test_a_broken_notebook_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (project / "docs/questions/two/evidence.ipynb").write_text(text, encoding="utf-8")
    lines = told(project, capsys)
    assert "docs/questions/two/evidence.ipynb: is not a notebook; save it again from Jupyter" in (
        lines
    )


def test_a_new_text_that_repeats_one_language_of_another_is_new(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "{zh: 整除, en: by division}\n      by_two: {zh: 整除, en: by a division}"
    change(project, "questions/two/claims.yml", "{zh: 整除, en: by division}", more)
    (line,) = told(project, capsys)
    assert "1 text is new, or changed in both languages, the first of them" in line
    assert "two.even.cases.by_two" in line


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "questions/two/claims.yml",
            "{zh: 魔法, en: by magic}",
            "{zh: 偶数的魔法, en: by magic}",
            "docs/questions/two/claims.yml:10: two.even.cases.by_magic speaks of '偶数' in 'zh' "
            "and not in 'en'; say it in both or in neither (even-number: even)",
        ),
        (
            "questions/two/claims.yml",
            "{zh: 魔法, en: by magic}",
            "{zh: 魔法, en: by EVEN magic}",
            "docs/questions/two/claims.yml:10: two.even.cases.by_magic speaks of 'even' in 'en' "
            "and not in 'zh'; say it in both or in neither (even-number: 偶数)",
        ),
        (
            "questions/two/claims.yml",
            "{zh: 魔法, en: by magic}",
            "{zh: 双数, en: by magic}",
            "docs/questions/two/claims.yml:10: two.even.cases.by_magic says '双数'; the glossary's "
            "word is '偶数' (even-number)",
        ),
        (
            "terms.yml",
            "even-number:",
            "odd-number:\n  zh: [奇数]\n  en: [odd]\neven-number:",
            "docs/terms.yml:1: 'odd-number' has no entry in glossary.zh.md; write one there",
        ),
        (
            "glossary.en.md",
            "## Even number { #even-number }",
            "## Even number { #even }",
            "docs/glossary.en.md:3: the entry 'even' has no forms in terms.yml; add them",
        ),
        (
            "questions/two/index.en.md",
            "## Even { #even }",
            "## Even { #two }",
            "docs/questions/two/index.en.md:7: the section 'two' has no twin in index.zh.md; write "
            "it there too",
        ),
        (
            "questions/two/evidence.ipynb",
            '"en"',
            '"fr"',
            "docs/questions/two/evidence.ipynb:22: this Markdown cell has no language tag where "
            "'en' should come; give each text in Chinese, then in English",
        ),
    ],
)
def test_words_and_twins(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    before: str,
    after: str,
    said: str,
) -> None:
    change(project, file, before, after)
    assert said in told(project, capsys)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{zh: 二是偶数, en: Two is even}", "{zh: 二是双数和偶数, en: Two is even}"),  # theirs
        ("{zh: 魔法, en: by magic}", "{zh: 魔法, en: by seven magics}"),  # no word "even"
        ("{zh: 魔法, en: by magic}", '{zh: 魔法, en: "by `even` magic"}'),  # code
    ],
)
def test_what_is_no_misuse(
    project: Path, capsys: pytest.CaptureFixture[str], before: str, after: str
) -> None:
    change(project, "questions/two/claims.yml", before, after)
    assert languages.main(["--record", "--alone"], project) == 0


def test_this_knowledge_base_is_paired() -> None:
    assert languages.main([], ROOT) == 0
    assert len(pairs(ROOT, Problems(ROOT))) > 500


def cells(project: Path, *made: dict[str, object], ascii_only: bool = False) -> None:
    path = project / "docs/questions/two/evidence.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    notebook["cells"] = [*made, *code]
    text = json.dumps(notebook, ensure_ascii=ascii_only, indent=1)
    path.write_text(text, encoding="utf-8")


CODE = {"cell_type": "code", "metadata": {}, "source": ["1"], "outputs": []}


def test_code_between_two_texts_does_not_part_them(project: Path) -> None:
    cells(project, cell("# 证据", "zh"), CODE, cell("# Evidence", "en"))
    assert pairs(project, Problems(project))[-1].name == "two/evidence"
    assert languages.main([], project) == 0


@pytest.mark.parametrize(
    ("first", "line", "has"),
    [
        (cell("# Evidence", "en"), 11, "the tag 'en'"),
        (cell("# Evidence", "more"), 11, "no language tag"),
        ({**cell("# Evidence"), "metadata": {}}, 7, "no language tag"),
        ({**cell("", "en"), "source": []}, 1, "the tag 'en'"),
    ],
)
def test_a_notebook_gives_each_text_in_chinese_first(
    project: Path, capsys: pytest.CaptureFixture[str], first: dict[str, object], line: int, has: str
) -> None:
    cells(project, first, cell("# 证据", "zh"))
    assert told(project, capsys) == [
        f"docs/questions/two/evidence.ipynb:{line}: this Markdown cell has {has} where 'zh' should "
        "come; give each text in Chinese, then in English"
    ]


def test_a_text_that_the_file_writes_otherwise_is_told_without_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells(project, cell("# 证据", "en"), ascii_only=True)
    assert told(project, capsys)[0].startswith("docs/questions/two/evidence.ipynb:1: this Markdown")


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("questions/two/claims.yml", "order: 1", "order: one", "claims.yml:1: order is 'one'"),
        ("terms.yml", "zh: [偶数]", "zh: 偶数", "docs/terms.yml:2: even-number.zh is '偶数'"),
    ],
)
def test_a_file_of_the_wrong_form_is_told(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    before: str,
    after: str,
    said: str,
) -> None:
    change(project, file, before, after)
    assert said in "\n".join(told(project, capsys))


def test_every_form_is_offered_and_found_beside_the_other_script(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "terms.yml", "en: [even]", "en: [even, paired]")
    change(project, "questions/two/claims.yml", "{zh: 魔法, en: by magic}", "{zh: n偶数, en: x}")
    assert any(
        "speaks of '偶数' in 'zh' and not in 'en'; say it in both or in neither (even-number: "
        "even, paired)" in line
        for line in told(project, capsys)
    )


def test_the_glossary_may_explain_a_synonym(project: Path) -> None:
    change(project, "glossary.zh.md", "偶数。", "偶数，又叫双数。")
    assert languages.main(["--record", "--alone"], project) == 0


def test_what_the_command_says(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert languages.main(["--record"], project) == 0
    assert capsys.readouterr().out == "17 texts in zh and en, recorded in docs/paired.txt\n"
    with pytest.raises(SystemExit):
        languages.main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("usage: python -m knowledge.languages [-h] [--record] [--alone] Compare")
    assert "--record renew the record --alone also what changed in one only" in said
    assert said.endswith("one only")


def test_without_a_folder_it_is_this_knowledge_base(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(languages.paired, "pairs", lambda root, _: seen.append(root) or [])
    languages.main([])
    assert seen == [ROOT]
