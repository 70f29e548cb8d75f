"""What happened, counted: outcomes at each blank, known wrong methods where they showed, first wrong steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...formula import Symbol
from ...models import Misconception
from ...problems.problem import Problem
from ..outcome import Outcome
from .classwork import OUTCOMES, Classwork, Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Outcomes that a report counts together."""

    id: str
    words: str
    outcomes: tuple[Outcome, ...]


KINDS = (
    Kind(id="right", words="right", outcomes=(Outcome.RIGHT,)),
    Kind(id="follow_through", words="right with earlier numbers", outcomes=(Outcome.FOLLOW_THROUGH,)),
    Kind(id="rounded_early", words="rounded early", outcomes=(Outcome.ROUNDED_EARLY,)),
    Kind(
        id="slip",
        words="slip of the pen",
        outcomes=(Outcome.DECIMAL_SLIP, Outcome.SIGN_SLIP, Outcome.LAST_DIGIT_SLIP),
    ),
    Kind(id="misconception", words="known wrong method", outcomes=(Outcome.MISCONCEPTION,)),
    Kind(id="wrong", words="wrong", outcomes=(Outcome.WRONG,)),
    Kind(id="unreadable", words="cannot be read", outcomes=(Outcome.UNREADABLE,)),
    Kind(id="blank", words="blank", outcomes=(Outcome.BLANK,)),
    Kind(id="written", words="read by a person", outcomes=(Outcome.WRITTEN,)),
)


def outcomes(column: Column) -> tuple[int, ...]:
    """How many of each of KINDS."""
    counts = np.bincount(column.outcome, minlength=len(OUTCOMES))
    by = dict(zip(OUTCOMES, counts.tolist(), strict=True))
    return tuple(sum(by[outcome] for outcome in kind.outcomes) for kind in KINDS)


Causes = tuple[Misconception, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Shown:
    """A known wrong method, or a class of several that nobody can tell apart, at one blank.

    `places` are those of the column whose number is what it gives.
    """

    column: Column
    causes: Causes
    places: tuple[int, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(cause.id for cause in self.causes)


def misconceptions(column: Column) -> tuple[Shown, ...]:
    """Each class of known wrong methods that somebody's number at this blank is consistent with, in order of ids."""
    found: dict[tuple[str, ...], tuple[Causes, list[int]]] = {}
    for place in column.those(Outcome.MISCONCEPTION):
        causes = column.verdict(place).causes
        found.setdefault(tuple(cause.id for cause in causes), (causes, []))[1].append(int(place))
    return tuple(
        Shown(column=column, causes=causes, places=tuple(places)) for _, (causes, places) in sorted(found.items())
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class FirstError:
    """A step at which work on a problem first went wrong; `rows` are places in the class. Not asked: implied."""

    symbol: Symbol
    asked: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class FirstErrors:
    """Where students' work on a problem first went wrong, in the order of the work; `count` had the problem."""

    problem: Problem
    count: int
    steps: tuple[FirstError, ...]


def first_errors(classwork: Classwork) -> tuple[FirstErrors, ...]:
    """For each problem with a wrong step, where its first wrong steps were."""
    counts: dict[str, int] = {}
    found: dict[str, dict[Symbol, tuple[bool, list[int]]]] = {}
    for row, one in enumerate(classwork.marks):
        first: dict[int, None] = {}
        for item in one.sheet.items:
            counts[item.exercise.problem.name] = counts.get(item.exercise.problem.name, 0) + 1
        for step in one.wrong_steps:
            if step.exercise in first:
                continue
            first[step.exercise] = None
            of = found.setdefault(one.sheet.items[step.exercise - 1].exercise.problem.name, {})
            asked, rows = of.setdefault(step.symbol, (step.asked, []))
            rows.append(row)
            of[step.symbol] = (asked or step.asked, rows)
    return tuple(
        FirstErrors(problem=problem, count=counts[problem.name], steps=_in_order(problem, found[problem.name]))
        for problem in classwork.problems
        if problem.name in found
    )


def _in_order(problem: Problem, found: Mapping[Symbol, tuple[bool, list[int]]]) -> tuple[FirstError, ...]:
    order = {symbol: place for place, symbol in enumerate(problem.derivation.quantities)}
    return tuple(
        FirstError(symbol=symbol, asked=asked, rows=tuple(rows))
        for symbol, (asked, rows) in sorted(found.items(), key=lambda one: order.get(one[0], len(order)))
    )
