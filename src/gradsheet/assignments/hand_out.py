"""From assignment and roster to sheets: what was handed out stays, what is missing is drawn and recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import Complaint, ComplaintsError, GradsheetError
from ..problems import Problem, draw, find_problem, locate, otherwise, refused
from ..problems.burden import minutes
from .assignment import Assignment, Use, load_assignment
from .assignment import Entry as Line
from .certificate import Certificate, certified, write_certificate
from .coincidences import coincidences
from .corrected import Answered, with_corrected_ids, withdrawals
from .differences import differences, has_other_ranges
from .exam import guessed_minutes
from .folder import Folder, file_name
from .frozen import frozen_copy, frozen_problem
from .record import (
    Assigned,
    Entry,
    Holder,
    Record,
    own_origin,
    read_record,
    recorded,
    sheets,
    spares_of,
    write_record,
)
from .roster import Roster, read_roster
from .seats import neighbours_alike, same_seat, versions
from .seeds import chosen, secret_of, sheet_code, student_seed, variant_seed
from .sheet import Sheet, Student, weight_of
from .spares import bindings, bound, with_spares

ATTEMPT = 1


@dataclass(frozen=True, kw_only=True)
class HandOut:
    """The class's sheets in the roster's order, the files they go to, and what the teacher should know.

    `spares` are the sheets that belong to nobody yet. `files` are by student id, `spare_files` by code. `left` are
    file names that nobody has any more, after a corrected id, or of spare sheets that are somebody's now. An exam's
    minutes are known here.
    """

    assignment: Assignment
    sheets: tuple[Sheet, ...]
    files: Mapping[str, str]
    certificate: Certificate
    spares: tuple[Sheet, ...] = ()
    spare_files: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def file(self, sheet: Sheet) -> str:
        """The name of a sheet's files, without suffix."""
        return self.spare_files[sheet.code] if sheet.spare else self.files[sheet.student.id]


def hand_out(folder: Folder, *, spares: int = 0, answered: Answered = tuple) -> HandOut:
    """Everyone's sheet: recorded numbers in the problems as they are now, new numbers for who has none.

    The record is written before this returns, once every key is proven; nothing else is. There are `spares` spare
    sheets then, counted with those that somebody has got meanwhile, or as many as before. `answered` gives the ids
    that have handed something in: their sheets are never withdrawn for the sheet of an old id.
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
    assignment, guess = _with_minutes(assignment, problems)
    notes += guess
    secret = secret_of(folder)
    record = replace(before, id_column=roster.id_column)
    record = with_corrected_ids(record, roster, answered)
    notes += withdrawals(before, record)
    record = bound(with_spares(record, assignment, secret, spares), roster)
    notes += bindings(before, record)
    left = _files(before) - _files(record)
    notes += _strangers(record, roster)
    record = _with_entries(record, assignment, roster, problems, secret)
    notes += _changes(before, record)
    notes += _kinds(record)
    record = with_numbers(record, [*record.students.values(), *record.nobodys.values()], problems, secret)
    notes += coincidences(record, [record.students[student.id] for student in roster.students])
    if assignment.variants not in (None, 1):
        notes += _seats(record, roster)
    made = sheets(record, record.students, problems, roster.students)
    spare = spares_of(record, problems)
    certificate = certified((*made, *spare))
    record = _with_frozen(folder, record, problems)
    write_record(folder, record, before=before)
    write_certificate(folder, "students", certificate)
    return HandOut(
        assignment=assignment,
        sheets=made,
        spares=spare,
        spare_files={entry.code: entry.file for entry in record.nobodys.values()},
        certificate=certificate,
        files={student.id: record.students[student.id].file for student in roster.students},
        left=tuple(sorted({file for file, _ in left})),
        notes=tuple(notes),
    )


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
        record = _with_frozen(self.folder, self.record, self.problems)
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
    return tuple(_assigned(line, use, problems) for line in assignment.entries for use in line.uses)


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


def _with_minutes(assignment: Assignment, problems: Mapping[str, Problem]) -> tuple[Assignment, list[str]]:
    """An exam without minutes gets those that its problems take."""
    exam = assignment.exam
    if exam is None or exam.minutes is not None:
        return assignment, []
    lines = [(line.pick, [minutes(problems[use.problem]) for use in line.uses]) for line in assignment.entries]
    guess = guessed_minutes(lines)
    note = f"the exam is said to take {guess} minutes, a guess from its operations; [exam] minutes = {guess} settles it"
    return replace(assignment, exam=replace(exam, minutes=guess)), [note]


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
    """The name of each sheet's files, with the code that stands in them."""
    return {(entry.file, entry.code) for entry in (*record.students.values(), *record.nobodys.values())}


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
            everyone = [*students.values(), *record.withdrawn, *record.spares.values()]
            origin = own_origin(student.was or student.id, everyone)
            holder = Holder("students", origin)
            if student.id in numbers:
                holder = Holder("variants", str(numbers[student.id]))
            code = sheet_code(secret, (origin,), codes)
            codes.add(code)
            file = file_name(student.id, [other.file for other in (*students.values(), *record.spares.values())])
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
    found = versions(roster.students, assignment.variants, _versions(record))
    return {id_: number for id_, number in found.items() if id_ in new}


def _versions(record: Record) -> dict[str, int]:
    return {id_: int(one.holder.name) for id_, one in record.students.items() if one.holder.kind == "variants"}


def _seats(record: Record, roster: Roster) -> Iterable[str]:
    """What is wrong with how the versions lie on the seats."""
    for one, other in same_seat(roster.students):
        yield f"{one.id} and {other.id} both sit on {other.seat}"
    alike = [f"{one.seat} and {other.seat}" for one, other in neighbours_alike(roster.students, _versions(record))]
    if alike:
        yield (
            f"neighbours with the same version: {_listed(alike)}; whoever has a sheet keeps its version. If nothing "
            "has been handed out, delete record/, students/ and staff/, and make again; four versions part any room"
        )


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


def _kinds(record: Record) -> Iterable[str]:
    """That sheets with other problems have their boxes at other places."""
    everyone = [*record.students.values(), *record.nobodys.values()]
    kinds = {tuple(one.problem for one in entry.exercises) for entry in everyone}
    if len(kinds) > 1:
        yield (
            f"{len(kinds)} kinds of sheet, by their problems: boxes are at the same places within a kind only, so "
            "that fixed templates, as in Gradescope, need one for each"
        )


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


def with_numbers(record: Record, entries: Iterable[Entry], problems: Mapping[str, Problem], secret: bytes) -> Record:
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
    entries = [*record.students.values(), *record.exports.values(), *record.spares.values()]
    for one in dict.fromkeys(one.problem for entry in entries for one in entry.exercises):
        if one not in frozen:
            frozen[one] = frozen_copy(folder, one, problems[one].source, [other.file for other in frozen.values()])
    return replace(record, problems=frozen)
