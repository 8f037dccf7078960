"""`resnet-ref` as a person uses it, and the package as others import it."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resnet_ref
from resnet_ref import ARCHITECTURES
from resnet_ref.__main__ import main

ROOT = Path(__file__).parent.parent.parent


def shown(capsys, *arguments):
    main(list(arguments))
    return capsys.readouterr().out


def test_the_rows_of_resnet18_by_hand(capsys):
    lines = shown(capsys, "resnet18").splitlines()
    rule = "-" * len(lines[0])
    assert lines[0].split("  ")[0] == "part"
    assert [lines[1], lines[-2]] == [rule, rule]
    assert len({len(line) for line in lines}) == 1  # the columns line up
    # 7·7·3·64 weights on 112×112 positions; a norm has 2·64; the pool has nothing;
    # the linear layer has 512·1000 weights and 1000 biases.
    rows = [line.split() for line in lines]
    assert rows[2] == ["conv1", "64x112x112", "9,408", "118,013,952", "802,816"]
    assert rows[3] == ["bn1", "64x112x112", "128", "0", "802,816"]
    assert rows[4] == ["maxpool", "64x56x56", "0", "0", "0"]
    assert rows[-3] == ["fc", "1000x1x1", "513,000", "512,000", "1,000"]
    assert rows[-1][:4] == ["resnet18", "1000x1x1", "11,689,512", "1,814,073,344"]


def test_options(capsys):
    out = shown(capsys, "resnet50", "--stride-in", "1x1", "--image-size", "448")
    # four times the positions: 4 · (3,857,973,248 − 2,048,000) + 2,048,000
    assert "15,425,748,992" in out
    assert "2,671,198,208" in shown(capsys, "resnet50", "--image-size", "256x128")
    assert "25,502,912" not in shown(capsys, "resnet50", "--norm", "True")
    cifar = ("--blocks", "3,3,3", "--widths", "16,32,64", "--stem", "cifar", "--shortcut", "A")
    assert "269,722" in shown(capsys, "resnet18", *cifar, "--num-classes", "10")
    stem = ("--stem", "3,1,False,16", "--blocks", "4,4,4", "--widths", "160,320,640")
    wide = shown(capsys, "resnet18", *stem, "--preactivation", "True", "--num-classes", "10")
    assert "36,479,194" in wide
    single = shown(capsys, "resnet18", "--blocks", "2,", "--widths", "64,", "--expansion", "None")
    assert "layer2" not in single


def test_several_nets_side_by_side(capsys):
    tables = shown(capsys, "resnet20", "resnet50").split("\n\n")
    heads = [table.split()[:3] for table in tables]
    assert heads == [
        [cost, "resnet20", "resnet50"] for cost in ("parameters", "MACs", "activations")
    ]
    rows = [line.split() for line in tables[0].splitlines()]
    assert ["layer4", "14,964,736"] in rows  # ResNet-20 has none
    assert rows[-1] == ["total", "269,722", "25,557,032"]


def test_json(capsys):
    nets = json.loads(shown(capsys, "resnet18", "resnet50", "--json"))
    assert [net["parameters"] for net in nets] == [11_689_512, 25_557_032]
    unit = nets[1]["parts"][3]["parts"][1]
    assert (unit["name"], unit["out_shape"]) == ("layer1.1", [256, 56, 56])
    assert sum(layer["macs"] for layer in unit["parts"]) == unit["macs"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["resnet19"], "net is 'resnet19'; choose one of 'resnet18'"),
        (["resnet50", "--image-size", "0"], "image_size is 0; give an integer of at least 1"),
        (["resnet50", "--image-size", "big"], "image_size is 'big'; give an integer"),
        (["resnet50", "--image-size", "1x2x3"], "image_size is (1, 2, 3); give pixels a side"),
        (["resnet50", "--norm", "no"], "norm is 'no'; give True or False"),
        (["resnet50", "--stem", "1,2,3,4,5"], "Stem"),
        (["resnet50", "--colour"], "unrecognized arguments: --colour"),
        (["resnet50", "--a\nb"], "unrecognized arguments: --a b"),
        (["resnet50", "--stem"], "--stem: expected one argument"),
        (["resnet50", "--image-size", "9" * 3000], "limit"),  # its square has too many digits
        (["resnet50", "--blocks", "(" * 9999], "blocks is '(((("),
        (["resnet50", "--blocks", ","], "blocks of stage 1 is ''; give an integer"),
        (["resnet50", "--expansion", "²"], "expansion is '²'; give an integer"),
        ([], "the following arguments are required: net"),
        (["a\nb"], r"net is 'a\nb'"),
    ],
)
def test_bad_input_is_one_line(arguments, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    error = capsys.readouterr().err
    assert stopped.value.code == 2
    assert error.startswith("resnet-ref: ")
    assert said in error
    assert error.count("\n") == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    option=st.sampled_from(["image-size", "norm", "blocks", "stem", "shortcut", "expansion"]),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)
def test_any_text_is_answered(option, text, capsys):
    code = 0
    try:
        main(["resnet18", f"--{option}={text}"])
    except SystemExit as stopped:
        code = stopped.code
    assert (code, capsys.readouterr().err.count("\n")) in [(0, 0), (2, 1)]


def run(code, **options):
    path = os.pathsep.join([str(ROOT), *options.pop("path", [])])
    environment = {**os.environ, "PYTHONPATH": path, **options.pop("env", {})}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_an_ascii_terminal_and_a_reader_who_leaves():
    for argument in ("resnet50", "--help"):
        code = f"from resnet_ref.__main__ import main; main(['{argument}'])"
        assert run(code, env={"PYTHONIOENCODING": "ascii"}).returncode == 0
    command = f'"{sys.executable}" -m resnet_ref resnet152 --json | head -c 1'
    ended = subprocess.run(
        command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (ended.stdout, ended.stderr) == ("[", "")


WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None
import resnet_ref
assert resnet_ref.count("resnet50").parameters == 25_557_032
assert resnet_ref.finding("even", {"two": True}).verdict == "right"
assert not hasattr(resnet_ref, "resnet50") and "resnet50" in dir(resnet_ref)
for ask in ("resnet_ref.layers", "from resnet_ref import resnet50"):
    try:
        exec(ask)
    except (AttributeError, ImportError) as error:
        print(error)
"""


def test_without_torch():
    ended = run(WITHOUT_TORCH)
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [
        f"{name} needs torch; install it, or resnet-ref[torch] as a whole"
        for name in ("layers", "resnet50")
    ]


def test_counting_imports_no_torch():
    code = "import sys, resnet_ref; resnet_ref.count('resnet50'); sys.exit('torch' in sys.modules)"
    assert run(code).returncode == 0


def test_the_public_names_and_no_others():
    assert set(resnet_ref.__all__) <= set(dir(resnet_ref))
    for name in resnet_ref.__all__:
        assert hasattr(resnet_ref, name)
    assert not hasattr(resnet_ref, "resnet19")
    with pytest.raises(AttributeError, match="module 'resnet_ref' has no attribute 'resnet19'"):
        _ = resnet_ref.resnet19
    for net in ARCHITECTURES:  # each a function, as in torchvision
        assert net in dir(resnet_ref)
        assert callable(getattr(resnet_ref, net))


def test_what_an_editor_is_told(tmp_path):
    user = tmp_path / "user.py"
    user.write_text(
        "import resnet_ref; from resnet_ref import count, resnet50\n"
        "resnet50(num_clases=10)\n"
        "count('resnet50', stride_in='2x2')\n"
        "resnet50(num_classes=10, stride_in='1x1', norm_layer=None)\n"
        "resnet_ref.wrn_28_10(num_clases=10)\n"
        "resnet_ref.resnext50_32x4d(stem='cifar', groups=2).architecture.depth\n"
    )
    # torch itself is not followed: that would take a minute
    files = [*map(str, (ROOT / "resnet_ref").glob("*.py")), str(user)]
    command = [sys.executable, "-m", "mypy", "--follow-imports=skip", "--config-file=", *files]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    told = [line for line in ended.stdout.splitlines() if "user.py" in line and "error" in line]
    assert [line.split(":")[1] for line in told] == ["2", "3", "5"]
    assert 'Unexpected keyword argument "num_clases"' in told[0]


def test_the_command_and_the_extras_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"resnet-ref": "resnet_ref.__main__:main"}
    assert project.get("dependencies", []) == []
    assert project["optional-dependencies"]["torch"] == ["torch>=2.3"]


def test_the_packages_own_readme(capsys):
    text = (ROOT / "resnet_ref/README.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    exec(code, {})
    told = [line.removeprefix("# > ") for line in code.splitlines() if line.startswith("# > ")]
    assert capsys.readouterr().out.splitlines() == told != []
