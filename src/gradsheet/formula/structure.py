"""What answers of one structure have in common: `0.5*0.3 - 1` and `1.25*0.7 - 2` are one formula with other numbers.

A class of 100,000 writes some hundred structures. Each is parsed once; after that reading an answer is
cutting its numbers out and computing with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from ..errors import FormulaError
from .evaluate import prepared
from .nodes import Symbol
from .operators import Array
from .spellings import Spelt
from .vocabulary import NUMBER, NUMBER_WITH_COMMA, scanned
from .written import parsed

# Digits glued to what stands before them are left alone: log2 is a word, and 1.2.3 nobody's number.
_CUT = {
    comma: re.compile(rf"(?<![{glued}])({number}(?:[eE][+-]?[0-9]+)?)").split
    for comma, number, glued in ((False, NUMBER, "0-9._gG"), (True, NUMBER_WITH_COMMA, "0-9.,_gG"))
}


class Cut(NamedTuple):
    """The numbers of an answer as they were typed, and what stands between them."""

    numbers: tuple[str, ...]
    between: tuple[str, ...]


def cut(plain: str, *, decimal_comma: bool) -> Cut:
    pieces = _CUT[decimal_comma](plain)
    return Cut(tuple(pieces[1::2]), tuple(pieces[::2]))


@lru_cache(maxsize=1 << 14)
def structure(between: tuple[str, ...], decimal_comma: bool) -> Callable[[Sequence[float]], Array] | None:
    """The value of such an answer, as a function of its numbers.

    None where it cannot be known without the numbers themselves, or where it would be refused.
    """
    # Other numbers are put in: only where these are found again, as they stand, is the structure no matter of digits.
    others = [f"7{place:03}" for place in range(1, len(between))]
    sample = "".join(piece for pair in zip(between, [*others, ""], strict=True) for piece in pair)
    columns = range(1, len(sample) + 1)
    try:
        found = tuple(scanned(sample, Spelt(sample, columns), decimal_comma=decimal_comma, percent=False))
        if not found or [token.text for token in found if token.kind == "number"] != others:
            return None
        slots = {other: Symbol("n", number) for other, number in zip(others, count(1))}
        return prepared(parsed(sample, found, slots), list(slots.values()))
    except FormulaError:
        return None
