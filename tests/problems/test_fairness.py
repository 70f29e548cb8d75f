"""Fair draws: every wrong method gives the right number or one that is surely wrong, and shows somewhere."""

from __future__ import annotations

import numpy as np
import pytest

from gradsheet.derivation import rounding_reach, solve, swap
from gradsheet.errors import DrawError
from gradsheet.formula import name, parse, parse_name
from gradsheet.problems import Exercise, draw, find_problem, public_seed, solve_exercises
from gradsheet.problems.fairness import Fairness
from problems.banks import CIRCUIT, NEURON, complaints, read

OWN = """
[[misconception]]
name = "no-square"
quantity = "L"
formula = "1/2*abs(y1[1] - d[1])"
feedback = "The loss is squared."
"""


def arrays(problem, count=60):
    draws = draw(problem, [public_seed(problem.name, number) for number in range(count)])
    return {s: np.array([float(one[s]) for one in draws]) for s in problem.derivation.givens}


def test_an_unchanged_weight_is_wrong_in_every_draw():
    """The old weight must be farther from the new one than both tolerances, computed here once more by hand."""
    problem = find_problem("backpropagation/sigmoid-3-2-1-half-squared-error")
    givens = arrays(problem)
    values = solve(problem.derivation, givens)
    asked = [s for _, s in problem.numbers if s.updates]
    reach = rounding_reach(problem.derivation, givens, asked)
    half_answer, half_kept = 0.5e-4, 0.5 * 10.0**-problem.rounding.keep
    for symbol in asked:
        before = parse_name(name(symbol).removeprefix("new "))
        moved = np.abs(values[symbol] - values[before])
        assert (moved > 1.05 * reach[symbol] * half_kept + half_answer).all()


def test_a_misconception_of_the_authors_own_is_told_apart_in_every_draw():
    problem = read(NEURON.replace('"z1", "y1"', '"L", "z1", "y1"') + OWN)
    givens = arrays(problem)
    loss = parse_name("L")
    right = solve(problem.derivation, givens)[loss]
    error = np.abs(right - 0.5 * np.sqrt(2 * right))
    assert (error > 1e-4).all()
    assert "no-square" in Fairness(problem).sees
    assert problem.misconceptions["no-square"].feedback == "The loss is squared."


def test_what_may_hide_may_hide():
    """With `hidden`, a target for which the square makes no difference comes up again; without it, it does not."""
    text = NEURON.replace('blanks = ["z1", "y1", "new W1[1,1]"]', 'blanks = ["L"]') + OWN.replace(
        "1/2*abs(y1[1] - d[1])", "1/2*max(d[1]*(y1[1] - d[1])^2, (1 - d[1])*abs(y1[1] - d[1]))"
    )
    target = parse_name("d[1]")
    assert set(arrays(read(text))[target]) == {0.0}
    assert set(arrays(read(text + '[draw]\nhidden = ["no-square"]\n'))[target]) == {0.0, 1.0}


@pytest.mark.parametrize("rule", ["zeros", "ones", "equal-inputs", "saturation", "same-load", "separation"])
def test_a_rule_can_be_dropped_by_its_name(rule):
    names = [one.name for one in Fairness(read(NEURON)).judged(picks(read(NEURON)))]
    without = read(NEURON + f'[draw]\nwithout = ["{rule}"]\n')
    left = [one.name for one in Fairness(without).judged(picks(without))]
    assert rule in names or any(" at " in one for one in names)
    assert rule not in left
    assert rule != "separation" or not any(" at " in one for one in left)


def picks(problem, count=500):
    return np.arange(count * len(problem.given), dtype=np.uint64).reshape(count, -1) * np.uint64(0x9E3779B97F4A7C15)


def test_a_dropped_pair_is_not_judged():
    def pairs(problem):
        separator = Fairness(problem).separator
        rows, columns = np.nonzero(separator.judged)
        return {f"{separator.ids[r]} at {name(separator.blanks[c])}" for r, c in zip(rows, columns, strict=True)}

    dropped = "ascent-sign at new W1[1,1]"
    assert pairs(read(NEURON)) - pairs(read(NEURON + f'[draw]\ndrop = ["{dropped}"]\n')) == {dropped}


def test_who_drops_too_much_is_told_how_much():
    text = NEURON + '[draw]\ndrop = ["ascent-sign", "forgot-rate", "gradient-reported", "change-reported"]\n'
    with pytest.raises(DrawError, match=r"drop leaves out 4 of \d+ pairs .* more than 10%"):
        draw(read(text), [public_seed("x", 1)])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('without = ["zeroes"]', "draw.without[1]: 'zeroes' is no rule; did you mean 'zeros'?"),
        ('hidden = ["ascent"]', "draw.hidden[1]: 'ascent' is not a misconception; did you mean 'ascent-sign'?"),
        ('drop = ["ascent-sign at q9"]', "draw.drop[1]: no quantity 'q9' in this derivation"),
        ('drop = ["uphill at L"]', "draw.drop[1]: 'uphill' is not a misconception; there are"),
    ],
)
def test_settings_that_mean_nothing_are_named(line, said):
    assert any(said in one for one in complaints(NEURON + f"[draw]\n{line}\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('quantity = "z1"\nformula = "W1[1,1]*x[1] + W1[1,2]*x[2] + b1[1]"', "this is the right formula"),
        ('quantity = "y1"\nformula = "1/y1[1]"', "the formula uses the quantity that it computes"),
        ('name = "log10"\nquantity = "y1"\nformula = "z1[1]"', "there is a misconception 'log10' already"),
        ('quantity = "z9"\nformula = "1"', "no quantity 'z9'"),
    ],
)
def test_own_misconceptions_that_make_no_sense_are_named(text, said):
    assert any(said in one for one in complaints(NEURON + f"[[misconception]]\n{text}\n"))


def test_a_misconception_that_no_draw_can_show_apart_is_named_when_nothing_is_left():
    """A wrong method that lies a hair beside the right one would be accepted: no draw is fair."""
    text = CIRCUIT + '[[misconception]]\nname = "hair"\nquantity = "f"\nformula = "q*z + 0.00001"\n'
    with pytest.raises(DrawError, match="`hair` at f alone rejects"):
        draw(read(text), [public_seed("x", 1)])


def test_equal_methods_are_one_class():
    """A step uphill and a swapped sign of the loss move the weights alike; where nothing else is asked, they are one."""
    problem = find_problem("lecture/relu-sigmoid-bce")
    values = {}
    for id in ("ascent-sign", "target-output-swapped"):
        misconception = problem.misconceptions[id]
        way = problem.wrong_ways[id].derivation
        values[id] = solve(way, arrays(problem, 5))[parse_name("new W2[1,1]")]
        assert misconception.feedback
    assert values["ascent-sign"] == pytest.approx(values["target-output-swapped"], abs=1e-12)


def test_a_swap_by_hand_gives_what_the_table_gives():
    problem = read(NEURON)
    new = parse_name("new W1[1,1]")
    by_hand = swap(problem.derivation, {new: parse("W1[1,1] + eta*dL/dW1[1,1]", differentiated={"L"})})
    givens = arrays(problem, 10)
    assert solve(by_hand, givens)[new] == pytest.approx(
        solve(problem.wrong_ways["ascent-sign"].derivation, givens)[new], abs=1e-15
    )


ADAM = """
title = "One step of Adam"
[network]
inputs = 2
layers = [{ units = 2, activation = "relu" }, { units = 1, activation = "sigmoid" }]
loss = "binary cross-entropy"
update = "adam"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
b2 = { from = -1, to = 1, by = 0.1 }
d = { choose = [0, 1] }
eta = 0.1
beta1 = 0.9
beta2 = 0.999
eps = 1e-8
[[ask]]
blanks = ["y2", "dL/dW1[1,1]", "new W1[1,1]", "new W2[1,1]"]
"""


def test_a_wrong_number_that_no_answer_can_tell_from_the_right_one_rejects_no_draw():
    """Adam's first step is eta whatever the gradient, but for eps: a wrong gradient shows where it is asked itself."""
    problem = read(ADAM)
    (found,) = draw(problem, [public_seed("adam", 1)])
    values = solve_exercises([Exercise(problem=problem, givens=found)])[0].values
    old, new = parse_name("W1[1,1]"), parse_name("new W1[1,1]")
    assert abs(abs(float(values[new]) - float(found[old])) - 0.1) < 1e-6


def test_what_rejects_all_that_it_sees_is_named_before_what_rejects_more():
    fine = ADAM.replace("eps = 1e-8", "eps = 0.01")
    with pytest.raises(DrawError, match=r"draws: `[a-z-]+` at new W1\[1,1\] alone rejects ([0-9,]+) of \1; "):
        draw(read(fine), [public_seed("adam", 1)])
