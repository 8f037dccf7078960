"""The site in a real browser: what it does on the fixed base, and every real page once."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from playwright.sync_api import expect

from resnet_ref.findings import VERDICTS

from . import browsing

FIRST, SECOND = "questions/every-verdict/", "questions/odd-marks/"
TEMPLATES = re.compile("questions/|ledger/")  # pages whose colours are those of the fixed base
LATER = 0.1  # of the queries, the share whose first result may be another
FIRST_VISIT, REQUESTS, NEXT_VISIT = 200_000, 12, 40_000  # bytes, requests, bytes
both_languages = pytest.mark.parametrize("prefix", ["", "en/"])
both_widths = pytest.mark.parametrize("width", browsing.WIDTHS)


@pytest.fixture(scope="module")
def claims(base_site):
    read = json.loads((base_site / "claims.json").read_text(encoding="utf-8"))
    return list(read["claims"])


@pytest.mark.parametrize(
    ("prefix", "width", "scheme"),
    [("", "phone", "light"), ("en/", "desktop", "light"), ("en/", "phone", "dark")],
)
def test_every_page_of_the_fixed_base_is_in_order(
    browser, address, base_site, prefix, width, scheme
):
    visitor, faults = browsing.context(browser, width, color_scheme=scheme), {}
    paths = [path for path in browsing.pages(base_site) if path.startswith("en/") == bool(prefix)]
    assert {prefix, f"{prefix}{FIRST}", f"{prefix}{SECOND}"} <= set(paths)
    for path in paths:  # of a word with one character, axe does not judge the colours
        if found := browsing.look(visitor, address, path, thorough=bool(prefix)).faults:
            faults[path] = found
    visitor.close()
    assert faults == {}


def test_every_real_page_is_in_order_and_light(browser, site):
    visitor = browsing.context(browser, "phone")
    with browsing.served(site) as base:
        visits = {
            path: browsing.look(visitor, base, path, thorough=not TEMPLATES.search(path))
            for path in browsing.pages(site)
        }
    visitor.close()
    assert {path: visit.faults for path, visit in visits.items() if visit.faults} == {}
    first, *_ = visits.values()
    assert first.transferred <= FIRST_VISIT
    assert 0 < first.requests <= REQUESTS
    heavy = {path: visit.transferred for path, visit in visits.items() if "questions/" in path}
    assert max(heavy.values()) <= NEXT_VISIT, heavy


@pytest.mark.parametrize(("system", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_scheme_follows_the_system(opened, system, scheme):
    body = opened("en/", color_scheme=system).locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", scheme)


def box(found):
    """Where something stands."""
    placed = found.bounding_box()
    assert placed is not None
    return {**placed, "bottom": placed["y"] + placed["height"]}


def test_what_the_keyboard_goes_back_to_is_not_below_the_header(opened):
    page = opened(FIRST, "phone")
    header = page.locator(".md-header").bounding_box()["height"]
    page.locator("article a").last.focus()
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert top >= header - 1, page.evaluate("document.activeElement.outerHTML")


def test_a_label_that_cannot_be_read_is_seen(opened):
    page = opened(FIRST)
    assert browsing.figures(page) == (1, [])
    page.locator("figure svg text").evaluate("text => text.setAttribute('x', 330)")
    (_, told) = browsing.figures(page)
    assert len(told) == 1
    assert "out of its picture" in told[0]


@both_widths
def test_formulas_are_drawn_and_a_wide_one_scrolls(opened, width):
    page = opened("en/glossary/", width)
    formula = page.locator(".formula math")
    drawn = box(formula)
    assert drawn["width"] > 50
    assert drawn["height"] > 10
    formula.evaluate("math => { for (let i = 0; i < 7; i++) math.innerHTML += math.innerHTML; }")
    room = "box => [box.scrollWidth > box.clientWidth, box.clientWidth <= innerWidth]"
    assert page.locator(".formula").evaluate(room) == [True, True]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(("width", "columns"), [("desktop", 2), ("phone", 1)])
def test_the_questions_stand_side_by_side_where_there_is_room(opened, width, columns):
    cards = opened("", width).locator(".card").all()
    assert len(cards) == 2
    assert len({box(card)["x"] for card in cards}) == columns


@both_languages
def test_verdicts_are_told_apart_without_colour(opened, prefix):
    chips = opened(f"{prefix}ledger/").locator(".ledger tbody .chip")
    sign = (
        "chip => [chip.className, chip.textContent, getComputedStyle(chip, '::before').maskImage]"
    )
    seen = {tuple(chip.evaluate(sign)) for chip in chips.all()}
    for different in zip(*seen, strict=True):
        assert len(set(different)) == len(VERDICTS)
    assert all(mask.startswith("url(") for _, _, mask in seen)


@pytest.mark.parametrize(
    ("page", "table"), [(FIRST, "table.glance"), ("en/ledger/", ".ledger table")]
)
def test_on_a_phone_the_verdict_stands_between_the_claim_and_the_answer(opened, page, table):
    for width in browsing.WIDTHS:
        row = opened(page, width).locator(f"{table} tbody tr").first
        link, chip, answer = (box(row.locator(part).first) for part in ("a", ".chip", ".short"))
        if width == "phone":
            assert link["bottom"] <= chip["y"]
            assert chip["bottom"] <= answer["y"]
        else:
            assert chip["x"] > answer["x"] + answer["width"]


@both_languages
def test_the_ledger_filters_by_verdict_and_question(opened, claims, prefix):
    page = opened(f"{prefix}ledger/")
    shown = page.locator(".ledger tbody tr:visible")
    many = Counter(claim["verdict"] for claim in claims)
    assert many.keys() == VERDICTS.keys()
    for verdict in VERDICTS:
        page.locator(f".ledger button[data-verdict={verdict}]").click()
        expect(shown).to_have_count(many[verdict])
        assert {row.get_attribute("data-verdict") for row in shown.all()} == {verdict}
    page.wait_for_url(f"**?verdict={verdict}")
    page.reload()  # the address keeps the filter
    expect(shown).to_have_count(many[verdict])
    page.locator(".ledger select").select_option(SECOND.split("/")[1])
    expect(page.locator(".ledger__none")).to_be_visible()
    page.locator(".md-select").hover()  # the other language keeps it too
    page.locator(f".md-select__link[hreflang={'zh' if prefix else 'en'}]").click()
    page.wait_for_url(re.compile(rf".*ledger/\?verdict={verdict}&question=odd-marks$"))
    expect(page.locator(".ledger__none")).to_be_visible()
    page.locator(".ledger button[data-verdict='']").click()
    expect(shown).to_have_count(sum(SECOND.split("/")[1] == c["question"] for c in claims))


@both_languages
def test_the_ledger_filters_by_words_and_by_several_verdicts(opened, claims, prefix):
    page = opened(f"{prefix}ledger/?verdict=wrong,mostly-wrong")
    shown = page.locator(".ledger tbody tr:visible")
    expect(page.locator(".ledger button[aria-pressed=true]")).to_have_count(2)
    expect(shown).to_have_count(sum("wrong" in claim["verdict"] for claim in claims))
    page.locator(".ledger button[data-verdict='']").click()
    wanted = claims[-1]
    words = wanted["says"]["en" if prefix else "zh"].upper()
    page.locator(".ledger input").fill(words)
    assert wanted["id"] in {row.get_attribute("id") for row in shown.all()}
    assert shown.count() < len(claims)
    page.reload()  # the address keeps the words
    expect(page.locator(".ledger input")).to_have_value(words)


def test_a_permanent_link_is_copied(opened, address):
    page = opened(f"en/{FIRST}", permissions=["clipboard-read", "clipboard-write"])
    link = page.locator("#is-wrong ~ .claim a.permalink").first
    assert link.get_attribute("title") == "Copy the permanent link"
    link.click()
    read = "() => navigator.clipboard.readText().then(text => text.includes('/c/') && text)"
    assert page.wait_for_function(read).json_value() == f"{address}/c/is-wrong/"


@pytest.mark.parametrize(("locale", "prefix"), [("zh-CN", ""), ("en-GB", "en/"), ("de-DE", "en/")])
def test_a_permanent_link_leads_to_the_visitors_language(opened, address, locale, prefix):
    page = opened("c/is-wrong/", locale=locale)
    page.wait_for_url(f"{address}/{prefix}{FIRST}#is-wrong")


@both_languages
def test_the_language_menu_keeps_the_place(opened, address, prefix):
    page = opened(f"{prefix}{FIRST}#is-wrong")
    page.locator(".md-select").hover()
    page.locator(f".md-select__link[hreflang={'zh' if prefix else 'en'}]").click()
    page.wait_for_url(f"{address}/{'' if prefix else 'en/'}{FIRST}#is-wrong")


_TYPED = """async queries => {
  const field = document.querySelector(".md-search__input"), found = [];
  const meta = document.querySelector(".md-search-result__meta");
  const placeholder = meta.textContent;
  field.focus();
  for (const query of queries) {
    meta.textContent = "";
    field.value = query;
    field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
    while (!meta.textContent || meta.textContent === placeholder)
      await new Promise(done => setTimeout(done, 5));
    const link = document.querySelector(".md-search-result__link");
    if (!link) { found.push(null); continue; }
    const address = new URL(link.href), place = address.searchParams.get("at");
    const page = address.pathname.replace(/\\/$/, "").split("/").pop();
    found.push(page + (place ? "#" + place : ""));
  }
  return found;
}"""


def first_result(page, words):
    """Where the first result of a search leads."""
    field = page.locator(".md-search__input")
    field.click()
    field.fill(words)  # at once, so that no result can be that of a part of it
    field.press("End")  # the search listens for keys, which pasted text does not send
    result = page.locator(".md-search-result__item a.md-search-result__link").first
    result.wait_for()
    assert "¶" not in result.inner_text()
    return urljoin(page.url, result.get_attribute("href"))


@both_languages
def test_what_people_type_finds_the_right_thing_first(browser, site, prefix):
    def known(target):
        slug, _, place = target.partition("#")
        page = site / prefix / ("" if slug == "glossary" else "questions") / slug / "index.html"
        html = page.read_text(encoding="utf-8") if page.is_file() else ""
        assert not html or not place or re.search(rf'id="?{place}[" >]', html), target
        return bool(html)

    queries = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text(encoding="utf-8"))
    wanted = {
        query: found
        for query, targets in queries["en" if prefix else "zh"].items()
        if (found := [target for target in targets if known(target)])
    }
    assert len(wanted) >= 90
    with browsing.served(site) as base:
        page = browser.new_page()
        page.goto(f"{base}/{prefix}verify/")
        firsts = page.evaluate(_TYPED, list(wanted))
        page.close()
    wrong = {
        query: first
        for (query, targets), first in zip(wanted.items(), firsts, strict=True)
        if first not in targets
    }
    print(len(wrong), "of", len(wanted), json.dumps(wrong, ensure_ascii=False, indent=1))
    assert None not in firsts
    assert len(wrong) <= LATER * len(wanted)


@pytest.mark.parametrize(
    ("prefix", "claim", "language"),
    [
        *(("", "is-wrong", "zh"), ("", "by-literature", "en")),
        *(("en/", "by-literature", "zh"), ("en/", "is-wrong", "en")),
    ],
)
def test_search_finds_a_claim_by_its_words_in_either_language(
    opened, address, claims, prefix, claim, language
):
    (says,) = (c["says"][language] for c in claims if c["id"] == claim)
    page = opened(f"{prefix}ledger/")
    found = first_result(page, says.rstrip("。."))
    assert found.split("&")[0] == f"{address}/{prefix}{FIRST}?at={claim}"
    asked = []
    page.on("request", lambda r: asked.append(r.url) if r.is_navigation_request() else None)
    page.goto(found)
    page.wait_for_url(re.compile(rf".*/{prefix}{FIRST}(\?h=.*)?#{claim}$"))
    if (language == "en") == bool(prefix):  # else the page does not have the words
        expect(page.locator("mark[data-md-highlight]").first).to_be_attached()
    assert len(asked) == 1


def test_everything_can_be_read_without_javascript(opened, claims):
    page = opened(FIRST, java_script_enabled=False)
    expect(page.locator(".answer")).to_be_visible()
    for kind, part in (("code", "pre"), ("numbers", "td data")):
        fold = page.locator(f"details.fold.{kind}").first
        expect(fold.locator(part).first).to_be_hidden()
        fold.locator("summary").click()
        expect(fold.locator(part).first).to_be_visible()
    page = opened("en/ledger/", java_script_enabled=False)
    expect(page.locator(".ledger tbody tr:visible")).to_have_count(len(claims))
    expect(page.locator(".ledger__filter")).to_be_hidden()


def test_paper_is_light_and_leaves_out_what_is_folded(opened):
    page = opened(FIRST, color_scheme="dark")
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
    for path in ("", FIRST, "ledger/", f"{FIRST}evidence/", "en/glossary/"):
        page.goto(f"{address}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        assert page.evaluate(size) >= 40, path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    large.close()


def test_signs_are_seen_in_a_systems_own_colours(opened):
    page = opened(FIRST, forced_colors="active")
    for sign in (".chip", ".case--yes .mark", ".case--no .mark"):
        drawn = page.locator(sign).first.evaluate(
            "s => [getComputedStyle(s, '::before').backgroundColor, "
            "getComputedStyle(document.body).backgroundColor]"
        )
        assert drawn[0] != drawn[1], sign


def test_the_contents_list_marks_the_section_that_a_link_leads_to(opened):
    page = opened(FIRST)
    claims = page.locator("article h2:has(+ .claim)").all()  # what follows them ends the page
    reached = [f"#{heading.get_attribute('id')}" for heading in claims]
    assert len(reached) >= 3
    for anchor in reached:
        page.evaluate("anchor => { location.hash = anchor; }", anchor)
        marked = page.locator(".md-sidebar--secondary .md-nav__link--active")
        expect(marked).to_have_attribute("href", anchor)


def test_only_what_is_one_is_a_landmark(opened):
    page = opened(f"{FIRST}evidence/")
    page.locator(".md-code__nav").first.wait_for(state="attached")
    assert page.locator(".md-code__nav:not([role=none])").count() == 0
    summaries = opened(FIRST).locator("details.code > summary").all()
    names = {summary.get_attribute("aria-label") for summary in summaries}
    assert len(names) == len(summaries) > 1
