"""The same page in fewer bytes: what a browser does not show is left out."""

from __future__ import annotations

import re

import minify_html

# Pygments' classes for what the site shows in the code's own colour: names, punctuation,
# operators, space, numbers, builtins. Most of a notebook's tags are these.
PLAIN = ("n", "p", "o", "w", "mi", "mf", "nb")
_PLAIN = re.compile(rf'<span class="(?:{"|".join(PLAIN)})">([^<]*)</span>')


def light(html: str) -> str:
    """The page without the spans of plain code and without the template's white space.

    What remains is valid HTML with all its tags.
    """
    return str(
        minify_html.minify(
            _PLAIN.sub(r"\1", html),
            keep_closing_tags=True,
            keep_html_and_head_opening_tags=True,
        )
    )
