"""Formulas that somebody may have used in place of the right one, and how soon they would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from ...derivation import Derivation
from ...formula import ONE, TWO, Apply, Formula, Number, Symbol, evaluate, substitute, to_text, used_in
from ...problems.problem import Problem

MOST_QUANTITIES = 48
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Atom:
    """What formulas are made of: another quantity, or the right formula. The smaller its `rank`, the nearer at hand."""

    formula: Formula
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """Something done to one atom."""

    rank: float
    build: Callable[[Formula], Formula]
    compute: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Something done to two atoms; `turned` where their order matters."""

    rank: float
    build: Callable[[Formula, Formula], Formula]
    compute: Callable[[Any, Any], Any]
    turned: bool = False


def _times(factor: Formula, number: float, rank: float) -> Alone:
    return Alone(rank=rank, build=lambda a: Apply("*", (factor, a)), compute=lambda v: v * number)


def _over(factor: Formula, number: float, rank: float) -> Alone:
    return Alone(rank=rank, build=lambda a: Apply("/", (a, factor)), compute=lambda v: v / number)


_THREE, _TEN = Number(Decimal(3)), Number(Decimal(10))
ALONE = (
    Alone(rank=1.0, build=lambda a: a, compute=lambda v: v),
    Alone(rank=1.5, build=lambda a: Apply("neg", (a,)), compute=np.negative),
    _times(TWO, 2, 1.9),
    _over(TWO, 2, 1.9),
    _times(_THREE, 3, 2.0),
    _over(_THREE, 3, 2.0),
    _times(_TEN, 10, 2.0),
    _over(_TEN, 10, 2.0),
    Alone(rank=2.2, build=lambda a: Apply("-", (ONE, a)), compute=lambda v: 1 - v),
    Alone(rank=2.2, build=lambda a: Apply("^", (a, TWO)), compute=np.square),
    Alone(rank=2.3, build=lambda a: Apply("/", (ONE, a)), compute=lambda v: 1 / v),
)
PAIRS = (
    Pair(rank=2.0, build=lambda a, b: Apply("*", (a, b)), compute=np.multiply),
    Pair(rank=2.1, build=lambda a, b: Apply("+", (a, b)), compute=np.add),
    Pair(rank=2.1, build=lambda a, b: Apply("-", (a, b)), compute=np.subtract, turned=True),
    Pair(rank=2.2, build=lambda a, b: Apply("/", (a, b)), compute=np.divide, turned=True),
    Pair(rank=2.4, build=lambda a, b: Apply("neg", (Apply("*", (a, b)),)), compute=lambda a, b: -(a * b)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A formula, with the numbers that it gives to each student and where these are what the student wrote."""

    formula: Formula
    rank: float
    predicted: Any
    hits: Any


def candidates(
    problem: Problem, blank: Symbol, values: Mapping[Symbol, Any], fits: Callable[[Any], Any], *, least: int
) -> tuple[list[Candidate], int]:
    """The formulas that fit `least` students or more, and how many were tried.

    `values` are everybody's right numbers, of shape (students,); `fits` says where numbers of shape (..., students)
    are those that were written, and wrong.
    """
    atoms = tuple(_atoms(problem, blank))
    with np.errstate(all="ignore"):
        shape = np.shape(next(iter(values.values())))
        numbers = np.array([np.broadcast_to(evaluate(atom.formula, values), shape) for atom in atoms])
        found = [*_alone(atoms, numbers, fits, least), *_pairs(atoms, numbers, fits, least)]
    count = len(atoms)
    return found, count * len(ALONE) + sum(count * (count - 1) // (1 if pair.turned else 2) for pair in PAIRS)


def _alone(atoms: tuple[Atom, ...], numbers: Any, fits: Callable[[Any], Any], least: int) -> Iterator[Candidate]:
    for form in ALONE:
        predicted = form.compute(numbers)
        hits = fits(predicted)
        for one in np.flatnonzero(hits.sum(axis=-1) >= least).tolist():
            atom = atoms[one]
            yield Candidate(form.build(atom.formula), form.rank + atom.rank, predicted[one], hits[one])


def _pairs(atoms: tuple[Atom, ...], numbers: Any, fits: Callable[[Any], Any], least: int) -> Iterator[Candidate]:
    for form in PAIRS:
        for one, atom in enumerate(atoms):
            predicted = form.compute(numbers[one], numbers if form.turned else numbers[one + 1 :])
            hits = fits(predicted)
            for place in np.flatnonzero(hits.sum(axis=-1) >= least).tolist():
                other = place if form.turned else one + 1 + place
                if other != one:
                    rank = form.rank + atom.rank + atoms[other].rank
                    formula = form.build(atom.formula, atoms[other].formula)
                    yield Candidate(formula, rank, predicted[place], hits[place])


def _atoms(problem: Problem, blank: Symbol) -> Iterator[Atom]:
    """The right formula, the other quantities, and later ones in terms of what stands before the blank."""
    derivation = problem.derivation
    right = derivation.by_symbol[blank].formula
    near, before = set(used_in(right)), {step.symbol for step in derivation.needed_for([blank])}
    later = _later(derivation, blank)
    asked = {symbol for _, symbol in problem.numbers}
    others = [one for one in derivation.quantities if one not in later]
    if len(others) > MOST_QUANTITIES:
        others = [one for one in others if one in near | before | asked][:MOST_QUANTITIES]
    yield Atom(right, -0.2)
    for one in others:
        yield Atom(one, 0.0 if one in near else 0.1 if one in before or one in derivation.givens else 0.3)
    for one in (step.symbol for step in derivation.steps if step.symbol in later and step.symbol != blank):
        formula = _before(one, later, derivation)
        if len(to_text(formula)) <= LONGEST:
            yield Atom(formula, 0.6 + len(to_text(formula)) / 50)


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
