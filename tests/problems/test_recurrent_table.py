"""`[recurrent]`: what a file may say, and how mistakes are answered."""

from __future__ import annotations

import pytest

from gradsheet.formula import name
from gradsheet.formula.latex import symbol_to_latex
from gradsheet.formula.notation import profile
from gradsheet.problems import bank_names, find_problem
from problems.banks import complaints, read

SIMPLE = """
title = "A recurrent unit"
[recurrent]
cell = "simple"
inputs = 1
units = 1
times = 2
loss = "half squared error"
update = "gradient descent"
[given]
x = [1, 0.5]
h0 = 0.2
W = 0.4
U = -0.3
b = 0.1
d = 1
eta = 0.5
[[ask]]
blanks = ["h", "L", "dL/dU", "new U"]
"""

GRU = """
title = "A GRU"
[recurrent]
cell = "gru"
inputs = 2
units = 2
bias = false
[given]
x = [1, 0.5]
h0 = [0.2, 0.4]
W_z = 0.1
U_z = 0.2
W_r = 0.3
U_r = 0.4
W_n = 0.5
U_n = [[0.6, -0.1], [0.3, 0.2]]
[[ask]]
blanks = ["h"]
"""


def test_a_file_gives_the_whole_training_step_through_time():
    assert [str(step) for step in read(SIMPLE).derivation.steps] == [
        "a[1,1] = W[1,1]*x[1,1] + U[1,1]*h0[1] + b[1]",
        "h[1,1] = tanh(a[1,1])",
        "a[2,1] = W[1,1]*x[2,1] + U[1,1]*h[1,1] + b[1]",
        "h[2,1] = tanh(a[2,1])",
        "L = 1/2*(h[2,1] - d[1])^2",
        "dL/dh[2,1] = h[2,1] - d[1]",
        "dL/da[2,1] = dL/dh[2,1]*(1 - h[2,1]^2)",
        "dL/dh[1,1] = dL/da[2,1]*U[1,1]",
        "dL/da[1,1] = dL/dh[1,1]*(1 - h[1,1]^2)",
        "dL/dW[1,1] = dL/da[1,1]*x[1,1] + dL/da[2,1]*x[2,1]",
        "dL/dU[1,1] = dL/da[1,1]*h0[1] + dL/da[2,1]*h[1,1]",
        "dL/db[1] = dL/da[1,1] + dL/da[2,1]",
        "new W[1,1] = W[1,1] - eta*dL/dW[1,1]",
        "new U[1,1] = U[1,1] - eta*dL/dU[1,1]",
        "new b[1] = b[1] - eta*dL/db[1]",
    ]


def test_one_time_step_tanh_and_a_loss_of_the_last_state_go_without_saying():
    problem = read(SIMPLE)
    assert name(problem.objective) == "L"
    assert problem.derivation.by_symbol
    one = read(SIMPLE.replace("times = 2\n", "").replace("x = [1, 0.5]", "x = 1"))
    assert "h[2,1]" not in {name(symbol) for symbol in one.derivation.quantities}
    every = read(SIMPLE.replace('update =', 'loss_on = "every"\nupdate =').replace("d = 1\n", "d = [1, 0]\n")
                 .replace('"L", "dL/dU"', '"L", "J", "dJ/dU"'))  # fmt: skip
    assert name(every.objective) == "J"


@pytest.mark.parametrize(("mix", "about"), [("", "new"), ('mix = "new"\n', "new"), ('mix = "old"\n', "old")])
def test_the_way_a_gru_mixes_is_said_in_words(mix, about):
    assert read(GRU.replace("bias = false\n", f"bias = false\n{mix}")).about == f"recurrent_gru_{about}"


@pytest.mark.parametrize(
    ("text", "symbol", "latex"),
    [
        (SIMPLE, "h[2,1]", "h_{2}"),
        (SIMPLE, "h0[1]", "h_{0}"),
        (SIMPLE, "W[1,1]", "w"),
        (GRU, "h[1,2]", "h_{12}"),
        (GRU, "h0[2]", "h_{0,2}"),
        (GRU, "U_n[2,1]", "u_{n,21}"),
    ],
)
def test_gates_and_time_steps_are_subscripts_and_a_single_unit_has_no_number(text, symbol, latex):
    problem = read(text)
    found = next(one for one in problem.derivation.quantities if name(one) == symbol)
    assert symbol_to_latex(found, problem.naming(profile("lecture"))) == latex


@pytest.mark.parametrize(
    ("text", "old", "new", "said"),
    [
        (SIMPLE, 'cell = "simple"', 'cell = "rnn"', "recurrent.cell: must be 'simple', 'lstm' or 'gru'"),
        (SIMPLE, 'cell = "simple"', "", "recurrent.cell: 'cell' is missing; write cell = "),
        (SIMPLE, "times = 2", 'times = 2\nmix = "old"', 'recurrent.mix: belongs to cell = "gru"; leave it out'),
        (SIMPLE, "times = 2", 'times = 2\nreset = "after"', 'recurrent.reset: belongs to cell = "gru"'),
        (GRU, "units = 2", 'units = 2\nactivation = "relu"', 'recurrent.activation: belongs to cell = "simple"'),
        (GRU, "units = 2", 'units = 2\nloss_on = "last"', "recurrent.loss_on: there is no loss; write loss"),
        (GRU, "units = 2", 'units = 2\nupdate = "adam"', "recurrent.update: there is nothing to descend"),
        (SIMPLE, "times = 2", 'times = 2\nactivation = "tanhh"', "recurrent.activation: 'tanhh' is not an activation"),
        (SIMPLE, "times = 2", 'times = 2\nactivation = "softmax"', "recurrent.activation: softmax belongs on"),
        (SIMPLE, "half squared error", "half square error", "recurrent.loss: 'half square error' is not a loss; did"),
        (SIMPLE, '"gradient descent"', '"gradient decent"', "recurrent.update: 'gradient decent' is not an update"),
        (SIMPLE, "times = 2", "steps = 2", "recurrent.steps: 'steps' is not known here; write times = ..."),
        (SIMPLE, "times = 2", "times = 0", "recurrent.times: must be at least 1"),
        (SIMPLE, "times = 2", "times = 21", "recurrent.times: must be at most 20"),
        (GRU, "units = 2", "units = 20", "recurrent: 1,320 products are more than anybody works by hand"),
        (SIMPLE, "x = [1, 0.5]", "x = [1, 0.5, 2]", "given.x: must be"),
        (SIMPLE, "h0 = 0.2", "h0 = [0.2, 0.3]", "given.h0: must be"),
        (SIMPLE, "d = 1", "d = [1, 0]", "given.d: must be"),
        (SIMPLE, "U = -0.3", "", "given: 'U' is missing"),
        (GRU, "[[0.6, -0.1], [0.3, 0.2]]", "[[0.6, -0.1]]", "given.U_n: must be"),
        (GRU, "W_z = 0.1", "W_z = 0.1\nb_z = 0.1", "given.b_z"),
    ],
)
def test_a_mistake_is_one_complaint_with_its_place_and_the_way_out(text, old, new, said):
    assert old in text
    found = complaints(text.replace(old, new))
    assert len(found) == 1
    assert found[0].startswith("problem.toml:")
    assert said in found[0]


def test_the_bank_shows_both_ways_a_gru_mixes_and_every_cell():
    abouts = {find_problem(one).about for one in bank_names() if one.startswith("recurrent/")}
    assert abouts == {"recurrent_simple", "recurrent_lstm", "recurrent_gru_new", "recurrent_gru_old"}
