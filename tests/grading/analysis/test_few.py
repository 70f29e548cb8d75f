"""Hidden numbers stay hidden, even from somebody who knows the rule and the sum, and tries every row there could be."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest

from gradsheet.grading.analysis.few import FEWEST, about, shown


def rows(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in rows(cells - 1, total - first):
            yield (first, *rest)


@pytest.mark.parametrize(
    "cells, total",
    [(2, 5), (2, 9), (2, 30), (3, 8), (3, 12), (3, 25), (4, 12), (4, 16), (4, 30), (5, 15), (5, 20), (6, 18)],
)
def test_no_hidden_number_can_be_worked_out(cells: int, total: int) -> None:
    """Every row with this sum, grouped by what is shown of it: a hidden cell has several values in each group."""
    possible: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for row in rows(cells, total):
        possible[shown(row)].append(row)
    assert any(None in seen for seen in possible)
    for seen, behind in possible.items():
        for place, cell in enumerate(seen):
            values = {row[place] for row in behind}
            assert values == {cell} if cell is not None else len(values) > 1, (seen, behind)


def test_what_is_shown_is_true_and_never_small() -> None:
    chance = random.Random(1)
    for _ in range(2000):
        row = tuple(chance.choice([0, 0, 1, 2, 4, 5, 8, 40, 200]) for _ in range(8))
        seen = shown(row)
        assert all(cell is None or cell == count for cell, count in zip(seen, row, strict=True))
        assert all(cell is None or cell == 0 or cell >= FEWEST for cell in seen)
        hidden = [count for cell, count in zip(seen, row, strict=True) if cell is None]
        assert (
            not hidden or sum(row) < FEWEST or (len(hidden) > 1 and sum(hidden) >= FEWEST) or sum(map(bool, row)) == 1
        )


@pytest.mark.parametrize("count, said", [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (40, 40)])
def test_about_is_the_nearest_five(count: int, said: int) -> None:
    assert about(count) == said
