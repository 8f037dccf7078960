"""A page is divided at the headings that carry an anchor."""

from __future__ import annotations

import pytest

from knowledge.model import Section
from knowledge.read.page import sections

PAGE = """\
Above.

## One: a < b { #one }

First.

### Within { #within }

Second.

```markdown
## Not this { #not-this }
~~~
## Nor this { #nor-this }
```

~~~~
```
## Nor that { #nor-that }
~~~~

## Plain heading

Third.

##   Two   {#two}
"""


def test_sections_with_their_lines() -> None:
    assert sections("") == [Section("", "", "", 1)]
    top, one, two = sections(PAGE)
    assert top == Section("", "", "Above.", 1)
    assert (one.anchor, one.heading, one.line) == ("one", "One: a < b", 3)
    assert one.body.strip().startswith("First.\n\n### Within { #within }\n\nSecond.")
    assert one.body.endswith("## Plain heading\n\nThird.")
    assert two == Section("two", "Two", "", 26)


def test_deeper_sections_on_request() -> None:
    assert [s.anchor for s in sections(PAGE, level=3)] == ["", "one", "within", "two"]


@pytest.mark.parametrize(
    ("line", "anchor"),
    [
        ("## A { #a-b }", "a-b"),
        ("## A C# { #a }", "a"),
        ("# A {#a}", "a"),
        ("## 中文？ { #zh }", "zh"),
        ("### A { #a }", None),
        ("## A", None),
        ("##A { #a }", None),
        ("    ## A { #a }", None),
        ("## A { .a }", None),
        ("text ## A { #a }", None),
    ],
)
def test_what_is_a_section(line: str, anchor: str | None) -> None:
    expected = [""] if anchor is None else ["", anchor]
    assert [section.anchor for section in sections(line)] == expected
