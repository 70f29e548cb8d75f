"""Misconceptions: which of them agree with a student's whole sheet, and which with a part worked from own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...formula import Symbol
from ...problems.separation import AT_ONCE, Separator
from .hidden import HiddenStep
from .paper import Paper

MOST = 0.5
"""The share of the wrong methods told apart at a blank with the right numbers that may not be told with others."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which misconceptions explain a part of a sheet, both of shape (misconceptions, blanks, students).

    `everywhere`: wherever their own lines are, unless the right method gives the same there; `here`: at this blank,
    whatever stands elsewhere, as of somebody who forgot the rate at one of two weights.
    """

    everywhere: Any
    here: Any


@dataclass(frozen=True)
class Agreement:
    """Students' papers against all misconceptions of the problem: rows of misconceptions are those of `methods`."""

    paper: Paper
    separator: Separator

    @property
    def methods(self) -> tuple[str, ...]:
        return self.separator.ids

    @cached_property
    def throughout(self) -> Any:
        """Which explain every number written, from the exercise's own givens, of shape (misconceptions, students)."""
        return self._compared[0]

    @property
    def shown(self) -> Any:
        """Where they give a number that is not right, of shape (misconceptions, blanks, students) by rows."""
        return self._compared[1]

    @cached_property
    def _compared(self) -> tuple[Any, Any]:
        one, blanks = self.paper.exercises, self.separator.blanks
        found = np.zeros((len(self.methods), one.count), dtype=bool)
        shown = np.zeros((len(self.methods), *one.value.shape), dtype=bool)
        rows = [one.row[symbol] for symbol in blanks]
        for start in range(0, one.count if self.methods else 0, AT_ONCE):
            some = slice(start, start + AT_ONCE)
            answers, answered = one.value[rows, some], one.answered[rows, some]
            wrong = self.separator({s: given[some] for s, given in one.givens.items()}, answers.shape[1])
            with np.errstate(all="ignore"):
                found[:, some] = (~answered | (np.abs(answers - wrong.exact) <= wrong.tolerance)).all(axis=1)
                shown[:, rows, some] = np.abs(wrong.exact - wrong.right) > wrong.allowed
        return found, shown

    def blurred(self, symbol: Symbol, who: Any, hypothesis: int, made_up: Any, idle: Any) -> Any:
        """Where a number that follows may not be credited, for it does not tell the right method from wrong ones.

        Either a misconception that explains the student's whole sheet acts just here; or it is a trivial number, 0 or
        a given one, to which numbers have led that were `made_up`, and which most of the misconceptions that the right
        numbers tell from the right method give as well; or it is a 0 of somebody `idle`, who makes up zeros.
        """
        one, paper = self.paper.exercises, self.paper
        written = one.value[one.row[symbol], who]
        right = paper.segments.right[symbol]
        plainly, ours = paper.exactly(right, who), paper.recompute(right, who, hypothesis)
        explains = np.zeros(len(who), dtype=bool)
        told, lost = np.zeros((2, len(who)), dtype=int)
        for row, method in enumerate(self.methods):
            segment = paper.segments.wrong[symbol].get(method)
            if segment is None or one.problem.draw.drops(method, symbol):
                continue
            apart = ~paper.exactly(segment, who).is_near(plainly)
            told += apart
            lost += apart & paper.recompute(segment, who, hypothesis).accepts(written)
            explains |= apart & self.throughout[row, who]
        trivial = ours.accepts(0.0)
        for given in right.givens:
            trivial |= ours.accepts(one.givens[given][who])
        idle = idle & ours.accepts(0.0) & ~plainly.accepts(0.0)
        return explains | idle | (made_up & trivial & (lost > 0) & (lost >= MOST * told))

    def allows(self, step: HiddenStep, who: Any, explained: Any) -> Any:
        """For whom a slip at a hidden step may explain these blanks.

        Where a misconception explains the whole sheet, it is the better explanation, unless it acts before the step.
        """
        whole = self.throughout[:, who]
        if not whole.any():
            return np.ones(len(who), dtype=bool)
        later = np.array(
            [[method in changed for changed in step.wrong] for method in self.methods], dtype=bool
        ).reshape(len(self.methods), len(step.rows))
        before = ~(later[:, :, None] & explained[None]).any(axis=1)
        return ~whole.any(axis=0) | (whole & before).any(axis=0)

    def partly(self, unexplained: Any) -> Part:
        """Which give unexplained numbers from the student's earlier ones."""
        one, paper = self.paper.exercises, self.paper
        everywhere, here = np.zeros((2, len(self.methods), *one.value.shape), dtype=bool)
        for place, method in enumerate(self.methods):
            acting = paper.segments.acting[method]
            rows = [one.row[symbol] for symbol in acting]
            who = np.flatnonzero(unexplained[rows].any(axis=0))
            if not len(who):
                continue
            hits = np.zeros((len(rows), len(who)), dtype=bool)
            agrees = np.ones(len(who), dtype=bool)
            for at, (symbol, row) in enumerate(zip(acting, rows, strict=True)):
                wrong = paper.recompute(paper.segments.wrong[symbol][method], who)
                same = wrong.is_near(paper.recompute(paper.segments.right[symbol], who))
                hits[at] = ~same & wrong.is_sharp(one.tolerance[row, who]) & wrong.accepts(one.value[row, who])
                agrees &= hits[at] | same | ~one.answered[row, who]
            for at, row in enumerate(rows):
                everywhere[place, row, who] = hits[at] & agrees
                here[place, row, who] = hits[at]
        return Part(everywhere & unexplained, here & unexplained)

    def whole(self, column: int) -> Iterator[str]:
        """The misconceptions that explain all that a student wrote."""
        return (self.methods[place] for place in np.flatnonzero(self.throughout[:, column]).tolist())

    def causes(self, row: int, column: int, partly: Part) -> Iterator[str]:
        """The misconceptions that explain a number: those of the whole sheet, else those of a part."""
        whole = self.throughout[:, column] & self.shown[:, row, column]
        tried = (whole, partly.everywhere[:, row, column], partly.here[:, row, column])
        found = next((some for some in tried if some.any()), whole)
        return (self.methods[place] for place in np.flatnonzero(found).tolist())
