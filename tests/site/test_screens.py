"""The fixed base on paper, in large type, in a system's own colours, and where links land."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from . import browsing

PAGE = "questions/every-verdict/"
Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def address(base_site):
    with browsing.served(base_site) as served:
        yield served


@pytest.fixture(scope="module")
def opened(browser, address):
    with browsing.opening(browser, address) as open_page:
        yield open_page


def test_paper_is_light_and_leaves_out_what_is_folded(opened):
    page = opened(PAGE, color_scheme="dark")
    ink = "getComputedStyle(document.querySelector('.claim__answer')).color"
    ground = "getComputedStyle(document.body).backgroundColor"
    on_screen = [page.evaluate(ink), page.evaluate(ground)]
    page.emulate_media(media="print")
    on_paper = [page.evaluate(ink), page.evaluate(ground)]
    bright = [[sum(map(int, re.findall(r"\d+", c)[:3])) for c in s] for s in (on_screen, on_paper)]
    assert bright[0][0] > 3 * 150 > 3 * 50 > bright[0][1]
    assert bright[1][0] < 3 * 70 < 3 * 240 < bright[1][1]
    expect(page.locator("details.code").first).to_be_hidden()
    expect(page.locator(".claim__answer").first).to_be_visible()


def test_letters_of_twice_the_size_fit_a_phone(browser, address):
    large = browsing.chromium(browser.browser_type, "--blink-settings=defaultFontSize=32")
    page = browsing.context(large, "phone").new_page()
    for path in ("", PAGE, "ledger/", f"{PAGE}evidence/", "en/glossary/"):
        page.goto(f"{address}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        assert page.evaluate(size) >= 40, path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    large.close()


def test_signs_are_seen_in_a_systems_own_colours(opened):
    page = opened(PAGE, forced_colors="active")
    for sign in (".chip", ".case--yes .mark", ".case--no .mark"):
        drawn = page.locator(sign).first.evaluate(
            "s => [getComputedStyle(s, '::before').backgroundColor, "
            "getComputedStyle(document.body).backgroundColor]"
        )
        assert drawn[0] != drawn[1], sign


def test_the_contents_list_marks_the_section_that_a_link_leads_to(opened):
    page = opened(PAGE)
    claims = page.locator("article h2:has(+ .claim)").all()  # what follows them ends the page
    reached = [f"#{heading.get_attribute('id')}" for heading in claims]
    assert len(reached) >= 3
    for anchor in reached:
        page.evaluate("anchor => { location.hash = anchor; }", anchor)
        marked = page.locator(".md-sidebar--secondary .md-nav__link--active")
        expect(marked).to_have_attribute("href", anchor)


def test_only_what_is_one_is_a_landmark(opened):
    page = opened(f"{PAGE}evidence/")
    page.locator(".md-code__nav").first.wait_for(state="attached")
    assert page.locator(".md-code__nav:not([role=none])").count() == 0
    summaries = opened(PAGE).locator("details.code > summary").all()
    names = {summary.get_attribute("aria-label") for summary in summaries}
    assert len(names) == len(summaries) > 1
