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
        "zh": "BasicBlock（ResNet-34）与 Bottleneck（ResNet-50）：各画两个单元，一个在阶段内部，一个是阶段的第一个；箭头旁是特征图的形状 C×H×W",
        "en": "BasicBlock and Bottleneck: an inner unit and the first unit of a stage, with the shape (C, H, W) on every arrow",
    },
    "costs": {
        "zh": "五个网络各部分的参数、乘加和激活元素（输入一张 224×224 的图）",
        "en": "Parameters, MACs and activations of the five nets by part (one image of 224×224)",
    },
    "inner": {"zh": "{net} 的 {unit}，阶段内部的单元", "en": "{unit} of {net}, inside a stage"},
    "first": {
        "zh": "{net} 的 {unit}，阶段的第一个单元",
        "en": "{unit} of {net}, first of its stage",
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
    """An inner unit and a stage's first unit of either block."""
    panels = []
    for net in ("resnet34", "resnet50"):
        stage = count(net).stages
        for unit, before, key in (
            (stage[0].parts[1], stage[0].parts[0], "inner"),
            (stage[1].parts[0], stage[0].parts[-1], "first"),
        ):
            title = TEXTS[key][language].format(
                net=f"ResNet-{architecture(net).depth}", unit=unit.name
            )
            panels.append(_block(title, unit, before.out_shape, language))
    return Picture(panels, TEXTS["blocks"][language])


def _block(title: str, unit: Count, in_shape: Sequence[int], language: str) -> str:
    convs = [p for p in unit.parts if ".conv" in p.name]
    shortcut = [p for p in unit.parts if p.name.endswith("downsample.0")]
    x, y, half = 104, 62, 90  # the main path's middle, the first box's top, half a box
    parts = [text(WIDTH / 2, 18, title, "title", "middle")]
    parts += [text(x + 10, 44, shape(in_shape), "shape"), arrow([(x, 30), (x, y)])]
    split = y - 12
    channels, size = in_shape[0], in_shape[1]
    for index, conv in enumerate(convs):
        kernel = isqrt(conv.parameters // (channels * conv.out_shape[0]))
        label = f"{kernel}×{kernel}, {channels} → {conv.out_shape[0]}"
        if conv.out_shape[1] < size:
            label += f", {TEXTS['stride'][language]}"
        parts += [rect(x - half, y, 2 * half, 28, f"box k{kernel}")]
        parts += [text(x, y + 19, label, "label", "middle")]
        y += 28
        parts += [
            arrow([(x, y), (x, y + 34)]),
            text(x + 10, y + 21, shape(conv.out_shape), "shape"),
        ]
        if index < len(convs) - 1:
            parts.append(text(x - 10, y + 21, "BN · ReLU", "note", "end"))
        else:
            parts.append(text(x - 10, y + 21, "BN", "note", "end"))
        y += 34
        channels, size = conv.out_shape[0], conv.out_shape[1]
    plus = y + 11
    side = 284
    parts.append(arrow([(x, split), (side, split), (side, plus), (x + 11, plus)]))
    words = [TEXTS["projection" if shortcut else "identity"][language]]
    if shortcut and shortcut[0].out_shape[1] < in_shape[1]:
        words.append(TEXTS["stride"][language])
    middle = (split + plus) / 2
    parts.append(
        rect(side - 48, middle - 11 * len(words) - 3, 96, 22 * len(words) + 2, "box shortcut")
    )
    for index, word in enumerate(words):
        at = middle - 11 * len(words) + 14 + 22 * index
        parts.append(text(side, at, word, "label", "middle"))
    parts.append(f'<circle cx="{x}" cy="{number(plus)}" r="11" class="plus"/>')
    parts.append(line([(x - 6, plus), (x + 6, plus)], "wire"))
    parts.append(line([(x, plus - 6), (x, plus + 6)], "wire"))
    parts.append(arrow([(x, plus + 11), (x, plus + 46)]))
    parts.append(text(x - 10, plus + 32, "ReLU", "note", "end"))
    parts.append(text(x + 10, plus + 32, shape(unit.out_shape), "shape"))
    return svg(title, plus + 52, parts)


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
