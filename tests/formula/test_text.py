"""Plain text: what we write, we read back to the same tree."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from formula.formulas import formulas
from gradsheet.formula import Number, Symbol, decimal_text, parse, to_text
from gradsheet.formula.algebra import minus, negative, over, plus, power, times

X, Y = Symbol("x"), Symbol("y")


@settings(max_examples=600, deadline=None)
@given(formulas(derivatives=True))
def test_what_is_written_is_read_back_to_the_same_tree(formula):
    assert parse(to_text(formula), differentiated=["L", "y2"]) == formula


@settings(max_examples=200, deadline=None)
@given(formulas(conditions=True, most=6))
def test_conditions_are_read_back_to_the_same_tree(formula):
    assert parse(to_text(formula)) == formula


@pytest.mark.parametrize(
    "text",
    [
        "-d[1]*ln(y2[1]) - (1 - d[1])*ln(1 - y2[1])",
        "0.67 - 0.1*0.731",
        "0.5 - (-0.3)",
        "2*(-1)",
        "(-0.5)^2",
        "-0.5*x",
        "2^(-1)",
        "softmax(z1[1], z1[2])[2]",
        "exp(-z)/(1 + exp(-z))",
    ],
)
def test_formulas_are_written_as_they_were(text):
    assert to_text(parse(text)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.50", "1.5"),
        ("0", "0"),
        ("-0.30", "-0.3"),
        ("-0.0", "0"),
        ("100", "100"),
        ("1e-15", "0.000000000000001"),
        ("1e-20", "1e-20"),
        ("1.5e20", "1.5e20"),
        ("0.1234567890123456789012345678901234567", "0.1234567890123456789012345678901234567"),
        ("123456789012345678901234567890123456.5", "123456789012345678901234567890123456.5"),
    ],
)
def test_decimals_are_written_digit_for_digit(number, text):
    assert decimal_text(Number.of(number)) == text
    assert Number(Decimal(text)) == Number.of(number)


R = parse("(y - d)")


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (plus(Number.of(0), X), "x"),
        (plus(X, negative(Y)), "x - y"),
        (minus(X, negative(Y)), "x + y"),
        (minus(Number.of(0), X), "-x"),
        (negative(negative(X)), "x"),
        (negative(Number.of("0.5")), "-0.5"),
        (times(Number.of(1), X), "x"),
        (times(Number.of(0), X), "0"),
        (times(negative(X), Y), "-x*y"),
        (times(negative(X), negative(Y)), "x*y"),
        (times(X, over(Number.of(1), Y)), "x/y"),
        (times(negative(X), over(Number.of(1), Y)), "-x/y"),
        (times(Number.of(-1), X), "-x"),
        (times(Number.of(-2), X), "-2*x"),
        (times(X, Number.of(3)), "3*x"),
        (times(parse("1/2"), times(Number.of(2), R)), "y - d"),
        (times(Number.of(3), times(Number.of(2), R)), "6*(y - d)"),
        (times(Number.of("0.1"), times(Number.of("0.3"), R)), "0.03*(y - d)"),
        (times(parse("1/3"), times(Number.of(2), R)), "2/3*(y - d)"),
        (over(times(Number.of(2), R), Number.of(2)), "y - d"),
        (over(X, Number.of(1)), "x"),
        (power(X, Number.of(1)), "x"),
        (power(X, Number.of(0)), "1"),
    ],
)
def test_the_few_simplifications_that_a_blackboard_makes(built, text):
    assert to_text(built) == text
