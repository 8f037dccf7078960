"""The three bottlenecks side by side, as wide as their channels."""

from __future__ import annotations

from knowledge.model import Question
from knowledge.render.pictures import Picture, line, rect, svg, text
from resnet_ref import architecture, count

NETS = {
    "resnet50": "ResNet-50",
    "resnext50_32x4d": "ResNeXt-50 32×4d",
    "wide_resnet50_2": "wide_resnet50_2",
}
TEXTS = {
    "bottlenecks": {
        "zh": "第 1 阶段内部的瓶颈块，宽窄按通道数画；ResNeXt 的 3×3 分成一条条的组。下面是参数量",
        "en": "The bottleneck inside stage 1, drawn as wide as its channels; ResNeXt's 3×3 is cut into its groups. Below: parameters",
    },
    "groups": {"zh": "3×3 分 {n} 组", "en": "3×3 in {n} groups"},
    "no_groups": {"zh": "3×3 不分组", "en": "3×3 ungrouped"},
    "unit": {"zh": "整块 {n}", "en": "unit: {n}"},
    "net": {"zh": "整网 {n} M", "en": "net: {n} M"},
}
COLUMN = 113.0  # units of width for one bottleneck
SCALE = 0.4  # units a channel


def bottlenecks(language: str, question: Question) -> Picture:
    """Channels as widths: only the middle differs, and its groups."""
    parts = []
    for index, net in enumerate(NETS):
        parts += _bottleneck(net, COLUMN * (index + 0.5), language)
    drawn = svg(TEXTS["bottlenecks"][language], 212, parts, 3 * COLUMN)
    panel = f'<div style="max-width: 30rem">{drawn}</div>'
    return Picture([panel], TEXTS["bottlenecks"][language])


def _bottleneck(net: str, x: float, language: str) -> list[str]:
    """One bottleneck, its middle at x."""
    unit = list(architecture(net).units())[1]
    counted = count(net)
    _, grouped, _ = unit.convs
    outer, inner = (SCALE * n / 2 for n in (unit.in_channels, unit.inner_width))  # half widths
    top, wide, narrow, end = 40.0, 76.0, 106.0, 142.0  # where the 1×1, the 3×3, the 1×1 begin
    group = 2 * inner / grouped.groups
    gap = 0.5 if grouped.groups > 1 else 0
    groups = TEXTS["groups" if grouped.groups > 1 else "no_groups"][language]
    groups = groups.format(n=grouped.groups)
    parameters = f"{counted.stages[0].parts[1].parameters:,}"
    return [
        text(x, 13, NETS[net], "note dark", "middle"),
        text(x, top - 6, str(unit.in_channels), "shape", "middle"),
        line([(x - outer, top), (x + outer, top), (x + inner, wide), (x - inner, wide)], "box k1"),
        text(x, 60, "1×1", "note dark", "middle"),
        *(
            rect(x - inner + n * group, wide, group - gap, narrow - wide, "box k3", 0)
            for n in range(grouped.groups)
        ),
        text(x - inner - 4, 95, "3×3", "note dark", "end"),
        text(x + inner + 4, 95, str(unit.inner_width), "shape"),
        line(
            [(x - inner, narrow), (x + inner, narrow), (x + outer, end), (x - outer, end)], "box k1"
        ),
        text(x, 131, "1×1", "note dark", "middle"),
        text(x, end + 14, str(unit.out_channels), "shape", "middle"),
        text(x, 174, groups, "note dark", "middle"),
        text(x, 190, TEXTS["unit"][language].format(n=parameters), "note", "middle"),
        text(
            x,
            206,
            TEXTS["net"][language].format(n=f"{counted.parameters / 1e6:.1f}"),
            "note",
            "middle",
        ),
    ]
