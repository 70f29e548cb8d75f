"""The record by codes alone, for a machine that marks and need not know who anybody is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .record import Entry, Holder, Record


def without_people(record: Record) -> Record:
    """Every sheet that can come in, known by its code: no ids, no names of files, nobody's reasons.

    What marking does not need is left out: exports, withdrawn sheets, and numbers that are on no sheet.
    """
    entries = (*record.students.values(), *record.nobodys.values())
    codes = {entry.origin: entry.code for entry in entries}
    students = {entry.code: _nameless(entry, codes) for entry in entries}
    redrawn = tuple(
        replace(one, entry=_nameless(one.entry, codes), who="", when="", why="")
        for one in record.redrawn
        if one.entry.origin in codes
    )
    before = (*entries, *(one.entry for one in record.redrawn if one.entry.origin in codes))
    used = {(entry.holder, one.use): one.problem for entry in before for one in entry.exercises}
    return Record(
        gradsheet=record.gradsheet,
        problems={name: frozen for name, frozen in record.problems.items() if name in used.values()},
        draws={(_holder(place[0], codes), place[1]): record.draws[place] for place in used},
        students=students,
        redrawn=redrawn,
    )


def _nameless(entry: Entry, codes: Mapping[str, str]) -> Entry:
    return replace(entry, file=entry.code, origin=codes[entry.origin], holder=_holder(entry.holder, codes))


def _holder(holder: Holder, codes: Mapping[str, str]) -> Holder:
    return Holder("students", codes[holder.name]) if holder.kind == "students" else holder
