"""Reading formulas: what is read, what it means, and what is refused with its place."""

import numpy as np
import pytest

from gradsheet.errors import FormulaError
from gradsheet.formula import Apply, Number, Symbol, derivative, evaluate, name, parse, parse_name, to_text, updated

X, Y, Z = Symbol("x"), Symbol("y"), Symbol("z")
VALUES = {X: 2.0, Y: 3.0, Z: 5.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-3^2", -9),
        ("(-3)^2", 9),
        ("2^3^2", 512),
        ("2**3**2", 512),
        ("(2^3)^2", 64),
        ("2^-1", 0.5),
        ("2^-x^2", 2**-4),
        ("-2^-2", -0.25),
        ("x - y - z", -6),
        ("x - (y - z)", 4),
        ("x / y / z", 2 / 15),
        ("x / y * z", 10 / 3),
        ("x / (y * z)", 2 / 15),
        ("-x*y", -6),
        ("x*-y", -6),
        ("x/-y", -2 / 3),
        ("x - -y", 5),
        ("--x", 2),
        ("- - -x", -2),
        ("x + y*z^2", 77),
        (".5 + 1.", 1.5),
        ("2e-3", 0.002),
        ("2E3", 2000),
        ("pi", np.pi),
        ("e", np.e),
        ("e^2", np.exp(2)),
        ("2*e^-x", 2 * np.exp(-2)),
        ("e/(1+e)", np.e / (1 + np.e)),
        ("ln(e^x)", 2),
        ("max(x, y, z) - min(x, y, z)", 3),
        ("sum(x, y, z)", 10),
        ("abs(x - y)", 1),
        ("logistic(0)", 0.5),
        ("ReLU(-x) + relu(y)", 3),
        ("softmax(x, x)[2]", 0.5),
        ("first_max(1, x, z, z)", 0),
        ("first_max(2, x, z, z)", 1),
        ("first_max(3, x, z, z)", 0),
        ("x < y and not y < x", True),
        ("not (x > y)", True),
        ("not not x < y", True),
        ("x > y or y > x", True),
        ("x > 0 and (y > 0)", True),
        ("x <= 2 and x >= 2 and x == 2", True),
        ("count(x > 2, y > 2, z > 2)", 2),
        ("all(x > 0, y > 4)", False),
        ("any(x > 0, y > 4)", True),
    ],
)
def test_formulas_mean_what_a_lecturer_means(text, value):
    assert evaluate(parse(text), VALUES) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("z1[2]", Symbol("z", layer=1, indices=(2,))),
        ("W2[1, 3]", Symbol("W", layer=2, indices=(1, 3))),
        ("x0", Symbol("x", layer=0)),
        ("x01", Symbol("x01")),
        ("h_t", Symbol("h_t")),
        ("order", Symbol("order")),
        ("notion", Symbol("notion")),
        ("new W2[1,1]", updated(Symbol("W", layer=2, indices=(1, 1)))),
        ("W2[1,1]'", updated(Symbol("W", layer=2, indices=(1, 1)))),
        ("new W2[1,1]'", updated(updated(Symbol("W", layer=2, indices=(1, 1))))),
        ("change b1[2]", Symbol("b", layer=1, indices=(2,), change=True)),
    ],
)
def test_names_are_structured_and_are_written_back(text, symbol):
    assert parse(text) == parse_name(text) == symbol
    assert parse_name(name(symbol)) == symbol


@pytest.mark.parametrize("text", ["dL/dW2[1,1]", "dy1[1]/dz1[2]", "dL/dx0", "dq/dx"])
def test_a_derivative_is_one_name(text):
    symbol = parse_name(text)
    assert symbol.is_derivative
    assert name(symbol) == text


def test_derivative_words_are_read_only_where_that_quantity_is_differentiated():
    """`div/dy` stays a quotient, and so do `delta/dx` and `dx/dt` where x is not differentiated."""
    assert parse("dL/dz1[1]*2", differentiated=["L"]) == Apply(
        "*", (derivative(Symbol("L"), Symbol("z", layer=1, indices=(1,))), Number.of(2))
    )
    assert parse("div/dy", differentiated=["L"]) == Apply("/", (Symbol("div"), Symbol("dy")))
    assert parse("delta/dx", differentiated=["L"]) == Apply("/", (Symbol("delta"), Symbol("dx")))
    assert parse("dx/dt") == Apply("/", (Symbol("dx"), Symbol("dt")))


FAMILIES = {
    Symbol("z", layer=1): (Symbol("z", layer=1, indices=(1,)), Symbol("z", layer=1, indices=(2,))),
    Symbol("y", layer=1): (Symbol("y", layer=1, indices=(1,)), Symbol("y", layer=1, indices=(2,))),
    Symbol("d"): (Symbol("d", indices=(1,)),),
    Symbol("t"): tuple(Symbol("t", indices=(k,)) for k in (1, 2, 3)),
}


@pytest.mark.parametrize(
    ("short", "spelled_out"),
    [
        ("softmax(z1)[2]", "softmax(z1[1], z1[2])[2]"),
        ("sum(z1)", "sum(z1[1], z1[2])"),
        ("max(z1, 0)", "max(z1[1], z1[2], 0)"),
        ("count(z1 > 0)", "count(z1[1] > 0, z1[2] > 0)"),
        ("all(abs(y1 - z1) > 0.1)", "all(abs(y1[1] - z1[1]) > 0.1, abs(y1[2] - z1[2]) > 0.1)"),
        ("1 - d", "1 - d[1]"),
    ],
)
def test_a_family_stands_for_its_members(short, spelled_out):
    assert parse(short, families=FAMILIES) == parse(spelled_out)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "nothing here"),
        ("   ", 4, "nothing here"),
        ("2 +", 4, "missing at the end"),
        ("(2 + 3", 7, "missing at the end"),
        ("2 + 3)", 6, "')' does not fit"),
        ("2 + $x", 5, "'$' cannot be read"),
        ("3 2/3", 3, "'2' does not fit"),
        ("0.7 0.5", 5, "does not fit"),
        ("2 x", 3, "'x' does not fit"),
        ("ln x", 4, "'x' does not fit"),
        ("1..2", 3, "does not fit"),
        ("a < b < c", 7, "'<' does not fit"),
        ("foo(2)", 1, "'foo' is not a function"),
        ("1 + x(2)", 5, "a product is written x*(...)"),
        ("pi(2)", 1, "not a function"),
        ("1 + ln", 5, "needs parentheses"),
        ("new + 1", 1, "reserved"),
        ("ln()", 1, "takes 1 argument"),
        ("1 + ln(2, 3)", 5, "takes 1 argument(s), not 2"),
        ("max()", 1, "one or more"),
        ("softmax(x, y)", 1, "which element"),
        ("softmax(x, y)[3]", 14, "no number 3"),
        ("softmax(x, y)[0]", 14, "no number 0"),
        ("ln(x)[1]", 6, "takes no index"),
        ("a\nb", 3, "'b' does not fit"),
        ("1e999999", 1, "exponents of ten"),
        ("2 + 1e-400", 5, "exponents of ten"),
        ("1e+0000000000000999999", 1, "exponents of ten"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(text, column, says):
    with pytest.raises(FormulaError) as raised:
        parse(text)
    assert raised.value.column == column
    assert says in str(raised.value)


def test_mixed_families_are_refused_with_their_sizes():
    with pytest.raises(FormulaError, match="families of 2 and 3 numbers"):
        parse("sum(z1 * t)", families=FAMILIES)


def test_the_caret_stands_under_the_trouble_even_far_to_the_right():
    text = "x + " * 50 + "$ + y"
    with pytest.raises(FormulaError) as raised:
        parse(text)
    _, line, caret = str(raised.value).split("\n")
    assert line[caret.index("^")] == "$"


MONSTERS = [
    "(" * 10_000 + "1" + ")" * 10_000,
    "-" * 10_000 + "1",
    "1" + "+1" * 1900,
    "1" + "-x" * 1900,
    "x" + "*x" * 1900,
    "9" + "^9" * 1000,
    "9" + "^-9" * 1000,
    "ln(" * 1000 + "1" + ")" * 1000,
    "9" * 100_000,
    "x" * 100_000,
    "[" * 3000,
    "x['" * 1000,
    "not " * 900 + "x",
    "1e" + "9" * 3900,
]


@pytest.mark.parametrize("text", MONSTERS, ids=lambda text: text[:12])
def test_monsters_are_refused_politely(text):
    with pytest.raises(FormulaError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["9^9^9^9", "-9^9^9^9", "e^e^e^e^9", "1e300*1e300", "9" * 3000, "1/0", "ln(0)", "0^-1"]
)
def test_large_numbers_are_read_and_never_computed_exactly(text):
    with np.errstate(all="ignore"):
        assert not np.isfinite(evaluate(parse(text), {}))


def test_the_highest_formula_that_is_read_can_be_used():
    """What passes the caps must not exhaust the stack of any reader."""
    from gradsheet.formula import differentiate
    from gradsheet.formula.latex import to_latex
    from gradsheet.formula.mathml import to_mathml
    from gradsheet.formula.naming import Naming
    from gradsheet.formula.typst import to_typst

    for text in ("x" + " + x" * 198, "x" + "*x" * 198, "ln(" * 59 + "x" + ")" * 59, "x" + "^x" * 59, "-" * 59 + "x"):
        formula = parse(text)
        with np.errstate(all="ignore"):
            evaluate(formula, VALUES)
        differentiate(formula, X)
        assert parse(to_text(formula)) == formula
        for printed in (to_latex, to_mathml, to_typst):
            assert printed(formula, Naming())


def test_nothing_of_python_is_ever_run():
    for text in ("__import__('os')", "x.real", "lambda: 1", "[1]", "x if y else z", "open('a')", "x := 1"):
        with pytest.raises(FormulaError):
            parse(text)
