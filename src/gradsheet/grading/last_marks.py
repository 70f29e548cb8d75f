"""The last marks, as the record keeps them: what the next run compares itself with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..assignments.folder import Folder
from .verdict import Marks, Verdict

FORMAT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LastVerdict:
    """What a blank had earned, and why: the outcome's code, ids of misconceptions, a decision in words."""

    outcome: str
    points: Fraction
    worth: Fraction | None = None
    answer: str | None = None
    causes: tuple[str, ...] = ()
    decision: str = ""
    by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMarks:
    """One student's marks; `sheet` is the code of the sheet that was marked."""

    total: Fraction
    handed_in: bool
    sheet: str = ""
    days_late: int = 0
    late_share: Fraction = Fraction(0)
    attempt: int = 1
    blanks: Mapping[str, LastVerdict] = field(default_factory=dict)


def marks_json(marks: Sequence[Marks], files: Mapping[str, Path] | None = None) -> str:
    """Everybody's marks as JSON, a line for each student, and which `files` in answers/ were marked, by their hash."""
    lines = (f"{_json(one.sheet.student.id)}: {_json(_document(one))}" for one in marks)
    hashes = _json({name: _hash(path) for name, path in (files or {}).items()})
    return f'{{"format": {FORMAT}, "files": {hashes}, "marks": {{\n' + ",\n".join(sorted(lines)) + "\n}}\n"


def not_marked(folder: Folder, files: Mapping[str, Path]) -> tuple[str, ...]:
    """The names of those `files` in answers/ that the last marks do not know, or know with another content."""
    try:
        known = json.loads((folder.record / "marks.json").read_text(encoding="utf-8")).get("files", {})
    except (OSError, ValueError, AttributeError, RecursionError):
        known = {}
    known = known if isinstance(known, dict) else {}
    return tuple(name for name, path in files.items() if known.get(name) != _hash(path))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def read_last_marks(folder: Folder, only: Collection[str] | None = None) -> Mapping[str, LastMarks] | None:
    """The last marks by student's id; None where nothing has been marked, or what is there cannot be read."""
    try:
        document = json.loads((folder.record / "marks.json").read_text(encoding="utf-8"))
        return {id_: _last(one) for id_, one in document["marks"].items() if only is None or id_ in only}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _document(marks: Marks) -> dict[str, Any]:
    return {
        "total": str(marks.total),
        "out_of": str(marks.out_of),
        "handed_in": marks.submission is not None,
        "submitted": marks.submission.submitted if marks.submission is not None else None,
        "sheet": marks.sheet.code,
        "days_late": marks.days_late,
        "late_share": str(marks.late_share),
        "attempt": marks.attempt,
        "blanks": {verdict.blank.label: _of_blank(verdict) for verdict in marks.verdicts},
    }


def _of_blank(verdict: Verdict) -> dict[str, Any]:
    document: dict[str, Any] = {
        "outcome": verdict.outcome.value,
        "points": str(verdict.points),
        "answer": verdict.answer.text if verdict.answer is not None else None,
    }
    # What most blanks do not have is not written: the file holds every blank of every student.
    if verdict.causes:
        document["causes"] = [cause.id for cause in verdict.causes]
    if verdict.out_of is not None:
        document["worth"] = str(verdict.out_of)
    if verdict.settled is not None:
        document["decision"] = verdict.settled.words
    if verdict.by_person:
        document["by_person"] = True
    return document


def _last(document: Any) -> LastMarks:
    blanks = {label: _last_verdict(one) for label, one in document["blanks"].items()}
    answered = any(one.answer is not None for one in blanks.values())
    return LastMarks(
        total=Fraction(document["total"]),
        handed_in=document.get("handed_in", answered or document["submitted"] is not None),
        sheet=document.get("sheet", ""),
        days_late=document.get("days_late", 0),
        late_share=Fraction(document.get("late_share", 0)),
        attempt=document.get("attempt", 1),
        blanks=blanks,
    )


def _last_verdict(document: Any) -> LastVerdict:
    return LastVerdict(
        outcome=document["outcome"],
        points=_fraction(document["points"]),
        worth=_fraction(document["worth"]) if "worth" in document else None,
        answer=document["answer"],
        causes=tuple(document.get("causes", ())),
        decision=document.get("decision", ""),
        by_person=document.get("by_person", False),
    )


_fraction: Callable[[str], Fraction] = lru_cache(maxsize=1024)(Fraction)
"""A class has the same few points thousands of times."""
