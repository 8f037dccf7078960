"""No figure that code can produce is typed in prose: it would not change when the code does."""

import re
from functools import lru_cache

# What is no prose, or says by itself where it comes from.
_CODE = (
    r"^ *(?P<fence>```+|~~~+).*?^ *(?P=fence) *$|\A---\n.*?\n---$|<!--.*?-->"
    r"|(?P<ticks>`+).+?(?P=ticks)"
)
_NOT_PROSE = (
    rf"{_CODE}|</?[A-Za-z][^>\n]*>|(?<!\\)\{{\{{.*?\}}\}}|\{{ *[#:.][^}}\n]*\}}|\]\([^)\n]*\)"
    r"|(?<!\\)\$(?=[^$\n]*[A-Za-z])(?!\s)[^$\n]+(?<!\s)\$(?!\d)|^\$\$.*?\$\$$"
    r"|^#{1,3} [^\n]*$"
)
# Names that hold a number without stating a quantity, and shapes that name a unit.
_NAME = re.compile(
    r"(?:\w*Net|ResNeXt|CIFAR|VGG|WRN)-?\d+(?:-\d+)?"
    r"(?:(?:、|, | 和 | and | 与 |、(?:VGG)-|, VGG-)\d+)*"
    r"|\d+(?:×\d+)+|\d+(?:→\d+)+|\b1/(?=\s*\u2063)"
    r"|(?:Figs?\.|Tables?|Eq\.|Section|footnote|图|表|式|脚注) ?\d+(?:(?: and |、| 和 )\d+)?"
    r"|\d+(?:\.\d+){2,}|§\d+(?:\.\d+)?|(?:layer|conv)\d(?:_x)?(?:\.\d)*"
    r"|第 ?\d(?: ?到 ?\d)? ?(?:个?阶段)|[Ss]tages? \d(?: to \d)?"
    r"|MobileNetV2|top-\d|float\d+|v\d(?:\.\d)*\b|Python 3(?:\.\d+)?|^ *\d+\. "
)
FIGURE = re.compile(r"\d[\d,._]*\d|\d")


def without(pattern: str, markdown: str) -> str:
    """The text with a mark in place of what fits; every line stays on its own."""
    return re.sub(
        pattern, lambda f: "\u2063" + "\n" * f[0].count("\n"), markdown, flags=re.S | re.M
    )


def without_code(markdown: str) -> str:
    """The text that a reader sees, formulas included."""
    return without(_CODE, markdown)


@lru_cache(maxsize=2**16)
def typed(markdown: str) -> list[tuple[int, str]]:
    """Each figure in the prose that no code, citation or constant accounts for, with its line."""
    return [
        (number, figure)
        for number, line in enumerate(without(_NOT_PROSE, markdown).splitlines(), start=1)
        for figure in FIGURE.findall(_NAME.sub(" ", line))
    ]


def faults(markdown: str) -> list[tuple[int, str]]:
    """Each typed figure with its line and what to do about it."""
    return [
        (
            line,
            f"the figure {figure!r} is typed; take it by name, {{{{ name }}}}, or say that "
            f"the text sets it: {{{{ {figure} }}}}",
        )
        for line, figure in typed(markdown)
    ]
