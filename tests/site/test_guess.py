"""Guess first: each guess is judged by the verdict that claims.json has."""

import gzip
import json

import pytest
from playwright.sync_api import expect

from knowledge.words import WORDS
from resnet_ref.findings import VERDICTS

from . import browsing

FIRST, SECOND = "questions/every-verdict/", "questions/odd-marks/"
both_languages = pytest.mark.parametrize("prefix", ["", "en/"])


@both_languages
@pytest.mark.parametrize("path", ["ledger/", FIRST, SECOND])
def test_each_guess_is_judged_by_the_claims_verdict(opened, address, base_site, prefix, path):
    language = "en" if prefix else "zh"
    claims = json.loads((base_site / "claims.json").read_text(encoding="utf-8"))["claims"]
    pool = {
        claim["says"][language]: claim
        for claim in claims
        # a question asks for claims of the other, to which it is related
        if claim["verdict"] != "open" and claim["question"] not in path
    }
    page = opened(f"{prefix}{path}")
    page.locator(".guess__start").click()
    truth, missed, many = page.locator(".guess__truth"), [], min(5, len(pool))
    for index in range(many):
        says = page.locator(".guess__says")
        expect(says).to_be_visible()
        claim = pool.pop(says.text_content())  # none is asked twice
        guess = ("right", "wrong")[index % 2]
        page.locator(f".guess__answers button[value={guess}]").click()
        hit = guess in (claim["verdict"], claim["verdict"].removeprefix("mostly-"))
        expect(truth).to_contain_text(WORDS["guess_hit" if hit else "guess_miss"][language])
        expect(truth.locator(".chip")).to_have_text(VERDICTS[claim["verdict"]][language])
        expect(truth.locator(".short")).to_have_text(claim["answer"][language])
        assert truth.locator("a").evaluate("a => a.href") == address + claim["url"][language]
        missed += [] if hit else [address + claim["url"][language]]
        page.locator(".guess__next").click()
    score = page.locator(".guess__score")
    expect(score).to_contain_text(str(many - len(missed)))
    assert score.locator("a").evaluate_all("all => all.map(a => a.href)") == missed


def test_the_keyboard_leads_from_claim_to_claim_and_five_more_are_others(opened):
    page = opened("en/ledger/", "phone")
    double = "row => { const twin = row.cloneNode(true); twin.cells[0].firstChild.append('!');"
    page.evaluate(
        f"document.querySelectorAll('.ledger tbody tr').forEach({double} row.after(twin)}})"
    )
    focused, asked = page.locator(":focus"), []
    page.locator(".guess__start").focus()
    for _ in range(2):
        for _ in range(5):
            page.keyboard.press("Enter")  # on the start, or on "Next"
            expect(focused).to_contain_class("guess__says")
            asked.append(focused.text_content())
            top = "says => says.getBoundingClientRect().top > 48"  # the header's height
            assert focused.evaluate(top)
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            expect(focused).to_have_attribute("value", "wrong")
            page.keyboard.press("Space")
            expect(focused).to_contain_class("guess__next")
            expect(page.get_by_role("status").filter(visible=True)).to_contain_text("The claim is")
        page.keyboard.press("Enter")
        expect(focused).to_contain_class("guess__score")
        for _ in range(focused.locator("a").count() + 1):
            page.keyboard.press("Tab")
        expect(focused).to_have_text("Five more")
    assert len(set(asked)) == 10


def test_where_the_ledger_cannot_be_read_the_guessing_is_there(opened):
    page = opened(SECOND)
    gone = {"fetch": lambda route: route.abort()}
    page.route("**/ledger/", lambda r: gone.get(r.request.resource_type, type(r).continue_)(r))
    page.locator(".guess__start").click()
    page.wait_for_url("**/docs/ledger/")


@pytest.mark.parametrize("path", ["ledger/", FIRST])
def test_it_is_for_the_screen_and_needs_a_script(opened, path):
    page = opened(path)
    expect(page.locator(".guess")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".guess")).to_be_hidden()
    expect(opened(path, java_script_enabled=False).locator(".guess")).to_be_hidden()


def test_the_script_is_small_and_on_no_other_page(base_site):
    assert len(gzip.compress((base_site / "assets/guess.js").read_bytes(), 9)) <= 3_000
    having = [
        page
        for page in browsing.pages(base_site)
        if "guess.js" in (base_site / page / "index.html").read_text(encoding="utf-8")
    ]
    assert having == sorted(p + page for p in ("", "en/") for page in ("ledger/", FIRST, SECOND))
