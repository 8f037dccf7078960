"""Gradient norms by depth and training losses by epoch, as the notebook measured them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from knowledge.model import Question
from knowledge.render.pictures import WIDTH, Picture, Point, line, number, room, svg, text

TEXTS = {
    "gradients": {
        "zh": "初始化时第一层卷积的梯度范数随深度的变化（对数刻度，多个种子的几何平均）",
        "en": "Gradient norm of the first convolution at initialisation, by depth "
        "(log scale, geometric mean over the seeds)",
    },
    "losses": {
        "zh": "每一轮的平均训练损失（对随机种子取平均）；随机猜测时约为 {:.1f}",
        "en": "Training loss of each epoch (mean over the seeds); guessing gives {:.1f}",
    },
    "bn zeros": {"zh": "有 BN", "en": "With BN"},
    "no_bn zeros": {"zh": "没有 BN，补零（默认）", "en": "Without BN, zero padding (the default)"},
    "no_bn circular": {"zh": "没有 BN，循环填充", "en": "Without BN, circular padding"},
    "training": {"zh": "训练损失", "en": "Training loss"},
    "plain": {"zh": "无捷径", "en": "plain"},
    "residual": {"zh": "有捷径", "en": "residual"},
    "basic": {"zh": "BasicBlock", "en": "BasicBlock"},
    "bottleneck": {"zh": "瓶颈块", "en": "bottleneck"},
    "layers": {"zh": "层", "en": "layers"},
    "epochs": {"zh": "轮", "en": "epochs"},
}
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Curves = dict[tuple[str, str], list[Point]]  # (plain or residual, block) -> points


def gradients(language: str, question: Question) -> Picture:
    """With BN; without, padded with zeros; without, padded circularly."""
    series = question.notebook.series["gradient-norm-by-depth"]
    panels: dict[str, Curves] = {}
    for name, curve in series.items():
        kind, block, norm, padding = name.split()
        panels.setdefault(f"{norm} {padding}", {})[kind, block] = [
            (x, math.log10(y)) for x, y in curve
        ]
    logs = [y for curves in panels.values() for curve in curves.values() for _, y in curve]
    powers = range(math.floor(min(logs) / 2) * 2, math.ceil(max(logs) / 2) * 2 + 1, 2)
    drawn = [
        _plot(
            panels[title],
            TEXTS[title][language],
            TEXTS["gradients"][language],
            (TEXTS["layers"][language], language),
            powers,
            lambda power: "10" + str(power).translate(SUPERSCRIPT),
        )
        for title in ("bn zeros", "no_bn zeros", "no_bn circular")
    ]
    return Picture(drawn, TEXTS["gradients"][language])


def losses(language: str, question: Question) -> Picture:
    """Both blocks, with shortcuts and without, epoch by epoch."""
    series = question.notebook.series["training-loss-by-epoch"]
    curves: Curves = {}
    for name, curve in series.items():
        kind, block = name.split()
        curves[kind, block] = curve
    highest = math.ceil(max(y for curve in curves.values() for _, y in curve))
    caption = TEXTS["losses"][language].format(math.log(10))  # ten classes
    panel = _plot(
        curves,
        TEXTS["training"][language],
        caption,
        (TEXTS["epochs"][language], language),
        range(highest + 1),
        str,
    )
    return Picture([panel], caption)


def _plot(
    curves: Curves,
    title: str,
    caption: str,
    unit_in: tuple[str, str],
    marks: Sequence[int],
    mark: Callable[[int], str],
) -> str:
    """One panel: curves over what the unit counts, with horizontal lines at the marks."""
    unit, language = unit_in
    places = [x for x, _ in next(iter(curves.values()))]
    labels = {key: f"{TEXTS[key[0]][language]} · {TEXTS[key[1]][language]}" for key in curves}
    left, top, bottom = 40, 34, 234
    right = WIDTH - 8 - max(map(room, labels.values()))

    def at(x: float, y: float) -> Point:
        across = (x - places[0]) / (places[-1] - places[0])
        up = (y - marks[0]) / (marks[-1] - marks[0])
        return left + across * (right - left), bottom - up * (bottom - top)

    parts = [text(2, 16, title, "title")]
    for value in marks:
        _, y = at(places[0], value)
        parts.append(line([(left, y), (right, y)], "grid"))
        parts.append(text(left - 6, y + 4, mark(value), "shape", "end"))
    for place in places:
        x, _ = at(place, marks[0])
        parts.append(text(x, bottom + 18, f"{place:g}", "shape", "middle"))
    parts.append(text((left + right) / 2, bottom + 36, unit, "shape", "middle"))
    ends = []
    for (kind, block), curve in curves.items():
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
    return svg(f"{title}: {caption}", bottom + 44, parts)
