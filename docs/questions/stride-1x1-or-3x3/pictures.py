"""A downsampling bottleneck of v1 beside one of v1.5, and which input positions each reads."""

from __future__ import annotations

from math import isqrt

from knowledge.model import Question
from knowledge.render.pictures import WIDTH, Picture, arrow, line, number, rect, shape, svg, text
from resnet_ref import architecture, count
from resnet_ref.architectures import StrideIn

PLACES: dict[str, StrideIn] = {"v1": "1x1", "v1.5": "3x3"}
UNIT = "layer2.0"
TEXTS = {
    "blocks": {
        "zh": "ResNet-50 第 2 阶段的第一个残差块，箭头旁是特征图的形状 C×H×W；左边的橙色粗条表示步幅为 2",
        "en": "The first unit of stage 2 in ResNet-50, with the feature map's shape (C, H, W) on every arrow; "
        "a thick orange edge marks stride 2",
    },
    "positions": {
        "zh": "输入特征图的一角。蓝色是读到的位置，其余没有谁读；橙框是算出一个输出要读的位置",
        "en": "A corner of the input feature map. Blue positions are read, the others by nothing; "
        "orange frames mark what one output reads",
    },
    "stride": {"zh": "步幅 {}", "en": "stride {}"},
    "branch": {"zh": "{} 残差分支", "en": "branch, {}"},
    "shortcut": {"zh": "捷径，都一样", "en": "shortcut, both"},
}


def blocks(language: str, question: Question) -> Picture:
    """The same unit twice, narrow enough to stand side by side on a phone."""
    panels = [_unit(name, stride_in, language) for name, stride_in in PLACES.items()]
    return Picture(panels, TEXTS["blocks"][language])


NARROW, HALF, PAD = 164, 44, 28  # a panel's width; half a box; half the shortcut's box


def _unit(title: str, stride_in: StrideIn, language: str) -> str:
    """The unit with its stride in one place."""
    net = count("resnet50", stride_in=stride_in)
    before = net.stages[0].out_shape
    unit = next(block for block in net.blocks if block.name == UNIT)
    convs = [p for p in unit.parts if ".conv" in p.name]
    x, side, y = HALF + 8, NARROW - PAD, 42.0
    parts = [
        text(NARROW / 2, 13, f"{title}: {UNIT}", "title", "middle"),
        arrow([(x, 20), (x, y)]),
        text(x + 6, 30, shape(before), "shape"),
    ]
    split, (channels, size) = y - 7, before[:2]
    for conv in convs:
        kernel = isqrt(conv.parameters // (channels * conv.out_shape[0]))
        stride = size // conv.out_shape[1]
        label = f"{kernel}×{kernel}, {TEXTS['stride'][language].format(stride)}"
        parts += [
            rect(x - HALF, y, 2 * HALF, 22, f"box k{kernel}"),
            *([rect(x - HALF, y, 5, 22, "edge", 2.5)] if stride > 1 else []),
            text(x + 2, y + 15, label, "note dark", "middle"),
            arrow([(x, y + 22), (x, y + 48)]),
            text(x + 6, y + 38, shape(conv.out_shape), "shape"),
        ]
        y += 48
        channels, size = conv.out_shape[:2]
    plus, stride = y + 8, before[1] // unit.out_shape[1]
    words = ["1×1", TEXTS["stride"][language].format(stride)]
    top = 42 + 48 - 6  # beside the second convolution, clear of the shapes
    parts += [
        arrow([(x, split), (side, split), (side, plus), (x + 8, plus)]),
        rect(side - PAD, top, 2 * PAD, 34, "box shortcut"),
        rect(side - PAD, top, 5, 34, "edge", 2.5),
        *(
            text(side + 2, top + 14 + 14 * i, word, "note dark", "middle")
            for i, word in enumerate(words)
        ),
        f'<circle cx="{number(x)}" cy="{number(plus)}" r="8" class="plus"/>',
        line([(x - 4, plus), (x + 4, plus)], "wire"),
        line([(x, plus - 4), (x, plus + 4)], "wire"),
        arrow([(x, plus + 8), (x, plus + 32)]),
        text(x + 6, plus + 24, shape(unit.out_shape), "shape"),
    ]
    return svg(f"{title}: {TEXTS['blocks'][language]}", plus + 34, parts, NARROW)


GRID, CELL = 8, 12.5  # positions a side, and how large each is drawn


def positions(language: str, question: Question) -> Picture:
    """Which positions the residual branch reads in v1 and in v1.5, and which the shortcut."""
    units = {
        name: next(u for u in architecture("resnet50", stride_in=s).units() if u.name == UNIT)
        for name, s in PLACES.items()
    }
    grids = [
        (TEXTS["branch"][language].format(name), unit.convs[:2]) for name, unit in units.items()
    ]
    projection = units["v1"].projection
    assert projection is not None
    grids.append((TEXTS["shortcut"][language], (projection,)))
    parts, gap = [], (WIDTH - 3 * GRID * CELL) / 2
    for index, (title, convs) in enumerate(grids):
        left = index * (GRID * CELL + gap)
        parts.append(text(left, 13, title, "note dark"))
        # one output reads these positions along a side; the next reads them `step` further on
        offsets, step = {0}, 1
        for conv in convs:
            taps = [k * conv.dilation - conv.padding for k in range(conv.kernel_size)]
            offsets, step = {o + step * tap for o in offsets for tap in taps}, step * conv.stride
        read = {o + step * i for o in offsets for i in range(GRID)}
        one = {o + step * (GRID // 2 // step) for o in offsets}
        for row in range(GRID):
            for column in range(GRID):
                kind = "bar-2" if {row, column} <= read else "box"
                at = left + column * CELL + 1, 22 + row * CELL + 1
                parts.append(rect(*at, CELL - 2, CELL - 2, kind, 2))
                if {row, column} <= one:
                    parts.append(rect(*at, CELL - 2, CELL - 2, "curve bottleneck", 2))
    return Picture(
        [svg(TEXTS["positions"][language], 24 + GRID * CELL, parts)], TEXTS["positions"][language]
    )
