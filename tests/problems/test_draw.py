"""Draws: the same numbers everywhere and for ever, independent of the rest of the class, and fair."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from gradsheet.errors import DrawError
from gradsheet.formula import name
from gradsheet.problems import Exercise, draw, find_problem, public_seed, solve_exercises
from gradsheet.problems.stream import below, seed, words
from problems.banks import CIRCUIT, NEURON, read


def test_golden_words():
    """These numbers must never change: handed-out exercises of old assignments hang on them."""
    seeds = [bytes(range(32)), b"\xff" * 32]
    found = words(seeds, np.broadcast_to(np.array([0, 1, 2, 10**6], dtype=np.uint64), (2, 4)))
    assert [[f"{int(word):016x}" for word in row] for row in found] == GOLDEN_WORDS


def test_golden_seed():
    assert seed(b"\0" * 32, "s001", "lecture/softmax-ce", "1").hex() == GOLDEN_SEED


def test_seeds_of_shifted_fields_differ():
    assert seed(b"k" * 32, "ab", "c") != seed(b"k" * 32, "a", "bc")


def test_golden_draw():
    (found,) = draw(read(NEURON), [public_seed("test/problem", 1)])
    assert {name(symbol): str(value) for symbol, value in found.items()} == GOLDEN_DRAW


def test_a_neighbour_moves_nobody():
    problem = read(NEURON)
    seeds = [public_seed("x", number) for number in range(40)]
    together = draw(problem, seeds)
    assert draw(problem, seeds[7:8]) == together[7:8]
    assert draw(problem, seeds[:3] + seeds[20:]) == together[:3] + together[20:]


def test_every_choice_comes_up_evenly():
    problem = read(CIRCUIT + '[draw]\nwithout = ["same-load"]\n')  # as many negative numbers for all is not even
    draws = draw(problem, [public_seed("even", number) for number in range(4000)])
    counts = np.array([sum(d[problem.derivation.givens[0]] == value for d in draws) for value in range(-4, 5)])
    expected = len(draws) / 9
    # Chi-square with 8 degrees of freedom exceeds 30 once in 5,000 honest trials; the draws are fixed.
    assert ((counts - expected) ** 2 / expected).sum() < 30


WIDE = """
title = "A wide layer"
[network]
inputs = 3
layers = [{ units = 12, activation = "relu" }, { units = 2, activation = "softmax" }]
loss = "cross-entropy"
[given]
x = { choose = [-1.5, -1, 0.5, 1.5, 2] }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { choose = [-0.5, 0.5] }
W2 = { from = -1, to = 1, by = 0.1 }
b2 = 0.5
d = [0, 1]
[[ask]]
blanks = ["z1", "y1", "z2", "y2", "L"]
"""


def test_seventy_weights_are_drawn_evenly_without_those_that_hide_terms():
    """By chance one draw in 10,000 has no weight of 0, 1 or -1."""
    draws = draw(read(WIDE), [public_seed("wide", number) for number in range(30)])
    weights = [value for one in draws for symbol, value in one.items() if symbol.letter == "W"]
    assert len(weights) == 30 * 60
    counts = np.array([weights.count(Decimal(tenths) / 10) for tenths in range(-10, 11)])
    assert not counts[[0, 10, 20]].any()
    kept = np.delete(counts, [0, 10, 20])
    # Chi-square with 17 degrees of freedom exceeds 45 once in 4,000 honest trials; the draws are fixed.
    assert ((kept - 100) ** 2 / 100).sum() < 45


def test_an_author_who_drops_a_rule_gets_what_it_forbids():
    draws = draw(read(WIDE + '[draw]\nwithout = ["zeros", "ones"]\n'), [public_seed("wide", 1)])
    assert {0, 1, -1} & {value for symbol, value in draws[0].items() if symbol.letter == "W"}


def test_below_is_even_and_never_reaches_its_bound():
    bits = words([b"s" * 32], np.arange(30_000, dtype=np.uint64)[None, :])[0]
    counts = np.bincount(below(bits, 7).astype(int), minlength=7)
    assert counts.shape == (7,)
    assert abs(counts - 30_000 / 7).max() < 300


def test_draws_keep_the_rules_of_the_bank():
    problem = find_problem("lecture/relu-sigmoid-bce")
    draws = draw(problem, [public_seed(problem.name, number) for number in range(300)])
    for solution in solve_exercises([Exercise(problem=problem, givens=givens) for givens in draws]):
        value = {name(symbol): number for symbol, number in solution.values.items()}
        assert sum(value[z] > 0 for z in ("z1[1]", "z1[2]")) == 1
        assert min(abs(value["z1[1]"]), abs(value["z1[2]"])) > 0.049
        assert abs(value["y2[1]"] - value["d[1]"]) > 0.1
        assert abs(value["new W1[1,1]"] - value["W1[1,1]"]) > 1e-4


def test_what_is_said_to_stay_stays_and_the_other_moves():
    problem = find_problem("lecture/sigmoid-outputs-ce")
    draws = draw(problem, [public_seed(problem.name, number) for number in range(100)])
    for solution in solve_exercises([Exercise(problem=problem, givens=givens) for givens in draws]):
        value = {name(symbol): number for symbol, number in solution.values.items()}
        assert value["new W1[1,1]"] == value["W1[1,1]"]
        assert abs(value["new W1[2,1]"] - value["W1[2,1]"]) > 1e-4


def test_an_impossible_condition_is_named():
    problem = read(NEURON + '[draw]\nrequire = ["y1[1] > 2"]\n')
    with pytest.raises(DrawError, match=r"test/problem: no fair numbers among .* `require: y1\[1\] > 2` alone rejects"):
        draw(problem, [public_seed("x", 1)])


GOLDEN_WORDS = [
    ["aea6655fa94a6083", "cfd76ca60247cfc0", "d88aae29fa015799", "158ac774290e5182"],
    ["529600bc1486e56d", "e4b3241110ed47d2", "a2eefebc64d11dbc", "aa1581df871f1ab0"],
]
GOLDEN_SEED = "865d493481658df4285e7e48e89cf7551b157a44e0026827df7a6f45d6b5db12"
GOLDEN_DRAW = {
    "x[1]": "-1",
    "x[2]": "0.5",
    "W1[1,1]": "0.9",
    "W1[1,2]": "0.1",
    "b1[1]": "0.5",
    "d[1]": "0",
    "eta": "0.5",
}
