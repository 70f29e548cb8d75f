"""Every row of the operator table, one by one, against finite differences and against autograd."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad

from gradsheet.formula import (
    OPERATORS,
    Apply,
    Formula,
    Number,
    Symbol,
    by_hand,
    differentiate,
    evaluate,
    parse,
    symbols_in,
    to_text,
)
from gradsheet.formula.operators import Shape

A, B, C = Symbol("a"), Symbol("b"), Symbol("c")
HERE = {
    A: np.array([0.3, 0.7, 1.4, 2.2, 3.1]),
    B: np.array([1.9, 0.4, -0.8, -1.7, 0.6]),
    C: np.array([-0.5, 1.3, 0.9, 2.9, -2.1]),
}
SMOOTH = [name for name, operator in OPERATORS.items() if operator.derivatives and operator.arity != 0]


def example(name: str) -> list[Formula]:
    """The operator on symbols; for an operator that picks an element, each element."""
    operator = OPERATORS[name]
    symbols = (A, B, C)[: operator.arity or 3]
    if operator.shape is Shape.ELEMENT:
        return [Apply(name, (Number.of(k), *symbols)) for k in (1, 2, 3)]
    return [Apply(name, symbols)]


def slope(formula: Formula, by: Symbol, at: dict, step: float = 1e-6) -> np.ndarray:
    up, down = (evaluate(formula, {**at, by: at[by] + sign * step}) for sign in (1, -1))
    return (up - down) / (2 * step)


@pytest.mark.parametrize("name", SMOOTH)
def test_the_derivative_of_every_operator_is_its_slope(name):
    for formula in example(name):
        for by in dict.fromkeys(symbols_in(formula)):
            found = evaluate(differentiate(formula, by), HERE)
            np.testing.assert_allclose(np.broadcast_to(found, 5), slope(formula, by, HERE), rtol=1e-7, atol=1e-8)


JUDGES = {
    "sigmoid": lambda a: 1 / (1 + anp.exp(-a)),
    "tanh": anp.tanh,
    "exp": anp.exp,
    "ln": anp.log,
    "log2": lambda a: anp.log(a) / anp.log(2.0),
    "log10": anp.log10,
    "sqrt": anp.sqrt,
    "sin": anp.sin,
    "cos": anp.cos,
    "abs": anp.abs,
    "relu": lambda a: anp.where(a > 0, a, 0.0),
}


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("inside", ["a", "-a*b", "a^2 - b", "exp(b)/a", "3*a"])
def test_the_chain_rule_agrees_with_autograd(name, inside):
    formula = parse(f"{name}({inside})")

    def judge(a):
        b = HERE[B]
        within = {"a": a, "-a*b": -a * b, "a^2 - b": a**2 - b, "exp(b)/a": anp.exp(b) / a, "3*a": 3 * a}
        return JUDGES[name](within[inside])

    with np.errstate(all="ignore"):
        values = evaluate(formula, HERE)
        np.testing.assert_allclose(values, judge(HERE[A]), rtol=1e-12)
        expected = elementwise_grad(judge)(HERE[A])
        found = np.broadcast_to(evaluate(differentiate(formula, A), HERE), 5)
    inside_domain = np.isfinite(values)
    assert inside_domain.any() or name in ("ln", "log2", "log10", "sqrt")
    np.testing.assert_allclose(found[inside_domain], expected[inside_domain], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", [name for name, operator in OPERATORS.items() if operator.by_hand is not None])
def test_what_a_person_types_into_a_calculator_is_the_same_number(name):
    for formula in example(name):
        typed = by_hand(formula)
        assert typed != formula
        np.testing.assert_allclose(evaluate(typed, HERE), evaluate(formula, HERE), rtol=1e-14)


@pytest.mark.parametrize(
    ("formula", "by", "derivative"),
    [
        ("sigmoid(a)", "a", "sigmoid(a)*(1 - sigmoid(a))"),
        ("tanh(a)", "a", "1 - tanh(a)^2"),
        ("relu(a)", "a", "threshold(a)"),
        ("threshold(a)", "a", "0"),
        ("ln(a)", "a", "1/a"),
        ("-b*ln(a)", "a", "-b/a"),
        ("-b*ln(a) - (1 - b)*ln(1 - a)", "a", "-b/a + (1 - b)/(1 - a)"),
        ("a^2", "a", "2*a"),
        ("(a - b)^4", "a", "4*(a - b)^3"),
        ("(b - a)^4", "a", "-4*(b - a)^3"),
        ("1/2*(a - b)^2", "a", "a - b"),
        ("1/2*(b - a)^2", "a", "-(b - a)"),
        ("(a - b)^2/3", "a", "2/3*(a - b)"),
        ("a^-1", "a", "-a^(-2)"),
        ("2*a*b", "a", "2*b"),
        ("a*b*c", "b", "a*c"),
        ("a/b", "b", "-a/b^2"),
        ("exp(-a)", "a", "-exp(-a)"),
        ("1/(1 + exp(-a))", "a", "exp(-a)/(1 + exp(-a))^2"),
        ("softmax(a, b)[1]", "a", "softmax(a, b)[1]*(1 - softmax(a, b)[1])"),
        ("softmax(a, b)[2]", "a", "-softmax(a, b)[1]*softmax(a, b)[2]"),
        ("max(0.1*a, a)", "a", "0.1*first_max(1, 0.1*a, a) + first_max(2, 0.1*a, a)"),
        ("e^a", "a", "exp(a)"),
        ("2^a", "a", "2^a*ln(2)"),
        ("5", "a", "0"),
        ("b", "a", "0"),
        ("a", "a", "1"),
    ],
)
def test_derivatives_read_as_on_a_blackboard(formula, by, derivative):
    assert to_text(differentiate(parse(formula), Symbol(by))) == derivative


def test_a_tie_counts_once():
    """Else the gradient of a max pool would be shared out twice."""
    at = {A: np.array([1.0, 2.0]), B: np.array([1.0, 2.0]), C: np.array([1.0, -1.0])}
    for name, of_all in (("max", "max(a, b, c)"), ("min", "min(a, b, c)")):
        slopes = [evaluate(differentiate(parse(of_all), by), at) for by in (A, B, C)]
        np.testing.assert_array_equal(sum(slopes), [1, 1], err_msg=name)
    np.testing.assert_array_equal(evaluate(differentiate(parse("max(a, b, c)"), A), at), [1, 1])
    np.testing.assert_array_equal(evaluate(differentiate(parse("min(a, b, c)"), C), at), [0, 1])


def test_relu_has_slope_zero_at_zero():
    assert evaluate(differentiate(parse("relu(a)"), A), {A: 0.0}) == 0


@pytest.mark.parametrize("z", [-1e4, -710.0, -40.0, 40.0, 710.0, 1e4])
def test_sigmoid_and_softmax_neither_overflow_nor_warn(z):
    with np.errstate(all="raise", under="ignore"):
        y = evaluate(parse("sigmoid(a)"), {A: z})
        p = evaluate(parse("softmax(a, b)[1]"), {A: z, B: 0.0})
    assert 0 <= y <= 1
    np.testing.assert_allclose(y, p, rtol=1e-12)


def test_one_draw_and_many_give_the_same_numbers():
    formula = parse("softmax(a, b, c)[2] + first_max(1, a, b) + max(a, c)^2 - sigmoid(b)*threshold(c)")
    together = evaluate(formula, HERE)
    alone = [evaluate(formula, {symbol: float(column[k]) for symbol, column in HERE.items()}) for k in range(5)]
    np.testing.assert_array_equal(together, alone)


def test_a_symbol_without_a_value_is_named():
    with pytest.raises(KeyError, match="letter='b'"):
        evaluate(parse("a + b"), {A: 1.0})
