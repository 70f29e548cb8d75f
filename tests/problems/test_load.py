"""Problem files: what they may say, and how mistakes are answered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gradsheet.formula import name, parse_name
from gradsheet.problems.problem import Grid, OneHot
from problems.banks import CIRCUIT, NEURON, complaints, read


def test_a_network_file_gives_every_step_of_the_training_step():
    problem = read(NEURON)
    assert [str(step) for step in problem.derivation.steps] == [
        "z1[1] = W1[1,1]*x[1] + W1[1,2]*x[2] + b1[1]",
        "y1[1] = sigmoid(z1[1])",
        "L = 1/2*(y1[1] - d[1])^2",
        "dL/dy1[1] = y1[1] - d[1]",
        "dL/dz1[1] = dL/dy1[1]*(y1[1]*(1 - y1[1]))",
        "dL/dW1[1,1] = dL/dz1[1]*x[1]",
        "dL/dW1[1,2] = dL/dz1[1]*x[2]",
        "dL/db1[1] = dL/dz1[1]",
        "new W1[1,1] = W1[1,1] - eta*dL/dW1[1,1]",
        "new W1[1,2] = W1[1,2] - eta*dL/dW1[1,2]",
        "new b1[1] = b1[1] - eta*dL/db1[1]",
    ]


def test_own_steps_are_differentiated_because_a_derivative_is_asked():
    problem = read(CIRCUIT)
    assert [str(step) for step in problem.derivation.steps] == ["q = x + y", "f = q*z", "df/dq = z", "df/dx = df/dq"]


def test_defaults_are_those_of_the_documentation():
    problem = read(NEURON)
    assert (problem.level, problem.topics) == ("standard", ())
    assert (problem.rounding.answer, problem.rounding.keep) == (4, 5)
    assert {ask.points for ask in problem.asks} == {Decimal(1)}


def test_a_family_name_asks_all_its_members():
    problem = read(NEURON.replace('"z1", "y1", "new W1[1,1]"', '"dL/dW1", "new b1", "change W1"'))
    assert [name(symbol) for _, symbol in problem.blanks] == [
        "dL/dW1[1,1]", "dL/dW1[1,2]", "new b1[1]", "change W1[1,1]", "change W1[1,2]",
    ]  # fmt: skip
    assert "new W1[1,1] = W1[1,1] + change W1[1,1]" in [str(step) for step in problem.derivation.steps]


def test_ranges_hold_exact_decimals():
    """0.1 + 0.2 is 0.3, not 0.30000000000000004."""
    weights = [r for r in read(NEURON).given if isinstance(r, Grid) and r.symbol.letter == "W"]
    assert weights[0].values == tuple(Decimal(tenth) / 10 for tenth in range(-10, 11))


def test_each_weight_may_have_its_own_range():
    text = NEURON.replace("W1 = { from = -1, to = 1, by = 0.1 }", "W1 = [[0.5, { choose = [1, 2] }]]")
    grids = {name(r.symbol): r.values for r in read(text).given if isinstance(r, Grid)}
    assert grids["W1[1,1]"] == (Decimal("0.5"),)
    assert grids["W1[1,2]"] == (Decimal(1), Decimal(2))


@pytest.mark.parametrize(("hot", "expected"), [("2", 2), ('"any"', None)])
def test_one_hot_targets(hot, expected):
    text = NEURON.replace("units = 1", "units = 2").replace("d = { choose = [0, 1] }", f"d = {{ one_hot = {hot} }}")
    (found,) = [r for r in read(text).given if isinstance(r, OneHot)]
    assert found.hot == expected
    assert len(found.members) == 2


def test_a_formula_may_stand_for_an_activation_or_a_loss():
    text = NEURON.replace('"sigmoid"', '"max(0.1*z, z)"').replace('"half squared error"', '"(d - y)^4"')
    steps = [str(step) for step in read(text).derivation.steps]
    assert "y1[1] = max(0.1*z1[1], z1[1])" in steps
    assert "L = (d[1] - y1[1])^4" in steps
    assert "dL/dy1[1] = -4*(d[1] - y1[1])^3" in steps


def test_a_scalar_stands_for_a_family_of_one_and_the_other_way_round():
    problem = read(NEURON.replace('["z1"', '["z1[1]"') + '[draw]\nrequire = ["abs(y1[1] - d) > 0.1"]\n')
    assert parse_name("d[1]") in problem.derivation.givens


MISTAKES = [
    ("misspelt key", ("title =", "titel ="), "problem.toml:2:1: titel: 'titel' is not known here; did you mean 'title'?"),
    (
        "missing title",
        ('title = "One neuron"', ""),
        "problem.toml:1:1: title: 'title' is missing; write title = \"What the exercise is about\" at the top of the file",
    ),
    (
        "misspelt activation",
        ('"sigmoid"', '"sigmiod"'),
        "problem.toml:5:37: network.layers[1].activation: 'sigmiod' is not an activation; did you mean 'sigmoid'?",
    ),
    ("wrong type", ("units = 1", 'units = "one"'), 'problem.toml:5:21: network.layers[1].units: must be a whole number; found "one"'),
    (
        "slid key",
        ("inputs = 2", "inputs = 2\ntopics = []"),
        "problem.toml:5:1: network.topics: 'topics' is no key of [network]; "
        "it stands at the top of the file, above the first [table]",
    ),
    (
        "unknown quantity",
        ('"z1"', '"z3"'),
        "problem.toml:15:11: ask[1].blanks[1]: no quantity 'z3' in this derivation; it has x, W1, b1, d, eta, z1, y1, L, ",
    ),
    ("asked given", ('"z1"', '"W1"'), "problem.toml:15:11: ask[1].blanks[1]: 'W1' is given and cannot be asked; "),
    ("asked twice", ('"z1"', '"y1[1]"'), "problem.toml:15:10: ask[1].blanks: 'y1[1]' is asked twice"),
    ("missing given", ("eta = 0.5", ""), "problem.toml:8:1: given: 'eta' is missing; write eta = 0.1"),
    ("a key by another name", ("inputs = 2", "inputs = 2\noptimizer = 'adam'"),
     "problem.toml:5:1: network.optimizer: 'optimizer' is not known here; write update = ..."),
    ("the rate in the model", ("inputs = 2", "inputs = 2\nlearning_rate = 0.1"),
     "problem.toml:5:1: network.learning_rate: 'learning_rate' is not known here; "
     "the learning rate is eta = 0.1 under [given]"),
    ("a slope by another name", ('activation = "sigmoid" }', 'activation = "sigmoid", alpha = 0.1 }'),
     "problem.toml:5:48: network.layers[1].alpha: 'alpha' is not known here; write slope = ..."),
    ("missing target", ("d = {", "x1 = {"), "problem.toml:8:1: given: 'd' is missing; write d = { choose = [0, 1] }"),
    (
        "wrong shape",
        ("b1 = 0.5", "b1 = [1, 2]"),
        "problem.toml:11:6: given.b1: must be a list of 1 number(s), for b1; found a list of 2",
    ),
    ("softmax inside", ('[{ units = 1, activation = "sigmoid" }]', '[{ units = 2, activation = "softmax" }, { units = 1 }]'),
     "problem.toml:5:37: network.layers[1].activation: softmax belongs on the output; "),
    (
        "no condition",
        ("[[ask]]", '[draw]\nrequire = ["y1[1]"]\n[[ask]]'),
        "problem.toml:15:12: draw.require[1]: 'y1[1]' is a number, not a condition; write something like 'y1[1] > 0.1'",
    ),
    (
        "impossible condition",
        ("[[ask]]", '[draw]\nrequire = ["2 < 1"]\n[[ask]]'),
        "problem.toml:15:12: draw.require[1]: '2 < 1' names no quantity, so that no draw can change it; ",
    ),
    (
        "relative tolerance on an updated weight",
        ('"new W1[1,1]"]', '"new W1[1,1]"]\ntolerance = { relative = 0.01 }'),
        "problem.toml:16:13: ask[1].tolerance: a relative tolerance on an updated weight would accept the unchanged weight; ",
    ),
    ("kept less than given", ("[[ask]]", "[rounding]\nanswer = 4\nkeep = 3\n[[ask]]"), "problem.toml:16:8: rounding.keep: must not be less"),
    ("no TOML", ("eta = 0.5", "eta = 0.5.1"), "problem.toml:13:10: this is no TOML: "),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "change", "answer"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_answered_with_its_place_and_the_way_out(mistake, change, answer):
    found = complaints(NEURON.replace(*change))
    assert any(line.startswith(answer) for line in found), found


def test_all_mistakes_are_named_at_once():
    text = NEURON
    for wrong in (("title =", "titel ="), ('"sigmoid"', '"sigmiod"'), ('"z1"', '"z3"'), ("b1 = 0.5", "b1 = [1, 2]")):
        text = text.replace(*wrong)
    places = [line.split(": ")[1] for line in complaints(text)]
    assert places == ["title", "titel", "network.layers[1].activation", "given.b1", "ask[1].blanks[1]"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("f = q * v", "problem.toml:5:1: steps[2]: 'v' is neither given nor an earlier step; there are q, x, y, z"),
        ("f = sigmod(q)", "problem.toml:5:1: steps[2]: 'sigmod' is not a function; did you mean 'sigmoid'?"),
        ("q = 3", "problem.toml:5:1: steps[2]: 'q' is defined twice"),
        ("f is q", "problem.toml:5:1: steps[2]: 'f is q' is no step; write name = formula"),
        ("df/dx = z", "problem.toml:5:1: steps[2]: 'df/dx' cannot be defined; derivatives and updates are derived"),
    ],
)
def test_a_wrong_step_is_named_by_its_line(line, answer):
    found = complaints(CIRCUIT.replace("f = q * z", line))
    assert any(one.startswith(answer) for one in found), found


def test_a_key_that_means_a_size_elsewhere_hides_no_other_mistake():
    text = NEURON.replace("[[ask]]", "[draw]\nhidden = 3\n[[ask]]").replace('"z1"', '"z9"')
    said = "\n".join(complaints(text))
    assert "draw.hidden: must be a list" in said
    assert "no quantity 'z9'" in said
