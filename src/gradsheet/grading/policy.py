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
    """The share of its points that each outcome earns, and how answers are read."""

    credit: Mapping[Outcome, Fraction] = field(default_factory=lambda: CREDIT)
    decimal_comma: bool = False
    percent: bool = False
    notation: Profile = LECTURE


def policy_of(assignment: Assignment) -> Policy:
    """How an assignment reads and marks."""
    credit = {outcome: getattr(assignment.credit, outcome.value, None) for outcome in Outcome}
    given = {outcome: Fraction(share) for outcome, share in credit.items() if share is not None}
    return Policy(
        credit={**CREDIT, **given},
        decimal_comma=assignment.reading.decimal_comma,
        percent=assignment.reading.percent,
        notation=assignment.notation,
    )
