"""The workflows pass zizmor, are pinned, and call the Makefile only."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import product
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = Path(sys.executable).parent
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_zizmor_finds_nothing_and_would_find_what_is_not_pinned(tmp_path):
    zizmor = (SCRIPTS / "zizmor", "--offline", "--quiet")
    found = run(*zizmor, *WORKFLOWS)
    assert found.returncode == 0, found.stdout + found.stderr
    broken = tmp_path / ".github/workflows/check.yml"
    broken.parent.mkdir(parents=True)
    text = WORKFLOWS[0].read_text(encoding="utf-8")
    broken.write_text(re.sub(r"@[0-9a-f]{40}", "@v5", text), encoding="utf-8")
    assert run(*zizmor, broken).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_they_end_and_call_the_makefile_alone(path):
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        for command in (step["run"] for step in job["steps"] if "run" in step):
            called = re.fullmatch(r'(?:echo "slugs=\$\()?make ([^)]+)(?:\)" >> .*)?', command)
            assert called, command
            assert {word for word in called[1].split() if word.isalpha()} <= TARGETS
    assert set(re.findall(r"secrets\.(\w+)", text)) <= {"GITHUB_TOKEN"}


def pairs(job):
    """The systems and Pythons on which a job of the workflow check runs."""
    jobs = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))["jobs"]
    matrix = jobs[job]["strategy"]["matrix"]
    without = {(pair["os"], pair["python"]) for pair in matrix["exclude"]}
    return set(product(matrix["os"], matrix["python"])) - without


def test_every_system_and_the_oldest_and_newest_python_are_met():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    systems = {"ubuntu-latest", "macos-latest", "windows-latest"}
    site = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))["jobs"]["site"]
    (setup,) = (step for step in site["steps"] if "setup-python" in step.get("uses", ""))
    whole = {(site["runs-on"], setup["with"]["python-version"])}  # all tests run there
    for met in (pairs("package") | whole, pairs("notebook")):
        assert {system for system, _ in met} == systems
        pythons = sorted({python for _, python in met}, key=lambda text: int(text.split(".")[1]))
        assert pythons[0] == oldest
        assert {("ubuntu-latest", pythons[0]), ("ubuntu-latest", pythons[-1])} <= met


def test_the_oldest_torch_is_the_package_s():
    (read,) = re.findall(r"sed -n '(.*)' pyproject.toml", (ROOT / ".ci/oldest").read_text("utf-8"))
    oldest = run("sed", "-n", read, "pyproject.toml").stdout.strip()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["optional-dependencies"]["torch"] == [f"torch>={oldest}"]
    assert f"torch {oldest} or newer" in (ROOT / "resnet_ref/README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("questions", "groups"), [(1, 1), (4, 1), (10, 1), (11, 2), (200, 20), (333, 20)]
)
def test_the_matrix_stays_small(tmp_path, questions, groups):
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
    assert groups * len(pairs("notebook")) <= 256  # GitHub's limit for a matrix


def test_make_test_proves_everything():
    plan = subprocess.check_output(["make", "--dry-run", "test"], cwd=ROOT, text=True)
    notebooks = sorted((ROOT / "docs/questions").glob("*/evidence.ipynb"))
    for part in (
        "-m ruff check .\n",
        "-m ruff format --check .\n",
        "-m mypy\n",
        "-m pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests\n",
        "--nbval --nbval-current-env",
        *(path.relative_to(ROOT).as_posix() for path in notebooks),
        "templates/question/evidence.ipynb",
    ):
        assert part in plan
    assert "|| true" not in plan
    assert "-lax" not in plan
    assert "mkdocs build --strict\n" in subprocess.check_output(
        ["make", "--dry-run", "site"], cwd=ROOT, text=True
    )


def test_nothing_is_published_that_did_not_pass():
    text = WORKFLOWS[0].read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert set(jobs["publish"]["needs"]) == {"site", "package", "notebook"}
    assert "continue-on-error" not in text
    runs = {step.get("run") for job in jobs.values() for step in job["steps"]}
    assert {"make lint unit", 'make nbval SLUG="$SLUG" PYTHON=python'} <= runs


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_command_that_a_reader_is_told_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    told = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.M))
    assert told
    assert told <= TARGETS
