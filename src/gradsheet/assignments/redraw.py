"""New numbers for one student: a misprint, a lost sheet, a neighbour who talked. Nobody else is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches

from ..errors import GradsheetError
from ..problems import Problem, draw
from .certificate import certified
from .corrected import Answered
from .folder import Folder
from .frozen import frozen_problem
from .in_use import problems_in_use, refuse_changed
from .load import load_assignment
from .numbers import recorded
from .rebuilt import sheets
from .record import Drawn, Entry, Givens, Holder, Record, Redrawn, read_record, write_record
from .seeds import secret_of, sheet_code, student_seed
from .sheet import Sheet, Student

TRIES = 30
"""After so many draws of numbers that the student has had, the ranges hold no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraw:
    """The codes of the sheet before and of the one that counts now, the exercises with new numbers, and remarks."""

    before: str
    code: str
    exercises: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A sheet from before a redraw, with its own numbers, and the code of the one that took its place."""

    sheet: Sheet
    redrawn: Redrawn
    now: str


def redraw(
    folder: Folder,
    student: str,
    problem: str | None = None,
    *,
    why: str,
    keep_old: bool = False,
    who: str = "",
    answered: Answered = tuple,
) -> Redraw:
    """Draws new numbers for one student in all exercises, or in those of one problem, and notes it in the record.

    The sheet before keeps its code and its numbers in the record. Answers that name its code are marked by
    it where `keep_old`, and are set aside otherwise. `answered` gives the ids that have handed something in.
    """
    if not why.strip():
        raise GradsheetError("say why: the reason stands in the record, such as --why 'page 2 was not printed'")
    before = read_record(folder)
    entry = _entry(before, student)
    assignment = load_assignment(folder)
    problems = problems_in_use(folder, assignment)
    refuse_changed(folder, before, problems)
    wanted = _wanted(entry, student, problem, problems)
    secret = secret_of(folder)
    found = {use: _others(problems[name], secret, entry, use, _had(before, entry, use)) for use, name in wanted.items()}
    fresh = {use: drawn for use, drawn in found.items() if drawn is not None}
    fixed = [use for use in found if use not in fresh]
    if not fresh:
        raise GradsheetError(f"{', '.join(fixed)}: the ranges in [given] hold no other numbers; widen them first")
    own, past = Holder("students", entry.origin), Holder("redrawn", entry.code)
    draws = dict(before.draws)
    for one in entry.exercises:
        had = before.draws[entry.holder, one.use]
        draws[past, one.use] = had
        draws[own, one.use] = fresh.get(one.use, had)
    now = replace(entry, code=sheet_code(secret, (entry.origin,), before.codes), holder=own)
    when = datetime.now(assignment.timezone).isoformat(timespec="seconds")
    old = Redrawn(entry=replace(entry, holder=past), who=who, when=when, why=why.strip(), counts=keep_old)
    record = replace(before, draws=draws, students={**before.students, student: now}, redrawn=(*before.redrawn, old))
    certified(sheets(record, {student: now}, _all_of(folder, record, now, problems), [Student(id=student)]))
    write_record(folder, record, before=before)
    notes = [f"{use}: its ranges hold no other numbers, so these stay" for use in fixed]
    if student in answered():
        notes.append(
            f"answers of {student} have come in already: those without a code are marked by {now.code} from now on"
        )
    return Redraw(before=entry.code, code=now.code, exercises=tuple(fresh), notes=tuple(notes))


def earlier_sheets(folder: Folder) -> tuple[Earlier, ...]:
    """The sheets from before redraws, in the order of time, of students who have a sheet now."""
    record = read_record(folder)
    owners = {entry.origin: id_ for id_, entry in record.students.items()}
    found = []
    for one in record.redrawn:
        id_ = owners.get(one.entry.origin)
        if id_ is None:
            continue
        problems = _all_of(folder, record, one.entry, {})
        (sheet,) = sheets(record, {id_: one.entry}, problems, [Student(id=id_)])
        found.append(Earlier(sheet=sheet, redrawn=one, now=record.students[id_].code))
    return tuple(found)


def _entry(record: Record, student: str) -> Entry:
    if not record.students:
        raise GradsheetError("nothing has been handed out yet; `gradsheet make` comes first")
    if student not in record.students:
        close = get_close_matches(student, record.students, n=1)
        hint = f"did you mean {close[0]}?" if close else "`gradsheet make` makes one for everybody on the roster"
        raise GradsheetError(f"no sheet was made for '{student}'; {hint}")
    return record.students[student]


def _wanted(entry: Entry, student: str, problem: str | None, problems: Mapping[str, Problem]) -> dict[str, str]:
    """The `use` names of the exercises that are drawn anew, each with its problem."""
    uses = {one.use: one.problem for one in entry.exercises if one.problem in problems}
    if problem is None:
        return uses
    chosen = {use: name for use, name in uses.items() if problem in (use, name)}
    if not chosen:
        close = get_close_matches(problem, uses, n=1)
        hint = f"did you mean {close[0]}?" if close else f"it has {', '.join(uses)}"
        raise GradsheetError(f"the sheet of '{student}' has no exercise '{problem}'; {hint}")
    return chosen


def _had(record: Record, entry: Entry, use: str) -> list[Drawn]:
    """All numbers that the student has had in an exercise."""
    holders = [entry.holder, *(one.entry.holder for one in record.redrawn if one.entry.origin == entry.origin)]
    return [record.draws[holder, use] for holder in holders if (holder, use) in record.draws]


def _others(problem: Problem, secret: bytes, entry: Entry, use: str, had: Sequence[Drawn]) -> Drawn | None:
    """The numbers of the first later attempt that the student has not had; None where there are no others."""
    first = max(one.attempt for one in had) + 1
    seeds = [student_seed(secret, entry.origin, use, attempt) for attempt in range(first, first + TRIES)]
    known: list[Givens] = [one.givens for one in had]
    others = recorded(problem, range(first, first + TRIES), draw(problem, seeds))
    return next((one for one in others if one.givens not in known), None)


def _all_of(folder: Folder, record: Record, entry: Entry, problems: Mapping[str, Problem]) -> dict[str, Problem]:
    """Every problem of a sheet: as it is now where it is in use, else as it was handed out."""
    names = {one.problem for one in entry.exercises}
    return {name: problems.get(name) or frozen_problem(folder, record.problems, name) for name in names}
