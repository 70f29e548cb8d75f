"""What a teacher decided about one blank of one student: the file `record/decisions`, a line of JSON each.

Lines are only ever added. Of several about the same blank the last one counts; one that decides nothing takes the
earlier ones back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..assignments.folder import Folder, write_whole
from ..assignments.lock import one_at_a_time
from ..assignments.record import Record
from ..errors import GradsheetError

FORMAT = 1
TEXTS = ("student", "origin", "code", "blank", "who", "when", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """`answer`: as if this had been typed. `points`: what the blank earns. Neither: as marking has it.

    `origin` is the id for which the student's sheet was first made, `code` the sheet that they had.
    """

    student: str
    origin: str
    code: str
    blank: str
    who: str
    when: str
    why: str
    answer: str | None = None
    points: Fraction | None = None

    @property
    def is_undoing(self) -> bool:
        return self.answer is None and self.points is None


def read_overrides(folder: Folder) -> tuple[Override, ...]:
    """Every line of record/decisions, in the order of time."""
    path = folder.record / "decisions"
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise GradsheetError(f"{folder.shown(path)}: cannot be read ({error}); bring back a copy of the file") from None
    return tuple(_override(line, f"{folder.shown(path)}:{number}") for number, line in enumerate(lines, start=1))


def add_override(folder: Folder, override: Override) -> None:
    """Adds a line to record/decisions; the file is there whole before and after, and no other's line is lost.

    Raises GradsheetError while another process writes into the record.
    """
    with one_at_a_time(folder):
        known = (*read_overrides(folder), override)
        write_whole(folder.record / "decisions", "".join(f"{_line(one)}\n" for one in known))


def in_force(overrides: Sequence[Override], record: Record) -> Mapping[str, Mapping[str, Override]]:
    """By the id that a student has now and by label, what was decided last, unless it was taken back."""
    now = {entry.origin: id_ for id_, entry in record.students.items()}
    last: dict[str, dict[str, Override]] = {}
    for one in overrides:
        if one.origin in now:
            last.setdefault(now[one.origin], {})[one.blank] = one
    return {
        id_: {label: one for label, one in by_label.items() if not one.is_undoing} for id_, by_label in last.items()
    }


def _line(override: Override) -> str:
    document: dict[str, Any] = {"format": FORMAT, **{key: getattr(override, key) for key in TEXTS}}
    document["answer"] = override.answer
    document["points"] = None if override.points is None else str(override.points)
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def _override(line: str, where: str) -> Override:
    try:
        document = json.loads(line)
        if document["format"] != FORMAT:
            raise ValueError(f"format {document['format']} is newer than this gradsheet")
        texts = {key: document[key] for key in TEXTS}
        answer = document["answer"]
        if not all(isinstance(text, str) for text in (*texts.values(), answer or "")):
            raise ValueError("a text is missing")
        points = None if document["points"] is None else Fraction(document["points"])
        return Override(**texts, answer=answer, points=points)
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else error
        raise GradsheetError(f"{where}: this decision cannot be read ({what}); bring back a copy of the file") from None
