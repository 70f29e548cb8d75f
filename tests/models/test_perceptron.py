"""The perceptron and delta rules against a plain loop in exact fractions, and against a table that a textbook prints."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from gradsheet.derivation import solve
from gradsheet.formula import Symbol, parse_name
from gradsheet.models import Perceptron, perceptron
from gradsheet.models.perceptron import BIASES

AND = [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 1)]


def looped(unit: Perceptron, x, d, w, extra, eta) -> dict[str, Fraction]:
    """Every quantity row by row, as somebody writes it who knows nothing of derivations."""
    found = {}
    for row in range(unit.epochs * len(x)):
        place, inputs = row + 1, list(x[row % len(x)])
        if unit.bias.startswith("weight"):
            inputs.append(1 if unit.bias.endswith("+1") else -1)
        z = sum(a * b for a, b in zip(w, inputs, strict=True))
        z += {"bias": extra, "threshold": -extra, "learned threshold": -extra}.get(unit.bias, 0)
        fires = z >= 0 if unit.fires == ">=" else z > 0
        y = z if unit.linear else 1 if fires else -1 if unit.bipolar else 0
        r = d[row % len(x)] - y
        w = [a + eta * r * b for a, b in zip(w, inputs, strict=True)]
        extra += {"bias": eta * r, "learned threshold": -eta * r}.get(unit.bias, 0)
        found |= {f"y[{place}]": y, f"r[{place}]": r} | {f"w[{place},{k}]": a for k, a in enumerate(w, start=1)}
        found |= {} if unit.linear else {f"z[{place}]": z}
        found |= {f"b[{place}]": extra} if unit.bias == "bias" else {}
        found |= {f"theta[{place}]": extra} if unit.bias == "learned threshold" else {}
    return found


@pytest.mark.parametrize(
    ("bias", "fires", "bipolar", "linear"),
    [(b, f, p, lin) for b, f, p, lin in product(BIASES, (">", ">="), (False, True), (False, True)) if not (lin and p)],
)
def test_rows_are_those_of_a_loop_in_exact_fractions(bias, fires, bipolar, linear):
    """The tenths of a sheet are no binary fractions: sums that are exactly 0 come up all the time."""
    unit = Perceptron(inputs=2, examples=3, epochs=2, linear=linear, fires=fires, bipolar=bipolar, bias=bias)
    random = np.random.default_rng(sum(map(ord, f"{bias}{fires}{bipolar}{linear}")))
    zeros = 0
    for _ in range(40):
        tenth = lambda size: [Fraction(int(k), 10) for k in random.integers(-3, 4, size)]  # noqa: E731
        x = [[Fraction(int(k)) for k in random.integers(-1, 2, 2)] for _ in range(3)]
        d = [Fraction(int(k)) for k in random.choice([-1, 1] if bipolar else [0, 1], 3)]
        w, extra, eta = tenth(unit.weights), tenth(1)[0], Fraction(int(random.integers(1, 4)), 10)
        givens = {"eta": eta} | {f"w0[{k}]": a for k, a in enumerate(w, start=1)}
        givens |= {f"x[{n},{k}]": a for n, row in enumerate(x, start=1) for k, a in enumerate(row, start=1)}
        givens |= {f"d[{n}]": a for n, a in enumerate(d, start=1)}
        givens |= {"b0": extra, "theta0": extra, "theta": extra}
        derivation = perceptron(unit)
        numbers = {parse_name(key): float(value) for key, value in givens.items()}
        values = solve(derivation, numbers)
        expected = looped(unit, x, d, w, extra, eta)
        assert {step.symbol for step in derivation.steps} == {parse_name(key) for key in expected}
        for key, value in expected.items():
            assert float(values[parse_name(key)]) == pytest.approx(float(value), abs=1e-12), key
        zeros += sum(value == 0 for key, value in expected.items() if key.startswith("z"))
    assert linear or zeros > 0


def test_the_textbook_table_of_the_and_function():
    """Negnevitsky, Artificial Intelligence, table 6.3: threshold 0.2, learning rate 0.1, five epochs."""
    unit = Perceptron(inputs=2, examples=4, epochs=5, fires=">=", bias="threshold")
    givens = {Symbol("w", layer=0, indices=(1,)): 0.3, Symbol("w", layer=0, indices=(2,)): -0.1}
    givens |= {Symbol("theta"): 0.2, Symbol("eta"): 0.1}
    for n, (x1, x2, target) in enumerate(AND, start=1):
        givens |= {Symbol("x", indices=(n, 1)): x1, Symbol("x", indices=(n, 2)): x2, Symbol("d", indices=(n,)): target}
    values = solve(perceptron(unit), givens)
    outputs = [float(values[Symbol("y", indices=(row,))]) for row in unit.rows]
    assert outputs == [0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1]
    after = [[round(float(values[Symbol("w", indices=(4 * epoch, k))]), 9) for k in (1, 2)] for epoch in range(1, 6)]
    assert after == [[0.3, 0.0], [0.2, 0.0], [0.2, 0.1], [0.1, 0.1], [0.1, 0.1]]
