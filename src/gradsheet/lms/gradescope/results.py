"""results.json, as Gradescope's autograder documents it: what was read at once, what it earned when grades are out.

Before that, nobody can try numbers until they are right. What a person marks has no score here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...formula.notation import LECTURE, Profile
from ...grading import Marks, Outcome, Verdict
from ...grading.wording import blank_in_words, on_one_line, points_number, points_text

VISIBLE, LATER = "visible", "after_published"
PLAIN = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
"""Answers are texts of strangers: never Markdown, never HTML."""

Results = dict[str, Any]


def results(marks: Marks, *, notation: Profile = LECTURE, notes: Sequence[str] = ()) -> Results:
    """One student's marks; `notes` are what the student should know about the files, whatever they earn."""
    return {
        "score": points_number(marks.total),
        "output": "\n".join(_what_was_read(marks, notes)),
        **PLAIN,
        "visibility": LATER,
        "stdout_visibility": "hidden",
        "tests": [_test(verdict, marks, notation) for verdict in marks.verdicts],
        "extra_data": {
            "code": marks.sheet.code,
            "earned": str(marks.total),
            "out_of": str(marks.out_of),
            "outcomes": {verdict.blank.label: verdict.outcome.value for verdict in marks.verdicts},
        },
    }


def refused(why: Iterable[str]) -> Results:
    """Nothing of a submission could be marked; the student sees why, and can hand in again."""
    return {
        "score": 0,
        "output": "\n".join(["Nothing could be marked:", *(f"- {one}" for one in why)]),
        **PLAIN,
        "visibility": VISIBLE,
        "stdout_visibility": "hidden",
        "tests": [],
        "extra_data": {"outcomes": {}},
    }


def _what_was_read(marks: Marks, notes: Sequence[str]) -> Iterator[str]:
    """Which blanks hold something, and what cannot be read: nothing here tells right from wrong."""
    blank = [v.blank.label for v in marks.verdicts if v.answer is None]
    filled = len(marks.verdicts) - len(blank)
    yield f"Sheet {marks.sheet.code}: {filled} of {len(marks.verdicts)} blanks are filled in."
    if blank:
        yield f"Not filled in: {', '.join(blank)}."
    for verdict in marks.verdicts:
        if verdict.outcome is Outcome.UNREADABLE:
            yield f"Cannot be read, {verdict.blank.label}: {_indented(verdict.note)}"
    yield from notes
    yield "What each answer earns is shown when the grades are published."


def _test(verdict: Verdict, marks: Marks, notation: Profile) -> dict[str, Any]:
    blank = verdict.blank
    name = blank_in_words(blank, marks.sheet.item(blank).exercise.problem, notation)
    test = {
        "number": blank.label,
        "name": on_one_line(f"{blank.label}: {name}"),
        "output": "\n".join(_why(verdict)),
        "output_format": "text",
        "visibility": LATER,
        "extra_data": {"outcome": verdict.outcome.value},
    }
    if verdict.waits:
        return test
    return {"score": points_number(verdict.points), "max_score": points_number(verdict.worth), **test}


def _why(verdict: Verdict) -> Iterator[str]:
    if verdict.answer is not None:
        yield f"written: {on_one_line(verdict.answer.text)}"
    if verdict.waits:
        yield f"a person reads this; {points_text(verdict.worth)} points"
        return
    yield f"{verdict.outcome.words}: {points_text(verdict.points)} of {points_text(verdict.worth)} points"
    if verdict.note:
        yield _indented(verdict.note)
    if verdict.settled is not None and verdict.settled.words:
        yield f"decided: {on_one_line(verdict.settled.words)}"


def _indented(note: str) -> str:
    """A note of several lines: a caret stands below its character in the line before."""
    return "\n    ".join(note.split("\n"))
