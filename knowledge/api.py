"""The reference of resnet_ref's public names, read from its source without importing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import griffe

MODULES = ("arithmetic", "architectures", "modules", "probes", "findings")
FENCE = "~~~~"


def reference(root: Path) -> str:
    """Every public name under its module's heading: signature, then docstring."""
    package: Any = griffe.load(
        "resnet_ref", search_paths=[str(root)], allow_inspection=False, resolve_aliases=True
    )
    members = {str(name): package[str(name)] for name in package.exports or []}
    parts = []
    for module in MODULES:
        parts.append(f"## resnet_ref.{module} {{ #{module} }}")
        for name, member in members.items():
            if member.canonical_path.split(".")[1] == module:
                parts += _entry(name, member)
    return "\n\n".join(parts) + "\n"


def _entry(name: str, member: Any) -> list[str]:
    parts = [f"### {name} {{ #{name} }}"]
    if member.is_function or member.is_class:
        parts.append(f"{FENCE}python\n{_signature(name, member)}\n{FENCE}")
    if member.docstring:
        parts.append(_text(member.docstring.value))
    for attribute in member.members.values() if member.is_class else ():
        documented = attribute.is_attribute and "property" in attribute.labels
        if documented and attribute.docstring and not attribute.name.startswith("_"):
            parts.append(f"- `.{attribute.name}`: {_text(attribute.docstring.value)}")
    return parts


def _signature(name: str, member: Any) -> str:
    arguments = [p for p in member.parameters if p.name != "self"]
    shown, keyword_only = [], False
    for argument in arguments:
        kind = str(argument.kind)
        if "keyword-only" in kind and not keyword_only:
            shown.append("*")
            keyword_only = True
        mark = "**" if "var. keyword" in kind or "variadic keyword" in kind else ""
        text = f"{mark}{argument.name}"
        text += f": {argument.annotation}" if argument.annotation else ""
        text += f" = {argument.default}" if argument.default and not mark else ""
        shown.append(text)
    inside = ",\n    ".join(shown)
    line = f"{name}({', '.join(shown)})"
    return line if len(line) <= 88 else f"{name}(\n    {inside},\n)"


def _text(docstring: str) -> str:
    """The docstring as Markdown: its examples become code."""
    lines, code = [], False
    for line in docstring.splitlines():
        starts = line.startswith(">>>")
        if starts and not code:
            lines += ["", f"{FENCE}pycon"]
        if code and not line.strip():
            lines.append(FENCE)
        code = (code or starts) and bool(line.strip())
        lines.append(line)
    return "\n".join([*lines, FENCE] if code else lines).strip()
