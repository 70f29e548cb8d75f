"""Who gets which exercises: an entry of the record for everyone on the roster and for every spare sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..problems import Problem
from .assignment import Assignment, Use
from .assignment import Entry as Line
from .folder import file_name, free_name
from .record import Assigned, Entry, Holder, Record, free_origin
from .roster import Roster
from .seats import versions
from .seeds import chosen, sheet_code
from .sheet import weight_of


def with_entries(
    record: Record, assignment: Assignment, roster: Roster, problems: Mapping[str, Problem], secret: bytes
) -> Record:
    """The record with an entry for everyone on the roster, holding the exercises that are set now."""
    students = dict(record.students)
    codes = record.codes
    # Kept from student to student: gathered anew for each, they would take the square of a large class.
    origins = {entry.origin for entry in (*students.values(), *record.withdrawn, *record.spares.values())}
    files = {entry.file.lower() for entry in (*students.values(), *record.spares.values())}
    numbers = _variants(record, assignment, roster)
    for student in roster.students:
        entry = students.get(student.id)
        if entry is None:
            origin = free_origin(student.was or student.id, origins)
            origins.add(origin)
            holder = Holder("students", origin)
            if student.id in numbers:
                holder = Holder("variants", str(numbers[student.id]))
            code = sheet_code(secret, (origin,), codes)
            codes.add(code)
            file = free_name(file_name(student.id), files)
            files.add(file.lower())
            entry = Entry(code=code, file=file, origin=origin, holder=holder, exercises=())
        students[student.id] = replace(entry, exercises=_exercises(entry, assignment, problems, secret))
    spares = {
        number: replace(entry, exercises=_exercises(entry, assignment, problems, secret))
        for number, entry in record.spares.items()
    }
    return replace(record, students=students, spares=spares)


def _variants(record: Record, assignment: Assignment, roster: Roster) -> dict[str, int]:
    """The variant of each student who is new: neighbours get different ones."""
    if assignment.variants is None:
        return {}
    new = {student.id for student in roster.students if student.id not in record.students}
    found = versions(roster.students, assignment.variants, versions_of(record))
    return {id_: number for id_, number in found.items() if id_ in new}


def versions_of(record: Record) -> dict[str, int]:
    """The version of each student whose numbers are those of a version, by id."""
    return {id_: int(one.holder.name) for id_, one in record.students.items() if one.holder.kind == "variants"}


def _exercises(
    entry: Entry, assignment: Assignment, problems: Mapping[str, Problem], secret: bytes
) -> tuple[Assigned, ...]:
    return tuple(assigned(line, use, problems) for line in assignment.entries for use in _picked(line, entry, secret))


def _picked(line: Line, entry: Entry, secret: bytes) -> Iterable[Use]:
    """The problems of a line for one sheet: those it has already, else the secret's choice."""
    names = [use.name for use in line.uses]
    had = {one.use for one in entry.exercises}
    recorded = [name_ for name_ in names if name_ in had]
    holder = (entry.origin,) if entry.holder.kind == "students" else (entry.holder.kind, entry.holder.name)
    kept = recorded if len(recorded) == line.pick else chosen(secret, holder, names, line.pick)
    return [use for use in line.uses if use.name in kept]


def assigned(line: Line, use: Use, problems: Mapping[str, Problem]) -> Assigned:
    """A problem of a line as an exercise of a sheet: worth what the line says, else the weights of its blanks."""
    points = weight_of(problems[use.problem]) if line.points is None else line.points
    return Assigned(use=use.name, problem=use.problem, points=points)
