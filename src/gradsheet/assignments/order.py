"""Sheets in the order in which a teacher hands them out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from ..errors import GradsheetError
from .sheet import Sheet, Student

OWN = ("id", "name", "email", "group", "seat", "layout")
Key = tuple[tuple[int, str], ...]


def in_order(sheets: Sequence[Sheet], columns: Sequence[str]) -> tuple[Sheet, ...]:
    """The sheets sorted by columns of the roster, the first one first; a column that nobody has is an error."""
    known = list(dict.fromkeys([*OWN, *(column for sheet in sheets for column in sheet.student.other)]))
    for column in columns:
        if column not in known:
            close = get_close_matches(column, known, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(known)}"
            raise GradsheetError(f"roster.csv has no column '{column}' to sort by; {hint}")
    return tuple(
        sorted(sheets, key=lambda sheet: [as_read(_value(sheet.student, column)) for column in (*columns, "id")])
    )


def as_read(text: str) -> Key:
    """How people sort: s2 before s10, Öz with the O, and nothing last."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    parts = re.findall(r"[0-9]+|[^0-9]+", letters)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts) or ((1 << 60, ""),)


def _value(student: Student, column: str) -> str:
    return str(getattr(student, column) if column in OWN else student.other.get(column, ""))
