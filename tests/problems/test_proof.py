"""The proof of a key: what it compares, and that each kind of fault is caught."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from gradsheet.derivation import Derivation, Step
from gradsheet.formula import Apply, Symbol, derivative, name, parse, parse_name
from gradsheet.formula.operators import CONDITIONS, OPERATORS
from gradsheet.problems import Problem, Rounding, bank_names, draw, find_problem, public_seed
from gradsheet.problems.precise import FUNCTIONS, evaluate_precisely, exact
from gradsheet.problems.problem import Ask
from gradsheet.problems.proof import prove
from problems.banks import CIRCUIT, NEURON, read

LECTURE = "lecture/relu-sigmoid-bce"


def draws(problem: Problem, count: int = 10) -> list[dict[Symbol, Decimal]]:
    return [dict(one) for one in draw(problem, [public_seed(problem.name, number) for number in range(1, count + 1)])]


@pytest.mark.parametrize("name_", bank_names())
def test_every_key_of_the_bank_is_proven_on_ten_draws(name_):
    problem = find_problem(name_)
    proof = prove(problem, draws(problem))
    assert [str(failure) for failure in proof.failures] == []
    assert (proof.exercises, proof.at_kinks) == (10, 0)
    assert proof.numbers == 10 * len(problem.derivation.steps)


def test_every_derivative_of_every_draw_is_counted():
    problem = find_problem(LECTURE)
    assert prove(problem, draws(problem, 30)).derivatives == 30 * sum(
        step.symbol.is_derivative for step in problem.derivation.steps
    )


def test_a_large_class_is_sampled_evenly_and_the_same_way_again():
    problem = read(CIRCUIT)
    drawn = draws(problem, 5) * 100
    proof = prove(problem, drawn)
    assert (proof.exercises, proof.derivatives) == (500, 500 * 2)
    assert proof.numbers == 167 * len(problem.derivation.steps)
    assert prove(problem, drawn) == proof


def with_rule(monkeypatch: pytest.MonkeyPatch, operator: str, **columns: object) -> None:
    """An operator's row with another derivative rule or another function."""
    monkeypatch.setitem(OPERATORS, operator, replace(OPERATORS[operator], **columns))


WRONG_RULES = [
    ("sigmoid", ("sigmoid(a)*(1 + sigmoid(a))",), "sigmoid"),
    ("tanh", ("1 - tanh(a)",), "tanh"),
    ("relu", ("a",), "relu"),
    ("sigmoid", ("sigmoid(a)*(1 - sigmoid(a)) + 1/10^5",), "sigmoid"),
]


@pytest.mark.parametrize(("operator", "rule", "activation"), WRONG_RULES, ids=lambda value: str(value))
def test_a_wrong_derivative_rule_is_caught(monkeypatch, operator, rule, activation):
    with_rule(monkeypatch, operator, derivatives=rule)
    problem = read(NEURON.replace('"sigmoid"', f'"{activation}"'))
    text = " ".join(map(str, prove(problem, draws(problem)).failures))
    assert "in the key, but finite differences of L give" in text
    assert "dL/dz1[1] is" in text


def altered(problem: Problem, symbol: str, formula: str) -> Problem:
    """The problem with another formula for one step."""
    steps = tuple(
        replace(step, formula=parse(formula, differentiated={"L", "f"})) if step.symbol == parse_name(symbol) else step
        for step in problem.derivation.steps
    )
    return replace(problem, derivation=replace(problem.derivation, steps=steps))


@pytest.mark.parametrize(
    ("symbol", "formula"),
    [
        ("dL/dy1[1]", "-(d[1]/y2[1])*W2[1,2]"),  # a path left out
        ("dL/dz1[2]", "dL/dy1[2]"),  # the local factor forgotten
        ("dL/dW1[1,1]", "dL/dz1[1]*x[2]"),  # the neighbour's input
    ],
)
def test_a_backward_step_that_does_not_follow_from_the_forward_ones_is_caught(symbol, formula):
    problem = altered(find_problem(LECTURE), symbol, formula)
    drawn = draws(find_problem(LECTURE), 40)
    assert symbol in {name(failure.symbol) for failure in prove(problem, drawn).failures}


def test_one_wrong_draw_among_many_is_found():
    """floor(x/4) is 0 for all draws but one: the derivative is right there only."""
    problem = altered(read(CIRCUIT), "df/dq", "z + floor(x/4)")
    drawn = [{**one, Symbol("x"): Decimal(1)} for one in draws(read(CIRCUIT), 300)]
    drawn[217][Symbol("x")] = Decimal(4)
    assert {failure.draw for failure in prove(problem, drawn).failures} == {217}


def test_a_function_that_computes_wrongly_is_caught(monkeypatch):
    with_rule(monkeypatch, "exp", compute=lambda a: np.exp(a) * (1 + 1e-6))
    problem = read(
        'title = "t"\nsteps = "f = exp(x)"\n[given]\nx = { from = 1, to = 2, by = 0.1 }\n[[ask]]\nblanks = ["f"]\n'
    )
    (first, *_) = prove(problem, draws(problem)).failures
    assert str(first).endswith("in 50 digits")
    assert name(first.symbol) == "f"


def test_digits_lost_by_cancellation_are_caught():
    lost = 'title = "t"\nsteps = """\np = x + 10^15\nf = p - 10^15\n"""\n[given]\nx = { from = 1.1, to = 1.9, by = 0.1 }\n[[ask]]\nblanks = ["f"]\n'
    problem = read(lost)
    assert "f is" in str(prove(problem, draws(problem)).failures[0])


def test_a_wrongly_printed_decimal_is_caught(monkeypatch):
    problem = find_problem(LECTURE)
    drawn = draws(problem)
    shown = Rounding.answered
    monkeypatch.setattr(Rounding, "answered", lambda self, value: shown(self, value + self.answer_unit))
    (first, *_) = prove(problem, drawn).failures
    assert ", but printed as " in str(first)


def test_a_wrong_closed_form_is_caught(monkeypatch):
    problem = read(
        'title = "t"\nsteps = "f = exp(x)/(1 + exp(x))"\n[given]\nx = { choose = [1, 2] }\n[[ask]]\nblanks = ["f"]\n'
    )
    wrong = {Symbol("f"): parse("e/(2 + e)")}
    monkeypatch.setattr("gradsheet.problems.exercise.closed_forms", lambda *_: wrong)
    assert "closed form" in str(prove(problem, draws(problem)).failures[0])


def test_where_doubles_are_not_near_fifty_digits_decide():
    """Near y = 1 the loss bends so fast that a central difference in doubles is far off; the rule is right."""
    text = 'title = "t"\nsteps = "L = -ln(1 - y)"\n[given]\ny = 0.9995\n[[ask]]\nblanks = ["dL/dy"]\n'
    proof = prove(read(text), [{Symbol("y"): Decimal("0.9995")}])
    assert (proof.failures, proof.derivatives, proof.at_kinks) == ((), 1, 0)


def test_a_derivative_at_a_kink_is_left_out_and_counted():
    text = 'title = "t"\nsteps = "f = FORMULA"\n[given]\nx = { choose = [1, 2] }\ny = 1\n[[ask]]\nblanks = ["df/dx"]\n'
    for formula, kink in (
        ("relu(x)", 0),
        ("threshold(x) + x", 0),
        ("max(x, y)", 1),
        ("floor(x)*x", 2),
        ("min(x, y)", 1),
    ):
        problem = read(text.replace("FORMULA", formula))
        at_kink = {Symbol("x"): Decimal(kink), Symbol("y"): Decimal(1)}
        beside = {**at_kink, Symbol("x"): Decimal(kink) + Decimal("0.5")}
        proof = prove(problem, [at_kink, beside])
        assert (formula, proof.at_kinks, proof.derivatives, proof.failures) == (formula, 1, 1, ())


def test_every_operator_of_a_step_has_its_function_in_fifty_digits():
    assert set(FUNCTIONS) == set(OPERATORS) - CONDITIONS - {"count"}


@pytest.mark.parametrize("operator", sorted(FUNCTIONS))
def test_the_two_tables_of_functions_agree(operator):
    """numpy and mpmath, at points that no other test chose."""
    row = OPERATORS[operator]
    points = [0.3, 1.7, 2.25][: 3 if row.arity is None else row.arity]
    if operator in ("softmax", "first_max"):
        points = [2.0, 0.3, 1.7, 1.25]
    symbols = tuple(Symbol("a", layer=number) for number in range(len(points)))
    values = {symbol: exact(str(point)) for symbol, point in zip(symbols, points, strict=True)}
    found = evaluate_precisely(Apply(operator, symbols), values)
    assert float(found) == pytest.approx(float(row.compute(*points)), rel=1e-15, abs=1e-15)


def test_what_has_no_real_value_is_no_number():
    """Only nan differs from itself."""
    for text in ("ln(0 - 1)", "1/(1 - 1)", "sqrt(0 - 2)", "(0 - 8)^(1/3)"):
        assert evaluate_precisely(parse(text), {}) != evaluate_precisely(parse(text), {})


def test_a_total_derivative_is_not_taken_for_a_partial_one():
    """dL/dq passes through p as well: holding p fixed would give another number."""
    x, q, p, L = (Symbol(letter) for letter in "xqpL")
    lines = {q: "2*x", p: "q^2", L: "p*q"}
    steps = [Step(symbol=symbol, formula=parse(text)) for symbol, text in lines.items()]
    gradient = derivative(L, q)
    for text, failures in (("3*q^2", 0), ("p", 1)):
        derivation = Derivation(givens=(x,), steps=(*steps, Step(symbol=gradient, formula=parse(text))))
        problem = Problem(name="t", title="t", derivation=derivation, given=(), asks=(Ask(blanks=(gradient,)),))
        assert len(prove(problem, [{x: Decimal("0.7")}]).failures) == failures
