"""Code that readers change and run in the page: every script, and what the page does."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from knowledge.publish.live import python
from knowledge.words import WORDS

from ..conftest import ROOT, build, project
from . import browsing

PAGE, WAIT = "questions/every-verdict/", 180_000  # ms: a busy machine loads Python slowly
MOST = 6_500_000  # bytes on the wire, once
Opens = Callable[..., Page]
# Every script of a page's data in one worker, as the page itself would ask it.
EVERY = """async paths => {
  let worker, found = {};
  for (const path of paths) {
    const base = new URL(path, location.href), data = await (await fetch(base)).json();
    const at = file => new URL(file, base).href;
    worker = worker || new Worker(at(data.worker), {type: "module"});
    for (const [claim, {code}] of Object.entries(data.claims))
      found[claim] = await new Promise(done => {
        worker.onmessage = ({data}) => { if (!data.running) done(data); };
        worker.postMessage({run: 1, code, python: at(data.python), wheel: at(data.wheel)});
      });
  }
  return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def _python():
    assert python(ROOT)[1], "there is no Python for the pages; run: make build/python"


def say(word, prefix):
    return WORDS[f"live_{word}"]["en" if prefix else "zh"].split("{")[0]


def press(page, word, prefix="en/"):
    page.get_by_role("button", name=say(word, prefix), exact=True).click()


def test_every_script_finds_in_the_page_what_its_notebook_stores(browser, site):
    paths = sorted(site.glob("questions/*/live.json"))
    stored = {k: v for p in paths for k, v in json.loads(p.read_text("utf-8"))["claims"].items()}
    assert len(stored) >= 25
    with browsing.served(site) as base, browsing.opening(browser, base) as open_page:
        addresses = [f"{base}/{path.relative_to(site).as_posix()}" for path in paths]
        found = open_page("404.html").evaluate(EVERY, addresses)
    assert found.keys() == stored.keys()
    for claim, answer in found.items():
        wanted, given = stored[claim]["found"], answer["found"]
        numbers = {name: wanted["numbers"][name] for name in given["numbers"]}
        assert given == wanted | {"numbers": numbers}


@pytest.mark.parametrize(("prefix", "width"), [("", "phone"), ("en/", "desktop")])
def test_a_claim_is_changed_and_run_in_its_page(opened, address, prefix, width):
    page = opened(f"{prefix}{PAGE}", width, color_scheme="dark" if width == "phone" else "light")
    visit = browsing.watched(page, page.url)
    button = page.locator(".live-button").first
    expect(button).to_contain_text(re.compile(rf"{say('open', prefix)}.*\d\.\d\sMB"))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [url for url in loaded if "live" in url] == [
        f"{address}/assets/live.{x}" for x in ("css", "js")
    ]
    assert not [url for url in loaded if "python" in url]
    button.press("Enter")
    status = page.locator(".live [role=status]")
    expect(status).to_have_text(say("loading", prefix))
    expect(status).to_contain_text(say("found", prefix), timeout=WAIT)
    assert 5_000_000 < visit.transferred <= MOST
    expect(page.locator(".live-button span")).to_have_count(0)  # nothing more to load
    card, own = page.locator(".live .claim"), page.locator("#is-right ~ .claim").first
    chip = ".claim__verdict .chip"
    assert card.locator(chip).inner_text() == own.locator(chip).inner_text()
    assert card.locator(".case").all_inner_texts() == own.locator(".case").all_inner_texts()
    expect(card).to_contain_text(say("same", prefix))

    code = page.locator(".live textarea")
    original = code.input_value()
    code.fill(original.replace("net.depth > 1", "net.depth > 99", 1).replace("3e7", "2e7"))
    code.press("Control+Enter")
    expect(card.locator(chip).first).to_have_class(re.compile("chip--mostly-wrong"))
    expect(card.locator(chip).nth(1)).to_have_class(re.compile("chip--right"))
    expect(card.locator(".case--no small")).to_have_count(1)
    expect(card.locator("td strong")).to_have_text("1.27785")
    assert browsing.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    press(page, "restore", prefix)
    expect(card).to_contain_text(say("same", prefix))
    assert code.input_value() == original
    assert visit.faults == []


def test_errors_are_shown_a_run_is_stopped_and_all_works_offline(opened):
    page = opened(f"en/{PAGE}")
    page.locator(".live-button").first.click()
    status, code = page.locator(".live [role=status]"), page.locator(".live textarea")
    for text, word, shown in (
        ("1 / 0", "error", 'File "claim.py", line 1'),
        ("import torch", "error", "ModuleNotFoundError"),
        ("def f(:", "error", "SyntaxError"),
        ("print('seen')\n6 * 7", "nothing", "seen\n42"),
    ):
        expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible(timeout=WAIT)
        code.fill(text)
        press(page, "run")
        expect(status).to_have_text(say(word, "en/"))
        expect(page.locator(".live pre")).to_contain_text(shown)
        assert "_pyodide" not in page.locator(".live pre").inner_text()
    page.context.set_offline(True)
    code.fill("while True: pass")
    press(page, "run")
    expect(status).to_have_text(say("running", "en/"))
    press(page, "stop")
    expect(status).to_have_text(say("stopped", "en/"))
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_focused()
    press(page, "restore")  # Python comes from the browser's cache
    expect(status).to_contain_text(say("found", "en/"), timeout=WAIT)
    page.locator(".live-button").click()  # the same claim's twin, in the same session
    expect(status.nth(1)).to_contain_text(say("found", "en/"))


def test_without_python_the_site_says_so_and_has_no_button(tmp_path):
    root = project(tmp_path / "base")
    (root / "build/python").unlink()
    run = build(root, tmp_path / "site")
    assert run.returncode == 0, run.stderr
    assert run.stderr.count("no claim can be run in its page: no build/python") == 1
    page = (tmp_path / "site" / PAGE / "index.html").read_text(encoding="utf-8")
    assert "live-button" not in page
    assert "live.js" not in page
