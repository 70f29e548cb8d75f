"""What follows from a student's own numbers, once more and by decimals: whether a credit was earned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from random import Random

from grading.alike import FULL, Numbers
from grading.classroom import Paper
from gradsheet.formula import Symbol
from gradsheet.problems import Problem
from problems.students import Work

KEPT = 20  # units of the last place kept that rounding may well come to
FAR = 1000  # times what an answer is known to: not worth a closer look


class Earned:
    """The students of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.work = Work(problem.derivation, [step.symbol for step in problem.derivation.steps])
        self.leading = cache(lambda symbol: {step.symbol for step in problem.derivation.needed_for([symbol])})
        self.half = Decimal(1).scaleb(-problem.rounding.answer) / 2
        self.kept = KEPT * Decimal(1).scaleb(-problem.rounding.keep)

    def is_earned(self, paper: Paper, symbol: Symbol, lost: Iterable[Symbol]) -> bool:
        """Whether a number follows from all the others, from one, from none, or from steps that have cost a blank."""
        others = {s: number for s, number in paper.numbers.items() if s != symbol}
        ways: list[Mapping[Symbol, Decimal]] = [{}, others, *({s: number} for s, number in others.items())]
        ways.append(others | self._charged(paper, lost))
        return any(self._follows(paper, symbol, believed) for believed in ways)

    def _charged(self, paper: Paper, lost: Iterable[Symbol]) -> dict[Symbol, Decimal]:
        """Wrong numbers on scrap paper that lead to a blank that was lost."""
        right, blamed = self._found(paper, {}), set().union(*map(self.leading, lost))
        scrap = {s: v for s, v in paper.steps.items() if v is not None and s in right and s not in paper.numbers}
        return {s: value for s, value in scrap.items() if value != right[s] and s in blamed}

    def _follows(self, paper: Paper, symbol: Symbol, believed: Mapping[Symbol, Decimal]) -> bool:
        """Each believed number is known to half an answer unit."""
        found, number = self._found(paper, believed)[symbol], paper.numbers[symbol]
        reach = 2 * self.half + self.kept
        if found is None or abs(number - found) > FAR * reach:
            return False
        for one in believed.keys() & self.leading(symbol):
            moved = self._found(paper, {**believed, one: believed[one] + self.half})[symbol]
            reach += 2 * abs(moved - found) if moved is not None else 0
        return abs(number - found) <= reach

    def _found(self, paper: Paper, believed: Mapping[Symbol, Decimal]) -> Numbers:
        """Every step's number as it is found, before a believed one is written in its place."""
        slips = {symbol: (lambda _, number=number: number) for symbol, number in believed.items()}
        keep, givens = self.problem.rounding.keep, paper.item.exercise.givens
        values = self.work.values(givens, FULL, keep=keep, chance=Random(0), slips=slips)
        return {symbol: values[self.work.found[place]] for place, symbol in self.work.by_place.items()}
