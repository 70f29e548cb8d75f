"""The worked lines of a key: name, chain rule, formula, numbers put in, value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..derivation import Derivation, Phase, Step
from ..errors import GradsheetError
from ..formula import (
    Apply,
    Formula,
    Number,
    Symbol,
    by_hand,
    decimal_text,
    derivative,
    name,
    substitute,
    symbols_in,
    to_text,
    used_in,
)
from .exercise import Exercise, Solution
from .follows import PrintedLine, Tables, described, unfounded
from .kept import kept
from .problem import Itself, Problem
from .rounding import Rounding

LONGEST_CHAIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """One line: `symbol` equals each of `formulas` in turn and then `value`, unless `exact` only nearly.

    `put_in` is the one with the printed numbers; `beside` is a closed form of the exact value where the numbers on the
    line were rounded before it.
    """

    symbol: Symbol
    formulas: tuple[Formula, ...]
    put_in: Formula
    value: Number
    exact: bool
    phase: Phase
    beside: Formula | None = None


def workings(exercise: Exercise, solution: Solution) -> tuple[Working, ...]:
    """Every step, or only those that lead to a blank where the problem's key says so.

    Every line follows from the numbers printed in it: proven here for each key anew, else a GradsheetError.
    """
    return _workings(Itself(exercise), Itself(solution))


@lru_cache(maxsize=64)  # the lines of a key, and what is said of them below its answers
def _workings(of: Itself[Exercise], solved: Itself[Solution]) -> tuple[Working, ...]:
    exercise, solution = of.one, solved.one
    written = kept(exercise, solution)
    lines = []
    for plan in _plans(Itself(exercise.problem)):
        step, symbols = plan.step, plan.symbols
        put_in = substitute(step.formula, {symbol: written.numbers[symbol] for symbol in symbols})
        if not plan.typed_as_written:
            put_in = by_hand(put_in, looked_up=exercise.problem.looked_up)
        value, exact = written.numbers[step.symbol], step.symbol not in written.rounded
        formulas = list(plan.in_names)
        if put_in != step.formula:
            formulas.append(put_in)
        closed = exercise.closed.get(step.symbol)
        if closed in (put_in, step.formula):
            closed = None
        follows = closed is not None and not (
            any(written.numbers[one].decimals for one in symbols) or _looks_up(put_in, exercise.problem)
        )
        if closed is not None and follows:
            formulas.append(closed)
        lines.append(
            Working(
                symbol=step.symbol,
                formulas=tuple(dict.fromkeys(formulas)),
                put_in=put_in,
                value=value,
                exact=exact,
                phase=step.phase,
                beside=None if follows else closed,
            )
        )
    told = {symbol: written.numbers[symbol] for symbol in exercise.problem.tell}
    prove(exercise, lines, written.decimals, told)
    return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What the lines of a step have in common; `typed_as_written` is a formula that by hand is the same."""

    step: Step
    symbols: tuple[Symbol, ...]
    in_names: tuple[Formula, ...]
    typed_as_written: bool


@lru_cache(maxsize=64)
def _plans(of: Itself[Problem]) -> tuple[_Plan, ...]:
    problem = of.one
    return tuple(
        _Plan(
            step=step,
            symbols=used_in(step.formula),
            in_names=tuple(one for one in (chain_rule(step, problem.derivation), step.formula) if one is not None),
            typed_as_written=problem.by_hand[step.symbol] == step.formula,
        )
        for step in worked_steps(problem)
    )


def line_text(line: Working) -> str:
    """`z2[1] = W2[1,1]*y1[1] + W2[1,2]*y1[2] = 0.67*1 + 0.33*1 = 1`."""
    value = decimal_text(line.value)
    sides = dict.fromkeys([name(line.symbol), *map(to_text, line.formulas)])
    sides.pop(value, None)
    beside = "" if line.beside is None else f" (exactly {to_text(line.beside)})"
    return f"{' = '.join(sides)} {'=' if line.exact else '≈'} {value}{beside}"


def _looks_up(formula: Formula, problem: Problem) -> bool:
    return isinstance(formula, Apply) and (
        formula.operator in problem.looked_up or any(_looks_up(argument, problem) for argument in formula.arguments)
    )


def prove(
    exercise: Exercise, workings: Sequence[Working], decimals: int, told: Mapping[Symbol, Number] | None = None
) -> None:
    """Raises GradsheetError where a line does not follow from the numbers printed in it; `told` stand on the sheet."""
    problem = exercise.problem
    # What is looked up stands only in the formula as it is worked by hand: a softmax by its exponentials.
    steps = {step.symbol: step.formula for step in problem.derivation.steps}
    formulas = problem.by_hand if problem.looked_up else steps
    lines = [
        PrintedLine(
            symbol=line.symbol,
            formula=formulas[line.symbol],
            numbers=line.put_in,
            value=decimal_text(line.value),
            exact=line.exact,
            decimals=decimals,
        )
        for line in workings
    ]
    shown = {symbol: Number(value) for symbol, value in exercise.givens.items()} | dict(told or {})
    givens = {symbol: decimal_text(number) for symbol, number in shown.items()}
    tables = Tables(functions=problem.looked_up, decimals=problem.rounding.keep)
    wrong = [described(line, found) for line, found in unfounded(lines, givens, tables)]
    if wrong:
        raise GradsheetError(
            f"{problem.name}: {len(wrong)} of {len(lines)} lines of the key do not follow from the numbers "
            f"printed in them, which is a mistake in gradsheet: {'; '.join(wrong[:3])}"
        )


def worked_symbols(problem: Problem) -> frozenset[Symbol]:
    """The steps that the key works out."""
    return frozenset(plan.step.symbol for plan in _plans(Itself(problem)))


def worked_steps(problem: Problem) -> tuple[Step, ...]:
    """The steps that the key works out, in their order: each has one line."""
    asked = [symbol for _, symbol in problem.blanks if symbol in problem.derivation.by_symbol]
    needed = problem.derivation.needed_for(asked, known=problem.tell)
    return needed if problem.key_needed else problem.derivation.steps


def kept_number(value: float, rounding: Rounding) -> Number:
    return Number(Decimal(rounding.kept(value)))


def chain_rule(step: Step, derivation: Derivation) -> Formula | None:
    """`dL/dy * dy/dz`, summed over the paths, for the derivative of something behind other steps."""
    of, by = step.symbol.of, step.symbol.by
    if of is None or by is None:
        return None
    terms: list[Formula] = []
    for consumer in derivation.consumers.get(by, ()):
        if consumer.symbol == of:
            return None
        upstream = derivative(of, consumer.symbol)
        if upstream in derivation.by_symbol and upstream in set(symbols_in(step.formula)):
            terms.append(Apply("*", (upstream, derivative(consumer.symbol, by))))
    if not 0 < len(terms) <= LONGEST_CHAIN:
        return None
    whole = terms[0]
    for term in terms[1:]:
        whole = Apply("+", (whole, term))
    return whole
