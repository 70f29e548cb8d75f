"""Where an assignment stands: who has a sheet, who handed in, what is marked, and by which policy."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..assignments.assignment import Assignment
from ..assignments.folder import Folder
from ..assignments.load import load_assignment
from ..assignments.rebuilt import handed_out
from ..assignments.record import Entry, read_record
from ..assignments.roster import read_roster
from ..assignments.sheet import Sheet, Student
from .answer import Submission
from .came_in import came_in
from .for_everyone import for_everyone
from .grade import received_in
from .graded import listed
from .last_marks import LastMarks, not_marked, read_last_marks
from .late import days_late
from .overrides import in_force, read_overrides
from .policy import policy_of
from .policy_words import policy_sentences
from .submission import Received
from .wording import on_one_line, points_text

MOST_NAMED, WIDTH = 10, 100
EVERYBODY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Counts of one group, or of the whole class: sheets, hand-ins, those all of whose attempts are late, marks."""

    group: str
    made: int
    came: int
    late: int
    marked: int
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What `gradsheet status` says; `spares` are the spare sheets that are nobody's yet."""

    title: str
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    unmade: tuple[str, ...]
    spares: tuple[str, ...]
    unmarked: tuple[str, ...]
    complaints: int
    policy: tuple[str, ...]
    decisions: tuple[str, ...]

    def lines(self, most: int = MOST_NAMED) -> Iterator[str]:
        """The whole text; of those who are missing, up to `most` are named."""
        yield self.title
        yield ""
        width = max(len("group"), *(len(row.group) for row in self.rows))
        yield f"{'group':<{width}}  {'made':>5} {'in':>5} {'late':>5} {'marked':>6}  due"
        for row in self.rows:
            counts = f"{row.made:>5} {row.came:>5} {row.late:>5} {row.marked:>6}"
            yield f"{row.group:<{width}}  {counts}  {row.due}".rstrip()
        yield ""
        if self.unmade:
            yield f"On the roster and without a sheet: {listed(self.unmade, most)}. `gradsheet make` makes them."
        if self.spares:
            yield (
                f"Spare sheets that are nobody's yet: {listed(self.spares, most)}. Who got one has its code in the "
                "roster's column `spare`."
            )
        if self.missing:
            yield f"Nothing came in from {listed(self.missing, most)}."
        if self.unmarked:
            files = ", ".join(on_one_line(name) for name in self.unmarked)
            yield f"In answers/ and new since the last marks: {files}. `gradsheet grade` marks them."
        if self.complaints:
            what = "one thing" if self.complaints == 1 else f"{self.complaints} things"
            yield f"In answers/ {what} cannot be used; `gradsheet grade --dry-run` says what."
        if not any(row.came for row in self.rows):
            yield "Nothing has come in yet."
        yield "Policy:"
        for sentence in self.policy:
            yield from _wrapped(sentence)
        if self.decisions:
            yield "Decisions in force:"
            for line in self.decisions:
                yield from _wrapped(line)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def status(folder: Folder) -> Status:
    """Reads the record, what came in and the last marks; marks and writes nothing."""
    assignment = load_assignment(folder)
    record = read_record(folder)
    sheets = handed_out(folder)
    files = came_in(folder)
    received = received_in(folder, files, sheets, assignment) if sheets and files else Received()
    last = read_last_marks(folder) or {}
    roster = read_roster(
        folder.roster,
        timezone=assignment.timezone,
        id_column=record.id_column,
        shown=folder.roster.name,
        encoding=assignment.reading.encoding,
    )
    roundings = [item.exercise.problem.rounding for sheet in sheets for item in sheet.items]
    return Status(
        title=", ".join(part for part in (assignment.title, assignment.course) if part),
        rows=tuple(_rows(sheets, received.attempts, last, assignment)),
        missing=tuple(s.student.id for s in sheets if s.student.id not in received.attempts) if files else (),
        unmade=tuple(student.id for student in roster.students if student.id not in record.students),
        spares=tuple(f"{entry.file} ({entry.code})" for _, entry in _in_order(record.nobodys)),
        unmarked=not_marked(folder, files),
        complaints=len(received.complaints),
        policy=policy_sentences(policy_of(assignment), roundings),
        decisions=(*_for_everyone(assignment, sheets), *_for_one(folder, sheets)),
    )


def _in_order(spares: Mapping[str, Entry]) -> list[tuple[str, Entry]]:
    return sorted(spares.items(), key=lambda numbered: int(numbered[0]))


def _rows(
    sheets: Sequence[Sheet],
    attempts: Mapping[str, Sequence[Submission]],
    last: Mapping[str, LastMarks],
    assignment: Assignment,
) -> Iterator[Row]:
    groups: dict[str, list[Student]] = {}
    for sheet in sheets:
        groups.setdefault(sheet.student.group, []).append(sheet.student)
    everybody = [sheet.student for sheet in sheets]
    if len(groups) > 1:
        for group in sorted(groups):
            yield _row(group or "(none)", groups[group], attempts, last, assignment)
    yield _row(EVERYBODY, everybody, attempts, last, assignment)


def _row(
    group: str,
    students: Sequence[Student],
    attempts: Mapping[str, Sequence[Submission]],
    last: Mapping[str, LastMarks],
    assignment: Assignment,
) -> Row:
    came = [student for student in students if student.id in attempts]
    return Row(
        group=group,
        made=len(students),
        came=len(came),
        late=sum(_is_late(attempts[one.id], assignment.due_for(one)) for one in came),
        marked=sum(one.id in last and last[one.id].handed_in for one in students),
        due=_due(students, assignment),
    )


def _is_late(attempts: Sequence[Submission], due: datetime | None) -> bool:
    """Whether nothing came in time."""
    return due is not None and all(one.when is not None and days_late(one.when, due) > 0 for one in attempts)


def _due(students: Sequence[Student], assignment: Assignment) -> str:
    """The date of most of them, and how many have another one."""
    dates = [assignment.due_for(student) for student in students]
    known = [date for date in dates if date is not None]
    if not known:
        return ""
    usual = max(sorted(set(known)), key=known.count)
    others = len(dates) - known.count(usual)
    rest = f" ({others} with another date)" if others else ""
    return f"{usual.astimezone(assignment.timezone):%a %d %b %Y, %H:%M}{rest}"


def _for_everyone(assignment: Assignment, sheets: Sequence[Sheet]) -> Iterator[str]:
    for one in for_everyone(assignment, sheets) if sheets else ():
        decision = one.decision
        where = f"{decision.blank} of {decision.problem}" if decision.problem else decision.blank
        what = decision.void or f"{one.accepted} counts as right"
        yield f"everybody, {where}: {what}: {on_one_line(decision.why)}{_by(decision.who, decision.when)}"


def _for_one(folder: Folder, sheets: Sequence[Sheet]) -> Iterator[str]:
    blanks = {(sheet.student.id, blank.label): blank.points for sheet in sheets for blank in sheet.blanks}
    for student, by_label in in_force(read_overrides(folder), read_record(folder)).items():
        for label, one in by_label.items():
            what = f"counts as '{on_one_line(one.answer or '', 40)}'"
            if one.points is not None:
                worth = blanks.get((student, label))
                what = f"{points_text(one.points)} of {points_text(worth) if worth is not None else '?'} points"
            yield f"{student}, {label}: {what}: {on_one_line(one.why)}{_by(one.who, one.when)}"


def _by(who: str, when: str) -> str:
    by = ", ".join(part for part in (who, when[:10]) if part)
    return f" ({by})" if by else ""
