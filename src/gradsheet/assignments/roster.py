"""The class: roster.csv as a teacher writes it, or as Canvas or Moodle export it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path

from ..errors import Complaint, ComplaintsError
from .seeds import read_sheet_code
from .sheet import Student
from .table import Row, Table, read_table

SPELLINGS = {
    "id": ("id", "student id", "student number"),
    "name": ("name", "full name", "student name"),
    "print_name": ("print name",),
    "email": ("email", "e-mail", "email address", "e-mail-adresse"),
    "group": ("group", "groups", "section", "gruppe", "gruppen"),
    "due": ("due",),
    "layout": ("layout",),
    "was": ("was",),
    "seat": ("seat",),
    "spare": ("spare", "spare code", "spare sheet"),
    "first": ("first name", "firstname", "given name", "vorname"),
    "last": ("last name", "lastname", "surname", "nachname"),
}
"""Our columns, and how people head them; letter case, `_` and spaces do not matter."""

CANVAS = {"id": ("sis user id", "sis login id", "id"), "name": ("student",)}
MOODLE = {"id": ("id number", "id-nummer", "username", "email address", "email", "e-mail-adresse")}
LONGEST_ID = 200
LAYOUTS = ("", "large")

Columns = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The students, the header of the column that became the id, and what the teacher should know."""

    students: tuple[Student, ...]
    id_column: str
    notes: tuple[str, ...] = ()


def read_roster(
    path: Path,
    *,
    timezone: tzinfo,
    id_column: str | None = None,
    shown: str = "roster.csv",
    encoding: str | None = None,
) -> Roster:
    """Reads the class, with all complaints at once; `id_column` is the one that the record keeps."""
    return roster_of(read_table(path, shown=shown, encoding=encoding), timezone=timezone, id_column=id_column)


def roster_of(table: Table, *, timezone: tzinfo, id_column: str | None = None) -> Roster:
    """The class in a table."""
    headers = [_plain(cell) for cell in table.header]
    canvas = headers[:1] == ["student"] and "id" in headers
    rows = [row for row in table.rows if not (canvas and _is_no_student(row))]
    skipped = len(table.rows) - len(rows)
    complaints = [*table.complaints, *_doubled_headers(table, headers)]
    place = _id_place(table, headers, rows, canvas=canvas, kept=id_column)
    columns = {**_columns(headers, canvas=canvas), "id": place}
    students = []
    for row in rows:
        student, found = _student(table, row, columns, timezone)
        students.append(student)
        complaints += found
    complaints += _same_twice(table, rows, students)
    if complaints:
        raise ComplaintsError(sorted(complaints, key=lambda one: one.line or 0))
    if not students:
        raise ComplaintsError([Complaint(table.file, 2, None, "there are no students yet; write one row for each")])
    notes = []
    if headers[place] != "id" or canvas:
        notes.append(f"{table.file}: the column '{table.header[place]}' is taken for the id")
    if skipped:
        notes.append(f"{table.file}: {skipped} row(s) of Canvas's own (test student, points possible) skipped")
    return Roster(students=tuple(students), id_column=table.header[place], notes=tuple(notes))


def _plain(header: str) -> str:
    return " ".join(header.replace("_", " ").lower().split())


def _is_no_student(row: Row) -> bool:
    """Canvas's rows for points and posting, and its test student (`Student, Test`)."""
    first = row.cells[0]
    return not first or "points possible" in first.lower() or first.lower() == "student, test"


def _columns(headers: list[str], *, canvas: bool) -> dict[str, int]:
    spellings = {**SPELLINGS, "name": CANVAS["name"]} if canvas else SPELLINGS
    return {
        field: next(headers.index(spelling) for spelling in known if spelling in headers)
        for field, known in spellings.items()
        if any(spelling in headers for spelling in known)
    }


def _doubled_headers(table: Table, headers: list[str]) -> Iterator[Complaint]:
    for number, header in enumerate(headers):
        if header and header in headers[:number] and any(header in known for known in SPELLINGS.values()):
            text = f"two columns are headed '{table.header[number]}'; rename one of them"
            yield Complaint(table.file, 1, None, text)


def _id_place(table: Table, headers: list[str], rows: list[Row], *, canvas: bool, kept: str | None) -> int:
    """Which column holds the ids: the one kept in the record, else ours, else the exporter's best."""
    if kept is not None:
        if _plain(kept) in headers:
            return headers.index(_plain(kept))
        text = (
            f"the column '{kept}' is missing, which the record keeps as the students' ids; "
            "bring it back, or give the column that holds the same ids this header"
        )
        raise ComplaintsError([Complaint(table.file, 1, None, text)])
    known = CANVAS["id"] if canvas else (*SPELLINGS["id"], *MOODLE["id"])
    present = [headers.index(spelling) for spelling in known if spelling in headers]
    if not present:
        text = f"no column is headed 'id'; found {', '.join(table.header)}; the first row must name the columns"
        raise ComplaintsError([Complaint(table.file, 1, None, text)])
    if headers[present[0]] in SPELLINGS["id"] and not canvas:
        return present[0]
    return next((place for place in present if _tells_apart(rows, place)), present[0])


def _tells_apart(rows: list[Row], place: int) -> bool:
    ids = [row.cells[place] for row in rows]
    return all(ids) and len(set(ids)) == len(ids)


def _student(table: Table, row: Row, columns: Columns, timezone: tzinfo) -> tuple[Student, list[Complaint]]:
    def cell(field: str) -> str:
        return row.cells[columns[field]] if field in columns else ""

    complaints = [Complaint(table.file, row.number, None, text) for text in _wrong_id(cell("id"), cell("name"))]
    broken = next((table.header[at] for at, text in enumerate(row.cells) if "\n" in text or "\r" in text), None)
    if broken is not None and not complaints:
        text = f"{broken}: this cell goes over several lines; is there a double quote too many or too few?"
        complaints.append(Complaint(table.file, row.number, None, text))
    due = _due(cell("due"), timezone)
    if cell("due") and due is None:
        text = f"due: '{cell('due')}' is no date; write it like 2026-11-24T23:59"
        complaints.append(Complaint(table.file, row.number, None, text))
    spare = read_sheet_code(cell("spare")) if cell("spare") else ""
    if spare is None:
        text = f"spare: '{cell('spare')}' is no code of a sheet; staff/spares.csv has those of the spare sheets"
        complaints.append(Complaint(table.file, row.number, None, text))
    if cell("layout").lower() not in LAYOUTS:
        text = f"layout: '{cell('layout')}' is none; write large for a sheet in large print, or nothing"
        complaints.append(Complaint(table.file, row.number, None, text))
    used = set(columns.values())
    student = Student(
        id=unicodedata.normalize("NFC", cell("id")),
        name=cell("name") or f"{cell('first')} {cell('last')}".strip(),
        print_name=cell("print_name"),
        email=cell("email"),
        group=cell("group"),
        due=due,
        layout=cell("layout").lower(),
        seat=cell("seat"),
        spare=spare or "",
        was=unicodedata.normalize("NFC", cell("was")),
        other={table.header[at]: text for at, text in enumerate(row.cells) if at not in used},
    )
    return student, complaints


def _wrong_id(text: str, who: str) -> Iterator[str]:
    if not text:
        yield f"the id is missing{f' for {who}' if who else ''}"
    if len(text) > LONGEST_ID:
        yield f"this id has {len(text)} characters; at most {LONGEST_ID}"
    if any(unicodedata.category(character).startswith("C") for character in text):
        yield f"the id {text!r} holds a line break or another control character"
    if re.fullmatch(r"\d[.,]\d+E\+\d+", text):
        yield f"a spreadsheet has shortened the id to '{text}'; format the column as text and enter the ids again"


def _due(text: str, timezone: tzinfo) -> datetime | None:
    try:
        return at_end_of_day(date.fromisoformat(text), timezone)
    except ValueError:
        pass
    try:
        return at_end_of_day(datetime.fromisoformat(text), timezone)
    except ValueError:
        return None


def at_end_of_day(when: date | datetime, timezone: tzinfo) -> datetime:
    """A date means 23:59 on that day; a time without a zone is the course's."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(23, 59))
    return when.replace(tzinfo=timezone) if when.tzinfo is None else when


def _same_twice(table: Table, rows: list[Row], students: list[Student]) -> Iterator[Complaint]:
    ids: dict[str, int] = {}
    before: dict[str, int] = {}
    spares: dict[str, int] = {}
    for row, student in zip(rows, students, strict=True):
        if student.id and student.id in ids:
            text = f"the id '{student.id}' stands in row {ids[student.id]} already; each student needs an own id"
            yield Complaint(table.file, row.number, None, text)
        ids.setdefault(student.id, row.number)
        if student.was and student.was in before:
            text = f"was: '{student.was}' stands in row {before[student.was]} already; only one student had this id"
            yield Complaint(table.file, row.number, None, text)
        before.setdefault(student.was, row.number)
        if student.spare and student.spare in spares:
            text = f"spare: {student.spare} stands in row {spares[student.spare]} already; a sheet is one student's"
            yield Complaint(table.file, row.number, None, text)
        spares.setdefault(student.spare, row.number)
    for row, student in zip(rows, students, strict=True):
        if student.was and student.was != student.id and student.was in ids:
            text = (
                f"was: '{student.was}' is still the id of the student in row {ids[student.was]}; to exchange two ids, "
                "give one student a third id, make, and then give the right one"
            )
            yield Complaint(table.file, row.number, None, text)
