"""`make mutants`: change one thing at a time and expect red. tests/mutants.json keeps the score.
A mutant is told as: of what, what was changed, whether that was noticed.

findings: an entry of each stored finding, of which nbval has to tell; constants: each literal of
the tables of resnet_ref/architectures.py; code: mutmut, in what pyproject.toml names.
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import nbformat

from resnet_ref.findings import FINDING_MIME, Finding

ROOT = Path(__file__).parent.parent
RECORD, SURVIVORS = ROOT / "tests/mutants.json", ROOT / "build/mutants.txt"
QUICK = ("tests/resnet_ref/test_arithmetic.py", "tests/resnet_ref/test_modules.py")
CHOICES = (("basic", "bottleneck"), ("imagenet", "cifar"), ("3x3", "1x1"), ("A", "B", "C", "none"))


def findings(_):
    """All findings of a notebook at once; a cell that nbval passes has hidden its change."""
    with tempfile.TemporaryDirectory() as folder:
        project, changed = copied(folder), {}
        for path in sorted(project.glob("docs/questions/*/evidence.ipynb")):
            notebook = nbformat.read(path, 4)
            code = [cell for cell in notebook.cells if cell.cell_type == "code"]
            for index, cell in enumerate(code):
                for output in (o for o in cell.outputs if FINDING_MIME in o.get("data", {})):
                    found = Finding.from_json(output.data[FINDING_MIME])
                    other, what = changed_finding(found, len(changed))
                    output.data = other._repr_mimebundle_()
                    changed[f"{path.parent.name}.evidence.ipynb", f"Cell {index}"] = what
            nbformat.write(notebook, path)
        command = [sys.executable, "-m", "pytest", "-q", "-n2", "--dist", "loadscope", "--nbval"]
        command += ["--nbval-current-env", "-Wdefault", "--junitxml=told.xml", "docs/questions"]
        subprocess.run(command, cwd=project, capture_output=True, check=False)
        told = {
            (".".join(case.get("classname").split(".")[-3:]), case.get("name")): len(case) > 0
            for case in ElementTree.parse(project / "told.xml").iter("testcase")
        }
        for place, what in changed.items():
            yield "findings", what, told[place]


def changed_finding(finding, turn):
    """A case turned round or a number changed, another one at each turn."""
    entries = [(k, n) for k in ("as_read", "otherwise", "numbers") for n in getattr(finding, k)]
    kind, name = entries[turn % len(entries)]
    table = getattr(finding, kind)
    other = not table[name] if kind != "numbers" else table[name] + 1
    return replace(finding, **{kind: {**table, name: other}}), f"{finding.claim}: {name} = {other}"


def constants(_):
    """Each change against the quick tests of the package."""
    with tempfile.TemporaryDirectory() as folder:
        path = copied(folder) / "resnet_ref/architectures.py"
        source = path.read_text(encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-qx", "-pno:cacheprovider", *QUICK]
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
        for what, text in changed_constants(source):
            path.write_text(text, encoding="utf-8")
            run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
            yield "constants", what, run.returncode != 0


def changed_constants(source):
    """What was changed, and the module with that; mutmut changes what stands in functions."""
    tree = ast.parse(source)
    blocks = (b for n in tree.body for b in (n.body if isinstance(n, ast.ClassDef) else [n]))
    tables = [b for b in blocks if isinstance(b, ast.Assign | ast.AnnAssign)]
    for node in (node for table in tables for node in ast.walk(table)):
        value = node.value if isinstance(node, ast.Constant) else None
        choices = next((c for c in CHOICES if value in c), ())
        if isinstance(value, int) or choices:
            if choices:
                node.value = choices[choices.index(value) - 1]
            else:
                node.value = not value if isinstance(value, bool) else value + 1
            yield f"line {node.lineno}: {value!r} → {node.value!r}", ast.unparse(tree)
            node.value = value


def code(only):
    """mutmut's mutants, or those whose names fit `only`."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied(folder)
        mutmut = [sys.executable, "-m", "mutmut"]
        settings = {"cwd": project, "env": {**os.environ, "OMP_NUM_THREADS": "1"}}
        run = [*mutmut, "run", "--max-children", "2", *only.split()]
        subprocess.run(run, check=True, **settings)
        results = [*mutmut, "results", "--all", "true"]
        for line in subprocess.check_output(results, text=True, **settings).splitlines():
            name, _, state = line.strip().rpartition(": ")
            noticed = state in ("killed", "timeout", "segfault")
            if noticed or state in ("survived", "no tests", "suspicious"):
                show = ["true"] if noticed else [*mutmut, "show", name]
                what = subprocess.check_output(show, text=True, **settings)
                yield name.rpartition(".")[0], f"{name}\n{what}", noticed


def copied(folder):
    """The repository as git's index has it."""
    subprocess.run(["git", "checkout-index", "-a", f"--prefix={folder}/"], cwd=ROOT, check=True)
    return Path(folder)


KINDS = {"findings": findings, "constants": constants, "code": code}


def main():
    """Print the score of each module; 1 if one is below its record."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="all if none is given")
    parser.add_argument("--only", default="", help="of mutmut's names, such as 'knowledge.text*'")
    parser.add_argument("--record", action="store_true", help="write the scores down")
    given = parser.parse_args()
    total = Counter()
    killed = Counter()
    SURVIVORS.parent.mkdir(exist_ok=True)
    with SURVIVORS.open("w", encoding="utf-8") as survivors:
        for module, what, noticed in (
            m for k in given.kinds or KINDS for m in KINDS[k](given.only)
        ):
            total[module] += 1
            killed[module] += noticed
            if not noticed:
                print(f"{module}: {what}", file=survivors, flush=True)
    record, below = json.loads(RECORD.read_text(encoding="utf-8")), 0
    for module, many in total.items():
        known = record.get(module, {"killed": 1, "total": 1})
        worse = killed[module] * known["total"] < known["killed"] * many
        below += worse
        print(f"{module:32} {killed[module]:5} of {many:5}", f"below {known}" if worse else "")
        record[module] = {"killed": killed[module], "total": many}
    print(f"What nothing noticed stands in {SURVIVORS.relative_to(ROOT)}")
    if given.record:
        RECORD.write_text(f"{json.dumps(record, indent=1, sort_keys=True)}\n", encoding="utf-8")
    return int(below > 0 and not given.record)


if __name__ == "__main__":
    raise SystemExit(main())
