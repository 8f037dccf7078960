"""Each fault of a stored notebook is told with its cell's line and what to do."""

import pytest

from ..editing import MARKS, change_cells, told

PATH = f"{MARKS}/evidence.ipynb"
AGAIN = "run: make notebooks SLUG=odd-marks"
IMPORTS, ZH, EN, DECIDES = 4, 14, 26, 38  # the lines on which the four cells begin
ONE_LANGUAGE = "give a Markdown cell the tag of its one language: zh or en"
ALONE = "nbval compares no image and no tagged cell; let the finding stand alone"
TABLES = "give finding(…) its cases and numbers as tables: {name: value}"


def source(index, text):
    return lambda cells: cells[index].update(source=text)


def tags(index, *names):
    return lambda cells: cells[index].update(metadata={"tags": list(names)})


def prints(text, stream="stdout"):
    output = {"output_type": "stream", "name": stream, "text": [text]}
    return lambda cells: cells[0]["outputs"].append(output)


def shows(**data):
    return lambda cells: cells[3]["outputs"][0]["data"].update(data)


def failed(cells):
    output = {"output_type": "error", "ename": "E", "evalue": "e", "traceback": []}
    cells[0]["outputs"].append(output)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (lambda c: c[3].update(execution_count=3), None, "not executed from top to bottom; run: "),
        (prints("x" * 200_000), None, "has over 200000 bytes; print less"),
        (tags(1), ZH, ONE_LANGUAGE),
        (tags(2, "zh", "en"), EN, ONE_LANGUAGE),
        (tags(0, "zh"), IMPORTS, "code is for both languages; remove the tag"),
        (source(0, "x = 1  # nbval_skip"), IMPORTS, "this cell tells nbval not to compare"),
        (tags(0, "nbval-skip"), IMPORTS, "remove the comment or tag"),
        (tags(3, "nbval-ignore-output"), DECIDES, ALONE),
        (shows(**{"image/png": "x"}), DECIDES, ALONE),
        (prints("/home/me/x"), IMPORTS, f"a machine or a time (/home/); remove it and {AGAIN}"),
        (prints("C:\\Users\\me"), IMPORTS, "a path of a machine or a time (C:\\)"),
        (source(0, 'x = "/Users/me"'), IMPORTS, "a path of a machine or a time (/Users/)"),
        (prints("2026-01-31T12:30"), IMPORTS, "a path of a machine or a time (2026-01-31T12:30)"),
        (prints("careful", "stderr"), IMPORTS, f"failed or wrote to stderr; mend it and {AGAIN}"),
        (failed, IMPORTS, f"this cell failed or wrote to stderr; mend it and {AGAIN}"),
        (lambda c: c[3].update(outputs=c[3]["outputs"] * 2), DECIDES, "give each claim a cell"),
        (shows(**{"text/plain": "whole-marks"}), DECIDES, f"not what the finding says; {AGAIN}"),
        (source(1, "共 3,000 层"), ZH, "the figure '3,000' stands in no code or output here;"),
        (source(2, "It has `2` of 2.5 M"), EN, "the figure '2.5' stands in no code or output here"),
        (source(3, "finding("), DECIDES, "is not Python that can be read ('(' was never closed)"),
    ],
)
def test_a_fault_is_told(base, change, line, said):
    path = base / PATH
    change_cells(path, change)
    (problem,) = told(base)
    assert problem.startswith(f"{PATH}:{f'{line}:' if line else ''} ")
    assert said in problem


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('as_read={"kept": True}', "'kept' is typed, not computed; compute it"),
        ('numbers={"few": 4}', "'few' is typed, not computed; compute it"),
        ('numbers={"few": -(2 + 2)}', "'few' is typed, not computed; compute it"),
        ('{"kept": 1 < 2}', "'kept' is typed, not computed; compute it"),
        ("as_read=cases", TABLES),
        ("**everything", TABLES),
        ("as_read={**cases}", "cases is typed, not computed; compute it"),
        ('as_read={"kept": net.depth > 1}, numbers={"few": -n, "many": len("ab")}', ""),
    ],
)
def test_what_a_finding_states_is_computed(base, written, said):
    change_cells(base / PATH, source(3, f'finding("whole-marks", {written})'))
    assert told(base) == ([f"{PATH}:{DECIDES}: {said}"] if said else [])


def test_code_that_was_not_executed_is_the_one_thing_told(base):
    for change in (
        tags(0, "nbval-ignore-output"),
        prints("half of /data/ and 12:30"),
        source(1, "量 7 个、18 层，`999`，$w = 5$，3×3"),  # its code holds 7 and resnet18
    ):
        change_cells(base / PATH, change, executed=False)
        assert told(base) == []
    change_cells(base / PATH, source(0, "另一句话"), executed=False)
    assert told(base) == [f"{PATH}: its code is not what gave the stored outputs; {AGAIN}"]
