"""One slide for each frequent misconception: what happened, on numbers that are nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...derivation import Step, solve
from ...formula import Formula, Number, Symbol, by_hand, decimal_text, substitute, used_in
from ...grading.analysis import FEWEST
from ...models import WrongWay
from ...problems import Problem
from ...problems.ranges import Draw
from ...problems.rounding import Rounding
from ...problems.working import kept_number
from .rows import BlankRow, Published, Shows

MOST = 12
SHARE = 0.02
"""Of those who had a blank, so many make a misconception worth a lecture's minute."""
MOST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step as it is worked: the name, its formula, the numbers put in, the value."""

    symbol: Symbol
    formulas: tuple[Formula, ...]
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """`right` and `wrong` are the same steps worked both ways; `ends` are the blank's two numbers."""

    blank: BlankRow
    shows: Shows
    count: int
    right: tuple[Line, ...]
    wrong: tuple[Line, ...]
    ends: tuple[str, str]


def slides(found: Published) -> tuple[Slide, ...]:
    """A slide for each class of misconceptions, at the blank where most showed it; those of most students first."""
    most: dict[tuple[str, str], tuple[int, BlankRow, Shows]] = {}
    for blank in found.blanks:
        for shows in blank.shows:
            if shows.count is None or shows.count < max(FEWEST, SHARE * blank.count) or not shows.causes:
                continue
            key = (blank.problem.name, shows.ids)
            if key not in most or shows.count > most[key][0]:
                most[key] = (shows.count, blank, shows)
    ranked = sorted(most.values(), key=lambda one: -one[0])[:MOST]
    made = (_slide(count, blank, shows, found.examples) for count, blank, shows in ranked)
    return tuple(slide for slide in made if slide is not None)


def _slide(count: int, blank: BlankRow, shows: Shows, examples: Mapping[str, Sequence[Draw]]) -> Slide | None:
    """An example in which all methods of the class give one wrong number; None where none of the draws does."""
    problem = blank.problem
    ways = [problem.wrong_ways[cause.id] for cause in shows.causes if cause.id in problem.wrong_ways]
    if not ways or any(blank.symbol not in way.reached for way in ways):
        return None
    for draw in examples.get(problem.name, ()):
        givens = {symbol: float(value) for symbol, value in draw.items()}
        right, *wrong = (solve(one, givens) for one in (problem.derivation, *(way.derivation for way in ways)))
        ends = [problem.rounding.answered(float(np.asarray(one[blank.symbol]))) for one in (right, *wrong)]
        steps = list(_changed(problem, ways[0], blank.symbol, right, wrong[0]))[:MOST_LINES]
        if ends[0] == ends[1] or len(set(ends[1:])) > 1 or not steps:
            continue
        if not all(_can_be_written(problem.derivation.by_symbol[step.symbol], right) for step in steps):
            continue
        if not all(_can_be_written(step, wrong[0]) for step in steps):
            continue
        return Slide(
            blank=blank,
            shows=shows,
            count=count,
            right=tuple(_line(problem.derivation.by_symbol[step.symbol], right, problem) for step in steps),
            wrong=tuple(_line(step, wrong[0], problem) for step in steps),
            ends=(ends[0], ends[1]),
        )
    return None


def _changed(
    problem: Problem, way: WrongWay, blank: Symbol, right: dict[Symbol, object], wrong: dict[Symbol, object]
) -> Iterator[Step]:
    """The steps on the way to the blank that somebody with the misconception works by another formula."""
    leading = {step.symbol for step in way.derivation.needed_for([blank])}
    for step in way.derivation.steps:
        ours = problem.derivation.by_symbol.get(step.symbol)
        differs = ours is not None and ours.formula != step.formula
        if differs and step.symbol in leading and not np.allclose(right[step.symbol], wrong[step.symbol]):  # type: ignore[arg-type]
            yield step


def _can_be_written(step: Step, values: Mapping[Symbol, object]) -> bool:
    """Whether every number of a line is finite: a masked score is not."""
    return bool(np.all(np.isfinite([float(np.asarray(values[one])) for one in (step.symbol, *used_in(step.formula))])))


def _line(step: Step, values: dict[Symbol, object], problem: Problem) -> Line:
    rounding = problem.rounding
    numbers: dict[Formula, Formula] = {symbol: _number(values[symbol], rounding) for symbol in used_in(step.formula)}
    put_in = by_hand(substitute(step.formula, numbers), looked_up=problem.looked_up)
    formulas = (step.formula,) if put_in == step.formula else (step.formula, put_in)
    return Line(symbol=step.symbol, formulas=formulas, value=decimal_text(_number(values[step.symbol], rounding)))


def _number(value: object, rounding: Rounding) -> Number:
    return kept_number(float(np.asarray(value)), rounding)
