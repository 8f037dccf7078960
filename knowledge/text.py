"""An author's text: parsed once, then at hand as HTML, as Markdown and as plain text.

Authors write Markdown's `**strong**`, `` `code` `` and `$formula$`, and numbers by name between
double braces. A backslash takes the meaning from the mark that follows it. Every other character
stands for itself in all three forms.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Self

from .numbers import Resolve
from .render.formulas import mathml

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\{\{(?P<number>.*?)\}\}"
    r"|(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\$(?P<formula>(?!\s)(?:\\.|[^$\\])+?(?<!\s))\$(?!\d)"
    r"|\*\*(?P<strong>(?!\s)(?:\\.|[^\\])+?(?<!\s))\*\*",
    re.S,
)
_CJK = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
# where YAML joins lines of Chinese; quotation marks belong to English too
_CJK_GAP = re.compile(f"(?<=[{_CJK}]) +(?=[{_CJK}“”])|(?<=[“”]) +(?=[{_CJK}])")
_MARKS = re.compile(r"[\\`*_{}\[\]<>|~$#]")
_START = re.compile(r"^(\d+(?=[.)]( |$))|(?=[-+:=!?]))")  # of a list, a definition, a note


@dataclass(frozen=True)
class Text:
    """A text in one language, in each of its forms."""

    html: str  # for a place inside a paragraph
    markdown: str
    plain: str  # the same characters without any markup

    @classmethod
    def parse(cls, source: str, resolve: Resolve) -> Self:
        """Parse what an author wrote. Raises ValueError for a number or formula that is wrong."""
        source, start, parts = _CJK_GAP.sub("", " ".join(source.split())), 0, []
        for token in _TOKEN.finditer(source):
            kind = token.lastgroup or ""
            parts.append(_part("", source[start : token.start()], resolve))
            parts.append(_part(kind, token[kind], resolve))
            start = token.end()
        parts.append(_part("", source[start:], resolve))
        html, markdown, plain = map("".join, zip(*parts, strict=True))
        return cls(html, _START.sub(r"\1\\", markdown), plain)

    def __str__(self) -> str:
        return self.plain

    def __html__(self) -> str:
        return self.html


def _part(kind: str, content: str, resolve: Resolve) -> tuple[str, str, str]:
    """A part of a text in its three forms."""
    if kind == "number":
        number = resolve(content.strip())
        return number.html, escaped(number.shown), number.shown
    if kind == "strong":
        inner = Text.parse(content, resolve)
        return f"<strong>{inner.html}</strong>", f"**{inner.markdown}**", inner.plain
    if kind == "formula":
        try:
            return mathml(content), f"${content}$", content
        except ValueError as error:
            raise ValueError(f"the formula ${content}$: {error}") from None
    if kind == "code":
        ticks = "`" * (1 + max(map(len, re.findall("`+", content)), default=0))
        space = " " if len(ticks) > 1 else ""
        return (
            f"<code>{escape(content)}</code>",
            f"{ticks}{space}{content}{space}{ticks}",
            content,
        )
    return escape(content, quote=False), escaped(content), content


def escaped(text: str) -> str:
    """Markdown in which every character stands for itself."""
    return _MARKS.sub(r"\\\g<0>", text.replace("&", "&amp;"))
