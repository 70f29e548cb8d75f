"""Follow-through: what a blank should hold, given what the student wrote before.

A student's own earlier answers are believed, each known to half an answer unit, and the blank is
computed from them by the same derivation. Students who believed the same blanks of the same
problem are computed together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..assignments.sheet import Item, Sheet
from ..derivation import Derivation, Step, rounding_reach, solve
from ..formula import ONE, Apply, Symbol
from ..problems.problem import Problem
from ..problems.tolerance import Band, band


@dataclass(frozen=True, slots=True)
class Followed:
    """What is right given the answers at `labels`, which are not; no band where they cannot be followed."""

    band: Band | None
    labels: tuple[str, ...]


@dataclass(frozen=True)
class _Case:
    """One student's item with something to follow: `targets` are wrong blanks with the wrong ones before them."""

    place: int
    item: Item
    numbers: Mapping[str, float]
    targets: Mapping[Symbol, tuple[Symbol, ...]]

    @cached_property
    def labels(self) -> Mapping[Symbol, str]:
        return {blank.symbol: blank.label for blank in self.item.blanks if blank.label in self.numbers}

    @cached_property
    def written(self) -> Mapping[Symbol, float]:
        return {symbol: self.numbers[label] for symbol, label in self.labels.items()}


MOST_WIDENED = 20
"""A band this many times as wide as with the right numbers no longer tells right from wrong."""


def follow(sheets: Sequence[Sheet], written: Sequence[Mapping[str, float]]) -> list[dict[str, Followed]]:
    """For each sheet, by label: what follows from wrong earlier answers; `written` are the numbers by label.

    Only blanks that are wrong and that depend on a wrong answer are there. Numbers that leave a
    function's domain cannot be followed.
    """
    found: list[dict[str, Followed]] = [{} for _ in sheets]
    groups: dict[tuple[int, frozenset[Symbol]], list[_Case]] = {}
    leading: dict[int, Mapping[Symbol, frozenset[Symbol]]] = {}
    for place, (sheet, numbers) in enumerate(zip(sheets, written, strict=True)):
        for item in sheet.items:
            wrong = [
                blank.symbol
                for blank in item.blanks
                if blank.label in numbers and not item.solution.bands[blank.symbol].accepts(numbers[blank.label])
            ]
            if len(wrong) < 2:
                continue
            problem = item.exercise.problem
            if id(problem) not in leading:
                leading[id(problem)] = _leading(problem)
            targets = {
                symbol: before
                for symbol in wrong
                if (before := tuple(other for other in wrong if other in leading[id(problem)][symbol]))
            }
            if targets:
                case = _Case(place, item, numbers, targets)
                groups.setdefault((id(problem), frozenset(case.written)), []).append(case)
    for cases in groups.values():
        _follow_together(cases, found)
    return found


def _leading(problem: Problem) -> Mapping[Symbol, frozenset[Symbol]]:
    """For each quantity asked, the steps that lead to it."""
    return {
        symbol: frozenset(step.symbol for step in problem.derivation.needed_for([symbol])) - {symbol}
        for _, symbol in problem.blanks
    }


def _follow_together(cases: Sequence[_Case], found: list[dict[str, Followed]]) -> None:
    problem = cases[0].item.exercise.problem
    believed = tuple(symbol for symbol in problem.derivation.by_symbol if symbol in cases[0].written)
    bands = _bands(problem, believed, cases)
    for place, case in enumerate(cases):
        for symbol, before in case.targets.items():
            one = bands[symbol].at(place)
            tells_right_from_wrong = one.tolerance <= MOST_WIDENED * case.item.solution.bands[symbol].tolerance
            labels = tuple(case.labels[other] for other in before)
            followed = one if np.isfinite(one.exact) and tells_right_from_wrong else None
            found[case.place][case.labels[symbol]] = Followed(followed, labels)


def _bands(problem: Problem, believed: tuple[Symbol, ...], cases: Sequence[_Case]) -> dict[Symbol, Band]:
    """The band of every believed blank as recomputed from the others, for all cases at once."""
    values: dict[Symbol, Any] = {
        symbol: np.array([float(case.item.exercise.givens[symbol]) for case in cases])
        for symbol in problem.derivation.givens
    }
    values |= {symbol: np.array([case.written[symbol] for case in cases]) for symbol in believed}
    targets = {symbol: _recomputed(symbol) for symbol in believed}
    exact = solve(split := _split(problem.derivation, believed, sources=False), values)
    own = rounding_reach(split, values, targets.values())
    with_sources = {_source(symbol): values[symbol] for symbol in believed} | values
    both = rounding_reach(_split(problem.derivation, believed, sources=True), with_sources, targets.values())
    units = problem.rounding.answer_unit / problem.rounding.kept_unit
    asks = {symbol: ask for ask, symbol in problem.blanks}
    bands = {}
    shape = np.zeros(len(cases))
    with np.errstate(all="ignore"):
        for symbol, target in targets.items():
            reach = own[target] + (both[target] - own[target]) * units
            bands[symbol] = band(exact[target] + shape, reach + shape, asks[symbol], problem.rounding)
    return bands


def _recomputed(symbol: Symbol) -> Symbol:
    return Symbol("recomputed", of=symbol)


def _source(symbol: Symbol) -> Symbol:
    return Symbol("believed", of=symbol)


def _split(derivation: Derivation, believed: tuple[Symbol, ...], *, sources: bool) -> Derivation:
    """The derivation in which later steps read the believed numbers, and theirs are computed apart.

    With `sources` a believed number comes in through an operation, so that its rounding counts.
    """
    steps: list[Step] = []
    for symbol in believed if sources else ():
        steps.append(Step(symbol=symbol, formula=Apply("*", (_source(symbol), ONE))))
    for step in derivation.steps:
        steps.append(replace(step, symbol=_recomputed(step.symbol)) if step.symbol in believed else step)
    entering = tuple(_source(symbol) if sources else symbol for symbol in believed)
    return Derivation(givens=derivation.givens + entering, steps=tuple(steps))
