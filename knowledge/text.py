"""An author's text: parsed once, then written as HTML, as Markdown or as plain text.

Authors write Markdown's `**strong**`, `` `code` `` and `$formula$`, and numbers by name between
double braces. A backslash takes the meaning from the mark that follows it. Every other character
stands for itself in all three forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from .render.formulas import mathml

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\{\{(?P<number>.*?)\}\}"
    r"|(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\$(?P<formula>(?!\s)(?:\\.|[^$\\])+?(?<!\s))\$(?!\d)"
    r"|\*\*(?P<strong>(?!\s).+?(?<!\s))\*\*",
    re.S,
)
_CJK = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
_CJK_GAP = re.compile(f"(?<=[{_CJK}]) +(?=[{_CJK}])")  # where YAML joins lines of Chinese
_MARKS = re.compile(r"([\\`*_{}\[\]<>&|~$]|^[#+-]|(?<=^\d)[.)])")


@dataclass(frozen=True)
class Number:
    """A number as a page shows it, and where it comes from."""

    kind: str  # "n" from code, "lit" from literature, "given" by the text itself
    value: int | float
    origin: str
    shown: str

    @property
    def html(self) -> str:
        """The number with its exact value and its origin."""
        return (
            f'<data class="{self.kind}" value="{self.value}" '
            f'data-from="{escape(self.origin)}">{escape(self.shown)}</data>'
        )


Resolve = Callable[[str], Number]  # what stands between double braces -> the number
Part = tuple[str, "str | Number | Text"]


@dataclass(frozen=True)
class Text:
    """A text in one language as a list of its parts."""

    parts: tuple[Part, ...]

    @classmethod
    def parse(cls, source: str, resolve: Resolve) -> Text:
        """Parse what an author wrote. Raises ValueError for a number or formula that is wrong."""
        parts: list[Part] = []
        source, start = _CJK_GAP.sub("", " ".join(source.split())), 0
        for token in _TOKEN.finditer(source):
            parts.append(("text", source[start : token.start()]))
            start = token.end()
            kind = token.lastgroup or ""
            content = token[kind]
            if kind == "number":
                parts.append((kind, resolve(content.strip())))
            elif kind == "strong":
                parts.append((kind, cls.parse(content, resolve)))
            elif kind == "formula":
                mathml(content)
                parts.append((kind, content))
            else:
                parts.append(("text" if kind == "escaped" else kind, content))
        parts.append(("text", source[start:]))
        return cls(tuple(part for part in parts if part[1] != ""))

    @cached_property
    def html(self) -> str:
        """HTML for a place inside a paragraph."""
        return "".join(_html(*part) for part in self.parts)

    @cached_property
    def markdown(self) -> str:
        """Markdown that shows the same."""
        return "".join(_markdown(*part) for part in self.parts)

    @cached_property
    def plain(self) -> str:
        """The same characters without any markup."""
        return "".join(
            c.shown if isinstance(c, Number) else c.plain if isinstance(c, Text) else c
            for _, c in self.parts
        )

    def __str__(self) -> str:
        return self.plain

    def __html__(self) -> str:
        return self.html


def _html(kind: str, content: str | Number | Text) -> str:
    if isinstance(content, Number):
        return content.html
    if isinstance(content, Text):
        return f"<strong>{content.html}</strong>"
    if kind == "formula":
        return mathml(content)
    return f"<code>{escape(content)}</code>" if kind == "code" else escape(content, quote=False)


def _markdown(kind: str, content: str | Number | Text) -> str:
    if isinstance(content, Number):
        return escaped(content.shown)
    if isinstance(content, Text):
        return f"**{content.markdown}**"
    if kind == "formula":
        return f"${content}$"
    if kind == "code":
        ticks = "`" * (1 + max(map(len, re.findall("`+", content)), default=0))
        space = " " if len(ticks) > 1 else ""
        return f"{ticks}{space}{content}{space}{ticks}"
    return escaped(content)


def escaped(text: str) -> str:
    """The text as an author writes it so that every character stands for itself."""
    return _MARKS.sub(r"\\\1", text)
