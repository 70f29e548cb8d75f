"""Where a long formula may be broken: before its outermost plus and minus signs, as in a display."""

from __future__ import annotations

from itertools import pairwise
from re import Pattern


def terms(source: str, token: Pattern[str]) -> list[str]:
    """A formula's source, cut before the signs that the fewest parentheses are around.

    `token` finds ` + ` and ` - ` as its group `sign`, what opens as `open`, what closes as `close`.
    """
    depth, signs = 0, list[tuple[int, int]]()
    for found in token.finditer(source):
        if found["sign"]:
            signs.append((depth, found.start()))
        elif found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
    least = min((depth for depth, _ in signs), default=0)
    cuts = [0, *(place for depth, place in signs if depth == least), len(source)]
    return [source[start:end] for start, end in pairwise(cuts)]
