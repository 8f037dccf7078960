"""Links within the built site: every target and every anchor, across pages and languages."""

from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup


def parsed(site):
    """Every page of a site by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


def broken_links(site, soups):
    """Each link of a page that leads to no file or to no anchor: (page, link)."""
    ids = {page: {tag["id"] for tag in soup.find_all(id=True)} for page, soup in soups.items()}
    broken = []
    for page, soup in soups.items():
        if page == "404.html":  # served for any address: its links are from the root
            continue
        for tag in soup.find_all("a", href=True):
            link = str(tag["href"])
            url = urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = _resolve(site, page, unquote(url.path))
            anchor = unquote(url.fragment)
            if target is None or (anchor and target in ids and anchor not in ids[target]):
                broken.append((page, link))
    return broken


def _resolve(site, page, path):
    """The file of the site that a relative path leads to from `page`."""
    parts = page.split("/")[:-1] if path else page.split("/")
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    found = "/".join(parts)
    if (site / found).is_dir():
        found = f"{found}/index.html".lstrip("/")
    return found if (site / found).is_file() else None
