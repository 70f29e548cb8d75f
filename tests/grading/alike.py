"""Which wrong methods nobody can tell apart on a paper: worked out by decimals, for one draw after another."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum

from gradsheet.derivation import Derivation, Step
from gradsheet.formula import Formula, Symbol, used_in
from gradsheet.problems import Problem
from problems.students import HABITS, Habit, Work

Numbers = Mapping[Symbol, Decimal | None]
Givens = Mapping[Symbol, Decimal]

FULL, BY_OPERATION = HABITS[0], HABITS[3]
DIRECTED = (Habit("down", operations=True, rounding=ROUND_FLOOR), Habit("up", operations=True, rounding=ROUND_CEILING))
"""Nobody rounds like this: it shows how far a number can be led astray."""
SAME = Decimal("1e-9")
ASTRAY = 2
"""Two numbers farther apart than this many times what rounding makes of both are two numbers to everybody."""


class Likeness(Enum):
    """The same numbers in every blank; numbers that rounding might bring together in every blank; other ones."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"


class Methods:
    """The right method of a problem, under an empty id, and every wrong one that can change a number asked."""

    def __init__(self, problem: Problem, asked: Iterable[Symbol], keep: int) -> None:
        self.problem, self.keep = problem, keep
        self.asked = tuple(asked)
        self.right = Work(problem.derivation, self.asked)
        self.wrong = {id: Work(way, self.asked) for id in problem.wrong_ways if (way := together(problem, [id]))}
        self._found: dict[tuple[int, str], tuple[Numbers, Mapping[Symbol, Decimal]]] = {}

    def alike(self, givens: Givens, held: str, other: str, answered: Sequence[Symbol]) -> Likeness:
        mine, my_reach = self._numbers(givens, held)
        theirs, their_reach = self._numbers(givens, other)
        if all(near(mine[s], theirs[s], SAME) for s in answered):
            return Likeness.SAME
        together = all(near(mine[s], theirs[s], ASTRAY * (my_reach[s] + their_reach[s])) for s in answered)
        return Likeness.NEAR if together else Likeness.OTHER

    def _numbers(self, givens: Givens, held: str) -> tuple[Numbers, Mapping[Symbol, Decimal]]:
        """What a method gives exactly, and how far rounding leads it astray."""
        key = (id(givens), held)
        if key not in self._found:
            work = self.wrong[held] if held else self.right
            exact = self._worked(work, givens, FULL)
            rounded = [self._worked(work, givens, habit) for habit in (BY_OPERATION, *DIRECTED)]
            half = Decimal(1).scaleb(-self.problem.rounding.answer) / 2
            self._found[key] = (
                exact,
                {s: half + _farthest(value, [one[s] for one in rounded]) for s, value in exact.items()},
            )
        return self._found[key]

    def _worked(self, work: Work, givens: Givens, habit: Habit) -> Numbers:
        return work.answers(givens, habit, keep=self.keep, chance=random.Random(0))


def near(a: Decimal | None, b: Decimal | None, reach: Decimal) -> bool:
    return a is b if a is None or b is None else abs(a - b) <= max(reach, SAME)


def _farthest(exact: Decimal | None, others: Iterable[Decimal | None]) -> Decimal:
    return max((abs(exact - other) for other in others if exact is not None and other is not None), default=Decimal(0))


def together(problem: Problem, ids: Sequence[str]) -> Derivation | None:
    """The derivation with the wrong formulas of all these misconceptions; None where it would go in a circle."""
    right: Mapping[Symbol, Formula] = {step.symbol: step.formula for step in problem.derivation.steps}
    formulas = dict(right)
    for id in ids:
        formulas |= {
            s.symbol: s.formula for s in problem.wrong_ways[id].derivation.steps if right.get(s.symbol) != s.formula
        }
    steps: list[Step] = []
    begun = set(problem.derivation.givens)
    done = set(begun)

    def put(symbol: Symbol) -> bool:
        if symbol in done or symbol in begun or symbol not in formulas:
            return symbol in done
        begun.add(symbol)
        if not all(put(one) for one in used_in(formulas[symbol])):
            return False
        done.add(symbol)
        steps.append(Step(symbol=symbol, formula=formulas[symbol]))
        return True

    return Derivation(givens=problem.derivation.givens, steps=tuple(steps)) if all(map(put, formulas)) else None
