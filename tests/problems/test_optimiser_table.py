"""`[optimiser]`: steps without a network, against a plain loop with autograd, and what is said of careless files."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from gradsheet.derivation import solve
from gradsheet.formula import name, parse_name
from gradsheet.models import UPDATES
from models.loops import CONSTANTS, Rule
from problems.banks import complaints, read

VALLEY = """
title = "A valley"
[optimiser]
parameters = ["w1", "w2"]
objective = "w1^2 + a*w2^2 - w1*w2 + exp(-w1)"
update = "UPDATE"
updates = 3
[given]
w1 = { from = -2, to = 2, by = 0.5 }
w2 = { from = -2, to = 2, by = 0.5 }
a = { choose = [2, 3] }
CONSTANTS
[[ask]]
blanks = ["df/dw1", "new w1''", "new f''"]
"""


def constants(update: str) -> str:
    return "\n".join(f"{name(s)} = {CONSTANTS[name(s)]}" for s in UPDATES[update].constants if name(s) != "t")


def valley(w, a):
    return w[0] ** 2 + a * w[1] ** 2 - w[0] * w[1] + anp.exp(-w[0])


@pytest.mark.parametrize("update", UPDATES)
def test_three_steps_of_every_optimiser_are_those_of_a_loop(update):
    problem = read(VALLEY.replace("UPDATE", update).replace("CONSTANTS", constants(update)))
    w, a, rule = np.array([1.3, -0.7]), 2.5, Rule(update)
    at = {"w1": w[0], "w2": w[1], "a": a} | CONSTANTS
    values = solve(problem.derivation, {s: at.get(name(s), 0.0) for s in problem.derivation.givens})
    found = {name(symbol): float(value) for symbol, value in values.items()}
    for step in range(1, 4):
        here = rule.gradient_at(w)
        slope = grad(valley)(here, a)
        ahead, primes = ("u" if update.endswith("ahead") else ""), "'" * (step - 1)
        assert found[f"df{primes}/d{ahead}w2{primes}"] == pytest.approx(slope[1], rel=1e-9)
        w = rule(w, slope)
        assert found[f"new w1{primes}"] == pytest.approx(w[0], rel=1e-9)
        assert found[f"new w2{primes}"] == pytest.approx(w[1], rel=1e-9)
    assert found["new f''"] == pytest.approx(valley(w, a), rel=1e-9)


GIVEN = """
title = "Gradients"
[optimiser]
update = "adam"
updates = 2
[given]
w = 1
g = [0.5, -0.2]
eta = 0.1
beta1 = 0.8
beta2 = 0.99
eps = 0.01
[[ask]]
blanks = ["new m", "new v'", "mhat'", "new w'"]
"""


def test_gradients_may_be_given_one_for_each_step():
    problem = read(GIVEN)
    at = {"w": 1.0, "g[1]": 0.5, "g[2]": -0.2} | CONSTANTS
    values = solve(problem.derivation, {s: at.get(name(s), 0.0) for s in problem.derivation.givens})
    rule, w = Rule("adam"), 1.0
    for step, g in enumerate((0.5, -0.2)):
        w = rule(w, g)
        assert float(values[parse_name("new w" + "'" * step)]) == pytest.approx(w)
        assert float(values[parse_name("new m" + "'" * step)]) == pytest.approx(rule.m)


def test_parameters_of_one_family_share_their_indices_with_what_is_remembered():
    text = VALLEY.replace("UPDATE", "momentum").replace("CONSTANTS", "eta = 0.1\nmu = 0.9")
    text = text.replace('["w1", "w2"]', '["w[1]", "w[2]"]').replace(
        "w1^2 + a*w2^2 - w1*w2 + exp(-w1)", "w[1]^2 + a*w[2]^2"
    )
    text = text.replace("w2 = { from = -2, to = 2, by = 0.5 }\n", "").replace("\nw1 =", "\nw =")
    text = text.replace('"df/dw1", "new w1\'\'"', '"new v[2]", "new w[2]\'\'"')
    assert "new v[2]" in {name(symbol) for _, symbol in read(text).blanks}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('objective = "w1^2 + a', 'objective = "a', ""),
        ("- w1*w2 + exp(-w1)", "- w1*", "optimiser.objective"),
        ('["w1", "w2"]', '["w1", "w2", "w3"]', "does not depend on w3; write a formula in the parameters"),
        ('["w1", "w2"]', '["w1", "w1"]', "'w1' stands here twice; delete one"),
        ('["w1", "w2"]', '["w1", "new w2"]', "'new w2' is no parameter; write a name such as theta, w1 or w[1]"),
        ("a*w2^2", "eta*w2^2", "'eta' is a letter of the update; write another"),
        ("a*w2^2", "f*w2^2", "'f' does not fit; f is the function itself, other letters are given"),
        ('objective = "w1^2 + a*w2^2 - w1*w2 + exp(-w1)"\n', "", "given gradients move one parameter; name one"),
        ('update = "momentum"\n', "", "'update' is missing; write update = \"momentum\""),
        ('update = "momentum"', 'update = "momentums"', "'momentums' is not an update; did you mean 'momentum'?"),
        ("updates = 3", "updates = 0", "must be at least 1"),
        ("updates = 3", "steps = 3", "'steps' is not known here; write updates = ..."),
    ],
)
def test_what_does_not_fit_is_answered_with_its_place_and_a_way_out(old, new, said):
    text = VALLEY.replace("UPDATE", "momentum").replace("CONSTANTS", "eta = 0.1\nmu = 0.9")
    assert old in text
    if said:
        found = complaints(text.replace(old, new, 1))
        assert any(said in complaint for complaint in found), found
