"""The workflows fit GitHub's schema, pass zizmor, are pinned, and call the Makefile only."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = Path(sys.executable).parent


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_they_fit_the_schema() -> None:
    checker = SCRIPTS / "check-jsonschema"
    found = run(checker, "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    assert found.returncode == 0, found.stdout


def test_zizmor_finds_nothing() -> None:
    found = run(SCRIPTS / "zizmor", "--offline", "--quiet", *WORKFLOWS)
    assert found.returncode == 0, found.stdout + found.stderr


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    broken = tmp_path / ".github/workflows/check.yml"
    broken.parent.mkdir(parents=True)
    text = WORKFLOWS[0].read_text(encoding="utf-8")
    broken.write_text(re.sub(r"@[0-9a-f]{40}", "@v5", text), encoding="utf-8")
    assert run(SCRIPTS / "zizmor", "--offline", "--quiet", broken).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_least_permissions_pinned_actions_and_the_makefile(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        for step in job["steps"]:
            if "uses" in step:
                assert re.search(r"@[0-9a-f]{40}$", step["uses"])
            else:
                assert re.match(r'make |echo "slugs=\$\(make ', step["run"])
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"secrets\.(\w+)", text)) <= {"GITHUB_TOKEN"}


def test_every_make_target_that_they_call_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    for path in WORKFLOWS:
        for words in re.findall(r"make ((?:--\w+ )?[a-z ]+)", path.read_text(encoding="utf-8")):
            called = {word for word in words.split() if not word.startswith("-")}
            if path.name != "check.yml" or "test" not in called:
                assert called & targets, words


@pytest.mark.parametrize(("questions", "groups"), [(1, 1), (4, 4), (20, 20), (21, 20), (300, 20)])
def test_the_matrix_stays_small(tmp_path: Path, questions: int, groups: int) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    slugs = {f"question-{index}" for index in range(questions)}
    for slug in slugs:
        (tmp_path / "docs/questions" / slug).mkdir(parents=True)
        (tmp_path / "docs/questions" / slug / "claims.yml").touch()
    printed = subprocess.check_output(["make", "--silent", "slugs"], cwd=tmp_path, text=True)
    made = json.loads(printed)
    assert len(made) == groups
    assert sorted(" ".join(made).split()) == sorted(slugs)
    sizes = [len(group.split()) for group in made]
    assert max(sizes) - min(sizes) <= 1
    matrix = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))["jobs"]["notebook"]
    others = [values for name, values in matrix["strategy"]["matrix"].items() if name != "slug"]
    assert groups * len(others[0]) * len(others[1]) <= 256  # GitHub's limit for a matrix
