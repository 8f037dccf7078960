"""Gradient norms by depth, as the notebook measured them."""

from __future__ import annotations

import math

from knowledge.model import Question
from knowledge.render.pictures import WIDTH, Picture, Point, line, number, room, svg, text

TEXTS = {
    "gradients": {
        "zh": "初始化时第一层卷积的梯度范数随深度的变化（对数刻度，多个种子的几何平均）",
        "en": "Gradient norm of the first convolution at initialisation, by depth (log scale, geometric mean over the seeds)",
    },
    "bn": {"zh": "有 BN", "en": "With BN"},
    "no_bn": {"zh": "没有 BN", "en": "Without BN"},
    "plain": {"zh": "无捷径", "en": "plain"},
    "residual": {"zh": "有捷径", "en": "residual"},
    "basic": {"zh": "BasicBlock", "en": "BasicBlock"},
    "bottleneck": {"zh": "瓶颈块", "en": "bottleneck"},
    "layers": {"zh": "层", "en": "layers"},
}


def gradients(language: str, question: Question) -> Picture:
    """With BN and without, by depth."""
    curves = question.notebook.series["gradient-norm-by-depth"]
    panels = [_plot(curves, norm, language) for norm in ("bn", "no_bn")]
    return Picture(panels, TEXTS["gradients"][language])


def _plot(curves: dict[str, list[Point]], norm: str, language: str) -> str:
    shown = {
        tuple(name.split()[:2]): curve for name, curve in curves.items() if name.split()[2] == norm
    }
    logs = [math.log10(y) for curve in curves.values() for _, y in curve]
    low, high = math.floor(min(logs) / 2) * 2, math.ceil(max(logs) / 2) * 2
    depths = [x for x, _ in next(iter(shown.values()))]
    labels = {key: f"{TEXTS[key[0]][language]} · {TEXTS[key[1]][language]}" for key in shown}
    left, top, bottom = 40, 34, 234
    right = WIDTH - 8 - max(map(room, labels.values()))

    def at(x: float, y: float) -> Point:
        across = (x - depths[0]) / (depths[-1] - depths[0])
        up = (math.log10(y) - low) / (high - low)
        return left + across * (right - left), bottom - up * (bottom - top)

    title = TEXTS[norm][language]
    parts = [text(2, 16, title, "title")]
    for power in range(low, high + 1, 2):
        _, y = at(depths[0], 10.0**power)
        parts.append(line([(left, y), (right, y)], "grid"))
        sign = "−" if power < 0 else ""
        raised = str(abs(power)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        raised = ("⁻" if sign else "") + raised
        parts.append(text(left - 6, y + 4, f"10{raised}", "shape", "end"))
    for depth in depths:
        x, _ = at(depth, 10.0**low)
        parts.append(text(x, bottom + 18, f"{depth:g}", "shape", "middle"))
    parts.append(text(right + 20, bottom + 18, TEXTS["layers"][language], "shape"))
    ends = []
    for (kind, block), curve in shown.items():
        points = [at(x, y) for x, y in curve]
        parts.append(line(points, f"curve {kind} {block}"))
        for x, y in points:
            parts.append(
                f'<circle cx="{number(x)}" cy="{number(y)}" r="3" class="dot {kind} {block}"/>'
            )
        ends.append((points[-1][1], labels[kind, block], f"{kind} {block}"))
    floor = -math.inf
    for y, label, kind in sorted(ends):
        floor = max(y + 4, floor + 15)
        parts.append(text(right + 8, floor, label, f"note {kind}"))
    return svg(f"{title}: {TEXTS['gradients'][language]}", bottom + 28, parts)
