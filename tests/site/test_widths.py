"""Where questions meet the explorer: each claim's link, and the widths that one drags in place."""

import gzip
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from resnet_ref import Architecture, count

from . import browsing

WIDTHS = "questions/basicblock-vs-bottleneck/"


@pytest.fixture(scope="module")
def opened(browser, site):
    with browsing.served(site) as base, browsing.opening(browser, base) as open_page:
        yield open_page


def test_what_a_claim_speaks_of_is_shown(opened, site):
    questions = [path.read_text("utf-8") for path in site.glob("questions/*/index.html")]
    asked = {q for html in questions for q in re.findall(r'explorer/\?([^"\s>#]+)', html)}
    assert len(asked) >= 40
    page = opened("explorer/")
    page.route(re.compile(r"\.css$|bundle|search"), lambda route: route.abort())
    for query in sorted(map(unescape, asked)):
        page.goto(f"{page.url.split('?')[0]}?{query}", wait_until="domcontentloaded")
        page.evaluate("history.replaceState(null, '', location.pathname)")
        page.locator('[id="explorer-0-height"]').dispatch_event("input")
        page.wait_for_function("location.search")  # written again, without what is not known
        assert dict(parse_qsl(urlsplit(page.url).query)) == dict(parse_qsl(query))
        expect(page.locator("[aria-invalid]")).to_have_count(0)


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize(
    ("place", "stage", "kind"), [("inner", 0, 1), ("first", 0, 0), ("later", 1, 0)]
)
def test_a_width_is_dragged_and_the_claim_turns(opened, prefix, place, stage, kind):
    page = opened(f"{prefix}{WIDTHS}#widths", "phone")
    form, told, seen = page.locator(".widths"), page.locator(".widths [role=status]"), set()
    form.locator("select").select_option(place)
    for dragged in ((64, 64), (256, 64), (512, 16), (48, 112)):
        units = []
        for block, width in zip(("basic", "bottleneck"), dragged, strict=True):
            form.locator(f"[name={block}]").fill(str(width))
            widths = (width // 2, width) if stage else (width,)
            net = count(Architecture(block, (2,) * len(widths), widths=widths))
            units.append(net.stages[stage].parts[kind])
        ratios = []
        for column, what in ((2, "parameters"), (3, "macs")):
            first, second = (getattr(unit, what) for unit in units)
            ratios.append(first / second)
            cells = form.locator(f"tbody td:nth-child({column})")
            expect(cells).to_have_text([f"{first:,}", f"{second:,}", re.compile("×$")])
            shown = cells.last.inner_text().rstrip("×").replace(",", "")
            assert float(shown) == pytest.approx(ratios[-1], rel=5e-3)
        seen.add(word := "yes" if min(ratios) > 1 else "no")
        expect(told).to_have_class(f"case case--{word}")
        expect(told).to_have_text(told.get_attribute(f"data-{word}"))
    assert seen == {"yes", "no"}
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_scripts_are_small_and_stand_where_they_are_needed(site):
    scripts = {"explorer/": {"resnet", "explorer"}, WIDTHS: {"resnet", "widths"}}
    for needed in scripts.values():
        files = [(site / f"assets/{name}.js").read_bytes() for name in needed]
        assert sum(len(gzip.compress(file, 9)) for file in files) <= 20_000
    for page in browsing.pages(site):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        found = set(re.findall(r"assets/(resnet|explorer|widths)\.js", html))
        assert found == scripts.get(page.removeprefix("en/"), set()), page
