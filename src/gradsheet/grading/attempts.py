"""Several attempts of a student: each is marked, and the best or the last counts, as the course says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from ..assignments.sheet import Sheet, Student
from .answer import Submission
from .decisions import NONE, Decisions, decided
from .late import days_late, late_share
from .mark import mark
from .policy import Policy
from .submission import Received
from .verdict import Marks

Due = Callable[[Student], datetime | None]


def mark_attempts(
    sheets: Sequence[Sheet],
    received: Received,
    policy: Policy,
    *,
    due: Due = lambda _: None,
    decisions: Decisions = NONE,
) -> tuple[Marks, ...]:
    """The marks of the attempt that counts, for everybody who was handed a sheet, in the order of `sheets`."""
    attempts = received.attempts
    handed = {s.student.id: attempts.get(s.student.id) or decisions.opened(s.student.id) for s in sheets}
    by_student: dict[str, list[Marks]] = {student: [] for student in handed}
    for number in range(max(1, *map(len, handed.values()))) if handed else ():
        # Everybody's first attempt together, then everybody's second: marking is done for whole classes.
        these = [sheet for sheet in sheets if number < max(1, len(handed[sheet.student.id]))]
        submissions = {s.student.id: handed[s.student.id][number] for s in these if handed[s.student.id]}
        marking = [_marked_by(sheet, submissions.get(sheet.student.id)) for sheet in these]
        for one in _marked(marking, submissions, policy, decisions):
            late = _with_lateness(one, policy, due)
            by_student[one.sheet.student.id].append(replace(late, attempt=number + 1, rounded_to=policy.round_to))
    return tuple(_counting(by_student[sheet.student.id], policy) for sheet in sheets)


def _marked_by(sheet: Sheet, submission: Submission | None) -> Sheet:
    """The student's own sheet, or what this attempt says: each can have been at other numbers."""
    return sheet if submission is None or submission.sheet is None else submission.sheet


def _marked(
    sheets: Sequence[Sheet], submissions: Mapping[str, Submission], policy: Policy, decisions: Decisions
) -> Iterator[Marks]:
    """Marks of one attempt each, as decided."""
    typed = {student: decisions.typed(one) for student, one in submissions.items()}
    others = [sheet for sheet in sheets if typed.get(sheet.student.id) is not submissions.get(sheet.student.id)]
    before = {one.sheet.student.id: one for one in mark(others, submissions, policy)} if others else {}
    for one in mark(sheets, typed, policy):
        student = one.sheet.student.id
        yield replace(decided(one, decisions, before.get(student)), submission=submissions.get(student))


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
