"""A portable copy, tried for real: alone, elsewhere, where this repository cannot be imported."""

import json
import os
import subprocess
import sys

from knowledge.publish.files import portable
from knowledge.publish.wheel import wheel
from knowledge.repository import Repository
from resnet_ref.findings import FINDING_MIME

EXECUTE = """
import json, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
sys.path = [folder for folder in sys.path if not Path(folder, "resnet_ref").is_dir()]
shell, found = InteractiveShell.instance(), []
for cell in json.loads(Path("copy.ipynb").read_text(encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        run = shell.run_cell("".join(cell["source"]))
        run.raise_error()
        found += [run.result.to_json()] if hasattr(run.result, "claim") else []
import resnet_ref
print(json.dumps([resnet_ref.__file__, *found]))
"""


def test_a_copy_runs_alone_and_finds_the_same(tmp_path, library):
    question = library.questions["every-verdict"]
    copy = portable(question, "en", wheel(Repository()))
    (tmp_path / "copy.ipynb").write_text(copy, encoding="utf-8")
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", EXECUTE],
        cwd=tmp_path,
        env={**clean, "IPYTHONDIR": str(tmp_path / "settings")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    package, *found = json.loads(ran.stdout.splitlines()[-1])
    assert ".whl" in package  # which the copy brought
    stored = json.loads(question.notebook.path.read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in stored for output in cell.get("outputs", [])]
    assert found == [data[FINDING_MIME] for data in outputs if FINDING_MIME in data]
    assert len(found) == 6
