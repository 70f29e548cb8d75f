"""What of a class's findings may be read by others: small numbers hidden, and hidden so that they stay so.

Pages and tables are made from this alone. The rows of a table whose sums are known hide by `shown`; known wrong methods
hide within their blank's count, which hides within the blank's row. Difficulty is computed from what that row shows.
Counts that stand in no row are rounded to fives. With names, nothing is hidden, and everything says who.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from ...grading.analysis import (
    FEWEST,
    KINDS,
    Blank,
    Difference,
    Difficulty,
    Findings,
    Relation,
    Spread,
    about,
    shown,
    suggestion,
)
from ...grading.outcome import CREDIT, Outcome
from ...grading.verdict import Marks
from ...problems import Kind
from .examples import examples
from .rows import Bin, BlankRow, Count, DifferenceRow, Part, Published, RelationRow, Shows, StepRow

QUARTILES = 20
"""Fewer students than these, and a quartile is somebody's mark."""
MOST_HIDDEN = 0.2
"""Where more of a row is hidden, its difficulty is hidden too."""
MISCONCEPTION, RIGHT, FOLLOWED = (
    next(place for place, kind in enumerate(KINDS) if kind.id == id)
    for id in ("misconception", "right", "follow_through")
)


def published(
    found: Findings, *, title: str, names: bool = False, credit: Mapping[Outcome, Fraction] = CREDIT
) -> Published:
    """The findings as others may read them; with `names`, as they are, for the staff."""
    count, everyone = len(found.classwork.marks), found.classwork.everyone
    enough = names or count >= FEWEST or count == 0
    hidden = frozenset() if names else _rare_problems(found)
    blanks = [one for one in found.blanks if one.column.problem.name not in hidden] if enough else []
    rows = tuple(_blank(one, names, credit) for one in blanks)
    return Published(
        title=title,
        names=names,
        count=count if enough else None,
        everyone=everyone if names or everyone - count == 0 or everyone - count >= FEWEST else None,
        most=found.most,
        parts=tuple(_parts(found, names)) if enough else (),
        bins=tuple(_bins(found.marks, names)) if enough and found.marks is not None else (),
        alpha=found.alpha,
        blanks=rows,
        left_out=len(hidden),
        steps=tuple(_steps(found, names, hidden)) if enough else (),
        relations=tuple(_relations(found.relations, names, hidden)) if enough else (),
        variants=tuple(_difference(one, found, names) for one in found.variants if _is_in(one, hidden)),
        groups=tuple(_difference(one, found, names) for one in found.between_groups if _is_in(one, hidden)),
        shares_sheets=bool(found.classwork.variants),
        examples=examples(found.classwork, {one.problem.name: one.problem for one in rows if one.shows}.values()),
        people=found.classwork.marks if names else (),
    )


def who(marks: Iterable[Marks]) -> tuple[str, ...]:
    """Each student by name and id, as a teacher finds them in the roster."""
    students = (one.sheet.student for one in marks)
    return tuple(f"{one.name} ({one.id})" if one.name else one.id for one in students)


def _is_in(one: Difference, hidden: frozenset[str]) -> bool:
    return one.column.problem.name not in hidden


def _rare_problems(found: Findings) -> frozenset[str]:
    """Problems that so few had that all about them would be about persons."""
    everyone = len(found.classwork.marks)
    counts = {one.column.problem.name: len(one.column.rows) for one in found.blanks}
    picked = {name: count for name, count in counts.items() if count < everyone}
    kept = shown(tuple(picked.values()))
    return frozenset(name for name, count in zip(picked, kept, strict=True) if count is None)


def _parts(found: Findings, names: bool) -> Iterable[Part]:
    if found.marks is not None:
        yield _part("everybody", found.marks, True, names)
    counts = tuple(one.count for one in found.groups.values())
    visible = counts if names else shown(counts)
    for (group, one), count in zip(found.groups.items(), visible, strict=True):
        yield _part(group or "no group", one, count is not None, names)


def _part(name: str, one: Spread, visible: bool, names: bool) -> Part:
    if not visible:
        return Part(name=name, count=None, mean=None, lower=None, median=None, upper=None)
    quartiles = names or one.count >= QUARTILES
    return Part(
        name=name,
        count=one.count,
        mean=one.mean,
        lower=one.lower if quartiles else None,
        median=one.median if quartiles else None,
        upper=one.upper if quartiles else None,
    )


def _bins(one: Spread, names: bool) -> Iterable[Bin]:
    counts = one.bins if names else shown(one.bins)
    for low, high, count in zip(one.edges, one.edges[1:], counts, strict=False):
        yield Bin(low=low, high=high, count=count)


def _blank(one: Blank, names: bool, credit: Mapping[Outcome, Fraction]) -> BlankRow:
    column, difficulty = one.column, one.difficulty
    cells: Sequence[Count] = one.outcomes if names else shown(one.outcomes)
    written = column.ask.kind is Kind.WRITTEN
    full = int(column.mastered.sum()) if not written else int(np.sum(column.share >= 1))
    both_sides = names or min(full, len(column.rows) - full) >= FEWEST
    return BlankRow(
        label=column.label,
        problem=column.problem,
        symbol=column.symbol,
        count=len(column.rows),
        outcomes=tuple(cells),
        facility=difficulty.facility
        if names
        else _by_a_person(difficulty)
        if written
        else _facility(cells, len(column.rows), credit),
        rough=not names and (written or None in cells),
        discrimination=difficulty.discrimination if both_sides else None,
        upper_lower=difficulty.upper_lower if both_sides else None,
        shows=tuple(_shows(one, cells, names)),
        written=written,
    )


def _by_a_person(difficulty: Difficulty) -> float | None:
    """The mean share of the points that people gave, to the nearest twentieth: nobody's own points follow from it."""
    if difficulty.facility is None or difficulty.count < QUARTILES:
        return None
    return round(20 * difficulty.facility) / 20


def _facility(cells: Sequence[Count], count: int, credit: Mapping[Outcome, Fraction]) -> float | None:
    """The mean share of the points, as far as the row tells: hidden cells are taken as their kinds earn on average."""
    earns = [
        float(sum((credit.get(outcome, Fraction(0)) for outcome in kind.outcomes), Fraction(0)) / len(kind.outcomes))
        for kind in KINDS
    ]
    hidden = [place for place, cell in enumerate(cells) if cell is None]
    visible = [(earns[place], cell) for place, cell in enumerate(cells) if cell is not None]
    rest = count - sum(cell for _, cell in visible)
    if rest > MOST_HIDDEN * count:
        return None
    between = sum(earns[place] for place in hidden) / len(hidden) if hidden else 0.0
    return (sum(share * cell for share, cell in visible) + between * rest) / count


def _shows(one: Blank, cells: Sequence[Count], names: bool) -> Iterable[Shows]:
    counts = tuple(len(shows.places) for shows in one.misconceptions)
    if names:
        visible: Sequence[Count] = counts
    else:
        visible = shown(counts) if cells[MISCONCEPTION] is not None else [None] * len(counts)
    for shows, count in zip(one.misconceptions, visible, strict=True):
        people = who(one.column.marks(place) for place in shows.places) if names else ()
        yield Shows(causes=shows.causes, count=count, who=people)


def _steps(found: Findings, names: bool, hidden: frozenset[str]) -> Iterable[StepRow]:
    for errors in found.first_errors:
        for step in errors.steps if errors.problem.name not in hidden else ():
            exact = len(step.rows)
            yield StepRow(
                problem=errors.problem,
                symbol=step.symbol,
                asked=step.asked,
                count=exact if names else about(exact) if exact >= FEWEST else None,
                who=who(found.classwork.marks[row] for row in step.rows) if names else (),
            )


def _relations(found: Sequence[Relation], names: bool, hidden: frozenset[str]) -> Iterable[RelationRow]:
    numbers: dict[str, int] = {}
    for one in found:
        if one.column.problem.name in hidden or (len(one.places) < FEWEST and not names):
            continue
        numbers[one.column.label] = numbers.get(one.column.label, 0) + 1
        yield RelationRow(
            label=one.column.label,
            problem=one.column.problem,
            symbol=one.column.symbol,
            formula=one.formula,
            alike=one.alike,
            count=len(one.places) if names else about(len(one.places)),
            wrong=one.wrong if names else about(one.wrong),
            chance=one.chance,
            toml=suggestion(one, numbers[one.column.label]),
            who=who(one.column.marks(place) for place in one.places) if names else (),
        )


def _difference(one: Difference, found: Findings, names: bool) -> DifferenceRow:
    shares = one.shares
    right: Sequence[Count] = one.right
    counts: Sequence[Count] = one.counts
    if not names:
        right, counts = _hidden_parts(one, found)
    return DifferenceRow(
        label=one.column.label,
        problem=one.column.problem,
        symbol=one.column.symbol,
        parts=one.parts,
        counts=tuple(counts),
        right=tuple(right),
        best=one.parts[shares.index(max(shares))],
        worst=one.parts[shares.index(min(shares))],
        chance=one.adjusted,
    )


def _hidden_parts(one: Difference, found: Findings) -> tuple[Sequence[Count], Sequence[Count]]:
    """Right and all of each part, where neither those right nor the others are few, nor known by subtraction."""
    nothing = [None] * len(one.parts)
    blank = next(blank for blank in found.blanks if blank.column is one.column)
    cells = shown(blank.outcomes)
    if cells[RIGHT] is None or cells[FOLLOWED] is None or sum(one.counts) < len(one.column.rows):
        return nothing, nothing
    wrong = tuple(count - right for count, right in zip(one.counts, one.right, strict=True))
    hidden = {
        place for some in (one.right, wrong) for place, count in enumerate(shown(some)) if count is None
    }  # fmt: skip
    if hidden and (
        len(hidden) < 2 or any(0 < sum(some[place] for place in hidden) < FEWEST for some in (one.right, wrong))
    ):
        return nothing, nothing
    right = [None if place in hidden else count for place, count in enumerate(one.right)]
    return right, [None if place in hidden else count for place, count in enumerate(one.counts)]
