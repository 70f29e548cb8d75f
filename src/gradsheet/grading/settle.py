"""After a redraw a student has several sheets: which of them counts, exercise by exercise.

The newest sheet with an answer in an exercise counts there. One from before a redraw can count where the redraw
kept it, or left the numbers of the exercise as they were; what else stands on it is set aside and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..assignments.redraw import Earlier
from ..assignments.sheet import Item, Sheet, label_order
from .answer import Answer, Submission
from .history import EXPORTED, Part, Taken

Answers = Mapping[str, Mapping[str, Answer]]
"""By the code of a sheet, by label."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """By student: the attempts with what counts of each, and a remark about the last; what the teacher should know."""

    attempts: dict[str, tuple[Submission, ...]] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def settle(settled: Settled, current: Sheet, before: Sequence[Earlier], attempts: Sequence[Part]) -> None:
    """Notes what counts of all that a student wrote, on the sheet of now and on those from `before`, newest first."""
    student = current.student.id
    found = []
    for attempt in attempts:
        settled.remarks.pop(student, None)
        found.append(_submission(settled, current, before, attempt))
    if any(found):
        settled.attempts[student] = tuple(filter(None, found))


def _submission(settled: Settled, current: Sheet, before: Sequence[Earlier], attempt: Part) -> Submission | None:
    """What counts of one attempt; None where nothing does."""
    came = [one for one in before if one.sheet.code in attempt.answers]
    if came:
        submission = _settle(settled, current, came, attempt)
    elif current.code in attempt.answers:
        submission = _handed_in(attempt, current, attempt.answers[current.code])
    else:
        submission = None
    return _with_exported(settled, current, submission, attempt) if attempt.exported else submission


def _handed_in(attempt: Part, current: Sheet, answers: Mapping[str, Answer]) -> Submission:
    stamp = attempt.stamp
    return Submission(student=current.student.id, answers=answers, submitted=stamp.submitted, when=stamp.when)


def _settle(settled: Settled, current: Sheet, before: Sequence[Earlier], attempt: Part) -> Submission | None:
    """Settles what one student wrote, where sheets from `before` redraws came in, newest first."""
    student, answers = current.student.id, attempt.answers
    counting = dict.fromkeys(_answered(current, answers), current)
    opened = current.code in answers
    remarks = []
    for one in before:
        sheet = one.sheet
        found = _answered(sheet, answers)
        same = [number for number in found if _same(sheet, current, number)]
        allowed = [n for n in found if n in same or (one.redrawn.counts and _is_there(sheet, current, n))]
        taken = [number for number in allowed if number not in counting]
        counting |= dict.fromkeys(taken, sheet)
        opened = opened or bool(taken) or one.redrawn.counts
        if doubled := [number for number in allowed if number not in taken]:
            settled.notes.append(
                f"{student}, {_in(doubled)}: answered on {sheet.code} and on a newer sheet; the newer counts"
            )
        if by_old := [number for number in taken if number not in same]:
            remarks.append(f"{_in(by_old)}: marked by the numbers of the sheet {sheet.code}, from before the redraw")
            settled.notes.append(f"{student}, {remarks[-1]}")
        if aside := [number for number in found if number not in allowed]:
            when = f" on {one.redrawn.when[:10]}" if one.redrawn.when else ""
            why = (
                f"{_in(aside)}: answered on the sheet {sheet.code}, which was drawn anew{when} "
                f"({one.redrawn.why}): these answers belong to the earlier numbers and do not count"
            )
            remarks.append(f"{why}; the sheet {current.code} counts")
            first = next(iter(answers[sheet.code].values()))
            settled.notes.append(f"{first.file}:{first.row}: {student}, {why}")
    if remarks:
        settled.remarks[student] = "; ".join(remarks)
    if not opened:
        return None
    written = {label: one for number, sheet in counting.items() for label, one in _on(sheet, number, answers).items()}
    kept = {one.sheet.code: one.sheet for one in before if one.redrawn.counts}
    sheet = _composed(current, counting, kept)
    return replace(_handed_in(attempt, current, written), sheet=sheet, remark="; ".join(remarks))


def _with_exported(settled: Settled, current: Sheet, own: Submission | None, attempt: Part) -> Submission:
    """The submission with the exercises of exported variants: marked by the numbers of these."""
    own = own or _handed_in(attempt, current, {})
    sheet = own.sheet or current
    items, answers, remarks = list(sheet.items), dict(own.answers), [own.remark] if own.remark else []
    for number, taken in _by_exercise(attempt.exported).items():
        item = _taken(taken)
        labels = {blank.label for blank in item.blanks}
        if any(label in answers for label in labels):
            settled.notes.append(
                f"{current.student.id}, {_in([number])}: answered on paper and in an exported question; paper counts"
            )
            continue
        items[number - 1] = _worth(item, items[number - 1].points)
        written = attempt.answers.get(EXPORTED, {})
        answers |= {label: one for label, one in written.items() if label in labels}
        remarks.append(f"{_in([number])}: {_by_which(taken)}")
    if remarks:
        settled.remarks[current.student.id] = "; ".join(remarks)
    return replace(own, answers=answers, sheet=replace(sheet, items=tuple(items)), remark="; ".join(remarks))


def _by_exercise(exported: Mapping[str, Taken]) -> dict[int, dict[str, Taken]]:
    """By number and label, what was asked of each exercise, in the order of the labels."""
    found: dict[int, dict[str, Taken]] = {}
    for label in sorted(exported, key=label_order):
        found.setdefault(exported[label].item.number, {})[label] = exported[label]
    return found


def _taken(by_label: Mapping[str, Taken]) -> Item:
    """The exercise that was answered; blanks asked in other variants than the first stand apart."""
    variants: dict[str, Item] = {}
    for one in by_label.values():
        variants.setdefault(one.code, one.item)
    first, *_ = variants
    return replace(
        variants[first], apart={label: variants[one.code] for label, one in by_label.items() if one.code != first}
    )


def _worth(item: Item, points: Fraction) -> Item:
    return replace(item, points=points, apart={label: replace(one, points=points) for label, one in item.apart.items()})


def _by_which(by_label: Mapping[str, Taken]) -> str:
    codes = {one.code for one in by_label.values()}
    if len(codes) == 1:
        return f"marked by the numbers of the question with the code {min(codes)}"
    each = ", ".join(f"{label} {one.code}" for label, one in by_label.items())
    return f"each blank marked by the numbers of its own question: {each}"


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
    written = answers.get(sheet.code, {})
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
