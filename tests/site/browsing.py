"""A real browser on the built site, served as a static host would: gzip, under a sub-path."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

UNDER = "/docs"  # the sub-path
WIDTHS = {"desktop": (1280, 800), "phone": (360, 740)}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ZIPPED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".md", ".ipynb", ".mjs", ".wasm"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not path.startswith(f"{UNDER}/"):
            self.send_error(404)
            return
        file = Path(self.directory, path.removeprefix(f"{UNDER}/"))
        if file.is_dir():
            file = file / "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in ZIPPED:
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{UNDER}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chromium(kind: BrowserType, *flags: str) -> Browser:
    """The machine's Chromium, or Playwright's own. Raises RuntimeError that says what to do."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None and not Path(kind.executable_path).is_file():
        raise RuntimeError(
            "no Chromium: run `make browser`, or install one (Debian: apt-get install chromium "
            "fonts-noto-cjk; or: python -m playwright install chromium)"
        )
    return kind.launch(executable_path=path, args=[*FLAGS, *flags])


def pages(site: Path) -> list[str]:
    """Every page's address on the site, without the error page and the permalinks."""
    found = (p.relative_to(site).as_posix() for p in site.rglob("index.html"))
    return sorted(p.removesuffix("index.html") for p in found if not p.startswith("c/"))


@dataclass
class Visit:
    """What happened on one page."""

    errors: list[str] = field(default_factory=list)  # on the console, or thrown
    failed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    requests: int = 0
    transferred: int = 0  # bytes on the wire, headers included
    overflow: int = 0  # pixels by which the page is wider than the screen
    illegible: list[str] = field(default_factory=list)  # labels of pictures
    violations: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that is not in order."""
        wide = [f"{self.overflow} px too wide"] if self.overflow else []
        return self.errors + self.failed + self.foreign + self.illegible + self.violations + wide


def watched(page: Page, base: str) -> Visit:
    """Record what `page` asks for and complains about from now on."""
    visit = Visit()
    host = urlsplit(base).netloc
    page.on("console", lambda m: visit.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: visit.errors.append(str(e)))
    page.on("requestfailed", lambda r: visit.failed.append(r.url))

    def finished(request: Any) -> None:
        if request.url.startswith(("data:", "blob:")):
            return
        response = request.response()
        if response is None or response.status >= 400:
            visit.failed.append(request.url)
        if urlsplit(request.url).netloc != host:
            visit.foreign.append(request.url)
        if response is not None and not response.from_service_worker:
            sizes = request.sizes()
            if sizes["responseBodySize"]:
                visit.requests += 1
                visit.transferred += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", finished)
    return visit


_FIGURES = """() => {
  const told = [], shift = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const drop = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  for (const svg of document.querySelectorAll("figure svg")) {
    const box = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(t => [t, t.getBoundingClientRect()]);
    for (const [text, its] of texts) {
      const words = text.textContent;
      const out = Math.max(box.left - its.left, its.right - box.right,
                           box.top - its.top, its.bottom - box.bottom);
      if (out > 1) told.push(`${words}: ${out.toFixed(1)} px out of its picture`);
      const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
      if (size < 11) told.push(`${words}: ${size.toFixed(1)} px high`);
    }
    texts.forEach(([a, first], i) => texts.slice(i + 1).forEach(([b, second]) => {
      if (shift(first, second) > 1 && drop(first, second) > 1)
        told.push(`${a.textContent} lies on ${b.textContent}`);
    }));
  }
  return {texts: document.querySelectorAll("figure svg text").length, told};
}"""


def figures(page: Page) -> tuple[int, list[str]]:
    """How many labels the page's pictures have, and which are cut off, too small or on another."""
    found = page.evaluate(_FIGURES)
    return found["texts"], found["told"]


def context(browser: Browser, width: str, **more: Any) -> BrowserContext:
    """A visitor who has seen nothing yet, with a screen of this width."""
    w, h = WIDTHS[width]
    return browser.new_context(viewport={"width": w, "height": h}, **more)


@contextmanager
def opening(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """What opens a page of a site for a new visitor."""
    visitors = []

    def open_page(path: str, width: str = "desktop", **more: Any) -> Page:
        visitors.append(context(browser, width, **more))
        page = visitors[-1].new_page()
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for visitor in visitors:
        visitor.close()


def look(visitor: BrowserContext, base: str, path: str, thorough: bool = True) -> Visit:
    """Open one page, everything unfolded, and look at it; if `thorough`, in dark too, and at
    every word of code, which is most of a page and is coloured alike everywhere."""
    page = visitor.new_page()
    visit = watched(page, base)
    page.goto(f"{base}/{path}", wait_until="load")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    visit.overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    _, visit.illegible = figures(page)
    visit.violations = violations(page, STANDARD, [] if thorough else [[".highlight"]])
    if thorough:
        page.add_style_tag(content="* { transition: none !important }")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        visit.violations += [f"dark: {v}" for v in violations(page, CONTRAST, [])]
    page.close()
    return visit


def violations(page: Page, rules: object, without: list[list[str]]) -> list[str]:
    """What axe-core finds on the page as it is."""
    options = {"resultTypes": ["violations"], "runOnly": rules, "preload": False, "iframes": False}
    found = Axe().run(page, {"exclude": without}, options)
    return [
        f"{v['id']} ({len(v['nodes'])}): {'; '.join(n['html'][:120] for n in v['nodes'][:3])}"
        for v in found.response["violations"]
    ]
