"""Breaks one thing in a copy of the fixed knowledge base."""

import hashlib
import json

from knowledge.problems import KnowledgeError
from knowledge.read.library import load

VERDICTS, MARKS = "docs/questions/every-verdict", "docs/questions/odd-marks"


def swap(path, old, new):
    """Write `new` for `old`, which the file holds once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(root, zh, en):
    """Add to the pages of odd-marks, whose last line is the fifth."""
    for code, text in (("zh", zh), ("en", en)):
        path = root / MARKS / f"index.{code}.md"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def change_cells(path, change, executed=True):
    """Change a notebook's cells, as if executed so unless said otherwise."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    if executed:
        fingerprint = hashlib.sha256("\0".join(code).encode()).hexdigest()[:16]
        notebook["metadata"]["resnet_qa"]["executed_from"] = fingerprint
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def told(root):
    """What reading the knowledge base tells, without the line that counts."""
    try:
        load(root)
    except KnowledgeError as error:
        return str(error).splitlines()[1:]
    return []
