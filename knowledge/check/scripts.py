"""Scripts that readers run in the page: without torch, they find what the notebook finds."""

import ast
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import resnet_ref
from resnet_ref.findings import Finding

from ..cache import cached, code_in
from ..model import Claim, Library
from ..numbers import nearest
from ..problems import Placed, Problems, failed_at
from .notebooks import typed_in_findings

LONGEST = 60  # seconds that a script may run
_RUN_BY = code_in(Path(__file__).parent, Path(resnet_ref.__file__).parent)
_NEEDS_TORCH = ("torch", "resnet_ref.modules", "resnet_ref.probes")


class _FaultError(Exception):
    """What is wrong with a script: a line, if it is known, and what to do."""

    args: tuple[int | None, str]


def check_scripts(library: Library, problems: Problems) -> None:
    """Tell each script of no claim, each that fails, and each that finds something else."""
    for question in library.questions.values():
        tested = {c.id: c for c in question.claims if c.cases and c.decided_by == c.id}
        for name, script in question.scripts.items():
            try:
                if name not in tested:
                    told = f"{name!r} is no claim that a case of this question's notebook decides; "
                    raise _FaultError(None, told + nearest(name, tested))
                claim = tested[name]
                seen = [script, claim.finding.to_json(), [n.name for n in claim.listed], _RUN_BY]
                cached("scripts", seen, partial(_checked, script, claim))
            except _FaultError as fault:
                problems.add(script.path, *fault.args)


def _checked(script: Placed, claim: Claim) -> bytes:
    """Nothing, which is kept. Raises _FaultError, so that a fault is looked for again."""
    try:
        compile(script, script.path, "exec")
    except SyntaxError as error:
        told = f"is not Python that can be read ({error.msg})"
        raise _FaultError(error.lineno, told) from error
    tree = ast.parse(script)
    for line, imported in _missing(tree):
        told = f"{imported!r}: a page has Python's own library and resnet_ref alone; do without"
        raise _FaultError(line, told)
    try:
        found = value(script)
    except TimeoutError as error:
        raise _FaultError(None, str(error)) from error
    except (Exception, SystemExit) as error:
        told = f"fails where there is no torch ({type(error).__name__}: {error}); "
        told += "use count and the nets alone" if isinstance(error, ImportError) else "mend it"
        raise _FaultError(failed_at(error, script.path), told) from error
    if not isinstance(found, Finding):
        raise _FaultError(None, f"its last line gives {found!r}; end it in finding(…)")
    if told := "; ".join(_differences(found, claim)):
        again = f"make notebooks SLUG={claim.question}"
        remedy = f"mend what is wrong: the script, resnet_ref, or the notebook and run: {again}"
        raise _FaultError(None, f"does not find what the notebook does: {told}; {remedy}")
    if told := "; ".join(typed_in_findings(tree)):
        raise _FaultError(None, told)
    return b""


def _missing(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each import of what this machine may have and the page has not, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "."]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        if not {name.split(".")[0] for name in names} <= {*sys.stdlib_module_names, "resnet_ref"}:
            yield node.lineno, ast.unparse(node)


def _differences(found: Finding, claim: Claim) -> Iterator[str]:
    """Cases are those of the notebook; of its numbers at least those that the page lists."""
    if found.claim != claim.id:
        yield f"it is about {found.claim!r}, not {claim.id!r}"
    for kind in ("as_read", "otherwise", "numbers"):
        here, there = getattr(found, kind), getattr(claim.finding, kind)
        wanted = [n.name for n in claim.listed] if kind == "numbers" else list(there)
        for name in dict.fromkeys([*here, *wanted]):
            ours, theirs = here.get(name, "missing"), there.get(name, "missing")
            if ours != theirs:
                yield f"{name} in {kind} is {ours} here, {theirs} in the notebook"


def value(script: Placed) -> Any:
    """What the script's last line gives where nothing that needs torch can be imported.

    Raises what the script raises, and TimeoutError for one that does not end.
    """
    lines = ast.parse(script).body
    last = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else ast.parse("None").body[0]
    scope: dict[str, Any] = {"__name__": "__main__"}
    raised: list[BaseException] = []
    given: list[Any] = []

    def run() -> None:
        try:
            exec(compile(ast.Module(lines, []), script.path, "exec"), scope)
            given.append(eval(compile(ast.Expression(last.value), script.path, "eval"), scope))  # type: ignore[attr-defined]
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=run, daemon=True)
    with patch.dict(sys.modules, dict.fromkeys(_NEEDS_TORCH)), redirect_stdout(StringIO()):
        thread.start()
        thread.join(LONGEST)
    if thread.is_alive():
        raise TimeoutError(f"does not end within {LONGEST} s; shorten it")
    if raised:
        raise raised[0]
    return given[0]
