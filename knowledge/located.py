"""YAML that remembers its lines, refuses duplicate keys and is checked against a JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from .problems import Problems

SCHEMAS = Path(__file__).parent
KINDS = {  # what JSON Schema calls a type, in words
    "object": "names with their values, as in the template",
    "array": "a list",
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
}


class _Loader(yaml.SafeLoader):
    """Builds mappings that carry the line of each of their keys."""


class Table(dict[str, Any]):
    """A mapping of a YAML file; `lines` gives the line of each key, `line` its own."""

    line: int
    lines: dict[str, int]


def _table(loader: _Loader, node: yaml.MappingNode) -> Table:
    table = Table()
    table.line, table.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            key = str(key)
        line = key_node.start_mark.line + 1
        if key in table:
            raise yaml.MarkedYAMLError(
                problem=f"the key {key!r} stands twice (first on line {table.lines[key]}); "
                "remove one",
                problem_mark=key_node.start_mark,
            )
        table[key], table.lines[key] = loader.construct_object(value_node, deep=True), line
    return table


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _table)


def read(path: Path, schema: str, problems: Problems) -> Table | None:
    """The file's mapping if it fits `schema` (a file beside this module), else None."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        problems.add(path, None, f"is missing or cannot be read; see the example in {schema}")
        return None
    except UnicodeDecodeError as error:
        problems.add(path, None, f"is not UTF-8 text ({error.reason}); save it as UTF-8")
        return None
    try:
        loaded = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problems.add(path, line, f"is not valid YAML: {error.problem}")
        return None
    except yaml.YAMLError as error:
        problems.add(path, None, f"is not valid YAML: {error}")
        return None
    rules = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    misfits = list(Draft202012Validator(rules).iter_errors(loaded))
    for misfit in misfits:
        at = list(misfit.absolute_path) + ([misfit.instance] if _is_name(misfit) else [])
        problems.add(path, line_of(loaded, at), _said(misfit))
    return None if misfits or not isinstance(loaded, Table) else loaded


def line_of(loaded: Any, path: list[str | int]) -> int:
    """The line on which the value at `path` stands."""
    line = getattr(loaded, "line", 1)
    for step in path:
        if isinstance(loaded, Table):
            line = loaded.lines.get(str(step), line)
        loaded = loaded[step]
        line = max(line, getattr(loaded, "line", line))
    return line


def _is_name(error: ValidationError) -> bool:
    """The error is about a key, not about a value."""
    return "propertyNames" in error.absolute_schema_path


def _said(error: ValidationError) -> str:
    at = "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in error.absolute_path)
    at = at.lstrip(".") or "the file"
    rule, value = error.validator_value, error.instance
    example = (
        f"; for example {json.dumps(error.schema['examples'][0], ensure_ascii=False)}"
        if (isinstance(error.schema, dict) and error.schema.get("examples"))
        else ""
    )
    if error.validator == "required":
        missing = [key for key in rule if key not in value]
        return f"{at} lacks {', '.join(missing)}; add it{example}"
    if error.validator == "additionalProperties":
        known = ", ".join(error.schema.get("properties", {}))
        return f"{at}: {error.message}; known here: {known}"
    if error.validator == "enum":
        return f"{at} is {value!r}; choose one of {', '.join(map(repr, rule))}"
    if error.validator == "type":
        given = "empty" if value is None else repr(value)
        return f"{at} is {given}; give {KINDS.get(rule, rule)}{example}"
    if _is_name(error):
        return f"{at}: the name {value!r} does not have the form {rule}"
    if error.validator == "pattern":
        return f"{at} is {value!r}; it does not have the form {rule}{example}"
    return f"{at}: {error.message}{example}"
