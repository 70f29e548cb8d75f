"""Misconceptions give the wrong numbers that were collected by hand and from publications, on two worked examples.

The numbers are those of a catalogue made before this table: each was computed by a script of its own.
"""

import numpy as np
import pytest

from gradsheet.derivation import solve
from gradsheet.formula import parse_name
from gradsheet.models import MISCONCEPTIONS, swapped
from gradsheet.models.misconceptions import Anatomy
from gradsheet.models.misconceptions.anatomy import gradients
from gradsheet.problems import TomlSource, bank_names, case_exercise, find_problem, problem_from

MAZUR = """
title = "Mazur's step by step example"
[network]
inputs = 2
layers = [{ units = 2, activation = "sigmoid" }, { units = 2, activation = "sigmoid" }]
loss = "half squared error"
update = "gradient descent"
[given]
x = [0.05, 0.1]
W1 = [[0.15, 0.2], [0.25, 0.3]]
b1 = 0.35
W2 = [[0.4, 0.45], [0.5, 0.55]]
b2 = 0.6
d = [0.01, 0.99]
eta = 0.5
[[ask]]
blanks = ["L", "new W2[1,1]", "new W1[1,1]"]
[[case]]
name = "as printed"
[case.given]
x = [0.05, 0.1]
W1 = [[0.15, 0.2], [0.25, 0.3]]
b1 = [0.35, 0.35]
W2 = [[0.4, 0.45], [0.5, 0.55]]
b2 = [0.6, 0.6]
d = [0.01, 0.99]
eta = 0.5
"""


def wrong_numbers(problem, id):
    """The quantities of a problem's first case as somebody with a misconception computes them."""
    derivation = swapped(problem.derivation, [MISCONCEPTIONS[id]])[id]
    return solve(derivation, {s: float(v) for s, v in case_exercise(problem, problem.cases[0]).givens.items()})


def lecture(name):
    return find_problem(f"lecture/{name}")


@pytest.mark.parametrize(
    ("id", "output_weight", "hidden_weight"),
    [
        ("ascent-sign", 0.743106, 0.298981),
        ("target-output-swapped", 0.743106, 0.298981),
        ("forgot-rate", -0.061059, -0.239809),
        ("gradient-reported", 0.731059, 0.489809),
        ("change-reported", -0.073106, -0.048981),
        ("no-update", 0.67, 0.25),
        ("bce-second-term-missing", 0.67, 0.25),
        ("forgot-output-derivative", 0.298172, 0.000875),
        ("sigma-prime-of-y", 0.588435, 0.195352),
        ("sum-for-output", 0.67, 0.25),
        ("squared-error-delta", 0.655627, 0.240370),
        ("updated-weights", 0.596894, 0.206364),
        ("weight-forgotten", 0.596894, 0.176894),
        # the lecture's numbers hide these
        ("relu-gate-ignored", 0.596894, 0.2010191),
        ("no-hidden-activation", 0.596894, 0.2010191),
        ("transposed-forward", 0.596894, 0.2010191),
        ("activation-for-input", 0.596894, 0.2010191),
        ("sum-for-activation", 0.596894, 0.2010191),
    ],
)
def test_weights_of_the_lecture_with_a_misconception(id, output_weight, hidden_weight):
    values = wrong_numbers(lecture("relu-sigmoid-bce"), id)
    assert values[parse_name("new W2[1,1]")] == pytest.approx(output_weight, abs=6e-7)
    assert values[parse_name("new W1[1,1]")] == pytest.approx(hidden_weight, abs=6e-7)


@pytest.mark.parametrize(
    ("id", "loss"),
    [("log10", 0.5703), ("log2", 1.8946), ("bce-terms-swapped", 0.3133), ("bce-second-term-missing", 0)],
)
def test_losses_of_the_lecture_with_a_misconception(id, loss):
    assert wrong_numbers(lecture("relu-sigmoid-bce"), id)[parse_name("L")] == pytest.approx(loss, abs=6e-5)


@pytest.mark.parametrize(("id", "change"), [("softmax-elementwise", 0.0), ("jacobian-sign", 0.0731)])
def test_the_softmax_slide_with_a_misconception(id, change):
    values = wrong_numbers(lecture("softmax-ce"), id)
    moved = values[parse_name("new W1[1,1]")] - values[parse_name("W1[1,1]")]
    assert moved == pytest.approx(change, abs=6e-5)


@pytest.mark.parametrize(("id", "outputs"), [("softmax-as-sigmoid", (0.731, 0.5))])
def test_outputs_of_the_softmax_slide_with_a_misconception(id, outputs):
    values = wrong_numbers(lecture("softmax-ce"), id)
    assert [values[parse_name(f"y1[{k}]")] for k in (1, 2)] == pytest.approx(outputs, abs=6e-4)


@pytest.mark.parametrize(
    ("id", "quantity", "number"),
    [
        ("extra-factor-2", "new W2[1,1]", 0.317833),
        ("cross-entropy-delta", "new W2[1,1]", 0.180085),
        ("forgot-output-derivative", "new W2[1,1]", 0.180085),
        ("forgot-hidden-derivative", "new W1[1,1]", 0.1490912),
        ("hidden-sigma-prime-of-y", "new W1[1,1]", 0.1497917),
        ("updated-weights", "new W1[1,1]", 0.1498176),
        ("transposed-backward", "new W1[1,1]", 0.1497692),
        ("missing-path", "new W1[1,1]", 0.1496658),
        ("bias-forgotten", "L", 0.2425),
    ],
)
def test_the_example_of_mazur_with_a_misconception(id, quantity, number):
    problem = problem_from(TomlSource.parse(MAZUR, "mazur.toml"), name="mazur")
    decimals = len(str(number).split(".")[1])
    assert wrong_numbers(problem, id)[parse_name(quantity)] == pytest.approx(number, abs=0.51 * 10**-decimals)


def test_the_other_variance_of_two_numbers():
    """1.00 for the sample, 1.22 would be that of the population: here 1, 2, 3 with variances 2/3 and 1."""
    text = """
title = "Batch norm"
[normalisation]
kind = "batch"
batch = 3
values = 1
eps = false
[given]
x = [[1], [2], [3]]
gamma = 1
beta = 0
[[ask]]
blanks = ["y"]
[[case]]
name = "one"
[case.given]
x = [[1], [2], [3]]
gamma = 1
beta = 0
"""
    problem = problem_from(TomlSource.parse(text, "norm.toml"), name="norm")
    right = solve(problem.derivation, {s: float(v) for s, v in problem.cases[0].given.items()})
    wrong = wrong_numbers(problem, "other-variance")
    last = next(s for _, s in reversed(problem.blanks))
    assert right[last] == pytest.approx(np.sqrt(3 / 2), abs=1e-12)
    assert wrong[last] == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("name", bank_names())
def test_no_gradient_changes_when_no_local_derivative_does(name):
    assert gradients(Anatomy(find_problem(name).derivation), lambda edge: edge.local) == {}


def test_every_row_says_what_a_student_reads_and_where_it_was_seen():
    for id, row in MISCONCEPTIONS.items():
        assert id == row.id == row.id.lower()
        assert " " not in id
        assert row.feedback.endswith((".", "?"))
        assert row.title
        assert row.source
