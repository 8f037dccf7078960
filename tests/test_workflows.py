"""The workflows fit GitHub's schema, pass zizmor, are pinned, and call the Makefile only."""

from __future__ import annotations

import re
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
