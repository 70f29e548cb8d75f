"""`[calculator] none = true`: what students look up instead, and which draws allow it.

    exp, sigmoid, tanh, sin, cos    at -3, -2.5, ..., 3: the same table for everybody
    ln, log2, log10, sqrt           at the sigmoids of these arguments, or at short decimals

Sums, products and quotients stay hand work. A softmax is worked by its exponentials.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from ..derivation import Step
from ..formula import Apply, Formula, Number, Symbol, evaluate, name, symbols_in, to_text
from .problem import Grid, Problem

STEP, LARGEST = Decimal("0.5"), 3
GRID = tuple(STEP * n for n in range(-2 * LARGEST, 2 * LARGEST + 1))
ON_GRID = frozenset({"exp", "sigmoid", "tanh", "sin", "cos"})
OF_VALUES = frozenset({"ln", "log2", "log10", "sqrt"})
WHOLE = frozenset({"threshold", "sign", "floor", "first_max"})
"""What makes a whole number of anything."""
EQUAL = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A function that has to be looked up, and where."""

    step: Step
    function: str
    argument: Formula


def needs(problem: Problem) -> Iterator[Need]:
    """Everything on the way to a blank that nobody works out by hand; what the sheet tells is not worked out."""
    for step in _on_the_way(problem):
        yield from _needs_of(step)


def faults(problem: Problem) -> Iterator[str]:
    """Why no draw whatever could be worked with a table."""
    said: set[Step] = set()
    for need in needs(problem):
        below = _behind(need.argument, problem) if need.function in ON_GRID else None
        if below is not None and need.step not in said:
            said.add(need.step)
            yield (
                f"the argument of {need.function} in {need.step} is computed from {below}, and so lies on no table; "
                f"put relu, threshold or identity below it, or print {name(need.step.symbol)} with [sheet] tell"
            )
    for step in _on_the_way(problem):
        for node in _nodes(step.formula):
            if node.operator == "^" and isinstance(exponent := node.arguments[1], Number) and exponent.value % 1:
                yield f"{step}: nobody works out the power {to_text(node)} by hand; write sqrt(...), or leave it out"


def on_table(problem: Problem, values: Mapping[Symbol, Any]) -> Iterator[Any]:
    """For each thing that is looked up, the draws in which the table has it."""
    for need in needs(problem) if problem.calculator_free else ():
        arguments = np.asarray(evaluate(need.argument, values), dtype=float)
        yield np.any(np.abs(arguments[..., None] - _printed(problem, need.function)) <= EQUAL, axis=-1)


def advice(problem: Problem) -> str:
    """What to change in [given] where the table has too little."""
    found: dict[str, None] = {}
    for need in needs(problem):
        drawn = " and ".join(_drawn(need.argument, problem)) or "the numbers"
        shown = f"{to_text(need.argument)}, of which {need.function} is taken,"
        if need.function in ON_GRID:
            found[f"choose {drawn} in steps of {STEP} so that {to_text(need.argument)} falls on {_listed(GRID)}"] = None
        elif arguments := _printed(problem, need.function):
            short = [Decimal(f"{argument:.3g}") for argument in arguments]
            found[f"choose {drawn} so that {shown} falls on {_listed(short)}"] = None
        else:
            found[f"choose {drawn} so that {shown} is a short decimal"] = None
    return ", and ".join(list(found)[:2])


def _on_the_way(problem: Problem) -> tuple[Step, ...]:
    return problem.derivation.needed_for((symbol for _, symbol in problem.numbers), known=problem.tell)


def _needs_of(step: Step) -> Iterator[Need]:
    for node in _nodes(step.formula):
        if node.operator == "softmax":
            yield from (Need(step=step, function="exp", argument=one) for one in node.arguments[1:])
        elif node.operator in ON_GRID | OF_VALUES:
            yield Need(step=step, function=node.operator, argument=node.arguments[0])


def _nodes(formula: Formula) -> Iterator[Apply]:
    if isinstance(formula, Apply):
        for argument in formula.arguments:
            yield from _nodes(argument)
        yield formula


def _behind(argument: Formula, problem: Problem) -> Step | str | None:
    """The step below with a function's value in it, which is no multiple of anything; or the argument itself."""
    if _is_irrational(argument):
        return to_text(argument)
    below = problem.derivation.needed_for(_smooth_symbols(argument))
    return next((step for step in reversed(below) if _is_irrational(step.formula)), None)


def _is_irrational(formula: Formula) -> bool:
    if not isinstance(formula, Apply) or formula.operator in WHOLE:
        return False
    return formula.operator in ON_GRID | OF_VALUES | {"softmax"} or any(map(_is_irrational, formula.arguments))


def _smooth_symbols(formula: Formula) -> Iterator[Symbol]:
    if isinstance(formula, Symbol):
        yield formula
    elif isinstance(formula, Apply) and formula.operator not in WHOLE:
        for argument in formula.arguments:
            yield from _smooth_symbols(argument)


def _printed(problem: Problem, function: str) -> list[float]:
    return [argument for table in problem.tables if function in table.functions for argument in table.arguments]


def _drawn(argument: Formula, problem: Problem) -> list[str]:
    """The families in [given] that an argument is computed from and that vary."""
    symbols = set(symbols_in(argument))
    leading = symbols | {s for step in problem.derivation.needed_for(symbols) for s in symbols_in(step.formula)}
    varying = (one.symbol for one in problem.given if isinstance(one, Grid) and len(one.values) > 1)
    return list(dict.fromkeys(name(symbol.family) for symbol in varying if symbol in leading))


def _listed(arguments: Sequence[Decimal]) -> str:
    shown = [f"{argument.normalize():f}" for argument in arguments]
    return ", ".join(shown if len(shown) < 5 else [*shown[:2], "...", shown[-1]])
