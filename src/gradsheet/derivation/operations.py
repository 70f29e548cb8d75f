"""A derivation operation by operation, as a person with a calculator works through it.

The unit that rounds is the operation, not the step: students write e^-z, y(1-y) and each product.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

import numpy as np

from ..formula import OPERATORS, Apply, Formula, Number, Symbol, by_hand, differentiate, evaluate, used_in
from ..formula.operators import Array
from .solve import Values
from .steps import Derivation

Reference = Symbol | int | Number  # a given, the position of an operation, or a constant
STRAIGHT = 1.0  # the slope of a sum; multiplying by it would be most of the work


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a person computes: an operator on results that are already there."""

    operator: str
    arguments: tuple[Reference, ...]

    @property
    def rounds(self) -> bool:
        """Whether a person writes the result rounded; sums of numbers on paper are exact."""
        return OPERATORS[self.operator].rounds


@dataclass(frozen=True, slots=True)
class Tape:
    """All operations in order, and where each step's result is (a given's own symbol for `y = z`)."""

    operations: tuple[Operation, ...]
    results: Mapping[Symbol, Reference]


def operations(derivation: Derivation) -> Tape:
    """The operations of a derivation; an expression that occurs twice is computed once."""
    (tape,) = side_by_side([derivation])
    return tape


def side_by_side(derivations: Iterable[Derivation]) -> tuple[Tape, ...]:
    """Derivations from the same givens as one list of operations: what several need is computed once."""
    recorded: dict[Operation, int] = {}
    known: dict[tuple[Formula, tuple[Reference, ...]], Reference] = {}

    def references(derivation: Derivation) -> Mapping[Symbol, Reference]:
        results: dict[Symbol, Reference] = {symbol: symbol for symbol in derivation.givens}

        def record(formula: Formula) -> Reference:
            match formula:
                case Number():
                    return formula
                case Symbol():
                    return results[formula]
                case Apply(operator, arguments):
                    operation = Operation(operator, tuple(record(argument) for argument in arguments))
                    return recorded.setdefault(operation, len(recorded))

        for step in derivation.steps:
            line = step.formula, tuple(results[symbol] for symbol in used_in(step.formula))
            if line not in known:
                known[line] = record(by_hand(step.formula))
            results[step.symbol] = known[line]
        return results

    found = [references(derivation) for derivation in derivations]
    whole = tuple(recorded)
    return tuple(Tape(whole, results) for results in found)


def rounded(
    derivation: Derivation, givens: Values, decimals: int, ties: Callable[[Array, int], Array] = np.round
) -> dict[Symbol, Array]:
    """Every quantity as a person gets it who rounds the result of every operation to `decimals`.

    `ties` rounds an array; numpy's own takes a five to the even digit.
    """
    tape = operations(derivation)
    found = _run(tape, givens, decimals, ties)
    return {symbol: _fetch(reference, givens, found) for symbol, reference in tape.results.items()}


def results(tape: Tape, givens: Values) -> list[Array]:
    """The result of every operation at full precision."""
    return _run(tape, givens, None)


def rounding_reach(derivation: Derivation, givens: Values, blanks: Iterable[Symbol]) -> dict[Symbol, Array]:
    """How far honest rounding can carry each blank, in half units of the last place kept.

    First order: the sum, over the results of all operations before the blank, of
    |d blank / d result|, by reverse mode over the whole derivation.
    """
    return {blank: reach for blank, (_, reach) in carried(operations(derivation), givens, blanks).items()}


def carried(tape: Tape, givens: Values, blanks: Iterable[Symbol]) -> dict[Symbol, tuple[Array, Array]]:
    """The value of each blank, and how far honest rounding can carry it (see `rounding_reach`)."""
    work = Work.of(tape, givens)
    return {blank: work.carried(tape.results[blank]) for blank in blanks}


@dataclass(frozen=True, slots=True)
class Work:
    """All operations of a tape done: what each gives, and how that depends on earlier ones."""

    tape: Tape
    givens: Values
    values: list[Array]
    partials: list[list[tuple[int | Symbol, Array]]]

    @classmethod
    def of(cls, tape: Tape, givens: Values, sources: Collection[Symbol] = ()) -> Work:
        """The work done with `givens`; how results depend on some of these is known for `sources` only."""
        values = _run(tape, givens, None)
        with np.errstate(all="ignore"):
            partials = [
                [
                    (argument, _partial(operation, position, givens, values))
                    for position, argument in enumerate(operation.arguments)
                    if isinstance(argument, int) or (isinstance(argument, Symbol) and argument in sources)
                ]
                for operation in tape.operations
            ]
        return cls(tape, givens, values, partials)

    def carried(self, reference: Reference) -> tuple[Array, Array]:
        """What stands at a reference, and how far honest rounding can carry it."""
        value, reach, _ = self.spread(reference)
        return value, reach

    def spread(self, reference: Reference) -> tuple[Array, Array, Mapping[Symbol, Array]]:
        """What stands at a reference, how far honest rounding can carry it, and its slope by every source before it."""
        with np.errstate(all="ignore"):
            return _fetch(reference, self.givens, self.values), *_sweep(self.tape, self.partials, reference)


def _run(
    tape: Tape, givens: Values, decimals: int | None, ties: Callable[[Array, int], Array] = np.round
) -> list[Array]:
    values: list[Array] = []
    with np.errstate(all="ignore"):
        for operation in tape.operations:
            arguments = [_fetch(argument, givens, values) for argument in operation.arguments]
            value = OPERATORS[operation.operator].compute(*arguments)
            values.append(ties(value, decimals) if decimals is not None and operation.rounds else value)
    return values


def _fetch(reference: Reference, givens: Values, values: list[Array]) -> Array:
    match reference:
        case Symbol():
            return givens[reference]
        case int():
            return values[reference]
        case Number(value):
            return float(value)


def _partial(operation: Operation, position: int, givens: Values, values: list[Array]) -> Array:
    constants = tuple(argument if isinstance(argument, Number) else None for argument in operation.arguments)
    slope = _symbolic_partial(operation.operator, constants, position)
    if isinstance(slope, float):
        return slope
    if isinstance(slope, int):
        return _fetch(operation.arguments[slope], givens, values)
    places = _places(len(operation.arguments))
    at = {place: _fetch(argument, givens, values) for place, argument in zip(places, operation.arguments, strict=True)}
    return evaluate(slope, at)


@lru_cache(maxsize=4096)
def _symbolic_partial(operator: str, constants: tuple[Number | None, ...], position: int) -> Formula | float | int:
    """The derivative by one argument: a number, the position of the argument that it is, or a formula."""
    places = _places(len(constants))
    arguments = tuple(
        place if constant is None else constant for place, constant in zip(places, constants, strict=True)
    )
    found = differentiate(Apply(operator, arguments), places[position])
    match found:
        case Number(value):
            return STRAIGHT if value == 1 else float(value)
        case Symbol():
            return places.index(found)
    return found


@lru_cache
def _places(count: int) -> tuple[Symbol, ...]:
    return tuple(Symbol("argument", layer=number) for number in range(count))


def _sweep(
    tape: Tape, partials: list[list[tuple[int | Symbol, Array]]], end: Reference
) -> tuple[Array, Mapping[Symbol, Array]]:
    """The sum of |d end / d result| over what is rounded, and the slopes of the end by sources."""
    if not isinstance(end, int):
        return 0.0, {end: 1.0} if isinstance(end, Symbol) else {}
    adjoint: dict[int, Array] = {end: 1.0}
    slopes: dict[Symbol, Array] = {}
    waiting = [-end]  # the latest first
    reach: Array = 0.0
    while waiting:
        place = -heappop(waiting)
        seed = adjoint.pop(place)
        if tape.operations[place].rounds:
            reach = reach + np.abs(seed)
        for argument, slope in partials[place]:
            part = seed if slope is STRAIGHT else seed * slope
            if isinstance(argument, Symbol):
                slopes[argument] = slopes[argument] + part if argument in slopes else part
            elif argument in adjoint:
                adjoint[argument] = adjoint[argument] + part
            else:
                adjoint[argument] = part
                heappush(waiting, -argument)
    return reach, slopes
