"""How a course reads and marks: what `[credit]` and `[reading]` of its assignment say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..assignments.assignment import Assignment
from ..formula.notation import LECTURE, Profile
from .outcome import CREDIT, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The share of its points that each outcome earns, how answers are read, and how marks add up.

    `late_per_day` is the share taken off for each begun day, `attempts` which of several counts, `round_to` the unit
    of everybody's total.
    """

    credit: Mapping[Outcome, Fraction] = field(default_factory=lambda: CREDIT)
    decimal_comma: bool = False
    percent: bool = False
    notation: Profile = LECTURE
    late_per_day: Fraction = Fraction(0)
    attempts: str = "best"
    round_to: Fraction | None = None


def policy_of(assignment: Assignment) -> Policy:
    """How an assignment reads and marks."""
    credit = {outcome: getattr(assignment.credit, outcome.value, None) for outcome in Outcome}
    given = {outcome: Fraction(share) for outcome, share in credit.items() if share is not None}
    return Policy(
        credit={**CREDIT, **given},
        decimal_comma=assignment.reading.decimal_comma,
        percent=assignment.reading.percent,
        notation=assignment.notation,
        late_per_day=Fraction(assignment.credit.late_per_day),
        attempts=assignment.credit.attempts,
        round_to=None if assignment.credit.round_to is None else Fraction(assignment.credit.round_to),
    )
