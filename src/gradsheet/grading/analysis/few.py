"""Small numbers that would point at persons: hidden, and hidden so that nobody can subtract them back.

A number from 1 to 4 is hidden. If that leaves it to be worked out, by somebody who knows the sum of the row and this
very rule, the next smallest number is hidden too, and so on. Zeros are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 5
ABOUT = 5


def shown(counts: Sequence[int], *, fewest: int = FEWEST) -> tuple[int | None, ...]:
    """The counts of a row whose sum is known, None where one is hidden."""
    few = [place for place, count in enumerate(counts) if 0 < count < fewest]
    others = sorted((count, place) for place, count in enumerate(counts) if count >= fewest)
    beside = 0
    while few and beside < len(others) and not _is_open([counts[place] for place in few], others, beside, fewest):
        beside += 1
    hidden = {*few, *(place for _, place in others[:beside])}
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def _is_open(few: Sequence[int], others: Sequence[tuple[int, int]], beside: int, fewest: int) -> bool:
    """Whether more than one row could lie behind it, if the smallest `beside` of the others are hidden as well."""
    along, next_one = sum(count for count, _ in others[:beside]), others[beside][0]
    if len(few) + beside < 2 or sum(few) + along < fewest:
        return False
    if not beside:
        # Were they as many as they could be, or one each, each would be known.
        return len(few) < sum(few) < (fewest - 1) * len(few)
    # Those hidden beside are no larger than the next one: there must be room for them to be larger than they are.
    return along < beside * (next_one - 1)


def about(count: int, *, unit: int = ABOUT) -> int:
    """The nearest multiple of five, at least five: for counts that stand in no row of their own."""
    return max(unit, (2 * count + unit) // (2 * unit) * unit)
