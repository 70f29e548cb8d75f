"""What leads from the numbers on a student's paper to one blank: a few lines of the derivation, or of a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ...derivation import Derivation, Step, Tape, operations
from ...derivation.operations import Work
from ...formula import Symbol, used_in
from ...problems.problem import Ask, Problem
from ...problems.rounding import Rounding
from ...problems.separation import TYPED
from ...problems.tolerance import band
from .zero_terms import without_zero_terms

Numbers = Mapping[Symbol, Any]
"""Arrays of shape (students,) by quantity."""


MOST_WIDENED, MOST_OF_ALL = 20, 0.03
"""A band this many times as wide as with the right numbers, and wider than this share of the number itself, no longer
tells right from wrong."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """The lines that compute one blank from `givens` and from quantities that stand on paper already, `before` it."""

    blank: Symbol
    steps: tuple[Step, ...]
    before: tuple[Symbol, ...]
    givens: tuple[Symbol, ...]
    tape: Tape
    ask: Ask
    rounding: Rounding
    is_wrong_way: bool = False

    @property
    def made(self) -> frozenset[Symbol]:
        """What these lines compute."""
        return frozenset(step.symbol for step in self.steps)

    def recompute(self, numbers: Numbers, radius: Numbers, count: int) -> Recomputed:
        """The blank from `numbers`, each known to its `radius`; those without one are exact.

        Where that has no value, as the logarithm of a negative number, terms that a given makes 0 are left out.
        """
        found = self._recompute(numbers, radius, count)
        lost = np.flatnonzero(~np.isfinite(found.value)).tolist()
        if not lost:
            return found
        value, tolerance = found.value.copy(), found.tolerance.copy()
        for steps, who in self._without_zero_terms(numbers, lost).items():
            mine, spread = ({s: np.broadcast_to(one[s], count)[who] for s in one} for one in (numbers, radius))
            part = replace(self, steps=steps, tape=_tape(steps, self.givens + self.before))
            again = part._recompute(mine, spread, len(who))
            value[who], tolerance[who] = again.value, again.tolerance
        return Recomputed(value, tolerance, found.slopes)

    def _without_zero_terms(self, numbers: Numbers, who: Sequence[int]) -> Mapping[tuple[Step, ...], list[int]]:
        """Of the students `who`, those whose lines are shorter without such terms, by these lines."""
        found: dict[tuple[Step, ...], list[int]] = {}
        for student in who:
            givens = {symbol: numbers[symbol][student] for symbol in self.givens}
            steps = tuple(replace(step, formula=without_zero_terms(step.formula, givens)) for step in self.steps)
            if steps != self.steps:
                found.setdefault(steps, []).append(student)
        return found

    def _recompute(self, numbers: Numbers, radius: Numbers, count: int) -> Recomputed:
        work = Work.of(self.tape, numbers, self.before)
        value, reach, slopes = work.spread(self.tape.results[self.blank])
        kept = self.rounding.kept_unit / 2
        with np.errstate(all="ignore"):
            for symbol, slope in slopes.items():
                if symbol in radius:
                    reach = reach + np.abs(slope) * radius[symbol] / kept
            value, reach = (np.broadcast_to(np.asarray(one, dtype=float), (count,)) for one in (value, reach))
            return Recomputed(value, self._tolerance(value, reach), slopes)

    def sloped(self, numbers: Numbers, by: Symbol) -> tuple[Any, Any]:
        """The blank from `numbers`, and its slope by one of them."""
        work = Work.of(self.tape, numbers, (by,))
        value, _, slopes = work.spread(self.tape.results[self.blank])
        return np.asarray(value, dtype=float), np.asarray(slopes.get(by, 0.0), dtype=float)

    def _tolerance(self, value: Any, reach: Any) -> Any:
        if self.rounding.is_whole and self.is_wrong_way:
            return np.full_like(value, TYPED)
        derived = band(value, reach, replace(self.ask, tolerance=None), self.rounding).tolerance
        if self.ask.tolerance is None:
            return derived
        return np.maximum(derived, band(value, reach, self.ask, self.rounding).tolerance)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A blank as it follows from other numbers, how far an honest answer may lie from that, and its slopes."""

    value: Any
    tolerance: Any
    slopes: Numbers

    def accepts(self, answers: Any) -> Any:
        with np.errstate(all="ignore"):
            return np.abs(answers - self.value) <= self.tolerance

    def is_near(self, other: Recomputed) -> Any:
        """Where two numbers cannot be told apart in their tolerances."""
        with np.errstate(all="ignore"):
            return np.abs(other.value - self.value) <= self.tolerance + other.tolerance

    def is_sharp(self, tolerance: Any) -> Any:
        """Where a number that follows is known well enough to tell right from wrong; `tolerance` is the right one's."""
        with np.errstate(all="ignore"):
            most = np.maximum(MOST_WIDENED * tolerance, MOST_OF_ALL * np.abs(self.value))
            return np.isfinite(self.value) & (self.tolerance <= most)


@dataclass(frozen=True)
class Segments:
    """All segments of a problem: between the blanks that take a number, and of its wrong ways."""

    problem: Problem

    @property
    def asked(self) -> tuple[Symbol, ...]:
        """The blanks that take a number, in the order of the sheet."""
        return tuple(self.problem.banded)

    @cached_property
    def useful(self) -> frozenset[Symbol]:
        """Every step that leads to a blank."""
        return frozenset(step.symbol for step in self.problem.derivation.needed_for(self.problem.banded))

    @cached_property
    def right(self) -> Mapping[Symbol, Segment]:
        """By blank, in the order of the derivation."""
        derivation, asked = self.problem.derivation, self.problem.banded
        return {step.symbol: self.between(step.symbol) for step in derivation.steps if step.symbol in asked}

    @cached_property
    def wrong(self) -> Mapping[Symbol, Mapping[str, Segment]]:
        """By blank and misconception, the segments that a misconception changes."""
        found: dict[Symbol, dict[str, Segment]] = {symbol: {} for symbol in self.right}
        for method, way in self.problem.wrong_ways.items():
            for symbol in self.right.keys() & way.reached:
                if method in self.changed(symbol):
                    steps = self._steps(way.derivation, symbol)
                    found[symbol][method] = self._segment(symbol, steps, is_wrong_way=True)
        return found

    def changed(self, blank: Symbol, known: Iterable[Symbol] = ()) -> frozenset[str]:
        """The misconceptions that change the lines to a blank from what is `known` and from other blanks."""
        known = tuple(known)
        right = set(map(id, self._steps(self.problem.derivation, blank, known)))
        return frozenset(
            method
            for method, way in self.problem.wrong_ways.items()
            if blank in way.reached and set(map(id, self._steps(way.derivation, blank, known))) != right
        )

    @cached_property
    def acting(self) -> Mapping[str, tuple[Symbol, ...]]:
        """By misconception, the blanks whose own lines it changes."""
        return {
            method: tuple(symbol for symbol, ways in self.wrong.items() if method in ways)
            for method in self.problem.wrong_ways
        }

    def to(self, step: Symbol) -> Segment:
        """The right lines to a step that is no blank."""
        ask = next(iter(self.problem.banded.values()))
        return self._segment(step, self._steps(self.problem.derivation, step), ask)

    def between(self, blank: Symbol, known: Iterable[Symbol] = ()) -> Segment:
        """The right lines to a blank; `known` stand on paper besides the other blanks."""
        return self._segment(blank, self._steps(self.problem.derivation, blank, known))

    def _steps(self, derivation: Derivation, blank: Symbol, known: Iterable[Symbol] = ()) -> tuple[Step, ...]:
        return derivation.needed_for([blank], known={*self.problem.banded, *known} - {blank})

    def _segment(
        self, blank: Symbol, steps: tuple[Step, ...], ask: Ask | None = None, *, is_wrong_way: bool = False
    ) -> Segment:
        made, givens = {step.symbol for step in steps}, set(self.problem.derivation.givens)
        used = dict.fromkeys(symbol for step in steps for symbol in used_in(step.formula))
        before = tuple(symbol for symbol in used if symbol not in made and symbol not in givens)
        return Segment(
            blank=blank,
            steps=steps,
            before=before,
            givens=tuple(symbol for symbol in used if symbol in givens),
            tape=_tape(steps, self.problem.derivation.givens + before),
            ask=ask or self.problem.banded[blank],
            rounding=self.problem.rounding,
            is_wrong_way=is_wrong_way,
        )


def _tape(steps: tuple[Step, ...], known: tuple[Symbol, ...]) -> Tape:
    return operations(Derivation(givens=known, steps=steps))
