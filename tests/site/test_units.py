"""A case that is pointed at lights up the units it speaks of in its claim's card."""

import gzip

import pytest
from playwright.sync_api import expect

from resnet_ref import architecture, resnet, unit_shapes

from . import browsing

QUESTION = "questions/basicblock-vs-bottleneck/"
both_languages = pytest.mark.parametrize("prefix", ["", "en/"])


@pytest.fixture(scope="module")
def opened(browser, site):
    with browsing.served(site) as base, browsing.opening(browser, base) as open_page:
        yield open_page


def card(page, claim):
    """A claim's card, and its cases that light something up."""
    found = page.locator(f".claim:has(.permalink[href$='/c/{claim}/'])")
    return found, found.locator(".case button")


def lit(found):
    """Which squares of its map are lit, in the net's order."""
    return found.locator(".units i").evaluate_all("all => all.map(one => one.className === 'lit')")


def channels(net):
    """Each unit of the module, with the channels that it takes and gives."""
    shapes = unit_shapes(resnet(net), (1, 3, 64, 64)).items()
    return {name: (taken[1], given[1]) for name, (taken, given) in shapes}


def spoken_of(name):
    """Which units the cases of these claims speak of, told by their names in the module."""
    stage, _, index = name.partition(".")
    first, one = index == "0", stage == "layer1"
    return {
        "basicblock-io-64": [True, one, not one],
        "bottleneck-io-256": [True, one and not first, one and first, not one],
        "pointwise-saves": [*[one and not first] * 3, one and first, not one and first],
    }


@both_languages
@pytest.mark.parametrize(
    ("claim", "net"),
    [
        ("basicblock-io-64", "resnet34"),
        ("bottleneck-io-256", "resnet50"),
        ("pointwise-saves", "resnet50"),
    ],
)
def test_those_units_light_up_that_a_case_speaks_of(opened, prefix, claim, net):
    page = opened(f"{prefix}{QUESTION}")
    found, cases = card(page, claim)
    units = list(channels(net))
    expect(found.locator(".units > p code")).to_have_text(net)
    expect(found.locator(".units__map span")).to_have_count(len(architecture(net).blocks))
    assert lit(found) == [False] * len(units)
    wanted = list(zip(*(spoken_of(name)[claim] for name in units), strict=True))
    expect(cases).to_have_count(len(wanted))
    for case, named in zip(cases.all(), wanted, strict=True):
        case.hover()
        assert lit(found) == list(named)
        assert str(sum(named)) in found.get_by_role("status").inner_text()
        page.mouse.move(0, 0)
        assert not any(lit(found))


def test_what_lights_up_is_what_the_claim_counts(opened):
    page = opened(f"en/{QUESTION}")
    of = channels("resnet50")
    found, cases = card(page, "bottleneck-io-256")
    cases.nth(1).hover()  # the inner units of stage 1: the only ones, and all of them
    assert lit(found) == [pair == (256, 256) for pair in of.values()]
    told = f"2 of {len(of)}: layer1.1–2"
    expect(found.get_by_role("status")).to_have_text(told)


@both_languages
def test_a_tap_holds_a_case_and_the_map_stays_in_sight(opened, prefix):
    page = opened(f"{prefix}{QUESTION}", "phone", has_touch=True)
    found, cases = card(page, "pointwise-saves")
    last, box = cases.last, found.locator(".units")
    height = box.bounding_box()["height"]
    last.evaluate("at => scrollBy(0, at.getBoundingClientRect().top - 300)")
    last.tap()
    expect(last).to_have_attribute("aria-pressed", "true")
    assert sum(lit(found)) == 3
    expect(found.locator(".units__map")).to_be_in_viewport(ratio=1)
    assert box.bounding_box()["height"] == height  # no case moves as one is tapped
    assert box.bounding_box()["y"] + height <= last.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert len({box.bounding_box()["y"] for box in found.locator(".units i").all()}) == 1
    cases.first.tap()
    expect(last).to_have_attribute("aria-pressed", "false")
    assert sum(lit(found)) == 2
    page.locator("h1").tap()
    assert sum(lit(found)) == 2
    cases.first.tap()
    expect(cases.first).to_have_attribute("aria-pressed", "false")
    page.locator("h1").tap()
    assert not any(lit(found))


def test_the_keyboard_reaches_a_case_and_the_units_are_told(opened):
    page = opened(f"en/{QUESTION}")
    found, cases = card(page, "bottleneck-io-256")
    hint = found.get_by_role("status").inner_text()
    cases.nth(1).focus()
    page.keyboard.press("Tab")
    assert lit(found) == [True] + [False] * 15
    expect(found.get_by_role("status")).to_have_text("1 of 16: layer1.0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # out of the cases
    expect(found.get_by_role("status")).to_have_text("1 of 16: layer1.0")
    cases.nth(2).focus()
    page.keyboard.press("Enter")
    cases.nth(2).blur()
    expect(found.get_by_role("status")).to_have_text(hint)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_held_case_is_in_order(opened, scheme):
    page = opened(f"en/{QUESTION}", "phone", color_scheme=scheme)
    card(page, "bottleneck-io-256")[1].last.click()
    assert browsing.violations(page) == []


def test_without_a_script_there_is_no_map(opened):
    page = opened(QUESTION, java_script_enabled=False)
    expect(page.locator(".units")).not_to_have_count(0)
    expect(page.locator(".units:visible, .case button")).to_have_count(0)


def test_the_map_is_small_and_only_where_a_case_names_units(site):
    files = [(site / f"assets/units.{kind}").read_bytes() for kind in ("js", "css")]
    assert sum(len(gzip.compress(file, 9)) for file in files) <= 1_500
    for page in browsing.pages(site):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        asks = {name in html for name in ("assets/units.js", "assets/units.css")}
        assert asks == {"data-units" in html and not page.endswith("evidence/")}, page
