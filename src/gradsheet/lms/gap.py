"""A place in a page where each variant has something else, so that the page around it is written once for all."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, NoReturn

_MARK = re.compile("\0(\\d+)\0")  # no text has a NUL, for all of them are printable


class TouchedError(Exception):
    """A template looked at what stands in a gap: its page is another one for each variant."""


def _touched(*_: object) -> NoReturn:
    raise TouchedError


class Gap:
    """Stands in a view for what differs. A template can print it; whatever else it does with it is an error."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    __getattribute__: Any = _touched
    __str__: Any = _touched
    __repr__: Any = _touched
    __format__: Any = _touched
    __bool__: Any = _touched
    __hash__: Any = _touched
    __eq__: Any = _touched


def mark(gap: Gap) -> str:
    """What a page has in place of a gap until it is filled."""
    return f"\0{object.__getattribute__(gap, 'number')}\0"


class Gaps:
    """Makes the gaps of one view, each for a key, and knows them by their marks."""

    def __init__(self) -> None:
        self.keys: list[Hashable] = []

    def __call__(self, key: Hashable) -> Any:
        self.keys.append(key)
        return Gap(len(self.keys) - 1)

    def taken_apart(self, page: str) -> tuple[list[str], tuple[Any, ...]]:
        """A page with marks as its pieces, of which every second one differs, and the keys of these."""
        pieces = _MARK.split(page)
        return pieces, tuple(self.keys[int(number)] for number in pieces[1::2])
