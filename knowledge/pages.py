"""Fills in a page: the Markdown that its author wrote, with what the findings say."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import jinja2

from .model import Library, Question
from .problems import Problems
from .write import Links, Writer

_PAGES = jinja2.Environment(
    undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True
)
_SHOWS = re.compile(r"\{\{\s*(claim|evidence)\(\s*[\"']([^\"']+)[\"']\s*\)")
_TYPED = re.compile(r"<\w+[^>]*class=[\"']?[^>]*\b(?:chip|claim__verdict|case)\b")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*\{\s*#([^}\s]+)\s*\}\s*$", re.M)


def fill(
    library: Library,
    path: Path,
    markdown: str,
    links: Links,
    problems: Problems,
    offset: int = 0,
    citation: str = "",
) -> str:
    """The page at `path` with every call between double braces replaced.

    Whatever is wrong goes to `problems`, with the line in the file (`offset` lines of front
    matter precede `markdown`). On a question's page every claim must be shown, with its evidence,
    under a heading whose anchor is the claim's id. `citation` is what the page's reader may cite.
    """
    question = library.questions.get(path.parent.name)
    writer = Writer(library, links, question, citation)
    try:
        filled = _PAGES.from_string(markdown).render(writer.functions())
    except jinja2.TemplateSyntaxError as error:
        problems.add(path, offset + error.lineno, f"cannot be read: {error.message}")
        return markdown
    except (jinja2.UndefinedError, ValueError, TypeError, AttributeError, NameError) as error:
        line = _line(error)
        known = ", ".join(writer.functions())
        hint = f"; a page can use {known}" if isinstance(error, jinja2.UndefinedError) else ""
        problems.add(path, offset + line if line else None, f"{error}{hint}")
        return markdown
    if question:
        _complete(question, path, markdown, writer, problems, offset)
    return filled


def _line(error: BaseException) -> int | None:
    """The line of the template on which `error` was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f.lineno for f in frames if f.filename == "<template>"]
    return lines[-1] if lines else None


def _complete(
    question: Question,
    path: Path,
    markdown: str,
    writer: Writer,
    problems: Problems,
    offset: int,
) -> None:
    anchors = {m[3]: offset + markdown[: m.start()].count("\n") + 1 for m in headings(markdown)}
    for claim in question.claims:
        for what in ("claim", "evidence"):
            if claim.id not in writer.shown[what]:
                problems.add(
                    path,
                    anchors.get(claim.id),
                    f'the claim {claim.id!r} is left out; add {{{{ {what}("{claim.id}") }}}} to '
                    "its section",
                )
        if claim.id not in anchors:
            problems.add(
                path,
                None,
                f"no heading has the anchor of the claim {claim.id!r}; write "
                f"'## … {{ #{claim.id} }}'",
            )

    for what in ("answer", "glance", "bibtex"):
        if not writer.shown[what]:
            problems.add(path, None, f"{{{{ {what}() }}}} is left out; put it where it belongs")
    above = [(m.start(), m[3]) for m in headings(markdown)]
    for call in _SHOWS.finditer(markdown):
        under = [anchor for start, anchor in above if start < call.start()]
        line = offset + markdown[: call.start()].count("\n") + 1
        if under[-1:] != [call[2]]:
            problems.add(
                path,
                line,
                f"{call[1]}({call[2]!r}) stands under {{ #{(under or ['nothing'])[-1]} }}; put it "
                f"under {{ #{call[2]} }}",
            )
    for typed in _TYPED.finditer(markdown):
        line = offset + markdown[: typed.start()].count("\n") + 1
        problems.add(path, line, f"a verdict is typed ({typed[0]}…); write {{{{ verdict(…) }}}}")


def headings(markdown: str) -> list[re.Match[str]]:
    """Headings that carry an anchor: groups are the level's marks, the text and the anchor."""
    return list(_HEADING.finditer(markdown))
