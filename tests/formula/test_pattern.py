"""Printing once and filling in the digits gives what printing each formula gives."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from formula.formulas import decimals, formulas
from gradsheet.formula import Apply, Formula, Number, substitute
from gradsheet.formula.latex import digits_to_latex, to_latex
from gradsheet.formula.mathml import mathml_inside
from gradsheet.formula.naming import Naming
from gradsheet.formula.nodes import TWO, used_in
from gradsheet.formula.pattern import filled_in, put_in
from gradsheet.formula.speech import to_words
from gradsheet.formula.typst import to_typst

NAMINGS = Naming(), Naming(decimal=","), Naming(units=(2, 2, 1))
PRINTERS = {
    "latex": (to_latex, digits_to_latex),
    "mathml": (mathml_inside, str),
    "typst": (to_typst, str),
    "words": (to_words, str),
}
FILLED = {name: filled_in(printer, digits) for name, (printer, digits) in PRINTERS.items()}  # remember all examples
PUT_IN = {name: put_in(printer, digits) for name, (printer, digits) in PRINTERS.items()}


def printed_numbers() -> st.SearchStrategy[Number]:
    """As they were written, or rounded to some decimals: -0.00 too."""
    rounded = st.builds(lambda number, decimals: Number(number.value, decimals), decimals(), st.integers(0, 6))
    return decimals() | rounded


def with_other_numbers(formula: Formula, numbers: st.DataObject) -> Formula:
    match formula:
        case Number():
            return numbers.draw(printed_numbers())
        case Apply("softmax" | "first_max", (k, *values)):
            return Apply(formula.operator, (k, *(with_other_numbers(one, numbers) for one in values)))
        case Apply(operator, arguments):
            return Apply(operator, tuple(with_other_numbers(one, numbers) for one in arguments))
    return formula


@pytest.mark.parametrize("name", PRINTERS)
@settings(max_examples=300, deadline=None)
@given(formula=formulas(derivatives=True, conditions=True), numbers=st.data(), naming=st.sampled_from(NAMINGS))
def test_a_formula_filled_in_is_the_formula_printed(name, formula, numbers, naming):
    printer, filled = PRINTERS[name][0], FILLED[name]
    for one in (formula, with_other_numbers(formula, numbers), with_other_numbers(formula, numbers)):
        assert filled(one, naming) == printer(one, naming)


@pytest.mark.parametrize("name", PRINTERS)
@settings(max_examples=100, deadline=None)
@given(formula=formulas(derivatives=True, conditions=True), numbers=st.data(), naming=st.sampled_from(NAMINGS))
def test_numbers_put_in_are_the_formula_with_those_numbers_printed(name, formula, numbers, naming):
    printer, put = PRINTERS[name][0], PUT_IN[name]
    for _ in range(3):
        values = {symbol: numbers.draw(st.just(TWO) | printed_numbers()) for symbol in used_in(formula)}
        assert put(formula, values, naming) == printer(substitute(formula, values), naming)
