"""The worked lines of a key: name, chain rule, formula, numbers put in, value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

import numpy as np

from ..derivation import Derivation, Phase, Step
from ..formula import Apply, Formula, Number, Symbol, by_hand, derivative, evaluate, substitute, symbols_in
from ..problems import Exercise, Problem, Rounding, Solution

LONGEST_CHAIN = 4
DUST = 1e-12  # 0.1 + 0.2 is 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """One line: `symbol` equals each of `formulas` in turn and then `value`.

    `exact` says that the value is what stands before it; else it is rounded.
    """

    symbol: Symbol
    formulas: tuple[Formula, ...]
    value: Number
    exact: bool
    phase: Phase


def workings(exercise: Exercise, solution: Solution) -> Iterator[Working]:
    """Every step, or only those that lead to a blank where the problem's key says so."""
    problem = exercise.problem
    derivation = problem.derivation
    numbers = shown_numbers(exercise, solution)
    for step in _worked_steps(problem):
        value = solution.values[step.symbol]
        formulas = tuple(_formulas(step, derivation, numbers, exercise.closed.get(step.symbol), problem.looked_up))
        shown = numbers[step.symbol]
        yield Working(
            symbol=step.symbol,
            formulas=formulas,
            value=shown,
            exact=abs(float(shown.value) - _before(formulas[-1], value)) <= DUST * max(1.0, abs(value)),
            phase=step.phase,
        )


def worked_symbols(problem: Problem) -> frozenset[Symbol]:
    """The steps that the key works out."""
    return frozenset(step.symbol for step in _worked_steps(problem))


def _worked_steps(problem: Problem) -> tuple[Step, ...]:
    asked = [symbol for _, symbol in problem.blanks if symbol in problem.derivation.by_symbol]
    return problem.derivation.needed_for(asked) if problem.key_needed else problem.derivation.steps


def shown_numbers(exercise: Exercise, solution: Solution) -> Mapping[Symbol, Number]:
    """Every quantity as the page shows it: givens exactly, steps with the decimals that are kept."""
    rounding = exercise.problem.rounding
    steps = {symbol: kept_number(value, rounding) for symbol, value in solution.values.items()}
    return steps | {symbol: Number(value) for symbol, value in exercise.givens.items()}


def _before(formula: Formula, value: float) -> float:
    """What stands before the value: `0.73106 * 1` is 0.73106, whatever was rounded earlier."""
    numeric = isinstance(formula, Apply) and not any(symbols_in(formula))
    with np.errstate(all="ignore"):
        found = float(evaluate(formula, {})) if numeric else value
    return found if isfinite(found) else value


def kept_number(value: float, rounding: Rounding) -> Number:
    return Number(Decimal(rounding.kept(value)))


def _formulas(
    step: Step,
    derivation: Derivation,
    numbers: Mapping[Symbol, Number],
    closed: Formula | None,
    looked_up: Collection[str],
) -> Iterator[Formula]:
    chain = chain_rule(step, derivation)
    if chain is not None and chain != step.formula:
        yield chain
    yield step.formula
    put_in = by_hand(
        substitute(step.formula, {symbol: numbers[symbol] for symbol in symbols_in(step.formula)}), looked_up=looked_up
    )
    if put_in != step.formula:
        yield put_in
    if closed is not None and closed not in (put_in, step.formula):
        yield closed


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
