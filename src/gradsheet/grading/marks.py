"""Marks for a gradebook and for the record."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..assignments.table import guarded, to_csv
from .outcome import Outcome
from .verdict import Marks
from .wording import points_text

FORMAT = 1


def marks_csv(marks: Sequence[Marks]) -> str:
    """A row per student: points per blank, total. Empty cells: nothing came in, or a person marks it."""
    labels = sorted({v.blank.label: None for one in marks for v in one.verdicts}, key=_in_order)
    submitted = any(one.submission is not None and one.submission.submitted for one in marks)
    header = ["id", "name", "email", "group", *(["submitted"] if submitted else []), *labels, "total"]
    return to_csv(header, [_row(one, labels, submitted=submitted) for one in marks])


def _row(marks: Marks, labels: Sequence[str], *, submitted: bool) -> list[str]:
    student, submission = marks.sheet.student, marks.submission
    text = [student.id, student.name, student.email, student.group]
    if submitted:
        text.append(submission.submitted if submission is not None else "")
    points = {
        verdict.blank.label: points_text(verdict.points)
        for verdict in marks.verdicts
        if submission is not None and verdict.outcome is not Outcome.WRITTEN
    }
    total = points_text(marks.total) if submission is not None else ""
    # Only text can be an attack on a spreadsheet; a minus sign in a number is legitimate.
    return [*map(guarded, text), *(points.get(label, "") for label in labels), total]


def _in_order(label: str) -> tuple[int, int, str]:
    """1a, 1b, ..., 1z, 1aa, 2a, ..., 10a."""
    number = label.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(number), len(label) - len(number), label


def marks_json(marks: Sequence[Marks]) -> str:
    """The last marks, as the record keeps them: outcome, points and answer of every blank."""
    document = {
        "format": FORMAT,
        "marks": {
            one.sheet.student.id: {
                "total": str(one.total),
                "submitted": one.submission.submitted if one.submission is not None else None,
                "blanks": {
                    verdict.blank.label: {
                        "outcome": verdict.outcome.value,
                        "points": str(verdict.points),
                        "answer": verdict.answer.text if verdict.answer is not None else None,
                    }
                    for verdict in one.verdicts
                },
            }
            for one in marks
        },
    }
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
