"""staff/written.csv: what a person gives for blanks that only a person can mark.

The table holds a row for each student and an empty column for each written blank. What is filled in is read at every
run and counts; a file in which something stands is never written over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction

from ..assignments.folder import Folder
from ..assignments.sheet import Blank, Sheet, label_order
from ..assignments.table import Row, Table, guarded, read_table, to_csv
from ..errors import Complaint, ComplaintsError, GradsheetError
from ..problems.problem import Kind
from .last_marks import LastMarks
from .wording import on_one_line, points_text

NOTHING = frozenset({"", "-", "--", "–", "—"})
HALF_SHOWN = Fraction(1, 20000)
"""A third of a point is shown as 0.3333, or 0.6667: whoever types that means the third."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Points by student's id and label; `content` is the table to write, None where the one that is there stays."""

    points: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    content: str | None = None
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()


def read_written(
    folder: Folder, sheets: Sequence[Sheet], last: Mapping[str, LastMarks], encoding: str | None = None
) -> Written:
    """What stands in staff/written.csv. Where there is no such file, the points of the last marks stand for it."""
    blanks = {sheet.student.id: _written(sheet) for sheet in sheets}
    labels = sorted({label for by_label in blanks.values() for label in by_label}, key=label_order)
    if not labels:
        return Written()
    path = folder.staff / "written.csv"
    before = {id_: _given(last[id_]) for id_ in blanks if id_ in last}
    if not path.exists():
        return Written(points=before, content=_table(sheets, labels, before))
    file = folder.shown(path)
    try:
        table = read_table(path, shown=file, encoding=encoding)
    except ComplaintsError as error:
        return Written(points=before, complaints=error.complaints)
    except GradsheetError as error:
        complaint = Complaint(file, None, None, str(error).removeprefix(f"{file}: "))
        return Written(points=before, complaints=(complaint,))
    return _read(table, sheets, blanks, labels)


def _written(sheet: Sheet) -> dict[str, Blank]:
    return {blank.label: blank for blank in sheet.blanks if blank.ask.kind is Kind.WRITTEN}


def _given(last: LastMarks) -> dict[str, Fraction]:
    return {
        label: one.points
        for label, one in last.blanks.items()
        if one.outcome == "written" and one.by_person and not one.decision
    }


def _table(sheets: Sequence[Sheet], labels: Sequence[str], points: Mapping[str, Mapping[str, Fraction]]) -> str:
    rows = []
    for sheet in sheets:
        student = sheet.student
        given = points.get(student.id, {})
        cells = (points_text(given[label]) if label in given else "" for label in labels)
        rows.append([guarded(student.id), guarded(student.name), *cells])
    return to_csv(["id", "name", *labels], rows)


def _read(
    table: Table, sheets: Sequence[Sheet], blanks: Mapping[str, Mapping[str, Blank]], labels: Sequence[str]
) -> Written:
    columns = {header.strip().lower(): place for place, header in reversed(list(enumerate(table.header)))}
    if "id" not in columns:
        complaint = Complaint(table.file, 1, None, "no column is headed 'id'; delete the file to have a new one")
        return Written(complaints=(*table.complaints, complaint))
    points: dict[str, dict[str, Fraction]] = {}
    complaints = list(table.complaints)
    anything = bool(complaints)
    rows: dict[str, int] = {}
    for row in table.rows:
        student = row.cells[columns["id"]]
        cells = {label: row.cells[columns[label]] for label in labels if label in columns}
        filled = {label: cell for label, cell in cells.items() if cell not in NOTHING}
        anything = anything or bool(filled)
        if problem := _wrong_row(student, blanks, rows) if filled else None:
            complaints.append(Complaint(table.file, row.number, None, problem))
            continue
        rows.setdefault(student, row.number)
        found, wrong = _points(table, row, filled, blanks.get(student, {}))
        points[student] = found
        complaints += wrong
    if not anything:
        return Written(content=_table(sheets, labels, {}))
    missing = [id_ for id_ in blanks if id_ not in rows]
    gone = [label for label in labels if label not in columns]
    notes = [
        *([f"{table.file} has no row for {', '.join(missing)}; add it to give points"] if missing else []),
        *([f"{table.file} has no column {', '.join(gone)}; add it to give points"] if gone else []),
    ]
    return Written(
        points={id_: found for id_, found in points.items() if found},
        complaints=tuple(complaints),
        notes=tuple(notes),
    )


def _wrong_row(student: str, blanks: Mapping[str, object], rows: Mapping[str, int]) -> str | None:
    if student in rows:
        return f"{student} stands in row {rows[student]} already, and that one counts; delete one of them"
    if student not in blanks:
        close = get_close_matches(student, blanks, n=1)
        return f"'{on_one_line(student, 40)}' was given no sheet" + (f"; did you mean '{close[0]}'?" if close else "")
    return None


def _points(
    table: Table, row: Row, filled: Mapping[str, str], blanks: Mapping[str, Blank]
) -> tuple[dict[str, Fraction], list[Complaint]]:
    found: dict[str, Fraction] = {}
    complaints = []
    for label, cell in filled.items():
        if label not in blanks:
            complaints.append(Complaint(table.file, row.number, None, f"{label}: this sheet has no such blank"))
            continue
        points = _number(cell, blanks[label].points)
        if points is None:
            most = points_text(blanks[label].points)
            text = f"{label}: '{on_one_line(cell, 40)}' is no number of points from 0 to {most}; it is not counted"
            complaints.append(Complaint(table.file, row.number, None, text))
        else:
            found[label] = points
    return found, complaints


def _number(cell: str, most: Fraction) -> Fraction | None:
    try:
        number = Decimal(cell.replace(",", "."))
        points = Fraction(number) if abs(number.adjusted()) < 30 else None
    except (InvalidOperation, ValueError, OverflowError):
        return None
    if points is None or not 0 <= points <= most + HALF_SHOWN:
        return None
    return most if abs(points - most) <= HALF_SHOWN else points
