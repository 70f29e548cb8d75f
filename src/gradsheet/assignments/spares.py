"""Spare sheets: made for nobody, and bound to a student later by the column `spare` of the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..errors import Complaint, ComplaintsError
from .assignment import Assignment
from .folder import file_name, free_name
from .record import Entry, Holder, Record, Redrawn, free_origin, own_origin
from .roster import Roster
from .seeds import sheet_code
from .sheet import Student


def with_spares(record: Record, assignment: Assignment, secret: bytes, count: int) -> Record:
    """The record with spare sheets 1 to `count`, without exercises yet; where there are versions, these in turn."""
    spares = dict(record.spares)
    codes = record.codes
    origins = {entry.origin for entry in (*record.students.values(), *record.withdrawn, *spares.values())}
    files = {entry.file.lower() for entry in (*record.students.values(), *spares.values())}
    used = Counter(entry.holder.name for entry in spares.values())
    for number in map(str, range(1, count + 1)):
        if number in spares:
            continue
        holder = Holder("spares", number)
        if assignment.variants is not None:
            version = min(map(str, range(1, assignment.variants + 1)), key=lambda one: (used[one], int(one)))
            used[version] += 1
            holder = Holder("variants", version)
        code = sheet_code(secret, ("spare", number), codes)
        codes.add(code)
        file = free_name(f"spare-{int(number):02}", files)
        files.add(file.lower())
        origin = free_origin(f"spare {number}", origins)
        origins.add(origin)
        spares[number] = Entry(code=code, file=file, origin=origin, holder=holder, exercises=())
    return replace(record, spares=spares)


def bound(record: Record, roster: Roster) -> Record:
    """The record in which whoever has the code of a spare sheet in the roster has that sheet.

    A sheet made for the student before is kept as one from before a redraw, so that answers on it are known. A spare
    sheet whose code stands no longer in its student's row is nobody's again. Raises ComplaintsError with all codes
    that are those of no spare sheet.
    """
    numbers = {entry.code: number for number, entry in record.spares.items()}
    wrong = [student for student in roster.students if student.spare and student.spare not in numbers]
    if wrong:
        raise ComplaintsError(_complaints(record, wrong))
    for student in roster.students:
        entry = record.students.get(student.id)
        if entry is not None and entry.code in numbers and entry.code != student.spare:
            record = _given_back(record, student.id, entry)
    for student in roster.students:
        if student.spare and student.spare not in _had(record, student.id):
            record = _bound(record, student, record.spares[numbers[student.spare]])
    return record


def bindings(before: Record, record: Record) -> Iterator[str]:
    """One sentence for each student who has a spare sheet now, or has it no longer."""
    numbers = {entry.code: number for number, entry in record.spares.items()}
    for id_ in {**before.students, **record.students}:
        had = before.students[id_].code if id_ in before.students else None
        code = record.students[id_].code if id_ in record.students else None
        if code in numbers and code not in _had(before, id_):
            other = f"; the sheet {had}, made for {id_} before, is set aside" if had not in (None, *numbers) else ""
            yield f"spare sheet {numbers[code]} ({code}) belongs to {id_} now{other}"
        elif had in numbers and had not in _had(record, id_):
            yield f"spare sheet {numbers[had]} ({had}) does not belong to {id_} any more"


def _complaints(record: Record, students: Iterable[Student]) -> Iterator[Complaint]:
    for student in students:
        whose = record.owners.get(student.spare)
        what = f"is the own sheet of {whose}" if whose else "is on no sheet of this assignment"
        yield Complaint(
            "roster.csv", None, None,
            f"{student.id}, column spare: {student.spare} {what}; staff/spares.csv has the codes of the spare sheets",
        )  # fmt: skip


def _had(record: Record, student: str) -> set[str]:
    """The codes of a student's sheets, also of those from before a redraw."""
    if student not in record.students:
        return set()
    entry = record.students[student]
    return {entry.code, *(one.entry.code for one in record.redrawn if one.entry.origin == entry.origin)}


def _bound(record: Record, student: Student, spare: Entry) -> Record:
    own = record.students.get(student.id)
    if own is None:
        everyone = (*record.students.values(), *record.withdrawn, *record.spares.values())
        file = file_name(student.id, [entry.file for entry in (*record.students.values(), *record.spares.values())])
        entry = replace(spare, file=file, origin=own_origin(student.was or student.id, everyone))
        return replace(record, students={**record.students, student.id: entry})
    past = own.holder if own.holder.kind != "students" else Holder("redrawn", own.code)
    kept = {(past, one.use): record.draws[own.holder, one.use] for one in own.exercises}
    before = Redrawn(entry=replace(own, holder=past), who="", when="", why=_why(spare))
    return replace(
        record,
        draws={**record.draws, **kept},
        students={**record.students, student.id: replace(spare, file=own.file, origin=own.origin)},
        redrawn=(*record.redrawn, before),
    )


def _given_back(record: Record, student: str, spare: Entry) -> Record:
    """The student has the sheet from before again, or none, if there was none."""
    students = dict(record.students)
    before = [one for one in record.redrawn if one.entry.origin == spare.origin and one.why == _why(spare)]
    if not before:
        del students[student]
        return replace(record, students=students)
    own = before[-1].entry
    holder = Holder("students", own.origin) if own.holder.kind == "redrawn" else own.holder
    students[student] = replace(own, holder=holder)
    return replace(record, students=students, redrawn=tuple(one for one in record.redrawn if one is not before[-1]))


def _why(spare: Entry) -> str:
    return f"the spare sheet {spare.code} took its place"
