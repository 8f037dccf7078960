"""What stands in pages and in docs/ that nobody meant is told with file, line and remedy."""

import pytest

from knowledge.read.library import load

from ..editing import MARKS, VERDICTS, append, change_cells, swap, told

A, B, CITE = "\n## A { #a }\n", "\n## B { #b }\n", "\n## Cite { #cite }\n"
ODD = "index.en.md: has not the sections of index.zh.md, in their order"
TWICE, TAKEN = "#a stands twice; keep one", "#cite is the template's; take another"
NO_SECTION = "no section for the claim 'whole-marks'; add: ## … { #whole-marks }"
BOTH = ("en", "zh")


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (A, A, []),
        (A, "", [f"{ODD}: a"]),
        ("", A, [f"{ODD}: a"]),
        (A + B, B + A, [f"{ODD}: the order differs"]),
        (CITE, CITE, [f"index.{code}.md:7: {TAKEN}" for code in BOTH]),
        (A + A, A + A, [f"index.{code}.md:{n}: {TWICE}" for code in BOTH for n in (7, 9)]),
    ],
)
def test_sections_are_alike(base, zh, en, expected):
    append(base, zh, en)
    assert sorted(told(base)) == [f"{MARKS}/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{ #whole-marks }", "{ #other }", f": {NO_SECTION}"),
        ("## ", "## {{ few }} ", ":3: write a heading as words"),
        (" { #", " of {{ few }} { #", ":3: write a heading as words"),
    ],
)
def test_a_section_is_a_claim_under_a_heading(base, old, new, said):
    for code in BOTH:
        swap(base / MARKS / f"index.{code}.md", old, new)
    assert sorted(told(base)) == [f"{MARKS}/index.{code}.md{said}" for code in BOTH]


def test_a_section_that_one_language_lacks_is_told_once(base):
    swap(base / MARKS / "index.en.md", " { #whole-marks }", "")
    assert told(base) == [f"{MARKS}/index.en.md: {NO_SECTION}"]


@pytest.mark.parametrize(
    "stray",
    [f"{VERDICTS}/Untitled.ipynb", f"{VERDICTS}/notes.en.md", f"{VERDICTS}/a.png", "docs/a.png"],
)
def test_a_stray_file_is_told(base, stray):
    (base / stray).write_bytes(b"")
    (base / VERDICTS / ".hidden").touch()
    assert told(base) == [f"{stray}: is no part of the site; move it to docs/assets or remove it"]


FENCED = "```text\n{}\n```\n"
TYPED = "is typed; write {{ verdict claim-id }}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FENCED.format("<<<<<<< HEAD"), "a merge left <<<<<<< here; choose one side"),
        (FENCED.format("======="), "a merge left ======= here; choose one side"),
        (FENCED.format("{{ few }"), "{{ is not closed on its line; write }} or \\{{"),
        (FENCED.format('--8<-- "snippets/count_resnet51.py"'), "there is no snippet 'snippets/cou"),
        ("\nso $x^$ holds\n", "the formula $x^$: at character 3: Expected"),
        ("\n$$\n\\frac{1\n$$\n", "the formula $\\frac{1$: at character 8: Expected"),
        ("\n[a](../nope/index.md)\n", "there is no page '../nope/index.md'; did you mean ../../in"),
        ("\n[a](../odd-marks/index.md#no)\n", "there is no anchor #no; there are whole-marks"),
        ("\n[a](#is-rigth)\n", "there is no anchor #is-rigth; did you mean is-right"),
        ("\nIt is right, with limits.\n", f"the verdict 'right, with limits' {TYPED}"),
        ("\n**Wrong.** It is.\n", f"the verdict '**Wrong.**' {TYPED}"),
    ],
)
def test_what_nobody_meant_is_told(base, text, said):
    path = base / VERDICTS / "index.en.md"
    path.write_text(text + path.read_text(encoding="utf-8"), encoding="utf-8")
    (problem,) = told(base)
    assert problem.startswith(f"{VERDICTS}/index.en.md:2: {said}")


@pytest.mark.parametrize(
    "text",
    [
        "`$x^$` and\n\n~~~text\n[a](b.md) $x^$ **wrong**\n~~~\n\n\\$a^$",
        "It costs $a % of it.\n\nMore: b$ is no formula, $x^2$ is",
        "[a](../odd-marks/index.md#cite), [b](#remember), [c](#plain), [d](../../index.md#x)",
        "[e](https://example.org/x.md#y), [f](evidence.ipynb#twin), [g]({{ file claims.json }})",
        "It is right or **not wrong**; this is wrong and that open",
    ],
)
def test_what_may_stand_on_a_page(base, text):
    path = base / VERDICTS / "index.en.md"
    path.write_text(f"{text}\n\n### Plain\n\n" + path.read_text("utf-8"), encoding="utf-8")
    assert told(base) == []


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("> `RuntimeError: a (3) is not b (4)`", True),
        ("> `a (…) is not b`", True),
        ("- `a (…) is not b (…)`: mend b", True),
        ("> `a (5) is not b`", False),
        ("- `is not b (3)`: mend b", False),
        ("> `b.*4`", True),  # no space: a name
        ("> `b .*4`", False),
        ("So says `no code at all`.", True),
    ],
)
def test_a_message_is_one_that_the_notebook_printed(base, shown, printed):
    output = {
        "output_type": "stream",
        "name": "stdout",
        "text": "RuntimeError: a (3)\n is not b (4)",
    }
    change_cells(base / MARKS / "evidence.ipynb", lambda cells: cells[0]["outputs"].append(output))
    append(base, "\n" + shown, "\n" + shown)
    said = (
        "7: its notebook does not print this message; print it there, or write it within a sentence"
    )
    expected = [] if printed else [f"{MARKS}/index.{code}.md:{said}" for code in BOTH]
    assert sorted(told(base)) == expected


def test_a_byte_order_mark_changes_nothing(base):
    path = base / VERDICTS / "index.en.md"
    before = load(base).questions["every-verdict"].pages["en"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(base).questions["every-verdict"].pages["en"] == before
