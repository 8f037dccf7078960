"""`make bench`: ratios, measured side by side in one run. Machines are noisy; ratios less so."""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torchinfo import summary

import resnet_ref
from knowledge.read.library import load
from resnet_ref import ARCHITECTURES, count, layers, resnet

from . import many

ROOT = Path(__file__).parent.parent


def seconds(call: Callable[[], Any], repeat: int = 5) -> float:
    """The median time of a call."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(what: str, a: str, b: str, ratio: float, note: str = "") -> None:
    """One line of the table: what was compared, both sides, how many times the second is."""
    print(f"{what:44}  {a:>22}  {b:>22}  {ratio:8.2f}×  {note}", flush=True)


def counting() -> None:
    """The closed form against torchinfo on a live model: time, and the same result."""
    for net in ARCHITECTURES:
        model = resnet(net)
        info = summary(model, (1, 3, 224, 224), verbose=0)
        seen = layers(model, (1, 3, 224, 224))
        extra = sum(s.parameters for s in seen if s.kind == "BatchNorm2d") + 1000
        same = (info.total_params, info.total_mult_adds - extra) == (
            count(net).parameters,
            count(net).macs,
        )
        a = seconds(lambda net=net: count(net))
        b = seconds(lambda model=model: summary(model, (1, 3, 224, 224), verbose=0), 3)
        note = "equal" if same else "NOT EQUAL"
        row(f"count {net}: torchinfo / closed form", f"{b:.4f} s", f"{a:.5f} s", b / a, note)


def training_step() -> None:
    """Forward and backward of ResNet-50 against the same convolutions in a plain chain."""
    model = resnet("resnet50")
    x = torch.randn(2, 3, 128, 128)
    shapes: list[tuple[nn.Conv2d, torch.Size]] = []
    handles = [
        m.register_forward_hook(lambda m, i, o: shapes.append((m, i[0].shape)))
        for m in model.modules()
        if isinstance(m, nn.Conv2d)
    ]
    model(x)
    for handle in handles:
        handle.remove()
    inputs = [(conv, torch.randn(shape, requires_grad=True)) for conv, shape in shapes]

    def bound() -> None:
        for conv, taken in inputs:
            conv(taken).sum().backward()

    def step() -> None:
        model(x).sum().backward()

    bound(), step()
    a, b = seconds(step), seconds(bound)
    row("resnet50 step / its convolutions alone", f"{a:.3f} s", f"{b:.3f} s", a / b)


def importing() -> None:
    """What `import resnet_ref; count(…)` costs with and without torch."""

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)

    bare = seconds(lambda: run("pass"), 3)
    a = seconds(lambda: run("import resnet_ref; resnet_ref.resnet50"), 3) - bare
    b = seconds(lambda: run("import resnet_ref; resnet_ref.count('resnet50')"), 3) - bare
    row("import: with torch / counting only", f"{a:.3f} s", f"{b:.3f} s", a / b)


def notebooks() -> None:
    """All notebooks through nbval, one after the other and on two workers."""
    paths = sorted(map(str, (ROOT / "docs/questions").glob("*/evidence.ipynb")))
    base = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env", "-W", "default"]

    def run(*more: str) -> None:
        command = [*base, "-p", "no:cacheprovider", *more, *paths]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)

    a = seconds(lambda: run("-p", "no:xdist"), 1)
    b = seconds(lambda: run("-n", "2", "--dist", "loadscope"), 1)
    row("nbval: serial / two workers", f"{a:.1f} s", f"{b:.1f} s", a / b)


def building() -> None:
    """The site with 20, 60 and 200 questions against stock Material and i18n on the same pages."""
    sizes, slug = {}, next(iter(load(ROOT).questions))
    with tempfile.TemporaryDirectory() as folder:
        for questions in (len(load(ROOT).questions), 20, 60, 200):
            ours, stock = Path(folder, f"ours{questions}"), Path(folder, f"stock{questions}")
            many.ours(ours, questions)
            many.stock(stock, ours)
            cold, warm, plain = built(ours), built(ours), built(stock)
            note = f"{warm / questions:.2f} s a question warm, {cold / questions:.2f} cold"
            row(
                f"{questions} questions: cold / stock",
                f"{cold:.1f} s",
                f"{plain:.1f} s",
                cold / plain,
            )
            row(
                f"{questions} questions: warm / stock",
                f"{warm:.1f} s",
                f"{plain:.1f} s",
                warm / plain,
                note,
            )
            page = (ours / f"site/questions/{slug}/index.html").read_bytes()
            sizes[questions] = len(gzip.compress(page, 9))
    first, *_, last = sizes.values()
    row("a question's page, gzipped: most / fewest", f"{last} B", f"{first} B", last / first)


def built(project: Path) -> float:
    """How long a strict build of the project takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, check=True, cwd=project, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure everything and print the table."""
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {resnet_ref.__version__}")
    for part in (counting, training_step, importing, building, notebooks):
        part()


if __name__ == "__main__":
    main()
