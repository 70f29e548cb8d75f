"""After a redraw a student has several sheets: which of them counts, exercise by exercise.

The newest sheet with an answer in an exercise counts there. One from before a redraw can count where the redraw
kept it, or left the numbers of the exercise as they were; what else stands on it is set aside and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..assignments.redraw import Earlier
from ..assignments.sheet import Sheet
from .answer import Answer, Place, Submission, place_of

Answers = Mapping[Place, Mapping[str, Answer]]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """By student: the answers that count, the sheet they are marked by after a redraw, and a remark about it."""

    submissions: dict[str, Submission] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def settle(
    sheets: Sequence[Sheet], earlier: Sequence[Earlier], answers: Answers, submitted: Mapping[Place, str]
) -> Settled:
    """What counts of all that students wrote, on the sheets they have now and on `earlier` ones, oldest first."""
    settled = Settled()
    for current in sheets:
        student, place = current.student.id, place_of(current)
        before = [one for one in reversed(earlier) if one.sheet.student.id == student]
        came = [one for one in before if place_of(one.sheet) in answers]
        if came:
            _settle(settled, current, came, answers, submitted)
        elif place in answers:
            written = Submission(student=student, answers=answers[place], submitted=submitted.get(place, ""))
            settled.submissions[student] = written
    return settled


def _settle(
    settled: Settled, current: Sheet, before: Sequence[Earlier], answers: Answers, submitted: Mapping[Place, str]
) -> None:
    """Settles what one student wrote, where sheets from `before` redraws came in, newest first."""
    student = current.student.id
    counting = dict.fromkeys(_answered(current, answers), current)
    opened = [current] if place_of(current) in answers else []
    remarks = []
    for one in before:
        sheet = one.sheet
        found = _answered(sheet, answers)
        same = [number for number in found if _same(sheet, current, number)]
        allowed = [n for n in found if n in same or (one.redrawn.counts and _is_there(sheet, current, n))]
        taken = [number for number in allowed if number not in counting]
        counting |= dict.fromkeys(taken, sheet)
        opened += [sheet] if taken or one.redrawn.counts else []
        if doubled := [number for number in allowed if number not in taken]:
            settled.notes.append(
                f"{student}, {_in(doubled)}: answered on {sheet.code} and on a newer sheet; the newer counts"
            )
        if by_old := [number for number in taken if number not in same]:
            remarks.append(f"{_in(by_old)}: marked by the numbers of the sheet {sheet.code}, from before the redraw")
            settled.notes.append(f"{student}, {remarks[-1]}")
        if aside := [number for number in found if number not in allowed]:
            why = (
                f"{_in(aside)}: answered on the sheet {sheet.code}, which was drawn anew on {one.redrawn.when[:10]} "
                f"({one.redrawn.why}): these answers belong to the earlier numbers and do not count"
            )
            remarks.append(f"{why}; the sheet {current.code} counts")
            first = next(iter(answers[place_of(sheet)].values()))
            settled.notes.append(f"{first.file}:{first.row}: {student}, {why}")
    if remarks:
        settled.remarks[student] = "; ".join(remarks)
    if opened:
        written = {
            label: one for number, sheet in counting.items() for label, one in _on(sheet, number, answers).items()
        }
        when = submitted.get(place_of(opened[0]), "")
        settled.submissions[student] = Submission(student=student, answers=written, submitted=when)
        kept = {one.sheet.code: one.sheet for one in before if one.redrawn.counts}
        settled.sheets[student] = _composed(current, counting, kept)


def _composed(current: Sheet, counting: Mapping[int, Sheet], kept: Mapping[str, Sheet]) -> Sheet:
    """The sheet to mark by: a kept one where nothing stands on others, else each exercise as it was answered."""
    codes = {sheet.code for sheet in counting.values()}
    alone = kept.get(codes.pop()) if len(codes) == 1 else None
    if alone is None or not all(_is_there(alone, current, item.number) for item in current.items):
        alone = current
    items = tuple(
        replace(counting.get(item.number, alone).items[item.number - 1], points=item.points) for item in current.items
    )
    return replace(current, code=alone.code, items=items)


def _answered(sheet: Sheet, answers: Answers) -> list[int]:
    """The exercises of a sheet in which something stands."""
    return [item.number for item in sheet.items if _on(sheet, item.number, answers)]


def _on(sheet: Sheet, number: int, answers: Answers) -> dict[str, Answer]:
    """What stands in one exercise of a sheet."""
    written = answers.get(place_of(sheet), {})
    labels = [blank.label for blank in sheet.items[number - 1].blanks]
    return {label: written[label] for label in labels if label in written}


def _is_there(sheet: Sheet, current: Sheet, number: int) -> bool:
    """Whether the sheet of now has the same problem at that place."""
    if number > min(len(sheet.items), len(current.items)):
        return False
    old, new = (one.items[number - 1].exercise.problem.name for one in (sheet, current))
    return old == new


def _same(sheet: Sheet, current: Sheet, number: int) -> bool:
    """Whether it has the same numbers too."""
    if not _is_there(sheet, current, number):
        return False
    old, new = (one.items[number - 1].exercise.givens for one in (sheet, current))
    return old == new


def _in(numbers: Sequence[int]) -> str:
    return f"exercise{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
