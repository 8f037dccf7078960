"""YAML whose values know their lines, read into a form that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ..problems import Problems

F = TypeVar("F", bound=BaseModel)
Place = tuple[str | int, ...]  # keys and indices that lead to a value
QUOTE = 'put the text into quotation marks: key: "…"'
_COMMENT_AFTER_TEXT = re.compile(r" #")  # with one space before it, a text most likely goes on


@dataclass(frozen=True)
class Read(Generic[F]):
    """A file that fits its form."""

    path: Path
    form: F
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """The line on which a value, or the nearest one around it, stands."""
        return _line(self.lines, place)


def _line(lines: dict[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def read(path: Path, form: type[F], problems: Problems) -> Read[F] | None:
    """The file as a `form`; None if it cannot be read, with every reason added to `problems`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(path, None, "is missing; add it, templates/question holds an example")
        return None
    except (OSError, UnicodeDecodeError) as error:
        problems.add(path, None, f"cannot be read ({error}); save it as UTF-8")
        return None
    lines: dict[Place, int] = {(): 1}
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        data = _value(loader, node, (), lines, text.splitlines()) if node else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        remedy = "" if isinstance(error, _Refused) else f"; {QUOTE}"
        problems.add(path, mark.line + 1 if mark else None, f"{error.problem}{remedy}")
        return None
    except yaml.YAMLError as error:
        problems.add(path, None, f"is not valid YAML ({error}); save it as UTF-8 text")
        return None
    try:
        return Read(path, form.model_validate(data), lines)
    except ValidationError as error:
        for place, said in _told(error):
            problems.add(path, _line(lines, place), said)
        return None


class _Refused(yaml.MarkedYAMLError):
    """What is valid YAML, but surely not what the author meant."""


def _value(
    loader: Any, node: yaml.Node, place: Place, lines: dict[Place, int], text: list[str]
) -> Any:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, part, (*place, index), lines, text)
            for index, part in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        rest = (
            text[node.end_mark.line][node.end_mark.column :]
            if not getattr(node, "style", None)
            else ""
        )
        if _COMMENT_AFTER_TEXT.match(rest):
            raise _Refused(
                problem="'#' after one space begins a comment; write the text in quotation marks, "
                "or two spaces before a comment",
                problem_mark=node.end_mark,
            )
        return loader.construct_object(node)
    table: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node))
        if key in table:
            first = lines[(*place, key)]
            raise _Refused(
                problem=f"the key {key!r} stands twice (first on line {first}); remove one",
                problem_mark=key_node.start_mark,
            )
        lines[(*place, key)] = key_node.start_mark.line + 1
        table[key] = _value(loader, value_node, (*place, key), lines, text)
    return table


KINDS = {  # pydantic's types in words
    "string_type": "a text in quotation marks",
    "list_type": "a list",
    "dict_type": "names with their values",
    "model_type": "names with their values",
    "int_type": "an integer",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_too_short": "a text",
    "too_short": "at least one",
}


def _told(error: ValidationError) -> Iterator[tuple[Place, str]]:
    for fault in error.errors():
        place = tuple(step for step in fault["loc"] if step not in ("[key]", "int", "float"))
        at, given, kind = _dotted(place), fault["input"], fault["type"]
        rules = fault.get("ctx", {})
        if kind == "missing":
            yield place[:-1], f"{_dotted(place[:-1])} lacks {place[-1]}; add it"
        elif kind == "extra_forbidden" and given is None:
            yield place, f"{at} has no value; if it is part of a text, {QUOTE}"
        elif kind == "extra_forbidden":
            yield place, f"{at} is no key of this form; correct or remove it"
        elif kind == "literal_error":
            yield place, f"{at} is {given!r}; choose one of {rules['expected']}"
        elif kind == "string_pattern_mismatch":
            yield place, f"{at} is {given!r}; it has to fit {rules['pattern']}"
        elif kind == "string_too_long":
            yield place, f"{at} has {len(given)} characters; give at most {rules['max_length']}"
        else:
            shown = "empty" if given is None else repr(given)
            yield place, f"{at} is {shown}; give {KINDS.get(kind, fault['msg'])}"


def _dotted(place: Place) -> str:
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return shown.lstrip(".") or "the file"
