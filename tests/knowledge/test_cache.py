"""What was made before is kept by the content that it was made from, so it cannot go stale."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.cache import cached


@pytest.fixture(autouse=True)
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """A cache of its own, and what was made."""
    monkeypatch.chdir(tmp_path)
    return []


def get(made: list[bytes], kind: str, content: object, result: bytes = b"x") -> bytes:
    def make() -> bytes:
        made.append(result)
        return result

    return cached(kind, content, make)


def test_the_same_content_is_made_once(made: list[bytes]) -> None:
    assert get(made, "code", {"a": 1, "b": [2]}, b"\x00first") == b"\x00first"
    assert get(made, "code", {"b": [2], "a": 1}, b"second") == b"\x00first"
    assert made == [b"\x00first"]


CONTENTS = ["a", "b", "", ["a"], ["a", "1.0"], ["a", "1.1"], {"a": 1}, {"a": 2}, None, 0, "0"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(["code", "card"]), st.sampled_from(CONTENTS))))
def test_each_answer_is_what_its_own_content_gives(
    made: list[bytes], asked: list[tuple[str, object]]
) -> None:
    for kind, content in asked:
        expected = repr((kind, content)).encode()
        assert get(made, kind, content, expected) == expected
    assert len(made) == len(set(made))


def test_what_fails_leaves_nothing_behind(tmp_path: Path, made: list[bytes]) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cached("code", "a", fail)
    assert get(made, "code", "a", b"later") == b"later"
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"later"]
    assert [path.name for path in tmp_path.iterdir()] == [".cache"]


def test_several_may_make_the_same_at_once(tmp_path: Path) -> None:
    together = Barrier(8)

    def make() -> bytes:
        together.wait(10)
        return b"made"

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: cached("kind", "content", make), range(8)))
    assert made == [b"made"] * 8
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"made"]
