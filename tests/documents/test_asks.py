"""What may be asked and told, as students and staff read it: batches, written answers, told steps, renamed letters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from documents.handed import ENGINES, drawn, of, own, pdf, text
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.formula import name
from gradsheet.grading import Answer, Submission, explanation, mark, marks_csv
from gradsheet.lms.course import Course
from gradsheet.lms.moodle import moodle
from gradsheet.lms.question import questions
from gradsheet.problems import Problem
from gradsheet.problems.working import workings

ADA = Student(id="s001", name="Ada Lovelace")
BATCH = """
title = "Everything that can be asked"
statement = "Look at $W1[1,1]$ first: it meets $x[1,2]$, and $d[2,1]$ is the target."
[network]
inputs = 2
layers = [{ units = 2, activation = "relu" }, { units = 1, activation = "sigmoid" }]
loss = "binary cross-entropy"
update = "gradient descent"
batch = 2
[given]
x = { choose = [-1, 0.5, 1, 1.5, 2] }
W1 = { from = -0.9, to = 0.9, by = 0.1 }
b1 = { choose = [-0.2, 0.1, 0.3] }
W2 = { from = -0.9, to = 0.9, by = 0.1 }
b2 = { choose = [-0.2, 0.1, 0.3] }
d = { choose = [0, 1] }
eta = 0.5
[symbols]
x = "u"
d = "t"
[sheet]
tell = ["z1", "y1[1,1]", "y1[1,2]", "z2[1,1]", "y2[1,1]", "L[1]"]
key = "needed"
[[ask]]
blanks = ["y2[2,1]", "L[2]", "J"]
[[ask]]
blanks = ["dJ/dW2[1,1]"]
[[ask]]
written = true
text = "Why does a **dead** unit not learn? Say what $dJ/dW1[1,1]$ would be."
points = 3
[[ask]]
written = true
"""


@pytest.fixture(scope="module")
def problem() -> Problem:
    return own(BATCH)


@pytest.fixture(scope="module")
def sheet(problem: Problem) -> Sheet:
    return drawn([problem], ADA)


def test_the_key_works_out_what_leads_to_a_blank_from_what_is_told(sheet: Sheet) -> None:
    item = sheet.items[0]
    worked = {name(line.symbol) for line in workings(item.exercise, item.solution)}
    assert {"y1[2,1]", "z2[2,1]", "y2[2,1]", "L[2]", "J", "dJ/dz2[1,1]", "dJ/dW2[1,1]"} <= worked
    assert not worked & {name(symbol) for symbol in item.exercise.problem.tell}
    assert not any("W1" in one or "new" in one for one in worked)
    everything = replace(item.exercise, problem=replace(item.exercise.problem, key_needed=False))
    assert {"z1[1,1]", "new W1[1,1]"} <= {name(line.symbol) for line in workings(everything, item.solution)}


@pytest.mark.parametrize("engine", ENGINES)
def test_sheets_tell_the_first_example_and_keep_the_second(sheet: Sheet, engine: str) -> None:
    item = sheet.items[0]
    found = text(pdf(sheet, engine, worked=False))
    printed = [float(number) for number in re.findall(r"\d+\.\d+", found)]
    shown = {
        symbol: any(abs(number - abs(item.solution.values[symbol])) < 5e-5 for number in printed)
        for symbol in (*item.exercise.problem.tell, *(symbol for _, symbol in item.exercise.problem.numbers))
    }
    assert "Already worked out for you" in found
    assert {symbol for symbol, there in shown.items() if there} == set(item.exercise.problem.tell)
    assert len(re.findall(r"Answer in words", found)) == 1  # the ask that has no text of its own


@pytest.mark.parametrize("engine", ENGINES)
def test_renamed_letters_are_on_sheet_and_key(sheet: Sheet, engine: str) -> None:
    for worked in (False, True):
        letters = set(re.findall(r"(?<![A-Za-z0-9])[a-z](?![a-z])", text(pdf(sheet, engine, worked=worked))))
        assert {"u", "t"} <= letters
        assert not {"x", "d"} & letters


def test_the_lms_has_the_letters_and_whoever_marks_words_has_a_place_for_them(sheet: Sheet) -> None:
    ((_, content),) = moodle(questions([sheet]), Course(title="Asks")).files
    assert r"u_{2}^{(1)}" in content.decode()
    assert r"x_{2}" not in content.decode()
    given = Submission(student="s001", answers={"1e": Answer(text="it gets no gradient")})
    (marks,) = mark([sheet], {"s001": given})
    explained = explanation(marks)
    assert "1b  div^(2), that is L[2]: the loss of example 2\n" in explained
    assert "1e  Why does a dead unit not learn? Say what dJ/dW1[1,1] would be.\n" in explained
    assert re.search(
        r"written +it gets no gradient\n +verdict +marked by a person, not counted here; 3\.75 points", explained
    )
    (header, row) = marks_csv([marks]).splitlines()
    columns = dict(zip(header.split(","), row.split(","), strict=True))
    assert (columns["1e"], columns["1f"], columns["total"]) == ("", "", "0")


def test_nothing_on_the_sheet_says_that_a_weight_stays() -> None:
    dead = BATCH.split("[symbols]")[0].replace("batch = 2\n", "").replace("x[1,2]", "x[2]").replace("d[2,1]", "d[1]")
    dead += '[draw]\nalive_units = 1\nrequire = ["z1[1] < 0"]\n[[ask]]\nblanks = ["new W1[1,1]", "dL/dW1[1,2]"]\n'
    staying = drawn([own(dead + "unchanged = true\n")], ADA)
    exercise = replace(staying.items[0].exercise, problem=own(dead))
    moving = of([exercise], ADA)
    assert pdf(staying, "typst", worked=False) == pdf(moving, "typst", worked=False)
    values = staying.items[0].solution.values
    (new, gradient) = (symbol for _, symbol in staying.items[0].exercise.problem.numbers)
    assert values[gradient] == 0
    assert values[new] == values[replace(new, updates=0)]
