"""Grading an assignment folder: what came in, marked against the record, written for the staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from ..assignments.assignment import Assignment, load_assignment
from ..assignments.folder import Folder, write_whole
from ..assignments.record import handed_out, read_record
from ..assignments.redraw import earlier_sheets
from ..errors import Complaint, ComplaintsError, GradsheetError
from .came_in import came_in, keep
from .explain import explanation, points_text
from .mark import mark
from .marks import marks_csv, marks_json
from .outcome import Outcome
from .policy import policy_of
from .submission import Received, receive
from .unread import unread
from .verdict import Marks

MOST_NAMED = 10
NOTHING_MARKED = Complaint("staff/marks.csv", None, None, "left as it was: none of the files could be used")
NOTHING_COPIED = Complaint("staff/marks.csv", None, None, "left as it was, and nothing was copied into answers/")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeReport:
    """Everybody's marks, what could not be used, and what a teacher should look at."""

    marks: tuple[Marks, ...]
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every file, row and column could be used; what one student wrote is no fault of the class's."""
        return not self.complaints

    @property
    def handed_in(self) -> tuple[Marks, ...]:
        return tuple(one for one in self.marks if one.submission is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of students from whom nothing came in."""
        return tuple(one.sheet.student.id for one in self.marks if one.submission is None)

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(verdict.outcome for one in self.handed_in for verdict in one.verdicts)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """A line for every answer that could not be read, with its file and row; one for all commas of a file."""
        return tuple(unread(self.handed_in))

    @property
    def summary(self) -> tuple[str, ...]:
        """How many are marked, with which outcomes, and the mean."""
        lines = [f"Marked {len(self.handed_in)} of {len(self.marks)} students: staff/marks.csv, staff/explanations/"]
        if self.missing:
            more = len(self.missing) - MOST_NAMED
            others = f" and {more} more" if more > 0 else ""
            lines.append(f"Nothing came in from {', '.join(self.missing[:MOST_NAMED])}{others}.")
        if not self.handed_in:
            return tuple(lines)
        counted = self.outcomes
        found = ", ".join(f"{outcome.words} {counted[outcome]}" for outcome in Outcome if counted[outcome])
        mean = sum((one.total for one in self.handed_in), Fraction(0)) / len(self.handed_in)
        most = max(one.sheet.points for one in self.handed_in)
        return (*lines, f"Blanks: {found}.", f"Mean: {float(mean):.2f} of {points_text(most)} points.")


def grade(folder: Folder, named: Sequence[Path] = ()) -> GradeReport:
    """Marks everything in answers/, and writes marks, explanations and the record's marks.

    Files `named` that lie elsewhere are copied into answers/ first. Nothing is written before everything
    is marked, and nothing at all where one of these cannot be used.
    """
    assignment = load_assignment(folder)
    sheets = handed_out(folder)
    if not sheets:
        raise GradsheetError("nothing has been handed out yet; `gradsheet make` comes first")
    files = came_in(folder, named)
    if not files:
        raise GradsheetError(
            f"{folder.shown(folder.answers)}/ holds no file; put the answers there as CSV "
            "(staff/answers_template.csv has the columns), or name the files"
        )
    there = {path: folder.shown(folder.answers / name) for name, path in files.items()}
    received = receive(
        there,
        sheets,
        earlier=earlier_sheets(folder),
        columns=assignment.columns,
        encoding=assignment.reading.encoding,
        shown=there.__getitem__,
    )
    _refuse_unusable(received, {there[files[path.name]]: folder.shown(path) for path in named})
    if not received.files:
        raise ComplaintsError([*received.complaints, NOTHING_MARKED])
    marked_by = [received.sheets.get(sheet.student.id, sheet) for sheet in sheets]
    marks = mark(marked_by, received.submissions, policy_of(assignment))
    notes = [*received.notes, *_for_people(marks)]
    report = GradeReport(marks=marks, complaints=received.complaints, notes=tuple(notes))
    keep(folder, files)
    _write(folder, assignment, marks, received.remarks)
    return report


def _refuse_unusable(received: Received, named: Mapping[str, str]) -> None:
    """Stops where a named file holds no table; `named` gives the path that was typed for a file in answers/."""
    refused = [one for one in received.complaints if one.file in named and one.file not in received.files]
    if refused:
        raise ComplaintsError([*(replace(one, file=named[one.file]) for one in refused), NOTHING_COPIED])


def _for_people(marks: Sequence[Marks]) -> list[str]:
    labels = dict.fromkeys(v.blank.label for one in marks for v in one.verdicts if v.outcome is Outcome.WRITTEN)
    if not labels:
        return []
    return [f"{', '.join(labels)}: a person marks this; the cells are empty and the totals do not count it"]


def _write(folder: Folder, assignment: Assignment, marks: Sequence[Marks], remarks: Mapping[str, str]) -> None:
    entries = read_record(folder).students
    title = f"{assignment.title}, {assignment.course}" if assignment.course else assignment.title
    contents = {
        folder.staff / "marks.csv": marks_csv(marks),
        **{
            folder.explanations / f"{entries[one.sheet.student.id].file}.txt": explanation(
                one, title=title, notation=assignment.notation, remark=remarks.get(one.sheet.student.id, "")
            )
            for one in marks
        },
        folder.record / "marks.json": marks_json(marks),
    }
    for path, content in contents.items():
        write_whole(path, content)
