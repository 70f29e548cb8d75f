"""What an answer can be, and what each outcome earns where a course says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from ..languages import ENGLISH, Language


class Outcome(Enum):
    """What an answer is; the values are stable codes, and the names of credits in `[credit]`."""

    RIGHT = "right"
    FOLLOW_THROUGH = "follow_through"
    MISCONCEPTION = "misconception"
    ROUNDED_EARLY = "rounded_early"
    DECIMAL_SLIP = "decimal_slip"
    SIGN_SLIP = "sign_slip"
    LAST_DIGIT_SLIP = "last_digit_slip"
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    BLANK = "blank"
    WRITTEN = "written"

    @property
    def words(self) -> str:
        """As the staff reads it."""
        return self.said_in(ENGLISH)

    def said_in(self, said: Language) -> str:
        return said[f"outcome_{self.value}"]


CREDIT: Mapping[Outcome, Fraction] = {
    Outcome.RIGHT: Fraction(1),
    Outcome.FOLLOW_THROUGH: Fraction(1),
    Outcome.ROUNDED_EARLY: Fraction(1, 2),
    Outcome.DECIMAL_SLIP: Fraction(1, 2),
}
"""The share of a blank's points that an outcome earns; nothing where it is not listed."""
