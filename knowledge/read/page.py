"""Pages in Markdown: sections under headings that carry an anchor."""

import re

from ..model import Section

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*\{\s*#([^}\s]+)[^}]*\}\s*$")
_FENCE = re.compile(r"^\s*(```+|~~~+)")


def sections(markdown: str, level: int = 2) -> list[Section]:
    """What stands above the first heading of at most `level`, then a section a heading."""
    found = [("", "", 1, [])]  # type: list[tuple[str, str, int, list[str]]]
    fence = ""
    for number, line in enumerate(markdown.splitlines(), start=1):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        heading = _HEADING.match(line) if not fence else None
        if heading and len(heading[1]) <= level:
            found.append((heading[3], heading[2], number, []))
        else:
            found[-1][3].append(line)
    return [Section(a, h, "\n".join(body).rstrip("\n"), line) for a, h, line, body in found]
