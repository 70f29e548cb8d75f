"""Powers of e behind which alone closed forms begin: most draws have none, and that is seen in doubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..formula import Apply, Formula, Symbol, by_hand, used_in
from ..formula.evaluate import evaluate

RATIONAL = frozenset({"+", "-", "*", "neg", "relu", "max", "threshold", "nonnegative"})
"""What makes decimals of decimals."""
CLOSED = RATIONAL | {"/", "^", "exp", "e", "ln"}
"""What may have a closed form at all."""
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Exponents:
    """The first steps that may be more than decimals: all exponents in one of them are whole numbers, or none is.

    `rational` are the steps that lead to them, in order; `first` are the exponents of each.
    """

    rational: tuple[tuple[Symbol, Formula], ...]
    first: tuple[tuple[Formula, ...], ...]

    def may_be_whole(self, givens: Mapping[Symbol, float]) -> bool:
        """False where surely no step has a closed form that is not a decimal."""
        values = dict(givens)
        for symbol, formula in self.rational:
            values[symbol] = evaluate(formula, values)
        return any(all(_is_near_whole(evaluate(one, values)) for one in exponents) for exponents in self.first)


def exponents_of(givens: Iterable[Symbol], steps: Iterable[tuple[Symbol, Formula]]) -> Exponents:
    decimals = set(givens)
    rational: list[tuple[Symbol, Formula]] = []
    first: list[tuple[Formula, ...]] = []
    for symbol, formula in ((symbol, by_hand(formula)) for symbol, formula in steps):
        operators = set(_operators(formula))
        if not decimals.issuperset(used_in(formula)) or not operators <= CLOSED:
            continue
        if operators <= RATIONAL:
            decimals.add(symbol)
            rational.append((symbol, formula))
        else:
            first.append(tuple(_exponents(formula)))
    needed = {symbol for exponents in first for one in exponents for symbol in used_in(one)}
    for symbol, formula in reversed(rational):
        if symbol in needed:
            needed.update(used_in(formula))
    return Exponents(tuple(one for one in rational if one[0] in needed), tuple(first))


def _operators(formula: Formula) -> Iterator[str]:
    if isinstance(formula, Apply):
        yield formula.operator
        for argument in formula.arguments:
            yield from _operators(argument)


def _exponents(formula: Formula) -> Iterator[Formula]:
    """Those that are decimals; a formula without any has to be looked at anyhow."""
    if isinstance(formula, Apply):
        if formula.operator == "exp" and set(_operators(formula.arguments[0])) <= RATIONAL:
            yield formula.arguments[0]
        for argument in formula.arguments:
            yield from _exponents(argument)


def _is_near_whole(value: float) -> bool:
    return abs(value - round(value)) < NEAR if abs(value) < 1 / NEAR else False
