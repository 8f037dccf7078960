"""Pictures drawn at build time by the code they speak of, in `pictures.py` beside a question.

Each function there draws one picture: it takes the language and the question and gives a Picture.
Colours are the page's own (CSS), so that a picture follows the light and the dark scheme. Every
panel is WIDTH units wide: on a phone panels stand below each other and stay legible.
"""

import hashlib
import importlib.util
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from types import ModuleType

import resnet_ref

from ..cache import cached, code_in
from ..model import Question
from ..numbers import nearest
from ..problems import failed_at

WIDTH = 340
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
Point = tuple[float, float]
_DRAWN_BY = code_in(Path(__file__).parent, Path(resnet_ref.__file__).parent)


@dataclass(frozen=True)
class Picture:
    """Panels of SVG, with a caption and, where colours need one, a legend."""

    panels: Sequence[str]
    caption: str
    legend: Sequence[tuple[str, str]] = ()  # CSS class of a swatch, what it stands for


def picture(question: Question, name: str, language: str) -> Picture:
    """The picture `name` of a question. Raises ValueError for a name or code that fails."""
    path = question.folder / "pictures.py"
    if not path.is_file():
        raise ValueError(f"the picture {name!r} needs a function of that name in {path.name}")
    code = path.read_text(encoding="utf-8")
    drawn_from = [_DRAWN_BY, code, _state(question), name, language]

    def draw() -> bytes:
        return json.dumps(asdict(_drawn(path, code, question, name, language))).encode()

    return Picture(**json.loads(cached("pictures", drawn_from, draw)))


@lru_cache(maxsize=1024)
def _state(question: Question) -> str:
    """A fingerprint of all that a picture may show of the question."""
    return hashlib.sha256(repr(question).encode()).hexdigest()


def _drawn(path: Path, code: str, question: Question, name: str, language: str) -> Picture:
    try:
        known = {
            key: function
            for key, function in vars(_module(path, code)).items()
            if not key.startswith("_") and getattr(function, "__module__", "") == path.parent.name
        }
        found = known[name](language, question) if name in known else None
    except SyntaxError as error:
        raise ValueError(f"{path.name}:{error.lineno} is not Python: {error.msg}") from error
    except (Exception, SystemExit) as error:  # whatever an author's code may raise
        line = failed_at(error, path) or 1
        raise ValueError(f"the picture {name!r} fails at {path.name}:{line}: {error!r}") from error
    if name not in known:
        raise ValueError(f"{path.name} draws no {name!r}; {nearest(name, known)}")
    if not isinstance(found, Picture):
        raise ValueError(f"{name} in {path.name} gives {found!r}; end it with: return Picture(…)")
    return found


@lru_cache(maxsize=4096)  # keyed by its code, so that an edit is seen while the site is served
def _module(path: Path, code: str) -> ModuleType:
    """The module at `path`."""
    spec = importlib.util.spec_from_loader(path.parent.name, loader=None, origin=str(path))
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(code, str(path), "exec"), vars(module))
    return module


# What pictures are drawn with


def svg(title: str, height: float, parts: Sequence[str], width: float = WIDTH) -> str:
    """One panel."""
    return (
        f'<svg viewBox="0 0 {number(width)} {number(height)}" role="img" '
        f'aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def number(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """A label at its baseline."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def rect(x: float, y: float, w: float, h: float, kind: str, radius: float = 6) -> str:
    """A box with round corners."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
        f'rx="{number(radius)}" class="{kind}"/>'
    )


def line(points: Sequence[Point], kind: str) -> str:
    """A line through points."""
    d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="{d}" class="{kind}"/>'


def arrow(points: Sequence[Point]) -> str:
    """A line whose last stretch, straight down or sideways, ends in a head."""
    (x0, _), (x, y) = points[-2:]
    back = math.copysign(6, x0 - x)
    head = (
        [(x - 4, y - 6), (x, y), (x + 4, y - 6)]
        if x == x0
        else [(x + back, y - 4), (x, y), (x + back, y + 4)]
    )
    return line(points, "wire") + line(head, "wire")


def room(words: str) -> float:
    """How wide a label of the smallest size may become in the widest of usual fonts."""
    return sum(12 if ord(letter) > 0x2E7F else 6.2 for letter in words)


@dataclass(frozen=True)
class Curve:
    """One curve of a plot."""

    label: str
    kind: str  # its CSS classes
    points: Sequence[Point]


def plot(
    title: str,
    about: str,
    unit: str,
    curves: Sequence[Curve],
    marks: Sequence[int],
    mark: Callable[[int], str],
) -> str:
    """One panel: curves over what the unit counts, labelled at their ends, with lines at marks.

    `about` is what a screen reader says; `mark` writes the value of a line.
    """
    places = [x for x, _ in curves[0].points]
    left, top, bottom = 40, 34, 234
    right = WIDTH - 8 - max(room(curve.label) for curve in curves)

    def at(x: float, y: float) -> Point:
        across = (x - places[0]) / (places[-1] - places[0])
        up = (y - marks[0]) / (marks[-1] - marks[0])
        return left + across * (right - left), bottom - up * (bottom - top)

    parts = [text(2, 16, title, "title")]
    for value in marks:
        _, y = at(places[0], value)
        parts.append(line([(left, y), (right, y)], "grid"))
        parts.append(text(left - 6, y + 4, mark(value), "shape", "end"))
    for place in places:
        x, _ = at(place, marks[0])
        parts.append(text(x, bottom + 18, f"{place:g}", "shape", "middle"))
    parts.append(text((left + right) / 2, bottom + 36, unit, "shape", "middle"))
    ends = []
    for curve in curves:
        points = [at(x, y) for x, y in curve.points]
        parts.append(line(points, f"curve {curve.kind}"))
        parts += [
            f'<circle cx="{number(x)}" cy="{number(y)}" r="3" class="dot {curve.kind}"/>'
            for x, y in points
        ]
        ends.append((points[-1][1], curve.label, curve.kind))
    floor = -math.inf
    for y, label, kind in sorted(ends):
        floor = max(y + 4, floor + 15)
        parts.append(text(right + 8, floor, label, f"note {kind}"))
    return svg(about, bottom + 44, parts)


def power(exponent: int) -> str:
    """A power of ten, with its exponent raised."""
    return "10" + str(exponent).translate(_RAISED)


def shape(sizes: Sequence[int]) -> str:
    """C×H×W."""
    return "×".join(map(str, sizes))
