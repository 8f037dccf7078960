"""Turns a notebook into a page's Markdown, and into the copy that Colab opens.

mkdocs-jupyter finds the notebooks and makes them pages. Its HTML is left aside: as Markdown, a
notebook goes through the same extensions, anchors, links and search as every other page, and
weighs a few kilobytes instead of hundreds.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import resnet_ref
from resnet_ref.findings import FINDING_MIME, SERIES_MIME

from .model import LANGUAGES
from .source import Source
from .words import VERDICTS, WORDS
from .write import Links

FENCE = "~~~~"


def read(path: Path, language: str) -> dict[str, Any]:
    """The notebook at `path` without the cells of the other language."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    others = set(LANGUAGES) - {language}
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if language in (tags := set(cell["metadata"].get("tags", []))) or not tags & others
    ]
    return notebook


def to_markdown(path: Path, links: Links, source: Source) -> str:
    """The notebook as a page of `links.language`: a bar after the title, then every cell."""
    notebook = read(path, links.language)
    parts = []
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(text)
        elif text.strip():
            parts.append(_code(text, cell["outputs"], links.language))
    title, _, rest = parts[0].partition("\n")
    bar = _bar(path, notebook, links, source)
    return "\n\n".join([title, bar, rest.strip(), *parts[1:]]) + "\n"


def _bar(path: Path, notebook: dict[str, Any], links: Links, source: Source) -> str:
    words = {key: text[links.language] for key, text in WORDS.items()}
    slug = path.parent.name
    copy = copy_name(slug, links.language)
    items = [f'<a href="{links.question(slug)}">{words["back"]}</a>']
    if colab := source.colab(copy):
        items.append(f'<a href="{colab}">{words["colab"]}</a>')
    items.append(f'<a href="{links.file(copy)}" download>{words["download"]}</a>')
    if address := source.file(f"docs/questions/{slug}/{path.name}"):
        items.append(f'<a href="{address}">{words["source"]}</a>')
    made = notebook["metadata"].get("resnet_qa", {}).get("verified_with", {})
    verified = [f"{name} {version}" for name, version in made.items()]
    if source.commit:
        verified.append(f"{words['commit']} {source.commit[:7]} ({source.date})")
    note = words["verified"].format(what=" · ".join(verified))
    return (
        f'<div class="notebook-bar" data-search-exclude><p class="notebook-bar__links">'
        f'{"".join(items)}</p><p class="notebook-bar__note">{escape(note)}</p></div>'
    )


def _code(source: str, outputs: list[Any], language: str) -> str:
    parts = [_fenced("python", source)]
    anchor = ""
    for output in outputs:
        data = output.get("data", {})
        text = "".join(output.get("text", data.get("text/plain", "")))
        if FINDING_MIME in data:
            finding = data[FINDING_MIME]
            word = VERDICTS[finding["verdict"]][language]
            anchor = f'<div class="cell-anchor" id="{escape(finding["claim"])}"></div>\n\n'
            chip = f'<span class="chip chip--{finding["verdict"]}">{word}</span>'
            parts += [f'<p class="cell-verdict">{chip}</p>', _fenced("text", text)]
        elif SERIES_MIME not in data and text.strip():
            parts.append(_fenced("text", text.rstrip()))
    code = "\n\n".join(parts)
    return f'{anchor}<div data-search-exclude markdown="1">\n\n{code}\n\n</div>'


def _fenced(language: str, text: str) -> str:
    return f"{FENCE}{language}\n{text}\n{FENCE}"


def copy_name(slug: str, language: str) -> str:
    """Where the site keeps the copy for Colab and for download."""
    return f"notebooks/{slug}.{language}.ipynb"


def portable(path: Path, language: str, source: Source) -> str:
    """The notebook in one language with a first cell that installs what it needs.

    The install line names the commit that was built, so that it cannot rot; where the build does
    not know its repository, the cell only checks the version that the reader has.
    """
    notebook = read(path, language)
    install = f'%pip install -q "{source.install}"\n' if source.install else ""
    remedy = f'%pip install -U "{source.install}"' if source.install else "the latest resnet_ref"
    lines = SETUP[language].format(
        install=install, version=resnet_ref.__version__, remedy=remedy.replace('"', '\\"')
    )
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "setup",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": lines.splitlines(keepends=True),
    }
    notebook["cells"].insert(1, cell)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


SETUP = {
    "zh": """\
# 准备：安装验证时的那一版 resnet_ref，并检查版本。
{install}import resnet_ref

if tuple(map(int, resnet_ref.__version__.split("."))) < tuple(map(int, "{version}".split("."))):
    raise RuntimeError(
        f"这个 notebook 需要 resnet_ref {version} 或更高版本，现在是 {{resnet_ref.__version__}}。"
        "请安装后重启内核：{remedy}"
    )
""",
    "en": """\
# Setup: installs resnet_ref as it was when this notebook was verified, and checks its version.
{install}import resnet_ref

if tuple(map(int, resnet_ref.__version__.split("."))) < tuple(map(int, "{version}".split("."))):
    raise RuntimeError(
        f"This notebook needs resnet_ref {version} or newer; this is {{resnet_ref.__version__}}. "
        "Install it and restart the kernel: {remedy}"
    )
""",
}
