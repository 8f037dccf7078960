"""A BasicBlock of v1 beside one of v2: where BN, ReLU and the addition stand."""

from __future__ import annotations

from knowledge.model import Question
from knowledge.render.pictures import Picture, arrow, line, number, rect, shape, svg, text
from resnet_ref import Count, count

TEXTS = {
    "blocks": {
        "zh": "ResNet-18 的 layer1.1：左边 v1，右边 v2。橙条标出最后一个 ReLU，箭头旁是形状 C×H×W",
        "en": "layer1.1 of ResNet-18 in v1 and in v2. Orange marks the last ReLU; beside the arrows stands the shape (C, H, W)",
    },
    "identity": {"zh": "恒等", "en": "identity"},
}
NARROW, MAIN, SIDE = 164, 52, 128  # a panel's width, the middles of its paths
HALF, HIGH, STEP = 38, 20, 27  # half a box, its height, from one box to the next
KINDS = {"3×3": "box k3", "BN": "box", "ReLU": "box k1"}


def blocks(language: str, question: Question) -> Picture:
    """The same unit in both forms, in the order in which its layers run."""
    panels = [_panel(f"v{1 + p}", p, language) for p in (False, True)]
    return Picture(panels, TEXTS["blocks"][language])


def _panel(title: str, preactivation: bool, language: str) -> str:
    unit = count("resnet18", preactivation=preactivation).blocks[1]
    branch = _branch(unit, preactivation)
    last = None if not preactivation else max(i for i, x in enumerate(branch) if x == "ReLU")
    top, split = 46.0, 38.0
    plus = top + STEP * len(branch) + 9
    parts = [
        text(NARROW / 2, 13, title, "title", "middle"),
        arrow([(MAIN, 20), (MAIN, top)]),
        text(MAIN + 8, 32, shape(unit.out_shape), "shape"),
        arrow([(MAIN, split), (SIDE, split), (SIDE, plus), (MAIN + 8, plus)]),
        *_box(SIDE, (top + plus - HIGH) / 2, TEXTS["identity"][language], "box shortcut", 30),
    ]
    for index, layer in enumerate(branch):
        y = top + STEP * index
        under = y + STEP if index < len(branch) - 1 else plus - 8
        parts += _box(MAIN, y, layer, KINDS[layer], marked=index == last)
        parts.append(arrow([(MAIN, y + HIGH), (MAIN, under)]))
    parts += [
        f'<circle cx="{number(MAIN)}" cy="{number(plus)}" r="8" class="plus"/>',
        line([(MAIN - 4, plus), (MAIN + 4, plus)], "wire"),
        line([(MAIN, plus - 4), (MAIN, plus + 4)], "wire"),
    ]
    y = plus + 8
    if not preactivation:
        parts += [arrow([(MAIN, y), (MAIN, y + 10)])]
        parts += _box(MAIN, y + 10, "ReLU", KINDS["ReLU"], marked=True)
        y += 10 + HIGH
    parts += [
        arrow([(MAIN, y), (MAIN, y + 24)]),
        text(MAIN + 8, y + 17, shape(unit.out_shape), "shape"),
    ]
    return svg(f"{title}: {TEXTS['blocks'][language]}", y + 28, parts, NARROW)


def _branch(unit: Count, preactivation: bool) -> list[str]:
    """The layers as they run, with a ReLU behind each norm, in v1 except the last."""
    words: list[str] = []
    for layer in unit.parts:
        norm = ".bn" in layer.name
        words.append("BN" if norm else "3×3")
        if norm and (preactivation or layer is not unit.parts[-1]):
            words.append("ReLU")
    return words


def _box(
    x: float, y: float, words: str, kind: str, half: float = HALF, marked: bool = False
) -> list[str]:
    edge = [rect(x - half, y, 5, HIGH, "edge", 2.5)] if marked else []
    return [
        rect(x - half, y, 2 * half, HIGH, kind),
        *edge,
        text(x, y + 14, words, "note dark", "middle"),
    ]
