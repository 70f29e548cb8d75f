"""Recurrent cells against autograd: the same cells in vector form, with none of our formulas."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import value_and_grad

from derivation.networks import LOSE, entries
from gradsheet.derivation import solve
from gradsheet.formula import Symbol, name, to_text
from gradsheet.models import LOSSES, UPDATES, Recurrent, Training, recurrent, with_training

CELLS = [
    {"cell": "simple"},
    {"cell": "simple", "activation": "sigmoid"},
    {"cell": "simple", "activation": "2*tanh(z)"},
    {"cell": "lstm"},
    {"cell": "gru", "mix": "new", "reset": "before"},
    {"cell": "gru", "mix": "old", "reset": "before"},
    {"cell": "gru", "mix": "new", "reset": "after"},
    {"cell": "gru", "mix": "old", "reset": "after"},
]
SIZES = [(1, 1, 1), (2, 3, 1), (1, 1, 3), (2, 2, 2), (3, 2, 3)]  # inputs, units, times
PLAIN = {"tanh": anp.tanh, "sigmoid": lambda a: 1 / (1 + anp.exp(-a)), "2*tanh(z)": lambda a: 2 * anp.tanh(a)}
GATE_LETTERS = {"simple": [""], "lstm": list("figo"), "gru": list("zrn")}


def named(letter, gate):
    return f"{letter}_{gate}" if gate else letter


def states(cell, x, p, h, c):
    """All hidden states, as a textbook's vector equations."""
    sigmoid, found, memories = PLAIN["sigmoid"], [], []

    def affine(gate, x_t, state):
        return anp.dot(p[named("W", gate)], x_t) + anp.dot(p[named("U", gate)], state) + p[named("b", gate)]

    for x_t in x:
        if cell.cell == "simple":
            h = PLAIN[cell.activation](affine("", x_t, h))
        elif cell.cell == "lstm":
            f, i, o = (sigmoid(affine(gate, x_t, h)) for gate in "fio")
            c = f * c + i * anp.tanh(affine("g", x_t, h))
            h = o * anp.tanh(c)
        else:
            z, r = sigmoid(affine("z", x_t, h)), sigmoid(affine("r", x_t, h))
            if cell.reset == "before":
                candidate = anp.tanh(affine("n", x_t, r * h))
            else:
                candidate = anp.tanh(anp.dot(p["W_n"], x_t) + r * anp.dot(p["U_n"], h) + p["b_n"])
            h = (1 - z) * h + z * candidate if cell.mix == "new" else z * h + (1 - z) * candidate
        found.append(h)
        memories.append(c)
    return found, memories


@pytest.mark.parametrize("loss_on", ["last", "every"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("options", CELLS, ids=lambda options: "-".join(options.values()))
def test_values_and_gradients_through_time_are_those_of_autograd(options, size, bias, loss_on):
    inputs, units, times = size
    cell = Recurrent(
        inputs=inputs,
        units=units,
        times=times,
        bias=bias,
        loss=LOSSES["half squared error"],
        loss_on=loss_on,
        update=UPDATES["gradient descent"],
        **options,
    )
    random = np.random.default_rng([inputs, units, times, bias])
    x, h0, c0 = random.normal(size=(times, inputs)), random.normal(size=units), random.normal(size=units)
    d = random.normal(size=units if loss_on == "last" else (times, units))
    p = {}
    for gate in GATE_LETTERS[options["cell"]]:
        p[named("W", gate)], p[named("U", gate)] = (
            random.normal(size=(units, inputs)),
            random.normal(size=(units, units)),
        )
        p[named("b", gate)] = random.normal(size=units) * bias

    def objective(p, x, h0, c0):
        h, _ = states(cell, x, p, h0, c0)
        if loss_on == "last":
            return LOSE["half squared error"](h[-1], d)
        return sum(LOSE["half squared error"](h[t], d[t]) for t in range(times))

    value, slope = value_and_grad(objective)(p, x, h0, c0)
    _, (slope_x, slope_h0, slope_c0) = value_and_grad(lambda starts: objective(p, starts[0], starts[1], starts[2]))(
        (x, h0, c0)
    )
    expected_h, expected_c = states(cell, x, p, h0, c0)

    at = entries("x", None, x) | entries("h", 0, h0) | entries("d", None, d) | {Symbol("eta"): 0.3}
    at |= entries("c", 0, c0) if options["cell"] == "lstm" else {}
    for letter, array in p.items():
        at |= entries(letter, None, array) if bias or letter[0] != "b" else {}
    top = cell.objective
    parameters = tuple(member for family in cell.parameters for member in family.members)
    asked = [Symbol(letter, layer=0, indices=(1,)) for letter in ("hc" if options["cell"] == "lstm" else "h")]
    asked.append(Symbol("x", indices=(1, 1)))
    asked = tuple(Symbol("", of=top, by=by) for by in asked)
    whole = with_training(recurrent(cell), Training(objective=top, parameters=parameters, update=cell.update), asked)
    found = {name(symbol): number for symbol, number in solve(whole, at).items()}

    assert found[name(top)] == pytest.approx(value, rel=1e-10)
    for (t, k), number in np.ndenumerate(np.array(expected_h)):
        assert found[f"h[{t + 1},{k + 1}]"] == pytest.approx(number, rel=1e-10)
    if options["cell"] == "lstm":
        for (t, k), number in np.ndenumerate(np.array(expected_c)):
            assert found[f"c[{t + 1},{k + 1}]"] == pytest.approx(number, rel=1e-10)
        assert found[f"d{name(top)}/dc0[1]"] == pytest.approx(slope_c0[0], rel=1e-9, abs=1e-12)
    assert found[f"d{name(top)}/dh0[1]"] == pytest.approx(slope_h0[0], rel=1e-9, abs=1e-12)
    assert found[f"d{name(top)}/dx[1,1]"] == pytest.approx(slope_x[0, 0], rel=1e-9, abs=1e-12)
    compared = 0
    for letter, array in slope.items():
        if letter[0] == "b" and not bias:
            assert f"d{name(top)}/d{letter}[1]" not in found
            continue
        for place, number in np.ndenumerate(array):
            weight = f"{letter}[{','.join(str(index + 1) for index in place)}]"
            assert found[f"d{name(top)}/d{weight}"] == pytest.approx(number, rel=1e-9, abs=1e-12)
            assert found[f"new {weight}"] == pytest.approx(p[letter][place] - 0.3 * number, rel=1e-9, abs=1e-12)
            compared += 1
    assert compared == len(parameters)


def lines(**options):
    return {name(step.symbol): to_text(step.formula) for step in recurrent(Recurrent(**options)).steps}


def test_a_simple_cell_reads_as_in_a_lecture():
    assert lines(cell="simple", inputs=2, units=1, times=2) == {
        "a[1,1]": "W[1,1]*x[1,1] + W[1,2]*x[1,2] + U[1,1]*h0[1] + b[1]",
        "h[1,1]": "tanh(a[1,1])",
        "a[2,1]": "W[1,1]*x[2,1] + W[1,2]*x[2,2] + U[1,1]*h[1,1] + b[1]",
        "h[2,1]": "tanh(a[2,1])",
    }


def test_an_lstm_computes_gates_then_memory_then_state():
    found = lines(cell="lstm", inputs=1, units=1, bias=False)
    assert list(found) == [f"{letter}[1,1]" for letter in ("a_f", "a_i", "a_g", "a_o", *"figoch")]
    assert found["a_f[1,1]"] == "W_f[1,1]*x[1,1] + U_f[1,1]*h0[1]"
    assert found["c[1,1]"] == "f[1,1]*c0[1] + i[1,1]*g[1,1]"
    assert found["h[1,1]"] == "o[1,1]*tanh(c[1,1])"


@pytest.mark.parametrize(
    ("mix", "line"),
    [("new", "(1 - z[1,1])*h0[1] + z[1,1]*n[1,1]"), ("old", "z[1,1]*h0[1] + (1 - z[1,1])*n[1,1]")],
)
def test_a_gru_mixes_by_either_convention(mix, line):
    assert lines(cell="gru", inputs=1, units=1, mix=mix)["h[1,1]"] == line


@pytest.mark.parametrize(
    ("reset", "line"),
    [
        ("before", "W_n[1,1]*x[1,1] + U_n[1,1]*(r[1,1]*h0[1]) + U_n[1,2]*(r[1,2]*h0[2]) + b_n[1]"),
        ("after", "W_n[1,1]*x[1,1] + r[1,1]*(U_n[1,1]*h0[1] + U_n[1,2]*h0[2]) + b_n[1]"),
    ],
)
def test_the_reset_gate_stands_before_or_after_the_weights(reset, line):
    assert lines(cell="gru", inputs=1, units=2, reset=reset)["a_n[1,1]"] == line


def test_a_loss_of_every_state_is_the_sum_over_the_time_steps():
    found = lines(cell="simple", inputs=1, units=1, times=2, loss=LOSSES["half squared error"], loss_on="every")
    assert found["L[1]"] == "1/2*(h[1,1] - d[1,1])^2"
    assert found["L[2]"] == "1/2*(h[2,1] - d[2,1])^2"
    assert found["J"] == "L[1] + L[2]"


def test_a_loss_of_the_last_state_leaves_the_others_alone():
    found = lines(cell="simple", inputs=1, units=2, times=2, loss=LOSSES["half squared error"])
    assert found["L"] == "1/2*((h[2,1] - d[1])^2 + (h[2,2] - d[2])^2)"
