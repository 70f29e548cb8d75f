"""What a student wrote, before anybody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..assignments.sheet import Sheet
from ..formula.student import Reading, read_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands in one cell, and where."""

    text: str
    file: str = ""
    row: int | None = None

    def says_same(self, other: Answer) -> bool:
        """Whether both are one text, or one decimal number: a filled form has 0.50 where a spreadsheet made it 0.5."""
        if self.text == other.text:
            return True
        readings = [read_answer(one.text, decimal_comma=True, percent=True) for one in (self, other)]
        decimals = [one.typed for one in readings if isinstance(one, Reading)]
        return len(decimals) == 2 and decimals[0] is not None and decimals[0] == decimals[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The answers of one student by label, of one attempt.

    `submitted` is the time as the file has it, `when` the same as a time with its zone; None where there is none, or
    none that can be read. `sheet` is what these answers are marked by where that is not simply the student's sheet of
    now: after a redraw, or where exported variants were answered; `remark` tells the student so.
    """

    student: str
    answers: Mapping[str, Answer]
    submitted: str = ""
    when: datetime | None = None
    sheet: Sheet | None = None
    remark: str = ""
