"""Everything that a class report says, exact and unhidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..outcome import Outcome
from ..verdict import Marks
from .classwork import Classwork, Column
from .differences import Difference, between_groups, between_variants
from .difficulty import Difficulty, alpha, difficulties
from .others_sheets import Misplaced, misplaced
from .relations import Relation, relations
from .shared_digits import SharedDigits, shared_digits
from .spread import Spread, spread
from .tally import FirstErrors, Shown, first_errors, misconceptions, outcomes


@dataclass(frozen=True, eq=False, kw_only=True)
class Blank:
    """One blank, with how many of each of KINDS, and the known wrong methods that showed there."""

    column: Column
    outcomes: tuple[int, ...]
    difficulty: Difficulty
    misconceptions: tuple[Shown, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Findings:
    """`most` is what could be earned by whoever could earn most; `groups` have a spread each, by name."""

    classwork: Classwork
    most: float
    marks: Spread | None
    groups: Mapping[str, Spread]
    alpha: float | None
    blanks: tuple[Blank, ...]
    first_errors: tuple[FirstErrors, ...]
    relations: tuple[Relation, ...]
    variants: tuple[Difference, ...]
    between_groups: tuple[Difference, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Evidence:
    """What a teacher may want to look at, about persons: never a verdict."""

    misplaced: tuple[Misplaced, ...] = ()
    shared_digits: tuple[SharedDigits, ...] = ()

    def __len__(self) -> int:
        return len(self.misplaced) + len(self.shared_digits)


def findings(marks: Sequence[Marks], variants: Mapping[str, str] | None = None) -> Findings:
    """What the marks of a class say; `variants` says by student's id who shared a sheet with whom."""
    classwork = Classwork.of(marks, variants)
    totals, most = classwork.totals, float(np.max(classwork.out_of, initial=0.0))
    groups: dict[str, list[int]] = {}
    for row, one in enumerate(classwork.marks):
        groups.setdefault(one.sheet.student.group, []).append(row)
    spreads = {group: spread(totals[rows], most) for group, rows in sorted(groups.items())}
    return Findings(
        classwork=classwork,
        most=most,
        marks=spread(totals, most),
        groups={group: one for group, one in spreads.items() if one is not None} if len(groups) > 1 else {},
        alpha=alpha(classwork),
        blanks=tuple(
            Blank(
                column=difficulty.column,
                outcomes=outcomes(difficulty.column),
                difficulty=difficulty,
                misconceptions=misconceptions(difficulty.column),
            )
            for difficulty in difficulties(classwork)
            if not _waits(difficulty.column)
        ),
        first_errors=first_errors(classwork),
        relations=relations(classwork),
        variants=between_variants(classwork),
        between_groups=between_groups(classwork),
    )


def _waits(column: Column) -> bool:
    """Whether a person has yet to mark all of it."""
    return len(column.those(Outcome.WRITTEN)) == len(column.rows) and not np.any(column.worth)


def evidence(marks: Sequence[Marks], classwork: Classwork | None = None) -> Evidence:
    """What should be looked at about persons; `classwork` saves reading the marks once more."""
    return Evidence(misplaced=misplaced(marks), shared_digits=shared_digits(classwork or Classwork.of(marks)))
