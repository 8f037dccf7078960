"""What stands around the code: Makefile, publishing, the hook, the citation, the issue forms."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

import resnet_ref
from knowledge.forms import ClaimForm

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CPU = "https://download.pytorch.org/whl/cpu"
# It writes down how it is called. An index is reached, and code with -c is run.
PYTHON = f"""#!/bin/sh
echo "$@" >> calls
env > environment
case "$*" in
-c*) exec {sys.executable} "$@" ;;
*--require-hashes*) mkdir -p build/python.part; exit "${{UNREACHED:-0}}" ;;
*--index-url*) exit "${{UNREACHED:-0}}" ;;
esac
"""


@pytest.fixture
def project(tmp_path):
    """The Makefile in a folder whose environment holds nothing but that Python."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "pyodide.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "build/python").mkdir(parents=True)
    for stamp in ("made", "site-ready", "torch-ready", "test-ready"):
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


def make(project, *arguments, **environment):
    """How `make` ends, and the calls of Python that it made."""
    run = subprocess.run(
        ["make", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    calls = project / "calls"
    return run, calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []


@pytest.mark.parametrize("unreached", ["0", "1"])
def test_torch_is_asked_of_its_own_index_first(project, unreached):
    (project / ".venv/torch-ready").unlink()
    run, calls = make(project, ".venv/test-ready", UNREACHED=unreached)
    told = (
        "" if unreached == "0" else f"{CPU} cannot be reached; torch comes from the default index\n"
    )
    assert (run.returncode, run.stderr) == (0, told)
    first, *others = (call.split("--constraint constraints.txt ")[1] for call in calls)
    assert re.fullmatch(rf"--no-deps --retries 0 --timeout \d --index-url {CPU} torch", first)
    assert others == ["--no-deps torch"] * (unreached == "1") + ["--group test"]


def test_what_the_site_needs_holds_the_package_so_that_quoted_programs_run(project):
    (project / ".venv/site-ready").unlink()
    run, calls = make(project, ".venv/site-ready")
    assert run.returncode == 0
    assert calls[-2].endswith("--no-deps --no-build-isolation --editable .")
    assert not [call for call in calls if "torch" in call]


@pytest.mark.parametrize("unreached", ["0", "1"])
def test_python_for_the_pages_is_taken_by_its_hash_or_left_out(project, unreached):
    taken = project / "build/python"
    taken.rmdir()
    run, calls = make(project, "serve", "PORT=0", UNREACHED=unreached)
    assert run.returncode == 0
    assert calls[0].endswith("--require-hashes --dest build/python.part --requirement pyodide.txt")
    assert calls[-1].startswith("-m mkdocs serve")
    assert taken.is_dir() == (unreached == "0") == ("without" not in run.stderr)


def test_what_is_chosen_for_one_make_does_not_reach_another(project):
    choices = {*re.findall(r"^([A-Z_]+) \?=", MAKEFILE, re.M), "VENV"}
    assert {"WORKERS", "TESTS", "SLUG"} <= choices
    given = [f"{name}=.venv" for name in choices]
    run, calls = make(project, "tests", *given)
    order = "--dist loadfile --no-loadscope-reorder"
    assert calls == [f"-m pytest -q -n .venv {order} .venv"], run.stderr
    environment = (project / "environment").read_text(encoding="utf-8")
    assert not {*choices, "MAKEFLAGS"} & set(re.findall(r"^(\w+)=", environment, re.M))


def test_a_taken_port_is_told_with_the_remedy(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run, calls = make(project, "serve", f"PORT={port}")
    assert run.returncode != 0
    assert run.stderr.startswith(
        f"Port {port} is taken, or is no port. Choose another: make serve P"
    )
    assert not [call for call in calls if "mkdocs" in call]
    run, calls = make(project, "serve", f"PORT={port}")
    assert run.returncode == 0
    assert calls[-1] == f"-m mkdocs serve --dirty --dev-addr 127.0.0.1:{port}"


def test_help_says_how_long_each_command_takes(project):
    lines = re.findall(r"^  make ([a-z]+) +(.+)$", make(project)[0].stdout, re.M)
    assert {"serve", "site", "test", "lint", "format", "question"} <= {name for name, _ in lines}
    assert [name for name, told in lines if not re.search(r"\d (s|min|h)\b", told)] == ["help"]


def git(folder, *arguments):
    return subprocess.check_output(["git", *arguments], cwd=folder, text=True)


def test_publishing_works_again_and_again(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.gitignore").write_text("*.json\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "c", "--allow-empty")
    git(tmp_path, "init", "-q", "--bare", "remote")
    environment = os.environ | {
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_TOKEN": "token",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path}/remote.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.com/o/r.git",
    }
    for content in ("first", "first", "second"):
        (tmp_path / "site/claims.json").write_text(content, encoding="utf-8")
        subprocess.run([ROOT / ".ci/publish"], cwd=tmp_path, check=True, env=environment)
        assert git(tmp_path / "remote", "show", "gh-pages:claims.json") == content
    names = git(tmp_path / "remote", "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert names == [".gitignore", ".nojekyll", "claims.json"]
    assert git(tmp_path / "remote", "rev-list", "--count", "gh-pages") == "1\n"
    assert git(tmp_path, "log", "--format=%s") == "c\n"


def test_the_hook_builds_where_git_does_not_look():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = [hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]]
    folders = [entry.split("--site-dir ")[1].split()[0] for entry in entries if "build" in entry]
    assert len(folders) == 1
    git(ROOT, "check-ignore", "--quiet", f"{folders[0]}/index.html")


def test_the_citation_and_the_changelog_name_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == resnet_ref.__version__
    assert citation["license"] == project["license"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(resnet_ref.__version__)}\]", changes, re.M)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("citation-file-format", "CITATION.cff"),
        ("github-workflows", ".github/workflows/*.yml"),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/*-a-*.yml"),
    ],
)
def test_what_others_read_fits_their_schema(schema, file):
    known = files("check_jsonschema") / f"builtin_schemas/vendor/{schema}.json"
    found = [path.read_text(encoding="utf-8") for path in ROOT.glob(file)]
    assert found
    for text in found:  # "on" is a truth of YAML 1.1, but GitHub's word
        read = yaml.safe_load(text.replace("\non:", '\n"on":'))
        jsonschema.validate(read, json.loads(known.read_text(encoding="utf-8")))


def test_a_page_can_fill_in_the_form_that_challenges_a_claim():
    path = ROOT / ".github/ISSUE_TEMPLATE/challenge-a-claim.yml"
    fields = {field["id"]: field for field in yaml.safe_load(path.read_text("utf-8"))["body"]}
    assert {fields[name]["type"] for name in ("claim", "page")} == {"input"}


def test_the_example_claim_is_one():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.S)
    ((name, claim),) = yaml.safe_load(example).items()
    form = ClaimForm.model_validate(claim)
    assert set(claim) == set(ClaimForm.model_fields) - {"decided_by"}
    assert name == "fewer-parameters"
    assert form.literature[0].figures["error"].value == 22.85
