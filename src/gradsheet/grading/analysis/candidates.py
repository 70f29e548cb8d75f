"""Formulas that somebody may have used in place of the right one, and how soon they would have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...derivation import Derivation
from ...formula import ONE, TWO, Apply, Formula, Number, Symbol, substitute, to_text, used_in
from ...problems.problem import Problem

MOST_QUANTITIES = 48
LONGEST = 100
FACTORS = (TWO, Number(Decimal(3)), Number(Decimal(10)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """The smaller its `rank`, the sooner somebody would have used it."""

    formula: Formula
    rank: float


def candidates(problem: Problem, blank: Symbol) -> tuple[Candidate, ...]:
    """The formulas to try at a blank: none that needs the blank itself, none that is the right one."""
    right = problem.derivation.by_symbol[blank].formula
    found: dict[Formula, float] = {}
    for formula, rank in _tried(problem, blank, right):
        if formula != right:
            found[formula] = min(rank, found.get(formula, rank))
    return tuple(Candidate(formula, rank) for formula, rank in found.items())


def _tried(problem: Problem, blank: Symbol, right: Formula) -> Iterator[tuple[Formula, float]]:
    derivation = problem.derivation
    near, before = set(used_in(right)), {step.symbol for step in derivation.needed_for([blank])}
    later = _later(derivation, blank)
    asked = {symbol for _, symbol in problem.numbers}
    all_ = [one for one in derivation.quantities if one not in later]
    if len(all_) > MOST_QUANTITIES:
        all_ = [one for one in all_ if one in near | before | asked][:MOST_QUANTITIES]
    far = {one: 0.0 if one in near else 0.1 if one in before or one in derivation.givens else 0.3 for one in all_}
    for one in sorted(later - {blank}, key=str):
        formula = _before(one, later, derivation)
        if len(to_text(formula)) <= LONGEST:
            yield formula, 1.6 + len(to_text(formula)) / 50
    for factor in FACTORS:
        yield Apply("*", (factor, right)), 1.7
        yield Apply("/", (right, factor)), 1.7
    yield Apply("neg", (right,)), 1.2
    yield Apply("^", (right, TWO)), 1.9
    yield Apply("-", (ONE, right)), 1.9
    yield Apply("/", (ONE, right)), 1.9
    for one in all_:
        yield one, 1 + far[one]
        yield Apply("neg", (one,)), 1.5 + far[one]
        yield Apply("-", (ONE, one)), 2.2 + far[one]
        yield Apply("^", (one, TWO)), 2.2 + far[one]
        yield Apply("/", (ONE, one)), 2.3 + far[one]
        yield Apply("*", (right, one)), 1.8 + far[one]
        yield Apply("/", (right, one)), 1.8 + far[one]
        yield Apply("+", (right, one)), 1.9 + far[one]
        yield Apply("-", (right, one)), 1.9 + far[one]
        yield Apply("-", (one, right)), 2.0 + far[one]
    for place, one in enumerate(all_):
        for other in all_[place + 1 :]:
            rank = 2 + far[one] + far[other]
            yield Apply("*", (one, other)), rank
            yield Apply("+", (one, other)), rank + 0.1
            yield Apply("-", (one, other)), rank + 0.1
            yield Apply("-", (other, one)), rank + 0.1
            yield Apply("/", (one, other)), rank + 0.2
            yield Apply("/", (other, one)), rank + 0.2
            yield Apply("neg", (Apply("*", (one, other)),)), rank + 0.4


def _later(derivation: Derivation, blank: Symbol) -> frozenset[Symbol]:
    """The blank's quantity, and all that is computed from it."""
    found = {blank}
    for step in derivation.steps:
        if not found.isdisjoint(used_in(step.formula)):
            found.add(step.symbol)
    return frozenset(found)


def _before(symbol: Symbol, later: frozenset[Symbol], derivation: Derivation) -> Formula:
    """A later quantity in terms of what stands there before the blank."""
    formula: Formula = symbol
    for step in reversed(derivation.steps):
        if step.symbol in later:
            formula = substitute(formula, {step.symbol: step.formula})
            if len(to_text(formula)) > LONGEST:
                break
    return formula
