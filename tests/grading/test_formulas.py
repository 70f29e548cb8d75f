"""Formulas, marked against what was derived by hand or stands in textbooks."""

from __future__ import annotations

import time

import pytest

from gradsheet.assignments.sheet import Sheet
from gradsheet.formula import parse_name
from gradsheet.formula.notation import PROFILES, profile
from gradsheet.formula.plain import symbol_to_plain
from gradsheet.grading import Outcome, Policy, Verdict, explanation
from gradsheet.problems import find_problem

from .handed import marked, read, sheets, verdicts

NETWORK = """
title = "Two layers"
[network]
inputs = 2
layers = [{ units = 2, activation = "sigmoid" }, { units = 1, activation = "sigmoid" }]
loss = "binary cross-entropy"
update = "gradient descent"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
b2 = { from = -1, to = 1, by = 0.1 }
d = { choose = [0, 1] }
eta = 0.5
[[ask]]
blanks = ["y2"]
[[ask]]
formula = ["dL/dz1[1]", "new W2[1,1]", "L"]
points = 2
"""
GATES = """
title = "Gates"
steps = '''
q = x + y
E = q * z
m = max(E, x)
'''
[given]
x = { from = -3, to = 3, by = 0.5 }
y = { from = -3, to = 3, by = 0.5 }
z = { from = -3, to = 3, by = 0.5 }
[[ask]]
formula = ["E", "dm/dE", "dE/dx"]
"""


def network() -> Sheet:
    return sheets(read(NETWORK), students=["s001", "s002"])[1]


def verdict(answer: str, of: str = "dL/dz1[1]", sheet: Sheet | None = None) -> Verdict:
    return verdicts(sheet or network(), {of: answer})[of]


@pytest.mark.parametrize(
    ("quantity", "answer"),
    [
        # (BP1) and (BP2) of Nielsen, Neural Networks and Deep Learning, chapter 2, with the cost of chapter 3.
        ("dL/dz1[1]", "(y2[1] - d[1]) * W2[1,1] * sigmoid(z1[1]) * (1 - sigmoid(z1[1]))"),
        ("dL/dz1[1]", "(y2 - d) W2[1,1] y1[1] (1 − y1[1])"),
        ("dL/dz1[1]", "(y_1^2 − d) w_31 (y_1^1 − (y_1^1)²)"),
        ("dL/dz1[1]", "dL/dz1[1] = ∂L/∂y1[1]·y1[1]·(1-y1[1])"),
        ("dL/dz1[1]", "dL / dz2 * W2[ 1, 1 ] * e^(-z1[1]) / (1 + e^(-z1[1]))^2"),
        ("new W2[1,1]", "W2[1,1] - 0.5 (y2 - d) y1[1]"),
        ("new W2[1,1]", "W2[1,1] - eta (y2 - d) y1[1]"),
        ("L", "-d ln(y2) - (1-d) ln(1-y2)"),
        ("L", "ln(1 + e^z2) - d z2"),
        ("L", "-1*(d*ln(y2[1])+(1-d[1])*ln(1-y2))"),
    ],
)
def test_every_way_to_write_the_right_formula_is_right(quantity: str, answer: str) -> None:
    found = verdict(answer, quantity)
    assert found.outcome is Outcome.RIGHT, found.note
    assert found.points == found.blank.points
    assert found.note.startswith("read as ")


@pytest.mark.parametrize(
    ("quantity", "answer", "outcome"),
    [
        ("dL/dz1[1]", "(d - y2) W2[1,1] y1[1] (1 - y1[1])", Outcome.SIGN_SLIP),
        ("dL/dz1[1]", "(y2 - d) W2[1,1] y1[1]", Outcome.WRONG),
        ("dL/dz1[1]", "(y2 - d) W2[1,2] y1[1] (1 - y1[1])", Outcome.WRONG),
        ("dL/dz1[1]", "(y2 - d) W2[1,1] y1[1] (1 - y1[1]) + 10^-5", Outcome.WRONG),
        ("new W2[1,1]", "W2[1,1] + eta (y2 - d) y1[1]", Outcome.WRONG),
        ("L", "-ln(y2)", Outcome.WRONG),
        ("L", "-ln(0*y2)", Outcome.WRONG),
    ],
)
def test_a_wrong_formula_is_wrong_and_a_lost_sign_is_called_so(quantity: str, answer: str, outcome: Outcome) -> None:
    found = verdict(answer, quantity)
    assert found.outcome is outcome
    assert found.points == 0


def test_a_formula_that_holds_for_the_sheets_own_numbers_only_is_wrong_and_says_why() -> None:
    sheet = network()
    own = sheet.items[0].exercise.givens
    target = next(value for symbol, value in own.items() if symbol.letter == "d")
    found = verdict(f"(y2 - {target}) W2[1,1] y1[1] (1 - y1[1])", sheet=sheet)
    assert found.outcome is Outcome.WRONG
    assert found.note.startswith("true for the numbers of this sheet, but not for others; read as ")
    exact = sheet.items[0].solution.values[found.blank.symbol]
    assert verdict(f"{exact!r}", sheet=sheet).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("dL/dz1[1]", "dL/dz1[1] is what is asked"),
        ("2*dL/dz1[1]/2", "dL/dz1[1] is what is asked"),
        ("dL/db1[1]", "dL/db1[1] is computed from dL/dz1[1], which is asked"),
        ("y3[1]", "'y3[1]' is no quantity of this exercise"),
        ("banana + 1", "'banana' is no quantity of this exercise"),
        ("W2[1,1] = 3", "write one formula"),
        ("1/2 y2", "this has two readings"),
        ("y2 + ", "something is missing at the end"),
        ("(" * 900 + "y2" + ")" * 90, "a parenthesis is not closed"),
        ("(" * 90 + "y2" + ")" * 90, "too many parentheses"),
        ("1+" * 450 + "y2", "too long to be worked by hand"),
        ("y2*" * 900 + "y2", "too long"),
        ("__import__('os')", "a number is written without marks"),
    ],
)
def test_what_cannot_be_taken_is_unreadable_with_a_reason(answer: str, reason: str) -> None:
    found = verdict(answer)
    assert found.outcome is Outcome.UNREADABLE
    assert reason in found.note
    assert len(found.note.split("\n")) == 3


@pytest.mark.parametrize("answer", ["9^9^9^9^9^9", "(y2+9)^" * 50 + "9", "1/0", "exp(exp(exp(exp(9))))", "0/0*y2"])
def test_a_hostile_formula_is_only_wrong_and_soon(answer: str) -> None:
    sheet = network()
    start = time.process_time()
    assert verdict(answer, sheet=sheet).outcome in (Outcome.WRONG, Outcome.UNREADABLE)
    assert time.process_time() - start < 20


def test_quantities_with_the_letters_of_constants_and_functions_are_told_apart() -> None:
    (sheet,) = sheets(read(GATES))
    answers = {"E": "x z + y z", "dm/dE": "threshold(E - x)", "dE/dx": "z"}
    assert {one.outcome for one in verdicts(sheet, answers).values()} == {Outcome.RIGHT}
    found = verdicts(sheet, {"dm/dE": "2E+3"})["dm/dE"]
    assert found.outcome is Outcome.UNREADABLE
    assert "two readings" in found.note
    assert verdicts(sheet, {"E": "xz + yz"})["E"].note.startswith("'xz' is no quantity of this exercise")


def test_names_are_read_as_the_course_prints_them() -> None:
    (sheet,) = sheets(read(NETWORK.replace('["dL/dz1[1]", "new W2[1,1]", "L"]', '["dL/dz2[1]"]')))
    for notation in PROFILES:
        naming = sheet.items[0].exercise.problem.naming(profile(notation))
        output, target = (symbol_to_plain(parse_name(one), naming) for one in ("y2[1]", "d[1]"))
        found = verdicts(sheet, {"dL/dz2[1]": f"{output} - {target}"}, Policy(notation=PROFILES[notation]))["dL/dz2[1]"]
        assert found.outcome is Outcome.RIGHT, (notation, found.note)
        assert found.note == "read as y2[1] - d[1]"


def test_the_explanation_says_what_was_read_and_the_derivations_formula() -> None:
    text = explanation(marked(network(), {"dL/dz1[1]": "(y2 - d) W2[1,1] y1[1]"}))
    assert "written   (y2 - d) W2[1,1] y1[1]" in text
    assert "read as (y2[1] - d[1])*W2[1,1]*y1[1]" in text
    assert "expected  dL/dy1[1]*(y1[1]*(1 - y1[1]))" in text


def test_numbers_beside_a_formula_are_marked_as_ever() -> None:
    sheet = network()
    right = f"{next(v for s, v in sheet.items[0].solution.values.items() if (s.letter, s.layer) == ('y', 2)):.4f}"
    found = verdicts(sheet, {"y2[1]": right, "L": "-ln(1-y2) + d (ln(1-y2) - ln(y2))"})
    assert (found["y2[1]"].outcome, found["L"].outcome) == (Outcome.RIGHT, Outcome.RIGHT)
    assert found["dL/dz1[1]"].outcome is Outcome.BLANK


def test_the_lectures_softmax_gradient_is_output_minus_target() -> None:
    problem = find_problem("lecture/softmax-ce")
    text = problem.source.split("[[ask]]")[0] + '[[ask]]\nformula = ["dL/dz1[1]"]\n'
    (sheet,) = sheets(read(text))
    for answer in ("y1[1] - d[1]", "e^z1[1]/(e^z1[1] + e^z1[2]) - d[1]", "d[2] - y1[2]"):
        assert verdict(answer, sheet=sheet).outcome is Outcome.RIGHT
    assert verdict("y1[1]", sheet=sheet).outcome is Outcome.WRONG
