"""The site's own words in both languages, and how numbers are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import yaml

from resnet_ref.findings import VERDICTS

LANGUAGES = ("zh", "en")
DEFAULT, *OTHERS = LANGUAGES
Both = dict[str, str]  # language -> words

STANCES: dict[str, Both] = {
    "supports": {"zh": "文献支持", "en": "literature supports it"},
    "contradicts": {"zh": "文献反对", "en": "literature contradicts it"},
    "divided": {"zh": "文献说法不一", "en": "literature is divided"},
    "silent": {"zh": "文献未提及", "en": "literature does not say"},
}
WORDS: dict[str, Both] = yaml.safe_load(
    (Path(__file__).parent.parent / "templates/site/words.yml").read_text(encoding="utf-8")
)
COLON: Both = {"zh": "：", "en": ": "}
BRACKETS: Both = {"zh": "（{}）", "en": " ({})"}


def words(language: str) -> SimpleNamespace:
    """Every word in one language, verdicts and stances by their names.

    In a template, `words.copy` of a dict would be its method.
    """
    every = {**WORDS, **VERDICTS, **STANCES}
    return SimpleNamespace(**{key: both[language] for key, both in every.items()})


def _grouped(digits: int, divisor: float = 1, unit: str = "") -> Callable[[float], str]:
    return lambda value: f"{value / divisor:z,.{digits}f}{unit}"  # z: no −0


# The same in both languages: engineers in China write 25.56 M and 4.09 G too.
FORMATS: dict[str, Callable[[float], str]] = {
    "int": _grouped(0),
    **{
        f"{name}{digits}": _grouped(digits, divisor, unit)
        for name, divisor, unit in (
            ("K", 1e3, " K"),
            ("M", 1e6, " M"),
            ("G", 1e9, " G"),
            ("x", 1, "×"),
            ("pct", 0.01, "%"),
            ("f", 1, ""),
        )
        for digits in range(4)
    },
}


def written(value: int | float, style: str) -> str:
    """The number as a page writes it. Raises ValueError for an unknown format, for a fraction
    that is asked for as an integer and for a number of which the format leaves nothing."""
    if style not in FORMATS:
        raise ValueError(f"the format is {style!r}; choose one of {', '.join(FORMATS)}")
    if style == "int" and value != int(value):
        raise ValueError(f"{value} is no integer; give a format: {', '.join(FORMATS)}")
    text = FORMATS[style](value)
    if value and not any(digit in text for digit in "123456789"):
        raise ValueError(f"{style} writes {value} as {text}; choose one of {', '.join(FORMATS)}")
    return text.replace("-", "−")
