r"""Formulas: LaTeX between dollar signs becomes MathML, which browsers draw by themselves.

`$…$` stands in a line, `$$…$$` in a paragraph of its own. What would not show stops the build.
"""

import re
from string import punctuation

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.inlinepatterns import InlineProcessor  # type: ignore[import-untyped]
from math_core import LatexError, LatexToMathML
from mkdocs.exceptions import PluginError

# Browsers would break a line before or after a formula. \x02 is where Markdown has put code aside.
_FORMULA = r"""(?x) \A \$\$ (?P<display> [^\x02]* ) \$\$ \s*\Z | (?P<stray> (?<!\\) \$\$ ) |
    (?P<before> <data[ ][^>]*>[^<]*</data>[ ] | [(（《“‘"']* )
    (?<![\\$]) \$ (?P<line> (?!\s) (?:\\.|[^\\$\x02])+ ) (?<!\s) \$ (?!\d)
    (?P<after> [)）》”’"',.;:!?%，。、；：！？]* )"""
_TOKEN = re.compile(r"\\(?:begin|end)\{(?!equation)|\\newline|\\.|%")
_UNSEEN = {
    "<menclose": r"Chromium draws no boxes and strokes, such as those of \boxed and \cancel",
    "<a ": r"\eqref finds no formula but its own",
    'style="color:': r"a \color is unseen either on a light or on a dark page",
}
_CONVERTER = LatexToMathML(fancy_error=False)


def mathml(latex: str, display: bool = False) -> str:
    """The formula as a <math> element. Raises ValueError that says what is wrong and where."""
    _check_nothing_is_dropped(latex)
    try:
        math = _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        index, said = str(error).split(": ", 1)
        raise ValueError(f"at character {int(index) + 1}: {said}") from None
    for html, said in _UNSEEN.items():
        if html in math:
            raise ValueError(said)
    if not re.sub("<[^>]+>", "", math).strip():
        raise ValueError("it shows nothing")
    # The minifier knows no <mspace/>, and a Chinese font would draw "·" as wide as a character.
    return re.sub(r"<(\w+)([^<>]*)/>", r"<\1\2></\1>", math).replace("<math", '<math lang="en"', 1)


def _check_nothing_is_dropped(latex: str) -> None:
    environments = 0
    for token in _TOKEN.finditer(latex):
        where = f"at character {token.start() + 1}"
        environments += {r"\begin{": 1, r"\end{": -1}.get(token[0], 0)
        if token[0] == "%":
            raise ValueError(rf"{where}: % hides what follows; write \%")
        if token[0] in (r"\\", r"\newline") and not environments:
            raise ValueError(rf"{where}: a new line needs \begin{{aligned}} or the like around it")


class _Formula(InlineProcessor):  # type: ignore[misc]
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802
        if m["stray"]:
            raise PluginError(f"$$ begins and ends a paragraph alone, not in: {data[m.start() :]}")
        latex = (m["line"] or m["display"]).strip()
        try:
            if m["line"]:
                html = f'<span class="kept">{m["before"]}{mathml(latex)}{m["after"]}</span>'
            else:  # a box of its own scrolls where the formula is wider than the page
                html = f'<div class="formula" tabindex="0">{mathml(latex, display=True)}</div>'
        except ValueError as error:
            raise PluginError(f"the formula ${latex}$: {error}") from None
        return self.md.htmlStash.store(html), m.start(), m.end()


class Formulas(Extension):  # type: ignore[misc]
    """The Markdown extension, in mkdocs.yml as `knowledge.render.formulas:Formulas`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Let Markdown find code before formulas, and everything else after them."""
        md.ESCAPED_CHARS = list(punctuation)  # a backslash before any mark, as in CommonMark
        md.inlinePatterns.register(_Formula(_FORMULA, md), "formulas", 185)
