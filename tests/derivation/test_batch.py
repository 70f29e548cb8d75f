"""Batches against autograd: the loss of several examples, its gradients and the step that follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from autograd import value_and_grad

from derivation.networks import entries, loss_of, network, numbers, training
from gradsheet.derivation import solve
from gradsheet.formula import Symbol, name, parse
from gradsheet.problems import find_problem


@pytest.mark.parametrize("reduce", ["mean", "sum"])
@pytest.mark.parametrize(
    ("sizes", "activations", "loss"),
    [
        ((2, 3, 2), ("tanh", "identity"), "mean squared error"),
        ((3, 2), ("softmax",), "cross-entropy"),
        ((1, 2, 1), ("relu", "sigmoid"), "binary cross-entropy"),
    ],
)
def test_a_batch_is_differentiated_as_autograd_does(sizes, activations, loss, reduce):
    random = np.random.default_rng(len(sizes))
    net = replace(network(sizes, activations, loss), batch=3, reduce=reduce)
    drawn = numbers(net, random)
    x, d = random.normal(size=(3, sizes[0])), random.uniform(0.1, 0.9, size=(3, sizes[-1]))

    def cost(parameters):
        weights, biases = parameters
        total = sum(loss_of(net, x[n], d[n], weights, biases) for n in range(3))
        return total / 3 if reduce == "mean" else total

    value, (slopes, bias_slopes) = value_and_grad(cost)((drawn.weights, drawn.biases))
    at = entries("x", None, x) | entries("d", None, d) | {Symbol("eta"): drawn.eta}
    for layer, (W, b) in enumerate(zip(drawn.weights, drawn.biases, strict=True), start=1):
        at |= entries("W", layer, W) | entries("b", layer, b)
    found = {name(symbol): number for symbol, number in solve(training(net), at).items()}
    assert found["J"] == pytest.approx(value, rel=1e-10)
    for layer, (slope, W, bias_slope) in enumerate(zip(slopes, drawn.weights, bias_slopes, strict=True), start=1):
        for (to, from_), expected in np.ndenumerate(slope):
            place = f"W{layer}[{to + 1},{from_ + 1}]"
            assert found[f"dJ/d{place}"] == pytest.approx(expected, rel=1e-9, abs=1e-12)
            assert found[f"new {place}"] == pytest.approx(W[to, from_] - drawn.eta * expected, rel=1e-9)
        for (to,), expected in np.ndenumerate(bias_slope):
            assert found[f"dJ/db{layer}[{to + 1}]"] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_second_batch_takes_no_half_from_the_first():
    problem = find_problem("batches/mini-batches")
    lines = {name(step.symbol): step.formula for step in problem.derivation.steps}
    assert all(lines[line] == parse("1/2") for line in ("dJ/dL[1]", "dJ/dL[2]", "dJ'/dL[3]", "dJ'/dL[4]"))
