"""What MkDocs calls. Nothing else here knows MkDocs, but for the Markdown extension of formulas."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from jinja2 import FileSystemBytecodeCache
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import DuplicateFilter
from mkdocs.utils.meta import get_data

from knowledge.check import languages
from knowledge.model import Library, Question
from knowledge.new_question import unfinished
from knowledge.problems import KnowledgeError, Problems
from knowledge.publish import data, search, shared
from knowledge.publish.cards import Card, draw
from knowledge.publish.files import cards, write
from knowledge.publish.wheel import wheel
from knowledge.read.library import load
from knowledge.render.minify import minified
from knowledge.render.notebooks import copy_name
from knowledge.render.pages import Page, Renderer
from knowledge.repository import Repository, repository
from knowledge.words import DEFAULT, LANGUAGES

MENU = 12  # questions in the menu, which stands on every page; the home page lists them all
HEAVIEST = 17_000  # bytes of a notebook's page with gzip
ASSETS = "assets/"
log = get_plugin_logger("knowledge")


class Site:
    """The site that is being built; while it is served, what the last build made."""

    library: Library
    repository: Repository
    problems: Problems

    def __init__(self) -> None:
        self.names: dict[str, str] = {}  # of the site, in each language
        self.about: dict[str, str] = {}  # what it is
        self.around = ""  # the menu and a fingerprint of what every page is made of
        self.stated = ""  # a fingerprint of what a page may show of any question
        self.pages: dict[str, Page] = {}  # by address
        self.kept: dict[str, tuple[str, Page]] = {}  # by address, after its fingerprint
        self.made: dict[str, str] = {}  # by address: a fingerprint of what was written there
        self.found: dict[str, list[search.Entry]] = {}  # by address: what search finds there
        self.compiled = TemporaryDirectory()  # templates: MkDocs makes a new environment a build
        self.changed: set[str] = set()  # questions of which a page was written
        self.drawing: Thread | None = None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check the knowledge base once a build, and write the menu's questions."""
        language = _language(config)
        # Material's search would keep old entries, and twice as many at each build
        config.plugins["material/search"].is_dirty = False  # type: ignore[attr-defined]
        if not _again(config):
            for other in config.plugins["i18n"].config.languages:
                self.names[other.locale] = other.site_name or config.site_name
                self.about[other.locale] = other.site_description or config.site_description or ""
            self._load(Path(config.docs_dir).parent, config.site_url or "")
        for section in config.nav or []:
            if isinstance(section, dict) and "questions" in section:
                section["questions"] = [
                    {escape(q.short[language].plain): f"questions/{q.slug}/index.md"}
                    for q in list(self.library.questions.values())[:MENU]
                ]
        watched = (path for folder in config.watch for path in Path(folder).rglob("*.*"))
        settings = [Path(config.config_file_path), *(p for p in watched if p.suffix != ".pyc")]
        self.around = repr(config.nav) + _fingerprint(settings)
        docs = Path(config.docs_dir)
        stated = _fingerprint([*docs.rglob("*.yml"), *docs.rglob("*.ipynb")])
        self.stated = f"{self.around} {self.repository} {stated}"
        return config

    def _load(self, root: Path, site_url: str) -> None:
        for kept in logging.getLogger("mkdocs.commands.build").filters:
            if isinstance(kept, DuplicateFilter):
                kept.msgs.clear()  # an error that is still there is told at each build
        try:
            self.library = load(root)
            self.repository = repository(root, site_url)
        except (KnowledgeError, ValueError) as error:
            raise PluginError(str(error)) from None
        self.problems = Problems(root)
        self.pages = {}
        if not self.made:  # the first build draws while pages are made
            pictures = [card for _, card in cards(self.library.questions.values(), self.names)]
            self.drawing = Thread(target=_drawn, args=(pictures,))
            self.drawing.start()
        told = Problems(root)
        languages.check(self.library, told)
        for problem in told.found:
            log.warning(problem)
        for question in self.library.questions.values():
            for path, number, words in unfinished(question.folder):
                log.info("unfinished: %s:%d: %s", path.relative_to(root), number, words)

    @event_priority(-200)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make every page of a question ready, after i18n has renewed the files."""
        language = _language(config)
        docs = Path(config.docs_dir)
        config.extra_css[:] = [css for css in config.extra_css if "_mkdocstrings" not in str(css)]
        renderer = Renderer(self.library, self.repository, self.problems, language)
        for file in files:
            path = Path(file.abs_src_path or "")
            if not path.is_relative_to(docs):
                continue  # the theme's
            if path.suffix == ".ipynb":
                _as_page(file, language, config.site_dir)
            if config.exclude_docs and config.exclude_docs.match_file(file.src_uri):
                continue
            if not (file.is_documentation_page() or file.src_uri.startswith(ASSETS)):
                log.warning("docs/%s is no part of the site; move it to docs/assets", file.src_uri)
                continue
            if file.is_documentation_page():
                self._make(renderer, path, file, config)
        for page_of in docs.rglob("*.md") if language == DEFAULT else ():
            _check_twins(page_of, self.problems)
        return files

    def _make(self, renderer: Renderer, path: Path, file: File, config: MkDocsConfig) -> None:
        """Make the page; while serving, MkDocs writes it only if it is not what stands there."""
        question, text = self.library.questions.get(path.parent.name), ""
        if question is None:
            text = path.read_text(encoding="utf-8")
            markdown, _ = get_data(text)
            line = text[: len(text) - len(markdown)].count("\n") + 1
            page = renderer.general(path, markdown, file.url, line)
        else:
            page = self._of_question(renderer, question, path, file.url)
        card = self._card(question, config)
        parts = [self.around, card.alt, text, page.markdown, *page.places]
        page.made = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        self.pages[file.url] = page
        url, made = file.url, page.made
        file.is_modified = lambda: self.made.get(url) != made  # type: ignore[method-assign]

    def _of_question(self, renderer: Renderer, question: Question, path: Path, url: str) -> Page:
        """As the last build made it, if nothing that it may show has changed."""
        sources = self.stated + _fingerprint(question.folder.glob("*.*"))
        if url in self.kept and self.kept[url][0] == sources:
            return self.kept[url][1]
        if path.suffix == ".ipynb":
            page = renderer.evidence(question, url, copy_name(question.slug, renderer.language))
        else:
            citation = data.bibtex(question, renderer.language, self.repository)
            page = renderer.question(question, url, citation)
        if not self.problems.found:  # a problem has to be told again
            self.kept[url] = sources, page
        return page

    def _card(self, question: Question | None, config: MkDocsConfig) -> Card:
        language, name = _language(config), config.site_name
        if question is None:
            return shared.home(self.library, language, name, config.site_description or "")
        return shared.of_question(question, language, name)

    @event_priority(-100)
    def on_pre_page(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """Let MkDocs render notebooks as the Markdown that on_page_markdown gives."""
        page.__dict__.pop("render", None)
        return page

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's Markdown, with places where a template's HTML will stand."""
        path, language = Path(page.file.abs_src_path or ""), _language(config)
        if question := self.library.questions.get(path.parent.name):
            page.meta["search"] = {"exclude": True}  # its entries are made from its claims
            if path.suffix == ".md":
                # the theme writes them, and the menu's words, as they are
                page.meta["title"] = escape(question.title[language].plain)
                page.meta["description"] = escape(question.answer[language].plain)
                page.meta["linked_data"] = data.linked_data(question, language, self.repository)
        return self.pages[page.file.url].markdown

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's HTML with every place filled."""
        return self.pages[page.file.url].fill(html)

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """Stop here if any page named something that does not exist or left something out."""
        env.bytecode_cache = FileSystemBytecodeCache(self.compiled.name)
        try:
            self.problems.stop()
        except KnowledgeError as error:
            raise PluginError(str(error)) from None
        return env

    def on_page_context(
        self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """The tags by which a shared link shows a card: the question's own, or the site's."""
        language = _language(config)
        title = page.meta.get("title") or page.title or config.site_name
        about = config.site_description or ""
        question = self.library.questions.get(Path(page.file.src_uri).parent.name)
        if question and page.file.src_uri.endswith(".md"):
            about = question.answer[language].plain
        page.meta["social"] = shared.tags(
            self._card(question, config),
            self.repository.site_url,
            type="article" if question else "website",
            title=title,
            description=about,
            language=language,
            page=page.url,
        )
        return context

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page in few bytes; what is heavy all the same is told."""
        self.made[page.file.url] = self.pages[page.file.url].made
        path = Path(page.file.src_uri)
        if path.parent.name in self.library.questions:
            self.changed.add(path.parent.name)
        # hreflang is left to the sitemap: Material's script asks each such link for a sitemap
        html = minified(
            re.sub(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">', "", output)
        )
        size = len(gzip.compress(html.encode())) if path.suffix == ".ipynb" else 0
        if size > HEAVIEST:
            told = "docs/%s: its page has %d bytes with gzip, more than %d; print less or split it"
            log.warning(told, path, size, HEAVIEST)
        return html

    @event_priority(-200)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Once all languages are built: what machines read, cards, one search index a language."""
        if _again(config):
            return
        if self.drawing:
            self.drawing.join()
        site = Path(config.site_dir)
        questions = self.library.questions
        changed = [questions[slug] for slug in self.changed if slug in questions]
        try:
            write(self.library, site, self.repository, self.names, self.about, changed)
        except ValueError as error:
            raise PluginError(str(error)) from None
        name, content = wheel(self.repository)
        (site / name).write_bytes(content)
        self.changed = set()
        for url in self.made.keys() - self.pages.keys():
            del self.made[url]
            self.found.pop(url, None)
            (site / url / "index.html").unlink(missing_ok=True)
        index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
        found: dict[str, list[search.Entry]] = {}
        for entry in index["docs"]:
            entries = found.setdefault(entry["location"].split("#")[0], [])
            entries += [entry] * (entry not in entries)
        self.found |= found
        search.write(site, self.library, self.found, index["config"])


def _drawn(pictures: list[Card]) -> None:
    """Draw into the cache; what cannot be drawn is told when it is written."""
    with suppress(ValueError):
        draw(pictures)


def _again(config: MkDocsConfig) -> bool:
    """i18n builds the other languages from within the first one's build."""
    return bool(config.plugins["i18n"].building)  # type: ignore[attr-defined]


def _language(config: MkDocsConfig) -> str:
    language: str | None = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    return language or DEFAULT


def _fingerprint(paths: Iterable[Path]) -> str:
    """It changes with every name and every byte."""
    made = [(str(p), hashlib.sha256(p.read_bytes()).digest()) for p in sorted(paths) if p.is_file()]
    return hashlib.sha256(repr(made).encode()).hexdigest()


def _as_page(file: File, language: str, site_dir: str) -> None:
    """Make a notebook, which holds both languages, a page of the one that is being built."""
    folder, pages = file.src_uri.removesuffix(".ipynb"), {}
    for code in LANGUAGES:
        start = "" if code == DEFAULT else f"{code}/"
        pages[code] = page = file if code == language else File(file.src_uri, "", "", True)
        page.is_documentation_page = lambda: True  # type: ignore[method-assign]
        page.url, page.dest_uri = f"{start}{folder}/", f"{start}{folder}/index.html"
        page.abs_dest_path = str(Path(site_dir, page.dest_uri))
    file.alternates, file.locale = pages, language  # type: ignore[attr-defined]
    file.locale_alternate_of = language  # type: ignore[attr-defined]


def _check_twins(page: Path, problems: Problems) -> None:
    stem = page.name.split(".")[0]
    for code in LANGUAGES:
        if not page.with_name(f"{stem}.{code}.md").is_file():
            told = f"has no twin {stem}.{code}.md; every page stands in {' and '.join(LANGUAGES)}"
            problems.add(page, None, told)


# MkDocs finds hooks by their names in this module. It warns at each build while serving that other
# pages may be out of date; here every page is compared with what it is made of.
_site = Site()
on_config, on_files, on_pre_page = _site.on_config, _site.on_files, _site.on_pre_page
on_page_markdown, on_page_content = _site.on_page_markdown, _site.on_page_content
on_env, on_page_context, on_post_page = _site.on_env, _site.on_page_context, _site.on_post_page
on_post_build = _site.on_post_build
logging.getLogger("mkdocs.commands.build").addFilter(lambda r: "'dirty' build" not in str(r.msg))


def on_startup(**_: Any) -> None:
    """Present so that MkDocs keeps one instance of this module while it serves."""
