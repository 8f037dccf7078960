"""What was made before is kept by the content that it was made from, so it cannot go stale."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from knowledge.cache import cached


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A cache of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


CONTENTS = ["a", "", ["a"], ["a", "1.0"], ["a", "1.1"], {"a": 1, "b": 2}, {"a": 2}, None, 0, "0"]


def test_each_content_is_made_once():
    asked = [(kind, content) for kind in ("code", "card") for content in CONTENTS]
    made = []

    def make():
        made.append(f"\0{len(made)}".encode())
        return made[-1]

    first = [cached(kind, content, make) for kind, content in asked]
    assert first == made == [cached(kind, content, make) for kind, content in asked]
    assert len(made) == len(asked)
    assert cached("code", {"b": 2, "a": 1}, make) == cached("code", {"a": 1, "b": 2}, make)


def test_what_fails_leaves_nothing_behind(folder):
    with pytest.raises(ZeroDivisionError):
        cached("code", "a", lambda: bytes(1 // 0))
    assert cached("code", "a", lambda: b"later") == b"later"
    assert [path.read_bytes() for path in folder.rglob("*") if path.is_file()] == [b"later"]
    assert [path.name for path in folder.iterdir()] == [".cache"]


def test_several_may_make_the_same_at_once(folder):
    together = Barrier(8)

    def make():
        together.wait(10)
        return b"made"

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: cached("kind", "content", make), range(8)))
    assert made == [b"made"] * 8
    assert [path.read_bytes() for path in folder.rglob("*") if path.is_file()] == [b"made"]
