"""A page is divided at the headings that carry an anchor."""

import pytest

from knowledge.model import Section
from knowledge.read.page import sections

PAGE = """\
Above.

## One: a < b { #one }

### Within { #within }

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


def test_sections_with_their_lines():
    top, one, two = sections(PAGE)
    assert top == Section("", "", "Above.", 1)
    assert (one.anchor, one.heading, one.line) == ("one", "One: a < b", 3)
    assert one.body.strip().startswith("### Within { #within }")
    assert one.body.endswith("## Plain heading\n\nThird.")
    assert two == Section("two", "Two", "", 22)
    assert [s.anchor for s in sections(PAGE, level=3)] == ["", "one", "within", "two"]


@pytest.mark.parametrize(
    ("line", "anchors"),
    [
        *(("## A { #a-b }", ["a-b"]), ("## A C# { #a }", ["a"]), ("# A {#b}", ["b"])),
        *(("## 中文？ { #zh }", ["zh"]), ("# C {#c data-x}", ["c"]), ("### A { #a }", [])),
        *(("## A", []), ("##A { #a }", []), ("    ## A { #a }", []), ("## A { .a }", [])),
        *(("a ## A { #a }", []), ("", [])),
    ],
)
def test_what_is_a_section(line, anchors):
    assert [s.anchor for s in sections(line)] == ["", *anchors]
