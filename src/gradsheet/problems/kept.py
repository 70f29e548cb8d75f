"""The numbers on the way as somebody gets them who rounds as told: each line from the numbers printed before it.

A line rounds once: its formula is worked at full precision from the numbers as they are printed, and the result is
written down with the decimals to keep, a five rounded up (away from zero). Sums of numbers on paper are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from ..formula.evaluate import Exactly
from .exercise import Exercise, Solution
from .problem import Itself, Kind, Problem
from .rounding import MOST_DIGITS, Rounding, half_up, significant
from .together import Solved, Together
from .tolerance import Band

Columns = dict[Symbol, list[Number]]
"""By quantity, its numbers in all exercises."""
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
    return KEPT.one(exercise, solution)


def _found(solved: Sequence[Solved]) -> list[Kept]:
    problem = solved[0][0].problem
    found: list[Kept | str] = [""] * len(solved)
    left = list(range(len(solved)))
    for decimals in range(min(problem.rounding.keep, MOST_DIGITS), MOST_DIGITS + 1):
        for place, one in zip(left, _attempted([solved[place] for place in left], decimals), strict=True):
            found[place] = one
        left = [place for place in left if isinstance(found[place], str)]
        if not left:
            break
    reason = next((one for one in found if isinstance(one, str)), None)
    if reason is not None:
        raise GradsheetError(
            f"{problem.name}: nobody can work this by hand: even where every line keeps {MOST_DIGITS} decimals, "
            f"{reason}; choose other numbers, or a wider tolerance"
        )
    return [one for one in found if isinstance(one, Kept)]


KEPT = Together(_found)


def _attempted(solved: Sequence[Solved], decimals: int) -> list[Kept | str]:
    """With so many decimals kept, the numbers of each exercise of a problem; or the reason why these are too few."""
    problem = solved[0][0].problem
    numbers: Columns = {
        symbol: [Number(exercise.givens[symbol]) for exercise, _ in solved] for symbol in solved[0][0].givens
    }
    values = {symbol: [number.value for number in column] for symbol, column in numbers.items()}
    rounded: list[set[Symbol]] = [set() for _ in solved]
    for line in _lines(Itself(problem)):
        try:
            numbers[line.symbol], inexact = _written(
                line, problem, numbers, values, count=len(solved), decimals=decimals
            )
        except ArithmeticError:
            if len(solved) > 1:  # the others have a value
                half = len(solved) // 2
                return _attempted(solved[:half], decimals) + _attempted(solved[half:], decimals)
            step = problem.derivation.by_symbol[line.symbol]
            return [f"{name(step.symbol)} = {to_text(step.formula)} has no value"]
        values[line.symbol] = [number.value for number in numbers[line.symbol]]
        for place in inexact:
            rounded[place].add(line.symbol)
    rows = zip(*numbers.values(), strict=True)
    return [
        _answered(one, dict(zip(numbers, row, strict=True)), frozenset(some), decimals)
        for one, row, some in zip(solved, rows, rounded, strict=True)
    ]


def _answered(
    solved: Solved, numbers: Mapping[Symbol, Number], rounded: frozenset[Symbol], decimals: int
) -> Kept | str:
    exercise, solution = solved
    answers: dict[Symbol, str] = {}
    for ask, symbol in exercise.problem.numbers:
        if ask.kind is Kind.FORMULA or symbol not in solution.bands:
            continue
        band = solution.bands[symbol]
        answer = _answer(numbers[symbol], band, exercise.problem.rounding)
        if answer is None:
            return (
                f"{name(symbol)} comes out as {decimal_text(numbers[symbol])}, and {significant(band.exact)} with a "
                f"tolerance of {significant(band.tolerance)} is accepted"
            )
        answers[symbol] = answer
    return Kept(numbers=numbers, rounded=rounded, decimals=decimals, answers=answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What is known of a step, as it is worked by hand, before there are numbers."""

    symbol: Symbol
    formula: Formula
    symbols: tuple[Symbol, ...]
    value: Exactly
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


def _written(
    line: _Line,
    problem: Problem,
    numbers: Columns,
    values: Mapping[Symbol, Sequence[Decimal]],
    *,
    count: int,
    decimals: int,
) -> tuple[list[Number], list[int]]:
    """What somebody writes down for a step, and at which places it is not exactly what the numbers before it give."""
    found = line.value(values, count)
    tabled = found
    if problem.looked_up:
        draws = [{symbol: values[symbol][place] for symbol in line.symbols} for place in range(count)]
        tabled = [evaluate_exactly(_with_tables(line.formula, draw, problem), {}) for draw in draws]
    written = [
        half_up(there, decimals) if line.rounds or there != value or _places(value) > MOST_DIGITS else value
        for value, there in zip(found, tabled, strict=True)
    ]
    inexact = [
        place
        for place, (value, there, one) in enumerate(zip(found, tabled, written, strict=True))
        if one != value or there != value
    ]
    if len(inexact) == count:
        return [Number(one, decimals) for one in written], inexact
    exact = sorted(set(range(count)).difference(inexact))
    shown = {
        place: Number(found[place], max(decimals, _places(found[place])) if depends else None)
        for place, depends in zip(exact, _depends(line, numbers, found, exact), strict=True)
    }
    return [shown[place] if place in shown else Number(one, decimals) for place, one in enumerate(written)], inexact


def _with_tables(formula: Formula, found: Mapping[Symbol, Decimal], problem: Problem) -> Formula:
    """The formula with what the sheet's tables have in place of the functions that are looked up."""

    def look_up(node: Formula) -> Formula:
        if isinstance(node, Apply) and node.operator in problem.looked_up:
            return Number(half_up(evaluate_exactly(node, {}), problem.rounding.keep))
        return node

    return rewrite(substitute(formula, {symbol: Number(value) for symbol, value in found.items()}), look_up)


def _rounds(formula: Formula) -> bool:
    return isinstance(formula, Apply) and (OPERATORS[formula.operator].rounds or any(map(_rounds, formula.arguments)))


def _depends(line: _Line, numbers: Columns, found: Sequence[Decimal], places: Sequence[int]) -> list[bool]:
    """Whether a rounded number shows in the value: not in 0 times it, nor in whether it is positive."""
    nudged: dict[Symbol, list[Decimal]] = {symbol: [] for symbol in line.symbols}
    uncertain = [0] * len(places)
    for symbol, column in nudged.items():
        for turn, place in enumerate(places):
            number = numbers[symbol][place]
            if number.decimals is not None:
                uncertain[turn] += 1
            column.append(number.value if number.decimals is None else number.value + uncertain[turn] * NUDGE)
    if not any(uncertain):
        return [False] * len(places)
    try:
        moved = line.value(nudged, len(places))
    except ArithmeticError:
        if len(places) == 1:
            return [True]
        return [depends for place in places for depends in _depends(line, numbers, found, [place])]
    return [
        bool(some) and moved[turn] != found[place]
        for turn, (place, some) in enumerate(zip(places, uncertain, strict=True))
    ]


def _answer(number: Number, band: Band, rounding: Rounding) -> str | None:
    """The number in the decimals that are given, in more where an author's tolerance wants more."""
    finest = max(rounding.answer, _places(number.value))
    texts = (f"{half_up(number.value, decimals):f}" for decimals in range(rounding.answer, finest + 1))
    return next((text for text in texts if band.accepts(float(text))), None)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
