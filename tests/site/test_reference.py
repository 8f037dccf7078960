"""The reference holds what resnet_ref exports, no more and no less, each with its docstring."""

import inspect

import pytest
from bs4 import BeautifulSoup

import resnet_ref


@pytest.mark.parametrize("path", ["api", "en/api"])
def test_every_public_name_has_its_docstring(site, path):
    page = BeautifulSoup((site / path / "index.html").read_bytes(), "html.parser")
    headings = page.article.select("div[lang=en] h3")
    assert sorted(heading["id"] for heading in headings) == sorted(resnet_ref.__all__)
    for heading in headings:
        paragraph = heading.find_next("p")
        assert paragraph.find_previous("h3") is heading
        member = getattr(resnet_ref, heading["id"])
        if callable(member):
            source = " ".join(inspect.getdoc(member).split("\n\n")[0].split())
            assert " ".join(paragraph.text.split()) == source.replace("`", "")
        assert page.select(f'.md-nav--secondary a[href="#{heading["id"]}"]')
    assert ">>>" not in "".join(p.text for p in page.article.find_all("p"))
    assert not page.select('link[href*="mkdocstrings"]')
