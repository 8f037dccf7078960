"""A page made light shows the same."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from knowledge.light import light

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>T</title>
    <script id="__config" type="application/json">{"base":  "."}</script>
  </head>
  <body>
    <p>One   <data class="n" value="64">64</data>
       <cite>two</cite></p>
    <pre><code><span class="k">def</span><span class="w"> </span><span class="nf">f</span>\
<span class="p">(</span><span class="n">x</span><span class="p">):</span>
    <span class="k">return</span> <span class="n">x</span><span class="o">&lt;</span>\
<span class="mi">3</span>  <span class="c1"># why</span>
</code></pre>
  </body>
</html>
"""


def test_code_keeps_its_text_and_the_colours_that_are_shown() -> None:
    before, after = (BeautifulSoup(page, "html.parser") for page in (PAGE, light(PAGE)))
    assert after.pre.text == before.pre.text == "def f(x):\n    return x<3  # why\n"
    shown = [(span["class"], span.text) for span in after.find_all("span")]
    colours = [("k", "def"), ("nf", "f"), ("k", "return"), ("c1", "# why")]
    assert shown == [([name], text) for name, text in colours]


def test_words_stay_apart_and_data_stay_data() -> None:
    page = BeautifulSoup(light(PAGE), "html.parser")
    assert page.p.text.split() == ["One", "64", "two"]
    assert (page.data["class"], page.data["value"]) == (["n"], "64")
    assert page.script.string == '{"base":  "."}'


@pytest.mark.parametrize(
    "tag", ["<!doctype html>", "<html", "<head>", "</p>", "</body>", "</html>"]
)
def test_every_tag_stands(tag: str) -> None:
    assert tag in light(PAGE)
    assert len(light(PAGE)) < 0.7 * len(PAGE)
