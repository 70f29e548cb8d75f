"""Grading an assignment folder: what came in, marked against the record, written for the staff.

`marked` reads and computes and writes nothing; `outputs` makes files of it; `grade` writes these once all is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..assignments.assignment import Assignment
from ..assignments.exported import exported
from ..assignments.folder import Folder, write_whole
from ..assignments.load import load_assignment
from ..assignments.rebuilt import handed_out, spare_sheets
from ..assignments.record import read_record
from ..assignments.redraw import earlier_sheets
from ..assignments.sheet import Sheet, label_order
from ..errors import Complaint, ComplaintsError, GradsheetError
from .attempts import mark_attempts
from .came_in import came_in, keep
from .decisions import Decisions, set_aside
from .for_everyone import for_everyone
from .graded import Graded
from .last_marks import read_last_marks
from .outputs import outputs
from .overrides import Override, in_force, read_overrides
from .policy import Policy, policy_of
from .submission import Received, receive
from .verdict import Marks
from .written import read_written

NOTHING_MARKED = Complaint("staff/marks.csv", None, None, "left as it was: none of the files could be used")
NOTHING_COPIED = Complaint("staff/marks.csv", None, None, "left as it was, and nothing was copied into answers/")


def grade(folder: Folder, named: Sequence[Path] = ()) -> Graded:
    """Marks everything in answers/, and writes marks, explanations and the record's marks.

    Files `named` that lie elsewhere are copied into answers/ first. Nothing is written before everything
    is marked, and nothing at all where one of these cannot be used.
    """
    graded = marked(folder, named)
    contents = outputs(graded)
    keep(folder, graded.came_in)
    for path, content in contents.items():
        write_whole(path, content)
    return graded


def marked(
    folder: Folder,
    named: Sequence[Path] = (),
    *,
    assignment: Assignment | None = None,
    only: Collection[str] | None = None,
    also: Sequence[Override] = (),
) -> Graded:
    """Everybody's marks, from the record, what came in, the policy and the decisions; nothing is written.

    An `assignment` takes the place of the folder's own, to see what another policy would give. With `only`, none but
    the students of these ids are marked. `also` are decisions that come after those of the record.
    """
    assignment = assignment or load_assignment(folder)
    sheets = handed_out(folder)
    if not sheets:
        raise GradsheetError("nothing has been handed out yet; `gradsheet make` comes first")
    files = came_in(folder, named)
    record = read_record(folder)
    overrides = in_force((*read_overrides(folder), *also), record)
    if not files and not overrides and only is None:  # of one student a person may decide before anything is in
        raise GradsheetError(
            f"{folder.shown(folder.answers)}/ holds no file; put the answers there as CSV "
            "(staff/answers_template.csv has the columns), or name the files"
        )
    received = _usable(folder, named, files, sheets, assignment)
    policy = policy_of(assignment)
    wanted = [sheet for sheet in sheets if only is None or sheet.student.id in only]
    last = read_last_marks(folder, only)
    written = read_written(folder, sheets, last or {}, assignment.reading.encoding)
    decisions = Decisions(
        written=written.points,
        for_everyone=for_everyone(assignment, sheets),
        overrides=overrides,
    )
    marks = mark_attempts(wanted, received, policy, due=assignment.due_for, decisions=decisions)
    return Graded(
        folder=folder,
        assignment=assignment,
        policy=policy,
        marks=marks,
        files={id_: entry.file for id_, entry in record.students.items()},
        remarks=_remarks(received, marks),
        came_in=files,
        last=last,
        written=written.content,
        complaints=(*received.complaints, *written.complaints),
        notes=(*received.notes, *set_aside(decisions.overrides, sheets), *written.notes, *_of_marks(marks, policy)),
    )


def _remarks(received: Received, marks: Sequence[Marks]) -> dict[str, str]:
    """What students should know of the attempt that counts, or of what was set aside."""
    counting = {one.sheet.student.id: one.submission.remark for one in marks if one.submission is not None}
    return {id_: remark for id_, remark in {**received.remarks, **counting}.items() if remark}


def _usable(
    folder: Folder, named: Sequence[Path], files: Mapping[str, Path], sheets: Sequence[Sheet], assignment: Assignment
) -> Received:
    """What came in; raises ComplaintsError where a named file holds no answers, or there are files and none does."""
    received = received_in(folder, files, sheets, assignment)
    typed = {path.name.casefold(): folder.shown(path) for path in named if not path.is_dir()}
    shown = {folder.shown(folder.answers / name): typed[name.casefold()] for name in files if name.casefold() in typed}
    _refuse_unusable(received, shown)
    if files and not received.files:
        raise ComplaintsError([*received.complaints, NOTHING_MARKED])
    return received


def received_in(folder: Folder, files: Mapping[str, Path], sheets: Sequence[Sheet], assignment: Assignment) -> Received:
    """What stands in `files`, by the names that they have in answers/."""
    there = {path: folder.shown(folder.answers / name) for name, path in files.items()}
    return receive(
        there,
        sheets,
        earlier=earlier_sheets(folder),
        spares=spare_sheets(folder),
        columns=assignment.columns,
        encoding=assignment.reading.encoding,
        timezone=assignment.timezone,
        exports=lambda: exported(folder),
        shown=there.__getitem__,
    )


def _refuse_unusable(received: Received, named: Mapping[str, str]) -> None:
    """Stops where a named file holds no table; `named` gives the path that was typed for a file in answers/."""
    refused = [one for one in received.complaints if one.file in named and one.file not in received.files]
    if refused:
        raise ComplaintsError([*(replace(one, file=named[one.file]) for one in refused), NOTHING_COPIED])


def _of_marks(marks: Sequence[Marks], policy: Policy) -> Iterator[str]:
    """Whose lateness is not known, and what a person has still to mark."""
    timeless = sum(one.submission is not None and one.submission.when is None for one in marks)
    if timeless and policy.late_per_day:
        have = "one submission has" if timeless == 1 else f"{timeless} submissions have"
        yield f"{have} no time of handing in: counted as in time; a column 'submitted' would hold it"
    waiting = [verdict.blank.label for one in marks if one.submission for verdict in one.verdicts if verdict.waits]
    if waiting:
        labels = ", ".join(sorted(set(waiting), key=label_order))
        yield (
            f"{labels}: a person marks this; put the points into staff/written.csv ({len(waiting)} to do), "
            "and grade again"
        )
