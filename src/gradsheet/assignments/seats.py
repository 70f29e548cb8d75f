"""Which version of an exam lies on which seat: neighbours get different ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .order import as_read
from .sheet import Student

_SEAT = re.compile(
    r"""(?:(?P<room>.*\S)[\s:/,;_-]+)??
    (?:(?P<row>[A-Z]{1,2})[\s.-]*(?P<number>\d{1,4})            # B12
      |(?P<number_>\d{1,4})[\s.-]*(?P<row_>[A-Z]{1,2})          # 12B, as in a train
      |(?:ROW\s*)?(?P<row_number>\d{1,4})(?:\s*[-/.,]\s*|[\s,]*SEAT\s*)(?P<seat>\d{1,4}))  # 3-12, row 3 seat 12
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A place in a room; rows and seats are counted from the front and from the left."""

    room: str
    row: int
    number: int


def seat_of(text: str) -> Seat | None:
    """`B12`, `HS1 B12`, `3-12` and `row 3 seat 12` are seats; None where a text names no row and no number."""
    found = _SEAT.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    letters, number = found["row"] or found["row_"], found["number"] or found["number_"] or found["seat"]
    return Seat(found["room"] or "", _counted(letters) if letters else int(found["row_number"]), int(number))


def _counted(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    row = 0
    for letter in letters:
        row = 26 * row + ord(letter) - ord("A") + 1
    return row


def versions(students: Sequence[Student], count: int, given: Mapping[str, int]) -> dict[str, int]:
    """The version, from 1 to `count`, of every student who has none in `given`.

    By seat, those to the left and right, in front and behind get others, from four versions on those across the
    corner too; students without a seat that can be read get the versions in turn, in the order of their seats as text.
    """
    found = dict(given)
    used = Counter(found[student.id] for student in students if student.id in found)
    hall = _Hall(students)
    for student in hall.seated:
        if student.id not in found:
            found[student.id] = min(
                range(1, count + 1),
                key=lambda version: (
                    version in _of(hall.beside(student), found),
                    version in _of(hall.across(student), found),
                    version != hall.pattern(student, count),
                    used[version],
                    version,
                ),
            )
            used[found[student.id]] += 1
    before = 0
    for student in hall.elsewhere:
        if student.id not in found:
            numbers = range(1, count + 1)
            found[student.id] = min(numbers, key=lambda version: (version == before, used[version], version))
            used[found[student.id]] += 1
        before = found[student.id]
    return {id_: version for id_, version in found.items() if id_ not in given}


def neighbours_alike(students: Sequence[Student], given: Mapping[str, int]) -> Iterator[tuple[Student, Student]]:
    """Those who sit beside, or behind, each other and have the same version."""
    hall = _Hall(students)
    for student in hall.seated:
        for other in hall.after(student):
            if given.get(student.id) is not None and given.get(student.id) == given.get(other.id):
                yield student, other


def same_seat(students: Sequence[Student]) -> Iterator[tuple[Student, Student]]:
    """Two students on one seat, and of one group where groups sit one after the other."""
    seats: dict[tuple[Room, Seat], Student] = {}
    for student, room, seat in _seated(students):
        if seats.setdefault((room, seat), student) is not student:
            yield seats[room, seat], student


Room = tuple[str, str]
"""A group, where groups sit one after the other, and a room."""


def _seated(students: Sequence[Student]) -> list[tuple[Student, Room, Seat]]:
    """Who has a seat that can be read. Where two groups have the same seats, they sit there at different times."""
    placed = [(student, seat) for student in students for seat in [seat_of(student.seat)] if seat is not None]
    groups: dict[Seat, set[str]] = {}
    for student, seat in placed:
        groups.setdefault(seat, set()).add(student.group)
    apart = any(len(found) > 1 for found in groups.values())
    return [(student, (student.group if apart else "", seat.room), seat) for student, seat in placed]


class _Hall:
    """Who sits where, by rows and columns of seats that are taken."""

    def __init__(self, students: Sequence[Student]) -> None:
        placed = _seated(students)
        self.seats = {student.id: (room, seat) for student, room, seat in placed}
        self.seated = sorted((student for student, _, _ in placed), key=lambda one: self.seats[one.id])
        nowhere = (student for student in students if student.id not in self.seats)
        self.elsewhere = sorted(nowhere, key=lambda one: as_read(one.seat))
        self._rows = _ranks((room, seat.row) for room, seat in self.seats.values())
        self._columns = _ranks((room, seat.number) for room, seat in self.seats.values())
        self._at: dict[tuple[Room, int, int], Student] = {}
        for student in self.seated:
            self._at.setdefault(self._cell(student), student)
        rows: dict[tuple[Room, int], list[Student]] = {}
        for (room, row, _), student in sorted(self._at.items(), key=lambda one: one[0]):
            rows.setdefault((room, row), []).append(student)
        self._next = {left.id: right for row_ in rows.values() for left, right in pairwise(row_)}
        self._previous = {right.id: left for row_ in rows.values() for left, right in pairwise(row_)}

    def _cell(self, student: Student) -> tuple[Room, int, int]:
        room, seat = self.seats[student.id]
        return room, self._rows[room, seat.row], self._columns[room, seat.number]

    def beside(self, student: Student) -> Iterator[Student]:
        """Left, right, in front and behind."""
        yield from (other[student.id] for other in (self._previous, self._next) if student.id in other)
        yield from self._around(student, ((-1, 0), (1, 0)))

    def across(self, student: Student) -> Iterator[Student]:
        """Across the corner."""
        return self._around(student, ((-1, -1), (-1, 1), (1, -1), (1, 1)))

    def after(self, student: Student) -> Iterator[Student]:
        """To the right and behind, so that everybody is met once."""
        if student.id in self._next:
            yield self._next[student.id]
        yield from self._around(student, ((1, 0),))

    def _around(self, student: Student, steps: Iterable[tuple[int, int]]) -> Iterator[Student]:
        room, row, column = self._cell(student)
        cells = ((room, row + down, column + right) for down, right in steps)
        return (self._at[cell] for cell in cells if cell in self._at)

    def pattern(self, student: Student, count: int) -> int:
        """What a full room gets: one version on along the row, two on from row to row, so that corners differ too."""
        _, row, column = self._cell(student)
        return (column + (2 if count > 3 else 1) * row) % count + 1


def _ranks(places: Iterable[tuple[Room, int]]) -> dict[tuple[Room, int], int]:
    """In each room, the how manyth a row or column is among those where somebody sits."""
    rooms: dict[Room, set[int]] = {}
    for room, number in places:
        rooms.setdefault(room, set()).add(number)
    return {(room, number): rank for room, numbers in rooms.items() for rank, number in enumerate(sorted(numbers))}


def _of(students: Iterable[Student], found: Mapping[str, int]) -> set[int]:
    return {found[student.id] for student in students if student.id in found}
