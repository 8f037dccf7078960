"""A case that is pointed at lights up the units it speaks of in its claim's card."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from knowledge.check.languages import record
from knowledge.read.library import load
from resnet_ref import resnet

from ..conftest import build, project
from . import browsing

QUESTION = "questions/every-verdict/"
LABELS = """\
    cases:
      as_said: {zh: 照字面, en: Literally%s}
      as_meant: {zh: 照本意, en: As meant%s}
"""
THREE_FIRST = ["layer2.0", "layer3.0", "layer4.0"]
INNER = [f"layer{stage}.{i}" for stage, many in enumerate((3, 4, 6, 3), 1) for i in range(1, many)]
CLAIMS = [  # a claim, how its answer ends, a net, what a case names: the units that it lights
    (
        "is-mostly-right",
        "With limits.}\n",
        "resnet50",
        {"first of 2-4": THREE_FIRST, "inner": INNER},
    ),
    ("is-mostly-wrong", "With exceptions.}\n", "resnet18", {"all of 3": ["layer3.0", "layer3.1"]}),
]
FIRST = CLAIMS[0][0]
both_languages = pytest.mark.parametrize("prefix", ["", "en/"])


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The fixed base, two claims of which name a net, and units of it."""
    root = project(tmp_path_factory.mktemp("units") / "base")
    form = root / f"docs/{QUESTION}claims.yml"
    text = form.read_text(encoding="utf-8")
    for _, before, net, named in CLAIMS:
        units = [f", units: {words}" for words in named] + [""]
        old = before + LABELS % ("", "")
        assert text.count(old) == 1
        text = text.replace(old, f"{before}    explorer: net={net}\n{LABELS % (*units[:2],)}")
    form.write_text(text, encoding="utf-8")
    record(load(root), alone=True)
    run = build(root, root / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    with browsing.served(root / "site") as served:
        yield served


def card(page, claim):
    """A claim's card, and its cases that light something up."""
    found = page.locator(f".claim:has(.permalink[href$='/c/{claim}/'])")
    return found, found.locator(".case button")


def lit(found):
    """Which squares of its map are lit, in the net's order."""
    return found.locator(".units i").evaluate_all("all => all.map(one => one.className === 'lit')")


def units(net):
    """The names of a module's residual units, in order."""
    model = resnet(net)
    return [f"{stage}.{i}" for stage in model.stages for i, _ in enumerate(getattr(model, stage))]


@both_languages
@pytest.mark.parametrize(("claim", "_", "net", "named"), CLAIMS)
def test_those_units_light_up_that_a_case_names(opened, prefix, claim, _, net, named):
    page, all_units = opened(f"{prefix}{QUESTION}"), units(net)
    found, cases = card(page, claim)
    expect(found.locator(".units > p code")).to_have_text(net)
    expect(found.locator(".units__map span")).to_have_count(4)
    assert lit(found) == [False] * len(all_units)
    expect(found.locator(".case")).to_have_count(2)
    expect(cases).to_have_count(len(named))
    for case, wanted in zip(cases.all(), named.values(), strict=True):
        case.hover()
        assert [name for name, on in zip(all_units, lit(found), strict=True) if on] == wanted
        many = (len(wanted), len(all_units)) if prefix else (len(all_units), len(wanted))
        told = ("%d of %d: " if prefix else "%d 个里的 %d 个：") % many
        expect(found.get_by_role("status")).to_have_text(re.compile(f"^{told}"))
        page.mouse.move(0, 0)
        assert not any(lit(found))


@both_languages
def test_a_tap_holds_a_case_and_the_map_stays_in_sight(opened, prefix):
    page = opened(f"{prefix}{QUESTION}", "phone", has_touch=True)
    found, cases = card(page, FIRST)
    first, last, box = cases.first, cases.last, found.locator(".units")
    height = box.bounding_box()["height"]
    last.evaluate("at => scrollBy(0, at.getBoundingClientRect().top - 300)")
    first.tap()
    expect(first).to_have_attribute("aria-pressed", "true")
    assert sum(lit(found)) == 3
    expect(found.locator(".units__map")).to_be_in_viewport(ratio=1)
    assert box.bounding_box()["height"] == height  # no case moves as one is tapped
    assert box.bounding_box()["y"] + height <= first.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert len({box.bounding_box()["y"] for box in found.locator(".units i").all()}) == 1
    last.tap()  # whose units take two lines to tell
    expect(first).to_have_attribute("aria-pressed", "false")
    assert sum(lit(found)) == len(INNER)
    assert box.bounding_box()["height"] == height
    page.locator("h1").tap()
    assert sum(lit(found)) == len(INNER)
    last.tap()
    expect(last).to_have_attribute("aria-pressed", "false")
    page.locator("h1").tap()
    assert not any(lit(found))


def test_the_keyboard_reaches_a_case_and_the_units_are_told(opened):
    page = opened(f"en/{QUESTION}")
    found, cases = card(page, FIRST)
    status = found.get_by_role("status")
    hint = status.inner_text()
    cases.first.focus()
    expect(status).to_have_text("3 of 16: layer2.0, 3.0, 4.0")
    page.keyboard.press("Tab")
    expect(status).to_have_text("12 of 16: layer1.1–2, 2.1–3, 3.1–5, 4.1–2")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # out of the cases
    expect(status).to_have_text("12 of 16: layer1.1–2, 2.1–3, 3.1–5, 4.1–2")
    cases.last.focus()
    page.keyboard.press("Enter")
    cases.last.blur()
    expect(status).to_have_text(hint)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_held_case_is_in_order(opened, scheme):
    page = opened(f"en/{QUESTION}", "phone", color_scheme=scheme)
    card(page, FIRST)[1].last.click()
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
