"""Published numbers against the solver's: the cases of a problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..derivation import Derivation, resolve, rounded, rounding_reach, solve
from ..errors import GradsheetError
from ..formula import Formula, Symbol, evaluate, name
from ..models import Misconception, swapped
from .draw import draw
from .exercise import Exercise
from .problem import Case, Expected, Problem, Wrong
from .stream import public_seed
from .tolerance import SECOND_ORDER

EQUAL = 1e-12
MOST_PRINTED_DIGITS = 12
FREE = (Decimal(0), Decimal(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A published number that the solver does not reproduce; `place` is its path in the file."""

    case: str
    place: tuple[str | int, ...]
    text: str


def disagreements(problem: Problem, case: Case) -> list[Disagreement]:
    """All that a case publishes and the solver does not confirm."""
    found = []
    derivation = _with_published(problem.derivation, case)
    runs = [_Run(derivation, _numbers(derivation, case, fill), case.rounds_at) for fill in _fills(case)]
    for expected in case.expect:
        for run in runs:
            text = run.contradicts(expected)
            if text:
                found.append(Disagreement(case=case.name, place=expected.place, text=text))
                break
    for wrong in case.wrong:
        text = _defends(derivation, runs[0], wrong, case, problem.misconceptions)
        if text:
            found.append(Disagreement(case=case.name, place=wrong.place, text=text))
    return found


def case_exercise(problem: Problem, case: Case, *, open_numbers: Mapping[Symbol, Decimal] | None = None) -> Exercise:
    """The exercise with a case's numbers; the closed forms that it publishes stand beside the decimals.

    What the source does not print is taken from `open_numbers`, else one plain number.
    """
    exact = {
        expected.symbol: expected.formula
        for expected in case.expect
        if expected.formula is not None and not _is_plain(expected.text)
    }
    numbers = {**dict.fromkeys(case.free, FREE[0]), **(open_numbers or {}), **case.given}
    return Exercise(
        problem=problem, givens={symbol: numbers[symbol] for symbol in problem.derivation.givens}, exact=exact
    )


def bank_exercise(problem: Problem, *, case: str | None = None, number: int | None = None) -> Exercise:
    """A problem's exercise outside an assignment: a case, draw `number`, or the first case, else draw 1.

    Numbers that a case leaves open are those of draw 1: zeros would hide what they go into.
    """
    if number is None and problem.cases:
        found = next((one for one in problem.cases if case in (None, one.name)), None)
        if found is not None:
            drawn = draw(problem, [public_seed(problem.name, 1)])[0] if found.free else None
            return case_exercise(problem, found, open_numbers=drawn)
    if case is not None:
        names = ", ".join(f"'{one.name}'" for one in problem.cases) or "none"
        raise GradsheetError(f"{problem.name}: no case '{case}'; there are {names}")
    (givens,) = draw(problem, [public_seed(problem.name, number or 1)])
    return Exercise(problem=problem, givens=givens)


@dataclass(frozen=True)
class _Run:
    derivation: Derivation
    givens: Mapping[Symbol, float]
    rounds_at: int | None

    @cached_property
    def values(self) -> Mapping[Symbol, float]:
        return solve(self.derivation, self.givens)

    def contradicts(self, expected: Expected) -> str:
        """What is wrong with a published number, or nothing."""
        if self.agrees(expected.symbol, expected.text, expected.formula):
            return ""
        value = float(self.values[expected.symbol])
        if expected.formula is None:
            return f"{name(expected.symbol)} = {value:.12g}, which does not round to {expected.text}"
        published = float(evaluate(expected.formula, self.values))
        return f"{name(expected.symbol)} = {value:.12g}, but {expected.text} is {published:.12g}"

    def agrees(self, symbol: Symbol, printed: str, formula: Formula | None) -> bool:
        """Whether the exact value rounds to the printed string, or honest rounding at `rounds_at` reaches it.

        A formula agrees to 1e-12.
        """
        value = float(self.values[symbol])
        if formula is not None:
            published = float(evaluate(formula, self.values))
            return abs(value - published) <= EQUAL * max(1.0, abs(published))
        published = float(printed)
        digits, half_unit = _precision(printed)
        if digits > MOST_PRINTED_DIGITS:
            return abs(value - published) <= EQUAL * max(1.0, abs(value))
        if abs(value - published) <= half_unit * (1 + 1e-9) + 1e-15:
            return True
        if self.rounds_at is None:
            return False
        reach = float(rounding_reach(self.derivation, self.givens, [symbol])[symbol])
        if abs(value - published) <= SECOND_ORDER * reach * 0.5 * 10.0**-self.rounds_at + half_unit:
            return True
        by_hand = float(rounded(self.derivation, self.givens, self.rounds_at)[symbol])
        return abs(by_hand - published) <= half_unit * (1 + 1e-9)


def _defends(derivation: Derivation, right: _Run, wrong: Wrong, case: Case, known: Mapping[str, Misconception]) -> str:
    """What is wrong with calling a number wrong: it agrees, or its misconception gives another."""
    strict = _Run(right.derivation, right.givens, None)
    if strict.agrees(wrong.symbol, wrong.printed, wrong.formula):
        return (
            f"{name(wrong.symbol)} = {float(right.values[wrong.symbol]):.12g} agrees with {wrong.printed}, called wrong"
        )
    if wrong.by is None:
        return ""
    other = swapped(derivation, [known[wrong.by]]).get(wrong.by, derivation)
    run = _Run(other, right.givens, case.rounds_at)
    if run.agrees(wrong.symbol, wrong.printed, wrong.formula):
        return ""
    return (
        f"'{wrong.by}' gives {name(wrong.symbol)} = {float(run.values[wrong.symbol]):.12g}, "
        f"which does not round to {wrong.printed}"
    )


def _with_published(derivation: Derivation, case: Case) -> Derivation:
    """The derivation with the derivatives and changes that only the case names."""
    for symbol in [e.symbol for e in case.expect] + [w.symbol for w in case.wrong]:
        derivation = resolve(derivation, symbol)
    return derivation


def _fills(case: Case) -> Sequence[Decimal]:
    """Numbers that the source does not print must not matter: two different ones are tried."""
    return FREE if case.free else FREE[:1]


def _numbers(derivation: Derivation, case: Case, fill: Decimal) -> dict[Symbol, float]:
    numbers = {**dict.fromkeys(case.free, fill), **case.given}
    missing = [symbol for symbol in derivation.givens if symbol not in numbers]
    if missing:
        raise GradsheetError(f"case '{case.name}': no number for {name(missing[0])}")
    return {symbol: float(numbers[symbol]) for symbol in derivation.givens}


def _precision(printed: str) -> tuple[int, float]:
    """The significant digits of a printed number, and half a unit of its last place."""
    number = Decimal(printed)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return len(number.as_tuple().digits), 0.5 * 10.0**exponent


def _is_plain(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False
