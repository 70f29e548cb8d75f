"""Marking one blank: an ordered list of tests, and the first that hits says what the answer is.

Right first, then follow-through: a student who repaired an earlier slip must not lose marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..assignments.sheet import Blank, Item, Sheet
from ..formula import Formula, symbols_in
from ..formula.student import Reading, Unreadable, read_answer
from ..problems.choices import Option
from ..problems.problem import Kind
from ..problems.rounding import Rounding
from ..problems.tolerance import Band
from .answer import Submission
from .follow import Followed, follow
from .formulas import Comparison
from .options import blamed, option_at, read_letter
from .outcome import Outcome
from .policy import Policy
from .verdict import Marks, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A number in a blank of an exercise, and what follows there from the student's earlier numbers."""

    reading: Reading
    blank: Blank
    item: Item
    followed: Followed | None = None

    @property
    def value(self) -> float:
        return self.reading.value

    @property
    def band(self) -> Band:
        return self.item.solution.bands[self.blank.symbol]

    @property
    def rounding(self) -> Rounding:
        return self.item.exercise.problem.rounding

    @property
    def option(self) -> Option | None:
        """Which of the options this is, if there are some."""
        return option_at(self.value, self.blank, self.band, self.rounding.answer_unit)

    @property
    def leading(self) -> set[Decimal]:
        """The given numbers on which this blank depends."""
        exercise = self.item.exercise
        needed = exercise.problem.derivation.needed_for([self.blank.symbol])
        used = {symbol for step in needed for symbol in symbols_in(step.formula)}
        return {value for symbol, value in exercise.givens.items() if symbol in used}

    @property
    def shifts(self) -> set[int]:
        """The places by which the powers of ten among these move a decimal point."""
        powers = (abs(value).normalize() for value in self.leading)
        return {abs(value.adjusted()) for value in powers if value.as_tuple().digits == (1,)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test found out about an answer, and how it says so."""

    outcome: Outcome
    note: str


def right(attempt: Attempt) -> Finding | None:
    option = attempt.option
    accepted = attempt.band.accepts(attempt.value) or (option is not None and option.is_right)
    return Finding(Outcome.RIGHT, "") if accepted else None


def follow_through(attempt: Attempt) -> Finding | None:
    followed = attempt.followed
    if followed is None or followed.band is None or not followed.band.accepts(attempt.value):
        return None
    expected = attempt.rounding.answered(followed.band.exact)
    return Finding(
        Outcome.FOLLOW_THROUGH,
        f"not the right number, but computed rightly from what was written at {' and '.join(followed.labels)}: "
        f"with {'them' if len(followed.labels) > 1 else 'it'}, {expected} comes out",
    )


def wrong_option(attempt: Attempt) -> Finding | None:
    """One of the wrong numbers that stood there to choose from, with what it is consistent with."""
    option = attempt.option
    if option is None or option.is_right:
        return None
    return Finding(Outcome.MISCONCEPTION, blamed(option, attempt.item.exercise.problem))


LEAST_TYPED = 2
"""An answer with fewer decimals, or fewer significant digits, does not show that the number was known."""


def rounded_early(attempt: Attempt) -> Finding | None:
    """Too few decimals given, or kept on the way.

    A given number that was copied is no rounding: an unchanged weight may well agree to two decimals.
    """
    typed = attempt.reading.typed
    cut_short = typed is not None and _is_cut_short(typed, attempt.band.exact, attempt.rounding)
    if typed is not None and cut_short and typed not in attempt.leading:
        expected, decimals = attempt.rounding.answered(attempt.band.exact), attempt.rounding.answer
        return Finding(Outcome.ROUNDED_EARLY, f"{typed:f} is {expected} with too few decimals: give {decimals}")
    if not abs(attempt.value - attempt.band.exact) <= attempt.band.early:
        return None
    keep = attempt.rounding.keep
    return Finding(Outcome.ROUNDED_EARLY, f"near, but rounded too early: keep {keep} decimals on the way")


def _is_cut_short(typed: Decimal, exact: float, rounding: Rounding) -> bool:
    """Whether the exact value was rounded rightly, but to fewer decimals than asked."""
    decimals, digits = -int(typed.as_tuple().exponent), len(typed.as_tuple().digits)
    if not LEAST_TYPED <= decimals < rounding.answer or digits < LEAST_TYPED:
        return False
    return abs(float(typed) - exact) <= (0.5 + 1e-9) * 10.0**-decimals


def decimal_slip(attempt: Attempt) -> Finding | None:
    """The right digits with the point elsewhere, where they are enough to tell.

    With a learning rate of 0.1, ten times the right change is no slip but a forgotten rate.
    """
    exact, band = attempt.band.exact, attempt.band
    for places in (1, -1, 2, -2, 3, -3):
        factor = 10.0**places
        reach = max(band.tolerance, factor * attempt.rounding.answer_unit / 2)
        near = reach <= abs(exact) / 20 and abs(attempt.value * factor - exact) <= reach
        if near and abs(places) not in attempt.shifts:
            way = "left" if places > 0 else "right"
            count = f"{abs(places)} place{'s' if abs(places) > 1 else ''}"
            return Finding(Outcome.DECIMAL_SLIP, f"the right digits, with the decimal point {count} too far {way}")
    return None


def sign_slip(attempt: Attempt) -> Finding | None:
    if not attempt.band.accepts(-attempt.value):
        return None
    return Finding(Outcome.SIGN_SLIP, "the right number with the wrong sign")


def wrong(attempt: Attempt) -> Finding | None:
    """Every answer that came this far is wrong; the note says what was tried."""
    followed = attempt.followed
    if attempt.blank.options:
        return Finding(Outcome.WRONG, "this number is none of the options")
    if followed is None:
        return Finding(Outcome.WRONG, "not within the accepted range, and no known slip gives it")
    before = " and ".join(followed.labels)
    if followed.band is None:
        return Finding(
            Outcome.WRONG, f"what was written at {before} cannot be followed: nothing can be computed with it"
        )
    return Finding(Outcome.WRONG, f"it does not follow from what was written at {before} either")


TESTS: tuple[Callable[[Attempt], Finding | None], ...] = (
    right,
    follow_through,
    wrong_option,
    rounded_early,
    decimal_slip,
    sign_slip,
    wrong,
)


def mark(
    sheets: Sequence[Sheet], submissions: Mapping[str, Submission], policy: Policy | None = None
) -> tuple[Marks, ...]:
    """The marks of everybody who was handed a sheet, in the order of `sheets`."""
    policy = policy or Policy()
    formulas = Comparison(policy.notation, policy.decimal_comma)
    read = [_read(sheet, submissions.get(sheet.student.id), policy, formulas) for sheet in sheets]
    followed = follow(
        sheets, [{s: r.value for s, r in readings.items() if isinstance(r, Reading)} for readings in read]
    )
    return tuple(
        Marks(
            sheet=sheet,
            submission=submissions.get(sheet.student.id),
            verdicts=tuple(
                _verdict(
                    sheet, blank, submissions.get(sheet.student.id), readings.get(blank.label), after, policy, formulas
                )
                for blank in sheet.blanks
            ),
        )
        for sheet, readings, after in zip(sheets, read, followed, strict=True)
    )


Read = Reading | Formula | Unreadable


def _read(sheet: Sheet, submission: Submission | None, policy: Policy, formulas: Comparison) -> dict[str, Read]:
    """What is in each blank that holds something to be marked here, by label."""
    if submission is None:
        return {}
    found: dict[str, Read] = {}
    for blank in sheet.blanks:
        if blank.label not in submission.answers or blank.ask.kind is Kind.WRITTEN:
            continue
        text = submission.answers[blank.label].text
        if blank.ask.kind is Kind.FORMULA:
            found[blank.label] = formulas.read(text, sheet.item(blank).exercise.problem, blank.symbol)
        elif blank.options and (chosen := read_letter(text, blank, sheet.item(blank).solution.values[blank.symbol])):
            found[blank.label] = chosen
        else:
            found[blank.label] = read_answer(text, decimal_comma=policy.decimal_comma, percent=policy.percent)
    return found


def _verdict(
    sheet: Sheet,
    blank: Blank,
    submission: Submission | None,
    reading: Read | None,
    followed: Mapping[str, Followed],
    policy: Policy,
    formulas: Comparison,
) -> Verdict:
    answer = submission.answers.get(blank.label) if submission is not None else None
    match reading:
        case None if blank.ask.kind is Kind.WRITTEN:
            finding = Finding(Outcome.WRITTEN, "a person reads and marks this")
        case None:
            finding = Finding(Outcome.BLANK, "")
        case Unreadable():
            finding = Finding(Outcome.UNREADABLE, f"{reading.problem}\n{reading.pointed}")
        case Reading():
            attempt = Attempt(reading=reading, blank=blank, item=sheet.item(blank), followed=followed.get(blank.label))
            finding = next(found for test in TESTS if (found := test(attempt)) is not None)
        case _:
            compared = formulas.compare(reading, blank, sheet.item(blank))
            other = Outcome.SIGN_SLIP if compared.opposite else Outcome.WRONG
            finding = Finding(Outcome.RIGHT if compared.same else other, compared.note)
    return Verdict(
        blank=blank,
        outcome=finding.outcome,
        points=blank.points * policy.credit.get(finding.outcome, Fraction(0)),
        note=finding.note,
        answer=answer,
        value=reading.value if isinstance(reading, Reading) else None,
    )
