"""A class's marks as columns: for every blank, arrays over the students who had it and handed something in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...assignments.sheet import label_order
from ...formula import Symbol
from ...problems.problem import Ask, Problem
from ..outcome import Outcome
from ..verdict import Marks, Verdict

OUTCOMES = tuple(Outcome)
_CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
FULL = (Outcome.RIGHT, Outcome.FOLLOW_THROUGH)
"""What shows that a step was mastered."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Column:
    """One blank of a problem; `rows` are places in the class of those who had it, the arrays go with them.

    `places` says where it stands on a sheet. `outcome` holds places in OUTCOMES, `share` what was earned of the
    worth (nan where that is nothing, or not marked yet), `values` the numbers that were read (nan where none was).
    """

    label: str
    problem: Problem
    symbol: Symbol
    ask: Ask
    rows: Any
    places: Any
    outcome: Any
    points: Any
    worth: Any
    values: Any
    settled: int
    classwork: Classwork

    @cached_property
    def share(self) -> Any:
        with np.errstate(all="ignore"):
            return np.where(self.worth > 0, self.points / self.worth, np.nan)

    @cached_property
    def mastered(self) -> Any:
        """Whether each of them was right, or right with earlier numbers."""
        return np.isin(self.outcome, [_CODES[outcome] for outcome in FULL])

    def those(self, outcome: Outcome) -> Any:
        """The places, among `rows`, of those with an outcome."""
        return np.flatnonzero(self.outcome == _CODES[outcome])

    def marks(self, place: int) -> Marks:
        return self.classwork.marks[int(self.rows[place])]

    def verdict(self, place: int) -> Verdict:
        return self.marks(place).verdicts[int(self.places[place])]


@dataclass(frozen=True, eq=False)
class Classwork:
    """Everybody who handed something in, and the columns of their blanks in the order of the sheet.

    `variants` says by student's id who shared a sheet with whom; `everyone` counts those who were given one.
    """

    marks: tuple[Marks, ...]
    everyone: int
    variants: Mapping[str, str]

    @classmethod
    def of(cls, marks: Sequence[Marks], variants: Mapping[str, str] | None = None) -> Classwork:
        handed_in = tuple(one for one in marks if one.submission is not None)
        return cls(handed_in, len(marks), variants or {})

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        layouts: dict[tuple[int, ...], list[int]] = {}
        for row, one in enumerate(self.marks):
            layouts.setdefault(tuple(id(item.exercise.problem) for item in one.sheet.items), []).append(row)
        found: dict[tuple[str, int, int], list[tuple[Any, int]]] = {}
        for rows in layouts.values():
            sheet = self.marks[rows[0]].sheet
            times: dict[str, int] = {}
            place = 0
            for item in sheet.items:
                name = item.exercise.problem.name
                times[name] = times.get(name, 0) + 1
                for within in range(len(item.blanks)):
                    found.setdefault((name, times[name], within), []).append((rows, place))
                    place += 1
        columns = [self._column(parts) for parts in found.values()]
        return tuple(sorted(columns, key=lambda one: column_order(one.label)))

    def _column(self, parts: Sequence[tuple[Sequence[int], int]]) -> Column:
        order = sorted((row, place) for rows, place in parts for row in rows)
        verdicts = [self.marks[row].verdicts[place] for row, place in order]
        blank = verdicts[0].blank
        labels = {self.marks[rows[0]].verdicts[place].blank.label for rows, place in parts}
        return Column(
            label="/".join(sorted(labels, key=label_order)),
            problem=self.marks[order[0][0]].sheet.item(blank).exercise.problem,
            symbol=blank.symbol,
            ask=blank.ask,
            rows=np.array([row for row, _ in order]),
            places=np.array([place for _, place in order]),
            outcome=np.array([_CODES[one.outcome] for one in verdicts], dtype=np.int8),
            points=np.array([float(one.points) for one in verdicts]),
            worth=np.array([0.0 if one.waits else float(one.worth) for one in verdicts]),
            values=np.array([np.nan if one.value is None else one.value for one in verdicts]),
            settled=sum(one.settled is not None for one in verdicts),
            classwork=self,
        )

    @cached_property
    def earned(self) -> Any:
        """What each student earned, before lateness and rounding."""
        return self._summed("points")

    @cached_property
    def out_of(self) -> Any:
        return self._summed("worth")

    @cached_property
    def totals(self) -> Any:
        """What counts for each student."""
        plain = self.earned.copy()
        for row, one in enumerate(self.marks):
            if one.late_share or one.rounded_to is not None:
                plain[row] = float(one.total)
        return plain

    def _summed(self, field: str) -> Any:
        found = np.zeros(len(self.marks))
        for column in self.columns:
            found[column.rows] += getattr(column, field)
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each problem once, in the order of the sheet."""
        return tuple({column.problem.name: column.problem for column in self.columns}.values())


def column_order(label: str) -> tuple[int, int, str]:
    """A sorting key for a column, which goes by the first of its labels: `1a/2a`."""
    return label_order(label.split("/")[0])
