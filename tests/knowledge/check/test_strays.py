"""What stands in docs/ and is no part of it, or no text that an author meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.problems import KnowledgeError
from knowledge.read.library import load

FOLDER = "docs/questions/every-verdict"


@pytest.mark.parametrize(
    "stray",
    [f"{FOLDER}/Untitled.ipynb", f"{FOLDER}/notes.en.md", f"{FOLDER}/shot.png", "docs/shot.png"],
)
def test_a_stray_file_is_told(base: Path, stray: str) -> None:
    (base / stray).write_bytes(b"")
    (base / FOLDER / ".hidden").touch()
    with pytest.raises(KnowledgeError) as told:
        load(base)
    said = "is no part of the site; move it to docs/assets or remove it"
    assert str(told.value).splitlines()[1:] == [f"{stray}: {said}"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "a merge left <<<<<<< here; choose one side"),
        ("=======", "a merge left ======= here; choose one side"),
        ("{{ parameters }", "{{ is not closed on its line; write }} or \\{{"),
        (
            '--8<-- "snippets/count_resnet51.py"',
            "there is no snippet 'snippets/count_resnet51.py'; did you mean count_resnet50.py?",
        ),
    ],
)
def test_a_line_that_nobody_meant_is_told(base: Path, line: str, said: str) -> None:
    path = base / FOLDER / "index.en.md"
    path.write_text(f"```text\n{line}\n```\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(KnowledgeError) as told:
        load(base)
    assert str(told.value).splitlines()[1:] == [f"{FOLDER}/index.en.md:2: {said}"]


def test_a_byte_order_mark_changes_nothing(base: Path) -> None:
    path = base / FOLDER / "index.en.md"
    before = load(base).questions["every-verdict"].pages["en"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(base).questions["every-verdict"].pages["en"] == before
