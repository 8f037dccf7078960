"""The gradient by depth and the training loss by epoch, side by side, as the notebook measured them."""

from __future__ import annotations

import math

from knowledge.model import Question
from knowledge.render.pictures import Curve, Picture, plot, power

TEXTS = {
    "caption": {
        "zh": "梯度：刚初始化时，第一层卷积权重的梯度范数（对数刻度，He 初始化，16×16 的图，补零）。"
        "损失：每一轮的平均训练损失，三个网络都有 BN；随机猜测约为 {:.1f}。都对种子取平均。",
        "en": "Gradient: its norm for the first convolution's weights at initialisation (log scale, "
        "He, images of 16×16, zero padding). Loss: mean of each epoch, all three with BN; guessing "
        "gives {:.1f}. Means over the seeds.",
    },
    "gradient": {"zh": "初始化时的梯度，随深度", "en": "Gradient at initialisation, by depth"},
    "loss": {"zh": "训练损失，随轮数", "en": "Training loss, by epoch"},
    "layers": {"zh": "层", "en": "layers"},
    "epochs": {"zh": "轮", "en": "epochs"},
    "plain bn": {"zh": "无捷径 · 有 BN", "en": "plain · BN"},
    "residual bn": {"zh": "有捷径 · 有 BN", "en": "residual · BN"},
    "plain no_bn": {"zh": "无捷径 · 无 BN", "en": "plain · no BN"},
    "residual no_bn": {"zh": "有捷径 · 无 BN", "en": "residual · no BN"},
    "plain 20": {"zh": "无捷径 · 20 层", "en": "plain · 20 layers"},
    "plain 44": {"zh": "无捷径 · 44 层", "en": "plain · 44 layers"},
    "residual 44": {"zh": "有捷径 · 44 层", "en": "residual · 44 layers"},
}
STYLES = {  # the page's classes for a curve: dashed or not, blue or orange
    "plain bn": "plain basic",
    "residual bn": "residual basic",
    "plain no_bn": "plain bottleneck",
    "residual no_bn": "residual bottleneck",
    "plain 20": "plain basic",
    "plain 44": "plain bottleneck",
    "residual 44": "residual bottleneck",
}


def gradient_and_loss(language: str, question: Question) -> Picture:
    """What the gradient does with depth, and what training does."""
    words = {name: texts[language] for name, texts in TEXTS.items()}
    norms = {
        name: [(x, math.log10(y)) for x, y in curve]
        for name, curve in question.notebook.series["gradient-norm-by-depth"].items()
    }
    logs = [y for curve in norms.values() for _, y in curve]
    powers = range(math.floor(min(logs) / 2) * 2, math.ceil(max(logs) / 2) * 2 + 1, 2)
    losses = question.notebook.series["training-loss-by-epoch"]
    highest = math.ceil(max(y for curve in losses.values() for _, y in curve))
    panels = [
        plot(
            words[title],
            words[title],
            words[unit],
            [Curve(words[name], STYLES[name], points) for name, points in curves.items()],
            marks,
            mark,
        )
        for title, unit, curves, marks, mark in (
            ("gradient", "layers", norms, powers, power),
            ("loss", "epochs", losses, range(highest + 1), str),
        )
    ]
    return Picture(panels, words["caption"].format(math.log(10)))  # ten classes
