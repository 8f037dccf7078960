"""What MkDocs calls: it hands pages to `pages` and `notebooks`. `render.formulas` knows it too."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from typing import Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from knowledge import cards, export, search
from knowledge.light import light
from knowledge.load import load
from knowledge.model import LANGUAGES, Library
from knowledge.notebooks import to_markdown
from knowledge.pages import fill
from knowledge.problems import KnowledgeError, Problems
from knowledge.question import unfinished
from knowledge.source import Source, source
from knowledge.write import Links, Writer

DEFAULT = LANGUAGES[0]
log = get_plugin_logger("knowledge")


class _State:
    """What one build knows; renewed for each build of `make serve`."""

    library: Library
    problems: Problems
    source: Source
    names: ClassVar[dict[str, str]] = {}  # the site's name in each language
    about: ClassVar[dict[str, str]] = {}  # what the site is, in each language


def on_startup(**_: Any) -> None:
    """Present so that MkDocs keeps one instance of this module while it serves."""


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the knowledge base, and write the menu's questions."""
    root, language = Path(config.docs_dir).parent, _language(config)
    try:
        _State.library = load(root)
    except KnowledgeError as error:
        raise PluginError(str(error)) from None
    _State.problems = Problems(root)
    for q in _State.library.questions.values():
        for path, number, found in unfinished(q.folder):
            log.info("unfinished: %s:%d: %s", path.relative_to(root), number, found)
    try:
        _State.source = source(root, config.site_url or "")
    except ValueError as error:
        raise PluginError(str(error)) from None
    _name(config)
    for section in config.nav or []:
        if isinstance(section, dict) and "questions" in section:
            section["questions"] = [
                {
                    q.short[language]: [
                        f"questions/{q.slug}/index.md",
                        {"evidence": f"questions/{q.slug}/evidence.ipynb"},
                    ]
                }
                for q in _State.library.questions.values()
            ]
    return config


def _check_languages(docs: Path) -> None:
    for page in sorted(docs.rglob("*.md")):
        stem = page.name.split(".")[0]
        for code in LANGUAGES:
            if not page.with_name(f"{stem}.{code}.md").is_file():
                _State.problems.add(
                    page,
                    None,
                    f"has no twin {stem}.{code}.md; every page stands in "
                    f"{' and '.join(LANGUAGES)}, with the language before .md",
                )


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Make each notebook a page of the language being built, after i18n has renewed the files."""
    language = _language(config)
    # The reference is our own template: every page would load what styles mkdocstrings' own.
    config.extra_css.remove("assets/_mkdocstrings.css")
    _check_languages(Path(config.docs_dir))
    for file in files:
        if file.src_uri.endswith(".ipynb"):
            folder = file.src_uri.removesuffix(".ipynb")
            pages = {}
            for code in LANGUAGES:
                start = "" if code == DEFAULT else f"{code}/"
                page = file if code == language else File(file.src_uri, "", "", True)
                _place(page, f"{start}{folder}/", config.site_dir)
                pages[code] = page
            file.alternates, file.locale = pages, language  # type: ignore[attr-defined]
            file.locale_alternate_of = language  # type: ignore[attr-defined]
    return files


def _place(file: File, url: str, site_dir: str) -> None:
    file.is_documentation_page = lambda: True  # type: ignore[method-assign]
    file.url, file.dest_uri = url, f"{url}index.html"
    file.abs_dest_path = str(Path(site_dir, file.dest_uri))


@event_priority(-100)
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Let MkDocs render notebooks as the Markdown that on_page_markdown gives."""
    page.__dict__.pop("render", None)
    return page


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page's text in its language, with claims and numbers filled in."""
    path = Path(page.file.abs_src_path or "")
    links = Links(_language(config), page.url)
    if path.suffix == ".ipynb":
        page.meta["search"] = {"boost": 0.5}  # the question's page comes first
        return to_markdown(path, links, _State.source)
    citation = ""
    if question := _State.library.questions.get(path.parent.name):
        writer = Writer(_State.library, links)
        page.meta["title"] = question.title[links.language]
        answer = unescape(writer.plain(question.answer[links.language]))
        page.meta["description"] = escape(answer)
        page.meta["linked_data"] = export.linked_data(
            _State.library, question, links, _State.source
        )
        citation = export.bibtex(question, links.language, _State.source)
    text = path.read_text(encoding="utf-8")
    offset = text[: len(text) - len(markdown)].count("\n")
    return fill(_State.library, path, markdown, links, _State.problems, offset, citation)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Stop here if any page named something that does not exist or left something out."""
    try:
        _State.problems.stop()
    except KnowledgeError as error:
        raise PluginError(str(error)) from None
    return env


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """The tags by which a shared link shows a card: the question's own, or the site's."""
    code, title = _language(config), page.meta.get("title") or page.title or config.site_name
    question = _State.library.questions.get(Path(page.file.src_uri).parent.name)
    if question:
        card = cards.of_question(question, code)
        writer = Writer(_State.library, Links(code))
        about = unescape(writer.plain(question.answer[code]))
        if title != question.title[code]:  # the notebook
            title = f"{question.title[code]} · {title}"
            about = config.site_description or ""
    else:
        about = config.site_description or ""
        card = cards.home(_State.library, code, config.site_name, about)
    url = _State.source.site_url
    page.meta["social"] = cards.tags(card, code, title, about, page.url, url)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Leave hreflang to the sitemap: Material's script asks each such link for a sitemap."""
    return light(re.sub(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">', "", output))


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Once all languages are built: what machines read, cards, one search index a language."""
    _name(config)
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    site = Path(config.site_dir)
    export.write(_State.library, site, _State.source, _State.names)
    try:
        cards.write(_State.library, site, _State.names, _State.about)
    except ValueError as error:
        raise PluginError(str(error)) from None
    search.split(site, _State.library)


def _name(config: MkDocsConfig) -> None:
    language = _language(config)
    _State.names[language] = config.site_name
    _State.about[language] = config.site_description or ""


def _language(config: MkDocsConfig) -> str:
    language: str | None = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    return language or DEFAULT
