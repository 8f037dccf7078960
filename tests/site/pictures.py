"""`make pictures`: the screenshots in the README, taken of the site as it is."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ..conftest import ROOT, build
from . import browsing

PICTURES = {  # file: page, anchor, width, scheme
    "home": ("en/", "", "desktop", "light"),
    "explorer": ("explorer/?net=resnet34&vs=resnet50", "", "desktop", "light"),
    "explorer-phone": ("en/explorer/?net=resnet50&unit=2.0", "unit", "phone", "dark"),
    "widths-phone": ("en/questions/basicblock-vs-bottleneck/", "widths", "phone", "light"),
    "question": ("questions/why-bottleneck/", "", "desktop", "light"),
    "claim-phone": (
        "questions/resnet50-building-block/",
        "compress-expand-compress",
        "phone",
        "light",
    ),
    "figure-phone": ("en/questions/resnet50-building-block/", "", "phone", "dark"),
    "run": ("en/questions/resnet50-size-and-flops/", "size-23-5-m", "desktop", "light"),
    "run-phone": ("questions/resnet50-size-and-flops/", "size-23-5-m", "phone", "dark"),
}


def main():
    """Build the site and write every picture to .github."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        run = build(ROOT, site)
        if run.returncode:
            print(run.stdout + run.stderr)
            return 1
        with browsing.served(site) as base, sync_playwright() as playwright:
            browser = browsing.chromium(playwright.chromium)
            for name, (path, anchor, width, scheme) in PICTURES.items():
                w, h = browsing.WIDTHS[width]
                context = browser.new_context(
                    viewport={"width": w, "height": h},
                    color_scheme=scheme,
                    device_scale_factor=1.5,
                )
                page = context.new_page()
                page.goto(f"{base}/{path}#{anchor}", wait_until="networkidle")
                if name.startswith("run"):
                    page.locator(f"[data-claim={anchor}]").click()
                    page.locator(".live .claim").wait_for(timeout=120_000)
                    middle = (
                        "box => scrollBy(0, box.getBoundingClientRect().bottom - innerHeight / 2)"
                    )
                    page.locator(".live textarea").evaluate(middle)
                page.screenshot(path=ROOT / f".github/{name}.png")
                context.close()
            browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
