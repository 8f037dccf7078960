"""The site in a real browser: every page, both languages, light and dark, desk and phone."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ..conftest import ROOT
from . import browsing

QUESTIONS = sorted(path.parent.name for path in (ROOT / "docs/questions").glob("*/claims.yml"))
PAGES = [
    f"{prefix}{page}"
    for prefix in ("", "en/")
    for page in (
        "",
        "ledger/",
        "glossary/",
        "verify/",
        "api/",
        *(f"questions/{slug}/{part}" for slug in QUESTIONS for part in ("", "evidence/")),
    )
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            started = browsing.chromium(playwright)
        except RuntimeError as error:
            if browsing.required():
                raise
            warnings.warn(str(error), stacklevel=1)  # an error by the settings: nothing is hidden
            raise
        yield started
        started.close()


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    with browsing.served(site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_these_are_all_the_pages(site: Path) -> None:
    assert set(PAGES) == set(browsing.pages(site))


@pytest.mark.parametrize("scheme", browsing.SCHEMES)
@pytest.mark.parametrize("width", browsing.WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page(browser: Browser, base: str, path: str, width: str, scheme: str) -> None:
    visit = browsing.look(browser, base, path, width, scheme)
    assert visit.errors == []
    assert visit.failed == []
    assert visit.foreign == []
    assert visit.overflow == 0
    assert visit.violations == []
    assert visit.requests > 0


def sized(page: Page, width: str) -> Page:
    page.set_viewport_size(dict(zip(("width", "height"), browsing.WIDTHS[width], strict=True)))
    return page


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("width", browsing.WIDTHS)
def test_every_label_of_a_picture_can_be_read(
    page: Page, base: str, width: str, prefix: str
) -> None:
    sized(page, width)
    labels = {}
    for slug in QUESTIONS:
        page.goto(f"{base}/{prefix}questions/{slug}/")
        labels[slug], told = browsing.figures(page)
        assert told == [], slug
    assert all(labels[slug] for slug in (WHY, BASIC, BLOCK))


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("width", browsing.WIDTHS)
def test_formulas_are_drawn(page: Page, base: str, width: str, prefix: str) -> None:
    sized(page, width).goto(f"{base}/{prefix}glossary/")
    formulas = page.locator("article math")
    assert formulas.count() >= 4
    for formula in formulas.all():
        box = formula.bounding_box()
        assert box is not None
        assert box["width"] >= 5
        assert box["height"] >= 5
        assert 0 <= box["x"] <= box["x"] + box["width"] <= browsing.WIDTHS[width][0]
    wide = "math => { for (let i = 0; i < 7; i++) math.innerHTML += math.innerHTML; }"
    page.locator(".formula math").evaluate(wide)
    room = "box => [box.scrollWidth > box.clientWidth, box.clientWidth <= innerWidth]"
    assert page.locator(".formula").evaluate(room) == [True, True]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize(("width", "columns"), [("desktop", 2), ("phone", 1)])
def test_the_questions_stand_side_by_side_where_there_is_room(
    page: Page, base: str, width: str, columns: int, prefix: str
) -> None:
    sized(page, width).goto(f"{base}/{prefix}")
    boxes = [card.bounding_box() for card in page.locator(".card").all()]
    assert len(boxes) == len(QUESTIONS)
    assert len({box["x"] for box in boxes if box}) == columns
    if columns > 1:  # the first screen names every question
        heads = [head.bounding_box() for head in page.locator(".card h2").all()]
        assert all(head and head["y"] + head["height"] < 800 for head in heads)


def test_the_weight_of_a_visit(browser: Browser, base: str) -> None:
    # First visit: at most 200 KB and 12 requests. A second page: at most 40 KB.
    context = browser.new_context()
    page = context.new_page()
    first = browsing.watched(page, base)
    page.goto(f"{base}/questions/{QUESTIONS[0]}/", wait_until="networkidle")
    assert first.transferred <= 200_000
    assert first.requests <= 12
    page = context.new_page()
    second = browsing.watched(page, base)
    page.goto(f"{base}/questions/{QUESTIONS[1]}/", wait_until="networkidle")
    assert second.transferred <= 40_000
    context.close()


# What readers type, and where the first result must lead: to one of these.
WHY, BASIC, BLOCK = "why-bottleneck", "basicblock-vs-bottleneck", "resnet50-building-block"
SEARCHES = {  # each in both languages, so that a word of the other one finds the way too
    "瓶颈": [WHY, "easier-to-train", "less-compute"],
    "参数量": ["fewer-parameters", "pointwise-saves", "resnet50-size-and-flops"],
    "梯度消失": ["reduction-vanishing-gradient", "skip-eases-residual"],
    "1×1": ["pointwise-saves", "reduction-vanishing-gradient", "fewer-parameters"],
    "1x1": ["pointwise-saves", "reduction-vanishing-gradient", "fewer-parameters"],
    "1x1 卷积": ["pointwise-saves", "fewer-parameters"],
    "恒等捷径": ["skip-passes-input", "glossary"],
    "bottleneck": [WHY, BASIC, BLOCK, "bottleneck-special-unit"],
    "BasicBlock": [BASIC, "basicblock-io-64", "basicblock-in-18-34", "basicblock-two-3x3"],
    "ResNet-50": [BLOCK, "fifty-layers"],
    "resnet50": [BLOCK, "fifty-layers"],
    "building block": [BLOCK, "building-block-of-units"],
    "vanishing gradient": ["reduction-vanishing-gradient", "skip-eases-residual"],
    "parameters": ["fewer-parameters", "pointwise-saves", "size-25-6-m", "size-23-5-m"],
}


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("query", SEARCHES)
def test_search(page: Page, base: str, prefix: str, query: str) -> None:
    wanted = SEARCHES[query]
    page.goto(f"{base}/{prefix}ledger/")
    box = page.locator(".md-search__input")
    box.click()
    box.fill(query)  # at once, so that no result can be that of a part of it
    box.press("End")  # the search listens for keys, which pasted text does not send
    first = page.locator(".md-search-result__item a.md-search-result__link").first
    first.wait_for()
    address = urljoin(page.url, first.get_attribute("href"))
    title = first.locator("h1, h2").first.inner_text()
    found = urlsplit(address)
    path = found.path.removeprefix(f"{browsing.UNDER}/")
    claim = parse_qs(found.query).get("claim", [path.rstrip("/").split("/")[-1]])[0]
    assert path.startswith("en/") == (prefix == "en/"), f"{query}: {address}"
    assert claim in wanted, f"{query}: {address} ({title})"
    assert "¶" not in title
    assert "evidence" not in path


def test_a_search_result_leads_to_the_claim(page: Page, base: str) -> None:
    page.goto(f"{base}/en/questions/{WHY}/?claim=less-memory")
    page.wait_for_url(f"{base}/en/questions/{WHY}/#less-memory")


def test_the_language_menu_stays_on_the_page(page: Page, base: str) -> None:
    page.goto(f"{base}/questions/{WHY}/")
    page.locator(".md-select").hover()
    page.locator(".md-select__link[hreflang=en]").click()
    page.wait_for_url(f"{base}/en/questions/{WHY}/**")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_menu_stays_on_the_claim(page: Page, base: str) -> None:
    page.goto(f"{base}/en/questions/{WHY}/#less-memory")
    page.locator(".md-select").hover()
    page.locator(".md-select__link[hreflang=zh]").click()
    page.wait_for_url(f"{base}/questions/{WHY}/#less-memory")


def refuted_and_more(page: Page) -> set[str]:
    """The claims that the ledger shows as wrong as usually read."""
    rows = page.locator(".ledger tbody tr:visible")
    assert rows.count() == int(page.locator("button[data-verdict=wrong] span").inner_text())
    assert all(row.get_attribute("data-wrong") is not None for row in rows.all())
    return {row.get_attribute("id") or "" for row in rows.all()}


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_ledger_filters_without_a_page_load(page: Page, base: str, prefix: str) -> None:
    page.goto(f"{base}/{prefix}ledger/")
    rows = page.locator(".ledger tbody tr")
    everything = rows.count()
    page.locator(".ledger button[data-verdict=refuted]").click()
    shown = page.locator(".ledger tbody tr:visible")
    assert 0 < shown.count() < everything
    assert all(row.get_attribute("data-verdict") == "refuted" for row in shown.all())
    page.locator(".ledger select").select_option(BLOCK)
    assert {row.get_attribute("data-question") for row in shown.all()} == {BLOCK}
    page.wait_for_url("**verdict=refuted**")
    page.reload()  # the address keeps the filter
    assert {row.get_attribute("data-verdict") for row in shown.all()} == {"refuted"}
    page.locator(".ledger select").select_option(WHY)
    expect(page.locator(".ledger__none")).to_be_visible()
    page.locator(".ledger select").select_option("")
    page.locator(".ledger button[data-verdict=wrong]").click()
    assert refuted_and_more(page) >= {"compress-expand-compress", "building-block-of-units"}
    # the other language keeps what was chosen
    page.locator(".md-select").hover()
    page.locator(f".md-select__link[hreflang={'en' if prefix == '' else 'zh'}]").click()
    page.wait_for_url("**verdict=wrong**")
    assert refuted_and_more(page) >= {"compress-expand-compress", "building-block-of-units"}


def clipboard(page: Page, part: str) -> str:
    """What was copied, once it holds `part`: copying takes a moment."""
    read = "part => navigator.clipboard.readText().then(text => text.includes(part) && text)"
    return str(page.wait_for_function(read, arg=part).json_value())


def test_copying_a_permanent_link(page: Page, base: str) -> None:
    page.goto(f"{base}/en/questions/{WHY}/")
    page.locator("#less-memory ~ .claim a.permalink").first.click()
    assert clipboard(page, "less-memory") == f"{base}/c/less-memory/"


@pytest.mark.parametrize(("locale", "prefix"), [("zh-CN", ""), ("en-GB", "en/"), ("de-DE", "en/")])
def test_a_permanent_link_leads_to_the_visitors_language(
    browser: Browser, base: str, locale: str, prefix: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{base}/c/less-memory/")
    page.wait_for_url(f"{base}/{prefix}questions/{WHY}/#less-memory")
    context.close()


def test_copying_code(page: Page, base: str) -> None:
    page.goto(f"{base}/questions/{WHY}/")
    page.locator(
        "#try ~ .highlight .md-code__button, #try ~ .highlight .md-clipboard"
    ).first.click()
    assert "count_block" in clipboard(page, "import")


def test_folded_evidence_opens(page: Page, base: str) -> None:
    page.goto(f"{base}/questions/{WHY}/")
    fold = page.locator("details.fold.code").first
    expect(fold.locator("pre").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("pre").first).to_be_visible()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_everything_can_be_read_without_javascript(
    browser: Browser, base: str, prefix: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{prefix}questions/{WHY}/")
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator(".claim .chip").first).to_be_visible()
    page.locator("details.fold.numbers summary").first.click()
    expect(page.locator("details.fold.numbers td data").first).to_be_visible()
    page.goto(f"{base}/{prefix}ledger/")
    assert page.locator(".ledger tbody tr:visible").count() >= 26
    context.close()
