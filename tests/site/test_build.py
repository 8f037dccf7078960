"""The built site: both languages complete, notebooks are pages, nothing foreign, links resolve."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from bs4 import BeautifulSoup
from tinyhtml5.parser import HTMLParser

from resnet_ref.findings import verdict

from ..conftest import ROOT, build
from .links import broken_links

# The source's claims: the ids are fixed, because pages and permalinks use them.
CLAIMS = {
    "why-bottleneck": [
        "fewer-parameters",
        "less-compute",
        "less-memory",
        "reduce-extract-restore",
        "stepwise-features",
        "reduction-vanishing-gradient",
        "easier-to-train",
    ],
    "basicblock-vs-bottleneck": [
        "two-block-types",
        "basicblock-in-18-34",
        "basicblock-io-64",
        "basicblock-two-3x3",
        "bottleneck-in-50-101-152",
        "bottleneck-io-256",
        "pointwise-saves",
        "deeper-costs-more",
        "bottleneck-balances",
    ],
    "resnet50-building-block": [
        "fifty-layers",
        "building-block-of-units",
        "unit-two-convs",
        "skip-passes-input",
        "skip-eases-residual",
        "bottleneck-special-unit",
        "compress-expand-compress",
        "three-kernel-sizes",
        "lower-extract-restore",
        "cheaper-more-expressive",
    ],
}


def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site by its path, without the permalinks."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "html.parser")
        for path in site.rglob("*.html")
        if path.relative_to(site).parts[0] != "c"
    }


def test_claims_json_lists_every_claim(site: Path) -> None:
    claims = json.loads((site / "claims.json").read_text(encoding="utf-8"))["claims"]
    by_question: dict[str, list[str]] = {}
    for claim in claims:
        by_question.setdefault(claim["question"], []).append(claim["id"])
        assert claim["verdict"] == verdict(claim["cases"])
        assert set(claim["statement"]) == set(claim["url"]) == {"zh", "en"}
        assert all(claim["statement"].values())
        if claim["verdict"] == "cited":
            assert claim["stance"]
            assert claim["citations"]
    for question, ids in CLAIMS.items():
        assert by_question[question] == ids


def test_urls_of_claims_lead_to_their_anchors(site: Path) -> None:
    claims = json.loads((site / "claims.json").read_text(encoding="utf-8"))["claims"]
    found = pages(site)
    for claim in claims:
        for url in claim["url"].values():
            path, anchor = url.lstrip("/").split("#")
            assert found[f"{path}index.html"].find(id=anchor).name == "h2"


def test_every_page_stands_in_both_languages(site: Path) -> None:
    found = set(pages(site)) - {"404.html"}
    chinese = {page for page in found if not page.startswith("en/")}
    assert {f"en/{page}" for page in chinese} == found - chinese
    assert len(chinese) >= 4 + 2 * len(CLAIMS)


def test_notebooks_are_pages_in_their_language(site: Path) -> None:
    for question, ids in CLAIMS.items():
        for prefix, language, word in (("", "zh", "证据"), ("en/", "en", "evidence")):
            page = pages(site)[f"{prefix}questions/{question}/evidence/index.html"]
            assert page.html["lang"] == language
            assert word in page.h1.text
            own = [i for i in ids if i != "lower-extract-restore"]  # decided in another notebook
            assert [page.find(id=i) is not None for i in own] == [True] * len(own)
            text = page.find("article").text
            assert "In [1]" not in text
            assert "finding(" in text


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        loaded = [
            tag.get("src") or tag.get("href")
            for tag in page.find_all(["script", "link", "img", "iframe", "source"])
            if tag.get("rel") not in (["canonical"], ["alternate"])
        ]
        assert not [url for url in loaded if url and urlsplit(url).netloc], path
    for path in site.rglob("*.css"):
        assert not re.search(rb"url\(['\"]?(https?:)?//|@import", path.read_bytes()), path


def test_a_notebooks_page_is_light(site: Path) -> None:
    for path in site.rglob("questions/*/evidence/index.html"):
        assert len(gzip.compress(path.read_bytes(), 9)) <= 15_000, path


def test_links_and_anchors_resolve(site: Path) -> None:
    assert broken_links(site) == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/index.html").write_text("<p id=a></p><a href='../#b'></a>")
    (tmp_path / "index.html").write_text(
        "<p id=b></p><a href='there/#a'>1</a><a href='there/#c'>2</a><a href='gone/'>3</a>"
    )
    assert broken_links(tmp_path) == [("index.html", "there/#c"), ("index.html", "gone/")]


def html_errors(text: str) -> list[str]:
    """What the HTML specification calls a parse error."""
    parser = HTMLParser()
    parser.parse(text)
    return [f"{position}: {code}" for position, code, _ in parser.errors]


def test_every_page_is_valid_html(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert html_errors(page.read_text(encoding="utf-8")) == [], page


def test_invalid_html_is_seen() -> None:
    assert html_errors('<!doctype html><title>t</title><p a="1" a="2">x')
    assert not html_errors('<!doctype html><title>t</title><p a="1">x')


def test_the_language_menu_stays_on_the_page(site: Path) -> None:
    for page, soup in pages(site).items():
        if page == "404.html":
            continue
        links = {a["hreflang"]: a["href"] for a in soup.select(".md-select__link[hreflang]")}
        other = "zh" if page.startswith("en/") else "en"
        twin = page.removeprefix("en/") if other == "zh" else f"en/{page}"
        target = (site / page).parent / links[other] / "index.html"
        assert target.resolve() == (site / twin).resolve()


def test_headings_code_and_claims_are_alike_in_both_languages(site: Path) -> None:
    found = pages(site)
    for page, zh in found.items():
        if page.startswith("en/") or page == "404.html":
            continue
        en = found[f"en/{page}"]

        def outline(soup: BeautifulSoup) -> list[tuple[str, str]]:
            return [(h.name, h.get("id")) for h in soup.article.find_all(["h1", "h2", "h3"])][1:]

        def code(soup: BeautifulSoup) -> list[str]:
            blocks = [c.text for c in soup.article.find_all("code") if c.parent.name == "pre"]
            return [block for block in blocks if not block.startswith("@misc")]

        def values(soup: BeautifulSoup) -> list[tuple[str, str]]:
            rows = soup.article.select(".numbers data, .cases .case")
            return [(r.get("data-from", ""), r.get("value", r["class"][-1])) for r in rows]

        if "evidence" not in page:
            assert outline(zh) == outline(en), page
        assert code(zh) == code(en), page
        assert values(zh) == values(en), page


NAMED = re.compile(r"""(?:n|lit|quoted|verdict|ask|figure)\(\s*["']([^"']+)""")


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/**/*.zh.md")), ids=lambda page: page.name)
def test_both_languages_name_the_same_numbers_in_each_section(page: Path) -> None:
    twin = page.with_name(page.name.replace(".zh.", ".en."))

    def named(path: Path) -> dict[str, set[str]]:
        parts = re.split(r"\{ #([\w-]+) \}", path.read_text(encoding="utf-8"))
        sections = zip(["", *parts[1::2]], parts[::2], strict=True)
        return {anchor: set(NAMED.findall(text)) for anchor, text in sections}

    assert named(page) == named(twin)


def test_no_call_is_left_on_a_page(site: Path) -> None:
    for path, page in pages(site).items():
        for tag in page.select("pre, code, script, style, math"):
            tag.decompose()
        left = re.search(r"\{\{|\}\}|\b(?:n|lit|given|cite|claim)\(\"", page.get_text())
        assert not left, f"{path}: {left}"


def test_permalinks_lead_to_both_languages(site: Path) -> None:
    for ids in CLAIMS.values():
        for name in ids:
            page = BeautifulSoup((site / f"c/{name}/index.html").read_bytes(), "html.parser")
            targets = [a["href"] for a in page.find_all("a")]
            assert len(targets) == 2
            for target in targets:
                path, anchor = target.split("#")
                assert anchor == name
                assert (site / "c" / name / path / "index.html").is_file()


def test_claims_json_fits_its_schema(site: Path) -> None:
    claims, schema = (
        json.loads((site / name).read_text(encoding="utf-8"))
        for name in ("claims.json", "claims.schema.json")
    )
    jsonschema.validate(claims, schema)


def test_the_markdown_forms_say_what_the_pages_say(site: Path) -> None:
    llms = (site / "llms.txt").read_text(encoding="utf-8")
    claims = json.loads((site / "claims.json").read_text(encoding="utf-8"))["claims"]
    for claim in claims:
        for code, prefix in (("zh", ""), ("en", "en/")):
            path = f"{prefix}questions/{claim['question']}/index.md"
            assert f"/{path})" in llms
            assert f"## {claim['statement'][code]}\n" in (site / path).read_text(encoding="utf-8")


def test_linked_data_lists_the_claims(site: Path) -> None:
    for question, ids in CLAIMS.items():
        page = pages(site)[f"en/questions/{question}/index.html"]
        data = json.loads(page.find("script", type="application/ld+json").string)
        assert data["inLanguage"] == "en"
        assert [part["url"].split("#")[1] for part in data["hasPart"]] == ids


def test_building_needs_no_torch() -> None:
    code = (
        "import sys; sys.modules['torch'] = None; import knowledge.hooks; "
        "from knowledge.load import load; from pathlib import Path; load(Path('.'))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a build reads."""
    for name in ("docs", "knowledge", "resnet_ref", "snippets", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "docs/questions/why-bottleneck/index.en.md",
            '{{ claim("less-compute") }}',
            "",
            "index.en.md:27: the claim 'less-compute' is left out",
        ),
        (
            "docs/questions/why-bottleneck/index.zh.md",
            "less-compute.units",
            "less-compute.unitz",
            "less-compute has the numbers",
        ),
        (
            "docs/questions/why-bottleneck/index.en.md",
            "pair_of_figure_5",
            "pair_of_figure_6",
            "pair_of_figure_6",
        ),
        (
            "docs/questions/why-bottleneck/claims.yml",
            "- id: less-memory",
            "- id: less-memry",
            "no notebook decides the claim 'less-memry'",
        ),
        (
            "docs/glossary.en.md",
            "# Glossary",
            "# Glossary\n\n[gone](gone.md)",
            "gone.md",
        ),
    ],
)
def test_a_broken_page_stops_the_build(
    project: Path, file: str, before: str, after: str, said: str
) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    run = build(project, project / "site")
    assert run.returncode != 0
    assert said in run.stdout + run.stderr


def test_a_page_in_one_language_only_stops_the_build(project: Path) -> None:
    (project / "docs/glossary.en.md").unlink()
    run = build(project, project / "site")
    assert run.returncode != 0
    assert "glossary.zh.md: has no twin glossary.en.md" in run.stdout + run.stderr
