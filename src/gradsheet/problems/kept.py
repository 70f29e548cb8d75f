"""The numbers on the way as somebody gets them who rounds as told: each line from the numbers printed before it.

A line rounds once: its formula is worked at full precision from the numbers as they are printed, and the result is
written down with the decimals to keep, a five rounded up (away from zero). Sums of numbers on paper are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..errors import GradsheetError
from ..formula import (
    OPERATORS,
    Apply,
    Formula,
    Number,
    Symbol,
    decimal_text,
    evaluate_exactly,
    name,
    prepared_exactly,
    rewrite,
    substitute,
    to_text,
    used_in,
)
from .exercise import Exercise, Solution
from .problem import Itself, Kind, Problem
from .rounding import MOST_DIGITS, Rounding, half_up, significant
from .tolerance import Band

NUDGE = Decimal("1e-20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`numbers` as the lines print them, givens included; `rounded` are the steps that are not quite what stands there.

    `decimals` are kept on the way: as many as told, or more where those are too few. `answers` holds decimals.
    """

    numbers: Mapping[Symbol, Number]
    rounded: frozenset[Symbol]
    decimals: int
    answers: Mapping[Symbol, str]


def kept(exercise: Exercise, solution: Solution) -> Kept:
    """The numbers of the worked lines, and the answer at each blank, which lies in its accepted range.

    Where honest rounding to the decimals told has no value (a y of 1.00000 under ln(1 - y)), or leads out of an
    accepted range, the lines keep more decimals. Raises GradsheetError where no number of decimals will do.
    """
    return _kept(Itself(exercise), Itself(solution))


@lru_cache(maxsize=64)  # lines, drawing and answers of a key ask for the same
def _kept(of: Itself[Exercise], solved: Itself[Solution]) -> Kept:
    exercise, solution = of.one, solved.one
    rounding, lines = exercise.problem.rounding, _lines(Itself(exercise.problem))
    reason = ""
    for decimals in range(min(rounding.keep, MOST_DIGITS), MOST_DIGITS + 1):
        numbers = dict(_givens(exercise))
        rounded: set[Symbol] = set()
        try:
            for line in lines:
                numbers[line.symbol], exact = _written(line, exercise.problem, numbers, decimals)
                if not exact:
                    rounded.add(line.symbol)
        except ArithmeticError:
            step = exercise.problem.derivation.by_symbol[line.symbol]
            reason = f"{name(step.symbol)} = {to_text(step.formula)} has no value"
            continue
        answers = {symbol: _answer(numbers[symbol], band, rounding) for symbol, band in _asked(exercise, solution)}
        refused = next((symbol for symbol, answer in answers.items() if answer is None), None)
        if refused is None:
            found = {symbol: answer for symbol, answer in answers.items() if answer is not None}
            return Kept(numbers=numbers, rounded=frozenset(rounded), decimals=decimals, answers=found)
        band = solution.bands[refused]
        reason = (
            f"{name(refused)} comes out as {decimal_text(numbers[refused])}, and {significant(band.exact)} with a "
            f"tolerance of {significant(band.tolerance)} is accepted"
        )
    raise GradsheetError(
        f"{exercise.problem.name}: nobody can work this by hand: even where every line keeps {MOST_DIGITS} decimals, "
        f"{reason}; choose other numbers, or a wider tolerance"
    )


def _givens(exercise: Exercise) -> Iterator[tuple[Symbol, Number]]:
    for symbol, value in exercise.givens.items():
        yield symbol, Number(value)


def _asked(exercise: Exercise, solution: Solution) -> Iterator[tuple[Symbol, Band]]:
    for ask, symbol in exercise.problem.numbers:
        if ask.kind is not Kind.FORMULA and symbol in solution.bands:
            yield symbol, solution.bands[symbol]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What is known of a step, as it is worked by hand, before there are numbers."""

    symbol: Symbol
    formula: Formula
    symbols: tuple[Symbol, ...]
    value: Callable[[Mapping[Symbol, Decimal]], Decimal]
    rounds: bool


@lru_cache(maxsize=64)
def _lines(problem: Itself[Problem]) -> tuple[_Line, ...]:
    return tuple(
        _Line(
            symbol=symbol,
            formula=formula,
            symbols=used_in(formula),
            value=prepared_exactly(formula),
            rounds=_rounds(formula),
        )
        for symbol, formula in problem.one.by_hand.items()
    )


def _written(line: _Line, problem: Problem, numbers: Mapping[Symbol, Number], decimals: int) -> tuple[Number, bool]:
    """What somebody writes down for a step, and whether it is exactly what the numbers before it give."""
    found = {symbol: numbers[symbol].value for symbol in line.symbols}
    value = line.value(found)
    if problem.looked_up:
        from_tables = evaluate_exactly(_with_tables(line.formula, found, problem), {})
        if from_tables != value:
            return Number(half_up(from_tables, decimals), decimals), False
    kept_value = half_up(value, decimals) if line.rounds or _places(value) > MOST_DIGITS else value
    if kept_value != value:
        return Number(kept_value, decimals), False
    uncertain = [symbol for symbol in found if numbers[symbol].decimals is not None]
    if uncertain and _depends(line, found, uncertain, value):
        return Number(value, max(decimals, _places(value))), True
    return Number(value), True


def _with_tables(formula: Formula, found: Mapping[Symbol, Decimal], problem: Problem) -> Formula:
    """The formula with what the sheet's tables have in place of the functions that are looked up."""

    def look_up(node: Formula) -> Formula:
        if isinstance(node, Apply) and node.operator in problem.looked_up:
            return Number(half_up(evaluate_exactly(node, {}), problem.rounding.keep))
        return node

    return rewrite(substitute(formula, {symbol: Number(value) for symbol, value in found.items()}), look_up)


def _rounds(formula: Formula) -> bool:
    return isinstance(formula, Apply) and (OPERATORS[formula.operator].rounds or any(map(_rounds, formula.arguments)))


def _depends(line: _Line, found: Mapping[Symbol, Decimal], uncertain: list[Symbol], value: Decimal) -> bool:
    """Whether a rounded number shows in the value: not in 0 times it, nor in whether it is positive."""
    nudged = {symbol: found[symbol] + place * NUDGE for place, symbol in enumerate(uncertain, start=1)}
    try:
        return line.value(dict(found) | nudged) != value
    except ArithmeticError:
        return True


def _answer(number: Number, band: Band, rounding: Rounding) -> str | None:
    """The number in the decimals that are given, in more where an author's tolerance wants more."""
    finest = max(rounding.answer, _places(number.value))
    texts = (f"{half_up(number.value, decimals):f}" for decimals in range(rounding.answer, finest + 1))
    return next((text for text in texts if band.accepts(float(text))), None)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
