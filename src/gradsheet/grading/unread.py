"""Answers that could not be read, as lines for the teacher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..formula.vocabulary import COMMA
from .answer import Answer
from .outcome import Outcome
from .verdict import Marks, Verdict
from .wording import on_one_line

MOST = 10


def unread(marks: Iterable[Marks]) -> Iterator[str]:
    """A line for each with its file and row; but one for a file in which several are refused for a comma."""
    found = [
        (one.sheet.student.id, verdict, verdict.answer)
        for one in marks
        for verdict in one.verdicts
        if verdict.outcome is Outcome.UNREADABLE and verdict.answer is not None
    ]
    commas = Counter(answer.file for _, verdict, answer in found if _reason(verdict) == COMMA)
    said = set()
    for student, verdict, answer in found:
        if _reason(verdict) != COMMA or commas[answer.file] == 1:
            where = f"{answer.file}:{answer.row}: {student} wrote {_shown(answer)} at {verdict.blank.label}"
            yield f"{where}: {_reason(verdict)}"
        elif answer.file not in said:
            said.add(answer.file)
            yield (
                f"{answer.file}: {commas[answer.file]} answers with a comma, first {student} at {verdict.blank.label}: "
                f"{_shown(answer)}; if the class writes decimal commas, set decimal_comma = true under [reading] in "
                "assignment.toml"
            )


def first_lines(lines: Sequence[str], what: str) -> tuple[str, ...]:
    """The first ten; of the others their number and how to see them."""
    more = len(lines) - MOST
    if more <= 1:
        return tuple(lines)
    return (*lines[:MOST], f"... and {more} more {what}; with --all every one is listed")


def _reason(verdict: Verdict) -> str:
    return verdict.note.splitlines()[0]


def _shown(answer: Answer) -> str:
    return f"'{on_one_line(answer.text, 40)}'"
