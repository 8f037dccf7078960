"""BasicBlock and Bottleneck as drawings; what the five nets cost by part."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isqrt

from knowledge.model import Question
from knowledge.render.pictures import WIDTH, Picture, arrow, line, number, rect, shape, svg, text
from resnet_ref import Count, architecture, count

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
TEXTS = {
    "blocks": {
        "zh": "阶段内部的 BasicBlock 与 Bottleneck，各是一个残差块；箭头旁是该处的形状 C×H×W",
        "en": "A BasicBlock and a Bottleneck inside a stage, one residual unit each, with the shape (C, H, W) on every arrow",
    },
    "first_units": {
        "zh": "第 2 阶段的第一个残差块：形状变了，捷径换成 1×1 投影（downsample）",
        "en": "The first unit of stage 2: the shape changes, and the shortcut is a 1×1 projection (downsample)",
    },
    "costs": {
        "zh": "五个网络各部分的参数、乘加和激活元素（输入一张 224×224 的图）",
        "en": "Parameters, MACs and activations of the five nets by part (one image of 224×224)",
    },
    "identity": {"zh": "恒等", "en": "identity"},
    "projection": {"zh": "1×1 投影", "en": "1×1 projection"},
    "stride": {"zh": "步幅 2", "en": "stride 2"},
    "stem": {"zh": "开头", "en": "Stem"},
    "stage": {"zh": "第 {n} 阶段", "en": "Stage {n}"},
    "head": {"zh": "分类层", "en": "Classifier"},
    "parameters": {"zh": "参数", "en": "Parameters"},
    "macs": {"zh": "乘加（MACs）", "en": "MACs"},
    "activations": {"zh": "激活元素", "en": "Activations"},
}


def blocks(language: str, question: Question) -> Picture:
    """An inner unit of either block, narrow enough to stand side by side on a phone."""
    panels = [
        _block(stages[0].parts[1], stages[0].out_shape, net, language, NARROW)
        for net, stages in _stages()
    ]
    return Picture(panels, TEXTS["blocks"][language])


def first_units(language: str, question: Question) -> Picture:
    """The first unit of a stage, with its projection."""
    panels = [
        _block(stages[1].parts[0], stages[0].out_shape, net, language, WIDTH)
        for net, stages in _stages()
    ]
    return Picture(panels, TEXTS["first_units"][language])


def _stages() -> list[tuple[str, tuple[Count, ...]]]:
    return [(net, count(net).stages) for net in ("resnet34", "resnet50")]


NARROW = 164


def _block(unit: Count, in_shape: Sequence[int], net: str, language: str, width: float) -> str:
    """A unit as a drawing `width` units wide."""
    convs = [p for p in unit.parts if ".conv" in p.name]
    shortcut = [p for p in unit.parts if p.name.endswith("downsample.0")]
    half, pad = (48, 23) if width == NARROW else (90, 48)  # half a box; half the shortcut's
    x, side, y = half + 8, width - pad, 58.0  # main path, shortcut, the first box's top
    title = "Bottleneck" if architecture(net).block == "bottleneck" else "BasicBlock"
    parts = [
        text(width / 2, 13, title, "title", "middle"),
        text(width / 2, 28, f"ResNet-{architecture(net).depth} {unit.name}", "note", "middle"),
        arrow([(x, 34), (x, y)]),
        text(x + 6, 46, shape(in_shape), "shape"),
    ]
    split = y - 8
    channels, size = in_shape[0], in_shape[1]
    for conv in convs:
        kernel = isqrt(conv.parameters // (channels * conv.out_shape[0]))
        label = f"{kernel}×{kernel}, {channels} → {conv.out_shape[0]}"
        if conv.out_shape[1] < size:
            label += f", {TEXTS['stride'][language]}"
        after = "BN" if conv is convs[-1] else "BN·ReLU"
        parts += [
            rect(x - half, y, 2 * half, 22, f"box k{kernel}"),
            text(x, y + 15, label, "note dark", "middle"),
            arrow([(x, y + 22), (x, y + 48)]),
            text(x - 5, y + 38, after, "note", "end"),
            text(x + 6, y + 38, shape(conv.out_shape), "shape"),
        ]
        y += 48
        channels, size = conv.out_shape[0], conv.out_shape[1]
    plus = y + 8
    parts.append(arrow([(x, split), (side, split), (side, plus), (x + 8, plus)]))
    words = [TEXTS["projection" if shortcut else "identity"][language]]
    if shortcut and shortcut[0].out_shape[1] < in_shape[1]:
        words.append(TEXTS["stride"][language])
    top = 58 + 48 - 9 * len(words) + 11 - 2  # beside the second convolution
    parts.append(rect(side - pad, top, 2 * pad, 18 * len(words) + 4, "box shortcut"))
    parts += [
        text(side, top + 15 + 18 * index, word, "note dark", "middle")
        for index, word in enumerate(words)
    ]
    parts += [
        f'<circle cx="{number(x)}" cy="{number(plus)}" r="8" class="plus"/>',
        line([(x - 4, plus), (x + 4, plus)], "wire"),
        line([(x, plus - 4), (x, plus + 4)], "wire"),
        arrow([(x, plus + 8), (x, plus + 32)]),
        text(x - 5, plus + 24, "ReLU", "note", "end"),
        text(x + 6, plus + 24, shape(unit.out_shape), "shape"),
    ]
    return svg(title, plus + 34, parts, width)


BARS = 58  # the longest bar's share of the width, in per cent; the rest is for its labels


def costs(language: str, question: Question) -> Picture:
    """Bars take a share of whatever width there is: their labels keep their size."""
    panels = []
    for what, unit, scale in (
        ("parameters", " M", 1e6),
        ("macs", " G", 1e9),
        ("activations", " M", 1e6),
    ):
        rows = {net: _by_part(count(net), what) for net in NETS}
        most = max(map(sum, rows.values()))
        title = TEXTS[what][language]
        parts = [text(2, 16, title, "title")]
        bars = ""
        y = 28.0
        for net, values in rows.items():
            parts.append(text(26, y + 15, net.removeprefix("resnet"), "label", "end"))
            x = 0.0
            for index, value in enumerate(values):
                w = value / most * BARS
                if w > 0:
                    bars += (
                        f'<rect x="{x:.2f}%" y="{number(y)}" width="{w:.2f}%" height="20" '
                        f'class="bar bar-{index}"/>'
                    )
                x += w
            label = f"{sum(values) / scale:.1f}{unit}"
            bars += f'<text x="{x:.2f}%" dx="6" y="{number(y + 15)}" class="shape">{label}</text>'
            y += 27
        parts.append(f'<g transform="translate(34 0)">{bars}</g>')
        panels.append(
            f'<svg style="height: {number(y)}px" role="img" '
            f'aria-label="{escape(title)}: {escape(TEXTS["costs"][language])}" '
            f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
        )
    names = ["stem", *("stage" for _ in range(4)), "head"]
    legend = [
        (f"bar-{index}", TEXTS[name][language].format(n=index)) for index, name in enumerate(names)
    ]
    return Picture(panels, TEXTS["costs"][language], legend)


def _by_part(net: Count, what: str) -> list[int]:
    stages = [getattr(stage, what) for stage in net.stages]
    stem = sum(getattr(part, what) for part in net.parts if part.name in ("conv1", "bn1"))
    return [stem, *stages, getattr(net.parts[-1], what)]
