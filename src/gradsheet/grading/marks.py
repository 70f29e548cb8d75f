"""Marks for a gradebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..assignments.sheet import label_order
from ..assignments.table import guarded, to_csv
from .verdict import Marks
from .wording import points_text

Cell = str | Fraction | None


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A row for each student, the same in every format: text, numbers, and nothing where nothing is known."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds of a student's marks; it is there where it `occurs` for somebody."""

    name: str
    cell: Callable[[Marks], Cell]
    occurs: Callable[[Marks], bool] = lambda _: True


ABOUT = (
    Column("id", lambda marks: marks.sheet.student.id),
    Column("name", lambda marks: marks.sheet.student.name),
    Column("email", lambda marks: marks.sheet.student.email),
    Column("group", lambda marks: marks.sheet.student.group),
    Column("submitted", lambda marks: _submitted(marks), lambda marks: bool(_submitted(marks))),
    Column("days late", lambda marks: Fraction(marks.days_late), lambda marks: marks.days_late > 0),
    Column("attempt", lambda marks: f"{marks.attempt} of {marks.attempts}", lambda marks: marks.attempts > 1),
)
"""What stands before the points of each blank."""
SUMS = (
    Column("earned", lambda marks: marks.earned, lambda marks: marks.earned != marks.total),
    Column("total", lambda marks: marks.total),
)
"""What stands after them; empty for those from whom nothing came in."""


def gradebook(marks: Sequence[Marks]) -> Gradebook:
    """Points per blank and the total; lateness and attempts have columns where they occur.

    A cell is empty where nothing came in, and where a person has yet to mark.
    """
    labels = sorted({v.blank.label: None for one in marks for v in one.verdicts}, key=label_order)
    about, sums = ([c for c in columns if any(map(c.occurs, marks))] for columns in (ABOUT, SUMS))
    return Gradebook(
        header=(*(column.name for column in about), *labels, *(column.name for column in sums)),
        rows=tuple(
            (
                *(column.cell(one) for column in about),
                *_points(one, labels),
                *(column.cell(one) if _counts(one) else None for column in sums),
            )
            for one in marks
        ),
    )


def _submitted(marks: Marks) -> str:
    return marks.submission.submitted if marks.submission is not None else ""


def _counts(marks: Marks) -> bool:
    """Whether there is anything to be counted."""
    return marks.submission is not None or any(verdict.points for verdict in marks.verdicts)


def _points(marks: Marks, labels: Sequence[str]) -> list[Cell]:
    points = {
        verdict.blank.label: verdict.points
        for verdict in marks.verdicts
        if (marks.submission is not None or verdict.points) and not verdict.waits
    }
    return [points.get(label) for label in labels]


def marks_csv(marks: Sequence[Marks]) -> str:
    """The gradebook as CSV."""
    book = gradebook(marks)
    return to_csv(book.header, [[_csv_cell(cell) for cell in row] for row in book.rows])


def _csv_cell(cell: Cell) -> str:
    # Only text can be an attack on a spreadsheet; a minus sign in a number is legitimate.
    return guarded(cell) if isinstance(cell, str) else points_text(cell) if cell is not None else ""
