"""Rules that hold for any content: both languages complete, links resolve, nothing is foreign."""

import inspect
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from bs4 import BeautifulSoup
from tinyhtml5.parser import HTMLParser

import resnet_ref
from knowledge.check.languages import record
from knowledge.read.library import load
from knowledge.site import HEAVIEST
from resnet_ref.findings import verdict

from ..conftest import ROOT, build
from ..knowledge.editing import swap
from .links import broken_links, parsed

PREFIXES = {"zh": "", "en": "en/"}


@dataclass(frozen=True)
class Built:
    """A built site: its pages, parsed, by their paths, all or without permalinks; its claims."""

    folder: Path
    all: dict[str, BeautifulSoup]
    claims: list[dict[str, Any]]

    @property
    def pages(self):
        beside = ("c/", "404.html")
        return {path: page for path, page in self.all.items() if not path.startswith(beside)}

    def twins(self):
        """Each Chinese page with its English one."""
        chinese = [path for path in self.pages if not path.startswith("en/")]
        return [(path, self.pages[path], self.pages[f"en/{path}"]) for path in chinese]

    def questions(self):
        return list(dict.fromkeys(claim["question"] for claim in self.claims))


@pytest.fixture(scope="module")
def built(site):
    claims = json.loads((site / "claims.json").read_text("utf-8"))["claims"]
    return Built(site, parsed(site), claims)


def test_every_page_stands_in_both_languages(built):
    chinese = {path for path in built.pages if not path.startswith("en/")}
    assert {f"en/{path}" for path in chinese} == built.pages.keys() - chinese
    for path, page in built.pages.items():
        assert page.html["lang"] == ("en" if path.startswith("en/") else "zh"), path
        assert len(page.find_all("h1")) == 1, path


def test_claims_json_fits_its_schema_and_its_verdicts_follow(built):
    read = (
        json.loads((built.folder / name).read_text(encoding="utf-8"))
        for name in ("claims.json", "claims.schema.json")
    )
    jsonschema.validate(*read)
    for claim in built.claims:
        read_so, otherwise = (
            {case["name"]: case["holds"] for case in claim["cases"] if case["as_read"] == as_read}
            for as_read in (True, False)
        )
        assert claim["verdict"] == verdict(read_so, otherwise, claim["stance"]), claim["id"]


def test_a_claim_stands_under_its_heading_wherever_its_addresses_lead(built):
    for claim in built.claims:
        for language, url in claim["url"].items():
            path, anchor = url.lstrip("/").split("#")
            heading = built.pages[f"{path}index.html"].find(id=anchor)
            assert heading.name == "h2", url
            card = heading.find_next(class_="claim")
            said = " ".join(card.q.text.split()).translate(str.maketrans("‘’", "“”"))
            assert said == " ".join(claim["says"][language].split())
            assert card.select_one(f".chip--{claim['verdict']}"), url


def test_a_notebook_is_a_page_in_each_language_with_its_findings(built):
    for question in built.questions():
        for prefix in PREFIXES.values():
            page = built.pages[f"{prefix}questions/{question}/evidence/index.html"]
            own = [claim for claim in built.claims if claim["question"] == question]
            decided = [claim for claim in own if claim["decided_by"] == claim["id"]]
            assert all(page.find(id=claim["id"]).name == "h2" for claim in decided), question
            text = page.article.text
            assert "In [1]" not in text
            assert text.count("finding(") >= len(decided)


def test_headings_code_and_values_are_alike_in_both_languages(built):
    def outline(page):
        return [(h.name, h.get("id")) for h in page.article.find_all(["h2", "h3"])]

    def code(page):
        blocks = [block.text for block in page.select("article pre > code")]
        return [block for block in blocks if not block.startswith("@misc")]

    def values(page):
        rows = page.select("article .numbers data, article .cases .case")
        return [(row.get("data-from", ""), row.get("value", row["class"][-1])) for row in rows]

    for path, zh, en in built.twins():
        for alike in (outline, code, values):
            assert alike(zh) == alike(en), path


def test_the_language_menu_stays_on_the_page(built):
    for path, page in built.pages.items():
        links = {a["hreflang"]: a["href"] for a in page.select(".md-select__link[hreflang]")}
        assert links.keys() == PREFIXES.keys(), path
        for language, prefix in PREFIXES.items():
            target = (built.folder / path).parent / links[language] / "index.html"
            twin = built.folder / f"{prefix}{path.removeprefix('en/')}"
            assert target.resolve() == twin.resolve(), path


def test_nothing_is_fetched_from_elsewhere(built):
    for path, page in built.all.items():
        scripts = [s for s in page.find_all("script") if "json" not in s.get("type", "")]
        assert not [s for s in scripts if re.search(r"[\"'`](https?:)?//\w", s.text)], path
        tags = page.find_all(["script", "link", "img", "iframe", "source"])
        fetched = [t for t in tags if t.get("rel") not in (["canonical"], ["alternate"])]
        urls = [tag.get("src") or tag.get("href") or "" for tag in fetched]
        assert not [url for url in urls if urlsplit(url).netloc], path
    for path in built.folder.rglob("*.css"):
        assert not re.search(rb"url\(['\"]?(https?:)?//|@import", path.read_bytes()), path


def test_links_and_anchors_resolve(built):
    assert broken_links(built.folder, built.all) == []


def test_a_broken_link_is_seen(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there/index.html").write_text("<p id=a></p><a href='../#b'></a>")
    (tmp_path / "index.html").write_text(
        "<p id=b></p><a href='there/#a'>1</a><a href='there/#c'>2</a><a href='gone/'>3</a>"
    )
    assert broken_links(tmp_path, parsed(tmp_path)) == [
        ("index.html", "there/#c"),
        ("index.html", "gone/"),
    ]


def html_errors(text):
    """What the HTML specification calls a parse error."""
    parser = HTMLParser()
    parser.parse(text)
    # a bare "&", which is no error: https://html.spec.whatwg.org/#character-reference-state
    errors = [error for error in parser.errors if error[1] != "expected-named-entity"]
    return [f"{position}: {code}" for position, code, _ in errors]


def test_every_page_is_valid_html(built, base_site):
    for page in (*built.folder.rglob("*.html"), *base_site.rglob("*.html")):
        assert html_errors(page.read_text(encoding="utf-8")) == [], page


def test_titles_and_descriptions_come_whole_whatever_marks_they_hold(base_site):
    text = (base_site / "en/questions/odd-marks/index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    title = 'Are <b>, & and "quotes" whole?'
    assert f"<title>{title} - " in unescape(text)
    assert page.find("meta", property="og:title")["content"] == title
    described = [tag["content"] for tag in page.select("meta[name=description]")]
    assert described[0].startswith("If width < 64 and depth > 50, a < b and c & d stay;")
    menu = [link.text.strip() for link in page.select("nav.md-nav--primary .md-nav__link")]
    assert "Marks <&>" in menu


def test_invalid_html_is_seen():
    assert html_errors('<!doctype html><title>t</title><p a="1" a="2">x')
    assert not html_errors('<!doctype html><title>t</title><p a="1">x')


def test_nothing_of_how_pages_are_made_is_left_on_them(built):
    for path, page in built.pages.items():
        html = (built.folder / path).read_text(encoding="utf-8")
        assert not re.search(r"&lt;built-in|<!--place:|mkdocs_|\bUndefined\b", html), path
        braces = [s for s in page.article.strings if re.search(r"\{\{|\}\}", s)]
        assert all(s.find_parent(["pre", "code", "math"]) for s in braces), path


@pytest.mark.parametrize("path", ["api/index.html", "en/api/index.html"])
def test_the_reference_holds_every_public_name_with_its_docstring(built, path):
    page = built.pages[path]
    headings = page.article.select("div[lang=en] h3")
    assert sorted(heading["id"] for heading in headings) == sorted(resnet_ref.__all__)
    for heading in headings:
        paragraph = heading.find_next("p")
        assert paragraph.find_previous("h3") is heading
        member = getattr(resnet_ref, heading["id"])
        if callable(member):
            source = " ".join(inspect.getdoc(member).split("\n\n")[0].split())
            assert " ".join(paragraph.text.split()) == source.replace("`", "")
        assert page.select(f'.md-nav--secondary a[href="#{heading["id"]}"]')
    assert ">>>" not in "".join(p.text for p in page.article.find_all("p"))
    assert not page.select('link[href*="mkdocstrings"]')


def test_building_needs_no_torch():
    code = (
        "import sys; sys.modules['torch'] = None; import knowledge.site; "
        "from knowledge.read.library import load; from pathlib import Path; load(Path('.'))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def stopped(root):
    """What a build tells that has to stop."""
    run = build(root, root / "site")
    assert run.returncode != 0
    return run.stdout + run.stderr


def test_a_fault_stops_the_build(base):
    swap(base / "docs/glossary.en.md", "One unit.", "One [unit](gone.md).")
    assert "docs/glossary.en.md:9: there is no page 'gone.md'; " in stopped(base)


def test_faults_of_pages_are_told_together(base):
    swap(base / "docs/index.zh.md", "{{ questions }}", "{{ unit }}")
    (base / "docs/glossary.en.md").unlink()
    told = stopped(base)
    assert "docs/index.zh.md:10: {{ unit }}" in told
    assert "docs/glossary.zh.md: has no twin glossary.en.md; " in told


def test_a_heavy_notebook_stops_the_build(base):
    path = base / "docs/questions/odd-marks/evidence.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    letters = str.maketrans("0123456789", "ghijklmnop")  # a figure would be told first
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            words = (f"{n**3:x}".translate(letters) for n in range(9_000))
            cell["source"] = [" ".join(words)]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    record(load(base), alone=True)
    told = rf"odd-marks/evidence\.ipynb: its page has \d+ bytes with gzip, more than {HEAVIEST}; "
    assert len(re.findall(told, stopped(base))) == len(PREFIXES)


def test_no_card_is_drawn_twice(base_site):
    """Neither ahead and again, nor once a language."""
    drawn = [*(base_site.parent / ".cache/cards").glob("*/*")]
    assert len(drawn) == len([*(base_site / "cards").rglob("*.png")])
