"""What the site changes of its theme, on a home page and a ledger without our engine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from mkdocs.utils.yaml import yaml_load

from . import browsing
from .test_build import html_errors

ROOT = Path(__file__).parents[2]
OURS = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
(I18N,) = (plugin["i18n"] for plugin in OURS["plugins"] if "i18n" in plugin)
LANGUAGES = {language["locale"]: language for language in I18N["languages"]}
NAMES = {"zh": OURS["site_name"], "en": LANGUAGES["en"]["site_name"]}
LEDGERS = {code: language["nav_translations"]["ledger"] for code, language in LANGUAGES.items()}
PUBLISHED = "/some/where/"  # the path of the address that the build is told
GONE = "no/such/questions/page/?claim=x"


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A site of two pages with the theme, the overrides and the languages of mkdocs.yml."""
    root = tmp_path_factory.mktemp("small")
    config = {
        "site_name": OURS["site_name"],
        "site_url": f"https://example.org{PUBLISHED}",
        "theme": OURS["theme"] | {"custom_dir": str(ROOT / "overrides")},
        "extra": OURS["extra"],
        "plugins": ["search", {"i18n": I18N}],
        "nav": [{"home": "index.md"}, {"ledger": "ledger.md"}],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (root / "docs/assets").mkdir(parents=True)
    shutil.copy(ROOT / "docs/assets/favicon.svg", root / "docs/assets")
    for language, name in NAMES.items():
        page = f"---\ntitle: {name}\n---\n# {name}\n"
        (root / f"docs/index.{language}.md").write_text(page, encoding="utf-8")
        (root / f"docs/ledger.{language}.md").write_text(f"# {language}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return root / "site"


def soup(path):
    return BeautifulSoup(path.read_bytes(), "html.parser")


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en", "en")])
def test_the_home_pages_title_names_the_site_once(small, folder, language):
    assert soup(small / folder / "index.html").title.text == NAMES[language]
    other = soup(small / folder / "ledger/index.html").title.text
    assert other == f"{LEDGERS[language]} - {NAMES[language]}"


def test_the_theme_switch_speaks_the_pages_language(small):
    chinese, english = (
        [label["title"] for label in soup(small / page).select("label[for^=__palette][title]")]
        for page in ("index.html", "en/index.html")
    )
    assert len(chinese) == len(english) == 2
    assert english == ["Switch to dark mode", "Switch to light mode"]
    assert not [word for word in chinese if word.isascii()]


@pytest.mark.parametrize("path", [PUBLISHED, "/", "/another/place/"])
def test_an_unknown_address_leads_home_whatever_the_path(browser, small, path):
    asked = []
    with browsing.served(small, path.rstrip("/")) as base:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(f"{base}/{GONE}", wait_until="networkidle")
        assert asked[0].startswith(path)
        assert asked[-1] == f"{path}assets/favicon.svg"
        assert {url.rpartition("assets/")[2] for url in asked[1:]} == {"favicon.svg"}
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        links = {a.text_content(): a.get_attribute("href") for a in page.locator("a").all()}
        assert links == {
            NAMES["zh"]: path,
            LEDGERS["zh"]: f"{path}ledger/",
            NAMES["en"]: f"{path}en/",
            LEDGERS["en"]: f"{path}en/ledger/",
        }
        for link in links.values():
            answer = page.request.get(urljoin(base, link))
            assert answer.ok
            assert f'lang="{"en" if "/en/" in link else "zh"}"' in answer.text()
        page.close()


def test_without_javascript_the_links_are_as_the_build_knows_them(small):
    page = soup(small / "404.html")
    wanted = [f"{PUBLISHED}{link}" for link in ("", "ledger/", "en/", "en/ledger/")]
    assert [a["href"] for a in page.select("a")] == wanted
    assert not page.select("[src], link[rel=stylesheet], link[rel=alternate]")
    assert html_errors((small / "404.html").read_text(encoding="utf-8")) == []
