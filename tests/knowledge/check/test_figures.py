"""Which figures of a text are typed, and that every place where authors write is looked at."""

import pytest

from knowledge.check.figures import typed

from ..editing import MARKS, swap, told

TYPED = [
    ("It has 25.6 M.", [(1, "25.6")]),
    ("One.\n\nThen 1,234,567.", [(3, "1,234,567")]),
    ("| net | 18 |\n|---|---|\n| x | 7% |", [(1, "18"), (3, "7")]),
    ("共有50层，省了 42%。", [(1, "50"), (1, "42")]),
    ("**2.5×** as *many* as 3", [(1, "2.5"), (1, "3")]),
    ("[4 of them](x.md), <p>8 in HTML</p>", [(1, "4"), (1, "8")]),
    ("```python\nx = 1\n```\nthen 2", [(4, "2")]),
    ("---\ntitle: 3\n---\nthen 4", [(4, "4")]),
    ("$w_1$ and 5", [(1, "5")]),
    ("#### A small heading of 6", [(1, "6")]),
    ("## A heading\n\nand 6 below", [(3, "6")]),
    ("\\{{ stands for braces, 6 {{ 7 }}", [(1, "6")]),
    ("It costs $5 a year and $6 more", [(1, "5"), (1, "6")]),
    ("Table 3 has 9 rows, 3×3 of 64", [(1, "9"), (1, "64")]),
    ("1/4 of it", [(1, "1"), (1, "4")]),
    ("stage 2 of 4, 第 1 阶段的 65 个", [(1, "4"), (1, "65")]),
]
NOT_TYPED = [
    "ResNet-50, ResNet-18 and 34, ResNet-50、101 和 152, CIFAR-10, VGG-16, WRN-50-2",
    "ResNeXt-50 and 101",
    "3×3, 64×56×56, 256→64→256",
    "§4.1, Table 3, Tables 1 and 2, Fig. 5, Eq. 1, Section 3, 表 1, 图 5, 式 2, 脚注 1",
    "layer4, conv2_x, layer3.0, stage 1, Stages 2 to 4, 第 3 阶段, 第 2 到 4 阶段",
    "MobileNetV2, top-5, float32, v1.5, Python 3.11, thop 0.0.31",
    "1. first\n2. second",
    "`1 + 1`, ``2 ` 3``, $x = 4$, \\{ a",
    "$$\ny = 5x\n$$",
    "```\n6\n```\n\n~~~~ text\n7\n~~~~",
    "# A title of 8\n\n## Why 9?\n\n### 10 more",
    "[a link](https://example.org/11) and <https://example.org/12>",
    '<img alt="13"> <!-- 14 --> text { #id-15 .c16 } { : .c17 }',
    "{{ 18 }}, {{ parameters:M2 }}, {{ cite deep2016nets, Table 3 }}",
]


@pytest.mark.parametrize(("markdown", "found"), [*TYPED, *((text, []) for text in NOT_TYPED)])
def test_typed(markdown, found):
    assert typed(markdown) == found


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (f"{MARKS}/index.en.md", "A paragraph with", "A paragraph with 12", 1),
        (f"{MARKS}/index.zh.md", "，a < b", "，12 < b", 5),
        ("docs/glossary.en.md", "One unit.", "One unit.\n\n- 12 units", 11),
        (f"{MARKS}/claims.yml", "{{ 64 }} is given.", "12 is given.", 7),
        (f"{MARKS}/claims.yml", "则 {{ many:f1 }}", "则 12", 15),
        (f"{MARKS}/claims.yml", "and **c & d** stay.", "and 12 stay.", 26),
        (f"{MARKS}/claims.yml", '"a < b", see', '"a < b", see 12 and', 25),
    ],
)
def test_every_place_is_looked_at(base, file, old, new, line):
    swap(base / file, old, new)
    said = "is typed; take it by name, {{ name }}, or say that the text sets it: {{ 12 }}"
    assert told(base) == [f"{file}:{line}: the figure '12' {said}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a < b && c > d}", "12 && c > d}"),  # a case is named by its setting
        ("*stars*", "12 stars"),  # what people say is theirs
        ("Are <b>", "Are 12 <b>"),
    ],
)
def test_where_figures_may_stand(base, old, new):
    path = base / MARKS / "claims.yml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    assert told(base) == []
