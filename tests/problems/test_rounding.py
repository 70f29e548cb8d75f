"""How exact values are printed for people."""

from fractions import Fraction

import pytest

from gradsheet.problems.rounding import significant


@pytest.mark.parametrize("tenths", [(1, 2, -3), (8, -6, -2), (-8, 4, 2, 2), (7, -1, -6)])
def test_tenths_that_cancel_leave_nothing(tenths: tuple[int, ...]) -> None:
    assert sum(Fraction(number, 10) for number in tenths) == 0
    assert significant(sum(number / 10 for number in tenths)) == "0"


@pytest.mark.parametrize("text", ["1e-08", "3.5e-10", "-0.25", "123456.789"])
def test_small_numbers_stay(text: str) -> None:
    assert float(significant(float(text))) == float(text)
