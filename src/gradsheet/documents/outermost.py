"""Where a long formula may be broken: before its outermost plus and minus signs, as in a display."""

from __future__ import annotations

from itertools import pairwise
from re import Pattern

WALL = 1000  # as many parentheses as what cannot be broken at all counts for


def terms(source: str, token: Pattern[str]) -> list[str]:
    """A formula's source, cut before the signs that the fewest parentheses are around.

    `token` finds ` + ` and ` - ` as its group `sign`, parentheses as `open` and `close`, and as `wall` and `end` the
    beginning and the end of a fraction and of whatever else is never cut.
    """
    depth, signs = 0, list[tuple[int, int]]()
    for found in token.finditer(source):
        match found.lastgroup:
            case "sign":
                signs.append((depth, found.start()))
            case "open":
                depth += 1
            case "close":
                depth -= 1
            case "wall":
                depth += WALL
            case "end":
                depth -= WALL
    least = min((depth for depth, _ in signs), default=WALL)
    cuts = [place for depth, place in signs if depth == least < WALL]
    return [source[start:end] for start, end in pairwise([0, *cuts, len(source)])]
