"""Whole backward passes, judged by autograd on the same networks in matrix form."""

import os
import subprocess
import sys

import numpy as np
import pytest
from autograd import grad

from derivation.networks import entries, givens, loss_of, network, numbers, training
from gradsheet.derivation import Derivation, Step, backpropagate, resolve, solve
from gradsheet.errors import GradsheetError
from gradsheet.formula import Symbol, derivative, name, parse, parse_name, updated
from gradsheet.models import ACTIVATIONS, LOSSES, with_derivatives

L = Symbol("L")

CASES = [
    ((1, 1), ("sigmoid",), "binary cross-entropy", False),
    ((1, 1), ("identity",), "mean squared error", True),
    ((2, 2), ("sigmoid",), "cross-entropy", False),
    ((2, 2), ("softmax",), "cross-entropy", False),
    ((3, 4), ("softmax",), "cross-entropy", True),
    ((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy", False),
    ((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy", True),
    ((2, 3, 2), ("tanh", "sigmoid"), "binary cross-entropy", True),
    ((2, 2, 2), ("sigmoid", "softmax"), "cross-entropy", True),
    ((3, 4, 3, 2), ("sigmoid", "relu", "softmax"), "cross-entropy", True),
    ((3, 4, 3, 2), ("tanh", "tanh", "identity"), "half squared error", True),
    ((2, 3, 3), ("relu", "softmax"), "half squared error", True),
    ((2, 3, 3), ("relu", "softmax"), "binary cross-entropy", False),
    ((1, 5, 1), ("tanh", "identity"), "squared error", True),
    ((4, 2, 3), ("identity", "sigmoid"), "mean squared error", True),
    ((2, 3, 2), ("leaky relu", "identity"), "absolute error", True),
    ((2, 3, 2), ("elu", "tanh"), "hinge", True),
    ((3, 2, 3), ("softplus", "identity"), "multiclass hinge", True),
    ((2, 2, 2), ("tanh", "identity"), "squared hinge", False),
    ((3, 3, 2), ("softplus", "leaky relu"), "mean absolute error", True),
    ((2, 3, 1), ("threshold", "sigmoid"), "half squared error", True),
    ((2, 2, 2, 2, 2, 2), ("tanh", "sigmoid", "relu", "identity", "softmax"), "cross-entropy", True),
]


@pytest.mark.parametrize(
    ("sizes", "activations", "loss", "bias"), CASES, ids=lambda v: "-".join(map(str, v)) if isinstance(v, tuple) else ""
)
def test_every_gradient_and_update_agrees_with_autograd(sizes, activations, loss, bias):
    net = network(sizes, activations, loss, bias=bias)
    inputs = tuple(derivative(L, Symbol("x", indices=(k + 1,))) for k in range(sizes[0]))
    derivation = training(net, inputs)
    random = np.random.default_rng(20261123)
    for _ in range(5):
        chosen = numbers(net, random)
        values = solve(derivation, givens(net, chosen))
        arguments = (chosen.x, chosen.d, chosen.weights, chosen.biases)
        assert values[L] == pytest.approx(loss_of(net, *arguments), rel=1e-12)

        def judge(position, arguments=arguments):
            return grad(lambda *a: loss_of(net, *a), position)(*arguments)

        expected = entries("x", None, judge(0))
        moved = {}
        for letter, gradients, current in (("W", judge(2), chosen.weights), ("b", judge(3), chosen.biases)):
            for number, (slope, value) in enumerate(zip(gradients, current, strict=True), start=1):
                if letter == "b" and not bias:
                    continue
                expected |= entries(letter, number, slope)
                moved |= entries(letter, number, value - chosen.eta * slope)
        found = {symbol: values[derivative(L, symbol)] for symbol in expected}
        np.testing.assert_allclose(list(found.values()), list(expected.values()), rtol=1e-9, atol=1e-12)
        new = {symbol: values[updated(symbol)] for symbol in moved}
        np.testing.assert_allclose(list(new.values()), list(moved.values()), rtol=1e-9, atol=1e-12)


def test_every_activation_and_every_loss_is_judged():
    judged = {activation for _, activations, _, _ in CASES for activation in activations}
    assert judged == set(ACTIVATIONS) - {"linear"}
    assert {loss for _, _, loss, _ in CASES} == set(LOSSES)


def test_thousands_of_draws_are_solved_at_once_to_the_same_numbers():
    net = network((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy")
    derivation = training(net)
    random = np.random.default_rng(1)
    draws = [givens(net, numbers(net, random)) for _ in range(50)]
    together = solve(derivation, {symbol: np.array([draw[symbol] for draw in draws]) for symbol in draws[0]})
    for place, draw in enumerate(draws):
        for symbol, value in solve(derivation, draw).items():
            assert np.broadcast_to(together[symbol], 50)[place] == pytest.approx(value, rel=1e-12, abs=1e-15)


def steps(*lines: str, given: str) -> Derivation:
    made = [line.split(" = ") for line in lines]
    return Derivation(
        givens=tuple(parse_name(text) for text in given.split()),
        steps=tuple(Step(symbol=parse_name(left), formula=parse(right)) for left, right in made),
    )


CIRCUIT = steps("q = x + y", "f = q*z", given="x y z")


def test_a_circuit_needs_no_line_of_its_own():
    found = with_derivatives(CIRCUIT, [parse_name(text) for text in ("df/dx", "df/dy", "df/dz", "df/dq")])
    values = solve(found, {Symbol("x"): -2, Symbol("y"): 5, Symbol("z"): -4})
    assert {name(s): float(v) for s, v in values.items() if s.is_derivative} == {
        "df/dq": -4,
        "df/dx": -4,
        "df/dy": -4,
        "df/dz": 3,
    }


def test_a_gradient_sums_over_all_paths():
    """f = a*b with a = x^2, b = a + x: x reaches f on three paths."""
    found = with_derivatives(steps("a = x^2", "b = a + x", "f = a*b", given="x"), [parse_name("df/dx")])
    x = 1.7
    assert solve(found, {Symbol("x"): x})[parse_name("df/dx")] == pytest.approx(4 * x**3 + 3 * x**2)


def test_the_derivative_of_a_middle_step_is_whole_where_it_has_several_paths():
    """db/dx of b = a + x is 2x + 1 and not 1, whether or not something lies above b."""
    derivation = steps("a = x^2", "b = a + x", "f = b^2", given="x")
    x = 1.7
    for asked in (["db/dx"], ["df/dx", "db/dx"], ["db/dx", "df/dx"], ["db/da", "db/dx", "df/dx", "da/dx"]):
        values = solve(with_derivatives(derivation, [parse_name(text) for text in asked]), {Symbol("x"): x})
        assert values[parse_name("db/dx")] == pytest.approx(2 * x + 1)
        if "df/dx" in asked:
            assert values[parse_name("df/dx")] == pytest.approx(2 * (x**2 + x) * (2 * x + 1))


def test_local_derivatives_become_lines_of_their_own_only_where_asked():
    net = network((2, 2), ("softmax",), "cross-entropy", bias=False)
    asked = tuple(parse_name(text) for text in ("dy1[2]/dz1[1]", "dy1[1]/dz1[1]"))
    lines = [str(step) for step in training(net, asked).steps]
    assert "dL/dz1[1] = dL/dy1[1]*dy1[1]/dz1[1] + dL/dy1[2]*dy1[2]/dz1[1]" in lines
    assert lines.index("dy1[2]/dz1[1] = -y1[1]*y1[2]") == lines.index("dy1[1]/dz1[1] = y1[1]*(1 - y1[1])") + 1
    assert all(step.symbol.of in (None, L) for step in training(net).steps)


def test_what_is_asked_in_any_order_gives_the_same_lines():
    net = network((2, 2, 2), ("tanh", "softmax"), "cross-entropy")
    asked = [parse_name(t) for t in ("dy2[1]/dz2[2]", "dL/dx[2]", "dy1[1]/dz1[1]", "dL/dx[1]", "change W1[1,2]")]
    assert [str(s) for s in training(net, tuple(asked)).steps if "dL/dx" not in str(s)] == [
        str(s) for s in training(net, tuple(reversed(asked))).steps if "dL/dx" not in str(s)
    ]


def test_backward_families_stand_together_in_ascending_order():
    net = network((3, 4, 3, 2), ("sigmoid", "relu", "softmax"), "cross-entropy")
    backward = [step.symbol for step in training(net).steps if step.symbol.is_derivative]
    families = list(dict.fromkeys(symbol.family for symbol in backward))
    assert [name(family) for family in families] == [
        *("dL/dy3", "dL/dz3", "dL/dW3", "dL/db3"),
        *("dL/dy2", "dL/dz2", "dL/dW2", "dL/db2"),
        *("dL/dy1", "dL/dz1", "dL/dW1", "dL/db1"),
    ]
    together = sorted(backward, key=lambda s: (families.index(s.family), s.by.indices))
    assert backward == together


@pytest.mark.parametrize(("asked", "value"), [("df/df", 1), ("dz/dx", 0), ("dq/dz", 0), ("dq/dx", 1)])
def test_derivatives_that_nobody_asked_for_before_are_found(asked, value):
    symbol = parse_name(asked)
    if symbol.of in CIRCUIT.givens:
        with pytest.raises(GradsheetError, match="no step"):
            resolve(CIRCUIT, symbol)
        return
    found = resolve(CIRCUIT, symbol)
    assert solve(found, dict.fromkeys(CIRCUIT.givens, 2.0))[symbol] == value


@pytest.mark.parametrize("asked", ["g", "df/dg", "dg/dx"])
def test_an_unknown_quantity_is_answered_with_those_there_are(asked):
    with pytest.raises(GradsheetError, match=r"no quantity '.*g'.* it has x, y, z, q, f"):
        resolve(CIRCUIT, parse_name(asked))


def test_only_what_lies_between_is_differentiated():
    derivation = steps("q = x + y", "r = exp(z)", "f = q*z", "g = f + r", given="x y z")
    found = backpropagate(derivation, Symbol("f"), [Symbol("x")])
    assert [str(step) for step in found.steps[4:]] == ["df/dq = z", "df/dx = df/dq"]


def test_numbers_are_never_mistaken_for_a_step_that_holds_the_same_number():
    derivation = steps("k = 2", "f = x^2", given="x")
    assert [str(step) for step in backpropagate(derivation, Symbol("f"), [Symbol("x")]).steps][-1] == "df/dx = 2*x"


LINES_OF_THE_BANK = """
from gradsheet.places import shipped
from gradsheet.problems import load_problem

for path in sorted(shipped("problem_banks").rglob("*.toml")):
    print(*load_problem(path).derivation.steps, sep="\\n")
"""


def test_the_lines_stand_in_the_same_order_in_every_process():
    """Python shuffles sets from process to process; a sheet must not change with them."""
    runs = {
        subprocess.run(
            [sys.executable, "-c", LINES_OF_THE_BANK],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
    assert "new W1[1,1]" in runs.pop()
