"""Any number of questions, made from the real ones: other ids, other texts, other code."""

import json
import re
import shutil
from pathlib import Path

import yaml

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
    folders = sorted(p for p in (project / "docs/questions").iterdir() if p.is_dir())
    for number in range(len(folders), questions):
        folder = folders[number % len(folders)]
        form = yaml.load((folder / "claims.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        own = re.compile(rf"(?<![\w-])({'|'.join([folder.name, *form['claims']])})(?![\w-])")
        target = folder.with_name(f"{folder.name}-{number}")
        (target / "live").mkdir(parents=True)
        for path in folder.rglob("*.*"):
            if path.suffix not in (".yml", ".ipynb", ".md", ".py"):
                continue
            name = path.relative_to(folder).with_name(own.sub(rf"\1-{number}", path.name))
            text = own.sub(rf"\1-{number}", path.read_text(encoding="utf-8"))
            if path.suffix == ".yml":
                form = _other(yaml.load(text, yaml.CSafeLoader), number)
                form["related"], form["order"] = [folder.name], number + 1
                text = yaml.safe_dump(form, allow_unicode=True, sort_keys=False)
            elif path.suffix == ".ipynb":
                text = _other_code(json.loads(text), number)
            elif path.suffix == ".md":
                text = re.sub(r"(^## .*\n)", rf"\1\n{{{{ {number} }}}}\n", text, flags=re.M)
            (target / name).write_text(text, encoding="utf-8")
    record(load(project), alone=True)


def _other(form, number):
    if isinstance(form, dict) and set(LANGUAGES) <= form.keys():
        return {k: f"{v} {{{{ {number} }}}}" if k in LANGUAGES else v for k, v in form.items()}
    if isinstance(form, dict):
        return {key: _other(value, number) for key, value in form.items()}
    return [_other(value, number) for value in form] if isinstance(form, list) else form


def _other_code(notebook, number):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"].insert(0, f"# copy {number}\n")
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
