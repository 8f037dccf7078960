"""YAML whose values know their lines, read into a form that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ..forms import SHAPES
from ..problems import Problems

F = TypeVar("F", bound=BaseModel)
Place = tuple[str | int, ...]  # keys and indices that lead to a value
QUOTE = 'put the text into quotation marks: key: "…"'
TAB = "indent by spaces, not by a tab"
ESCAPE = """a backslash in "…" begins an escape; write '…'"""
_TAB = re.compile(" *\t")
_ESCAPED = re.compile(r"[\x00-\x1f\x85\u2028\u2029]")  # what "\\times" and "\\nu" begin with


@dataclass(frozen=True, eq=False)  # one object for one content of a file
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
    read, told = _parsed(path, text, form)
    for line, problem in told:
        problems.add(path, line, problem)
    return read


@lru_cache(maxsize=4096)  # while the site is served, most files stay as they are
def _parsed(path: Path, text: str, form: type[F]) -> tuple[Read[F] | None, list[tuple[int, str]]]:
    lines: dict[Place, int] = {(): 1}
    source = [*text.splitlines(), ""]
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        data = _value(loader, node, (), lines, source) if node else None
    except yaml.MarkedYAMLError as error:
        problem, open_quote = str(error.problem), "end of stream" in str(error.problem)
        mark = error.context_mark if open_quote else error.problem_mark
        assert mark is not None
        tab = _TAB.match(source[mark.line])
        remedy = TAB if tab else ESCAPE if "escape" in problem else QUOTE
        said = problem if isinstance(error, _Refused) else f"{problem}; {remedy}"
        return None, [(mark.line + 1, said)]
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        return None, [(line, f"holds the control character {error.character}; remove it")]
    try:
        return Read(path, form.model_validate(data), lines), []
    except ValidationError as error:
        return None, [(_line(lines, place), said) for place, said in _told(error)]


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
    if isinstance(node, yaml.ScalarNode):
        end = node.end_mark
        if not node.style and text[end.line][end.column :].startswith(" #"):
            # with one space before it, a text most likely goes on
            raise _Refused(
                problem="'#' after one space begins a comment; write the text in quotation marks, "
                "or two spaces before a comment",
                problem_mark=end,
            )
        if node.style == '"' and (found := _ESCAPED.search(node.value)):
            raise _Refused(
                problem=f"{ESCAPE}; this one gives {found[0]!r}", problem_mark=node.start_mark
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
    lacking: dict[Place, list[str]] = {}
    for fault in error.errors():
        if fault["type"] == "missing":
            lacking.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))
    for fault in error.errors():
        place = tuple(step for step in fault["loc"] if step not in ("[key]", "int", "float"))
        at, given, kind = _dotted(place), fault["input"], fault["type"]
        rules = fault.get("ctx", {})
        if kind == "missing" or (kind == "int_type" and fault["loc"][-1] == "int"):
            continue  # told below; told by the float of int | float
        if kind == "extra_forbidden":
            lacks = ", ".join(lacking.pop(place[:-1], []))
            told = (
                f"is no key of this form; {f'write {lacks}' if lacks else 'correct or remove it'}"
            )
            if given is None:
                told = f"has no value; if it is part of a text, {QUOTE}"
            yield place, f"{at} {told}"
        elif kind == "literal_error":
            yield place, f"{at} is {given!r}; choose one of {rules['expected']}"
        elif kind == "string_pattern_mismatch":
            yield place, f"{at} is {given!r}; give {SHAPES[rules['pattern']]}"
        elif kind == "string_too_long":
            yield place, f"{at} has {len(given)} characters; give at most {rules['max_length']}"
        else:
            shown = "empty" if given is None else repr(given)
            yield place, f"{at} is {shown}; give {KINDS.get(kind, fault['msg'])}"
    for place, keys in lacking.items():
        yield place, f"{_dotted(place)} lacks {', '.join(keys)}; add what is lacking"


def _dotted(place: Place) -> str:
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return shown.lstrip(".") or "the file"
