"""The reference of a small package: what is public, how it is called, what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.api import reference

INIT = """\
from .arithmetic import count, quick
from .modules import Net, Words

__all__ = ["count", "quick", "Net", "Words", "LIMIT"]

from .architectures import LIMIT
"""
ARITHMETIC = '''\
def count(net: str, size: int = 224, *, norm: bool = True, deep=None, **options: object) -> int:
    """Count a net.

    >>> count("two")
    2
    >>> count("three")
    3

    Raises ValueError otherwise.
    """


def quick(net):
    """As above.

    >>> quick("two")
    2
    """


def hidden() -> None:
    """Not exported."""
'''
MODULES = '''\
class Net:
    """A net."""

    limit = 3
    """No property."""

    def __init__(
        self,
        units: tuple[int, ...],
        channels: int = 64,
        *,
        width: int = 64,
        shortcut: str = "B",
        norm: bool = True,
    ) -> None:
        self.units = units

    @property
    def depth(self) -> int:
        """Weighted layers."""

    @property
    def _own(self) -> int:
        """Nobody's business."""

    @property
    def silent(self) -> int:
        return 0

    def forward(self) -> None:
        """Not a property."""


class Words:
    pass
'''
ARCHITECTURES = '''\
LIMIT = 3
"""The largest."""
'''
EXPECTED = """\
## resnet_ref.arithmetic { #arithmetic }

### count { #count }

~~~~python
count(net: str, size: int = 224, *, norm: bool = True, deep = None, **options: object)
~~~~

Count a net.


~~~~pycon
>>> count("two")
2
>>> count("three")
3
~~~~

Raises ValueError otherwise.

### quick { #quick }

~~~~python
quick(net)
~~~~

As above.


~~~~pycon
>>> quick("two")
2
~~~~

## resnet_ref.architectures { #architectures }

### LIMIT { #LIMIT }

The largest.

## resnet_ref.modules { #modules }

### Net { #Net }

~~~~python
Net(
    units: tuple[int, ...],
    channels: int = 64,
    *,
    width: int = 64,
    shortcut: str = 'B',
    norm: bool = True,
)
~~~~

A net.

- `.depth`: Weighted layers.

### Words { #Words }

~~~~python
Words()
~~~~

## resnet_ref.probes { #probes }

## resnet_ref.findings { #findings }
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "resnet_ref"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    return folder


def written(package: Path, **modules: str) -> str:
    for name, text in modules.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    return reference(package.parent)


def test_a_small_package(package: Path) -> None:
    found = written(
        package,
        __init__=INIT,
        arithmetic=ARITHMETIC,
        modules=MODULES,
        architectures=ARCHITECTURES,
    )
    assert found.replace("\n\n\n", "\n\n") == EXPECTED.replace("\n\n\n", "\n\n")


@pytest.mark.parametrize(("length", "broken"), [(88, False), (89, True)])
def test_a_line_of_88_characters_is_not_broken(package: Path, length: int, broken: bool) -> None:
    init = 'from .arithmetic import f\n\n__all__ = ["f"]\n'
    argument = "a" * (length - len("f()"))
    text = written(package, __init__=init, arithmetic=f"def f({argument}):\n    pass\n")
    shown = f"f(\n    {argument},\n)" if broken else f"f({argument})"
    assert f"~~~~python\n{shown}\n~~~~\n" in text
