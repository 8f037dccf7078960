"""Gradient norms by depth and training losses by epoch, as the notebook measured them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.model import Question
from knowledge.render.pictures import Curve, Picture, Point, plot, power

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


def gradients(language: str, question: Question) -> Picture:
    """With BN; without, padded with zeros; without, padded circularly."""
    panels: dict[str, list[Curve]] = {}
    for name, points in question.notebook.series["gradient-norm-by-depth"].items():
        kind, block, norm, padding = name.split()
        logs = [(x, math.log10(y)) for x, y in points]
        panels.setdefault(f"{norm} {padding}", []).append(_curve(kind, block, logs, language))
    exponents = [y for curves in panels.values() for curve in curves for _, y in curve.points]
    powers = range(math.floor(min(exponents) / 2) * 2, math.ceil(max(exponents) / 2) * 2 + 1, 2)
    caption, unit = TEXTS["gradients"][language], TEXTS["layers"][language]
    titles = {name: TEXTS[name][language] for name in ("bn zeros", "no_bn zeros", "no_bn circular")}
    drawn = [
        plot(title, f"{title}: {caption}", unit, panels[name], powers, power)
        for name, title in titles.items()
    ]
    return Picture(drawn, caption)


def losses(language: str, question: Question) -> Picture:
    """Both blocks, with shortcuts, epoch by epoch."""
    series = question.notebook.series["training-loss-by-epoch"]
    curves = [_curve(*name.split(), points, language) for name, points in series.items()]
    highest = math.ceil(max(y for curve in curves for _, y in curve.points))
    caption = TEXTS["losses"][language].format(math.log(10))  # ten classes
    title, unit = TEXTS["training"][language], TEXTS["epochs"][language]
    return Picture(
        [plot(title, f"{title}: {caption}", unit, curves, range(highest + 1), str)], caption
    )


def _curve(kind: str, block: str, points: Sequence[Point], language: str) -> Curve:
    label = f"{TEXTS[kind][language]} · {TEXTS[block][language]}"
    return Curve(label, f"{kind} {block}", points)
