"""Blame: the fewest wrong steps that explain an exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..outcome import Outcome
from ..verdict import WrongStep
from .diagnosis import Diagnosis
from .finding import Finding


def wrong_steps(diagnosis: Diagnosis, said: Sequence[Mapping[int, Finding]]) -> list[tuple[WrongStep, ...]]:
    """For each student the steps that went wrong, in the order of the work; a method, or a habit, counts once."""
    return [_of(diagnosis, column, found) for column, found in enumerate(said)]


def _of(diagnosis: Diagnosis, column: int, found: Mapping[int, Finding]) -> tuple[WrongStep, ...]:
    one = diagnosis.exercises
    steps: list[WrongStep] = []
    named: set[object] = set()
    for symbol in diagnosis.knowledge.segments.right:
        row = one.row[symbol]
        finding = found.get(row)
        if finding is None or finding.outcome is Outcome.FOLLOW_THROUGH:
            continue
        habit = finding.causes or (finding.outcome is Outcome.ROUNDED_EARLY and finding.outcome)
        if habit and habit in named:
            continue
        named.add(habit)
        blank, slipped = one.blank(row, column), diagnosis.implied.first[row, column]
        value = diagnosis.implied.value if slipped else one.value
        steps.append(
            WrongStep(
                exercise=blank.exercise,
                symbol=diagnosis.implied.steps[diagnosis.implied.by[row, column]].symbol if slipped else symbol,
                label=blank.label,
                asked=not slipped,
                value=float(value[row, column]),
                causes=finding.causes,
            )
        )
    return tuple(steps)
