"""What a question's pages leave out or say in one language only is told with file and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..editing import swap, told

FOLDER = "docs/questions/odd-marks"
SECTION = "\n\n## More { #more }\n"
ODD = "has not the sections of index.zh.md, in their order"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"en": ("{ #whole-marks }", "{ #other }"), "zh": ("{ #whole-marks }", "{ #other }")},
            [
                "index.zh.md: no section for the claim 'whole-marks'; add: ## … { #whole-marks }",
                "index.en.md: no section for the claim 'whole-marks'; add: ## … { #whole-marks }",
            ],
        ),
        ({"en": ("`<i>`.", f"`<i>`.{SECTION}")}, [f"index.en.md: {ODD}: more"]),
        ({"zh": ("`<i>`。", f"`<i>`。{SECTION}")}, [f"index.en.md: {ODD}: more"]),
        (
            {
                "en": ("`<i>`.", f"`<i>`.{SECTION}\n## Next {{ #next }}"),
                "zh": ("`<i>`。", "`<i>`。\n\n## 再 { #next }\n\n## 更多 { #more }"),
            },
            [f"index.en.md: {ODD}: the order differs"],
        ),
        (
            {
                "en": ("`<i>`.", "`<i>`.\n\n## More { #cite }"),
                "zh": ("`<i>`。", "`<i>`。\n\n## 更多 { #cite }"),
            },
            [f"index.{code}.md:7: #cite is the template's; take another" for code in ("zh", "en")],
        ),
        (
            {
                "en": ("`<i>`.", f"`<i>`.{SECTION}{SECTION}"),
                "zh": ("`<i>`。", f"`<i>`。{SECTION}{SECTION}"),
            },
            [
                f"index.{c}.md:{n}: #more stands twice; keep one"
                for c in ("zh", "en")
                for n in (7, 10)
            ],
        ),
        (
            {"en": ("## Do marks", "## {{ few }} marks")},
            ["index.en.md:3: write a heading as words"],
        ),
        (
            {"zh": ("## 标点", "## 标点 {{ few }} ")},
            ["index.zh.md:3: write a heading as words"],
        ),
    ],
)
def test_a_fault_is_told(
    base: Path, changes: dict[str, tuple[str, str]], expected: list[str]
) -> None:
    for code, (old, new) in changes.items():
        swap(base / FOLDER / f"index.{code}.md", old, new)
    assert told(base) == [f"{FOLDER}/{problem}" for problem in expected]


def test_the_base_has_no_fault(base: Path) -> None:
    assert told(base) == []
