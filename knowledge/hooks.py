"""The one module that knows MkDocs: it hands pages to `pages` and `notebooks`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from knowledge import export
from knowledge.load import load
from knowledge.model import LANGUAGES, Library
from knowledge.notebooks import to_markdown
from knowledge.pages import fill
from knowledge.problems import KnowledgeError, Problems
from knowledge.write import Links

DEFAULT = LANGUAGES[0]


class _State:
    """What one build knows; renewed for each build of `make serve`."""

    library: Library
    problems: Problems
    root: Path


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
    _State.problems, _State.root = Problems(root), root
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
    language = _language(config)
    if path.suffix == ".ipynb":
        return to_markdown(path, language)

    source = path.read_text(encoding="utf-8")
    offset = source[: len(source) - len(markdown)].count("\n")
    return fill(_State.library, path, markdown, Links(language, page.url), _State.problems, offset)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Stop here if any page named something that does not exist or left something out."""
    try:
        _State.problems.stop()
    except KnowledgeError as error:
        raise PluginError(str(error)) from None
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write claims.json beside the pages."""
    export.write(_State.library, Path(config.site_dir))


def _language(config: MkDocsConfig) -> str:
    language: str | None = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    return language or DEFAULT
