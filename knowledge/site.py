"""What MkDocs calls. Nothing else here knows MkDocs, but for the Markdown extension of formulas."""

import gzip
import hashlib
import json
import logging
import re
from collections.abc import Iterable
from multiprocessing import Process
from pathlib import Path
from typing import Any

import material.plugins.search.plugin as search_plugin
import minify_html
from jinja2 import FileSystemBytecodeCache
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.meta import get_data

import resnet_ref
from knowledge import cache
from knowledge.check import languages
from knowledge.model import Library, Question
from knowledge.new_question import unfinished
from knowledge.problems import KnowledgeError, Problems
from knowledge.publish import search
from knowledge.publish.cards import draw_ahead, of_question, of_site
from knowledge.publish.files import beside, cards, copy_name
from knowledge.publish.live import live, python
from knowledge.read.library import load
from knowledge.render.pages import Page, Writer, arranged
from knowledge.render.templates import ENVIRONMENT
from knowledge.repository import Repository, repository
from knowledge.verified import RECORDS
from knowledge.words import DEFAULT, LANGUAGES

MENU = 16  # questions in the menu, which stands on every page; the home page lists them all
HEAVIEST = 17_000  # bytes of a notebook's page with gzip
_PACKAGE = Path(resnet_ref.__file__).parent
_IMPORTED = cache.code_in(_PACKAGE)
log = get_plugin_logger("knowledge")


class Site:
    """The site that is being built; while it is served, what the last build made."""

    library: Library
    repository: Repository
    problems: Problems
    urls: set[str]  # of the pages of this build

    def __init__(self) -> None:
        self.names: dict[str, str] = {}  # of the site, in each language
        self.about: dict[str, str] = {}  # what it is
        self.around = ""  # a fingerprint of the menu, the settings, the theme and the templates
        self.stated = ""  # a fingerprint of what a page may show besides its own folder
        self.pages: dict[str, tuple[str, Page]] = {}  # by address, after what it is made from
        self.written: dict[str, tuple[str, Page]] = {}  # by address: what stands there
        self.files: dict[str, str | bytes] = {}  # by path; of pages the path alone
        self.found: dict[str, search.Entry] = {}  # what search finds, by page and heading
        self.drawing: Process | None = None
        self.wrong = ""  # why there is no new build

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check the knowledge base once a build, and write the menu's questions."""
        language, docs = _language(config), Path(config.docs_dir)
        # Material's search would keep old entries, and twice as many at each build
        config.plugins["material/search"].is_dirty = False  # type: ignore[attr-defined]
        search_plugin.jieba = None  # it marks Chinese words, which search.js does not need
        notebooks = config.plugins["mkdocs-jupyter"].config
        if "mathjax_version" in notebooks:  # since 0.27: 3 is fetched from elsewhere
            notebooks["mathjax_version"] = 2
        if not _again(config):
            for other in config.plugins["i18n"].config.languages:
                self.names[other.locale] = other.site_name or config.site_name
                self.about[other.locale] = other.site_description or config.site_description or ""
            self._load(docs.parent, config.site_url or "")
        for section in config.nav or []:
            if isinstance(section, dict) and "questions" in section:
                section["questions"] = [
                    {escape(q.short[language].plain): f"questions/{q.slug}/index.md"}
                    for q in list(self.library.questions.values())[:MENU]
                ]
        watched = (path for folder in config.watch for path in Path(folder).rglob("*.*"))
        settings = [Path(config.config_file_path), *(p for p in watched if p.suffix != ".pyc")]
        self.around = f"{config.nav} {self.repository} {_fingerprint(settings)}"
        stated = [*docs.rglob("*.yml"), *docs.rglob("*.ipynb"), *(docs.parent / RECORDS).rglob("*")]
        self.stated = self.around + _fingerprint(stated)
        return config

    def _load(self, root: Path, site_url: str) -> None:
        for repeated in logging.getLogger("mkdocs.commands.build").filters:
            getattr(repeated, "msgs", set()).clear()  # an error that is still there is told again
        self.urls = set()
        if cache.code_in(_PACKAGE) != _IMPORTED:
            raise PluginError("resnet_ref has changed since it was imported; run make serve again")
        try:
            self.library = load(root)
            self.repository = repository(root, site_url)
        except (KnowledgeError, ValueError) as error:
            raise PluginError(str(error)) from None
        self.problems, told = Problems(root), Problems(root)
        languages.check(self.library, told)
        for problem in told.found:
            log.warning(problem)
        if not python(root)[0]:
            log.info("no claim can be run in its page: no build/python, which make site takes")
        for question in self.library.questions.values():
            for path, number, words in unfinished(question.folder):
                log.info("unfinished: %s:%d: %s", path.relative_to(root), number, words)

    @event_priority(-200)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make every page ready, after i18n has renewed the files."""
        if not self.drawing:  # the first build draws while pages are made
            pictures = cards(self.library, self.names, self.about)
            self.drawing = Process(target=draw_ahead, args=(pictures,), daemon=True)
            self.drawing.start()
        config.extra_css[:] = [css for css in config.extra_css if "_mkdocstrings" not in str(css)]
        for file in files:
            path = Path(file.abs_src_path or "")
            if path.suffix == ".ipynb":
                _as_page(file, _language(config), config.site_dir)
            if file.is_documentation_page():
                self._make(path, file, config)
        return files

    def _make(self, path: Path, file: File, config: MkDocsConfig) -> None:
        """Make the page, unless the last build made it from the same; while serving, MkDocs
        writes it only if it is not what stands there."""
        question, stem = self.library.questions.get(path.parent.name), path.name.split(".")[0]
        for twin in (f"{stem}.{code}.md" for code in LANGUAGES if question is None):
            if not path.with_name(twin).is_file():
                told = f"has no twin {twin}; every page stands in {' and '.join(LANGUAGES)}"
                self.problems.add(path, None, told)
        sources = self.stated + _fingerprint(path.parent.rglob("*.*"))
        if self.pages.get(file.url, ("",))[0] != sources:
            page = self._written(question, path, file.url, config)
            self.pages[file.url] = sources, page
        stands = self.around, self.pages[file.url][1]
        for line, told in stands[1].problems:
            self.problems.add(path, line, told)
        self.urls.add(file.url)
        modified = self.written.get(file.url) != stands or not Path(file.abs_dest_path).is_file()
        file.is_modified = lambda: modified  # type: ignore[method-assign]

    def _written(
        self, question: Question | None, path: Path, url: str, config: MkDocsConfig
    ) -> Page:
        language = _language(config)
        writer = Writer(self.library, self.repository, language, url, question)
        if question is None:
            text = path.read_text(encoding="utf-8")
            markdown, _ = get_data(text)
            page = writer.general(markdown, text[: len(text) - len(markdown)].count("\n") + 1)
            claims, about = self.library.claims.values(), config.site_description or ""
            page.meta["card"] = of_site(claims, language, config.site_name, about)
            return page
        if path.suffix == ".ipynb":
            copy = copy_name(question.slug, language)
            page = writer.written("evidence.md", copy=copy, parts=arranged(question, language))
        else:
            page = writer.written("page.md")
            # the theme writes them, and the menu's words, as they are
            page.meta["title"] = escape(question.title[language].plain)
            page.meta["description"] = escape(question.answer[language].plain)
            data = ENVIRONMENT.get_template("linked_data.json")
            page.meta["linked_data"] = data.render(writer.context, question=question)
        page.meta["search"] = {"exclude": True}  # its entries are made from its claims
        page.meta["card"] = of_question(question, language, config.site_name)
        return page

    @event_priority(-100)
    def on_pre_page(self, page: MkDocsPage, **_: Any) -> MkDocsPage:
        """Let MkDocs render notebooks as the Markdown that on_page_markdown gives."""
        page.__dict__.pop("render", None)
        return page

    @event_priority(100)
    def on_page_markdown(self, markdown: str, page: MkDocsPage, **_: Any) -> str:
        """The page's Markdown, with places where a template's HTML will stand."""
        made = self.pages[page.file.url][1]
        page.meta |= made.meta  # type: ignore[operator]
        return made.markdown

    def on_page_content(self, html: str, page: MkDocsPage, **_: Any) -> str:
        """The page's HTML with every place filled."""
        return self.pages[page.file.url][1].fill(html)

    def on_env(self, env: Any, **_: Any) -> Any:
        """Stop here if any page named something that does not exist or left something out."""
        compiled = cache.FOLDER / "templates"
        compiled.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        try:
            self.problems.stop()
        except KnowledgeError as error:
            raise PluginError(str(error)) from None
        return env

    def on_post_page(self, output: str, page: MkDocsPage, **_: Any) -> str:
        """The page in few bytes; what is heavy all the same is told."""
        self.written[page.file.url] = self.around, self.pages[page.file.url][1]
        # hreflang is left to the sitemap: Material's script asks each such link for a sitemap
        html = re.sub(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">', "", output)
        html = minify_html.minify(
            html, keep_closing_tags=True, keep_html_and_head_opening_tags=True
        )
        path = page.file.src_uri
        size = len(gzip.compress(html.encode())) if path.endswith(".ipynb") else 0
        if size > HEAVIEST:
            told = "docs/%s: its page has %d bytes with gzip, more than %d; print less or split it"
            log.warning(told, path, size, HEAVIEST)
        return html

    @event_priority(-200)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Once all languages are built: what stands beside the pages, what search finds."""
        if _again(config):
            return
        if self.drawing:
            self.drawing.join()
        site, last = Path(config.site_dir), self.files
        try:
            self.files = beside(self.library, self.repository, self.names, self.about)
            self.files |= live(self.library)
        except ValueError as error:
            raise PluginError(str(error)) from None
        for name, content in self.files.items():
            path = site / name
            if last.get(name) != content or not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.files |= {f"{url}index.html": "" for url in self.urls}
        for name in last.keys() - self.files.keys():
            (site / name).unlink(missing_ok=True)
        index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
        found = {entry["location"]: entry for entry in index["docs"]}
        stay = self.urls - {location.split("#")[0] for location in found}
        self.found = {k: v for k, v in self.found.items() if k.split("#")[0] in stay} | found
        search.write(site, self.library, self.found.values())

    def on_build_error(self, error: Exception) -> None:
        """Keep the first error, which the others only follow from."""
        self.wrong = self.wrong or str(error)

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """While something is wrong the browser shows what; MkDocs would leave it waiting."""

        def build() -> None:
            self.wrong = ""
            try:
                builder()
            except Exception as error:
                self.wrong = self.wrong or str(error)
                if not isinstance(error, SystemExit):  # else MkDocs has told it
                    log.exception("the site is not built")

        def answer(environ: dict[str, str], start: Any) -> Any:
            if not (self.wrong and environ["PATH_INFO"].endswith("/")):
                return server.serve_request(environ, start)
            start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [ENVIRONMENT.get_template("wrong.html").render(wrong=self.wrong).encode()]

        server.builder = build
        server.set_app(answer)
        return server


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


# MkDocs finds hooks by their names in this module. It warns at each build while serving that other
# pages may be out of date; here every page is compared with what it is made of.
_site = Site()
globals().update({name: getattr(_site, name) for name in dir(Site) if name.startswith("on_")})
logging.getLogger("mkdocs.commands.build").addFilter(lambda r: "'dirty' build" not in str(r.msg))


def on_startup(**_: Any) -> None:
    """Present so that MkDocs keeps one instance of this module while it serves."""
