"""What pages hold: a section a claim, alike in both languages, nothing typed that code knows."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from pymdownx.slugs import slugify

from resnet_ref.findings import VERDICTS

from ..model import Library, Question
from ..numbers import nearest
from ..problems import Problems
from ..render.formulas import mathml
from ..words import LANGUAGES
from . import figures

_TEMPLATE_PLACES = {"glance", "related", "cite"}  # anchors that the template gives
_PARTS = re.compile(  # of docs/
    r"assets/.*|[\w-]+\.(zh|en)\.md|(references|terms)\.yml|paired\.txt"
    r"|questions/[^/]+/(claims\.yml|evidence\.ipynb|index\.(zh|en)\.md|paired\.txt|\w+\.py|live/[a-z0-9-]+\.py)"
)
_HIDDEN = re.compile(r"(^|/)(\.|__pycache__)")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?= |$)", re.M)
_OPEN = re.compile(r"(?<!\\)\{\{(?!.*?\}\})")
_FORMULA = re.compile(
    r"^\$\$([^$]+)\$\$ *$|(?<![\\$])\$((?!\s)(?:\\.|[^\\$\n]|\n(?!\n))+)(?<!\s)\$(?!\d)", re.M
)
_WORDS = [word for both in VERDICTS.values() for word in both.values()]
_LONG = "|".join(word for word in _WORDS if len(word) > 5)  # such as "right, with limits"
_VERDICT = re.compile(rf"{_LONG}|\*\*(?:{'|'.join(_WORDS)})[.。]?\*\*", re.I)
_SNIPPET = re.compile(r"""--8<--\s+["']([^"']+)["']""")
# code with a space in it that begins a quote or an item of a list: a message that code gave
_MESSAGE = re.compile(r"^(?:>|-) +`([^`\n]* [^`\n]*)`", re.M)
_LINK = re.compile(r"\]\((?![a-z]+:|\{\{)([^)#?\s]*)(?:#([^)\s]+))?")
_ANCHOR = re.compile(r"\{[^}\n]*#([^\s}]+)")
_HEADING = re.compile(r"^#+ +([^{\n]+)$", re.M)  # MkDocs makes its anchor

_slug = partial(slugify(case="lower"), sep="-")  # as mkdocs.yml says


def check_pages(library: Library, problems: Problems) -> None:
    """Tell what is left out, what stands in one language only, and what is typed or broken."""
    for question in library.questions.values():
        _check_sections(question, problems)
        _check_messages(question, problems)
    docs = library.root / "docs"
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if _HIDDEN.search(name) or not path.is_file():
            continue
        if not _PARTS.fullmatch(name):
            problems.add(path, None, "is no part of the site; move it to docs/assets or remove it")
        elif path.suffix == ".md":
            text = path.read_text(encoding="utf-8-sig")
            for line, fault in [*_faults(text), *_lost(text, path, library.root)]:
                problems.add(path, line, fault)


def _check_sections(question: Question, problems: Problems) -> None:
    anchors = {code: [s.anchor for s in question.pages[code] if s.anchor] for code in LANGUAGES}
    claims = {claim.id for claim in question.claims}
    for code, here in anchors.items():
        path = question.folder / f"index.{code}.md"
        for claim in sorted(claims.difference(here)):
            told = f"no section for the claim {claim!r}; add: ## … {{ #{claim} }}"
            problems.add(path, None, told)
        for section in question.pages[code]:
            if section.anchor in _TEMPLATE_PLACES:
                told = f"#{section.anchor} is the template's; take another"
                problems.add(path, section.line, told)
            if here.count(section.anchor) > 1:
                problems.add(path, section.line, f"#{section.anchor} stands twice; keep one")
            if "{{" in section.heading or "##" in section.heading:
                problems.add(path, section.line, "write a heading as words")
        first = anchors[LANGUAGES[0]]
        odd = ", ".join(sorted((set(here) ^ set(first)) - claims))  # claims are told already
        if odd or (here != first and sorted(here) == sorted(first)):
            told = f"has not the sections of index.{LANGUAGES[0]}.md, in their order: "
            problems.add(path, None, told + (odd or "the order differs"))


def _check_messages(question: Question, problems: Problems) -> None:
    """Each message that a page shows is one that its notebook printed; … stands for anything."""
    printed = " ".join(" ".join(cell.output for cell in question.notebook.cells).split())
    for code in LANGUAGES:
        path = question.folder / f"index.{code}.md"
        for line, message in _found(_MESSAGE, path.read_text(encoding="utf-8-sig")):
            words = ".*".join(map(re.escape, message[1].split("…")))
            if not re.search(words, printed):
                told = "its notebook does not print this message; print it there, or write it"
                problems.add(path, line, f"{told} within a sentence")


@lru_cache(maxsize=4096)  # while the site is served, most pages stay as they are
def _faults(text: str) -> list[tuple[int, str]]:
    """What is wrong with a page by itself: its line, and what to do."""
    prose = figures.without_code(text)
    faults = figures.faults(text)
    for line, mark in _found(_CONFLICT, text):
        faults.append((line, f"a merge left {mark[1]} here; choose one side"))
    for line, _ in _found(_OPEN, text):
        faults.append((line, "{{ is not closed on its line; write }} or \\{{"))
    for line, said in _found(_VERDICT, prose):
        faults.append((line, f"the verdict {said[0]!r} is typed; write {{{{ verdict claim-id }}}}"))
    for line, formula in _found(_FORMULA, prose):
        latex = (formula[1] or formula[2]).strip()
        try:
            mathml(latex)
        except ValueError as error:
            faults.append((line, f"the formula ${latex}$: {error}"))
    return faults


def _lost(text: str, path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """What a page names and is not there: its line, and what is."""
    for line, snippet in _found(_SNIPPET, text):
        if not (root / snippet[1]).is_file():
            there = sorted(p.name for p in (root / "snippets").glob("*.py"))
            told = nearest(Path(snippet[1]).name, there)
            yield line, f"there is no snippet {snippet[1]!r}; {told}"
    code = path.suffixes[0]
    for line, link in _found(_LINK, figures.without_code(text)):
        target = path.parent / link[1] if link[1] else path
        if not target.is_file():
            target = target.with_suffix(f"{code}.md")
        if not target.is_file():
            pages = (root / "docs").rglob(f"*{code}.md")
            there = [posixpath.relpath(p.as_posix(), path.parent.as_posix()) for p in sorted(pages)]
            near = nearest(link[1], [page.replace(code, "") for page in there])
            yield line, f"there is no page {link[1]!r}; {near}"
        elif link[2] and target.suffix == ".md" and target.with_name("claims.yml").is_file():
            page = target.read_text(encoding="utf-8-sig")
            there = [*_ANCHOR.findall(page), *map(_slug, _HEADING.findall(page))]
            if link[2] not in {*there, *_TEMPLATE_PLACES}:
                yield line, f"there is no anchor #{link[2]}; {nearest(link[2], there)}"


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """What fits, each with its line."""
    for found in pattern.finditer(text):
        yield text[: found.start()].count("\n") + 1, found
