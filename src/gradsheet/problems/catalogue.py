"""What is in the bank, one row for each problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from ..derivation import operations
from ..errors import GradsheetError
from .bank import bank_names, find_problem
from .tables.table import nearest

SECONDS_PER_OPERATION = 20  # a student with a calculator: reading off, typing, writing down


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`minutes` is a rough guess from the operations that lead to the blanks."""

    name: str
    title: str
    level: str
    topics: tuple[str, ...]
    blanks: int
    minutes: int


def catalogue(*, topic: str | None = None, folder: Path | None = None) -> list[Row]:
    """The problems of the bank, or those of a topic (a folder of the bank, or a word of `topics`)."""
    rows = [_row(name, folder) for name in bank_names()]
    if topic is None:
        return rows
    found = [row for row in rows if topic.lower() in _topics(row)]
    if not found:
        known = sorted({one for row in rows for one in _topics(row)})
        raise GradsheetError(f"no problem on '{topic}'; {nearest(topic.lower(), known)}")
    return found


def _topics(row: Row) -> Sequence[str]:
    return [row.name.split("/")[0], *(one.lower() for one in row.topics)]


def _row(name: str, folder: Path | None) -> Row:
    problem = find_problem(name, folder=folder)
    asked = [symbol for _, symbol in problem.numbers]
    needed = problem.derivation.limited(problem.derivation.needed_for(asked))
    count = len(operations(needed).operations)
    return Row(
        name=name,
        title=problem.title,
        level=problem.level,
        topics=problem.topics,
        blanks=len(problem.blanks),
        minutes=max(1, ceil(count * SECONDS_PER_OPERATION / 60)),
    )
