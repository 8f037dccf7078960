"""YAML whose texts know their lines, read into a form that says what is wrong with it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ..forms import SHAPES
from ..problems import Faults, Placed

F = TypeVar("F", bound=BaseModel)
Place = tuple[str | int, ...]  # keys and indices that lead to a value
QUOTE = 'put the text into quotation marks: key: "…"'
SYNTAX = f"{QUOTE}; indent by spaces alone"
ESCAPE = """a backslash in "…" begins an escape; write '…'"""
COMMENT = "'#' after one space begins a comment; write two before it, or quote the text"
_ESCAPED = re.compile(r"[\x00-\x1f\x85\u2028\u2029]")  # what "\\times" and "\\nu" begin with


def parse(path: Path, text: str, form: type[F]) -> tuple[F | None, Faults]:
    """The text of a file as a `form`, or what is wrong with it."""
    reader = _Reader(path, text)
    try:
        return form.model_validate(reader.data()), []
    except yaml.MarkedYAMLError as error:
        problem, open_quote = str(error.problem), "end of stream" in str(error.problem)
        mark = error.context_mark if open_quote else error.problem_mark
        assert mark is not None
        return None, [(mark.line + 1, f"{problem}; {ESCAPE if 'escape' in problem else SYNTAX}")]
    except _TrapError as error:
        return None, [error.args]
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        return None, [(line, f"holds the control character {error.character}; remove it")]
    except ValidationError as error:
        return None, [(reader.line(place), said) for place, said in _told(error)]


class _TrapError(Exception):
    """What is valid YAML, but surely not what the author meant: the line, and what to do."""

    args: tuple[int, str]


class _Reader:
    """The values of one file, and the line of each."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.source = path, [*text.splitlines(), ""]
        self.lines: dict[Place, int] = {(): 1}
        self.loader = yaml.CSafeLoader(text)

    def data(self) -> Any:
        node = self.loader.get_single_node()
        return self._value(node, ()) if node else None

    def line(self, place: Place) -> int:
        """Of the nearest value around that place that has one."""
        return self.lines[place] if place in self.lines else self.line(place[:-1])

    def _value(self, node: yaml.Node, place: Place) -> Any:
        line = self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(part, (*place, index)) for index, part in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._table(node, place)
        assert isinstance(node, yaml.ScalarNode)
        end = node.end_mark
        if not node.style and self.source[end.line][end.column :].startswith(" #"):
            # with one space before it, a text most likely goes on
            raise _TrapError(end.line + 1, COMMENT)
        if node.style == '"' and (found := _ESCAPED.search(node.value)):
            raise _TrapError(node.start_mark.line + 1, f"{ESCAPE}; this one gives {found[0]!r}")
        value = self.loader.construct_object(node)
        return Placed(value.strip(), self.path, line) if isinstance(value, str) else value

    def _table(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = Placed(str(self.loader.construct_object(key_node)), self.path, line)
            if key in table:
                first = self.lines[(*place, key)]
                told = f"the key {str(key)!r} stands twice (first on line {first}); remove one"
                raise _TrapError(line, told)
            self.lines[(*place, key)] = line
            table[key] = self._value(value_node, (*place, key))
        return table


WANTED = {  # where pydantic's words are for programmers
    "string_type": "a text in quotation marks",
    "model_type": "names with their values",
    "dict_type": "names with their values",
}


def _told(error: ValidationError) -> Iterator[tuple[Place, str]]:
    faults = {  # of a union's the last, as that of float in int | float
        tuple(step for step in fault["loc"] if step not in ("[key]", "int", "float")): fault
        for fault in error.errors()
    }
    for place, fault in faults.items():
        kind, given = fault["type"], fault["input"]
        pattern = fault.get("ctx", {}).get("pattern", "")
        if kind == "missing":
            told = "is missing; add it"
        elif kind == "extra_forbidden":
            told = f"is no key of this form; correct or remove it, or {QUOTE}"
        elif wanted := WANTED.get(kind) or SHAPES.get(pattern):
            told = f"is {'empty' if given is None else repr(given)}; give {wanted}"
        else:
            told = f"is {given!r}; {fault['msg'][0].lower()}{fault['msg'][1:]}"
        yield place, f"{_dotted(place)} {told}"


def _dotted(place: Place) -> str:
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return shown.lstrip(".") or "the file"
