"""From assignment and roster to sheets: what was handed out stays, what is missing is drawn and recorded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import Complaint, ComplaintsError, GradsheetError
from ..problems import Problem, draw, find_problem, locate, otherwise, refused
from .assignment import Assignment, Use, load_assignment
from .assignment import Entry as Line
from .certificate import Certificate, certified, write_certificate
from .coincidences import coincidences
from .corrected import Answered, with_corrected_ids, withdrawals
from .differences import differences, has_other_ranges
from .folder import Folder, file_name
from .frozen import frozen_copy, frozen_problem
from .record import (
    Assigned,
    Entry,
    Holder,
    Record,
    read_record,
    recorded,
    sheets,
    write_record,
)
from .roster import Roster, read_roster
from .seeds import chosen, secret_of, sheet_code, student_seed, variant_seed
from .sheet import Sheet, Student, weight_of

ATTEMPT = 1


@dataclass(frozen=True, kw_only=True)
class HandOut:
    """The class's sheets in the roster's order, the files they go to, and what the teacher should know.

    `left` are file names that nobody has any more, after a corrected id.
    """

    assignment: Assignment
    sheets: tuple[Sheet, ...]
    files: Mapping[str, str]
    certificate: Certificate
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def hand_out(folder: Folder, *, answered: Answered = tuple) -> HandOut:
    """Everyone's sheet: recorded numbers in the problems as they are now, new numbers for who has none.

    The record is written before this returns, once every key is proven; nothing else is. `answered` gives
    the ids that have handed something in: their sheets are never withdrawn for the sheet of an old id.
    """
    assignment = load_assignment(folder)
    before = read_record(folder)
    roster = read_roster(
        folder.roster,
        timezone=assignment.timezone,
        id_column=before.id_column,
        shown=folder.roster.name,
        encoding=assignment.reading.encoding,
    )
    problems = problems_in_use(folder, assignment)
    if complaints := [one for name_, problem in problems.items() for one in refused(problem, _shown(folder, name_))]:
        raise ComplaintsError(complaints)
    frozen = refuse_changed(folder, before, problems)
    notes = [
        *roster.notes,
        *_lost_secret(folder, before),
        *_otherwise(folder, problems),
        *_other_ranges(folder, frozen, problems),
    ]
    secret = secret_of(folder)
    record = replace(before, id_column=roster.id_column)
    record = with_corrected_ids(record, roster, answered)
    notes += withdrawals(before, record)
    left = _files(before) - _files(record)
    notes += _strangers(record, roster)
    record = _with_entries(record, assignment, roster, problems, secret)
    notes += _changes(before, record)
    record = _with_numbers(record, record.students.values(), problems, secret)
    notes += coincidences(record, [record.students[student.id] for student in roster.students])
    made = sheets(record, record.students, problems, roster.students)
    certificate = certified(made)
    record = _with_frozen(folder, record, problems)
    write_record(folder, record, before=before)
    write_certificate(folder, "students", certificate)
    return HandOut(
        assignment=assignment,
        sheets=made,
        certificate=certificate,
        files={student.id: record.students[student.id].file for student in roster.students},
        left=tuple(sorted({file for file, _ in left})),
        notes=tuple(notes),
    )


def export_sheets(folder: Folder, count: int) -> tuple[Sheet, ...]:
    """Variants 1 to `count` for an LMS, each with every problem of the assignment, written into the record."""
    assignment = load_assignment(folder)
    before = read_record(folder)
    problems = problems_in_use(folder, assignment)
    refuse_changed(folder, before, problems)
    secret = secret_of(folder)
    exercises = tuple(_assigned(line, use, problems) for line in assignment.entries for use in line.uses)
    entries = dict(before.exports)
    codes = before.codes
    for number in map(str, range(1, count + 1)):
        code = entries[number].code if number in entries else sheet_code(secret, ("export", number), codes)
        codes.add(code)
        holder = Holder("exports", number)
        entries[number] = Entry(code=code, file="", origin=number, holder=holder, exercises=exercises)
    wanted = [entries[str(number)] for number in range(1, count + 1)]
    record = _with_numbers(replace(before, exports=entries), wanted, problems, secret)
    made = sheets(record, entries, problems, [Student(id=entry.origin) for entry in wanted])
    certificate = certified(made)
    record = _with_frozen(folder, record, problems)
    write_record(folder, record, before=before)
    write_certificate(folder, "exports", certificate)
    return made


def problems_in_use(folder: Folder, assignment: Assignment) -> dict[str, Problem]:
    """Every problem in use, by its `use` string; all complaints about all of them at once."""
    found: dict[str, Problem] = {}
    complaints: list[Complaint] = []
    for line in assignment.entries:
        for problem in dict.fromkeys(use.problem for use in line.uses):
            if problem in found:
                continue
            try:
                found[problem] = find_problem(problem, folder=folder.root)
            except ComplaintsError as error:
                complaints += error.complaints
            except GradsheetError as error:
                complaints.append(Complaint(folder.assignment.name, *line.place, str(error)))
    if complaints:
        raise ComplaintsError(dict.fromkeys(complaints))
    return found


def refuse_changed(folder: Folder, record: Record, problems: Mapping[str, Problem]) -> dict[str, Problem]:
    """Stops where a problem no longer asks or computes what was handed out; else those handed out, as they were."""
    frozen = {name_: frozen_problem(folder, record.problems, name_) for name_ in problems if name_ in record.problems}
    stops = []
    for name_, before in frozen.items():
        changes = differences(before, problems[name_])
        if changes:
            _, shown = locate(name_, folder=folder.root)
            kept = folder.shown(folder.record / "problems" / record.problems[name_].file)
            own = name_ if name_.endswith(".toml") else f"problems/{name_}.toml"
            stops.append(
                f"{shown}: this is no longer the problem that was handed out:\n"
                + "".join(f"  {change}\n" for change in changes)
                + f"To go on, copy {kept} to {own}; or save the changed problem under another name and use that "
                "in assignment.toml."
            )
    if stops:
        nobody = "If nobody has got a sheet yet, delete record/, students/ and staff/, and make again."
        raise GradsheetError("\n".join([*stops, nobody, "Nothing was made."]))
    return frozen


def _other_ranges(folder: Folder, frozen: Mapping[str, Problem], problems: Mapping[str, Problem]) -> Iterable[str]:
    changed = [_shown(folder, name_) for name_, before in frozen.items() if has_other_ranges(before, problems[name_])]
    if changed:
        yield (
            f"{', '.join(changed)}: other ranges than when it was handed out; numbers handed out stay, new students "
            "draw from the new ranges"
        )


def _otherwise(folder: Folder, problems: Mapping[str, Problem]) -> Iterable[str]:
    return (str(one) for name_, problem in problems.items() for one in otherwise(problem, _shown(folder, name_)))


def _shown(folder: Folder, problem: str) -> str:
    return locate(problem, folder=folder.root)[1]


def _lost_secret(folder: Folder, record: Record) -> Iterable[str]:
    if record.students and not folder.secret.exists():
        yield "the file 'secret' is missing; numbers handed out stay as they are, new students get a new secret"


def _files(record: Record) -> set[tuple[str, str]]:
    """The name of each student's files, with the code that stands in them."""
    return {(entry.file, entry.code) for entry in record.students.values()}


def _strangers(record: Record, roster: Roster) -> Iterable[str]:
    on_roster = {student.id for student in roster.students}
    gone = [id_ for id_ in record.students if id_ not in on_roster]
    new = [student.id for student in roster.students if student.id not in record.students]
    if gone:
        yield f"in the record but not on the roster, their numbers are kept: {_listed(gone)}"
    if gone and new:
        yield (
            f"new on the roster: {_listed(new)}; if one of them is a corrected id, write the old id into a column `was`"
        )


def _listed(ids: Sequence[str], most: int = 5) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def _with_entries(
    record: Record, assignment: Assignment, roster: Roster, problems: Mapping[str, Problem], secret: bytes
) -> Record:
    """The record with an entry for everyone on the roster, holding the exercises that are set now."""
    students = dict(record.students)
    codes = record.codes
    numbers = _variants(record, assignment, roster)
    for student in roster.students:
        entry = students.get(student.id)
        if entry is None:
            origin = _own_origin(student.was or student.id, [*students.values(), *record.withdrawn])
            holder = Holder("students", origin)
            if student.id in numbers:
                holder = Holder("variants", str(numbers[student.id]))
            code = sheet_code(secret, (origin,), codes)
            codes.add(code)
            file = file_name(student.id, [other.file for other in students.values()])
            entry = Entry(code=code, file=file, origin=origin, holder=holder, exercises=())
        students[student.id] = replace(entry, exercises=_exercises(entry, assignment, problems, secret))
    return replace(record, students=students)


def _own_origin(wanted: str, entries: Iterable[Entry]) -> str:
    """The name that seeds a new student's numbers: never one whose numbers somebody has, under another id now."""
    taken = {entry.origin for entry in entries}
    origin, count = wanted, 1
    while origin in taken:
        count += 1
        origin = f"{wanted}~{count}"
    return origin


def _variants(record: Record, assignment: Assignment, roster: Roster) -> dict[str, int]:
    """The variant of each student who is new, in the order of seats: always the one used least so far."""
    if assignment.variants is None:
        return {}
    used = Counter(int(entry.holder.name) for entry in record.students.values() if entry.holder.kind == "variants")
    numbers = {}
    for student in sorted(roster.students, key=lambda one: _natural(one.seat)):
        if student.id not in record.students:
            number = min(range(1, assignment.variants + 1), key=lambda one: (used[one], one))
            used[number] += 1
            numbers[student.id] = number
    return numbers


def _natural(seat: str) -> list[tuple[int, str]]:
    """A9 before A10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d+|\D+", seat)]


def _exercises(
    entry: Entry, assignment: Assignment, problems: Mapping[str, Problem], secret: bytes
) -> tuple[Assigned, ...]:
    return tuple(_assigned(line, use, problems) for line in assignment.entries for use in _picked(line, entry, secret))


def _picked(line: Line, entry: Entry, secret: bytes) -> Iterable[Use]:
    """The problems of a line for one sheet: those it has already, else the secret's choice."""
    names = [use.name for use in line.uses]
    had = {one.use for one in entry.exercises}
    recorded = [name_ for name_ in names if name_ in had]
    holder = (entry.origin,) if entry.holder.kind == "students" else (entry.holder.kind, entry.holder.name)
    kept = recorded if len(recorded) == line.pick else chosen(secret, holder, names, line.pick)
    return [use for use in line.uses if use.name in kept]


def _assigned(line: Line, use: Use, problems: Mapping[str, Problem]) -> Assigned:
    points = weight_of(problems[use.problem]) if line.points is None else line.points
    return Assigned(use=use.name, problem=use.problem, points=points)


def _changes(before: Record, record: Record) -> Iterable[str]:
    """What an edited assignment.toml changes on sheets that have been handed out."""
    changed = [id_ for id_, entry in _same_people(before, record) if _uses(entry) != _uses(record.students[id_])]
    worth = [
        id_
        for id_, entry in _same_people(before, record)
        if id_ not in changed and entry.exercises != record.students[id_].exercises
    ]
    if changed:
        yield f"other exercises than were handed out, numbers of the old ones are kept: {_listed(changed)}"
    if worth:
        yield f"other points than were handed out: {_listed(worth)}"


def _same_people(before: Record, record: Record) -> list[tuple[str, Entry]]:
    return [(id_, entry) for id_, entry in before.students.items() if id_ in record.students]


def _uses(entry: Entry) -> list[str]:
    return [one.use for one in entry.exercises]


def _with_numbers(record: Record, entries: Iterable[Entry], problems: Mapping[str, Problem], secret: bytes) -> Record:
    """The record with numbers for every exercise that has none; those of one problem are drawn together."""
    missing: dict[str, dict[tuple[Holder, str], bytes]] = {}
    for entry in entries:
        for one in entry.exercises:
            place = (entry.holder, one.use)
            if place not in record.draws:
                missing.setdefault(one.problem, {})[place] = _seed(secret, *place)
    draws = dict(record.draws)
    for problem, places in missing.items():
        found = draw(problems[problem], list(places.values()))
        draws |= zip(places, recorded(problems[problem], [ATTEMPT] * len(found), found), strict=True)
    return replace(record, draws=draws)


def _seed(secret: bytes, holder: Holder, use: str) -> bytes:
    if holder.kind == "students":
        return student_seed(secret, holder.name, use, ATTEMPT)
    return variant_seed(secret, holder.kind, int(holder.name), use, ATTEMPT)


def _with_frozen(folder: Folder, record: Record, problems: Mapping[str, Problem]) -> Record:
    """The record with a copy of every problem that somebody has got."""
    frozen = dict(record.problems)
    entries = [*record.students.values(), *record.exports.values()]
    for one in dict.fromkeys(one.problem for entry in entries for one in entry.exercises):
        if one not in frozen:
            frozen[one] = frozen_copy(folder, one, problems[one].source, [other.file for other in frozen.values()])
    return replace(record, problems=frozen)
