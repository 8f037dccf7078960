"""Pictures drawn by the code they speak of: SVG from the live architecture, at build time.

Colours are the page's own (CSS), so that a picture follows the light and the dark scheme. Every
panel is 340 units wide: on a phone panels stand below each other and stay legible. Bars take a
share of whatever width there is instead, so that their labels keep their size in three columns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from math import isqrt
from pathlib import Path
from typing import Any

from resnet_ref import ARCHITECTURES, Count, architecture, count
from resnet_ref.findings import SERIES_MIME

from .load import stored_outputs
from .model import Text

WIDTH = 340
Point = tuple[float, float]

TEXTS: dict[str, Text] = {
    "blocks": {
        "zh": "BasicBlock 与 Bottleneck：阶段内部的单元与阶段的第一个单元，"
        "箭头旁是该处的形状 C×H×W",
        "en": "BasicBlock and Bottleneck: an inner unit and the first unit of a stage, "
        "with the shape (C, H, W) on every arrow",
    },
    "map": {
        "zh": "ResNet-50 从头到尾：每组一个阶段，方框是单元，里面是输入 → 中间 → 输出通道；"
        "左侧有粗边的单元，捷径是投影",
        "en": "ResNet-50 from end to end: a group a stage, a box a unit, with its channels "
        "in → inside → out; a thick left edge marks a projection on the shortcut",
    },
    "costs": {
        "zh": "五个网络各部分的参数、乘加和激活（224×224，一张图）",
        "en": "Parameters, MACs and activations of the five nets by part (one image of 224×224)",
    },
    "gradients": {
        "zh": "初始化时第一层卷积的梯度范数随深度的变化（对数刻度，多个种子的几何平均）",
        "en": "Gradient norm of the first convolution at initialisation, by depth "
        "(log scale, geometric mean over the seeds)",
    },
    "inner": {"zh": "{net} 的 {unit}，阶段内部", "en": "{unit} of {net}, inside a stage"},
    "first": {
        "zh": "{net} 的 {unit}，阶段的第一个单元",
        "en": "{unit} of {net}, first of its stage",
    },
    "identity": {"zh": "恒等", "en": "identity"},
    "projection": {"zh": "1×1 投影", "en": "1×1 projection"},
    "stride": {"zh": "步幅 2", "en": "stride 2"},
    "stage": {"zh": "第 {n} 阶段", "en": "Stage {n}"},
    "stem": {"zh": "开头", "en": "Stem"},
    "head": {"zh": "分类层", "en": "Classifier"},
    "stem_layers": {"zh": "7×7 卷积，最大池化：{}→{}", "en": "7×7 convolution, max pooling: {}→{}"},
    "head_layers": {"zh": "平均池化，全连接：{}→{}", "en": "average pooling, linear: {}→{}"},
    "parameters": {"zh": "参数", "en": "Parameters"},
    "macs": {"zh": "乘加（MACs）", "en": "MACs"},
    "activations": {"zh": "激活元素", "en": "Activations"},
    "bn": {"zh": "有 BN", "en": "With BN"},
    "no_bn": {"zh": "没有 BN", "en": "Without BN"},
    "plain": {"zh": "无捷径", "en": "plain"},
    "residual": {"zh": "有捷径", "en": "residual"},
    "basic": {"zh": "BasicBlock", "en": "BasicBlock"},
    "bottleneck": {"zh": "瓶颈块", "en": "bottleneck"},
    "layers": {"zh": "层", "en": "layers"},
}


def figure(name: str, language: str, docs: Path) -> str:
    """The figure called `name` as HTML. Raises ValueError for an unknown name."""
    if name not in DRAWN:
        raise ValueError(f"{name!r} is no figure; there are {', '.join(DRAWN)}")
    panels, legend = DRAWN[name](language, docs)
    caption = TEXTS[name][language]
    body = "".join(panels)
    return (
        f'<figure class="figure figure--{name}" data-search-exclude>{legend}'
        f'<div class="panels">{body}</div>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {_f(height)}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _f(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{_f(x)}" y="{_f(y)}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _rect(x: float, y: float, w: float, h: float, kind: str, radius: float = 6) -> str:
    return (
        f'<rect x="{_f(x)}" y="{_f(y)}" width="{_f(w)}" height="{_f(h)}" rx="{_f(radius)}" '
        f'class="{kind}"/>'
    )


def _room(text: str) -> float:
    """How wide a label of the smallest size may become in the widest of usual fonts."""
    return sum(12 if ord(letter) > 0x2E7F else 6.2 for letter in text)


def _line(points: Sequence[Point], kind: str) -> str:
    d = "M" + "L".join(f"{_f(x)} {_f(y)}" for x, y in points)
    return f'<path d="{d}" class="{kind}"/>'


def _arrow(points: Sequence[Point]) -> str:
    (x0, y0), (x, y) = points[-2:]
    head = (
        [(x - 4, y - 6), (x, y), (x + 4, y - 6)]
        if x == x0
        else [
            (x + math.copysign(6, x0 - x), y - 4),
            (x, y),
            (x + math.copysign(6, x0 - x), y + 4),
        ]
    )
    del y0
    return _line(points, "wire") + _line(head, "wire")


def _shape(shape: Sequence[int]) -> str:
    return "×".join(map(str, shape))


# BasicBlock and Bottleneck


def _blocks(language: str, docs: Path) -> tuple[list[str], str]:
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
    return panels, ""


def _block(title: str, unit: Count, in_shape: Sequence[int], language: str) -> str:
    convs = [p for p in unit.parts if ".conv" in p.name]
    shortcut = [p for p in unit.parts if p.name.endswith("downsample.0")]
    x, y, half = 104, 62, 90  # the main path's middle, the first box's top, half a box
    parts = [_text(WIDTH / 2, 18, title, "title", "middle")]
    parts += [_text(x + 10, 44, _shape(in_shape), "shape"), _arrow([(x, 30), (x, y)])]
    split = y - 12
    channels, size = in_shape[0], in_shape[1]
    for index, conv in enumerate(convs):
        kernel = isqrt(conv.parameters // (channels * conv.out_shape[0]))
        label = f"{kernel}×{kernel}, {channels} → {conv.out_shape[0]}"
        if conv.out_shape[1] < size:
            label += f", {TEXTS['stride'][language]}"
        parts += [_rect(x - half, y, 2 * half, 28, f"box k{kernel}")]
        parts += [_text(x, y + 19, label, "label", "middle")]
        y += 28
        parts += [
            _arrow([(x, y), (x, y + 34)]),
            _text(x + 10, y + 21, _shape(conv.out_shape), "shape"),
        ]
        if index < len(convs) - 1:
            parts.append(_text(x - 10, y + 21, "BN · ReLU", "note", "end"))
        else:
            parts.append(_text(x - 10, y + 21, "BN", "note", "end"))
        y += 34
        channels, size = conv.out_shape[0], conv.out_shape[1]
    plus = y + 11
    side = 284
    parts.append(_arrow([(x, split), (side, split), (side, plus), (x + 11, plus)]))
    words = [TEXTS["projection" if shortcut else "identity"][language]]
    if shortcut and shortcut[0].out_shape[1] < in_shape[1]:
        words.append(TEXTS["stride"][language])
    middle = (split + plus) / 2
    parts.append(
        _rect(side - 48, middle - 11 * len(words) - 3, 96, 22 * len(words) + 2, "box shortcut")
    )
    for index, word in enumerate(words):
        at = middle - 11 * len(words) + 14 + 22 * index
        parts.append(_text(side, at, word, "label", "middle"))
    parts.append(f'<circle cx="{x}" cy="{_f(plus)}" r="11" class="plus"/>')
    parts.append(_line([(x - 6, plus), (x + 6, plus)], "wire"))
    parts.append(_line([(x, plus - 6), (x, plus + 6)], "wire"))
    parts.append(_arrow([(x, plus + 11), (x, plus + 46)]))
    parts.append(_text(x - 10, plus + 32, "ReLU", "note", "end"))
    parts.append(_text(x + 10, plus + 32, _shape(unit.out_shape), "shape"))
    return _svg(title, plus + 52, parts)


# The map of ResNet-50


def _map(language: str, docs: Path) -> tuple[list[str], str]:
    net = count("resnet50")
    units = {u.name: u for u in architecture("resnet50").units()}
    parts = _end(6, language, "stem", net.parts[0], net.parts[2])
    y = 50.0
    for number, stage in enumerate(net.stages, start=1):
        heading = TEXTS["stage"][language].format(n=number)
        parts.append(_text(2, y + 14, heading, "title"))
        parts.append(_text(WIDTH - 2, y + 14, _shape(stage.out_shape), "shape", "end"))
        y += 22
        columns, gap = 3, 6
        w = (WIDTH - 4 - gap * (columns - 1)) / columns
        for index, part in enumerate(stage.parts):
            row, column = divmod(index, columns)
            x, top = 2 + column * (w + gap), y + row * 36
            unit = units[part.name]
            projects = any("downsample" in p.name for p in part.parts)
            parts.append(_rect(x, top, w, 30, "box first" if projects else "box"))
            if projects:
                parts.append(_rect(x, top, 5, 30, "edge", 2.5))
            label = f"{unit.in_channels}→{unit.width}→{unit.out_channels}"
            middle = x + (w + 5 * projects) / 2
            parts.append(_text(middle, top + 19.5, label, "label small", "middle"))
        y += 36 * math.ceil(len(stage.parts) / columns) + 10
    parts += _end(y, language, "head", net.parts[-2], net.parts[-1])
    return [_svg(TEXTS["map"][language], y + 36, parts)], ""


def _end(y: float, language: str, which: str, first: Count, last: Count) -> list[str]:
    """A thin row for what comes before the stages or after them."""
    into = 3 if which == "stem" else first.out_shape[0]
    words = TEXTS[f"{which}_layers"][language].format(into, last.out_shape[0])
    return [
        _rect(2, y, WIDTH - 4, 30, "box end"),
        _text(12, y + 19.5, words, "label small"),
        _text(WIDTH - 12, y + 19.5, _shape([n for n in last.out_shape if n > 1]), "shape", "end"),
    ]


# Costs by stage

BARS = 58  # the longest bar's share of the width, in per cent; the rest is for its labels


def _costs(language: str, docs: Path) -> tuple[list[str], str]:
    panels = []
    for what, unit, scale in (
        ("parameters", " M", 1e6),
        ("macs", " G", 1e9),
        ("activations", " M", 1e6),
    ):
        rows = {net: _by_part(count(net), what) for net in ARCHITECTURES}
        most = max(map(sum, rows.values()))
        title = TEXTS[what][language]
        parts = [_text(2, 16, title, "title")]
        bars = ""
        y = 28.0
        for net, values in rows.items():
            parts.append(_text(26, y + 15, net.removeprefix("resnet"), "label", "end"))
            x = 0.0
            for index, value in enumerate(values):
                w = value / most * BARS
                if w > 0:
                    bars += (
                        f'<rect x="{x:.2f}%" y="{_f(y)}" width="{w:.2f}%" height="20" '
                        f'class="bar bar-{index}"/>'
                    )
                x += w
            label = f"{sum(values) / scale:.1f}{unit}"
            bars += f'<text x="{x:.2f}%" dx="6" y="{_f(y + 15)}" class="shape">{label}</text>'
            y += 27
        parts.append(f'<g transform="translate(34 0)">{bars}</g>')
        panels.append(
            f'<svg style="height: {_f(y)}px" role="img" '
            f'aria-label="{escape(title)}: {escape(TEXTS["costs"][language])}" '
            f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
        )
    names = ["stem", *("stage" for _ in range(4)), "head"]
    items = ""
    for index, name in enumerate(names):
        label = TEXTS[name][language].format(n=index)
        items += f'<li><span class="swatch bar-{index}"></span>{escape(label)}</li>'
    return panels, f'<ul class="legend">{items}</ul>'


def _by_part(net: Count, what: str) -> list[int]:
    stages = [getattr(stage, what) for stage in net.stages]
    stem = sum(getattr(part, what) for part in net.parts if part.name in ("conv1", "bn1"))
    return [stem, *stages, getattr(net.parts[-1], what)]


# Gradients by depth


def _gradients(language: str, docs: Path) -> tuple[list[str], str]:
    path = docs / "questions/why-bottleneck/evidence.ipynb"
    curves: dict[str, list[Point]] = {}
    for series in stored_outputs(path, SERIES_MIME):
        if series["series"] == "gradient-norm-by-depth":
            curves = {k: [(x, y) for x, y in curve] for k, curve in series["data"].items()}
    return [_plot(curves, norm, language) for norm in ("bn", "no_bn")], ""


def _plot(curves: dict[str, list[Point]], norm: str, language: str) -> str:
    shown = {
        tuple(name.split()[:2]): curve for name, curve in curves.items() if name.split()[2] == norm
    }
    logs = [math.log10(y) for curve in curves.values() for _, y in curve]
    low, high = math.floor(min(logs) / 2) * 2, math.ceil(max(logs) / 2) * 2
    depths = [x for x, _ in next(iter(shown.values()))]
    labels = {key: f"{TEXTS[key[0]][language]} · {TEXTS[key[1]][language]}" for key in shown}
    left, top, bottom = 40, 34, 234
    right = WIDTH - 8 - max(map(_room, labels.values()))

    def at(x: float, y: float) -> Point:
        across = (x - depths[0]) / (depths[-1] - depths[0])
        up = (math.log10(y) - low) / (high - low)
        return left + across * (right - left), bottom - up * (bottom - top)

    title = TEXTS[norm][language]
    parts = [_text(2, 16, title, "title")]
    for power in range(low, high + 1, 2):
        _, y = at(depths[0], 10.0**power)
        parts.append(_line([(left, y), (right, y)], "grid"))
        sign = "−" if power < 0 else ""
        raised = str(abs(power)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        raised = ("⁻" if sign else "") + raised
        parts.append(_text(left - 6, y + 4, f"10{raised}", "shape", "end"))
    for depth in depths:
        x, _ = at(depth, 10.0**low)
        parts.append(_text(x, bottom + 18, f"{depth:g}", "shape", "middle"))
    parts.append(_text(right + 20, bottom + 18, TEXTS["layers"][language], "shape"))
    ends = []
    for (kind, block), curve in shown.items():
        points = [at(x, y) for x, y in curve]
        parts.append(_line(points, f"curve {kind} {block}"))
        for x, y in points:
            parts.append(f'<circle cx="{_f(x)}" cy="{_f(y)}" r="3" class="dot {kind} {block}"/>')
        ends.append((points[-1][1], labels[kind, block], f"{kind} {block}"))
    floor = -math.inf
    for y, label, kind in sorted(ends):
        floor = max(y + 4, floor + 15)
        parts.append(_text(right + 8, floor, label, f"note {kind}"))
    return _svg(f"{title}: {TEXTS['gradients'][language]}", bottom + 28, parts)


DRAWN: dict[str, Callable[[str, Path], tuple[list[str], Any]]] = {
    "blocks": _blocks,
    "map": _map,
    "costs": _costs,
    "gradients": _gradients,
}
