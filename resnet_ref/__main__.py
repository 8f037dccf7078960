"""`resnet-ref resnet50` prints the net's parts as a table; several nets stand side by side."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from typing import Any, NoReturn, get_args

from .architectures import ARCHITECTURES, Architecture, Stem
from .arithmetic import Count, count

COSTS = {"parameters": "parameters", "macs": "MACs", "activations": "activations"}


class Parser(argparse.ArgumentParser):
    """Answers bad input in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on stderr and stop with 2."""
        self.exit(2, f"resnet-ref: {' '.join(message.split())}\n")


def value(text: str) -> Any:
    """What an option's text means: 10, True, "cifar", (3, 4, 6, 3)."""
    if "," in text:
        return tuple(value(part.strip()) for part in text.rstrip(",").split(","))
    named = {"True": True, "False": False, "None": None}
    return named.get(text, int(text) if text.isdecimal() else text)


def aligned(rows: list[list[str]]) -> str:
    """Rows as a table, the first column to the left, rules below the head and above the foot."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join([first.ljust(widths[0]), *map(str.rjust, others, widths[1:])])
        for first, *others in rows
    ]
    rule = "-" * len(lines[0])
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def tables(nets: list[Count]) -> str:
    """The parts of one net; of several, a table a cost with a column a net."""
    if len(nets) == 1:
        rows = [["part", "output (C, H, W)", *COSTS.values()]]
        for part in (*nets[0].parts, nets[0]):
            shape = "x".join(map(str, part.out_shape))  # ASCII, which every terminal shows
            rows.append([part.name, shape, *(f"{getattr(part, cost):,}" for cost in COSTS)])
        return aligned(rows)
    parts = [{**{part.name: part for part in net.parts}, "total": net} for net in nets]
    names = dict.fromkeys(name for net in sorted(parts, key=len, reverse=True) for name in net)
    blocks = []
    for cost, title in COSTS.items():
        rows = [[title, *(net.name for net in nets)]]
        for name in names:
            costs = (f"{getattr(n[name], cost):,}" if name in n else "" for n in parts)
            rows.append([name, *costs])
        blocks.append(aligned(rows))
    return "\n\n".join(blocks)


def main(arguments: list[str] | None = None) -> None:
    """Print the nets' costs, or one line on stderr where the input is not accepted."""
    parser = Parser(
        prog="resnet-ref",
        description="Parameters, MACs and activations of residual nets, part by part.",
        epilog="Several values as in 3,4,6,3; a stem of one's own as kernel,stride,pool,channels.",
    )
    parser.add_argument("nets", metavar="net", nargs="+", help=", ".join(ARCHITECTURES))
    parser.add_argument("--image-size", default="224", help="pixels a side, or height x width")
    parser.add_argument("--json", action="store_true", help="every part and layer, as JSON")
    parser.add_argument("--norm", type=value, help="False leaves the normalisations out")
    for option, kind in Architecture.kinds().items():
        choices = [choice for choice in get_args(kind) if isinstance(choice, str)]
        told = ", ".join(choices) or f"such as {getattr(ARCHITECTURES['resnet50'], option)}"
        parser.add_argument(f"--{option.replace('_', '-')}", type=value, metavar="X", help=told)
    given = vars(parser.parse_args(arguments))
    nets, size, as_json = given.pop("nets"), given.pop("image_size"), given.pop("json")
    options = {name: v for name, v in given.items() if v is not None}
    try:
        if isinstance(options.get("stem"), tuple):
            options["stem"] = Stem(*options["stem"])
        counted = [count(net, value(size.replace("x", ",")), **options) for net in nets]
        shown = json.dumps(list(map(asdict, counted)), indent=2) if as_json else tables(counted)
    except (ValueError, TypeError) as error:
        parser.error(str(error))
    try:
        print(shown, flush=True)
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
