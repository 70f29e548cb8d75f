"""The shipped bank: every family, level and convention is there; every problem is ready, and none repeats another."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from gradsheet.derivation import Phase
from gradsheet.formula import Symbol, rewrite, to_text
from gradsheet.problems import Exercise, Problem, bank_names, draw, find_problem, public_seed, solve_exercises
from problems.banks import CIRCUIT, read

LEVELS = {"warm-up", "standard", "hard"}
FEWEST, FEWEST_OF_A_FAMILY, LARGE = 60, 3, 6

FAMILIES = {
    1: ("a whole training step", ("backpropagation", "lecture")),
    2: ("forward pass only", ("forward",)),
    3: ("local gradients, circuits, given partials", ("circuits",)),
    4: ("softmax and cross-entropy", ("softmax",)),
    5: ("perceptron rule over an epoch", ("perceptron",)),
    6: ("optimiser step", ("optimisers",)),
    7: ("logistic neuron", ("logistic",)),
    8: ("convolution, ReLU, pooling", ("convolution",)),
    9: ("batches", ("batches",)),
    10: ("recurrent cells", ("recurrent",)),
    11: ("attention", ("attention",)),
    12: ("batch norm, layer norm, dropout", ("normalisation",)),
    13: ("shapes and counts", ("counting",)),
    14: ("metrics", ("metrics",)),
}
"""The rows of the curriculum, with the folders of the bank that hold them; the last row is ours."""

CONVENTIONS: list[tuple[int, str, tuple[str, str], tuple[str, str]]] = [
    (1, "loss", ("backpropagation/relu-sigmoid-half-squared-error", r"L = .*1/2"), ("lecture/relu-sigmoid-bce", r"ln\(")),
    (1, "cross-entropy of sigmoids", ("lecture/relu-sigmoid-bce", r"L = .*\(1 - d"), ("lecture/sigmoid-outputs-ce", r"L = -d")),
    (1, "biases", ("backpropagation/sigmoid-3-2-1-half-squared-error", r"b1\[1\]"), ("lecture/relu-sigmoid-bce", r"z1\[1\] = W")),
    (2, "activation", ("forward/relu-2-2-1", r"relu\("), ("forward/tanh-3-2-1", r"tanh\(")),
    (4, "targets", ("softmax/three-classes", r"one_hot"), ("softmax/soft-targets", r"smoothed")),
    (5, "fires at 0", ("perceptron/and-one-epoch", r"nonnegative\("), ("perceptron/one-example", r"threshold\(")),
    (5, "targets", ("perceptron/targets-minus-one", r"2\*threshold"), ("perceptron/and-one-epoch", r"= nonnegative")),
    (5, "bias", ("perceptron/and-one-epoch", r"- theta"), ("perceptron/from-zero-two-epochs", r"- w0\[3\]")),
    (6, "momentum", ("optimisers/momentum", r"new W1\[1,1\] = W1\[1,1\] \+ new v"), ("optimisers/nesterov", r"\+ mu\*new v")),
    (7, "loss", ("logistic/one-step", r"ln\("), ("logistic/delta-target-signs", r"\^2")),
    (8, "kernel", ("convolution/cross-correlation", r"z\[1,1\] = K\[1,1\]"), ("convolution/flipped-line", r"z\[1\] = K\[3\]")),
    (8, "pooling", ("convolution/max-pool", r"max\("), ("convolution/average-pool", r"/4")),
    (9, "loss of a batch", ("batches/linear-two-examples", r"J = .*/2"), ("batches/sum-or-mean", r"J = L\[1\] \+ L\[2\] \+ L\[3\]")),
    (10, "mixing of a GRU", ("recurrent/gru-step", r"\(1 - z\[1,1\]\)\*h0"), ("recurrent/gru-two-units", r"h\[1,1\] = z\[1,1\]\*h0")),
    (10, "loss", ("recurrent/rnn-through-time", r"L = "), ("recurrent/rnn-loss-every-step", r"L\[2\] = ")),
    (11, "scaling", ("attention/one-query", r"/sqrt\("), ("attention/self-attention", r"scale     = false")),
    (12, "variance", ("normalisation/batch-norm", r"/4"), ("normalisation/batch-norm-two-features", r"v\[1\] = .*/2")),
    (12, "probability", ("normalisation/dropout", r"/\(1 - p\)"), ("normalisation/dropout-gradients", r"/p")),
    (13, "biases of a gate", ("counting/recurrent-parameters", r"s = h\*n \+ h\*h \+ h"), ("counting/lstm-two-biases", r"\+ 2\*h1")),
    (13, "operations", ("counting/attention-operations", r"with its addition is one"), ("counting/dense-operations", r"\*\*two\*\*")),
    (14, "logarithm", ("metrics/information-gain", r"log2\("), ("metrics/divergence-and-perplexity", r"ln\(")),
]  # fmt: skip
"""Conventions that differ between courses: the family, and the problem of each side with what shows it in its steps or file."""


@cache
def problem_named(name: str) -> Problem:
    return find_problem(name)


def of_family(row: int) -> list[str]:
    return [name for name in bank_names() if name.split("/")[0] in FAMILIES[row][1]]


def canonical(problem: Problem) -> tuple[str, ...]:
    """What the model says, step by step, with its symbols renamed in the order in which they appear."""
    names: dict[Symbol, Symbol] = {}

    def renamed(node):
        return names.setdefault(node, Symbol("q", indices=(len(names) + 1,))) if isinstance(node, Symbol) else node

    steps = [step for step in problem.derivation.steps if step.phase is not Phase.BACKWARD]
    return tuple(
        f"{to_text(rewrite(step.symbol, renamed))} = {to_text(rewrite(step.formula, renamed))}" for step in steps
    )


@pytest.mark.parametrize("problem", bank_names())
def test_every_problem_of_the_bank_is_ready_for_a_class(problem):
    found = problem_named(problem)
    assert found.level in LEVELS
    assert found.topics
    draws = draw(found, [public_seed(problem, number) for number in range(30)])
    assert len({tuple(givens.values()) for givens in draws}) >= 15
    for solution in solve_exercises([Exercise(problem=found, givens=givens) for givens in draws]):
        assert all(band.tolerance > 0 for band in solution.bands.values())


def test_the_bank_has_every_family_several_times_over():
    assert len(bank_names()) >= FEWEST
    assert {FAMILIES[row][0]: len(of_family(row)) for row in FAMILIES if len(of_family(row)) < FEWEST_OF_A_FAMILY} == {}


def test_every_large_family_has_every_level():
    assert {problem_named(name).level for name in bank_names()} == LEVELS
    for row, (title, _) in FAMILIES.items():
        levels = Counter(problem_named(name).level for name in of_family(row))
        assert levels.total() < LARGE or set(levels) == LEVELS, (title, levels)


@pytest.mark.parametrize(("row", "convention", "one", "other"), CONVENTIONS, ids=lambda value: str(value)[:40])
def test_both_sides_of_a_convention_are_in_the_bank(row, convention, one, other):
    for name, sign in (one, other):
        assert name in of_family(row)
        problem = problem_named(name)
        text = "\n".join([*map(str, problem.derivation.steps), problem.source])
        assert re.search(sign, text), (convention, name)


def test_every_family_where_conventions_differ_shows_two():
    assert {row for row, *_ in CONVENTIONS} == set(FAMILIES) - {3}  # a circuit's derivatives are the same everywhere


def test_no_two_problems_have_the_same_derivation_whatever_their_symbols_are_called():
    seen: dict[tuple[str, ...], list[str]] = {}
    for name in bank_names():
        seen.setdefault(canonical(problem_named(name)), []).append(name)
    assert [names for names in seen.values() if len(names) > 1] == []


def test_problems_that_differ_in_their_letters_alone_are_the_same():
    other = CIRCUIT.replace("q", "m").replace("z", "k")
    assert canonical(read(CIRCUIT)) == canonical(read(other))
    assert canonical(read(CIRCUIT)) != canonical(read(CIRCUIT.replace("x + y", "x - y")))


COLLEAGUE = (
    "lecture/relu-sigmoid-bce",
    "lecture/sigmoid-outputs-ce",
    "lecture/softmax-ce",
    "batches/tanh-2-3-2-momentum",
    "circuits/sigmoid-gates",
)


@pytest.mark.parametrize("bank_name", COLLEAGUE)
def test_what_a_colleague_needs_is_a_short_file(bank_name):
    """With its published case and all: nobody should have to scroll."""
    assert len(find_problem(bank_name).source.splitlines()) <= 40
