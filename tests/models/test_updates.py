"""Optimisers: each against an implementation written again with plain floats from its definition."""

from __future__ import annotations

from math import sqrt

import pytest

from gradsheet.derivation import Derivation, solve
from gradsheet.errors import FormulaError
from gradsheet.formula import Symbol, name, parse_name
from gradsheet.models import UPDATES, update_from
from gradsheet.models.updates import memory, update_steps

W, G = parse_name("W1[1,2]"), parse_name("dL/dW1[1,2]")
NUMBERS = {"eta": 0.1, "mu": 0.9, "rho": 0.95, "beta1": 0.9, "beta2": 0.999, "eps": 0.01, "lambda": 0.02, "t": 3.0}
SEEN = {"v": 0.04, "m": -0.3, "s": 0.05}


def stepped(update, weight=0.7, gradient=-0.4, asked=()):
    """Every quantity after one step from the numbers above, by name."""
    steps = tuple(update_steps(update, [W], {W: G}, asked))
    remembered = {memory(letter, W): SEEN[letter.letter] for letter in update.remembered}
    constants = {symbol: NUMBERS[name(symbol)] for symbol in update.constants}
    givens = {W: weight, G: gradient} | remembered | constants
    values = solve(Derivation(givens=tuple(givens), steps=steps), givens)
    return {name(symbol): float(value) for symbol, value in values.items()}


def by_definition(update, w=0.7, g=-0.4):
    """The new weight, as the books define it."""
    eta, mu, rho, b1, b2, eps, decay, t = NUMBERS.values()
    v, m, s = SEEN.values()
    match update:
        case "gradient descent":
            return w - eta * g
        case "weight decay":
            return (1 - eta * decay) * w - eta * g
        case "weight decay, decoupled":
            return w - eta * g - decay * w
        case "momentum" | "nesterov, looking ahead":  # the gradient g is taken elsewhere, the step is the same
            return w + mu * v - eta * g
        case "momentum, gradients summed":
            return w - eta * (mu * v + g)
        case "momentum, gradients averaged":
            return w - eta * (mu * v + (1 - mu) * g)
        case "nesterov":
            return w + mu * (mu * v - eta * g) - eta * g
        case "adagrad":
            return w - eta / (sqrt(s + g * g) + eps) * g
        case "adagrad, epsilon inside":
            return w - eta * g / sqrt(s + g * g + eps)
        case "rmsprop":
            return w - eta / (sqrt(rho * s + (1 - rho) * g * g) + eps) * g
        case "rmsprop, epsilon inside":
            return w - eta / sqrt(rho * s + (1 - rho) * g * g + eps) * g
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    if update == "adam without bias correction":
        return w - eta * m / (sqrt(v) + eps)
    m, v = m / (1 - b1**t), v / (1 - b2**t)
    if update == "adamw":
        return w - eta * m / (sqrt(v) + eps) - eta * decay * w
    return w - eta * m / (sqrt(v + eps) if "inside" in update else sqrt(v) + eps)


@pytest.mark.parametrize("update", UPDATES)
def test_the_new_weight_is_that_of_the_definition(update):
    assert stepped(UPDATES[update])["new W1[1,2]"] == pytest.approx(by_definition(update), rel=1e-12)


@pytest.mark.parametrize("update", UPDATES)
def test_the_change_is_what_is_added_to_the_weight(update):
    found = stepped(UPDATES[update], asked=[parse_name("change W1[1,2]")])
    assert found["change W1[1,2]"] == pytest.approx(by_definition(update) - 0.7, rel=1e-9)
    assert found["new W1[1,2]"] == pytest.approx(by_definition(update), rel=1e-12)


def test_lines_of_ones_own_are_the_named_update():
    own = update_from("own", {"weight": "w + v", "velocity": "mu*v - eta*g"})
    assert own.lines == UPDATES["momentum"].lines


def test_what_is_read_before_its_line_is_remembered_and_the_rest_is_constant():
    adam = UPDATES["adam"]
    assert [name(s) for s in adam.remembered] == ["m", "v"]
    assert [name(s) for s in adam.constants] == ["beta1", "beta2", "t", "eta", "eps"]


def test_a_line_that_cannot_be_read_says_where():
    with pytest.raises(FormulaError, match="something is missing at the end"):
        update_from("own", {"weight": "w - eta*"})


def test_memory_is_named_after_its_weight():
    assert name(memory(Symbol("v"), W)) == "vW1[1,2]"
