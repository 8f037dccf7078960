"""`make bench`: ratios, measured side by side in one run. Machines are noisy; ratios less so."""

from __future__ import annotations

import shutil
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
from resnet_ref import ARCHITECTURES, count, layers, resnet

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
    """Building the site with 1, 10 and 50 times the questions (generated copies)."""
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for times in (1, 10, 50):
            project = Path(folder, str(times))
            copy_questions(project, times)
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
                check=True,
                cwd=project,
                capture_output=True,
            )
            took = time.perf_counter() - start
            first = first or took
            n = times * len(list((ROOT / "docs/questions").iterdir()))
            row(f"site: {n} questions / as it is", f"{took:.1f} s", f"{first:.1f} s", took / first)


def copy_questions(project: Path, times: int) -> None:
    """The project with every question `times` times, under new ids."""
    for name in ("docs", "knowledge", "resnet_ref", "snippets", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    originals = sorted((project / "docs/questions").iterdir())
    ids = [
        line.split("id: ")[1].strip()
        for folder in originals
        for line in (folder / "claims.yml").read_text(encoding="utf-8").splitlines()
        if line.startswith("  - id: ")
    ]
    for copy in range(1, times):
        for folder in originals:
            target = folder.with_name(f"{folder.name}-{copy}")
            shutil.copytree(folder, target)
            for path in target.iterdir():
                text = path.read_text(encoding="utf-8")
                for name in [*ids, *(f.name for f in originals)]:
                    for mark in ('"', "#", " ", "[", '"../', "/"):
                        for end in ('"', "\n", ".", " ", "]", ",", "/"):
                            text = text.replace(f"{mark}{name}{end}", f"{mark}{name}-{copy}{end}")
                path.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure everything and print the table."""
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {resnet_ref.__version__}")
    for part in (counting, training_step, importing, building, notebooks):
        part()


if __name__ == "__main__":
    main()
