"""Decimals of many digits, by two evaluators that share nothing, against Python's own mathematics."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from gradsheet.formula import OPERATORS, Apply, Number, Symbol, evaluate_exactly, parse
from gradsheet.formula.operators import CONDITIONS
from gradsheet.problems.follows import PrintedLine, Tables, unfounded
from gradsheet.problems.precise import FUNCTIONS, evaluate_precisely, in_decimals

CASES = [
    ("exp(-0.5)", math.exp(-0.5)),
    ("exp(20)", math.exp(20)),
    ("ln(0.3)", math.log(0.3)),
    ("log2(10)", math.log2(10)),
    ("log10(7)", math.log10(7)),
    ("sqrt(2)", math.sqrt(2)),
    ("sin(2.5)", math.sin(2.5)),
    ("sin(-40)", math.sin(-40)),
    ("cos(2.5)", math.cos(2.5)),
    ("cos(100)", math.cos(100)),
    ("tanh(-0.7)", math.tanh(-0.7)),
    ("tanh(1e-9)", math.tanh(1e-9)),
    ("tanh(300)", 1.0),
    ("sigmoid(-1.7)", 1 / (1 + math.exp(1.7))),
    ("softmax(0.5, -1, 2)[2]", math.exp(-1) / (math.exp(0.5) + math.exp(-1) + math.exp(2))),
    ("2^0.5", math.sqrt(2)),
    ("(-0.3)^3", -0.027),
    ("2^-2", 0.25),
    ("-3^2", -9),
    ("0.9^0", 1),
    ("e*pi", math.e * math.pi),
    ("floor(-2.5) + floor(7/7)", -2),
    ("max(-1, -3) + min(2, 5, 1) + abs(-4) + sign(-2)", 3),
    ("threshold(0) + threshold(0.1) + relu(-3) + relu(2)", 3),
    ("nonnegative(0) + nonnegative(-0.1)", 1),
    ("first_max(2, 1, 3, 3) + first_max(3, 1, 3, 3)", 1),
    ("sum(1, 2, 3.5)", 6.5),
]
EXACT = [
    ("(1/3)*0.000015", "0.000005"),
    ("sqrt(0.25)", "0.5"),
    ("log2(8)", "3"),
    ("exp(0) + ln(1) + tanh(0) + sin(0)", "1"),
    ("ln(e)", "1"),
    ("0.1 + 0.2", "0.3"),
    ("0.5*0.12345", "0.061725"),
    ("floor(6/2)", "3"),
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_both_evaluators_agree_with_pythons_mathematics(text, value):
    formula = parse(text)
    again = in_decimals(evaluate_precisely(formula, {}))
    found = evaluate_exactly(formula, {})
    assert float(found) == pytest.approx(value, rel=1e-14)
    assert float(again) == pytest.approx(value, rel=1e-14)
    assert abs(found - again) <= Decimal("1e-28") * max(1, abs(found))


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_short_decimals_come_out_exactly(text, value):
    formula = parse(text)
    assert evaluate_exactly(formula, {}) == Decimal(value)
    assert in_decimals(evaluate_precisely(formula, {})) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1/0", "ln(0)", "ln(-1)", "log2(0)", "sqrt(-1)", "-0*ln(0)", "exp(exp(exp(9)))", "(-2)^0.5"]
)
def test_outside_a_domain_there_is_no_value(text):
    with pytest.raises(ArithmeticError):
        evaluate_exactly(parse(text), {})
    line = PrintedLine(symbol=Symbol("a"), formula=parse(text), numbers=parse(text), value="1", exact=True, decimals=5)
    assert next(found for _, found in unfounded([line], {}, Tables())).startswith("its own numbers give nothing")


def test_every_operator_of_a_step_has_a_meaning_in_both():
    steps = {row.name for row in OPERATORS.values()} - CONDITIONS - {"count"}
    assert steps == set(FUNCTIONS)
    for row in steps:
        assert OPERATORS[row].exact is not None or OPERATORS[row].by_hand is not None


@pytest.mark.parametrize(
    ("value", "exact", "follows"),
    [
        ("0.06173", False, True),
        ("0.06172", False, False),
        ("0.061725", True, True),
        ("0.061725", False, False),
        ("0.06173", True, False),
        ("0.0617", False, False),
    ],
)
def test_a_line_follows_or_not(value, exact, follows):
    a, b = Symbol("a"), Symbol("b")
    line = PrintedLine(
        symbol=Symbol("c"),
        formula=Apply("*", (a, b)),
        numbers=Apply("*", (Number.of("0.5"), Number.of("0.12345"))),
        value=value,
        exact=exact,
        decimals=5,
    )
    assert (not list(unfounded([line], {a: "0.5", b: "0.12345"}, Tables()))) is follows
    assert list(unfounded([line], {a: "0.5", b: "0.12346"}, Tables()))


def test_a_function_that_is_looked_up_is_rounded_within_its_line():
    """2*sigmoid(0.5) is 1.24492, and twice the 0.622 of a table is 1.244."""
    formula = parse("2*sigmoid(0.5)")
    line = PrintedLine(symbol=Symbol("a"), formula=formula, numbers=formula, value="1.244", exact=False, decimals=3)
    assert not list(unfounded([line], {}, Tables(functions=frozenset({"sigmoid"}), decimals=3)))
    assert list(unfounded([line], {}, Tables()))
    assert list(unfounded([replace(line, exact=True)], {}, Tables(functions=frozenset({"sigmoid"}), decimals=3)))
