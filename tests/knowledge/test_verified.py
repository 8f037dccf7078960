"""The versions that pass are those that were recorded, for the notebooks as they are."""

from __future__ import annotations

import json
import platform
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from knowledge.load import load
from knowledge.verified import RECORDS, fingerprint, passed, record
from knowledge.write import Links, Writer


def write(folder: Path, name: str, notebook: str, *made: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    keys = ("system", "Python", "torch", "torchinfo")
    entry = {"notebook": notebook, "with": dict(zip(keys, made, strict=True))}
    (folder / f"{name}.json").write_text(json.dumps(entry), encoding="utf-8")


@pytest.fixture
def notebooks(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name / "evidence.ipynb" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"{{{path.parent.name}}}\n", encoding="utf-8")
    return paths


def test_what_is_installed_is_recorded(tmp_path: Path, notebooks: list[Path]) -> None:
    record(notebooks, tmp_path / "records")
    record(notebooks, tmp_path / "records")  # again: no second row
    ((system, *made), many), *more = passed(notebooks, tmp_path / "records").items()
    assert (many, more) == (2, [])
    assert system in ("Linux", "macOS", "Windows")
    torch = version("torch").split("+")[0]
    assert made == [".".join(platform.python_version().split(".")[:2]), torch, version("torchinfo")]


def test_a_changed_notebook_no_longer_counts(tmp_path: Path, notebooks: list[Path]) -> None:
    record(notebooks, tmp_path / "records")
    notebooks[0].write_text("{changed}", encoding="utf-8")
    assert list(passed(notebooks, tmp_path / "records").values()) == [1]
    notebooks[1].write_text("{changed too}", encoding="utf-8")
    assert passed(notebooks, tmp_path / "records") == {}


def test_line_ends_do_not_matter(notebooks: list[Path]) -> None:
    before = fingerprint(notebooks[0])
    assert re.fullmatch("[0-9a-f]{16}", before)
    notebooks[0].write_bytes(notebooks[0].read_bytes().replace(b"\n", b"\r\n"))
    assert fingerprint(notebooks[0]) == before


def test_versions_are_in_the_order_of_numbers(tmp_path: Path, notebooks: list[Path]) -> None:
    known = fingerprint(notebooks[0])
    rows = [
        ("Linux", "3.11", "2.9.1", "1.8.0"),
        ("Linux", "3.11", "2.13.0", "1.8.0"),
        ("macOS", "3.9", "2.2.0", "1.8.0"),
        ("macOS", "3.11", "2.2.0", "1.8.0"),
    ]
    for index, made in enumerate(reversed(rows)):
        write(tmp_path / "records/deeper", str(index), known, *made)
    assert list(passed(notebooks, tmp_path / "records")) == rows


@pytest.mark.parametrize(
    ("language", "system"), [("zh", "系统"), ("en", "System")], ids=["zh", "en"]
)
def test_the_table_of_versions(base: Path, language: str, system: str) -> None:
    writer = Writer(load(base), Links(language))
    assert len(BeautifulSoup(writer.versions(), "html.parser").find_all("table")) == 1
    known = fingerprint(base / "docs/questions/two/evidence.ipynb")
    write(base / RECORDS, "a", known, "Linux", "3.11", "9.8.7", "1.8.0")
    write(base / RECORDS, "b", "0" * 16, "Linux", "3.12", "9.8.7", "1.8.0")
    _, table = BeautifulSoup(writer.versions(), "html.parser").find_all("table")
    heads = [head.text for head in table.find_all("th")]
    assert heads[:4] == [system, "Python", "torch", "torchinfo"]
    (row,) = table.select("tbody tr")
    assert [cell.text for cell in row.find_all("td")] == [
        "Linux",
        "3.11",
        "9.8.7",
        "1.8.0",
        "1 / 1",
    ]


@pytest.mark.parametrize(("known", "system"), [("Darwin", "macOS"), ("Linux", "Linux")])
def test_a_record_as_it_is_stored(
    tmp_path: Path,
    notebooks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    known: str,
    system: str,
) -> None:
    monkeypatch.setattr(platform, "system", lambda: known)
    record(notebooks[:1], tmp_path / "new/records")
    (path,) = (tmp_path / "new/records").iterdir()
    text = path.read_text(encoding="utf-8")
    stored = json.loads(text)
    assert stored["notebook"] == fingerprint(notebooks[0])
    assert list(stored["with"]) == ["system", "Python", "torch", "torchinfo"]
    assert stored["with"]["system"] == system
    assert path.name == f"{'-'.join(['one', *stored['with'].values()])}.json"
    assert text.count("\n") == 9  # one value a line


def test_the_tables_hold_cells_only(base: Path) -> None:
    path = base / "docs/questions/two/evidence.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    made = {"torch": "9.8", "torchinfo": "7"}
    notebook["metadata"]["resnet_qa"] = {"verified_with": made}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    known = fingerprint(base / "docs/questions/two/evidence.ipynb")
    write(base / RECORDS, "a", known, "Linux", "3.11", "9.8.7", "1.8.0")
    write(base / RECORDS, "b", known, "Linux", "3.12", "9.8.7", "1.8.0")
    html = BeautifulSoup(Writer(load(base), Links("en")).versions(), "html.parser")
    assert "torch 9.8 torchinfo 7" in [cell.text for cell in html.find_all("td")]
    for part in (html, *html.select("table, thead, tbody, tr")):
        assert part.find_all(string=True, recursive=False) == []
