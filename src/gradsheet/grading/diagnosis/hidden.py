"""Steps between blanks: worked out on scrap paper, or left out of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...formula import Symbol
from .paper import Paper
from .segments import Recomputed, Segment, Segments

MOST_STEPS = 25
PRECISE = 1e-4
"""The share of a tolerance to which a hidden number is found."""


@dataclass(frozen=True)
class HiddenStep:
    """A step and the blanks in whose own lines it stands: their `rows`, and the `segments` from it to them."""

    symbol: Symbol
    rows: list[int]
    segments: tuple[Segment, ...]
    own: Segment
    among: Segments
    asked_row: int | None = None

    @cached_property
    def wrong(self) -> tuple[frozenset[str], ...]:
        """For each of the blanks the misconceptions that change something after the step."""
        known = () if self.asked_row is not None else (self.symbol,)
        return tuple(self.among.changed(segment.blank, known) for segment in self.segments)

    def is_open(self, paper: Paper) -> Any:
        """For whom the step is hidden: where it is asked, it must have been left out."""
        if self.asked_row is None:
            return np.ones(paper.exercises.count, dtype=bool)
        return ~paper.exercises.answered[self.asked_row]

    def right(self, paper: Paper, who: Any) -> Any:
        """The step's number as it follows from what stands on the paper."""
        return paper.recompute(self.own, who).value

    def recompute(self, paper: Paper, who: Any, value: Any, radius: Any = None) -> list[Recomputed]:
        """Every blank of the step with another number there."""
        return [paper.recompute(segment, who, also={self.symbol: (value, radius)}) for segment in self.segments]

    def slopes(self, blanks: Sequence[Recomputed]) -> Any:
        """How much each blank depends on the step."""
        return np.array([np.abs(np.broadcast_to(one.slopes.get(self.symbol, 0.0), one.value.shape)) for one in blanks])

    def solved(self, paper: Paper, at: int, who: Any, start: Any, written: Any) -> Any:
        """The step's numbers from which a blank comes out as it was written, by Newton's method from `start`."""
        segment, precise = self.segments[at], PRECISE * paper.exercises.tolerance[self.rows[at], who]
        numbers, _ = paper.before(segment, who)
        value, before = start.copy(), start.copy()
        for _ in range(MOST_STEPS):
            found, slope = segment.sloped({**numbers, self.symbol: value}, self.symbol)
            off = found - written
            lost, following = ~np.isfinite(off), value - off / slope
            stays = (np.abs(off) <= precise) | (~lost & ~np.isfinite(following))
            if stays.all():
                break
            following = np.where(lost, (value + before) / 2, following)
            before = np.where(lost, before, value)
            value = np.where(stays, value, following)
        return value


def hidden_steps(segments: Segments) -> Iterator[HiddenStep]:
    """Every step from which two blanks or more are computed without another blank between, the latest first.

    A step that only one other hidden step uses is left out: what stood at that one says as much.
    """
    derivation = segments.problem.derivation
    places = {symbol: row for row, symbol in enumerate(segments.asked)}
    for step in reversed(derivation.steps):
        symbol = step.symbol
        asked = symbol in places
        blanks = [
            blank
            for blank, segment in segments.right.items()
            if symbol != blank and (symbol in segment.before if asked else symbol in segment.made)
        ]
        users = {used.symbol for used in derivation.consumers.get(symbol, ()) if used.symbol in segments.useful}
        if len(blanks) < 2 or (len(users) == 1 and not users & places.keys()):
            continue
        known = () if asked else (symbol,)
        yield HiddenStep(
            symbol=symbol,
            rows=[places[blank] for blank in blanks],
            segments=tuple(segments.between(blank, known) for blank in blanks),
            own=segments.right[symbol] if asked else segments.to(symbol),
            among=segments,
            asked_row=places.get(symbol),
        )
