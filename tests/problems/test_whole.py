"""Sums and products of a class's decimals as whole numbers, against Python's fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from gradsheet.formula import Symbol, parse
from gradsheet.problems.whole import column, in_whole_numbers

TEXTS = st.decimals(-99, 99, places=5).map(str) | st.decimals(-9, 9, places=1).map(str) | st.integers(-9, 9).map(str)


@pytest.mark.parametrize("text", ["a", "a + b", "a - b*0.25", "-(a*b) + 3*a - b", "a*(1 - a)*b - 0.1*-b", "0.5 - 2*3"])
@settings(max_examples=50, deadline=None)
@given(draws=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_they_are_what_fractions_give(text, draws):
    work = in_whole_numbers(parse(text))
    columns = {Symbol(letter): column(texts) for letter, texts in zip("ab", zip(*draws, strict=True), strict=True)}
    numbers, places = work(columns)
    program = compile(
        text.replace("0.25", "F('0.25')").replace("0.1", "F('0.1')").replace("0.5", "F('0.5')"), "", "eval"
    )
    expected = [eval(program, {"F": Fraction, "a": Fraction(a), "b": Fraction(b)}) for a, b in draws]
    assert [Fraction(number, 10**places) for number in islice(numbers, len(draws))] == expected


@pytest.mark.parametrize("text", ["a/b", "exp(a)", "a^2", "a + max(a, b)"])
def test_other_formulas_are_not_worked_so(text):
    assert in_whole_numbers(parse(text)) is None


def test_powers_of_ten_are_no_plain_decimals():
    assert column(["1.5", "2e-20"]) is None
