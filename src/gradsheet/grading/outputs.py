"""What grading writes: a row for each kind of file.

A writer makes the contents of its files from the marks alone; `grade` writes them when all of them are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..assignments.table import guarded, to_csv
from ..languages import sentences
from .explain import explanation
from .feedback import short_text
from .graded import Graded
from .last_marks import marks_json
from .marks import marks_csv
from .marks_lines import marks_jsonl
from .marks_xlsx import marks_xlsx
from .wording import points_text

Contents = Mapping[Path, str | bytes]


def gradebook(graded: Graded) -> Contents:
    """The same three times: for every program, for Excel, and with all that is known of each blank."""
    staff = graded.folder.staff
    return {
        staff / "marks.csv": marks_csv(graded.marks),
        staff / "marks.xlsx": marks_xlsx(graded.marks),
        staff / "marks.jsonl": marks_jsonl(graded.marks),
    }


def explanations(graded: Graded) -> Contents:
    return {
        graded.folder.explanations / f"{graded.files[id_]}.txt": explanation(
            one, title=graded.title, notation=graded.assignment.notation, remark=graded.remarks.get(id_, "")
        )
        for one in graded.marks
        for id_ in [one.sheet.student.id]
    }


def for_people(graded: Graded) -> Contents:
    return {} if graded.written is None else {graded.folder.staff / "written.csv": graded.written}


def comments(graded: Graded) -> Contents:
    """A short text for each student, to be pasted into a platform's comments."""
    said = sentences(graded.assignment.language)
    rows = [
        [*map(guarded, (one.sheet.student.id, one.sheet.code)), points_text(one.total), guarded(text)]
        for one in graded.marks
        for text in [short_text(one, graded.assignment.notation, said)]
    ]
    return {graded.folder.staff / "feedback.csv": to_csv(["id", "code", "total", "text"], rows)}


def last_marks(graded: Graded) -> Contents:
    return {graded.folder.record / "marks.json": marks_json(graded.marks, graded.came_in)}


WRITERS: tuple[Callable[[Graded], Contents], ...] = (
    gradebook,
    explanations,
    for_people,
    comments,
    # At the end: a run that could not write everything is told by the next one as if it had not been.
    last_marks,
)


def outputs(graded: Graded) -> Contents:
    """All files that grading writes, with what they hold."""
    return {path: content for writer in WRITERS for path, content in writer(graded).items()}
