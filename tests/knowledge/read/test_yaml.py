"""Each trap of YAML is told once, with the line on which it stands and what to write."""

import pytest

from knowledge.forms import QuestionForm, References, Terms
from knowledge.problems import Placed, Problems
from knowledge.read.yaml import parse

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
group: using
"""


def told(path, form=QuestionForm):
    problems = Problems(path.parent)
    found = problems.read(path, parse, form)
    assert (found is None) == bool(problems.found)
    return list(problems.found)


def changed(number, line):
    lines = GOOD.splitlines()
    lines[number - 1] = line
    return "\n".join(lines) + "\n"


def test_what_fits_is_read_and_each_text_knows_its_line(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text(GOOD, encoding="utf-8")
    form = Problems(tmp_path).read(path, parse, QuestionForm)
    assert form is not None
    ((name, claim),) = form.claims.items()
    assert (form.title.zh, form.order) == ("标题", 100)
    assert claim.literature[0].figures["error"].value == 1.5
    texts = [form.title.en, form.answer.en, form.related[0], name, *claim.numbers]
    texts += [claim.literature[0].note.zh, *claim.literature[0].figures, form.thirty.zh]
    assert [text.line for text in texts if isinstance(text, Placed)] == [
        *(1, 5, 6, 8, 14),
        *(19, 21, 22),
    ]
    assert {text.path for text in texts if isinstance(text, Placed)} == {path}


QUOTE = 'put the text into quotation marks: key: "…"'
TEXT, KEY = "give a text in quotation marks", "is no key of this form; correct or remove it, or put"
NAMES = "give names with their values"
TRAPS = [  # the line that is broken, what stands there, the lines that are told, the last's words
    (5, "  en: An answer: yes", [5], f"mapping values are not allowed in this context; {QUOTE}"),
    (2, "short: {zh: a: b, en: c}", [2], QUOTE),
    (5, "  en: ? an answer", [5], QUOTE),
    (5, "  en: A C# net # or so", [5], "'#' after one space begins a comment; write two before"),
    (2, "short: {zh: 短, en: a, b}", [2], f"short.b {KEY} the text into quotation marks"),
    (4, "\tzh: 回答", [4], "indent by spaces alone"),
    (5, "\t  en: An answer", [5], "indent by spaces alone"),
    (5, "  en:\tAn answer: yes", [5], QUOTE),
    (5, "  en: {{ ratio }}", [5], f"answer.en is {{'{{}}': None}}; {TEXT}"),
    (5, "  en: {{ ratio }} of it", [5], QUOTE),
    (5, "  en: 'it", [5], f"found unexpected end of stream; {QUOTE}"),
    (5, "  en: it's", [], ""),
    (5, '  en: "$a \\times b$"', [5], "a backslash in \"…\" begins an escape; write '…'; this one"),
    (5, '  en: "$\\pi$"', [5], 'found unknown escape character; a backslash in "…" begins an esca'),
    (5, "  en: '$a \\times b$'", [], ""),
    (5, "  en: a \x07 b", [5], "holds the control character 7; remove it"),
    *((5, f"  en: {mark}it", [5], QUOTE) for mark in "*!%@`|>]}"),
    (5, "  en: &it", [5], f"answer.en is empty; {TEXT}"),
    (2, "short: {zh: 短, en: c", [3], QUOTE),
    (5, "  zh: again", [5], "the key 'zh' stands twice (first on line 4); remove one"),
    (5, "  en: ", [5], f"answer.en is empty; {TEXT}"),
    (5, "  en: ' '", [5], "answer.en is ''; string should have at least 1 character"),
    (5, "  en: yes", [5], f"answer.en is True; {TEXT}"),
    (5, "  en: 2016-01-31", [5], f"answer.en is datetime.date(2016, 1, 31); {TEXT}"),
    (5, "  en: [a, b]", [5], f"answer.en is ['a', 'b']; {TEXT}"),
    (5, "  en: {a: b}", [5], f"answer.en is {{'a': 'b'}}; {TEXT}"),
    (5, "  en: It  # a comment", [], ""),
    (5, '  en: "It" # a comment', [], ""),
    (5, "  en: |\n    It\n    is", [], ""),
    (5, "", [3], "answer.en is missing; add it"),
    (5, "  em: An answer", [3, 5], f"answer.em {KEY}"),
    (1, "# no title", [1], "title is missing; add it"),
    (2, "short: 短", [2], f"short is '短'; {NAMES}"),
    (6, "related: other", [6], "related is 'other'; input should be a valid list"),
    (6, "related: [Other One]", [6], "related[0] is 'Other One'; give lower-case words joined by"),
    (6, "order: true", [6], "order is True; input should be a valid number"),
    (6, "order: .nan", [6], "order is nan; input should be a finite number"),
    (6, "order: 1.5", [], ""),
    (8, "  A_claim:", [8], "claims.A_claim is 'A_claim'; give lower-case words joined by hyphens"),
    (8, f"  {'a' * 61}:", [8], "string should have at most 60 characters"),
    (12, "      as-said: {zh: 甲, en: A}", [12], "give lower-case words joined by underscores"),
    (
        14,
        "      ratio: {zh: 比, en: r, format: x9}",
        [14],
        "is 'x9'; input should be 'int', 'K0', ",
    ),
    (18, "        stance: maybe", [18], "'maybe'; input should be 'supports', 'contradicts', 'div"),
    (21, "          error: {value: '1.5', quote: a}", [21], "error.value is '1.5'; input should b"),
    (21, "          error: {value: 1, unit: kg, quote: a}", [21], "unit is 'kg'; input should be"),
    (21, "          error: {value: 1}", [21], "figures.error.quote is missing; add it"),
]


@pytest.mark.parametrize(("number", "line", "at", "said"), TRAPS)
def test_a_trap_is_told(number, line, at, said, tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text(changed(number, line), encoding="utf-8")
    problems = told(path)
    assert [problem.split(": ")[0] for problem in problems] == [f"claims.yml:{n}" for n in at]
    assert said in [*problems, ""][len(at) - 1]
    assert "\n" not in "".join(problems)


SOURCE = b"a:\n  {authors: A, title: B, year: %b, venue: C, url: %b}"


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        (QuestionForm, None, "x.yml: is missing; add it"),
        (QuestionForm, "标题".encode("gbk"), "x.yml: cannot be read ("),
        (QuestionForm, "标题: a".encode("utf-16"), "save it as UTF-8"),
        *((QuestionForm, c, f":1: the file is empty; {NAMES}") for c in (b"", b"# later", b"---")),
        (QuestionForm, b"later\n", f"x.yml:1: the file is 'later'; {NAMES}"),
        (QuestionForm, b"- a\n", f"x.yml:1: the file is ['a']; {NAMES}"),
        *((References, content, f"x.yml:1: a is empty; {NAMES}") for content in (b"a:", b"? a\n")),
        (References, SOURCE % (b"'2016'", b"https://a.org"), "x.yml:2: a.year is '2016'; input sh"),
        (References, SOURCE % (b"2016", b"http://a.org"), "give an address that begins with https"),
        (Terms, b"a: {zh: [b], en: a}", f"x.yml:1: a.zh is ['b']; {TEXT}"),
        (Terms, b"a: {zh: b, en: a, avoid: {fr: [c]}}", "a.avoid.fr is 'fr'; input should be 'zh'"),
    ],
)
def test_a_file_as_a_whole(form, content, said, tmp_path):
    path = tmp_path / "x.yml"
    if content is not None:
        path.write_bytes(content)
    (problem,) = told(path, form)
    assert said in problem
