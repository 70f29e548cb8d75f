"""Open edX's report of problem responses: a row for each answer, and in each the state of its whole problem.

    username,title,location,Answer,Answer ID,Correct Answer,Question,block_key,state
    ada,7QK3M9TX4H-2 Softmax,Homework > Softmax,0.73,7QK3M9TX4H-2_2_1,0.7311,2a: ...,block-v1:...,
        {"attempts": 1, "student_answers": {"7QK3M9TX4H-2_2_1": "0.73", ...}, ...}

Columns between `location` and `block_key` are headed in the language of whoever downloads, so answers are taken from
the state: responses are numbered from 2 on, in the order of the problem's blanks. The layout is that of Open edX's
source; no report of a running server was at hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..assignments.table import Row, Table
from ..problems.choices import letter
from .inbox import NOTHING, Inbox
from .questions import Question, put, question_in, whose

USER, STATE = "username", "state"
NAMES = ("title", "block_key")
"""Where the code of an exercise stands: our problems are called by it."""
_RESPONSE = re.compile(r"_(\d+)_1")
_CHOICE = re.compile(r"choice_(\d+)")


def fits(table: Table) -> bool:
    return USER in table.header and STATE in table.header and any(name in table.header for name in NAMES)


def take(table: Table, inbox: Inbox) -> bool:
    """Puts every submitted problem into the inbox; False where nobody's answers can be told."""
    inbox.complaints.extend(table.complaints)
    said = len(inbox.complaints)
    submitted = list(_problems(table, inbox))
    if not submitted:
        if len(inbox.complaints) == said:
            inbox.complain(table.file, 1, "no title and no block names an exercise: these are other problems")
        return False
    rows = tuple(Row(number=row.number, cells=(row.cells[0], row.cells[1])) for row, _, _ in submitted)
    plain = Table(file=table.file, header=(USER, "submitted"), rows=rows)
    sheets = whose(plain, [0], inbox.handed)
    if sheets is None:
        inbox.complain(
            table.file, 1, "the usernames are not on the roster: add a column with them to roster.csv, and run "
            "`gradsheet make`"
        )  # fmt: skip
        return False
    for (row, question, values), stamp in zip(submitted, inbox.stamps(plain, 1, None), strict=True):
        sheet = sheets.get(row.number)
        if sheet is None:
            inbox.complain(table.file, row.number, f"nobody with a sheet: {row.cells[0][:100]}")
        else:
            put(inbox, table, row, sheet, inbox.part(sheet.student.id, stamp), question, values)
    return True


def _problems(table: Table, inbox: Inbox) -> Iterator[tuple[Row, Question, list[str]]]:
    """Each student's problems once: a row of the username and the time, the exercise, and what was answered."""
    places = [table.header.index(name) for name in NAMES if name in table.header]
    user, state_at = table.header.index(USER), table.header.index(STATE)
    seen: set[tuple[str, str]] = set()
    for row in table.rows:
        question = next((found for place in places if (found := question_in(row.cells[place]))), None)
        if question is None or (row.cells[user], str(question)) in seen:
            continue
        seen.add((row.cells[user], str(question)))
        state = _state(row.cells[state_at])
        if state is None:
            inbox.complain(table.file, row.number, f"the state of {question} cannot be read; download the report again")
        elif not state.get("attempts"):
            inbox.complain(table.file, row.number, f"{row.cells[user]} has not submitted {question}; it is not marked")
        else:
            when = str(state.get("last_submission_time") or "")
            yield Row(number=row.number, cells=(row.cells[user], when)), question, _values(state["student_answers"])


def _state(text: str) -> dict[str, Any] | None:
    try:
        state = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return state if isinstance(state, dict) and isinstance(state.get("student_answers"), dict) else None


def _values(answers: dict[str, Any]) -> list[str]:
    """What was answered, in the order of the blanks; an option by its letter."""
    numbered = {int(found[1]): value for name, value in answers.items() if (found := _RESPONSE.search(name[-8:]))}
    return [_typed(str(value)) for _, value in sorted(numbered.items())]


def _typed(value: str) -> str:
    chosen = _CHOICE.fullmatch(value)
    return letter(int(chosen[1])) if chosen else "" if value in NOTHING else value
