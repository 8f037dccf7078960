"""The templates of `templates/site`, with what they may call: words, links, code in colour."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pygments
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from resnet_ref.findings import VERDICTS

from ..cache import cached
from ..forms import GROUPS
from ..model import Claim, Library, address
from ..repository import Repository
from ..text import escaped
from ..words import LANGUAGES, WORDS, words

ROOT = Path(__file__).parents[2]
# Pygments' classes for what the site shows in the code's own colour: most of a page's tags.
_PLAIN = re.compile(r'<span class="(?:n|p|o|w|mi|mf|nb)">([^<]*)</span>')
_WITHIN = str.maketrans("“”", "‘’")  # quotation marks within a quotation
_TEX = str.maketrans({mark: f"\\{mark}" for mark in "&%$#_{}"})
_KEPT = re.compile(r"(?<=[a-z.]) (?=\d)")  # "Table 3" stays on one line


@dataclass(frozen=True)
class Links:
    """Relative links from the page at `url` (from the site's root, such as "en/ledger/")."""

    language: str
    url: str

    def question(self, slug: str, claim: str = "", part: str = "") -> str:
        """To a question's page in the same language, to a claim on it, to a part below it."""
        anchor = f"#{claim}" if claim else ""
        return self.file(f"{address(slug, self.language)}/{part}") + anchor

    def file(self, path: str) -> str:
        """To a file of the site."""
        up = posixpath.relpath("/" + path, "/" + posixpath.dirname(self.url))
        return f"{up}/" if path.endswith("/") else up


def _python(code: str) -> Markup:
    def made() -> bytes:
        tags = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
        return _PLAIN.sub(r"\1", tags).encode()

    return Markup(cached("code", [code, pygments.__version__, _PLAIN.pattern], made).decode())


def tally(claims: Iterable[Claim]) -> list[tuple[str, int]]:
    """How many claims have which verdict, from right to wrong."""
    found = Counter(claim.verdict for claim in claims)
    return [(verdict, found[verdict]) for verdict in VERDICTS if found[verdict]]


ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader([ROOT / "templates/site", ROOT / "overrides"]),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {
    "python": _python,
    "tally": tally,
    "escaped": escaped,
    "within_quotes": lambda text: Markup(text.html.translate(_WITHIN)),
    "tex": lambda text: text.translate(_TEX),
    "kept": lambda text: _KEPT.sub("\u00a0", text),
}
ENVIRONMENT.globals |= {
    "languages": LANGUAGES,
    "verdicts": VERDICTS,
    "in_both": WORDS,
    "address": address,
}
ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def context(
    library: Library | None, repository: Repository, language: str, url: str = ""
) -> dict[str, Any]:
    """What every template of one language may name; links lead from the page at `url`."""
    return {
        "language": language,
        "words": words(language),
        "groups": GROUPS,
        "library": library,
        "repository": repository,
        "base": repository.site_url.rstrip("/"),
        "links": Links(language, url),
    }
