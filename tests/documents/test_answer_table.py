"""Blanks laid out as a table: which rows and columns it has, and that both engines print it."""

from __future__ import annotations

import re

import pytest

from documents.handed import ENGINES, drawn, pdf, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents.answer_table import answer_table, in_tables
from gradsheet.formula import name
from problems.banks import complaints, read

ADA = Student(id="s001", name="Ada Lovelace")
LEARNER = """
title = "A unit learns"
[perceptron]
inputs = 2
examples = 2
epochs = 2
[given]
x = [[1, 0], [1, -1]]
d = [0, 1]
w0 = { choose = [0.3, 0.6] }
b0 = 0.2
eta = 0.1
[rounding]
answer = 2
keep = 2
[[ask]]
layout = "table"
blanks = ["y", "r", "w"]
[sheet]
tell = ["z[1]"]
"""
BATCH = """
title = "A batch"
[network]
inputs = 1
layers = [{ units = 1, activation = "sigmoid" }]
loss = "half squared error"
batch = 3
[given]
x = { choose = [1, 2, 3] }
W1 = 0.5
b1 = 0.1
d = { choose = [0, 1] }
[[ask]]
layout = "table"
blanks = ["y1", "L", "dJ/dz1"]
[[ask]]
blanks = ["J", "dJ/dW1"]
"""


def shown(source: str) -> tuple[tuple[int, ...], dict[str, list[str | None]]]:
    problem = read(source)
    table = answer_table(problem.asks[0], problem)
    columns = {name(c.head): [None if cell is None else name(cell) for cell in c.cells] for c in table.columns}
    return table.rows, columns


def test_an_epoch_has_a_row_for_each_example_and_reads_the_same_examples_again():
    rows, columns = shown(LEARNER)
    assert rows == (1, 2, 3, 4)
    assert list(columns) == ["x[1]", "x[2]", "d", "z", "y", "r", "w[1]", "w[2]"]
    assert columns["x[2]"] == ["x[1,2]", "x[2,2]", "x[1,2]", "x[2,2]"]
    assert columns["z"] == ["z[1]", None, None, None]
    assert columns["w[2]"] == ["w[1,2]", "w[2,2]", "w[3,2]", "w[4,2]"]


def test_a_batch_has_a_row_for_each_example_and_leaves_out_what_all_share():
    rows, columns = shown(BATCH)
    assert rows == (1, 2, 3)
    assert list(columns) == ["x[1]", "d[1]", "y1[1]", "L", "dJ/dz1[1]"]
    assert columns["dJ/dz1[1]"] == [f"dJ/dz1[{row},1]" for row in rows]


def test_what_stands_in_the_table_is_not_given_a_second_time():
    assert {name(symbol) for symbol in in_tables(read(BATCH))} == {
        f"{letter}[{row},1]" for letter in "xd" for row in (1, 2, 3)
    }
    assert "z[1]" in {name(symbol) for symbol in in_tables(read(LEARNER))}


def test_boxes_are_labelled_row_by_row():
    problem = read(LEARNER)
    assert [name(symbol) for _, symbol in problem.blanks][:5] == ["y[1]", "r[1]", "w[1,1]", "w[1,2]", "y[2]"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", [LEARNER, BATCH], ids=["perceptron", "batch"])
def test_sheet_and_key_hold_every_box(engine, source):
    sheet = drawn([read(source)], ADA)
    asked, worked = (text(pdf(sheet, engine, worked=key)) for key in (False, True))
    for blank in sheet.blanks:
        for page in (asked, worked):
            assert re.search(rf"(?<!\d){blank.label}\b", page), blank.label
    rows = re.search(r"The table, filled in(.*?)Answers and what", worked, re.DOTALL)
    assert rows is not None
    item = sheet.items[0]
    for symbol in (symbol for ask, symbol in item.exercise.problem.blanks if ask.table):
        value = item.exercise.problem.rounding.answered(item.solution.values[symbol])
        assert value.lstrip("-").rstrip("0").rstrip(".") in rows[1], symbol


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ('blanks = ["J"]', "'J' has no index to be a row by"),
        ("written = true", "a table is for numbers"),
        ('formula = "y1"', "a table is for numbers"),
    ],
)
def test_what_cannot_be_a_table_is_named(ask, said):
    wrong = BATCH.replace('blanks = ["y1", "L", "dJ/dz1"]', ask)
    assert any("ask[1].layout" in one and said in one for one in complaints(wrong)), complaints(wrong)
