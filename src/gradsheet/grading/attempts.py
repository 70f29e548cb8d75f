"""Several attempts of a student: each is marked, and the best or the last counts, as the course says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from ..assignments.sheet import Sheet, Student
from .answer import Submission
from .late import days_late, late_share
from .mark import mark
from .policy import Policy
from .submission import Received
from .verdict import Marks

Due = Callable[[Student], datetime | None]


def mark_attempts(
    sheets: Sequence[Sheet], received: Received, policy: Policy, due: Due = lambda _: None
) -> tuple[Marks, ...]:
    """The marks of the attempt that counts, for everybody who was handed a sheet, in the order of `sheets`."""
    attempts = received.attempts
    by_student: dict[str, list[Marks]] = {sheet.student.id: [] for sheet in sheets}
    most = max((len(attempts.get(id_, ())) for id_ in by_student), default=0)
    for number in range(max(most, 1)):
        # Everybody's first attempt together, then everybody's second: marking is done for whole classes.
        these = [sheet for sheet in sheets if number < max(len(attempts.get(sheet.student.id, ())), 1)]
        submissions = {s.student.id: attempts[s.student.id][number] for s in these if attempts.get(s.student.id)}
        for one in mark([_marked_by(s, submissions.get(s.student.id)) for s in these], submissions, policy):
            late = _with_lateness(one, policy, due)
            by_student[one.sheet.student.id].append(replace(late, attempt=number + 1, rounded_to=policy.round_to))
    return tuple(_counting(by_student[sheet.student.id], policy) for sheet in sheets)


def _marked_by(sheet: Sheet, submission: Submission | None) -> Sheet:
    """The student's own sheet, or what this attempt says: each can have been at other numbers."""
    return sheet if submission is None or submission.sheet is None else submission.sheet


def _with_lateness(marks: Marks, policy: Policy, due: Due) -> Marks:
    until = due(marks.sheet.student)
    if marks.submission is None or marks.submission.when is None or until is None:
        return marks
    days = days_late(marks.submission.when, until)
    return replace(marks, days_late=days, late_share=late_share(days, policy.late_per_day))


def _counting(attempts: Sequence[Marks], policy: Policy) -> Marks:
    """The attempt that counts; of attempts that earn the same, the earlier one."""
    counting = attempts[-1] if policy.attempts == "last" else max(attempts, key=_after_lateness)
    return replace(counting, attempts=len(attempts))


def _after_lateness(marks: Marks) -> Fraction:
    return marks.earned * (1 - marks.late_share)
