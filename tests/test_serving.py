"""`make serve`: an edit shows, nothing else is written, and an error does not end the server."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from knowledge.check.languages import record
from knowledge.check.notebooks import executed_from
from knowledge.read.library import load

from .conftest import ROOT, project

FIRST, SECOND = "questions/every-verdict", "questions/odd-marks"
LONGEST = 60  # seconds for one build, on a machine that is busy with other things


@dataclass
class Served:
    """A project that is served, where its pages lie, and what the server says."""

    root: Path
    site: Path
    log: Path
    base: str

    def until(self, done, after=0):
        """What is said `after` so many characters, once that holds `done`."""
        for _ in range(LONGEST * 20):
            said = self.log.read_text(encoding="utf-8")[after:]
            if done in said:
                return said
            time.sleep(0.05)
        raise AssertionError(f"{done!r} is not said:\n{said}")

    def replaced(self, path, before, after):
        """A file's text with a change."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert before in text
        return text.replace(before, after, 1)

    def edit(self, path, before, after):
        """The pages that are written once a file has changed."""
        return self.written({path: self.replaced(path, before, after)})

    def written(self, texts):
        """The pages that are written once files have these texts."""
        times, start = self.times(), len(self.log.read_text(encoding="utf-8"))
        for path, text in texts.items():
            (self.root / path).parent.mkdir(exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")
        self.until("Reloading browsers", start)
        return {page for page, made in self.times().items() if times.get(page) != made}

    def times(self):
        """When each page was written; permalinks and the page for unknown addresses are none."""
        pages = (
            p for p in self.site.rglob("index.html") if p.relative_to(self.site).parts[0] != "c"
        )
        return {p.parent.relative_to(self.site).as_posix(): p.stat().st_mtime_ns for p in pages}

    def browser(self, address):
        """What a browser is given."""
        with urlopen(self.base + address, timeout=LONGEST) as answer:
            return str(answer.read().decode())

    def page(self, address):
        """A page, or another file of the site."""
        path = self.site / address
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The fixed knowledge base, served for all tests here: each takes it as the one before left."""
    folder = tmp_path_factory.mktemp("served")
    root = project(folder / "project")
    for part in ("templates", "resnet_ref"):
        (root / part).unlink()
        shutil.copytree(ROOT / part, root / part)
    for name in ("pyproject.toml", "LICENSE"):  # which make the copied package a wheel
        shutil.copy(ROOT / name, root)
    record(load(root), alone=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-u", *command],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        made = Served(root, folder, folder / "log", f"http://127.0.0.1:{port}/")
        made.until("Serving on")
        (made.site,) = folder.glob("mkdocs_*")
        yield made
        assert server.poll() is None, "the server has ended"
    finally:
        server.terminate()
        server.wait()


def test_each_edit_shows_on_its_own_pages_alone(served):
    edits = [  # no page is of two
        (f"docs/{SECOND}/index.en.md", "A paragraph", "Some new words, a paragraph"),
        ("docs/glossary.en.md", "One unit.", "A single unit."),
        (f"docs/{FIRST}/evidence.ipynb", "Count first", "Counted anew"),
        (f"docs/{FIRST}/pictures.py", "rect(2, 2,", "rect(3, 2,"),
    ]
    texts = {path: served.replaced(path, before, after) for path, before, after in edits}
    pages = {f"en/{SECOND}", "en/glossary", f"en/{FIRST}/evidence", FIRST, f"en/{FIRST}"}
    assert served.written(texts) == pages
    shown = {page: served.page(page) for page in pages}
    assert "Some new words, a paragraph" in shown[f"en/{SECOND}"]
    assert "A single unit." in shown["en/glossary"]
    assert "Counted anew" in shown[f"en/{FIRST}/evidence"]
    assert "Counted anew" in served.page("notebooks/every-verdict.en.ipynb")
    assert all(re.search(r"<rect[^>]* x=3 ", shown[page]) for page in (FIRST, f"en/{FIRST}"))
    entries = json.loads(served.page("en/search/search_index.json"))["docs"]
    assert any("Some new words" in str(entry) for entry in entries)
    found = [entry for entry in entries if entry["location"].startswith("glossary/")]
    assert [entry["location"] for entry in found] == ["glossary/", "glossary/#unit"]
    assert "A single unit." in found[1]["text"]


def test_an_edit_of_a_claim_shows_wherever_the_claim_stands(served):
    claims = f"docs/{FIRST}/claims.yml"
    written = served.edit(claims, "en: No case holds.", "en: No case at all holds.")
    pages = {f"en/{FIRST}", "en/ledger", "en/explorer", "en"}
    assert written == pages  # the finding's page does not quote it
    for address in (*pages, "claims.json", "c/is-wrong", "llms.txt"):
        assert ("No case at all holds." in served.page(address)) == (address != "llms.txt")
    entries = json.loads(served.page("en/search/search_index.json"))["docs"]
    assert "No case at all holds." in [entry["title"] for entry in entries]
    title = served.edit(claims, "en: Does every verdict occur?", "en: Does each verdict occur?")
    assert {f"en/{FIRST}", f"en/{FIRST}/evidence", f"en/{SECOND}", "en"} <= title
    assert not [page for page in title if not page.startswith("en")]
    assert "Does each verdict occur?" in served.page("en")


def test_an_edit_of_the_menus_words_shows_on_every_page(served):
    claims = f"docs/{FIRST}/claims.yml"
    served.edit(claims, "en: Every verdict}", "en: Each verdict}")
    assert all("Each verdict" in served.page(page) for page in served.times() if page[:2] == "en")


def test_an_edit_of_a_template_shows(served):
    part = '<p class="answer">'
    served.edit("templates/site/parts.html", part, part.replace("answer", "answer anew"))
    assert all("answer anew" in served.page(page) for page in (FIRST, f"en/{SECOND}"))


def test_an_edit_of_what_another_question_states_shows(served):
    page, other = f"docs/{FIRST}/index.en.md", f"en/{SECOND}"
    shown = "{{ whole-marks.many:f3 }} and"
    assert served.edit(page, "One unit has", f"{shown} one unit has") == {f"en/{FIRST}"}
    notebook = f"docs/{SECOND}/evidence.ipynb"
    text = (served.root / notebook).read_text(encoding="utf-8")
    assert "1,669,930.286" in served.page(f"en/{FIRST}")
    again = text.replace("1669930.2857142857", "1669940.5").replace("1.66993e+06", "1.66994e+06")
    assert {f"en/{FIRST}", other} <= served.written({notebook: again})
    assert "1,669,940.500" in served.page(f"en/{FIRST}")
    served.edit(f"docs/{SECOND}/index.en.md", "a paragraph", "{{ is-wrong.error }} in a paragraph")
    assert "28.54" in served.page(other)
    claims = f"docs/{FIRST}/claims.yml"
    text = (served.root / claims).read_text(encoding="utf-8")
    assert other in served.written({claims: text.replace("28.54", "28.61")})
    assert "28.61" in served.page(other)
    assert "28.54" not in served.page(other)


def test_an_edit_of_a_reference_shows_wherever_it_is_cited(served):
    written = served.edit("docs/references.yml", "authors: Deep, Net", "authors: Other, Net")
    assert written == {FIRST, f"en/{FIRST}", SECOND, f"en/{SECOND}"}
    assert all(re.search("Other &(amp;)? Net 2016", served.page(page)) for page in written)
    entries = json.loads(served.page("en/search/search_index.json"))["docs"]
    assert "glossary/#unit" in [entry["location"] for entry in entries]  # of a page that stays


def test_an_edit_of_the_synonyms_is_told_of_texts_that_stay(served):
    start = len(served.log.read_text(encoding="utf-8"))
    served.edit("docs/terms.yml", "en: [module]", "en: [module, paragraph]")
    assert "says 'paragraph'; the glossary's word is 'unit'" in served.until("Reloading", start)
    start = len(served.log.read_text(encoding="utf-8"))
    served.edit("docs/terms.yml", "en: [module, paragraph]", "en: [module]")
    assert "'paragraph'" not in served.until("Reloading", start)


def test_an_error_is_told_and_what_it_held_back_is_written_afterwards(served):
    glossary, page = "docs/glossary.en.md", f"docs/{FIRST}/index.zh.md"
    texts = {path: (served.root / path).read_text(encoding="utf-8") for path in (glossary, page)}
    wrong = f"{texts[page]}\n{{{{ <no> }}}}\n"
    broken = {glossary: f"{texts[glossary]}\nHeld back.\n", page: wrong}
    for _ in range(2):  # it is told again as long as it is there
        start = len(served.log.read_text(encoding="utf-8"))
        assert served.written(broken) == set()
        said = served.log.read_text(encoding="utf-8")[start:]
        told = f"every-verdict/index.zh.md:{len(wrong.splitlines())}: {{{{ <no> }}}} is no"
        assert told in said
        for address in ("", f"en/{SECOND}/"):
            shown = served.browser(address)
            assert told in unescape(shown)
            assert "<no>" not in shown
    assert "data-md" not in shown
    assert served.written({page: texts[page]}) == {"en/glossary"}
    assert "Held back." in served.page("en/glossary")
    shown = served.browser(f"en/{SECOND}/")
    assert "every-verdict/index.zh.md" not in shown
    assert f"{served.base}cards/questions/odd-marks.en.png" in shown  # for whoever shares the page


def test_a_change_of_the_package_asks_to_serve_again(served):
    package, page = "resnet_ref/arithmetic.py", f"docs/{SECOND}/index.en.md"
    texts = {path: (served.root / path).read_text(encoding="utf-8") for path in (package, page)}
    changed = {package: f"{texts[package]}\nNEW = 1\n", page: f"{texts[page]}\nNot yet.\n"}
    assert served.written(changed) == set()
    assert "resnet_ref has changed" in served.browser(f"en/{SECOND}/")
    assert served.written({package: texts[package]}) == {f"en/{SECOND}"}
    assert "Not yet." in served.browser(f"en/{SECOND}/")


def test_a_question_that_comes_or_goes_changes_every_page(served):
    copies = {"whole-marks": "new-marks", "标点 <&>": "新的", "Marks <&>": "The new one"}
    texts = {}
    for path in (served.root / f"docs/{SECOND}").iterdir():
        text = path.read_text(encoding="utf-8")
        for old, new in copies.items():
            text = text.replace(old, new)
        texts[f"docs/questions/new-one/{path.name}"] = text
    stored = json.loads(texts["docs/questions/new-one/evidence.ipynb"])
    code = ["".join(c["source"]) for c in stored["cells"] if c["cell_type"] == "code"]
    stored["metadata"]["resnet_qa"]["executed_from"] = executed_from(code)
    texts["docs/questions/new-one/evidence.ipynb"] = json.dumps(stored)
    served.written(texts)
    pages = set(served.times())
    assert {"questions/new-one", "en/questions/new-one/evidence"} <= pages
    menus = [page for page in pages if page.startswith("en")]
    assert all("The new one" in served.page(page) for page in menus)
    assert "new-marks" in served.page("claims.json")
    beside = ["c/new-marks/index.html", "cards/c/new-marks.png", "notebooks/new-one.en.ipynb"]
    assert [path for path in beside if (served.site / path).is_file()] == beside
    start = len(served.log.read_text(encoding="utf-8"))
    shutil.rmtree(served.root / "docs/questions/new-one")
    served.until("Reloading browsers", start)
    assert not [page for page in served.times() if "new-one" in page]
    assert not [page for page in served.times() if "The new one" in served.page(page)]
    assert "new-marks" not in served.page("claims.json")
    assert not [path for path in beside if (served.site / path).is_file()]
    entries = served.page("search/search_index.json")
    assert "new-one" not in entries
    assert "glossary/" in entries
