"""Answers that fit another student's sheet far better than the student's own: sheets swapped, or ids mistyped.

Evidence, never a verdict. Every answer is looked up among the right numbers of all sheets at once: at each blank these
are sorted, so that a class of 100,000 takes seconds. Pairs that share the blanks by which chance is least likely to
deceive are then compared at every blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...problems.problem import Kind
from ..verdict import Marks
from .independent import Place, independent

EXPECTED = 0.01
"""Pairs are listed of which chance would bring so many in a class, or fewer."""
LEAST = 3
SEEDS = 3
MOST_PAIRS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A student whose answers fit another sheet: `fits` there and not on the own one, `own` on the own one only.

    `holders` have that sheet's numbers. `expected`: how many such pairs chance brings in this class, roughly.
    """

    student: Marks
    holders: tuple[Marks, ...]
    fits: int
    own: int
    answered: int
    expected: float


def misplaced(marks: Sequence[Marks]) -> tuple[Misplaced, ...]:
    """Everybody whose answers fit another sheet far better than their own, in the order of the class."""
    table = _Table.of(marks)
    if table is None or len(table.distinct) < 2:
        return ()
    every = len(table.rows) * (len(table.distinct) - 1)
    found = {row: one for row, sheet in table.pairs() if (one := table.compared(row, sheet, pairs=every)) is not None}
    for row, sheet in list(table.turned(found)):
        # Whether the other one has this one's numbers is a single question, no longer one of all pairs.
        back = table.compared(row, sheet, pairs=1)
        if back is not None and back.fits > back.own:
            found[row] = back
    return tuple(found[row] for row in sorted(found))


@dataclass(frozen=True, eq=False)
class _Table:
    """Answers of shape (handed in, blanks); right numbers and tolerances of (distinct sheets, blanks); nan: none."""

    marks: Sequence[Marks]
    rows: tuple[int, ...]
    answers: Any
    own: Any
    distinct: tuple[tuple[int, ...], ...]
    exact: Any
    reach: Any
    blanks: tuple[Place, ...]

    @classmethod
    def of(cls, marks: Sequence[Marks]) -> _Table | None:
        places: dict[Place, int] = {}
        layouts: dict[tuple[int, ...], list[tuple[int, int, int]]] = {}
        for one in marks:
            layout = tuple(id(item.exercise.problem) for item in one.sheet.items)
            if layout not in layouts:
                layouts[layout] = list(_layout(one, places))
        if not places:
            return None
        sheets: dict[tuple[int, ...], list[int]] = {}
        for row, one in enumerate(marks):
            numbers = (each for item in one.sheet.items for each in (item, *item.apart.values()))
            sheets.setdefault(tuple(id(each.exercise) for each in numbers), []).append(row)
        exact, reach = np.full((2, len(sheets), len(places)), np.nan)
        for number, rows in enumerate(sheets.values()):
            one = marks[rows[0]]
            for column, verdict, _ in layouts[tuple(id(item.exercise.problem) for item in one.sheet.items)]:
                blank = one.verdicts[verdict].blank
                band = one.sheet.item(blank).solution.bands[blank.symbol]
                exact[number, column], reach[number, column] = band.exact, band.tolerance
        handed_in = [row for row, one in enumerate(marks) if one.submission is not None]
        own = np.full(len(marks), -1)
        for number, rows in enumerate(sheets.values()):
            own[rows] = number
        answers = np.full((len(handed_in), len(places)), np.nan)
        for at, row in enumerate(handed_in):
            one = marks[row]
            for column, verdict, _ in layouts[tuple(id(item.exercise.problem) for item in one.sheet.items)]:
                value = one.verdicts[verdict].value
                if value is not None:
                    answers[at, column] = value
        return cls(marks, tuple(handed_in), answers, own[handed_in], tuple(map(tuple, sheets.values())), exact, reach,
                   tuple(places))  # fmt: skip

    @cached_property
    def chance(self) -> Any:
        """For each blank, how often an answer fits a sheet that is not the student's own."""
        found = np.zeros(len(self.blanks))
        for column in range(len(self.blanks)):
            given = self.answers[:, column]
            known = np.isfinite(given)
            low, high = self._ends(column)
            inside = np.searchsorted(low, given[known], "right") - np.searchsorted(high, given[known], "left")
            mine = self._fits_own[known, column]
            pairs = known.sum() * max(1, len(low) - 1)
            found[column] = (inside.sum() - mine.sum() + 1) / (pairs + 1)
        return found

    def _ends(self, column: int) -> tuple[Any, Any]:
        known = np.isfinite(self.exact[:, column])
        exact, reach = self.exact[known, column], self.reach[known, column]
        return np.sort(exact - reach), np.sort(exact + reach)

    @cached_property
    def _fits_own(self) -> Any:
        with np.errstate(invalid="ignore"):
            return np.abs(self.answers - self.exact[self.own]) <= self.reach[self.own]

    def pairs(self) -> list[tuple[int, int]]:
        """A student and a sheet that share an answer where chance is least likely to deceive."""
        answered = np.isfinite(self.answers).sum(axis=1)
        poor = np.flatnonzero((answered >= LEAST) & (self._fits_own.sum(axis=1) <= answered - LEAST))
        found = [np.zeros(0, dtype=np.int64)]
        for column in np.argsort(self.chance, kind="stable")[:SEEDS].tolist():
            if self.chance[column] * len(poor) * len(self.distinct) <= MOST_PAIRS:
                found.append(self._meeting(column, poor))
        rows, sheets = np.divmod(np.unique(np.concatenate(found)), len(self.distinct))
        fits = self._fits(rows, sheets).sum(axis=1)
        mine = (self._fits_own[rows] & ~self._within(rows, sheets)).sum(axis=1)
        keep = (self.own[rows] != sheets) & (fits >= LEAST) & (fits >= mine + LEAST) & (2 * fits >= answered[rows])
        best: dict[int, tuple[int, int]] = {}
        for row, sheet, count in zip(rows[keep].tolist(), sheets[keep].tolist(), fits[keep].tolist(), strict=True):
            best[row] = max(best.get(row, (0, 0)), (count, -sheet))
        return [(row, -sheet) for row, (_, sheet) in sorted(best.items())]

    def _meeting(self, column: int, poor: Any) -> Any:
        """Students and sheets that share an answer at a blank, each pair as one number."""
        known = np.flatnonzero(np.isfinite(self.exact[:, column]))
        order = known[np.argsort(self.exact[known, column], kind="stable")]
        values, widest = self.exact[order, column], np.max(self.reach[order, column], initial=0.0)
        given = self.answers[poor, column]
        first = np.searchsorted(values, given - widest)
        counts = np.where(np.isfinite(given), np.searchsorted(values, given + widest, "right") - first, 0)
        place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        return np.repeat(poor, counts) * len(self.distinct) + order[place]

    def _within(self, rows: Any, sheets: Any) -> Any:
        with np.errstate(invalid="ignore"):
            return np.abs(self.answers[rows] - self.exact[sheets]) <= self.reach[sheets]

    def _fits(self, rows: Any, sheets: Any) -> Any:
        """Where an answer is right on that sheet and not on the student's own."""
        return self._within(rows, sheets) & ~self._fits_own[rows]

    def turned(self, found: Mapping[int, Misplaced]) -> Iterator[tuple[int, int]]:
        """Who handed in with a sheet of their own that somebody else's answers fit, and that one's sheet."""
        places = {id(self.marks[row]): at for at, row in enumerate(self.rows)}
        for row, one in found.items():
            other = places.get(id(one.holders[0])) if len(one.holders) == 1 else None
            if other is not None and other not in found:
                yield other, int(self.own[row])

    def compared(self, row: int, sheet: int, *, pairs: int) -> Misplaced | None:
        fits = self._fits(np.array([row]), np.array([sheet]))[0]
        mine = self._fits_own[row] & ~self._within(np.array([row]), np.array([sheet]))[0]
        holders = self.distinct[sheet]
        columns = np.flatnonzero(fits).tolist()
        blanks, chances = [self.blanks[column] for column in columns], self.chance[columns]
        counted = independent(self.marks[holders[0]].sheet, blanks, chances)
        expected = float(np.prod(chances[counted])) * pairs
        if expected > EXPECTED:
            return None
        return Misplaced(
            student=self.marks[self.rows[row]],
            holders=tuple(self.marks[one] for one in holders),
            fits=int(fits.sum()),
            own=int(mine.sum()),
            answered=int(np.isfinite(self.answers[row]).sum()),
            expected=expected,
        )


def _layout(one: Marks, places: dict[Place, int]) -> list[tuple[int, int, int]]:
    """The number blanks of a sheet: their column, their place among the verdicts, and their item."""
    found = []
    seen: dict[str, int] = {}
    place = 0
    for number, item in enumerate(one.sheet.items):
        name = item.exercise.problem.name
        seen[name] = seen.get(name, 0) + 1
        for blank in item.blanks:
            if blank.ask.kind is Kind.NUMBER:
                found.append((places.setdefault((name, seen[name], blank.symbol), len(places)), place, number))
            place += 1
    return found
