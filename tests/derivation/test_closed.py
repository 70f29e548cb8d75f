"""Closed forms: short, exact, and only where decimals do not say it all."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from gradsheet.derivation import closed, closed_forms, exponents, solve
from gradsheet.formula import evaluate, name, to_text
from gradsheet.problems import bank_exercise, bank_names, draw, find_problem, public_seed
from problems.banks import read


def found(problem, givens):
    return {name(symbol): to_text(formula) for symbol, formula in closed_forms(problem.derivation, givens).items()}


def test_the_lectures_closed_forms_are_found():
    problem = find_problem("lecture/softmax-ce")
    forms = found(problem, bank_exercise(problem).givens)
    assert forms["y1[1]"] == "e/(1 + e)"
    assert forms["y1[2]"] == "1/(1 + e)"
    assert forms["L"] == "ln(1 + e)"
    assert forms["dL/dy1[2]"] == "-1 - e"
    problem = find_problem("lecture/sigmoid-outputs-ce")
    forms = found(problem, bank_exercise(problem).givens)
    assert forms["dy1[1]/dz1[1]"] == "e/(1 + e)^2"
    assert forms["L"] == "ln(2)"


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("f = x/3", "1/3"),
        ("f = x/4", None),
        ("f = exp(x)", "e"),
        ("f = exp(-2*x)", "1/exp(2)"),
        ("f = ln(exp(2*x))", None),
        ("f = ln(x/2)", "-ln(2)"),
        ("f = 3*ln(x + 1) - ln(2)", "2*ln(2)"),
        ("f = ln(2)*ln(3)*x", None),
        ("f = exp(x/2)", None),
        ("f = (1 + exp(x))^2", "(1 + e)^2"),
        ("f = ln(x - 1)", None),
        ("f = x/(x - 1)", None),
        ("f = sin(x)", None),
        ("f = exp(x)/(exp(x) + exp(2*x))", "1/(1 + e)"),
    ],
)
def test_what_is_short_and_exact_is_found_and_nothing_else(step, form):
    problem = read(f'title = "t"\nsteps = "{step}"\n[given]\nx = 1\n[[ask]]\nblanks = ["f"]\n')
    assert found(problem, {problem.derivation.givens[0]: Decimal(1)}).get("f") == form


@pytest.mark.parametrize("problem", bank_names())
def test_every_closed_form_is_the_value(problem):
    read_problem = find_problem(problem)
    for givens in draw(read_problem, [public_seed(problem, number) for number in range(20)]):
        values = solve(read_problem.derivation, {symbol: float(value) for symbol, value in givens.items()})
        for symbol, formula in closed_forms(read_problem.derivation, givens).items():
            assert np.isclose(float(evaluate(formula, {})), float(values[symbol]), rtol=1e-12, atol=0)


def test_what_may_have_a_closed_form_is_what_has_a_rule():
    assert set(closed._RULES) == exponents.CLOSED


@pytest.mark.parametrize("use", bank_names())
def test_no_closed_form_is_missed_where_doubles_say_that_there_is_none(use, monkeypatch):
    problem = find_problem(use)
    draws = draw(problem, [public_seed(use, number) for number in range(12)])
    few = [one for one in draws if found(problem, one)]
    monkeypatch.setattr(exponents.Exponents, "may_be_whole", lambda *_: True)
    assert [one for one in draws if found(problem, one)] == few
