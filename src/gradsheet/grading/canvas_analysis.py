"""Canvas's student analysis report of a classic quiz: for each question a column with its text, and one with points.

    name,id,sis_id,section,section_id,section_sis_id,submitted,attempt,"4711: ... 7QK3M9TX4H-2a",1.0,...,n correct,...

A question is known by the code in its text, with the blank's letter behind it, or begins with the label of a blank of
the student's own sheet (`4711: 2a`). Several blanks of one question come in one cell, with commas between them.
"""

from __future__ import annotations

import re

from ..assignments.sheet import Sheet
from ..assignments.table import Row, Table
from .answer import Answer
from .history import Part
from .inbox import NOTHING, Inbox
from .questions import Question, put, question_in, whose

_QUESTION = re.compile(r"\d+: (.*)", re.DOTALL)
_POINTS = re.compile(r"\d+(\.\d+)?")
_LABEL = re.compile(r"(\d+[a-z]{1,2})\b")
_COMMA = re.compile(r"(?<!\\),")


def fits(table: Table) -> bool:
    return any(_is_question(table, place) for place in range(len(table.header) - 1))


def take(table: Table, inbox: Inbox) -> bool:
    """Puts every submission into the inbox; False where nobody's answers can be told."""
    inbox.complaints.extend(table.complaints)
    places = [place for place in range(len(table.header) - 1) if _is_question(table, place)]
    questions = {place: found for place in places if (found := _question(table.header[place])) is not None}
    others = [table.header[place] for place in places if place not in questions]
    if not questions:
        inbox.complain(table.file, 1, "no question names a sheet code or begins with the label of a blank, such as 1a")
        return False
    if others:
        inbox.notes.append(f"{table.file}: not read: {len(others)} other questions, first '{others[0][:40]}'")
    sheets = whose(table, range(places[0]), inbox.handed)
    if sheets is None:
        inbox.complain(
            table.file, 1, "no column holds the ids of the roster: the report has Canvas's own id and the SIS id; "
            "have one of these on the roster, or add a column with the ids in front"
        )  # fmt: skip
        return False
    names = [header.casefold() for header in table.header[: places[0]]]
    stamps = inbox.stamps(table, *(names.index(word) if word in names else None for word in ("submitted", "attempt")))
    for row, stamp in zip(table.rows, stamps, strict=True):
        sheet = sheets.get(row.number)
        if sheet is None:
            inbox.complain(table.file, row.number, f"nobody with a sheet: {', '.join(row.cells[:3])[:100]}")
            continue
        part = inbox.part(sheet.student.id, stamp)
        for place, question in questions.items():
            text = row.cells[place]
            if isinstance(question, str):
                _put_label(inbox, table, row, sheet, part, question, text)
            elif text not in NOTHING:
                values = [text] if question.letter else [one.replace("\\,", ",").strip() for one in _COMMA.split(text)]
                put(inbox, table, row, sheet, part, question, values)
    return True


def _is_question(table: Table, place: int) -> bool:
    header = table.header
    return bool(_QUESTION.fullmatch(header[place]) and _POINTS.fullmatch(header[place + 1]))


def _question(header: str) -> Question | str | None:
    """What a question asks: an exercise or a blank by its code, or a label."""
    text = header.partition(": ")[2]
    label = _LABEL.match(text.strip())
    return question_in(text) or (label[1] if label is not None else None)


def _put_label(inbox: Inbox, table: Table, row: Row, sheet: Sheet, part: Part, label: str, text: str) -> None:
    if all(blank.label != label for blank in sheet.blanks):
        if text not in NOTHING:
            inbox.complain(table.file, row.number, f"{sheet.student.id}'s sheet has no blank {label}")
        return
    inbox.offered.add(label)
    part.offered[sheet.code] = part.offered.get(sheet.code, frozenset()) | {label}
    part.answers.setdefault(sheet.code, {})
    if text.casefold() not in NOTHING:
        answer = Answer(text=text, file=table.file, row=row.number)
        inbox.put(part, sheet, sheet.code, label, answer, label)
