"""Marking: an ordered list of tests, and the first that hits says what an answer is.

Right first, then follow-through: a student who repaired an earlier slip must not lose marks. The answers of all
students to one problem are tested together, as arrays; only what is not right is put into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..assignments.sheet import Item, Sheet
from ..formula.student import Reading
from ..problems.choices import causes_of
from .answer import Submission
from .collector import collected_later
from .diagnosis import Diagnosis, Exercises, Finding, Read, Test, findings, knowledge_of, words
from .diagnosis.blame import wrong_steps
from .formulas import Comparison
from .outcome import Outcome
from .policy import Policy
from .reading import Reader
from .verdict import Marks
from .writer import NOTHING_WRONG, Explained, Writer

AT_ONCE = 4096
"""Students whose answers are diagnosed together: more would not be faster, and need more memory."""


def follows(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    labels = words.believed(diagnosis, row, column)
    note = words.follows(diagnosis, row, column, labels)
    return Finding(outcome=Outcome.FOLLOW_THROUGH, note=note, believed=labels)


def follows_a_slip(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    return Finding(outcome=Outcome.FOLLOW_THROUGH, note=words.follows_a_slip(diagnosis, row, column))


def is_wrong_option(diagnosis: Diagnosis) -> Any:
    """One of the wrong numbers that stood there to choose from."""
    one = diagnosis.exercises
    found = np.zeros(one.value.shape, dtype=bool)
    for row in one.chosen:
        for column in np.flatnonzero(one.wrong[row]).tolist():
            found[row, column] = one.option(row, column) is not None
    return found


def wrong_option(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    """What led to a wrong option: of the misconceptions that give it, those that agree with the whole sheet, if any."""
    option, problem = diagnosis.exercises.option(row, column), diagnosis.exercises.problem
    agreeing = [one for one in diagnosis.agreement.whole(column) if one in option.causes]
    ids = agreeing or option.causes
    causes = tuple(problem.misconceptions[one] for one in ids if one in problem.misconceptions)
    said = causes if agreeing else causes_of(option.causes, problem)
    return Finding(outcome=Outcome.MISCONCEPTION, note=words.consistent(said, diagnosis), causes=causes)


def misconception(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    causes = diagnosis.causes(row, column)
    note = words.consistent(causes, diagnosis)
    if diagnosis.followed.refused[row, column]:
        note = words.sentences(note, words.tried(diagnosis, row, column))
    return Finding(outcome=Outcome.MISCONCEPTION, note=note, causes=causes)


def cut_short(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    one = diagnosis.exercises
    typed, rounding = one.reading(row, column).typed, one.problem.rounding
    expected = rounding.answered(one.exact[row, column])
    note = f"{typed:f} is {expected} with too few decimals: give {rounding.answer}"
    return Finding(outcome=Outcome.ROUNDED_EARLY, note=note)


def rounded_early(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    keep = diagnosis.exercises.problem.rounding.keep
    note = f"near, but rounded too early: keep {keep} decimals on the way"
    return Finding(outcome=Outcome.ROUNDED_EARLY, note=note)


def decimal_slip(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    return Finding(outcome=Outcome.DECIMAL_SLIP, note=words.point(diagnosis, row, column))


def sign_slip(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    return Finding(outcome=Outcome.SIGN_SLIP, note=words.sign(diagnosis, row, column))


def last_digit_slip(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    return Finding(outcome=Outcome.LAST_DIGIT_SLIP, note=words.last_digit(diagnosis, row, column))


def wrong(diagnosis: Diagnosis, row: int, column: int) -> Finding:
    return Finding(outcome=Outcome.WRONG, note=words.wrong(diagnosis, row, column))


TESTS = (
    Test(lambda diagnosis: diagnosis.followed.holds, follows),
    Test(lambda diagnosis: diagnosis.implied.credited, follows_a_slip),
    Test(is_wrong_option, wrong_option),
    Test(lambda diagnosis: diagnosis.methodical, misconception),
    Test(lambda diagnosis: diagnosis.slips.cut_short, cut_short),
    Test(lambda diagnosis: diagnosis.slips.early, rounded_early),
    Test(lambda diagnosis: diagnosis.slips.point != 0, decimal_slip),
    Test(lambda diagnosis: diagnosis.slips.sign, sign_slip),
    Test(lambda diagnosis: diagnosis.slips.last_digit, last_digit_slip),
    Test(lambda diagnosis: diagnosis.methodical_here, misconception),
    Test(lambda diagnosis: diagnosis.exercises.wrong, wrong),
)
"""Tests of answers that are not right, first to last; the last hits everything."""


@collected_later()
def mark(
    sheets: Sequence[Sheet], submissions: Mapping[str, Submission], policy: Policy | None = None
) -> tuple[Marks, ...]:
    """The marks of everybody who was handed a sheet, in the order of `sheets`."""
    policy = policy or Policy()
    formulas = Comparison(policy.notation, policy.decimal_comma)
    reader, writer = Reader(policy, formulas), Writer(policy, formulas)
    handed_in = [submissions.get(sheet.student.id) for sheet in sheets]
    read = [reader.read(sheet, submission) for sheet, submission in zip(sheets, handed_in, strict=True)]
    found = diagnosed(sheets, read, policy)
    return tuple(
        writer.marks(sheet, submission, readings, found.get(place, {}))
        for place, (sheet, submission, readings) in enumerate(zip(sheets, handed_in, read, strict=True))
    )


def diagnosed(
    sheets: Sequence[Sheet], read: Sequence[Sequence[Sequence[Read]]], policy: Policy
) -> dict[int, dict[int, Explained]]:
    """By the place of a sheet and of an exercise on it, what is said of those in which something is not right."""
    groups: dict[int, list[tuple[int, int, Item, Sequence[Read]]]] = {}
    for place, sheet in enumerate(sheets):
        for at, item in enumerate(sheet.items):
            for one, readings in _by_numbers(item, read[place][at]):
                if any(isinstance(reading, Reading) for reading in readings):
                    groups.setdefault(id(one.exercise.problem), []).append((place, at, one, readings))
    found: dict[int, dict[int, Explained]] = {}
    for group in groups.values():
        knowledge = knowledge_of(group[0][2].exercise.problem)
        for start in range(0, len(group), AT_ONCE):
            some = group[start : start + AT_ONCE]
            everybody = Exercises([item for _, _, item, _ in some], [readings for _, _, _, readings in some])
            troubled = np.flatnonzero(everybody.wrong.any(axis=0))
            if not len(troubled):
                continue
            diagnosis = Diagnosis(everybody.some(troubled), knowledge, policy.notation)
            said = findings(diagnosis, TESTS)
            steps = wrong_steps(diagnosis, said)
            for column, member in enumerate(troubled.tolist()):
                place, at, _, _ = some[member]
                by_place = {everybody.places[row]: finding for row, finding in said[column].items()}
                before = found.setdefault(place, {}).get(at, NOTHING_WRONG)
                found[place][at] = Explained({**before.findings, **by_place}, (*before.steps, *steps[column]))
    return found


def _by_numbers(item: Item, readings: Sequence[Read]) -> Iterator[tuple[Item, Sequence[Read]]]:
    """An exercise with what is written in it; where blanks stand apart, once for all that share their numbers."""
    if not item.apart:
        yield item, readings
        return
    behind = [item.behind(blank) for blank in item.blanks]
    for one in {id(each): each for each in behind}.values():
        mine = [reading if other is one else None for reading, other in zip(readings, behind, strict=True)]
        yield (replace(one, apart={}) if one.apart else one), mine
