"""`make audit`: bytes, requests, violations and broken links of every page, as one table."""

from __future__ import annotations

import gzip
import tempfile
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from ..conftest import ROOT, build
from . import browsing
from .links import broken_links


def main() -> int:
    """Build the site, look at every page four times, print the table; 1 if anything is amiss."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        run = build(ROOT, site)
        if run.returncode:
            print(run.stdout + run.stderr)
            return 1
        broken = defaultdict(list)
        for page, link in broken_links(site):
            broken[page].append(link)
        heads = ("page", "HTML gz", "first visit", "requests", "violations", "overflow", "broken")
        print(f"{heads[0]:48}" + "".join(f"{head:>13}" for head in heads[1:]))
        amiss = 0
        with browsing.served(site) as base, sync_playwright() as playwright:
            browser = browsing.chromium(playwright)
            for path in browsing.pages(site):
                visits = [
                    browsing.look(browser, base, path, width, scheme)
                    for width in browsing.WIDTHS
                    for scheme in browsing.SCHEMES
                ]
                file = site / path / "index.html"
                weight = len(gzip.compress(file.read_bytes(), 9))
                links = broken[file.relative_to(site).as_posix()]
                wrong = sum(
                    len(v.violations) + len(v.errors + v.failed + v.foreign) for v in visits
                )
                overflow = max(v.overflow for v in visits)
                first = max(v.transferred for v in visits)
                requests = max(v.requests for v in visits)
                amiss += wrong + overflow + len(links)
                numbers = (weight, first, requests, wrong, overflow, len(links))
                print(f"/{path:47}" + "".join(f"{n:13,}" for n in numbers), flush=True)
            browser.close()
    print("Two widths, two schemes; bytes as sent with gzip; violations: axe-core (WCAG 2.2 AA),")
    print("console errors, failed and foreign requests. Overflow in pixels.")
    return int(amiss > 0)


if __name__ == "__main__":
    raise SystemExit(main())
