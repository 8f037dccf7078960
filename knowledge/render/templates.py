"""The templates of `templates/site`, with what they may call: words, links, code in colour."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import pygments
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from resnet_ref.findings import VERDICTS

from ..cache import cached
from ..model import Claim, Library
from ..text import Text
from ..words import DEFAULT, words

FOLDER = Path(__file__).parent.parent.parent / "templates/site"
# Pygments' classes for what the site shows in the code's own colour: most of a page's tags.
_PLAIN = re.compile(r'<span class="(?:n|p|o|w|mi|mf|nb)">([^<]*)</span>')
_WITHIN = str.maketrans("“”", "‘’")  # quotation marks within a quotation
_KEPT = re.compile(r"(?<=[a-z.]) (?=\d)")  # "Table 3" stays on one line


@dataclass(frozen=True)
class Links:
    """Relative links from the page at `url` (from the site's root, such as "en/ledger/")."""

    language: str
    url: str = ""

    @property
    def prefix(self) -> str:
        """What the addresses of the language begin with."""
        return "" if self.language == DEFAULT else f"{self.language}/"

    def question(self, slug: str, anchor: str = "") -> str:
        """To a question's page in the same language, or to a claim on it."""
        return self.file(f"{self.prefix}questions/{slug}/") + (f"#{anchor}" if anchor else "")

    def file(self, path: str) -> str:
        """To a file of the site."""
        up = posixpath.relpath("/" + path, "/" + posixpath.dirname(self.url))
        return f"{up}/" if path.endswith("/") else up


@lru_cache(maxsize=4096)  # a cell stands on four pages
def _python(code: str) -> str:
    def made() -> bytes:
        tags = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
        return _PLAIN.sub(r"\1", tags).encode()

    content = [code, pygments.__version__, _PLAIN.pattern]
    return _frame(cached("code", content, made).decode())


def _frame(html: str) -> str:
    return f'<div class="highlight"><pre><code>{html}</code></pre></div>'


def _output(text: str) -> str:
    return Markup(_frame(escape(text))) if text.strip() else ""


def _tally(claims: Iterable[Claim]) -> list[tuple[str, int]]:
    """How many claims have which verdict, from right to wrong."""
    found = Counter(claim.verdict for claim in claims)
    return [(verdict, found[verdict]) for verdict in VERDICTS if found[verdict]]


ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {
    "python": lambda code: Markup(_python(code)),
    "output": _output,
    "tally": _tally,
    "within_quotes": lambda text: Markup(text.html.translate(_WITHIN)),
    "kept": lambda text: _KEPT.sub("\u00a0", text),
}


def parts(library: Library, links: Links) -> Any:
    """The macros of parts.html for one page."""
    return ENVIRONMENT.get_template("parts.html").make_module(
        {
            "library": library,
            "links": links,
            "language": links.language,
            "words": words(links.language),
        }
    )


def plain(text: Text) -> str:
    """A text without markup, with straight spaces, for titles and descriptions."""
    return " ".join(text.plain.split())
