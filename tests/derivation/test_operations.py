"""Rounding: what honest hand work gives, and how far it can be from the exact value.

The judge is one training step of the lecture's first network worked by hand below, every operation
written out, with a hook where a person may round. It shares nothing with the derivation.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from derivation.networks import network, training
from derivation.test_backpropagate import steps
from gradsheet.derivation import operations, rounded, rounding_reach, solve
from gradsheet.derivation.operations import Work
from gradsheet.formula import Symbol, parse_name

NET = network((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy", bias=False)
DERIVATION = training(NET)
BLANKS = [step.symbol for step in DERIVATION.steps]
TEXTS = ["x[1]", "x[2]", "W1[1,1]", "W1[1,2]", "W1[2,1]", "W1[2,2]", "W2[1,1]", "W2[1,2]", "d[1]", "eta"]
Write = Callable[..., object]


def by_hand(g: dict, write: Write) -> dict:
    """One training step as students work it; `write` sees the result of every operation."""
    q = dict(g)
    for i in (1, 2):
        q[f"z1[{i}]"] = write(g[f"W1[{i},1]"] * g["x[1]"]) + write(g[f"W1[{i},2]"] * g["x[2]"])
        q[f"y1[{i}]"] = anp.maximum(q[f"z1[{i}]"], 0)
    q["z2[1]"] = write(g["W2[1,1]"] * q["y1[1]"]) + write(g["W2[1,2]"] * q["y1[2]"])
    y = q["y2[1]"] = write(1 / (1 + write(anp.exp(-q["z2[1]"]))))
    d = g["d[1]"]
    q["L"] = -write(d * write(anp.log(y))) - write((1 - d) * write(anp.log(1 - y)))
    q["dL/dy2[1]"] = -write(d / y) + write((1 - d) / (1 - y))
    q["dL/dz2[1]"] = write(q["dL/dy2[1]"] * write(y * (1 - y)))
    for i in (1, 2):
        q[f"dL/dW2[1,{i}]"] = write(q["dL/dz2[1]"] * q[f"y1[{i}]"])
        q[f"dL/dy1[{i}]"] = write(q["dL/dz2[1]"] * g[f"W2[1,{i}]"])
        q[f"dL/dz1[{i}]"] = write(q[f"dL/dy1[{i}]"] * (q[f"z1[{i}]"] > 0))
    for i in (1, 2):
        for j in (1, 2):
            q[f"dL/dW1[{i},{j}]"] = write(q[f"dL/dz1[{i}]"] * g[f"x[{j}]"])
            q[f"new W1[{i},{j}]"] = g[f"W1[{i},{j}]"] - write(g["eta"] * q[f"dL/dW1[{i},{j}]"])
        q[f"new W2[1,{i}]"] = g[f"W2[1,{i}]"] - write(g["eta"] * q[f"dL/dW2[1,{i}]"])
    return q


def draws(count: int) -> dict:
    random = np.random.default_rng(7)
    g = {text: random.integers(-10, 11, count) / 10 for text in TEXTS if text.startswith("W")}
    g |= {text: random.choice([-1, 0.5, 1, 1.5, 2], count) for text in ("x[1]", "x[2]")}
    g |= {"d[1]": random.integers(0, 2, count) * 1.0, "eta": np.full(count, 0.5)}
    clear = np.ones(count, dtype=bool)
    for i in (1, 2):
        clear &= np.abs(g[f"W1[{i},1]"] * g["x[1]"] + g[f"W1[{i},2]"] * g["x[2]"]) > 0.05
    return {text: column[clear] for text, column in g.items()}


def symbols(g: dict) -> dict:
    return {parse_name(text): column for text, column in g.items()}


def test_the_hand_worked_step_is_the_same_training_step():
    g = draws(200)
    exact, found = by_hand(g, lambda value: value), solve(DERIVATION, symbols(g))
    assert set(exact) == {*TEXTS, *(str(step).split(" = ")[0] for step in DERIVATION.steps)}
    for text, column in exact.items():
        np.testing.assert_allclose(found[parse_name(text)], column, rtol=1e-12, atol=1e-14)


def test_the_reach_is_the_sum_of_the_slopes_by_every_written_result():
    """autograd differentiates the hand-worked step by an error added at each place where one writes."""
    g = draws(12)
    reach = rounding_reach(DERIVATION, symbols(g), BLANKS)
    for place in range(3):
        one = {text: float(column[place]) for text, column in g.items()}
        count = 0

        def counted(value):
            nonlocal count
            count += 1
            return value

        by_hand(one, counted)
        for symbol, text in [(parse_name(t), t) for t in by_hand(one, lambda v: v) if parse_name(t) in BLANKS]:

            def with_errors(errors, text=text, one=one):
                left = iter(range(len(errors)))
                return by_hand(one, lambda value: value + errors[next(left)])[text] * 1.0

            slopes = grad(with_errors)(np.zeros(count))
            found = np.broadcast_to(reach[symbol], len(g["eta"]))[place]
            assert found == pytest.approx(np.abs(slopes).sum(), rel=1e-9, abs=1e-12), text


@pytest.mark.parametrize("decimals", [3, 4, 5])
def test_of_many_honest_students_none_lies_outside_the_bound(decimals):
    """Each rounds some results and not others, half up or half to even."""
    g = draws(4000)
    exact = by_hand(g, lambda value: value)
    reach = rounding_reach(DERIVATION, symbols(g), BLANKS)
    random = np.random.default_rng(decimals)
    unit = 10.0**-decimals
    judged = 0
    for habit in (0.3, 0.7, 1.0):

        def write(value, habit=habit):
            up = np.floor(value / unit + 0.5) * unit
            even = np.round(value, decimals)
            written = np.where(random.random(np.shape(value)) < 0.5, up, even)
            return np.where(random.random(np.shape(value)) < habit, written, value)

        student = by_hand(g, write)
        dead_or_alive = np.ones(len(g["eta"]), dtype=bool)
        for i in (1, 2):
            dead_or_alive &= (student[f"z1[{i}]"] > 0) == (exact[f"z1[{i}]"] > 0)
        for text in student.keys() - set(TEXTS):
            error = np.abs(student[text] - exact[text])[dead_or_alive]
            bound = np.broadcast_to(reach[parse_name(text)], len(g["eta"]))[dead_or_alive]
            assert (error <= 1.05 * bound * unit / 2 + 1e-12).all(), text
            judged += error.size
    assert judged > 100_000


def test_the_bound_can_be_reached():
    """A hostile rounder who errs by half a unit everywhere, each time in the worst direction, gets there."""
    g = draws(12)
    one = {text: float(column[0]) for text, column in g.items()}
    reach = rounding_reach(DERIVATION, symbols(one), BLANKS)
    half = 0.5e-4
    for text in ("y2[1]", "L", "dL/dy2[1]", "dL/dz2[1]", "new W2[1,1]"):

        def with_errors(errors, text=text):
            left = iter(range(len(errors)))
            return by_hand(one, lambda value: value + errors[next(left)])[text] * 1.0

        count = []
        by_hand(one, lambda value, count=count: count.append(1) or value)
        worst = half * np.sign(grad(with_errors)(np.zeros(len(count))))
        moved = abs(with_errors(worst) - with_errors(0 * worst))
        assert moved == pytest.approx(float(reach[parse_name(text)]) * half, rel=0.01), text


def test_a_person_who_rounds_everything_gets_what_decimal_arithmetic_gives():
    """The lecture's first instance at 2 decimals, worked with Python's decimal module."""
    at = dict(zip(TEXTS, ["1", "1", "0.25", "0.75", "0.75", "0.25", "0.67", "0.33", "0", "0.1"], strict=True))
    two = rounded(DERIVATION, {parse_name(text): float(value) for text, value in at.items()}, 2)

    def write(value):
        return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)

    power = write(Decimal(-1).exp())
    y = write(1 / (1 + power))
    slope = write(1 / (1 - y))
    dz = write(slope * write(y * (1 - y)))
    for text, value in {
        "y2[1]": y,
        "dL/dy2[1]": slope,
        "dL/dz2[1]": dz,
        "new W2[1,1]": Decimal("0.67") - write(Decimal("0.1") * dz),
        "L": -write(write((1 - y).ln())),
    }.items():
        assert float(two[parse_name(text)]) == pytest.approx(float(value), abs=1e-12), text


def test_sums_of_numbers_on_paper_are_exact_and_products_are_not():
    derivation = steps("s = a + b - c", "p = a*b", "q = p + s", "r = sigmoid(s)", "t = relu(s)", given="a b c")
    reach = rounding_reach(derivation, {Symbol(letter): 0.5 for letter in "abc"}, [Symbol(k) for k in "spqrtabc"])
    found = {symbol.letter: float(value) for symbol, value in reach.items()}
    y = 1 / (1 + np.exp(-0.5))
    assert found == pytest.approx({"s": 0, "p": 1, "q": 1, "r": 1 + y**2, "t": 0, "a": 0, "b": 0, "c": 0})


def test_an_expression_that_occurs_twice_is_computed_once():
    tape = operations(steps("p = a*b + a*b", "q = a*b", given="a b"))
    assert [operation.operator for operation in tape.operations] == ["*", "+"]
    assert tape.results[Symbol("q")] == 0


def test_a_constant_is_never_mistaken_for_the_result_of_that_number():
    """`1 - b` and "the result of operation 1, minus b" are two things."""
    derivation = steps("p = a*b", "q = p*a", "r = q - b", "s = 1 - b", "t = q^b", "u = 1^b", given="a b")
    at = {Symbol("a"): 2.0, Symbol("b"): 3.0}
    exact = solve(derivation, at)
    assert {s.letter: float(v) for s, v in rounded(derivation, at, 9).items()} == pytest.approx(
        {s.letter: float(v) for s, v in exact.items()}
    )
    assert float(exact[Symbol("s")]) == -2


def test_a_step_that_only_repeats_another_reaches_as_far():
    derivation = steps("p = a*b", "q = p", "r = a", "c = 2", given="a b")
    reach = rounding_reach(derivation, {Symbol("a"): 2.0, Symbol("b"): 3.0}, [Symbol(k) for k in "pqrc"])
    assert [float(reach[Symbol(k)]) for k in "pqrc"] == [1, 1, 0, 0]
    assert float(rounded(derivation, {Symbol("a"): 2.0, Symbol("b"): 3.0}, 2)[Symbol("c")]) == 2


def test_softmax_is_worked_as_powers_a_sum_and_a_quotient():
    """At two logits 0 and 0: two powers and one quotient; dy/dpower is 1/4 in size."""
    derivation = steps("p = softmax(a, b)[1]", given="a b")
    assert [o.operator for o in operations(derivation).operations] == ["exp", "exp", "+", "/"]
    reach = rounding_reach(derivation, {Symbol("a"): 0.0, Symbol("b"): 0.0}, [Symbol("p")])
    assert float(reach[Symbol("p")]) == pytest.approx(1 + 0.25 + 0.25)


def test_a_max_passes_on_what_its_largest_argument_carries():
    derivation = steps("p = a*b", "q = 2*a*b", "m = max(p, q)", "n = min(p, q)", given="a b")
    reach = rounding_reach(derivation, {Symbol("a"): 1.0, Symbol("b"): 1.0}, [Symbol("m"), Symbol("n")])
    assert [float(reach[Symbol(k)]) for k in "mn"] == [2, 1]


def test_what_is_carried_depends_on_each_source_as_finite_differences_say():
    """dL/dW1[1,1] by a weight, an input and the target, which stand as sources; no other slope is told."""
    sources = [parse_name(text) for text in ("W2[1,1]", "x[1]", "d[1]")]
    given, end = draws(200), parse_name("dL/dW1[1,1]")
    tape = operations(DERIVATION)
    _, _, slopes = Work.of(tape, symbols(given), sources).spread(tape.results[end])
    assert set(slopes) == set(sources)
    for source in sources:
        up, down = ({**symbols(given), source: symbols(given)[source] + step} for step in (1e-6, -1e-6))
        expected = (solve(DERIVATION, up)[end] - solve(DERIVATION, down)[end]) / 2e-6
        smooth = np.abs(expected) < 1e3  # no kink between the two
        assert np.broadcast_to(slopes[source], expected.shape)[smooth] == pytest.approx(expected[smooth], abs=1e-6)
