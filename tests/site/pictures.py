"""`make pictures`: the screenshots in the README, taken of the site as it is."""

from ..conftest import ROOT
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
    """Write every picture to .github."""
    with browsing.real_site() as (_, base, browser):
        for name, (path, anchor, width, scheme) in PICTURES.items():
            visitor = browsing.context(browser, width, color_scheme=scheme, device_scale_factor=1.5)
            page = visitor.new_page()
            page.goto(f"{base}/{path}#{anchor}", wait_until="networkidle")
            if name.startswith("run"):
                page.locator(f"[data-claim={anchor}]").click()
                page.locator(".live .claim").wait_for(timeout=120_000)
                middle = "box => scrollBy(0, box.getBoundingClientRect().bottom - innerHeight / 2)"
                page.locator(".live textarea").evaluate(middle)
            page.screenshot(path=ROOT / f".github/{name}.png")


if __name__ == "__main__":
    main()
