"""`make bench`: ratios, measured side by side in one run. Machines are noisy; ratios less so."""

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch

import resnet_ref
from knowledge.read.library import load
from resnet_ref import resnet
from tests.resnet_ref.plain import PLAIN, PlainResNet

from . import many

ROOT = Path(__file__).parent.parent


def row(what, a, b, ratio, note=""):
    """One line of the table: what was compared, both sides, how many times the second is."""
    print(f"{what:44}  {a:>22}  {b:>22}  {ratio:8.2f}×  {note}", flush=True)


def against_plain_code():
    """Forward pass and training step against the same net in plain code, as torchvision has it.

    The median ratio of processor time on one thread, the two taking turns: what else the machine
    does counts little.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    x = torch.randn(1, 3, 96, 96)

    def forward(model):
        with torch.no_grad():
            model(x)

    def step(model):
        model(x).sum().backward()

    def took(call, model):
        start = time.process_time()
        call(model)
        return time.process_time() - start

    for net in ("resnet18", "resnet50"):
        ours, plain = resnet(net), PlainResNet(**PLAIN[net])
        for what, call in (("forward", forward), ("training step", step)):
            pairs = [(took(call, ours), took(call, plain)) for _ in range(31)]
            ratio = statistics.median(a / b for a, b in pairs)
            a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
            row(f"{net} {what}: ours / plain", f"{a:.4f} s", f"{b:.4f} s", ratio)
    torch.set_num_threads(threads)


def importing():
    """What a first count costs besides the interpreter, and what a first net does."""

    def took(code):
        times = []
        for _ in range(9):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    bare = took("pass")
    a = took("import resnet_ref; resnet_ref.resnet50") - bare
    b = took("import resnet_ref; resnet_ref.count('resnet50')") - bare
    row("import: with torch / counting only", f"{a:.3f} s", f"{b:.3f} s", a / b)


def building():
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


def built(project):
    """How long a build of the project takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, check=True, cwd=project, capture_output=True)
    return time.perf_counter() - start


def main():
    """Measure everything and print the table."""
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {resnet_ref.__version__}")
    against_plain_code()
    importing()
    building()


if __name__ == "__main__":
    main()
