"""Corrected ids: whoever has another id now keeps sheet, numbers and code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from ..errors import GradsheetError
from .folder import file_name
from .record import Entry, Record
from .roster import Roster
from .sheet import Student

Answered = Callable[[], Collection[str]]
"""The ids under which answers came in, or have been marked; asked only where it matters: reading them takes time."""


def with_corrected_ids(record: Record, roster: Roster, answered: Answered) -> Record:
    """The record with each sheet under the id that its student has now; only the files' names follow the id.

    A sheet that the new id has got meanwhile is withdrawn, unless answers came in on it.
    """
    students, withdrawn = dict(record.students), list(record.withdrawn)
    on_roster = {student.id for student in roster.students}
    for student in roster.students:
        was = _known_as(student, students, on_roster)
        if was is None or was == student.id:
            continue
        if student.id in students:
            if student.id in answered():
                raise GradsheetError(_refusal(was, student.id))
            withdrawn.append(students.pop(student.id))
        entry = students.pop(was)
        taken = [other.file for other in students.values()]
        students[student.id] = replace(entry, file=file_name(student.id, taken))
    return replace(record, students=students, withdrawn=tuple(withdrawn))


def withdrawals(before: Record, record: Record) -> Iterable[str]:
    """One sentence for each sheet that was withdrawn for an earlier one."""
    ids = {entry.code: id_ for id_, entry in before.students.items()}
    for entry in record.withdrawn[len(before.withdrawn) :]:
        id_ = ids[entry.code]
        kept = record.students[id_]
        yield (
            f"{id_} is the corrected id of {ids[kept.code]} and keeps the sheet {kept.code}; "
            f"the sheet {entry.code}, made for {id_} meanwhile, is withdrawn: throw away copies of it"
        )


def _known_as(student: Student, students: Mapping[str, Entry], on_roster: Collection[str]) -> str | None:
    """The id in the record of a student with another id now, also where that one had been corrected before."""
    if student.was in students or not student.was or student.id in students:
        return student.was if student.was in students else None
    before = (id_ for id_, entry in students.items() if entry.origin == student.was and id_ not in on_roster)
    return next(before, None)


def _refusal(was: str, id_: str) -> str:
    return (
        f"roster.csv: '{id_}' cannot take over the sheet of '{was}': '{id_}' got a sheet too, and answers came in "
        f"for it. If they were worked out on the sheet of '{was}', write '{was}' for '{id_}' in the files in answers/, "
        f"run `gradsheet grade`, and make again. If they were not, empty the cell `was` of '{id_}' in roster.csv: "
        f"then '{id_}' keeps the own sheet. Nothing was made."
    )
