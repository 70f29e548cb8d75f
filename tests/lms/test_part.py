"""Lowering an exercise to numeric parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradsheet.errors import GradsheetError
from gradsheet.lms.part import integer_weights, lower
from lms.drawn import ASK, sheets, small


@pytest.mark.parametrize(
    ("points", "weights"),
    [
        (["1", "2", "2"], [1, 2, 2]),
        (["4", "2"], [4, 2]),
        (["1/2", "1"], [1, 2]),
        (["5/4", "5/4", "5/2"], [1, 1, 2]),
        (["10/3", "20/3"], [1, 2]),
        (["3/2"], [1]),
        ([], []),
    ],
)
def test_weights_are_the_smallest_whole_numbers_in_proportion_unless_the_points_are_whole(points, weights):
    assert list(integer_weights([Fraction(one) for one in points])) == weights


@given(st.lists(st.fractions(min_value="1/20", max_value=20, max_denominator=20), min_size=1, max_size=8))
def test_weights_keep_every_proportion(points):
    weights = integer_weights(points)
    assert len({point / weight for point, weight in zip(points, weights, strict=True)}) == 1
    assert all(weight >= 1 for weight in weights)


@settings(max_examples=50, deadline=None)
@given(answer=st.integers(0, 6), more=st.integers(0, 2))
def test_no_typable_answer_lies_on_a_bound(answer, more):
    (sheet,) = sheets([small(answer=answer, keep=answer + more)])
    for part in lower(sheet.items[0]).parts:
        for tolerance in (part.tolerance, part.early):
            for bound in (Decimal(part.key) - Decimal(tolerance), Decimal(part.key) + Decimal(tolerance)):
                scaled = bound.scaleb(answer + 3)
                assert abs(scaled - round(scaled)) > Decimal("1e-6")


def with_bands(tolerance: float, early: float, *, shift: float = 0.0):
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    bands = {
        symbol: replace(band, exact=band.exact + shift, tolerance=tolerance, early=early)
        for symbol, band in item.solution.bands.items()
    }
    return replace(item, solution=replace(item.solution, bands=bands))


@settings(max_examples=200, deadline=None)
@given(
    off=st.floats(-1e-7, 1e-7) | st.floats(-1e-11, 1e-11) | st.floats(-1e-3, 1e-3),
    shift=st.sampled_from([0.0, 1 / 3, 1e-9, 1234.5, 1e6 + 1 / 7]),
)
def test_bounds_that_are_taken_lie_between_the_same_typable_answers_there_and_here(off, shift):
    item = with_bands(0.002 + off, 0.002 + off, shift=shift)
    try:
        parts = lower(item).parts
    except GradsheetError:
        return
    for part in parts:
        band = item.solution.bands[part.blank.symbol]
        for sign in (-1, 1):
            there = (Decimal(part.key) + sign * Decimal(part.tolerance)).scaleb(6)
            here = (Decimal(band.exact) + sign * Decimal(band.tolerance)).scaleb(6)
            assert there // 1 == here // 1
            assert abs(there - round(there)) > Decimal("1e-6")


@pytest.mark.parametrize(("tolerance", "early"), [(0.0005, 0.00051), (0.000513, 0.001)])
def test_a_bound_on_a_typable_answer_is_refused(tolerance, early):
    with pytest.raises(GradsheetError, match=r"made/up: blank 1a .*answers of 6 decimals"):
        lower(with_bands(tolerance, early))


def test_a_number_with_more_digits_than_an_lms_keeps_is_refused():
    with pytest.raises(GradsheetError, match="ask for fewer decimals"):
        lower(with_bands(0.0005133, 0.0005133, shift=1e9 + 1 / 3))


def test_dust_around_zero_becomes_zero():
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    bands = {symbol: replace(band, exact=-3e-17) for symbol, band in item.solution.bands.items()}
    assert {part.key for part in lower(replace(item, solution=replace(item.solution, bands=bands))).parts} == {"0"}


def test_parts_are_the_numeric_blanks_with_their_labels_in_order():
    asks = ASK + '[[ask]]\nformula = "df/dz"\n[[ask]]\nblanks = ["df/dy"]\n'
    (sheet,) = sheets([small(asks)])
    lowered = lower(sheet.items[0])
    assert [part.blank.label for part in lowered.parts] == ["1a", "1b", "1c", "1e"]
    assert lowered.points == sum(part.blank.points for part in lowered.parts) == 8
