"""`make audit`: bytes, requests, violations and broken links of every page, as one table."""

import gzip
from collections import defaultdict
from itertools import product

from . import browsing
from .links import broken_links, parsed


def main():
    """Look at every page in every way, print a table; 1 if there is a fault."""
    broken, amiss = defaultdict(list), 0
    heads = ("page", "HTML gz", "first visit", "requests", "faults", "overflow", "broken")
    with browsing.real_site() as (site, base, browser):
        for page, link in broken_links(site, parsed(site)):
            broken[page].append(link)
        print(f"{heads[0]:48}" + "".join(f"{head:>13}" for head in heads[1:]))
        for path in browsing.pages(site):
            visits = []
            for width, scheme in product(browsing.WIDTHS, ("light", "dark")):
                visitor = browsing.context(browser, width, color_scheme=scheme)
                visits.append(browsing.look(visitor, base, path))
                visitor.close()
            file = site / path / "index.html"
            weight = len(gzip.compress(file.read_bytes(), 9))
            links = broken[file.relative_to(site).as_posix()]
            wrong = sum(len(visit.faults) for visit in visits)
            overflow = max(v.overflow for v in visits)
            first = max(v.transferred for v in visits)
            requests = max(v.requests for v in visits)
            amiss += wrong + len(links)
            numbers = (weight, first, requests, wrong, overflow, len(links))
            print(f"/{path:47}" + "".join(f"{n:13,}" for n in numbers), flush=True)
    print(
        "Two widths, two schemes; bytes as sent with gzip; faults: axe-core (WCAG 2.2 AA), errors"
    )
    print("of the console, failed and foreign requests, labels of pictures. Overflow in pixels.")
    return int(amiss > 0)


if __name__ == "__main__":
    raise SystemExit(main())
