"""What each blank earned, and why; what one student earned in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..assignments.sheet import Blank, Sheet
from ..formula import Symbol
from ..models import Misconception
from .answer import Answer, Submission
from .outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a person decided about a blank, and the outcome and points that marking had given before.

    `what` says it: `full points for all`, `counts as '0.731'`, `1 of 2 points`.
    """

    who: str
    when: str
    why: str
    outcome: Outcome
    points: Fraction
    what: str = ""

    @property
    def words(self) -> str:
        """`full points for all: the question can be read in two ways`."""
        return ": ".join(part for part in (self.what, self.why) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one blank earned, and why; `value` is the number that was read, if one was.

    `causes` are the misconceptions that this number is consistent with: one class, of which none is guessed. `believed`
    are the labels of the student's own earlier answers with which it was computed. `out_of` is what the blank counts
    in the total; None where that is the blank's own points. `by_person`: somebody read it and gave the points.
    """

    blank: Blank
    outcome: Outcome
    points: Fraction
    note: str
    answer: Answer | None = None
    value: float | None = None
    causes: tuple[Misconception, ...] = ()
    believed: tuple[str, ...] = ()
    settled: Settled | None = None
    out_of: Fraction | None = None
    by_person: bool = False

    @property
    def waits(self) -> bool:
        """Whether a person has yet to give the points."""
        return self.outcome is Outcome.WRITTEN and not self.by_person

    @property
    def worth(self) -> Fraction:
        """What the blank counts in the total."""
        return self.blank.points if self.out_of is None else self.out_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongStep:
    """A step that went wrong, of the fewest that explain an exercise: the student's own slip or method.

    `label` is the first blank at which it shows. `asked` is False where the step itself was not asked: `value` is then
    the number that must have stood there, for the other blanks follow from it.
    """

    exercise: int
    symbol: Symbol
    label: str
    asked: bool = True
    value: float | None = None
    causes: tuple[Misconception, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Marks:
    """One student's verdicts in the order of the sheet; nothing was handed in where `submission` is None.

    `wrong_steps` stand in the order of the work; feedback starts at the first. `days_late` are begun days after the due
    date, `late_share` what is taken off for them; `rounded_to` is the unit to which the total is rounded, if any.
    """

    sheet: Sheet
    submission: Submission | None
    verdicts: tuple[Verdict, ...]
    wrong_steps: tuple[WrongStep, ...] = ()
    days_late: int = 0
    late_share: Fraction = Fraction(0)
    rounded_to: Fraction | None = None
    attempt: int = 1
    attempts: int = 1

    @cached_property
    def earned(self) -> Fraction:
        """The blanks' points, before anything is taken off for lateness and before rounding."""
        return added(verdict.points for verdict in self.verdicts)

    @cached_property
    def out_of(self) -> Fraction:
        """The most that could be earned."""
        return added(verdict.worth for verdict in self.verdicts)

    @cached_property
    def total(self) -> Fraction:
        """What counts: after lateness, rounded as the course says (halves up)."""
        total = self.earned * (1 - self.late_share)
        if self.rounded_to is None:
            return total
        return (total / self.rounded_to + Fraction(1, 2)) // 1 * self.rounded_to


def added(points: Iterable[Fraction]) -> Fraction:
    """Their sum. Points of one exercise have few denominators, and whole numbers add fifty times as fast."""
    by_denominator: dict[int, int] = {}
    for one in points:
        by_denominator[one.denominator] = by_denominator.get(one.denominator, 0) + one.numerator
    return sum((Fraction(above, below) for below, above in by_denominator.items()), Fraction(0))
