"""Units with and without a `downsample`, side by side."""

from __future__ import annotations

from knowledge.model import Question
from knowledge.render.pictures import Picture, arrow, line, number, rect, shape, svg, text
from resnet_ref import architecture, count
from resnet_ref.architectures import Conv, Unit

TEXTS = {
    "blocks": {
        "zh": "四个残差块：进出形状相同，捷径就恒等；不同才有 downsample。“/2”是步幅 2，箭头旁是形状 C×H×W",
        "en": "Four units: where the shape stays, the shortcut is an identity; where it changes, there is a downsample. “/2” is a stride of 2; beside the arrows stands the shape (C, H, W)",
    },
    "identity": {"zh": "恒等", "en": "identity"},
}
UNITS = (
    ("resnet18", "layer1.0"),
    ("resnet50", "layer1.0"),
    ("resnet50", "layer2.0"),
    ("resnet50", "layer2.1"),
)
NARROW = 164  # two panels side by side on a phone
MAIN, SIDE, TOP = 39, 121, 62  # the paths' middles, the main box's top
HALF = {MAIN: 37, SIDE: 41}  # half a box


def blocks(language: str, question: Question) -> Picture:
    """A unit that keeps its shape, two that change it, and an inner unit."""
    panels = [_panel(net, name, language) for net, name in UNITS]
    return Picture(panels, TEXTS["blocks"][language])


def _panel(net: str, name: str, language: str) -> str:
    unit = next(unit for unit in architecture(net).units() if unit.name == name)
    title = f"ResNet-{architecture(net).depth} {name}"
    taken, given = _shapes(net, unit)
    branch = [_layer(conv) for conv in unit.convs]
    shortcut = (
        ["downsample", _layer(unit.projection)]
        if unit.projection
        else [TEXTS["identity"][language]]
    )
    bottom = TOP + 18 * 3 + 6  # room for three lines
    split, plus, middle = TOP - 12, bottom + 22, (TOP + bottom) / 2
    parts = [
        text(NARROW / 2, 13, title, "title", "middle"),
        arrow([(MAIN, 26), (MAIN, TOP)]),
        text(MAIN + 8, 36, shape(taken), "shape"),
        *_box(MAIN, TOP, bottom, branch, "box k3"),
        arrow([(MAIN, bottom), (MAIN, plus - 8)]),
        arrow([(MAIN, split), (SIDE, split), (SIDE, plus), (MAIN + 8, plus)]),
        *_box(
            SIDE,
            middle - 9 * len(shortcut) - 3,
            middle + 9 * len(shortcut) + 3,
            shortcut,
            "box k1" if unit.projection else "box shortcut",
        ),
        f'<circle cx="{number(MAIN)}" cy="{number(plus)}" r="8" class="plus"/>',
        line([(MAIN - 4, plus), (MAIN + 4, plus)], "wire"),
        line([(MAIN, plus - 4), (MAIN, plus + 4)], "wire"),
        arrow([(MAIN, plus + 8), (MAIN, plus + 30)]),
        text(MAIN + 8, plus + 23, shape(given), "shape"),
    ]
    return svg(title, plus + 44, parts, NARROW)


def _layer(conv: Conv) -> str:
    stride = "" if conv.stride == 1 else f"/{conv.stride}"
    return f"{conv.kernel_size}×{conv.kernel_size}{stride}, {conv.out_channels}"


def _box(x: float, top: float, bottom: float, words: list[str], kind: str) -> list[str]:
    """A box with lines of text in its middle."""
    first = (top + bottom) / 2 - 9 * len(words) + 13
    return [
        rect(x - HALF[x], top, 2 * HALF[x], bottom - top, kind),
        *(text(x, first + 18 * i, w, "note dark", "middle") for i, w in enumerate(words)),
    ]


def _shapes(net: str, unit: Unit) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """What the unit takes and gives, (C, H, W)."""
    given = next(block.out_shape for block in count(net).blocks if block.name == unit.name)
    height, width = (side * unit.stride for side in given[1:])
    return (unit.in_channels, height, width), given
