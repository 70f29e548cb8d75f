"""Answers that come back from an LMS: the question's text carries the code of the exercise, the answers its blanks.

`7QK3M9TX4H-2` is the whole exercise, with its numbers in the order of its blanks; `7QK3M9TX4H-2b` is one blank of it.
The code belongs to an exported variant, or to the student's own sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..assignments.seeds import read_exercise_code
from ..assignments.sheet import Item, Sheet
from ..assignments.table import Row, Table
from .answer import Answer
from .handed import Handed
from .history import EXPORTED, Part, Taken
from .inbox import NOTHING, Inbox, short

_CODE = re.compile(r"(?<![0-9A-Za-z])([0-9A-Z]{10}-[1-9][0-9]{0,2})([a-z]{1,2})?(?![0-9A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Question:
    """An exercise by its code, and one blank's letter where it is a question of its own."""

    code: str
    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.code}-{self.number}{self.letter}"


def question_in(text: str) -> Question | None:
    """The exercise that a question's text names; None where it names none of ours."""
    for found in _CODE.finditer(text):
        read = read_exercise_code(found[1])
        if read is not None:
            return Question(*read, found[2] or "")
    return None


def whose(table: Table, places: Sequence[int], handed: Handed) -> dict[int, Sheet] | None:
    """By row number, whose it is: by the column that holds the ids, the addresses or another name on the roster.

    None where no column does so for half of the rows.
    """
    for known in handed.namings():
        for place in places:
            found = {row.number: known.get(row.cells[place].casefold()) for row in table.rows}
            sheets = {number: sheet for number, sheet in found.items() if sheet is not None}
            if sheets and len(sheets) * 2 >= len(found):
                return sheets
    return None


def put(
    inbox: Inbox, table: Table, row: Row, sheet: Sheet, part: Part, question: Question, values: Sequence[str]
) -> None:
    """Notes the answers to one question, or complains."""
    found = _item(inbox, sheet, question)
    if isinstance(found, str):
        inbox.complain(table.file, row.number, f"the question {question} {found}")
        return
    code, item = found
    labels = [blank.label for blank in item.numeric]
    if question.letter:
        labels = [label for label in labels if label == f"{item.number}{question.letter}"]
    if len(labels) != len(values):
        text = (
            f"the question {question} has {len(labels)} numbers, and {len(values)} came: '{short('; '.join(values))}'"
        )
        inbox.complain(table.file, row.number, f"{text}; nothing of it is marked")
        return
    offered = set(labels) if question.letter else {blank.label for blank in item.blanks}
    if code == EXPORTED:
        others = {part.exported[label].code for label in offered if label in part.exported} - {question.code}
        if others:
            what = labels[0] if question.letter else f"exercise {item.number}"
            text = f"{sheet.student.id} answered {what} of {min(others)} and of {question.code} at once"
            inbox.complain(table.file, row.number, f"{text}; the first is marked")
            return
        part.exported |= dict.fromkeys(offered, Taken(question.code, item))
    inbox.offered |= offered
    part.offered[code] = part.offered.get(code, frozenset()) | offered
    part.answers.setdefault(code, {})
    for label, value in zip(labels, values, strict=True):
        if value.casefold() not in NOTHING:
            answer = Answer(text=value, file=table.file, row=row.number)
            inbox.put(part, sheet, code, label, answer, str(question))


def _item(inbox: Inbox, sheet: Sheet, question: Question) -> tuple[str, Item] | str:
    """The exercise, numbered as on the student's own sheet, and where its answers belong; or why there is none."""
    handed = inbox.handed.codes.get(question.code)
    if handed is not None:
        if handed.student.id != sheet.student.id:
            return f"is on the sheet of {handed.student.id}, not of {sheet.student.id}"
        if question.number > len(handed.items):
            return "is on no sheet"
        return handed.code, handed.items[question.number - 1]
    exported = inbox.exported()
    variant = exported.variants.get(question.code)
    if variant is None or question.number > len(variant):
        return "belongs to another assignment"
    use, item = variant[question.number - 1]
    own = exported.own.get(sheet.student.id, ())
    if use not in own or own.index(use) >= len(sheet.items):
        return f"is '{use}', which is not on the sheet of {sheet.student.id}"
    return EXPORTED, replace(item, number=own.index(use) + 1)
