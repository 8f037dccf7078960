"""The explorer changes its results in place: they are those of a page that opens so."""

import pytest
from playwright.sync_api import expect

from resnet_ref import count

from . import browsing

SAME = """opened => {
  const other = new DOMParser().parseFromString(opened, "text/html").body.firstChild;
  const mine = document.querySelector(".explorer__results").cloneNode(true);
  for (const one of [mine, other]) {
    one.querySelectorAll(".md-code__nav").forEach(added => added.remove());  // by the theme
    one.querySelectorAll("pre").forEach(code => code.removeAttribute("id"));
    one.normalize();
  }
  return mine.isEqualNode(other);
}"""


@pytest.fixture(scope="module")
def opened(browser, site):
    with browsing.served(site) as base, browsing.opening(browser, base) as open_page:
        yield open_page


def stands(page):
    return page.locator(".explorer__results").evaluate("results => results.outerHTML")


def test_results_are_those_of_a_page_that_opens_so(opened):
    page, fresh = opened("explorer/?net=resnet152"), opened("explorer/")
    page.locator(".explorer__fields").evaluate("fields => { fields.open = true; }")
    nets = page.locator(".explorer__nets select")

    def field(name, i=0):
        return page.locator(f'[id="explorer-{i}-{name}"]')

    def part(of, name):
        of.locator(f"[data-part='{name}'] > summary").click()

    changes = [
        lambda: field("height").fill("200"),
        lambda: page.locator("[data-stage='3'][data-kind='0']").click(),
        lambda: field("stride_in").select_option("1x1"),
        lambda: nets.nth(1).select_option("resnet18"),
        lambda: field("blocks").fill("1,2,1,3"),
        lambda: page.locator("[data-stage='4'][data-kind='1']").click(),
        lambda: field("preactivation").check(),
        lambda: nets.nth(0).select_option("resnet20"),
        lambda: field("shortcut").select_option("none"),
        lambda: field("block").select_option("bottleneck"),
        lambda: field("norm").uncheck(),
        lambda: nets.nth(1).select_option(""),
        lambda: nets.nth(0).select_option("wide_resnet50_2"),
    ]
    for change in changes:
        before = stands(page)
        address = page.url
        change()
        page.wait_for_url(lambda url, was=address: url != was)
        assert stands(page) != before
        fresh.goto(page.url)
        assert page.evaluate(SAME, stands(fresh))
    for at in (page, fresh):
        part(at, "layer2")
        part(at, "layer2.1")
        expect(at.locator("[data-part='layer2.1'] .explorer__row")).not_to_have_count(1)
    assert page.evaluate(SAME, stands(fresh))
    page.locator('[id="explorer-0-width"]').fill("96")
    page.wait_for_url("**width=96**")
    assert not page.evaluate(SAME, stands(fresh))
    fresh.goto(page.url)
    part(fresh, "layer2")
    part(fresh, "layer2.1")
    expect(fresh.locator("[data-part='layer2.1'] .explorer__row")).not_to_have_count(1)
    assert page.evaluate(SAME, stands(fresh))  # what is open is counted anew, too


def test_a_change_leaves_what_stays_the_same(opened):
    page = opened("en/explorer/?net=resnet152&batch=2")
    page.evaluate(
        """() => {
          const seen = window.seen = [];
          new MutationObserver(all => seen.push(...all)).observe(
            document.querySelector(".explorer__results"),
            {subtree: true, childList: true, characterData: true, attributes: true});
        }"""
    )
    page.locator('[id="explorer-0-batch"]').fill("64")
    page.wait_for_url("**batch=64**")
    cell = page.locator(".explorer__totals").first.locator("tbody tr").nth(3).locator("td")
    seen = page.evaluate("seen.map(one => one.target.data)")
    assert seen == [cell.inner_text()]  # the memory, a text in place, and nothing else
    net = count("resnet152")  # weights, gradients and momentum; the activations of a batch; float32
    expect(cell).to_have_text(f"{(12 * net.parameters + 256 * net.activations) / 1e9:.2f} GB")
    button = page.locator("[data-stage='2'][data-kind='0']")
    button.click()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "true")
