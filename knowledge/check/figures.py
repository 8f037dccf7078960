"""No figure that code can produce is typed in prose: it would not change when the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What is no prose, or says by itself where it comes from.
_NOT_PROSE = re.compile(
    r"(?P<fence>^ *(?:```|~~~).*?^ *(?:```|~~~) *$)"
    r"|\A---\n.*?\n---$"
    r"|<!--.*?-->|<[^>\n]+>|\{\{.*?\}\}|\{ *[#:.][^}\n]*\}|\]\([^)\n]*\)"
    r"|(?P<ticks>`+).+?(?P=ticks)"
    r"|\$(?=[^$\n]*[A-Za-z])[^$\n]+\$|^\$\$.*?\$\$$"
    r"|^#{1,3} .*$",
    re.S | re.M,
)
# Names that hold a number without stating a quantity, and shapes that name a unit.
_NAME = re.compile(
    r"(?:ResNet|CIFAR|VGG|WRN)-\d+(?:-\d+)?(?:(?:、|, | 和 | and | 与 |、(?:VGG)-|, VGG-)\d+)*"
    r"|\d+(?:×\d+)+|\d+(?:→\d+)+|\b1/(?=\s*\u2063)"
    r"|(?:Figs?\.|Tables?|Eq\.|Section|footnote|图|表|式|脚注) ?\d+(?:(?: and |、| 和 )\d+)?"
    r"|§\d+(?:\.\d+)?|(?:layer|conv)\d(?:_x)?(?:\.\d)*"
    r"|第 ?\d(?: ?到 ?\d)? ?(?:个?阶段)|[Ss]tages? \d(?: to \d)?"
    r"|MobileNetV2|top-\d|float\d+|v\d(?:\.\d)*\b|Python 3(?:\.\d+)?|^ *\d+\. "
)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def typed(markdown: str) -> Iterator[tuple[int, str]]:
    """Each figure in the prose that no code, citation or constant accounts for, with its line."""

    def blank(found: re.Match[str]) -> str:
        return "\u2063" + "\n" * found[0].count("\n")

    prose = _NOT_PROSE.sub(blank, markdown)
    for number, line in enumerate(prose.splitlines(), start=1):
        for figure in _FIGURE.findall(_NAME.sub(" ", line)):
            yield number, figure
