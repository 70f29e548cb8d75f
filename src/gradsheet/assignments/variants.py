"""Variants for an LMS: every problem of the assignment, drawn and proven, and recorded once they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..problems import Problem
from .assignment import Assignment
from .certificate import Certificate, certified, write_certificate
from .coincidences import coincidences
from .entries import assigned
from .folder import Folder
from .in_use import problems_in_use, refuse_changed, with_frozen
from .load import load_assignment
from .numbers import with_numbers
from .rebuilt import sheets
from .record import Assigned, Entry, Holder, Record, read_record, write_record
from .seeds import secret_of, sheet_code
from .sheet import Sheet, Student


@dataclass(frozen=True, kw_only=True)
class Variants:
    """Variants for an LMS, each with every problem of the assignment; nothing is written until they are kept."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    certificate: Certificate
    folder: Folder
    before: Record
    record: Record
    problems: Mapping[str, Problem]

    def keep(self) -> tuple[Sheet, ...]:
        """Writes them into the record: from then on the same export can be made again."""
        record = with_frozen(self.folder, self.record, self.problems)
        write_record(self.folder, record, before=self.before)
        write_certificate(self.folder, "exports", self.certificate)
        return self.sheets


def drawn_variants(folder: Folder, count: int) -> Variants:
    """Variants 1 to `count` for an LMS: recorded numbers, new ones where there are none; every key is proven."""
    assignment = load_assignment(folder)
    before = read_record(folder)
    problems = problems_in_use(folder, assignment)
    refuse_changed(folder, before, problems)
    secret = secret_of(folder)
    exercises = assigned_to_everybody(assignment, problems)
    entries = dict(before.exports)
    codes = before.codes
    for number in map(str, range(1, count + 1)):
        code = entries[number].code if number in entries else sheet_code(secret, ("export", number), codes)
        codes.add(code)
        holder = Holder("exports", number)
        entries[number] = Entry(code=code, file="", origin=number, holder=holder, exercises=exercises)
    wanted = [entries[str(number)] for number in range(1, count + 1)]
    record = with_numbers(replace(before, exports=entries), wanted, problems, secret)
    made = sheets(record, entries, problems, [Student(id=entry.origin) for entry in wanted])
    return Variants(
        sheets=made,
        notes=tuple(coincidences(record, wanted)),
        certificate=certified(made),
        folder=folder,
        before=before,
        record=record,
        problems=problems,
    )


def assigned_to_everybody(assignment: Assignment, problems: Mapping[str, Problem]) -> tuple[Assigned, ...]:
    """Every exercise of the assignment, those included of which a student gets only some."""
    return tuple(assigned(line, use, problems) for line in assignment.entries for use in line.uses)
