"""Several updates, one after the other, against a plain loop with autograd: every weight, gradient and loss."""

from __future__ import annotations

import numpy as np
import pytest

from derivation.networks import LOSE, entries
from gradsheet.derivation import solve
from gradsheet.formula import name, parse, parse_name, symbols_in
from gradsheet.models import LOSSES, UPDATES, Dense, Layer, Training, every_example, forward, rounds, with_training
from models.loops import CONSTANTS, batch_loss, example_loss, named, outputs, run


def network(
    sizes=(2, 3, 2), activations=("tanh", "identity"), loss="half squared error", bias=True, **options
) -> Dense:
    biases = bias if isinstance(bias, tuple) else (bias,) * len(activations)
    layers = tuple(
        Layer(units=units, activation=activation, bias=own)
        for units, activation, own in zip(sizes[1:], activations, biases, strict=True)
    )
    return Dense(inputs=sizes[0], layers=layers, loss=LOSSES[loss], **options)


def plan(net: Dense) -> tuple:
    steps = forward(net)
    return steps, Training(
        objective=net.objective,
        parameters=net.trained,
        update=net.update,
        rounds=rounds(net, steps),
        after=every_example(net, steps),
        new_weights=net.new_weights,
    )


def derivation(net: Dense, *asked: str):
    steps, training = plan(net)
    return with_training(steps, training, [parse_name(text) for text in asked])


def drawn(net: Dense, random: np.random.Generator):
    weights = []
    for below, layer in zip(net.units, net.layers, strict=False):
        weights.append(random.normal(size=(layer.units, below)))
        size = () if layer.bias == "shared" else (layer.units,)
        weights.append(random.normal(size=size) if layer.bias else None)
    count = net.count or 1
    return weights, random.normal(size=(count, net.inputs)), random.uniform(0.1, 0.9, size=(count, net.units[-1]))


def solved(net: Dense, weights, xs, ds, *asked: str) -> dict[str, float]:
    """Every quantity by its name, from the numbers that the loop starts from; optimisers remember nothing yet."""
    whole = derivation(net, *asked)
    rows = (xs, ds) if net.count else (xs[0], ds[0])
    at = entries("x", None, rows[0]) | entries("d", None, rows[1])
    at |= {parse_name(text): value for text, value in named(net, weights)}
    at |= {parse_name(text): value for text, value in CONSTANTS.items()}
    values = solve(whole, {symbol: at.get(symbol, 0.0) for symbol in whole.givens})
    return {name(symbol): float(value) for symbol, value in values.items()}


def primed(text: str, count: int) -> str:
    return text + "'" * count


def new(text: str, count: int) -> str:
    return f"new {text}" + "'" * (count - 1) if count else text


ORDERS = {
    "one example, three updates": ({"updates": 3}, [[0]] * 3),
    "the full batch, twice": ({"batch": 3, "updates": 2}, [[0, 1, 2]] * 2),
    "mini-batches": ({"examples": 4, "batch": 2, "updates": 2}, [[0, 1], [2, 3]]),
    "one after the other": ({"examples": 3, "batch": 1, "updates": 3}, [[0], [1], [2]]),
    "an epoch and a half": ({"examples": 4, "batch": 2, "updates": 3}, [[0, 1], [2, 3], [0, 1]]),
    "two epochs": ({"examples": 2, "batch": 1, "updates": 4}, [[0], [1], [0], [1]]),
}


def compare(net: Dense, batches: list[list[int]], penalty=lambda count: 0.0, seed: int = 7):
    """Weights after each update, and the loss and gradients before it."""
    weights, xs, ds = drawn(net, np.random.default_rng(seed))
    found = solved(net, weights, xs, ds)
    judge = run(net, weights, xs, ds, batches=batches, penalty=penalty)
    for number, after in enumerate(judge.weights):
        for text, expected in named(net, after):
            if not (net.frozen and text[0] != "W"):
                assert found.get(new(text, number), found.get(text)) == pytest.approx(expected, rel=1e-9, abs=1e-12)
                assert number == 0 or new(text, number) in found
    visits = [0] * (net.count or 1)
    for number, (batch, loss, gradients) in enumerate(zip(batches, judge.losses, judge.gradients, strict=True)):
        if net.costs:
            objective, times = "J", number
        else:
            objective, times = (f"L[{batch[0] + 1}]" if net.count else "L"), visits[batch[0]]
        for example in batch:
            visits[example] += 1
        assert found[new(objective, times)] == pytest.approx(loss, rel=1e-10)
        ahead = "u" if net.update.at is not None else ""
        for text, expected in named(net, gradients):
            if not (net.frozen and text[0] != "W"):
                assert found[f"d{primed(objective, times)}/d{primed(ahead + text, number)}"] == pytest.approx(
                    expected, rel=1e-9, abs=1e-12
                )


@pytest.mark.parametrize("reduce", ["mean", "sum"])
@pytest.mark.parametrize("order", ORDERS)
def test_stochastic_mini_batch_and_full_batch_runs_are_those_of_a_loop(order, reduce):
    options, batches = ORDERS[order]
    compare(network(update=UPDATES["gradient descent"], reduce=reduce, **options), batches)


@pytest.mark.parametrize("update", UPDATES)
def test_three_updates_of_every_optimiser_are_those_of_a_loop(update):
    """What it remembers and the number of the step go on from update to update."""
    compare(network(update=UPDATES[update], updates=3), [[0]] * 3)
    compare(network((1, 2), ("sigmoid",), update=UPDATES[update], examples=2, batch=1, updates=4), [[0], [1]] * 2)


@pytest.mark.parametrize("loss", LOSSES)
def test_two_updates_with_every_loss_are_those_of_a_loop(loss):
    output = "softmax" if loss == "cross-entropy" else "sigmoid" if loss == "binary cross-entropy" else "identity"
    net = network((2, 2, 3), ("tanh", output), loss, update=UPDATES["gradient descent"], batch=2, updates=2)
    compare(net, [[0, 1]] * 2)


def test_every_loss_has_a_judge():
    assert set(LOSE) == set(LOSSES)


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("bias", [True, "shared", "on +1", "on -1", "threshold", ("shared", False)])
def test_every_kind_of_bias_moves_as_in_a_loop_or_stays(bias, frozen):
    net = network(bias=bias, frozen=frozen, update=UPDATES["momentum"], batch=2, updates=2)
    compare(net, [[0, 1]] * 2)
    steps = [name(step.symbol) for step in derivation(net).steps]
    assert frozen != any(text.startswith(("new b", "new theta")) for text in steps)


@pytest.mark.parametrize(
    ("l2", "penalty"),
    [
        ("lambda/2", lambda count: 0.02 / 2),
        ("lambda", lambda count: 0.02),
        ("lambda/(2*n)", lambda count: 0.02 / (2 * count)),
    ],
)
@pytest.mark.parametrize("order", ORDERS)
def test_a_penalty_moves_weights_as_in_a_loop(order, l2, penalty):
    options, batches = ORDERS[order]
    compare(network(update=UPDATES["adam"], l2=parse(l2), **options), batches, penalty)


def test_gradients_with_weights_already_updated_are_those_of_a_loop_that_goes_layer_by_layer():
    net = network((2, 3, 2, 2), ("tanh", "sigmoid", "identity"), update=UPDATES["gradient descent"], updates=2,
                  new_weights=True)  # fmt: skip
    weights, xs, ds = drawn(net, np.random.default_rng(3))
    found = solved(net, weights, xs, ds)
    (W1, b1, W2, b2, W3, b3), x, d, eta = weights, xs[0], ds[0], CONSTANTS["eta"]
    for number in (1, 2):
        y1 = np.tanh(W1 @ x + b1)
        y2 = 1 / (1 + np.exp(-(W2 @ y1 + b2)))
        delta3 = W3 @ y2 + b3 - d
        W3, b3 = W3 - eta * np.outer(delta3, y2), b3 - eta * delta3
        delta2 = W3.T @ delta3 * y2 * (1 - y2)
        W2, b2 = W2 - eta * np.outer(delta2, y1), b2 - eta * delta2
        delta1 = W2.T @ delta2 * (1 - y1**2)
        W1, b1 = W1 - eta * np.outer(delta1, x), b1 - eta * delta1
        for text, expected in named(net, [W1, b1, W2, b2, W3, b3]):
            assert found[new(text, number)] == pytest.approx(expected, rel=1e-9)


def test_gradients_use_the_weights_before_the_update_unless_told_otherwise():
    for new_weights in (False, True):
        net = network(update=UPDATES["gradient descent"], updates=2, new_weights=new_weights)
        steps = {name(step.symbol): step.formula for step in derivation(net).steps}
        first, second = ({name(s) for s in symbols_in(steps[text])} for text in ("dL/dy1[1]", "dL'/dy1[1]'"))
        assert ("new W2[1,1]" in first, "W2[1,1]" in first) == (new_weights, not new_weights)
        assert ("new W2[1,1]'" in second, "new W2[1,1]" in second) == (new_weights, not new_weights)


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_asked_after_the_last_update_is_computed_with_the_last_weights(order):
    options, batches = ORDERS[order]
    net = network(update=UPDATES["momentum"], l2=parse("lambda/2") if net_costs(options) else None, **options)
    weights, xs, ds = drawn(net, np.random.default_rng(11))
    visits = [sum(example in batch for batch in batches) for example in range(net.count or 1)]
    row = (lambda n: f"[{n + 1}]") if net.count else (lambda n: "")
    asked = [new(f"L{row(n)}", visits[n]) for n in range(net.count or 1)]
    asked += [new("J", len(batches))] if net.costs else []
    found = solved(net, weights, xs, ds, *asked)
    penalty = (lambda count: 0.01) if net.l2 is not None else (lambda count: 0.0)
    last = run(net, weights, xs, ds, batches=batches, penalty=penalty).weights[-1]
    for n in range(net.count or 1):
        assert found[new(f"L{row(n)}", visits[n])] == pytest.approx(example_loss(net, last, xs[n], ds[n]), rel=1e-9)
        unit = f"y2[{n + 1},1]" if net.count else "y2[1]"
        assert found[new(unit, visits[n])] == pytest.approx(outputs(net, last, xs[n])[0], rel=1e-9)
    if net.costs:
        assert found[new("J", len(batches))] == pytest.approx(batch_loss(net, last, xs, ds, penalty(0)), rel=1e-9)


def net_costs(options: dict[str, int]) -> bool:
    return "batch" in options and options["batch"] > 1


def test_nothing_is_computed_once_more_unless_somebody_asks():
    net = network(update=UPDATES["gradient descent"])
    assert "new L" not in {name(step.symbol) for step in derivation(net).steps}
    asked = {name(step.symbol) for step in derivation(net, "new y1[2]").steps}
    assert "new y1[2]" in asked
    assert not asked & {"new y1[1]", "new y2[1]", "new L"}


def test_the_derivative_of_the_loss_after_the_last_update_can_be_asked():
    net = network(update=UPDATES["gradient descent"])
    weights, xs, ds = drawn(net, np.random.default_rng(5))
    found = solved(net, weights, xs, ds, "dL'/dW1[2,1]'", "dL'/dz2[1]'")
    twice = run(net, weights, xs, ds, batches=[[0], [0]], penalty=lambda count: 0.0)
    assert found["dL'/dW1[2,1]'"] == pytest.approx(dict(named(net, twice.gradients[1]))["W1[2,1]"], rel=1e-9)
