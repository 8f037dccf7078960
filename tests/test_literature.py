"""What the literature says, entered a second time from the papers themselves.

A figure that is mistyped in claims.yml, or a citation that names another table, differs from here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.load import load

ROOT = Path(__file__).parent.parent
HE, IDENTITY, WIDE = "he2016deep", "he2016identity", "zagoruyko2016wide"
FIGURES = {  # claim.figure: reference, where, value, unit
    "stepwise-features.resnet34_error": (HE, "Table 3", 24.52, "%"),
    "stepwise-features.resnet50_error": (HE, "Table 3", 22.85, "%"),
    "stepwise-features.cifar_basic_error": (IDENTITY, "Table 2", 6.61, "%"),
    "stepwise-features.cifar_bottleneck_error": (IDENTITY, "Table 2", 5.93, "%"),
    "stepwise-features.wide_two_3x3_error": (WIDE, "Table 2", 5.73, "%"),
    "stepwise-features.wide_1x1_3x3_1x1_error": (WIDE, "Table 2", 6.06, "%"),
    "deeper-costs-more.resnet152_giga": (HE, "§4.1", 11.3, "G"),
    "deeper-costs-more.vgg16_giga": (HE, "§4.1", 15.3, "G"),
    "bottleneck-balances.resnet34_giga": (HE, "Tables 1 and 3", 3.6, "G"),
    "bottleneck-balances.resnet50_giga": (HE, "Tables 1 and 3", 3.8, "G"),
    "bottleneck-balances.resnet34_error": (HE, "Tables 1 and 3", 24.52, "%"),
    "bottleneck-balances.resnet50_error": (HE, "Tables 1 and 3", 22.85, "%"),
    "bottleneck-balances.wide34_error": (WIDE, "§3, Tables 7 and 8", 24.5, "%"),
    "bottleneck-balances.wide34_millions": (WIDE, "§3, Tables 7 and 8", 48.6, "M"),
    "bottleneck-balances.resnet50_single_crop_error": (WIDE, "§3, Tables 7 and 8", 24.01, "%"),
    "bottleneck-balances.resnet50_millions": (WIDE, "§3, Tables 7 and 8", 25.6, "M"),
    "skip-eases-residual.plain34_error": (HE, "§4.1, Fig. 4, Table 2", 28.54, "%"),
    "skip-eases-residual.resnet34_error": (HE, "§4.1, Fig. 4, Table 2", 25.03, "%"),
    "size-25-6-m.parameters": ("torchvision2016models", "ResNet-50 weights", 25_557_032, ""),
    "flops-3-8-g.paper_giga": (HE, "Table 1", 3.8, "G"),
    "flops-3-8-g.paper_resnet101_giga": (HE, "Table 1", 7.6, "G"),
    "flops-3-8-g.paper_resnet152_giga": (HE, "Table 1", 11.3, "G"),
    "flops-4-09-g.giga": ("torchvision2016models", "ResNet-50 weights", 4.089, "G"),
    "flops-4-11-g.count": ("fvcore2019flops", "batch of 1", 4_111_512_576, ""),
    "flops-4-13-g.count": ("zhu2018thop", "batch of 1", 4_133_742_592, ""),
}
PAPERS = {  # reference: first author, year of publication, arXiv identifier
    "he2016deep": ("He", 2016, "1512.03385"),
    "he2016identity": ("He", 2016, "1603.05027"),
    "yang2019mean": ("Yang", 2019, "1902.08129"),
    "veit2016residual": ("Veit", 2016, "1605.06431"),
    "balduzzi2017shattered": ("Balduzzi", 2017, "1702.08591"),
    "xie2017aggregated": ("Xie", 2017, "1611.05431"),
    "zagoruyko2016wide": ("Zagoruyko", 2016, "1605.07146"),
    "sandler2018inverted": ("Sandler", 2018, "1801.04381"),
}
CITED = {  # where only literature decides: what it says
    "stepwise-features": "open",
    "bottleneck-balances": "supports",
    "building-block-of-units": "contradicts",
}


def test_every_figure_is_the_papers() -> None:
    claims = load(ROOT).claims.values()
    found = {
        f"{claim.id}.{name}": (source.ref, source.at, figure.value, figure.unit)
        for claim in claims
        for source in claim.sources
        for name, figure in source.figures.items()
    }
    assert found == FIGURES


def test_every_reference_is_the_paper() -> None:
    library = load(ROOT)
    papers = {
        key: (r.authors.split(",")[0], r.year, r.url.rsplit("/", 1)[1])
        for key, r in library.references.items()
        if r.url.startswith("https://arxiv.org/abs/")
    }
    assert papers == PAPERS
    assert all(r.url.startswith("https://") for r in library.references.values())


def test_what_only_literature_decides() -> None:
    claims = load(ROOT).claims.values()
    assert {c.id: c.stance for c in claims if c.verdict == "cited"} == CITED


def test_one_claim_is_decided_elsewhere() -> None:
    claims = load(ROOT).claims.values()
    elsewhere = {c.id: c.decided_by for c in claims if c.decided_by != c.id}
    assert elsewhere == {"lower-extract-restore": "reduce-extract-restore"}


@pytest.mark.parametrize(("name", "claim"), [("fvcore", "flops-4-11-g"), ("thop", "flops-4-13-g")])
def test_what_a_notebook_compares_with_is_what_is_cited(name: str, claim: str) -> None:
    notebook = ROOT / "docs/questions/resnet50-size-and-flops/evidence.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    _, _, value, _ = FIGURES[f"{claim}.count"]
    assert any(f"{name} = {value:_}" in "".join(cell["source"]) for cell in cells)


def test_the_curves_show_what_the_text_says() -> None:
    # Their values are not compared between machines; the order of magnitude is.
    notebook = ROOT / "docs/questions/why-bottleneck/evidence.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    mime = "application/vnd.resnet-qa.series+json"
    (series,) = (
        output["data"][mime]["data"]
        for cell in cells
        for output in cell.get("outputs", [])
        if mime in output.get("data", {})
    )
    growth = {name: curve[-1][1] / curve[0][1] for name, curve in series.items()}
    assert {name for name, factor in growth.items() if factor <= 0.5} == {
        "plain basic no_bn",
        "plain bottleneck no_bn",
    }
    assert growth["plain bottleneck bn"] > 10**5
    assert 10 < growth["residual bottleneck bn"] < 10**4
    assert growth["residual basic no_bn"] > 10**5
    for curve in series.values():
        assert [depth for depth, _ in curve] == [20, 56, 110]
