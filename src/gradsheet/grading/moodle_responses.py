"""Moodle's responses download: a row per attempt, and for each question its text, then what was answered.

    ID number,State,Started,Completed,Question 1,Response 1
    s001,Finished,24 November 2026 10:00,24 November 2026 10:42,"... Exercise 7QK3M9TX4H-2","part 1: 0.73; part 2: 0.5"

Headers are in the language of whoever downloads, so columns are known by what stands in them: the question by the
exercise's code, the response by standing behind it, the time as the last one before the questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from ..assignments.table import Table
from .inbox import NOTHING, Inbox
from .questions import put, question_in, whose
from .times import moments

SAMPLE = 200
_PART = re.compile(r"(?:^|; )[^\W\d]+\s*(\d+)\s?:(?: |$)")
TEXTS = (
    "in Moodle, tick 'question text' beside 'response' under 'Display' of the responses report, and download it again"
)


def fits(table: Table) -> bool:
    return bool(_questions(table)) or any(_PART.match(cell) for row in table.rows[:5] for cell in row.cells)


def take(table: Table, inbox: Inbox) -> bool:
    """Puts every finished attempt into the inbox; False where nobody's answers can be told."""
    inbox.complaints.extend(table.complaints)
    questions = _questions(table)
    if not questions:
        inbox.complain(table.file, 1, f"nothing says which question was answered: {TEXTS}")
        return False
    before = range(questions[0])
    sheets = whose(table, before, inbox.handed)
    if sheets is None:
        inbox.complain(
            table.file, 1, "no column holds the ids or addresses of the roster: let Moodle show ID numbers or e-mail "
            "addresses in the report (a site's setting 'Show user identity'), or add a column with the ids"
        )  # fmt: skip
        return False
    submitted = _time_column(table, before, inbox)
    stamps = inbox.stamps(table, submitted, None)
    for row, stamp in zip(table.rows, stamps, strict=True):
        answered = [place for place in questions if row.cells[place + 1] not in NOTHING]
        if not answered:
            continue
        sheet = sheets.get(row.number)
        if sheet is None:
            cells = ", ".join(row.cells[place] for place in list(before)[:4] if row.cells[place])
            inbox.complain(table.file, row.number, f"nobody with a sheet: {cells[:100]}")
        elif submitted is not None and row.cells[submitted] in NOTHING:
            text = f"{sheet.student.id} has not finished this attempt; it is not marked"
            inbox.complain(table.file, row.number, text)
        else:
            part = inbox.part(sheet.student.id, stamp)
            for place in answered:
                question = question_in(row.cells[place])
                if question is not None:
                    put(inbox, table, row, sheet, part, question, _values(row.cells[place + 1]))
    return True


def _questions(table: Table) -> list[int]:
    """The columns that hold a question's text with a code of ours, each with its response behind it."""
    return [
        place
        for place in range(len(table.header) - 1)
        if any(len(row.cells[place]) > 20 and question_in(row.cells[place]) for row in table.rows[:SAMPLE])
    ]


def _time_column(table: Table, places: Sequence[int], inbox: Inbox) -> int | None:
    """When attempts were finished, not when they began: the last of the columns that hold nothing but times.

    Where nobody has finished, it is empty, behind the column of the beginnings.
    """
    mapped = [place for place in places if inbox.columns.get(table.header[place].casefold()) == "submitted"]
    if mapped:
        return mapped[0]
    last = next((place for place in reversed(places) if _holds_times(table, place, inbox)), None)
    if last is not None and last + 1 in places and all(row.cells[last + 1] in NOTHING for row in table.rows):
        return last + 1
    return last


def _holds_times(table: Table, place: int, inbox: Inbox) -> bool:
    texts = [row.cells[place] for row in table.rows[:SAMPLE] if row.cells[place] not in NOTHING]
    found = moments(texts, inbox.zone).values()
    return bool(texts) and all(isinstance(one, datetime) for one in found)


def _values(text: str) -> list[str]:
    """`part 1: 0.73; part 2: 0.5` taken apart; whatever is no such list is one answer."""
    marks = list(_PART.finditer(text))
    if [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)) or not marks or marks[0].start():
        return [text]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
