"""The marks as JSON lines, for programs: one for each student, followed by one for each blank.

docs/feedback.md says what the keys mean; the codes of outcomes never change.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..formula import name
from ..problems.problem import Kind
from .verdict import Marks, Verdict, WrongStep
from .wording import points_number


def marks_jsonl(marks: Sequence[Marks]) -> str:
    """A line of JSON for each student and each blank, in the order of the sheets."""
    documents = (document for one in marks for document in (_student(one), *_blanks(one)))
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def _student(marks: Marks) -> Mapping[str, Any]:
    return {
        "kind": "student",
        "id": marks.sheet.student.id,
        "code": marks.sheet.code,
        "total": points_number(marks.total),
        "earned": points_number(marks.earned),
        "out_of": points_number(marks.out_of),
        "handed_in": marks.submission is not None,
        "submitted": marks.submission.submitted if marks.submission is not None else "",
        "days_late": marks.days_late,
        "late_share": points_number(marks.late_share),
        "attempt": marks.attempt,
        "attempts": marks.attempts,
        "wrong_steps": [_step(step) for step in marks.wrong_steps],
    }


def _step(step: WrongStep) -> Mapping[str, Any]:
    return {
        "exercise": step.exercise,
        "quantity": name(step.symbol),
        "blank": step.label,
        "asked": step.asked,
        "value": _finite(step.value),
        "causes": [cause.id for cause in step.causes],
    }


def _blanks(marks: Marks) -> Iterator[Mapping[str, Any]]:
    for verdict in marks.verdicts:
        yield _blank(marks, verdict)


def _blank(marks: Marks, verdict: Verdict) -> Mapping[str, Any]:
    blank, settled = verdict.blank, verdict.settled
    return {
        "kind": "blank",
        "id": marks.sheet.student.id,
        "code": marks.sheet.code,
        "exercise": blank.exercise,
        "problem": marks.sheet.item(blank).exercise.problem.name,
        "blank": blank.label,
        "quantity": "" if blank.ask.kind is Kind.WRITTEN else name(blank.symbol),
        "outcome": verdict.outcome.value,
        "points": points_number(verdict.points),
        "out_of": points_number(verdict.worth),
        "answer": verdict.answer.text if verdict.answer is not None else None,
        "value": _finite(verdict.value),
        "causes": [cause.id for cause in verdict.causes],
        "believed": list(verdict.believed),
        "by_person": verdict.by_person,
        "settled": None
        if settled is None
        else {
            "what": settled.what,
            "who": settled.who,
            "when": settled.when,
            "why": settled.why,
            "outcome": settled.outcome.value,
            "points": points_number(settled.points),
        },
    }


def _finite(value: float | None) -> float | None:
    """JSON has no infinity."""
    return value if value is not None and math.isfinite(value) else None
