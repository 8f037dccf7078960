"""Texts of awkward characters, and what a reader sees of HTML and of Markdown."""

import re
from functools import cache
from pathlib import Path

import tinyhtml5
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parents[2]
# Also what begins a list, a note, a definition or an entity, and what a template would fill.
PIECES = [*"<>&*_`\"'{}$\\|#[]~ab1 宽度，“”!?:;.+-=()", "<script>", "</script>", "<!--", "{{ a }}"]
PIECES += ["&amp;", "**", "]]>", "10. ", "??? ", "](x)", "--8<--"]
SPACE = re.compile("(?<=[宽度，]) (?=[宽度，“”])|(?<=[“”]) (?=[宽度，])")  # Chinese has none


@st.composite
def texts(draw):
    """What a reader shall see."""
    drawn = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14)))
    return SPACE.sub("", " ".join(drawn.split())) or "a"


def authored(text):
    """The text as an author may always write it: a backslash before every mark."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def parsed(html):
    """The page as a browser reads it."""
    return tinyhtml5.parse(html, namespace_html_elements=False)


def seen(html):
    """The characters that it shows."""
    element = parsed(html) if isinstance(html, str) else html
    return " ".join("".join(element.itertext()).split())


@cache
def _markdown():
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        config = yaml_load(file)
    extensions = {}
    for entry in config["markdown_extensions"]:
        extensions |= entry if isinstance(entry, dict) else {entry: {}}
    extensions["toc"] = {**extensions["toc"], "permalink": False}
    return Markdown(extensions=list(extensions), extension_configs=extensions)


def rendered(markdown):
    """The HTML that the site makes of Markdown."""
    return str(_markdown().reset().convert(markdown))
