"""From assignment and roster to sheets: what was handed out stays, what is missing is drawn and recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import ComplaintsError
from ..problems import Problem, locate, otherwise, refused
from ..problems.burden import minutes
from .assignment import Assignment
from .certificate import Certificate, certified, write_certificate
from .coincidences import coincidences
from .corrected import Answered, with_corrected_ids, withdrawals
from .differences import has_other_ranges
from .entries import versions_of, with_entries
from .exam import guessed_minutes
from .folder import Folder
from .in_use import problems_in_use, refuse_changed, with_frozen
from .load import load_assignment
from .numbers import with_numbers
from .rebuilt import sheets, spares_of
from .record import Entry, Record, read_record, write_record
from .relabelled import refuse_relabelled, relabelled
from .roster import Roster, read_roster
from .seats import neighbours_alike, same_seat
from .seeds import secret_of
from .sheet import Sheet
from .spares import bindings, bound, with_spares


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
    that have handed something in: their sheets are never withdrawn for the sheet of an old id, nor numbered anew.
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
    record = with_entries(record, assignment, roster, problems, secret)
    refuse_relabelled(before, record, answered)
    notes += _changes(before, record)
    notes += _kinds(record)
    record = with_numbers(record, [*record.students.values(), *record.nobodys.values()], problems, secret)
    notes += coincidences(record, [record.students[student.id] for student in roster.students])
    if assignment.variants not in (None, 1):
        notes += _seats(record, roster)
    made = sheets(record, record.students, problems, roster.students)
    spare = spares_of(record, problems)
    certificate = certified((*made, *spare))
    record = with_frozen(folder, record, problems)
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


def _seats(record: Record, roster: Roster) -> Iterable[str]:
    """What is wrong with how the versions lie on the seats."""
    for one, other in same_seat(roster.students):
        yield f"{one.id} and {other.id} both sit on {other.seat}"
    alike = [f"{one.seat} and {other.seat}" for one, other in neighbours_alike(roster.students, versions_of(record))]
    if alike:
        yield (
            f"neighbours with the same version: {_listed(alike)}; whoever has a sheet keeps its version. If nothing "
            "has been handed out, delete record/, students/ and staff/, and make again; four versions part any room"
        )


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
    if moved := relabelled(before, record):
        yield (
            "exercises have other numbers than when sheets were made, so that labels mean other questions: "
            f"{_listed(moved)}; if sheets are out already, put the problems back in their order before answers come in"
        )
    if worth:
        yield f"other points than were handed out: {_listed(worth)}"


def _same_people(before: Record, record: Record) -> list[tuple[str, Entry]]:
    return [(id_, entry) for id_, entry in before.students.items() if id_ in record.students]


def _uses(entry: Entry) -> list[str]:
    return [one.use for one in entry.exercises]
