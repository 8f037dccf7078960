"""`python -m resnet_ref resnet50` prints the net's stages as a table."""

from __future__ import annotations

import argparse
import sys

from .architectures import ARCHITECTURES, SHORTCUTS, STRIDE_IN
from .arithmetic import Count, count


def table(net: Count) -> str:
    """The stages of a counted net: output shape, parameters, MACs and activations."""
    rows: list[tuple[str, ...]] = [
        ("part", "output (C, H, W)", "parameters", "MACs", "activations")
    ]
    for part in (*net.parts, net):
        shape = "×".join(map(str, part.out_shape))
        costs = (part.parameters, part.macs, part.activations)
        rows.append((part.name, shape, *(f"{n:,}" for n in costs)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, shape, *numbers in rows:
        cells = [name.ljust(widths[0]), shape.ljust(widths[1])]
        cells += [n.rjust(w) for n, w in zip(numbers, widths[2:], strict=True)]
        lines.append("  ".join(cells))
    rule = "-" * max(map(len, lines))
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0, or 2 with one line on stderr where the input is not accepted."""
    parser = argparse.ArgumentParser(prog="python -m resnet_ref", description=main.__doc__)
    parser.description = "Parameters, MACs and activations of a ResNet, stage by stage."
    parser.add_argument("net", help=", ".join(ARCHITECTURES))
    parser.add_argument("--image-size", type=int, default=224, help="pixels a side (default 224)")
    parser.add_argument("--stride-in", default="3x3", help=" or ".join(STRIDE_IN))
    parser.add_argument("--shortcut", default="B", help=", ".join(SHORTCUTS))
    given = parser.parse_args(arguments)
    options = {"stride_in": given.stride_in, "shortcut": given.shortcut}
    try:
        text = table(count(given.net, given.image_size, **options))
    except ValueError as error:
        print(f"resnet_ref: {error}", file=sys.stderr)
        return 2
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
