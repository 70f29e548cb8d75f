"""What a run changes in the marks: who, how much, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..assignments.sheet import label_order
from .last_marks import LastMarks, LastVerdict
from .outcome import Outcome
from .verdict import Marks, Verdict
from .wording import on_one_line, percent, points_text

MOST_TOLD = 5
WORDS = {outcome.value: outcome.words for outcome in Outcome}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """More or fewer points for a student at a blank, or where `label` is empty, in the total as a whole.

    `worth` is by how much more or less the blank counts.
    """

    student: str
    label: str
    points: Fraction
    reason: str
    worth: Fraction = Fraction(0)


def changes(last: Mapping[str, LastMarks], marks: Sequence[Marks]) -> tuple[Change, ...]:
    """Everything that is other than in the last marks, student by student."""
    by_sheet = {one.sheet: one for one in last.values() if one.sheet}
    return tuple(
        change
        for now in marks
        if (was := last.get(now.sheet.student.id) or by_sheet.get(now.sheet.code)) is not None or now.submission
        for change in _of_student(was, now)
    )


def _of_student(was: LastMarks | None, now: Marks) -> Iterator[Change]:
    student, handed_in = now.sheet.student.id, now.submission is not None
    if was is None or was.handed_in != handed_in:
        reason = "handed in" if handed_in else "nothing lies in answers/ any more"
        points = now.total - (was.total if was is not None else 0)
        if handed_in or points:
            yield Change(student=student, label="", points=points, reason=reason)
        return
    attempt = f"attempt {now.attempt} counts" if now.attempt != was.attempt else ""
    redrawn = "another sheet" if was.sheet not in ("", now.sheet.code) else ""
    blanks = []
    for verdict in now.verdicts:
        before = was.blanks.get(verdict.blank.label)
        points = verdict.points - (before.points if before is not None else 0)
        had = verdict.blank.points if before is None or before.worth is None else before.worth
        if points or verdict.worth != had:
            reason = _reason(before, verdict, attempt or redrawn)
            blanks.append(
                Change(
                    student=student,
                    label=verdict.blank.label,
                    points=points,
                    reason=reason,
                    worth=verdict.worth - had,
                )
            )
    there = {verdict.blank.label for verdict in now.verdicts}
    for label, before in was.blanks.items():
        if label not in there and before.points:
            blanks.append(Change(student=student, label=label, points=-before.points, reason="no longer on the sheet"))
    yield from blanks
    rest = now.total - was.total - sum((one.points for one in blanks), Fraction(0))
    if rest:
        yield Change(student=student, label="", points=rest, reason=_of_total(was, now))


def _reason(was: LastVerdict | None, now: Verdict, whole: str) -> str:
    """Why a blank has other points than before; the first that is other."""
    decision = now.settled.words if now.settled is not None else ""
    answer = now.answer.text if now.answer is not None else None
    if was is None:
        return "a new blank"
    if decision != was.decision:
        return f"decision: {on_one_line(decision)}" if decision else "a decision was taken back"
    if now.by_person:
        return "a person's points"
    if whole:
        return whole
    if answer != was.answer:
        return "answered now" if was.answer is None else "no answer any more" if answer is None else "another answer"
    if now.outcome.value != was.outcome:
        return f"{WORDS.get(was.outcome, was.outcome)}, now {now.outcome.words}"
    return f"{now.outcome.words} earns another share"


def _of_total(was: LastMarks, now: Marks) -> str:
    if (was.days_late, was.late_share) != (now.days_late, now.late_share):
        return f"{_late(now.days_late, now.late_share)}, before: {_late(was.days_late, was.late_share)}"
    parts = [_late(now.days_late, now.late_share)] if now.late_share else []
    if now.rounded_to is not None:
        parts.append("the total is rounded")
    return "; ".join(parts) or "the total is no longer rounded"


def _late(days: int, share: Fraction) -> str:
    if not days:
        return "in time"
    return f"{days} day{'s' if days > 1 else ''} late, {percent(share)} off"


def told(found: Sequence[Change], most: int | None = MOST_TOLD) -> tuple[str, ...]:
    """A line for each kind of change, whole sheets first: `31 students +0.5 each at 2c: decision: a misprint`.

    Of more than `most` students none is named. What happens for one reason at many blanks is one line.
    """
    labels: dict[str, set[str]] = {}
    for one in found:
        labels.setdefault(one.reason, set()).add(one.label)
    groups: dict[tuple[str, str, Fraction | None, Fraction], list[Change]] = {}
    for one in found:
        many = len(labels[one.reason]) > MOST_BLANKS
        label = MANY if many and one.label else one.label
        # Whoever hands in gets points of their own; all of them are one line.
        same = one.points if label not in ("", MANY) else None
        groups.setdefault((label, one.reason, same, one.worth), []).append(one)
    lines = sorted(groups.items(), key=lambda group: (*_place(group[0][0]), -len(group[1])))
    return tuple(_line(label, reason, same, worth, ones, most) for (label, reason, same, worth), ones in lines)


MOST_BLANKS = 3
MANY = "many blanks"


def _place(label: str) -> tuple[int, int, str]:
    return (0, 0, label) if label in ("", MANY) else label_order(label)


def _line(
    label: str, reason: str, same: Fraction | None, worth: Fraction, ones: Sequence[Change], most: int | None
) -> str:
    """One line of the report; where not all have the `same`, each student's points or the least and the most."""
    points: dict[str, Fraction] = {}
    for one in ones:
        points[one.student] = points.get(one.student, Fraction(0)) + one.points
    few = most is None or len(points) <= most
    blanks = len({one.label for one in ones})
    where = f" at {blanks} blanks" if label == MANY else f" at {label}" if label else ""
    out_of = f" (out of {signed(worth)})" if worth else ""
    if same is not None:
        named = ", ".join(points) if few else f"{len(points)} students"
        return f"{named} {signed(same)}{' each' if len(points) > 1 and same else ''}{out_of}{where}: {reason}"
    if few:
        named = ", ".join(f"{student} {signed(total)}" for student, total in points.items())
    else:
        least, best = min(points.values()), max(points.values())
        named = f"{len(points)} students {signed(least)}{f' to {signed(best)}' if best != least else ' each'}"
    return f"{named}{out_of}{where}: {reason}"


def signed(points: Fraction) -> str:
    """`+0.5`, `-1`, `+0`."""
    return f"{'' if points < 0 else '+'}{points_text(points)}"
