"""What the pictures say, and that they hold together: against the paper, by hand, in proportion.

Where exactly something is drawn is left free: what is tested is what stands within what, what
is joined to what, and which lengths have which ratio.
"""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag

from knowledge.figures import DRAWN, figure
from resnet_ref import Series, count
from resnet_ref.findings import SERIES_MIME

from ..conftest import ROOT

Point = tuple[float, float]
WIDTH = 340
TABLE_1 = [1.8, 3.6, 3.8, 7.6, 11.3]  # the paper's FLOPs, in 1e9
NETS = ["18", "34", "50", "101", "152"]


class Box(NamedTuple):
    """A rectangle with its classes and the ends of its sides."""

    kind: list[str]
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, text: Tag) -> bool:
        """The text stands within it, its baseline in the lower half."""
        x, y = number(text, "x"), number(text, "y")
        half = (self.top + self.bottom) / 2
        return self.left < x < self.right and half < y < self.bottom


def number(tag: Tag, name: str) -> float:
    return float(str(tag[name]).rstrip("%"))


def boxes(panel: Tag, kind: str) -> list[Box]:
    found = []
    for tag in panel.select(f"rect.{kind}"):
        x, y, w, h = (number(tag, name) for name in ("x", "y", "width", "height"))
        assert w >= 0 < h
        found.append(Box(list(tag["class"]), x, y, x + w, y + h))
    return found


def lines(panel: Tag, kind: str) -> list[list[Point]]:
    """The points of each path of that class."""
    paths = [str(tag["d"]) for tag in panel.select(f"path.{kind}")]
    assert all(re.fullmatch(r"M[-\d.]+ [-\d.]+(L[-\d.]+ [-\d.]+)+", path) for path in paths)
    return [
        [(float(x), float(y)) for x, y in (point.split() for point in path[1:].split("L"))]
        for path in paths
    ]


def texts(panel: Tag, kind: str) -> list[str]:
    return [text.text for text in panel.select(f"text.{kind}")]


def drawn(name: str, language: str = "en", docs: Path = ROOT / "docs") -> list[Tag]:
    """The figure's panels."""
    return BeautifulSoup(figure(name, language, docs), "html.parser").find_all("svg")


CAPTIONS = {
    "blocks": ("BasicBlock 与 Bottleneck", "BasicBlock and Bottleneck", 4),
    "map": ("ResNet-50 从头到尾", "ResNet-50 from end to end", 1),
    "costs": ("五个网络各部分的参数、乘加和激活", "Parameters, MACs and activations", 3),
    "gradients": ("初始化时第一层卷积的梯度范数", "Gradient norm of the first convolution", 2),
}


@pytest.mark.parametrize("name", CAPTIONS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_has_a_caption_and_named_panels(name: str, language: str) -> None:
    zh, en, panels = CAPTIONS[name]
    html = BeautifulSoup(figure(name, language, ROOT / "docs"), "html.parser")
    (whole,) = html.select(f"figure.figure.figure--{name}")
    assert whole.has_attr("data-search-exclude")
    (caption,) = whole.select("figcaption")
    assert caption.text.startswith(zh if language == "zh" else en)
    for part in (whole, *whole.select("ul.legend, .panels, svg, g")):  # nothing stands loose
        assert part.find_all(string=True, recursive=False) == []
    found = whole.select("div.panels > svg")
    assert len(found) == len(whole.select("svg")) == panels
    for panel in found:
        assert panel["role"] == "img"
        assert panel["xmlns"] == "http://www.w3.org/2000/svg"
        titles = texts(panel, "title") if name != "map" else [caption.text]
        assert str(panel["aria-label"]).startswith(titles[0])
        assert panel.find_all("text")


def test_an_unknown_figure() -> None:
    assert set(DRAWN) == set(CAPTIONS)
    with pytest.raises(
        ValueError, match=r"^'blob' is no figure; there are blocks, map, costs, gradients$"
    ):
        figure("blob", "en", ROOT / "docs")


@pytest.mark.parametrize("name", ["blocks", "map", "gradients"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_outside_its_panel(name: str, language: str) -> None:
    for panel in drawn(name, language):
        left, top, width, height = (float(n) for n in str(panel["viewbox"]).split())
        assert (left, top, width) == (0, 0, WIDTH)
        points = [(number(t, "x"), number(t, "y")) for t in panel.select("text, rect")]
        points += [(box.right, box.bottom) for box in boxes(panel, "box")]
        points += [point for path in lines(panel, "wire") for point in path]
        assert all(0 <= x <= WIDTH and 0 < y < height for x, y in points)
        lowest = max(y for _, y in points)
        assert height - lowest < 20  # and no empty strip below
        sizes = [
            str(t[k]) for t in panel.find_all(True) for k in ("x", "y", "width") if k in t.attrs
        ]
        assert all(re.fullmatch(r"-?\d+(\.[1-9])?", size) for size in sizes)  # short


# BasicBlock and Bottleneck: Fig. 5 of the paper, and Table 1 for the first units

BLOCKS = [
    (
        "layer1.1 of ResNet-34, inside a stage",
        ["3×3, 64 → 64", "3×3, 64 → 64"],
        ["identity"],
        ["64×56×56"] * 4,
    ),
    (
        "layer2.0 of ResNet-34, first of its stage",
        ["3×3, 64 → 128, stride 2", "3×3, 128 → 128"],
        ["1×1 projection", "stride 2"],
        ["64×56×56", *["128×28×28"] * 3],
    ),
    (
        "layer1.1 of ResNet-50, inside a stage",
        ["1×1, 256 → 64", "3×3, 64 → 64", "1×1, 64 → 256"],
        ["identity"],
        ["256×56×56", "64×56×56", "64×56×56", "256×56×56", "256×56×56"],
    ),
    (
        "layer2.0 of ResNet-50, first of its stage",
        ["1×1, 256 → 128", "3×3, 128 → 128, stride 2", "1×1, 128 → 512"],
        ["1×1 projection", "stride 2"],
        ["256×56×56", "128×56×56", "128×28×28", "512×28×28", "512×28×28"],
    ),
]


@pytest.mark.parametrize("index", range(4))
def test_a_block_is_joined_from_its_input_to_its_output(index: int) -> None:
    title, convolutions, shortcut, shapes = BLOCKS[index]
    panel = drawn("blocks")[index]
    (heading,) = panel.select("text.title")
    assert (heading.text, heading["text-anchor"]) == (title, "middle")
    assert number(heading, "x") == WIDTH / 2
    assert texts(panel, "label") == [*convolutions, *shortcut]
    assert texts(panel, "shape") == shapes
    notes = ["BN · ReLU"] * (len(convolutions) - 1) + ["BN", "ReLU"]
    assert texts(panel, "note") == notes

    *path, side = boxes(panel, "box")
    assert [box.kind for box in path] == [["box", f"k{text[0]}"] for text in convolutions]
    assert side.kind == ["box", "shortcut"]
    (circle,) = panel.select("circle.plus")
    cx, cy, r = (number(circle, name) for name in ("cx", "cy", "r"))
    middles = {(box.left + box.right) / 2 for box in path}
    assert middles == {cx}

    *wires, across, down, out, out_head = lines(panel, "wire")
    arrows = [*zip(wires[::2], wires[1::2], strict=True), (out, out_head)]
    # down the main path: box to box, into the addition, and out of it
    main, (bypass, bypass_head) = [*arrows[:-2], arrows[-1]], arrows[-2]
    tops = [*(box.top for box in path), cy - r]
    bottoms = [*(box.bottom for box in path), cy + r]
    assert [arrow[-1] for arrow, _ in main[:-1]] == [(cx, top) for top in tops]
    assert [arrow[0] for arrow, _ in main[1:]] == [(cx, bottom) for bottom in bottoms]
    assert all(x == cx for arrow, _ in main for x, _ in arrow)
    for arrow, head in main:
        (x1, y1), tip, (x2, y2) = head
        assert tip == arrow[-1]
        assert (x1 + x2) / 2 == cx
        assert x1 < cx < x2
        assert arrow[0][1] < y1 == y2 < tip[1]
    # the shortcut: from above the first box, through its own box, into the addition's side
    start, corner, below, end = bypass
    assert start[0] == cx
    assert main[0][0][0][1] < start[1] < path[0].top
    assert (corner, below) == ((side.left / 2 + side.right / 2, start[1]), (corner[0], cy))
    assert start[1] < side.top < side.bottom < cy
    assert (side.top + side.bottom) / 2 == pytest.approx((start[1] + cy) / 2, abs=3)
    assert end == (cx + r, cy)
    assert bypass_head[1] == end
    assert bypass_head[0][0] == bypass_head[2][0] > end[0]
    assert bypass_head[0][1] < cy < bypass_head[2][1]
    assert bypass_head[0][1] + bypass_head[2][1] == 2 * cy
    # the sign in the circle
    (west, east), (north, south) = across, down
    assert [west[1], east[1], north[0], south[0]] == [cy, cy, cx, cx]
    reach = {cx - west[0], east[0] - cx, cy - north[1], south[1] - cy}
    assert len(reach) == 1
    assert 0 < reach.pop() < r

    # each label in the middle of its box; shapes to the right of their arrow, notes to the left
    labels = panel.select("text.label")
    for label, box in zip(labels, [*path, *[side] * len(shortcut)], strict=True):
        assert (number(label, "x"), label["text-anchor"]) == ((box.left + box.right) / 2, "middle")
        assert box.top < number(label, "y") < box.bottom
    assert all(box.holds(label) for label, box in zip(labels, path, strict=False))
    assert all(b - a > 12 for a, b in pairwise(number(label, "y") for label in labels[len(path) :]))
    for kind, of, anchor in (("shape", main, "start"), ("note", main[1:], "end")):
        for text, (arrow, _) in zip(panel.select(f"text.{kind}"), of, strict=True):
            assert text["text-anchor"] == anchor
            assert 4 < abs(number(text, "x") - cx) < 20
            assert (number(text, "x") > cx) == (kind == "shape")
            assert arrow[0][1] < number(text, "y") < arrow[-1][1]


def test_the_blocks_in_chinese() -> None:
    panels = drawn("blocks", "zh")
    assert texts(panels[0], "title") == ["ResNet-34 的 layer1.1，阶段内部"]
    assert texts(panels[1], "title") == ["ResNet-34 的 layer2.0，阶段的第一个单元"]
    assert texts(panels[2], "label")[3:] == ["恒等"]
    assert texts(panels[3], "label")[1:] == [
        "3×3, 128 → 128, 步幅 2",
        "1×1, 128 → 512",
        "1×1 投影",
        "步幅 2",
    ]


# The map of ResNet-50: Table 1


def test_the_map_lists_every_unit_of_table_1() -> None:
    (panel,) = drawn("map")
    stem, *units, head = panel.select("text.label")
    assert (stem.text, head.text) == (
        "7×7 convolution, max pooling: 3→64",
        "average pooling, linear: 2048→1000",
    )
    labels = []
    for width, repeats, first in ((64, 3, 64), (128, 4, 256), (256, 6, 512), (512, 3, 1024)):
        labels += [f"{first}→{width}→{4 * width}"]
        labels += [f"{4 * width}→{width}→{4 * width}"] * (repeats - 1)
    assert [unit.text for unit in units] == labels
    assert texts(panel, "title") == ["Stage 1", "Stage 2", "Stage 3", "Stage 4"]
    stages = ["256×56×56", "512×28×28", "1024×14×14", "2048×7×7"]
    assert texts(panel, "shape") == ["64×56×56", *stages, "1000"]


def test_the_map_of_units_is_in_order() -> None:
    (panel,) = drawn("map", "zh")
    first_row, *places, last_row = boxes(panel, "box")
    assert (first_row.kind, last_row.kind) == (["box", "end"], ["box", "end"])
    assert (first_row.left, first_row.right) == (last_row.left, last_row.right)
    edges = boxes(panel, "edge")
    projecting = [box for box in places if "first" in box.kind]
    # the four first units project, and a thick left edge says so
    assert [places.index(box) for box in projecting] == [0, 3, 7, 13]
    for edge, box in zip(edges, projecting, strict=True):
        assert (edge.left, edge.top, edge.bottom) == (box.left, box.top, box.bottom)
        assert edge.right < box.left + 10
    # three columns as wide as the ends together, one gap between them in both directions
    assert {round(box.right - box.left, 1) for box in places} == {
        round(places[0].right - places[0].left, 1)
    }
    columns = sorted({(box.left, round(box.right, 1)) for box in places})
    assert len(columns) == 3
    assert (columns[0][0], columns[-1][1]) == (first_row.left, first_row.right)
    gaps = [round(b[0] - a[1], 1) for a, b in pairwise(columns)]
    assert gaps[0] == pytest.approx(gaps[1], abs=0.11)
    assert places == sorted(places, key=lambda box: (box.top, box.left))  # as one reads
    rows = sorted({(box.top, box.bottom) for box in places})
    assert len(rows) == 1 + 2 + 2 + 1
    assert len({bottom - top for top, bottom in rows}) == 1
    in_stages = [rows[2][0] - rows[1][1], rows[4][0] - rows[3][1]]
    assert in_stages == pytest.approx([gaps[0], gaps[0]], abs=0.11)
    # headings stand above their stage's first unit and below whatever precedes it
    above = [first_row, places[2], places[6], places[12]]
    headings = panel.select("text.title")
    shapes = panel.select("text.shape")[1:-1]
    for heading, shape, before, box in zip(headings, shapes, above, projecting, strict=True):
        assert heading["y"] == shape["y"]
        assert before.bottom + 8 < number(heading, "y") < box.top < before.bottom + 50
        assert (number(heading, "x"), heading["text-anchor"]) == (first_row.left, "start")
        assert (number(shape, "x"), shape["text-anchor"]) == (first_row.right, "end")
    assert places[-1].bottom < last_row.top < places[-1].bottom + 50
    # each label in the middle of what its edge leaves of its box
    for label, box in zip(panel.select("text.label")[1:-1], places, strict=True):
        assert label["text-anchor"] == "middle"
        left = next((edge.right for edge in edges if edge.left == box.left
                     and edge.top == box.top), box.left)  # fmt: skip
        assert number(label, "x") == pytest.approx((left + box.right) / 2, abs=0.11)
        assert box.holds(label)
    for row, label, shape in zip(
        (first_row, last_row),
        panel.select("text.label")[::17],
        panel.select("text.shape")[::5],
        strict=True,
    ):
        assert row.holds(label)
        assert row.holds(shape)
        assert (label["text-anchor"], shape["text-anchor"]) == ("start", "end")
        assert label["y"] == shape["y"]
        assert number(label, "x") - row.left == row.right - number(shape, "x")
    assert first_row.bottom - first_row.top == last_row.bottom - last_row.top


# The costs by part


def test_bars_are_as_long_as_the_costs_are_large() -> None:
    panels = drawn("costs")
    assert [texts(panel, "title")[0] for panel in panels] == ["Parameters", "MACs", "Activations"]
    longest = set()
    for panel, what in zip(panels, ("parameters", "macs", "activations"), strict=True):
        assert texts(panel, "label") == NETS
        bars, ends = boxes(panel, "bar"), panel.select("text.shape")
        largest = max(getattr(count(f"resnet{net}"), what) for net in NETS)
        ratios = set()
        for net, name, end in zip(NETS, panel.select("text.label"), ends, strict=True):
            counted = count(f"resnet{net}")
            parts = {part.name: getattr(part, what) for part in counted.parts}
            costs = [parts["conv1"] + parts["bn1"], *(parts[f"layer{n}"] for n in range(1, 5))]
            costs.append(parts["fc"])
            assert sum(costs) == getattr(counted, what)  # nothing is left out
            own, bars = bars[: len(costs)], bars[len(costs) :]
            assert [bar.kind for bar in own] == [["bar", f"bar-{n}"] for n in range(6)]
            assert all(a.right == pytest.approx(b.left, abs=0.02) for a, b in pairwise(own))
            assert own[0].left == 0
            for bar, cost in zip(own, costs, strict=True):
                share = (bar.right - bar.left) / cost * largest
                assert abs(bar.right - bar.left) < 0.02 or share == pytest.approx(
                    58, abs=0.01 * largest / cost
                )
            ratios.add((own[-1].right - own[0].left) / sum(costs) * largest)
            # the net's name before its bar, the number behind it, both on its height
            assert number(end, "x") == pytest.approx(own[-1].right, abs=0.02)
            assert 0 < number(end, "dx") < 12
            assert name["text-anchor"] == "end"
            for text in (name, end):
                assert (own[0].top + own[0].bottom) / 2 < number(text, "y") < own[0].bottom
            assert len({(bar.top, bar.bottom) for bar in own}) == 1
        assert bars == []
        assert max(ratios) - min(ratios) < 0.2
        longest.add(round(max(ratios)))
        tops = [bar.top for bar in boxes(panel, "bar-1")]
        steps = {b - a for a, b in pairwise(tops)}
        assert len(steps) == 1
        (height,) = {bar.bottom - bar.top for bar in boxes(panel, "bar")}
        assert height < steps.pop() < 2 * height
        assert number(panel.select("text.title")[0], "y") < tops[0]
        assert tops[-1] + height < float(re.findall(r"height: ([\d.]+)px", str(panel["style"]))[0])
    assert longest == {58}  # the same share in each panel


def test_the_numbers_of_the_costs() -> None:
    parameters, macs, activations = (texts(panel, "shape") for panel in drawn("costs"))
    # published by torchvision
    assert parameters == ["11.7 M", "21.8 M", "25.6 M", "44.5 M", "60.2 M"]
    assert macs == ["1.8 G", "3.7 G", "4.1 G", "7.8 G", "11.5 G"]
    for text, flops in zip(macs, TABLE_1, strict=True):
        # the paper strides in the 1×1 convolution, which is cheaper
        assert float(text.split()[0]) == pytest.approx(flops, abs=0.31)
    counted = [count(f"resnet{net}").activations for net in NETS]
    assert activations == [f"{round(n / 1e5) / 10} M" for n in counted]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ["开头", "第 1 阶段", "第 2 阶段", "第 3 阶段", "第 4 阶段", "分类层"]),
        ("en", ["Stem", "Stage 1", "Stage 2", "Stage 3", "Stage 4", "Classifier"]),
    ],
)
def test_the_legend_of_the_costs(language: str, names: list[str]) -> None:
    html = BeautifulSoup(figure("costs", language, ROOT / "docs"), "html.parser")
    items = html.select("figure > ul.legend > li")
    assert [item.text for item in items] == names
    swatches = [item.select("span.swatch")[0]["class"] for item in items]
    assert swatches == [["swatch", f"bar-{n}"] for n in range(6)]


# Gradients by depth

CURVES = {  # norms that are powers of ten, or the same, so that heights can be told
    "plain basic bn": [(10, 1e-2), (20, 1e-4), (60, 1e-6)],
    "plain bottleneck bn": [(10, 1.0), (20, 1.0), (60, 10.0)],
    "residual basic bn": [(10, 1.0), (20, 1.0), (60, 10.0)],
    "residual bottleneck bn": [(10, 1.0), (20, 1.0), (60, 0.1)],
    "plain basic no_bn": [(10, 1e-2), (20, 1e-6), (60, 1e-10)],
    "plain bottleneck no_bn": [(10, 1e-2), (20, 1e-6), (60, 1e-9)],
    "residual basic no_bn": [(10, 1.0), (20, 10.0), (60, 1000.0)],
    "residual bottleneck no_bn": [(10, 1.0), (20, 10.0), (60, 1e-1)],
}
POWERS = ["10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰", "10²", "10⁴"]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Measurements in the place of the real ones, beside a series that is another figure's."""
    folder = tmp_path / "questions/why-bottleneck"
    folder.mkdir(parents=True)
    outputs = [
        {"data": {SERIES_MIME: Series(name, data).to_json()}}
        for name, data in (("gradient-norm-by-depth", CURVES), ("other", {"a b bn": [(1, 2)]}))
    ]
    cells = [{"source": "", "outputs": [output]} for output in outputs]
    (folder / "evidence.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("index", [0, 1])
def test_curves_stand_on_a_logarithmic_scale(docs: Path, index: int) -> None:
    panel = drawn("gradients", "en", docs)[index]
    norm = ["bn", "no_bn"][index]
    assert texts(panel, "title") == [["With BN", "Without BN"][index]]
    *marks, layers = panel.select("text.shape")
    powers, depths = marks[: len(POWERS)], marks[len(POWERS) :]
    assert [mark.text for mark in powers] == POWERS  # the same scale in both panels
    assert [mark.text for mark in depths] == ["10", "20", "60"]
    assert layers.text == "layers"
    grid = lines(panel, "grid")
    assert len(grid) == len(POWERS)
    (left,), (right,) = ({line[0][0] for line in grid}, {line[1][0] for line in grid})
    heights = [line[0][1] for line in grid]
    assert heights == [line[1][1] for line in grid]
    steps = [a - b for a, b in pairwise(heights)]
    assert steps == pytest.approx([steps[0]] * 7, abs=0.11)
    assert number(panel.select("text.title")[0], "y") < heights[-1] < 50  # the scale fills it
    assert right - left > WIDTH / 3
    assert steps[0] > 20
    for mark, height in zip(powers, heights, strict=True):
        assert 0 < number(mark, "y") - height < steps[0] / 4  # beside its line
        assert number(mark, "x") < left
        assert mark["text-anchor"] == "end"
    across = [number(mark, "x") for mark in depths]
    assert (across[0], across[-1]) == pytest.approx((left, right), abs=0.06)
    assert (across[1] - left) / (right - left) == pytest.approx(1 / 5, abs=0.001)
    assert {mark["text-anchor"] for mark in depths} == {"middle"}
    assert {mark["y"] for mark in depths} == {layers["y"]}
    assert number(layers, "y") > heights[0] + 8
    assert number(layers, "x") > right + 8

    curves = panel.select("path.curve")
    own = {name: curve for name, curve in CURVES.items() if name.endswith(f" {norm}")}
    assert [list(curve["class"]) for curve in curves] == [
        ["curve", *name.split()[:2]] for name in own
    ]
    for name, points in zip(own, lines(panel, "curve"), strict=True):
        want = [
            (x, heights[0] - (math.log10(y) + 10) / 2 * steps[0])
            for x, (_, y) in zip(across, CURVES[name], strict=True)
        ]
        assert [x for x, _ in points] == pytest.approx([x for x, _ in want], abs=0.06)
        assert [y for _, y in points] == pytest.approx([y for _, y in want], abs=0.7)
        dots = panel.select("circle.dot." + ".".join(name.split()[:2]))
        assert [(number(dot, "cx"), number(dot, "cy")) for dot in dots] == points
        assert all(0 < number(dot, "r") < 6 for dot in dots)


@pytest.mark.parametrize(
    ("language", "plain", "residual", "bottleneck"),
    [("zh", "无捷径", "有捷径", "瓶颈块"), ("en", "plain", "residual", "bottleneck")],
)
def test_each_curve_is_named_at_its_end(
    docs: Path, language: str, plain: str, residual: str, bottleneck: str
) -> None:
    panel = drawn("gradients", language, docs)[0]
    notes = panel.select("text.note")
    # from the top down as the curves end; where two end together, one below the other
    assert [note.text for note in notes] == [
        f"{plain} · {bottleneck}",
        f"{residual} · BasicBlock",
        f"{residual} · {bottleneck}",
        f"{plain} · BasicBlock",
    ]
    assert [list(note["class"]) for note in notes] == [
        ["note", "plain", "bottleneck"],
        ["note", "residual", "basic"],
        ["note", "residual", "bottleneck"],
        ["note", "plain", "basic"],
    ]
    baselines = [number(note, "y") for note in notes]
    assert all(b - a >= 12 for a, b in pairwise(baselines))  # no two on each other
    ends = {tuple(curve["class"][1:]): path[-1]
            for curve, path in zip(panel.select("path.curve"), lines(panel, "curve"),
                                   strict=True)}  # fmt: skip
    right = lines(panel, "grid")[0][1][0]
    assert len({note["x"] for note in notes}) == 1
    assert 0 < number(notes[0], "x") - right < 16
    # a Latin letter takes up to 6, a Chinese character 12
    widest = max(sum(12 if letter > "⺀" else 6 for letter in note.text) for note in notes)
    assert number(notes[0], "x") + widest < WIDTH
    for note in (notes[0], notes[-1]):  # these have room: they stand at their curve's end
        assert 0 < number(note, "y") - ends[tuple(note["class"][1:])][1] < 8


def test_the_measured_curves_are_eight() -> None:
    panels = drawn("gradients")
    named = [tuple(curve["class"]) for panel in panels for curve in panel.select("path.curve")]
    kinds = {("curve", a, b) for a in ("plain", "residual") for b in ("basic", "bottleneck")}
    assert len(named) == 8
    assert set(named[:4]) == set(named[4:]) == kinds
