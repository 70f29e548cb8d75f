"""What may stand on a student's paper before a blank: the student's own numbers, or the right ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...formula import Symbol
from .exercises import Exercises
from .segments import Recomputed, Segment, Segments

OWN, CARRIED, ONE = 0, 1, 2
"""Everything that was written is believed, and what was left out is right (OWN) or follows from what was written
(CARRIED); from ONE on a single family is believed."""

Also = Mapping[Symbol, tuple[Any, Any]]
"""Numbers that stand on no paper, each with its radius."""
NOTHING: Also = {}


@dataclass(frozen=True)
class Paper:
    """The numbers from which blanks can be recomputed, by hypothesis."""

    exercises: Exercises
    segments: Segments

    @cached_property
    def own(self) -> tuple[Any, Any]:
        """Every blank's number and its radius, what is missing as right."""
        one = self.exercises
        return np.where(one.answered, one.value, one.exact), np.where(one.answered, one.half, one.unseen)

    @cached_property
    def order(self) -> dict[int, int]:
        """The place in the work of each row's blank."""
        return {self.exercises.row[symbol]: place for place, symbol in enumerate(self.segments.right)}

    @cached_property
    def misled(self) -> Any:
        """Blanks before which, somewhere on the way, something is wrong."""
        found = np.zeros(self.exercises.value.shape, dtype=bool)
        for row, before in self._before:
            found[row] = (self.exercises.wrong[before] | found[before]).any(axis=0)
        return found

    @property
    def off(self) -> Any:
        """Blanks that are wrong or misled."""
        return self.exercises.wrong | self.misled

    @cached_property
    def carried(self) -> tuple[Any, Any]:
        """As `own`, but what is missing as it follows from what was written."""
        numbers, radius = (one.copy() for one in self.own)
        one = self.exercises
        given = one.problem.rounding.answer_unit / 2
        for symbol, segment in self.segments.right.items():
            row = one.row[symbol]
            who = np.flatnonzero(~one.answered[row] & self.misled[row])
            if len(who):
                found = segment.recompute(*self._put((numbers, radius), segment.before, who), len(who))
                numbers[row, who] = found.value
                radius[row, who] = np.maximum(found.tolerance - given, 0.0)
        return numbers, radius

    @cached_property
    def _before(self) -> list[tuple[int, list[int]]]:
        row = self.exercises.row
        return [(row[s], [row[one] for one in segment.before]) for s, segment in self.segments.right.items()]

    def families(self, blank: Symbol) -> tuple[Symbol, ...]:
        return tuple(dict.fromkeys(one.family for one in self.segments.right[blank].before))

    def recompute(self, segment: Segment, who: Any, hypothesis: int = OWN, also: Also = NOTHING) -> Recomputed:
        """A blank of the students `who` from what stands on their papers, and from what is `also` said to."""
        if hypothesis < ONE:
            sheet = self.carried if hypothesis == CARRIED else self.own
            numbers, radius = self._put(sheet, segment.before, who)
            for symbol, (value, spread) in also.items():
                numbers[symbol] = value
                radius[symbol] = 0.0 if spread is None else spread
            return segment.recompute(numbers, radius, len(who))
        family = self.families(segment.blank)[hypothesis - ONE]
        believed = [one for one in segment.before if one.family == family]
        right = [one for one in segment.before if one.family != family]
        numbers, radius = self._put(self.own, believed, who)
        others, spread = self._put((self.exercises.exact, self.exercises.unseen), right, who)
        return segment.recompute({**numbers, **others}, {**radius, **spread}, len(who))

    def before(self, segment: Segment, who: Any) -> tuple[dict[Symbol, Any], dict[Symbol, Any]]:
        """What stands on the papers of the students `who` before a blank, with radiuses."""
        return self._put(self.own, segment.before, who)

    def exactly(self, segment: Segment, who: Any) -> Recomputed:
        """A blank from right numbers as they are typed."""
        one = self.exercises
        half = np.broadcast_to(one.problem.rounding.answer_unit / 2, one.exact.shape)
        return segment.recompute(*self._put((one.exact, half), segment.before, who), len(who))

    def _put(
        self, sheet: tuple[Any, Any], before: Iterable[Symbol], who: Any
    ) -> tuple[dict[Symbol, Any], dict[Symbol, Any]]:
        """Numbers and radiuses of the students `who`, by quantity."""
        one, (numbers, radius) = self.exercises, sheet
        rows = [(symbol, one.row[symbol]) for symbol in before if symbol in one.row]
        givens = {symbol: given[who] for symbol, given in one.givens.items()}
        return {**givens, **{s: numbers[row, who] for s, row in rows}}, {s: radius[row, who] for s, row in rows}
