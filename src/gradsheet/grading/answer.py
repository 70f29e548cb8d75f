"""What a student wrote, before anybody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..assignments.sheet import Sheet

Place = tuple[str, str]
"""A student's id and a sheet's code: after a redraw, a student has several sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands in one cell, and where."""

    text: str
    file: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The answers of one student by label; `submitted` is the time as the file has it, `when` as it was read."""

    student: str
    answers: Mapping[str, Answer]
    submitted: str = ""
    when: datetime | None = None


def place_of(sheet: Sheet) -> Place:
    return (sheet.student.id, sheet.code)
