"""No figure that code can produce is typed in prose: it would not change when the code does."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ..problems import Problems

# What is no prose, or says by itself where it comes from.
_NOT_PROSE = re.compile(
    r"^ *(?P<fence>```+|~~~+).*?^ *(?P=fence) *$"
    r"|\A---\n.*?\n---$"
    r"|<!--.*?-->|</?[A-Za-z][^>\n]*>|(?<!\\)\{\{.*?\}\}|\{ *[#:.][^}\n]*\}|\]\([^)\n]*\)"
    r"|(?P<ticks>`+).+?(?P=ticks)"
    r"|(?<!\\)\$(?=[^$\n]*[A-Za-z])(?!\s)[^$\n]+(?<!\s)\$(?!\d)|^\$\$.*?\$\$$"
    r"|^#{1,3} [^\n]*$",
    re.S | re.M,
)
# Names that hold a number without stating a quantity, and shapes that name a unit.
_NAME = re.compile(
    r"(?:ResNet|CIFAR|VGG|WRN)-?\d+(?:-\d+)?(?:(?:、|, | 和 | and | 与 |、(?:VGG)-|, VGG-)\d+)*"
    r"|\d+(?:×\d+)+|\d+(?:→\d+)+|\b1/(?=\s*\u2063)"
    r"|(?:Figs?\.|Tables?|Eq\.|Section|footnote|图|表|式|脚注) ?\d+(?:(?: and |、| 和 )\d+)?"
    r"|\d+(?:\.\d+){2,}|§\d+(?:\.\d+)?|(?:layer|conv)\d(?:_x)?(?:\.\d)*"
    r"|第 ?\d(?: ?到 ?\d)? ?(?:个?阶段)|[Ss]tages? \d(?: to \d)?"
    r"|MobileNetV2|top-\d|float\d+|v\d(?:\.\d)*\b|Python 3(?:\.\d+)?|^ *\d+\. "
)
FIGURE = re.compile(r"\d[\d,._]*\d|\d")


@lru_cache(maxsize=2**16)
def typed(markdown: str) -> list[tuple[int, str]]:
    """Each figure in the prose that no code, citation or constant accounts for, with its line."""

    def blank(found: re.Match[str]) -> str:
        return "\u2063" + "\n" * found[0].count("\n")

    prose = _NOT_PROSE.sub(blank, markdown)
    return [
        (number, figure)
        for number, line in enumerate(prose.splitlines(), start=1)
        for figure in FIGURE.findall(_NAME.sub(" ", line))
    ]


def check_figures(markdown: str, path: Path, line: int, problems: Problems) -> None:
    """Tell each typed figure of a text that begins on a line of a file."""
    for number, figure in typed(markdown):
        problems.add(
            path,
            line + number - 1,
            f"the figure {figure!r} is typed; take it by name, {{{{ name }}}}, or say that "
            f"the text sets it: {{{{ {figure} }}}}",
        )
