"""`make pictures`: the screenshots in the README, taken of the site as it is."""

from ..conftest import ROOT
from . import browsing

PICTURES = {  # file: page, anchor, width, scheme
    "home": ("en/", "", "desktop", "light"),
    "question": ("questions/why-bottleneck/", "", "desktop", "light"),
    "claim-phone": (
        "questions/resnet50-building-block/",
        "compress-expand-compress",
        "phone",
        "light",
    ),
    "figure-phone": ("en/questions/resnet50-building-block/", "", "phone", "dark"),
}


def main():
    """Write every picture to .github."""
    with browsing.real_site() as (_, base, browser):
        for name, (path, anchor, width, scheme) in PICTURES.items():
            visitor = browsing.context(browser, width, color_scheme=scheme, device_scale_factor=1.5)
            page = visitor.new_page()
            page.goto(f"{base}/{path}#{anchor}", wait_until="networkidle")
            page.screenshot(path=ROOT / f".github/{name}.png")


if __name__ == "__main__":
    main()
