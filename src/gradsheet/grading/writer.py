"""From what was found out to verdicts and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..assignments.sheet import Blank, Item, Sheet
from ..formula.student import Reading, Unreadable
from ..problems.problem import Kind
from .answer import Submission
from .diagnosis import Finding, Read
from .formulas import Comparison
from .outcome import Outcome
from .policy import Policy
from .reading import NOTHING
from .verdict import Marks, Verdict, WrongStep

RIGHT = Finding(outcome=Outcome.RIGHT)
BLANK = Finding(outcome=Outcome.BLANK)
WRITTEN = Finding(outcome=Outcome.WRITTEN, note="a person reads and marks this")


@dataclass(frozen=True, slots=True)
class Explained:
    """What is to be said of one student's exercise: findings by the place of a blank, and the fewest wrong steps."""

    findings: Mapping[int, Finding]
    steps: tuple[WrongStep, ...]


NOTHING_WRONG = Explained({}, ())


@dataclass(slots=True)
class Writer:
    """Writes verdicts, with the points that a course gives for each outcome."""

    policy: Policy
    formulas: Comparison
    _points: dict[int, tuple[Blank, dict[Outcome, Fraction]]] = field(default_factory=dict)

    def marks(
        self,
        sheet: Sheet,
        submission: Submission | None,
        read: Sequence[Sequence[Read]],
        explained: Mapping[int, Explained],
    ) -> Marks:
        answers = submission.answers if submission is not None else NOTHING
        verdicts: list[Verdict] = []
        steps: list[WrongStep] = []
        for at, (item, readings) in enumerate(zip(sheet.items, read, strict=True)):
            here = explained.get(at, NOTHING_WRONG)
            written = []
            for place, (blank, reading) in enumerate(zip(item.blanks, readings, strict=True)):
                finding = here.findings.get(place) or self._plain(reading, blank, item.behind(blank))
                written.append(
                    Verdict(
                        blank=blank,
                        outcome=finding.outcome,
                        points=self._earned(blank, finding.outcome),
                        note=finding.note,
                        answer=answers.get(blank.label),
                        value=reading.value if isinstance(reading, Reading) else None,
                        causes=finding.causes,
                        believed=finding.believed,
                    )
                )
            verdicts += written
            if item.exercise.problem.asks_formulas:
                steps += in_order([*here.steps, *_wrong_formulas(written)], item)
            else:
                steps += here.steps
        return Marks(sheet=sheet, submission=submission, verdicts=tuple(verdicts), wrong_steps=tuple(steps))

    def _plain(self, reading: Read, blank: Blank, item: Item) -> Finding:
        """What is to be said of an answer that is no wrong number."""
        match reading:
            case Reading():
                return RIGHT
            case None:
                return WRITTEN if blank.ask.kind is Kind.WRITTEN else BLANK
            case Unreadable():
                return Finding(outcome=Outcome.UNREADABLE, note=f"{reading.problem}\n{reading.pointed}")
        compared = self.formulas.compare(reading, blank, item)
        other = Outcome.SIGN_SLIP if compared.opposite else Outcome.WRONG
        return Finding(outcome=Outcome.RIGHT if compared.same else other, note=compared.note)

    def _earned(self, blank: Blank, outcome: Outcome) -> Fraction:
        """What a blank earns; students share their blanks, and multiplying fractions takes long."""
        known = self._points.get(id(blank))
        if known is None:
            # The blank stays with its points, or another might come to have its id.
            known = self._points[id(blank)] = (blank, {})
        earned = known[1].get(outcome)
        if earned is None:
            earned = known[1][outcome] = blank.points * self.policy.credit.get(outcome, Fraction(0))
        return earned


def _wrong_formulas(verdicts: Sequence[Verdict]) -> list[WrongStep]:
    return [
        WrongStep(exercise=one.blank.exercise, symbol=one.blank.symbol, label=one.blank.label)
        for one in verdicts
        if one.blank.ask.kind is Kind.FORMULA and one.outcome in (Outcome.WRONG, Outcome.SIGN_SLIP)
    ]


def in_order(steps: Sequence[WrongStep], item: Item) -> Sequence[WrongStep]:
    """Wrong steps as the work goes."""
    if len(steps) < 2:
        return steps
    order = {step.symbol: place for place, step in enumerate(item.exercise.problem.derivation.steps)}
    return sorted(steps, key=lambda step: order.get(step.symbol, len(order)))
