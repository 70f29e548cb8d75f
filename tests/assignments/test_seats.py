"""Versions by seat: judged by walking over the room."""

from __future__ import annotations

import random
from itertools import pairwise, product

import pytest

from gradsheet.assignments.seats import neighbours_alike, same_seat, seat_of, versions
from gradsheet.assignments.sheet import Student

ROWS, SEATS = "ABCDEFGHJ", range(1, 13)


def seated(*seats: str) -> list[Student]:
    return [Student(id=f"{place}", seat=seat) for place, seat in enumerate(seats)]


@pytest.mark.parametrize(
    ("text", "room", "row", "number"),
    [
        ("B12", "", 2, 12),
        ("b 12", "", 2, 12),
        ("12B", "", 2, 12),
        ("AA3", "", 27, 3),
        ("3-12", "", 3, 12),
        ("3/12", "", 3, 12),
        ("Row 3, seat 12", "", 3, 12),
        ("HS1 B12", "HS1", 2, 12),
        ("Hall 2: B-12", "HALL 2", 2, 12),
    ],
)
def test_seats_as_people_write_them(text, room, row, number):
    seat = seat_of(text)
    assert seat is not None
    assert (seat.room.rstrip(":"), seat.row, seat.number) == (room, row, number)


@pytest.mark.parametrize("text", ["", "²", "12", "window", "B", "third row"])
def test_what_names_no_row_and_number_is_no_seat(text):
    assert seat_of(text) is None


@pytest.mark.parametrize("count", [2, 3, 4, 5, 9])
def test_in_a_full_room_nobody_sees_the_own_version_beside_or_in_front(count):
    students = seated(*(f"{row}{number}" for row, number in product(ROWS, SEATS)))
    found = versions(students, count, {})
    at = {(ROWS.index(one.seat[0]), int(one.seat[1:])): found[one.id] for one in students}
    around = [(0, 1), (1, 0)] if count < 4 else [(0, 1), (1, 0), (1, 1), (1, -1)]
    for (row, number), (down, right) in product(at, around):
        assert at.get((row + down, number + right)) != at[row, number]
    assert set(at.values()) == set(range(1, count + 1))


@pytest.mark.parametrize("count", [3, 4])
def test_in_a_room_with_gaps_neighbours_differ_too(count):
    everywhere = [f"{row}{number}" for row, number in product(ROWS, SEATS)]
    for seed in range(30):
        students = seated(*random.Random(seed).sample(everywhere, 40))
        found = versions(students, count, {})
        by_row = sorted((one.seat[0], int(one.seat[1:]), found[one.id]) for one in students)
        for (row, _, version), (next_row, _, other) in pairwise(by_row):
            assert row != next_row or version != other


def test_somebody_who_comes_later_differs_from_the_neighbours_that_are_there():
    students = seated("B1", "B2", "B3", "A2", "C2")
    given = {"0": 1, "2": 2, "3": 3, "4": 4}
    assert versions(students, 5, given) == {"1": 5}
    assert versions(students, 4, given)["1"] in (1, 2, 3, 4)


def test_tutorial_groups_sit_in_one_room_unless_they_have_the_same_seats():
    mixed = [Student(id="a", group="tue", seat="A1"), Student(id="b", group="thu", seat="A2")]
    assert versions(mixed, 4, {}) == {"a": 1, "b": 2}
    one_after_the_other = [*mixed, Student(id="c", group="thu", seat="A1")]
    assert versions(one_after_the_other, 4, {}) == {"a": 1, "c": 1, "b": 2}
    assert not list(same_seat(one_after_the_other))


def test_two_on_one_seat_are_named():
    students = [Student(id="a", seat="A1"), Student(id="b", seat="a 1")]
    assert [(one.id, two.id) for one, two in same_seat(students)] == [("a", "b")]


def test_neighbours_with_one_version_are_named():
    students = seated("A1", "A2", "B1", "B2")
    found = [(one.seat, other.seat) for one, other in neighbours_alike(students, {"0": 1, "1": 1, "2": 2, "3": 1})]
    assert found == [("A1", "A2"), ("A2", "B2")]
