"""A figure typed by hand in prose is found, with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import ROOT
from .provenance import locate, typed_figures

PAGES = sorted((ROOT / "docs").rglob("*.md"))


def address(page: Path) -> str:
    """Where a page of docs/ stands in the site."""
    name, code, _ = page.name.split(".")
    folder = page.relative_to(ROOT / "docs").parent
    prefix = "" if code == "zh" else f"{code}/"
    last = "" if name == "index" else f"{name}/"
    return f"{prefix}{folder.as_posix()}/{last}index.html".replace("./", "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_every_figure_in_prose_has_its_origin(site: Path, page: Path) -> None:
    sources = [page, *page.parent.glob("claims.yml")]
    typed = typed_figures(site / address(page))
    assert [f"{locate(figure, sources)}: {figure}" for figure in typed] == []


HTML = """<meta charset="utf-8"><article><h2>Is it 64?</h2>
<p>It has <data class="n" value="3">3</data> units of
3×3 in ResNet-50 (Table 3), 256→64→256, 1/\u2063.</p>{}</article>"""


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", 0),
        ("<p>It has 25.6 million.</p>", 1),
        ("<ul><li>共 16 个单元</li></ul>", 1),
        ("<p>4,089,184,256 multiply-adds and 53 norms</p>", 2),
        ("<pre>16 units</pre><p><code>layer 1: 64</code></p>", 0),
        ("<ul><li>about 17 in all<ul><li>nested</li></ul></li></ul>", 1),
        ("<table><tr><td>18.5</td></tr></table>", 1),
        ("<dl><dd>19</dd></dl><h4>20</h4><div>21</div>", 3),
        ("<p><math><mn>26.1</mn></math></p>", 1),
        ("<p><math><mn>9</mn><mi>w</mi></math></p>", 0),
        ("<p>ResNet-18、34 和 50，第 2 到 4 阶段，§4.1</p>", 0),
    ],
)
def test_what_counts_as_typed(tmp_path: Path, more: str, found: int) -> None:
    page = tmp_path / "index.html"
    page.write_text(HTML.format(more), encoding="utf-8")
    assert len(typed_figures(page)) == found


def test_a_typed_figure_is_located(tmp_path: Path) -> None:
    page, source = tmp_path / "index.html", tmp_path / "index.en.md"
    page.write_text(HTML.format("<p>The net has 16 wonderful units.</p>"), encoding="utf-8")
    source.write_text("# T\n\nThe net has 16 wonderful units.\n", encoding="utf-8")
    (figure,) = typed_figures(page)
    assert locate(figure, [source]) == "index.en.md:3"


def test_a_figure_in_chinese_is_located(tmp_path: Path) -> None:
    page, source = tmp_path / "index.html", tmp_path / "index.zh.md"
    page.write_text(HTML.format("<p>整个网络一共有23.9兆个参数</p>"), encoding="utf-8")
    source.write_text(
        "# 题\n\n整个网络一共有 {{ n('x.y') }} 个，\n即23.9兆个参数\n", encoding="utf-8"
    )
    (figure,) = typed_figures(page)
    assert locate(figure, [source]) == "index.zh.md:4"
