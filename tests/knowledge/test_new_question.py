"""A new question builds at once, and is finished without touching what is not its own."""

import itertools
import os
import re
import shutil
import subprocess

import pytest
from bs4 import BeautifulSoup

from knowledge.__main__ import main
from knowledge.new_question import PLACEHOLDER, create, unfinished
from knowledge.read.library import load

from ..conftest import ROOT, build
from .editing import swap

SLUG = "new-one"
SOURCE = """\
new2020nets:
  {authors: "New, Net", title: New nets, year: 2020, venue: Conf, url: https://example.org/new}
"""
CITED = """\
    literature:
      - ref: new2020nets
        at: Table 7
        stance: supports
        note: {zh: "误差 {{ error }}。", en: "An error of {{ error }}."}
        figures:
          error: {value: 22.85, unit: "%", quote: "new-50 22.85"}
"""


@pytest.mark.parametrize("slug", ["x", "resnet-50", "a" * 52])
def test_a_new_question_is_part_of_the_knowledge_base(base, slug):
    folder = create(base, slug)
    assert [set(os.listdir(path)) for path in (folder, folder.parent)] == [
        set(os.listdir(base / "templates/question")),
        {"every-verdict", "odd-marks", slug},
    ]
    (claim,) = load(base).questions[slug].claims
    assert (claim.id, claim.verdict) == (f"{slug}-example", "mostly-wrong")
    assert not any("your-slug" in path.read_text(encoding="utf-8") for path in folder.iterdir())
    found = unfinished(folder)
    assert {path.name for path, _, _ in found} == set(os.listdir(folder)) - {"paired.txt"}
    for path, number, words in found:
        assert words in path.read_text(encoding="utf-8").splitlines()[number - 1]
        assert "Replace every" not in words != "‹…›"


@pytest.mark.parametrize("slug", ["", "Upper", "two words", "a--b", "-a", "../x", "a_b", "a" * 53])
def test_a_slug_of_the_wrong_form_is_told(base, slug):
    with pytest.raises(ValueError, match=re.escape(f"SLUG is {slug!r}; give at most 52")):
        create(base, slug)
    assert set(os.listdir(base / "docs/questions")) == {"every-verdict", "odd-marks"}


def git(root, *arguments):
    who = ("-c", "user.name=n", "-c", "user.email=e@example.org")
    return subprocess.check_output(["git", *who, *arguments], cwd=root, text=True)


def test_a_question_is_finished_in_its_folder_and_the_references_alone(base, monkeypatch):
    monkeypatch.chdir(base)
    git(base, "init", "--quiet")
    shutil.copy(ROOT / ".gitignore", base)
    git(base, "add", ".")
    git(base, "commit", "--quiet", "--message", "x")
    assert main(["question", SLUG]) == 0
    started = build(base, base / "site")
    assert started.returncode == 0, started.stdout + started.stderr
    assert f"unfinished: docs/questions/{SLUG}/claims.yml:5: ‹" in started.stderr

    folder, count = base / "docs/questions" / SLUG, itertools.count()

    def written(placeholder):
        letter = chr(ord("a") + next(count) % 26)
        chinese = re.search("[\u4e00-\u9fff]", placeholder[0])
        return f"第 {letter} 句" if chinese else f"Sentence {letter}"

    for path, _, _ in unfinished(folder):
        text = path.read_text(encoding="utf-8")
        path.write_text(PLACEHOLDER.sub(written, text), encoding="utf-8")
    for path, more in ((base / "docs/references.yml", SOURCE), (folder / "claims.yml", CITED)):
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    swap(folder / "evidence.ipynb", "30_000_000", "40_000_000")
    assert main(["execute", f"docs/questions/{SLUG}/evidence.ipynb"]) == 0
    assert main(["paired"]) == 0

    finished = build(base, base / "site")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "unfinished" not in finished.stderr
    assert git(base, "status", "--porcelain").splitlines() == [
        " M docs/references.yml",
        f"?? docs/questions/{SLUG}/",
    ]
    assert not unfinished(folder)
    page = (base / f"site/en/questions/{SLUG}/index.html").read_text(encoding="utf-8")
    source = BeautifulSoup(page, "html.parser").find(class_="source")
    assert "An error of 22.85%. New & Net 2020, Table\u00a07" in source.text
    assert (base / f"site/c/{SLUG}-example/index.html").is_file()
