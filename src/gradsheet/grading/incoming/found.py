"""What every reader of a format is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...assignments.table import Row, Table
from ...errors import Complaint, ComplaintsError

MOST_COLUMNS = 20_000
MOST_CELLS = 20_000_000
TITLE_ROWS = 30
"""How far down a header may stand, below titles and remarks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The encoding that the course names, and the headers (in small letters) that say whose answers these are."""

    encoding: str | None = None
    whose: frozenset[str] = frozenset({"id", "code"})


@dataclass(slots=True)
class Found:
    """The tables of one file, and what could not be used of it."""

    tables: list[Table] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def refuse(file: str, text: str, row: int | None = None) -> ComplaintsError:
    """What is raised where nothing of a file can be used."""
    return ComplaintsError([Complaint(file, row, None, text)])


def header_row(rows: Sequence[Sequence[str]], whose: frozenset[str]) -> int | None:
    """Where the row stands that names the columns; None where no row says whose answers these are."""
    for place, cells in enumerate(rows[:TITLE_ROWS]):
        if any(cell.strip().casefold() in whose for cell in cells):
            return place
    return None


def first_filled(rows: Sequence[Sequence[str]]) -> int | None:
    return next((place for place, cells in enumerate(rows) if any(cell.strip() for cell in cells)), None)


def below(rows: Sequence[Sequence[str]], header: int, file: str, odd: Mapping[tuple[int, int], str]) -> Table:
    """The table whose header stands in one of the rows; rows are numbered as a spreadsheet numbers them."""
    names = [cell.strip() for cell in rows[header]]
    width = max((place for place, name in enumerate(names, start=1) if name), default=0)
    return Table(
        file=file,
        header=tuple(names[:width]),
        rows=tuple(
            Row(number=number, cells=(*(cell.strip() for cell in cells[:width]), *[""] * (width - len(cells))))
            for number, cells in enumerate(rows[header + 1 :], start=header + 2)
            if any(cell.strip() for cell in cells[:width])
        ),
        odd=odd,
    )
