"""Any number of questions, made from the real ones: other ids, other texts, other code."""

import json
import re
import shutil
from pathlib import Path

from knowledge.check.languages import record
from knowledge.check.notebooks import executed_from
from knowledge.publish.files import as_markdown
from knowledge.read.library import load
from knowledge.words import LANGUAGES

ROOT = Path(__file__).parent.parent
FOLDERS = ("docs", "knowledge", "resnet_ref", "snippets", "overrides", "templates")
PARTS = (*FOLDERS, "mkdocs.yml", "pyproject.toml", "LICENSE")
STOCK = """\
site_name: Stock
theme: {name: material, language: zh, font: false}
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: zh, name: 中文, default: true, build: true}
        - {locale: en, name: English, build: true}
markdown_extensions: [attr_list, tables, pymdownx.highlight, pymdownx.superfences]
"""


def ours(project, questions):
    """A project with so many questions that builds strictly."""
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    real = list(load(project).questions.values())
    for number in range(len(real), questions):
        question = real[number % len(real)]
        ids = "|".join([question.slug, *(claim.id for claim in question.claims)])
        word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        target = question.folder.with_name(f"{question.slug}-{number}")
        (target / "live").mkdir(parents=True)
        for path in question.folder.rglob("*.*"):
            if path.suffix not in (".yml", ".ipynb", ".md", ".py"):
                continue
            text = f"{path.relative_to(question.folder)}\n{path.read_text(encoding='utf-8')}"
            text = re.sub(rf"(?<![\w-])({ids})(?![\w-])", rf"\1-{number}", text)
            name, text = text.split("\n", 1)
            if path.suffix == ".yml":
                text = re.sub(r"^order: .*", f"order: {number + 1}", text, flags=re.M)
                text = re.sub(r"\b((?:zh|en): [\"']?)(?=\w)", rf"\1{word} ", text)
            elif path.suffix == ".ipynb":
                text = _other_code(json.loads(text), word)
            (target / name).write_text(text, encoding="utf-8")
    record(load(project), alone=True)


def _other_code(notebook, word):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"].insert(0, f"# {word}\n")
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    notebook["metadata"]["resnet_qa"]["executed_from"] = executed_from(code)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def stock(project, like):
    """The pages of the project `like` as plain Markdown for Material and i18n alone."""
    (project / "docs").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    for path in (like / "docs").glob("*.md"):
        text = re.sub(r"\{\{.*?\}\}|^::: .*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        (project / "docs" / path.name).write_text(text, encoding="utf-8")
    for question in load(like).questions.values():
        for code in LANGUAGES:
            prose = "\n\n".join(f"## {s.heading}\n\n{s.body}" for s in question.pages[code])
            text = as_markdown(question, code) + re.sub(
                r"\{\{.*?\}\}|^--8<--.*$", "1", prose, flags=re.M
            )
            path = project / f"docs/questions/{question.slug}/index.{code}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
