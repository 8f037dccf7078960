"""Each trap of YAML is told once, with the line on which it stands and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.forms import QuestionForm, References, Terms
from knowledge.problems import Problems
from knowledge.read.yaml import Read, read

GOOD = """\
title: {zh: 标题, en: A title}
short: {zh: 短, en: Short}
answer:
  zh: 回答
  en: An answer
related: [other]
claims:
  a-claim:
    says: {zh: 说, en: Said}
    answer: {zh: 答, en: Answered}
    cases:
      as_said: {zh: 甲, en: A}
    numbers:
      ratio: {zh: 比, en: ratio, format: x2}
    literature:
      - ref: a2016
        at: Table 3
        stance: supports
        note: {zh: 注, en: note}
        figures:
          error: {value: 1.5, unit: "%", quote: "1.5"}
thirty: {zh: 三十秒, en: Thirty seconds}
"""


def told(path: Path, form: type = QuestionForm) -> list[str]:
    problems = Problems(path.parent)
    found = read(path, form, problems)
    assert (found is None) == bool(problems.found)
    return list(problems.found)


def changed(number: int, line: str) -> str:
    lines = GOOD.splitlines()
    lines[number - 1] = line
    return "\n".join(lines) + "\n"


def test_what_fits_is_read_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "claims.yml"
    path.write_text(GOOD, encoding="utf-8")
    found = read(path, QuestionForm, Problems(tmp_path))
    assert isinstance(found, Read)
    claim = found.form.claims["a-claim"]
    assert (found.form.title.zh, found.form.order) == ("标题", 100)
    assert claim.literature[0].figures["error"].value == 1.5
    places: list[tuple[tuple[str | int, ...], int]] = [
        (("title",), 1),
        (("answer", "en"), 5),
        (("related", 0), 6),
        (("claims", "a-claim"), 8),
        (("claims", "a-claim", "numbers", "ratio", "format"), 14),
        (("claims", "a-claim", "literature", 0, "stance"), 18),
        (("claims", "a-claim", "cases", "not_there"), 11),  # the nearest around it
        (("nowhere",), 1),
    ]
    assert [found.line(*place) for place, _ in places] == [line for _, line in places]


QUOTE = 'put the text into quotation marks: key: "…"'
TRAPS = [  # the line that is broken, what stands there, the line that is told, the words
    (5, "  en: An answer: yes", 5, f"mapping values are not allowed in this context; {QUOTE}"),
    (2, "short: {zh: a: b, en: c}", 2, QUOTE),
    (5, "  en: ? an answer", 5, QUOTE),
    (2, "short: {zh: ? 短, en: c}", 2, QUOTE),
    (5, "  en: A C# net # or so", 5, "'#' after one space begins a comment; write the text in"),
    (5, "  en: # or so", 5, "quotation marks, or two spaces before a comment"),
    (2, "short: {zh: 短, en: a, b}", 2, f"short.b has no value; if it is part of a text, {QUOTE}"),
    (4, "\tzh: 回答", 4, "indent by spaces, not by a tab"),
    (5, "\t  en: An answer", 5, "indent by spaces, not by a tab"),
    (5, "  en:\tAn answer: yes", 5, QUOTE),
    (5, "  en: {{ ratio }}", 5, "answer.en is {'{}': None}; give a text in quotation marks"),
    (5, "  en: {{ ratio }} of it", 5, QUOTE),
    (5, "  en: 'it", 5, f"found unexpected end of stream; {QUOTE}"),
    (5, "  en: it's", None, ""),
    (5, '  en: "$a \\times b$"', 5, "a backslash in \"…\" begins an escape; write '…'; this one g"),
    (5, '  en: "$\\nu$"', 5, "a backslash in \"…\" begins an escape; write '…'"),
    (5, '  en: "$\\pi$"', 5, 'found unknown escape character; a backslash in "…" begins an escape'),
    (5, "  en: '$a \\times b$'", None, ""),
    (5, "  en: a \x07 b", 5, "holds the control character 7; remove it"),
    *((5, f"  en: {mark}it", 5, QUOTE) for mark in "*!%@`|>]}"),
    (5, "  en: &it", 5, "answer.en is empty; give a text in quotation marks"),
    (5, "  en: [it] is", 5, QUOTE),
    (2, "short: {zh: 短, en: c", 3, QUOTE),
    (5, "  zh: again", 5, "the key 'zh' stands twice (first on line 4); remove one"),
    (5, "  en: ", 5, "answer.en is empty; give a text in quotation marks"),
    (5, "  en: ''", 5, "answer.en is ''; give a text"),
    (5, "  en: ' '", 5, "answer.en is ' '; give a text"),
    (5, "  en: yes", 5, "answer.en is True; give a text in quotation marks"),
    (5, "  en: 2016-01-31", 5, "answer.en is datetime.date(2016, 1, 31); give a text in quotation"),
    (5, "  en: 50", 5, "answer.en is 50; give a text in quotation marks"),
    (5, "  en: [a, b]", 5, "answer.en is ['a', 'b']; give a text in quotation marks"),
    (5, "  en: {a: b}", 5, "answer.en is {'a': 'b'}; give a text in quotation marks"),
    (5, "  en: It  # a comment", None, ""),
    (5, "", 3, "answer lacks en; add what is lacking"),
    (5, "  em: An answer", 5, "answer.em is no key of this form; write en"),
    (5, "  en: It\n  fr: Ça", 6, "answer.fr is no key of this form; correct or remove it"),
    (1, "# no title", 1, "the file lacks title; add what is lacking"),
    (2, "short: 短", 2, "short is '短'; give names with their values"),
    (6, "related: other", 6, "related is 'other'; give a list"),
    (6, "related: [Other One]", 6, "related[0] is 'Other One'; give lower-case words joined by hy"),
    (6, "order: '1'", 6, "order is '1'; give a number"),
    (6, "order: true", 6, "order is True; give a number"),
    (6, "order: .nan", 6, "order is nan; give a finite number"),
    (6, "order: 1.5", None, ""),
    (8, "  A_claim:", 8, "claims.A_claim is 'A_claim'; give lower-case words joined by hyphens"),
    (8, f"  {'a' * 61}:", 8, f"claims.{'a' * 61} has 61 characters; give at most 60"),
    (9, "    says: {zh: 说}", 9, "claims.a-claim.says lacks en; add what is lacking"),
    (12, "      as-said: {zh: 甲, en: A}", 12, "give lower-case words joined by underscores"),
    (14, "      ratio: {zh: 比, en: r, format: x9}", 14, "is 'x9'; choose one of 'int', 'K0', "),
    (16, "      - ref:", 16, "literature[0].ref is empty; give a text in quotation marks"),
    (
        18,
        "        stance: maybe",
        18,
        "'maybe'; choose one of 'supports', 'contradicts', 'divided'",
    ),
    (21, "          error: {value: '1.5', quote: a}", 21, "error.value is '1.5'; give a number"),
    (21, "          error: {value: .inf, quote: a}", 21, "error.value is inf; give a finite"),
    (21, "          error: {value: 1, unit: kg, quote: a}", 21, "unit is 'kg'; choose one of '', "),
    (21, "          error: {value: 1}", 21, "figures.error lacks quote; add what is lacking"),
]


@pytest.mark.parametrize(("number", "line", "at", "said"), TRAPS)
def test_a_trap_is_told_once(
    number: int, line: str, at: int | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "claims.yml"
    path.write_text(changed(number, line), encoding="utf-8")
    problems = told(path)
    assert len(problems) == (at is not None), problems
    for problem in problems:
        assert problem.startswith(f"claims.yml:{at}: ")
        assert said in problem
        assert "\n" not in problem


SOURCE = b"a:\n  {authors: A, title: B, year: %b, venue: C, url: %b}"


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        (QuestionForm, None, "x.yml: is missing; add it"),
        (QuestionForm, "标题".encode("gbk"), "x.yml: cannot be read ("),
        (QuestionForm, "标题: a".encode("utf-16"), "save it as UTF-8"),
        (QuestionForm, b"", "x.yml:1: the file is empty; give names with their values"),
        (QuestionForm, b"# later\n", "x.yml:1: the file is empty; give names with their values"),
        (QuestionForm, b"---\n", "x.yml:1: the file is empty; give names with their values"),
        (QuestionForm, b"later\n", "x.yml:1: the file is 'later'; give names with their values"),
        (QuestionForm, b"{}", "x.yml:1: the file lacks title, short, answer, thirty, claims; add"),
        (QuestionForm, b"- a\n", "x.yml:1: the file is ['a']; give names with their values"),
        (References, b"a:", "x.yml:1: a is empty; give names with their values"),
        (References, b"? a\n", "x.yml:1: a is empty; give names with their values"),
        (References, SOURCE % (b"'2016'", b"https://a.org"), "x.yml:2: a.year is '2016'; give an"),
        (References, SOURCE % (b"2016", b"http://a.org"), "give an address that begins with https"),
        (Terms, b"a: {zh: [b], en: a}", "x.yml:1: a.zh is ['b']; give a text in quotation marks"),
        (Terms, b"a: {zh: b, en: a, avoid: {fr: [c]}}", "a.avoid.fr is 'fr'; choose one of"),
    ],
)
def test_a_file_as_a_whole(form: type, content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    if content is not None:
        path.write_bytes(content)
    problems = told(path, form)
    assert len(problems) == 1
    assert said in problems[0]


def test_each_of_several_faults_is_told(tmp_path: Path) -> None:
    path = tmp_path / "claims.yml"
    lines = changed(5, "  en: yes").replace("stance: supports", "stance: no")
    path.write_text(lines, encoding="utf-8")
    assert [problem.split(": ")[0] for problem in told(path)] == ["claims.yml:5", "claims.yml:18"]
