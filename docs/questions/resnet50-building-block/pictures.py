"""ResNet-50 from end to end."""

from __future__ import annotations

import math

from knowledge.model import Question
from knowledge.render.pictures import WIDTH, Picture, rect, shape, svg, text
from resnet_ref import Count, architecture, count

TEXTS = {
    "net_map": {
        "zh": "ResNet-50 全貌：每组是一个阶段，每个方框是一个残差单元，框里依次是输入、中间、输出的通道数；左边带粗条的单元，捷径上有 1×1 投影",
        "en": "ResNet-50 from end to end: a group a stage, a box a unit, with its channels in → inside → out; a thick left edge marks a projection on the shortcut",
    },
    "stage": {"zh": "第 {n} 阶段", "en": "Stage {n}"},
    "stem_layers": {"zh": "7×7 卷积，最大池化：{}→{}", "en": "7×7 convolution, max pooling: {}→{}"},
    "head_layers": {"zh": "平均池化，全连接：{}→{}", "en": "average pooling, linear: {}→{}"},
}


def net_map(language: str, question: Question) -> Picture:
    """A group a stage, a box a unit."""
    net = count("resnet50")
    units = {u.name: u for u in architecture("resnet50").units()}
    parts = _end(6, language, "stem", net.parts[0], net.parts[2])
    y = 50.0
    for n, stage in enumerate(net.stages, start=1):
        heading = TEXTS["stage"][language].format(n=n)
        parts.append(text(2, y + 14, heading, "title"))
        parts.append(text(WIDTH - 2, y + 14, shape(stage.out_shape), "shape", "end"))
        y += 22
        columns, gap = 3, 6
        w = (WIDTH - 4 - gap * (columns - 1)) / columns
        for index, part in enumerate(stage.parts):
            row, column = divmod(index, columns)
            x, top = 2 + column * (w + gap), y + row * 36
            unit = units[part.name]
            projects = any("downsample" in p.name for p in part.parts)
            parts.append(rect(x, top, w, 30, "box first" if projects else "box"))
            if projects:
                parts.append(rect(x, top, 5, 30, "edge", 2.5))
            label = f"{unit.in_channels}→{unit.width}→{unit.out_channels}"
            middle = x + (w + 5 * projects) / 2
            parts.append(text(middle, top + 19.5, label, "label small", "middle"))
        y += 36 * math.ceil(len(stage.parts) / columns) + 10
    parts += _end(y, language, "head", net.parts[-2], net.parts[-1])
    return Picture([svg(TEXTS["net_map"][language], y + 36, parts)], TEXTS["net_map"][language])


def _end(y: float, language: str, which: str, first: Count, last: Count) -> list[str]:
    """A thin row for what comes before the stages or after them."""
    into = 3 if which == "stem" else first.out_shape[0]
    words = TEXTS[f"{which}_layers"][language].format(into, last.out_shape[0])
    return [
        rect(2, y, WIDTH - 4, 30, "box end"),
        text(12, y + 19.5, words, "label small"),
        text(WIDTH - 12, y + 19.5, shape([n for n in last.out_shape if n > 1]), "shape", "end"),
    ]
