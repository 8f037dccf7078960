"""Scripts that readers run in the page: without torch, they find what the notebook finds."""

import ast
import sys
import traceback
from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO
from typing import Any
from unittest.mock import patch

from resnet_ref.findings import Finding

from ..model import Claim, Library
from ..numbers import nearest
from ..problems import Placed, Problems
from .notebooks import typed_in_findings

_NEEDS_TORCH = ("torch", "resnet_ref.modules", "resnet_ref.probes")


def check_scripts(library: Library, problems: Problems) -> None:
    """Tell each script of no claim, each that fails, and each that finds something else."""
    for question in library.questions.values():
        tested = {c.id: c for c in question.claims if c.cases and c.decided_by == c.id}
        for name, script in question.scripts.items():
            told = f"{name!r} is no claim that a case of this question's notebook decides; "
            told = _fault(script, tested[name]) if name in tested else told + nearest(name, tested)
            if told:
                problems.add(script.path, None, told)


def _fault(script: Placed, claim: Claim) -> str:
    try:
        found = value(script)
    except Exception:
        return f"fails where there is no torch:\n{traceback.format_exc(limit=-1)}"
    stored, listed = claim.finding, {number.name for number in claim.listed}
    if (
        not isinstance(found, Finding)
        or (found.claim, found.as_read, found.otherwise)
        != (claim.id, stored.as_read, stored.otherwise)
        or not (found.numbers.items() <= stored.numbers.items() and listed <= found.numbers.keys())
    ):
        told = f"numbers of it, at least {', '.join(listed)}" if listed else "any of its numbers"
        return f"ends in:\n{found}\nEnd it in the notebook's cases and {told}:\n{stored}"
    return "; ".join(typed_in_findings(ast.parse(script)))


@lru_cache(maxsize=4096)  # while the site is served, most scripts stay as they are
def value(script: Placed) -> Any:
    """What the script's last line gives where nothing that needs torch can be imported."""
    *lines, last = ast.parse(script).body
    scope: dict[str, Any] = {"__name__": "__main__"}
    with patch.dict(sys.modules, dict.fromkeys(_NEEDS_TORCH)), redirect_stdout(StringIO()):
        exec(compile(ast.Module(lines, []), script.path, "exec"), scope)
        return eval(ast.unparse(last), scope) if isinstance(last, ast.Expr) else None
