"""Answers to try at the blanks of an export, and how each stands here: by the same bands as the grader's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ..assignments.sheet import Item
from ..formula import Symbol
from ..problems.honest import honest
from ..problems.problem import Itself, Problem
from ..problems.rounding import MOST_DIGITS, TRACES
from ..problems.separation import AT_ONCE, Separation, Separator

WRONG, RIGHT, EARLY, MISCONCEPTION = range(4)
"""How an answer stands here; a misconception is known by the number that it gives."""
LARGEST = 1e15
"""Beyond it doubles have no decimals to type."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer for each draw: what gives it, its texts, and how they stand."""

    what: str
    texts: list[str]
    standings: list[int]


Trials = Mapping[Symbol, Sequence[Mapping[str, tuple[int, str]]]]
"""By a blank's symbol and the exercise's place: the texts to type, how each stands here, and what gives it."""


def trials(items: Sequence[Item], symbols: Collection[Symbol], decimals: int | None) -> Trials:
    """What to type at blanks that take a number, for draws of one problem.

    `decimals` are what the target keeps of what is typed, if not all.
    """
    found: dict[Symbol, list[Mapping[str, tuple[int, str]]]] = {symbol: [] for symbol in symbols}
    for start in range(0, len(items), AT_ONCE):
        for symbol, rows in _tried(items[start : start + AT_ONCE], symbols, decimals):
            gives = [row.what for row in rows]
            for texts, standings in zip(
                zip(*(row.texts for row in rows), strict=True),
                zip(*(row.standings for row in rows), strict=True),
                strict=True,
            ):
                some = dict(zip(texts, zip(standings, gives, strict=True), strict=True))
                some.pop("", None)
                found[symbol].append(some)
    return found


def _tried(
    items: Sequence[Item], symbols: Collection[Symbol], decimals: int | None
) -> Iterator[tuple[Symbol, list[Row]]]:
    """The rows for each of the blanks."""
    problem = items[0].exercise.problem
    ways, wrong = _numbers(tuple(map(Itself, items)))
    for number, symbol in enumerate(wrong.separator.blanks):
        if symbol not in symbols:
            continue
        reached = np.flatnonzero(wrong.separator.reached[:, number])
        known = wrong.exact[reached, number]
        blank = _Blank.of(items, symbol, known, wrong.tolerance[reached, number])
        rows = [
            blank.row(f"a misconception: {wrong.separator.ids[place]}", values, problem.rounding.answer)
            for place, values in zip(reached, known, strict=True)
        ]
        rows += blank.elsewhere(problem.rounding.answer)
        rows += blank.bounds(min(problem.rounding.typable, problem.rounding.typable if decimals is None else decimals))
        rows += [blank.row(what, values[symbol], problem.rounding.answer) for what, values in ways.items()]
        rows += blank.spellings(problem.rounding.answer)
        yield symbol, rows


# Where every blank is a question of its own, the blanks of an exercise are tried one after the other.


@lru_cache(maxsize=8)
def _numbers(items: tuple[Itself[Item], ...]) -> tuple[Mapping[str, Mapping[Symbol, Any]], Separation]:
    """What honest people get at all steps, and what misconceptions give at all blanks, for the draws of one problem."""
    problem = items[0].one.exercise.problem
    givens = {
        symbol: np.array([float(item.one.exercise.givens[symbol]) for item in items])
        for symbol in problem.derivation.givens
    }
    return honest(problem, givens), _separator(Itself(problem))(givens, len(items))


@lru_cache(maxsize=16)
def _separator(problem: Itself[Problem]) -> Separator:
    return Separator(problem.one)


@dataclass(frozen=True, slots=True)
class _Blank:
    """The bands of one blank as arrays of shape (draws,), and the misconceptions' numbers, (misconceptions, draws)."""

    exact: Any
    tolerance: Any
    early: Any
    known: Any
    reach: Any

    @classmethod
    def of(cls, items: Sequence[Item], symbol: Symbol, known: Any, reach: Any) -> _Blank:
        bands = [item.solution.bands[symbol] for item in items]
        exact, tolerance, early = np.array([(band.exact, band.tolerance, band.early) for band in bands]).T
        return cls(exact, tolerance, early, known, reach)

    def row(self, what: str, values: Any, decimals: int) -> Row:
        """The numbers typed in so many decimals."""
        with np.errstate(all="ignore"):
            typed = np.round(np.broadcast_to(values, self.exact.shape), min(decimals, TRACES)) + 0.0
            off = np.abs(typed - self.exact)
            usable = np.abs(typed) < LARGEST
            named = np.any(np.abs(typed - self.known) <= np.maximum(self.reach, 0.51 * 10.0**-decimals), axis=0)
        otherwise = np.where(named, MISCONCEPTION, WRONG)
        standings = np.where(off <= self.tolerance, RIGHT, np.where(off <= self.early, EARLY, otherwise))
        form = f"%.{decimals}f"
        texts = [form % value if good else "" for value, good in zip(typed.tolist(), usable.tolist(), strict=True)]
        return Row(what, texts, standings.tolist())

    def elsewhere(self, decimals: int) -> Iterator[Row]:
        yield self.row("nothing", 0.0, decimals)
        yield self.row("the sign lost", -self.exact, decimals)
        yield self.row("the point moved", self.exact * 10, decimals)

    def bounds(self, decimals: int) -> Iterator[Row]:
        """The last typable answer on each side of each bound."""
        scale = 10.0**decimals
        for what, reach in (("rounded early", self.early), ("tolerance", self.tolerance)):
            for sign in (-1, 1):
                below = np.floor((self.exact + sign * reach) * scale)
                yield self.row(f"next to the bound of {what}", below / scale, decimals)
                yield self.row(f"next to the bound of {what}", (below + 1) / scale, decimals)

    def spellings(self, decimals: int) -> Iterator[Row]:
        """The right number with all its digits, with an exponent, and without the 0 before its point."""
        yield self.row("the exact value", self.exact, MOST_DIGITS)
        row = self.row("the answer", self.exact, decimals)
        short = [text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else "" for text in row.texts]
        yield Row("the answer without its first 0", short, row.standings)
        yield Row(
            "the answer with an exponent", [f"{float(text):.12e}" if text else "" for text in row.texts], row.standings
        )
        yield row
