"""What a question's pages leave out or say in one language only is told with file and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..editing import MARKS, append, swap, told

A, B, CITE = "\n## A { #a }\n", "\n## B { #b }\n", "\n## Cite { #cite }\n"
ODD = "index.en.md: has not the sections of index.zh.md, in their order"
TWICE, TAKEN = "#a stands twice; keep one", "#cite is the template's; take another"
NO_SECTION = "no section for the claim 'whole-marks'; add: ## … { #whole-marks }"


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (A, A, []),
        (A, "", [f"{ODD}: a"]),
        ("", A, [f"{ODD}: a"]),
        (A + B, B + A, [f"{ODD}: the order differs"]),
        (CITE, CITE, [f"index.{code}.md:7: {TAKEN}" for code in ("zh", "en")]),
        (A + A, A + A, [f"index.{c}.md:{n}: {TWICE}" for c in ("zh", "en") for n in (7, 9)]),
    ],
)
def test_sections_are_alike(base: Path, zh: str, en: str, expected: list[str]) -> None:
    append(base, zh, en)
    assert told(base) == [f"{MARKS}/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{ #whole-marks }", "{ #other }", f": {NO_SECTION}"),
        ("## ", "## {{ few }} ", ":3: write a heading as words"),
        (" { #", " of {{ few }} { #", ":3: write a heading as words"),
    ],
)
def test_a_section_is_a_claim_under_a_heading(base: Path, old: str, new: str, said: str) -> None:
    for code in ("zh", "en"):
        swap(base / MARKS / f"index.{code}.md", old, new)
    assert told(base) == [f"{MARKS}/index.{code}.md{said}" for code in ("zh", "en")]
