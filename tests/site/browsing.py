"""A real browser on the built site, served as a static host would: gzip, under a sub-path."""

import gzip
import shutil
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from ..conftest import ROOT, build

UNDER = "/docs"  # the sub-path
WIDTHS = {"desktop": (1280, 800), "phone": (360, 740)}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ZIPPED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".md", ".ipynb", ".mjs", ".wasm"}


@contextmanager
def served(site, under=UNDER):
    """The address at which the site is served; its error page answers for what is not there."""

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            path = urlsplit(self.path).path
            file = site / path.removeprefix(f"{under}/")
            file = file / "index.html" if file.is_dir() else file
            found = path.startswith(f"{under}/") and file.is_file()
            file = file if found else site / "404.html"
            body = file.read_bytes()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Cache-Control", "max-age=600")
            if file.suffix in ZIPPED:
                body = gzip.compress(body, 9)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{under}"
    finally:
        server.shutdown()
        server.server_close()


def chromium(kind, *flags):
    """The machine's Chromium, best the one without windows, which opens a page four times as fast,
    or Playwright's own. Raises RuntimeError that says what to do."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None and not Path(kind.executable_path).is_file():
        raise RuntimeError(
            "no Chromium: run `make browser`, or install one (Debian: apt-get install "
            "chromium-headless-shell fonts-noto-cjk; or: python -m playwright install chromium)"
        )
    return kind.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", *flags])


@contextmanager
def real_site():
    """The real site, built for it: its folder, its address and a browser."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        run = build(ROOT, site)
        if run.returncode:
            raise SystemExit(run.stdout + run.stderr)
        with served(site) as base, sync_playwright() as playwright:
            yield site, base, chromium(playwright.chromium)


def pages(site):
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
    def faults(self):
        """Everything that is not in order."""
        wide = [f"{self.overflow} px too wide"] if self.overflow else []
        return self.errors + self.failed + self.foreign + self.illegible + self.violations + wide


def watched(page, base):
    """Record what `page` asks for and complains about from now on."""
    visit = Visit()
    host = urlsplit(base).netloc
    page.on("console", lambda m: visit.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: visit.errors.append(str(e)))
    page.on("requestfailed", lambda r: visit.failed.append(r.url))

    def finished(request):
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


def figures(page):
    """How many labels the page's pictures have, and which are cut off, too small or on another."""
    found = page.evaluate(_FIGURES)
    return found["texts"], found["told"]


def context(browser, width, **more):
    """A visitor who has seen nothing yet, with a screen of this width."""
    w, h = WIDTHS[width]
    return browser.new_context(viewport={"width": w, "height": h}, **more)


@contextmanager
def opening(browser, address):
    """What opens a page of a site for a new visitor."""
    visitors = []

    def open_page(path, width="desktop", **more):
        visitors.append(context(browser, width, **more))
        page = visitors[-1].new_page()
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for visitor in visitors:
        visitor.close()


def look(visitor, base, path, thorough=True):
    """Open one page, everything unfolded, and look at it; if `thorough`, at its colours too and at
    every word of code: most of the time, and alike on all questions."""
    page = visitor.new_page()
    visit = watched(page, base)
    page.goto(f"{base}/{path}", wait_until="load")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    # what a browser leaves out until it is in sight has no place to be looked at
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    visit.overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    _, visit.illegible = figures(page)
    visit.violations = violations(page, thorough)
    page.close()
    return visit


def violations(page, colours=True):
    """What axe-core finds on the page as it is; save `colours` unless asked for."""
    rules = {name: {"enabled": colours} for name in ("color-contrast", "link-in-text-block")}
    options = {"resultTypes": ["violations"], "runOnly": STANDARD, "rules": rules}
    without = [] if colours else [[".highlight"]]
    options |= {"preload": False, "iframes": False}
    return [
        f"{v['id']} ({len(v['nodes'])}): {'; '.join(n['html'][:120] for n in v['nodes'][:3])}"
        for v in Axe().run(page, {"exclude": without}, options).response["violations"]
    ]
