"""What makes an assignment an exam: `[exam]` in assignment.toml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from string import ascii_uppercase

ROUNDED_TO = 5  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """A `cover` page with rules (None: the language's own), and names on the pages or codes only.

    `date` is printed as it stands; `minutes` are None until they are set or guessed.
    """

    minutes: int | None = None
    date: str = ""
    rules: tuple[str, ...] | None = None
    cover: bool = True
    names: bool = True


def guessed_minutes(lines: Iterable[tuple[int, Sequence[int]]]) -> int:
    """What an exam takes: of each line, how many of the problems are worked, and the minutes of each of them.

    The longest of those that may be picked count, so that everybody's exam prints the same; in steps of five.
    """
    total = sum(sum(sorted(minutes, reverse=True)[:pick]) for pick, minutes in lines)
    return ROUNDED_TO * ceil(total / ROUNDED_TO)


def version_name(number: int) -> str:
    """A to Z, then the number itself."""
    return ascii_uppercase[number - 1] if number <= len(ascii_uppercase) else str(number)
