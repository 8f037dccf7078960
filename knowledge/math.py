r"""Formulas: LaTeX between dollar signs becomes MathML when the site is built.

`$…$` stands in a line, `$$…$$` in a paragraph of its own. Browsers show MathML by themselves, so
that no script and no font comes from elsewhere. What LaTeX does not define, and what browsers
would not show as it is meant, stops the build.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from mkdocs.exceptions import PluginError
from pymdownx.arithmatex import ArithmatexExtension  # type: ignore[import-untyped]

FONTS = ("mathrm", "mathcal", "mathbb", "mathbf", "mathfrak", "mathsf", "mathtt")
ENVIRONMENTS = ("matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "array", "split", "align*")
# How many parts an element has, and what may stand on it: what browsers implement.
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "mover": 2, "munder": 2}
PARTS |= {"munderover": 3}
ELEMENTS = {*PARTS, "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mstyle"}
ELEMENTS |= {"mtable", "mtr", "mtd", "mphantom"}
ATTRIBUTES = {"xmlns", "display", "displaystyle", "scriptlevel", "accent", "accentunder"}
ATTRIBUTES |= {"linethickness", "stretchy", "fence", "form", "minsize", "maxsize", "largeop"}
ATTRIBUTES |= {"movablelimits", "columnalign", "columnspacing", "rowspacing"}
_LENGTH = re.compile(r"-?[\d.]+(em|ex|px|pt)")
_OPENING = re.compile(r"[(\[（《“‘\"']+$")
_CLOSING = re.compile(r"[)\]）》”’\"',.;:!?%，。、；：！？]+")
_ASIDE = "\x02wzxhzdk:{}\x03"  # where Markdown has put a tag aside
_NUMBER_BEFORE = re.compile(
    _ASIDE.format(r"\d+") + r"[^\x02]*" + _ASIDE.format(r"(?P<end>\d+)") + " $"
)
_ONE_UPRIGHT = re.compile(r"(\\mathrm\{)(?=[A-Za-z]\})")


def mathml(latex: str, display: bool = False) -> Element:
    """The formula as a <math> element. Raises ValueError that says what is wrong with it."""
    _balanced(latex)
    for name in re.findall(r"\\(math[a-z]+)", latex):
        if name not in FONTS:
            raise ValueError(f"no command \\{name}; fonts are {', '.join(FONTS)}")
    for name in re.findall(r"\\begin\s*\{([^}]*)\}", latex):
        if name not in ENVIRONMENTS:
            raise ValueError(f"no environment {name}; there are {', '.join(ENVIRONMENTS)}")
    try:
        # Without the space latex2mathml forgets that one letter is to stand upright.
        math = convert_to_element(
            _ONE_UPRIGHT.sub(r"\1 ", latex), display="block" if display else "inline"
        )
    except Exception as error:  # its own errors share no class; others come from odd input
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
        raise ValueError(f"no LaTeX ({words.lower()})") from None
    for element in math.iter():
        _check(element)
        _join_upright(element)
        element.text = unescape(element.text) if element.text else element.text
    math.set("lang", "en")  # a Chinese font would show "·" as wide as a character
    return math


def _balanced(latex: str) -> None:
    depth = 0
    for brace in re.findall(r"\\.|[{}]", latex):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    if depth:
        raise ValueError("a brace { is not closed" if depth > 0 else "a brace } is too many")


def _check(element: Element) -> None:
    text = element.text or ""
    if "\\" in text:
        raise ValueError(f"no command {text}")
    if text in ("&", "#"):
        raise ValueError(f"{text} has no place there")
    count = len(element)
    if count != PARTS.get(element.tag, count):
        raise ValueError(f"a part is missing (an <{element.tag}> of {count})")
    if element.tag in ("msub", "msup", "msubsup") and not element[0].text and not len(element[0]):
        raise ValueError("an index or exponent without a base")
    odd = {element.tag} - ELEMENTS | set(element.attrib) - ATTRIBUTES
    if element.get("mathvariant") == "normal" and element.tag == "mi":
        odd.remove("mathvariant")
    if _LENGTH.fullmatch(element.get("width", "")) and element.tag == "mspace":
        odd.remove("width")
    if odd:
        raise ValueError(f"browsers do not show MathML's {', '.join(sorted(odd))}")


def _join_upright(element: Element) -> None:
    r"""The letters of \mathrm{ReLU} as one name, which is also how it is read aloud and found."""
    upright = [part for part in element if part.get("mathvariant") == "normal"]
    if element.tag == "mrow" and len(upright) == len(element) > 1:
        name = "".join(part.text or "" for part in upright)
        element.clear()
        element.tag, element.text = "mi", name


class _Formulas(Treeprocessor):  # type: ignore[misc]
    """Puts MathML where arithmatex found LaTeX."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, found in enumerate(parent):
                if found.get("class") == "arithmatex":
                    display = found.tag == "div"
                    formula = _formula(found, display)
                    parent[index] = formula if display else self._kept(formula, parent, index)

    def _kept(self, formula: Element, parent: Element, index: int) -> Element:
        """The formula in one piece with its punctuation and the number before it.

        Browsers would break a line between any of them.
        """
        before = parent[index - 1] if index else parent
        text = (before.tail if index else before.text) or ""
        opening, closing = _OPENING.search(text), _CLOSING.match(formula.tail or "")
        number = _NUMBER_BEFORE.search(text)
        if number and self.md.htmlStash.rawHtmlBlocks[int(number["end"])] == "</data>":
            opening = number
        if opening or closing:
            kept = Element("span", {"class": "kept"})
            kept.append(formula)
            if opening:
                text, kept.text = text[: opening.start()], opening[0]
            if closing:
                kept.tail, formula.tail = (formula.tail or "")[closing.end() :], closing[0]
            else:
                kept.tail, formula.tail = formula.tail, None
            formula = kept
        if index:
            before.tail = text
        else:
            before.text = text
        return formula


def _formula(found: Element, display: bool) -> Element:
    latex = (unescape(found.text or "") if display else found.text or "").strip()
    try:
        formula = mathml(latex, display)
    except ValueError as error:
        raise PluginError(f"the formula ${latex}$: {error}") from None
    if display:  # its own box scrolls where the formula is wider than the page
        box = Element("div", {"class": "formula", "tabindex": "0"})
        box.append(formula)
        formula = box
    formula.tail = found.tail
    return formula


class Formulas(Extension):  # type: ignore[misc]
    """The Markdown extension: arithmatex finds the dollars, outside of code."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown."""
        options: dict[str, Any] = {"generic": True}
        for kind in ("inline", "block"):
            options |= {f"{kind}_syntax": ["dollar"], f"tex_{kind}_wrap": ["", ""]}
        ArithmatexExtension(**options).extendMarkdown(md)
        md.treeprocessors.register(_Formulas(md), "formulas", 15)  # after inline patterns


def makeExtension(**options: Any) -> Formulas:  # noqa: N802
    """Called by Markdown for `knowledge.math` in mkdocs.yml."""
    return Formulas(**options)
