"""One blank of one student, decided by a person: checked, marked before and after, and noted in the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from ..assignments.folder import Folder
from ..assignments.record import read_record
from ..assignments.sheet import Blank
from ..errors import GradsheetError
from ..problems.problem import Kind
from .face_to_face import blank_of
from .grade import marked
from .look_up import look_up
from .outcome import Outcome
from .overrides import Override, add_override, in_force, read_overrides
from .verdict import Marks, Verdict
from .wording import counted, earned_of, on_one_line, points_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """What was decided, and the student's marks before and after it."""

    override: Override
    before: Marks
    after: Marks

    @property
    def lines(self) -> tuple[str, ...]:
        """What the decision changes, at this blank, at others and in the total."""
        pairs = list(zip(self.before.verdicts, self.after.verdicts, strict=True))
        changed = [(was, now) for was, now in pairs if _told(was) != _told(now)]
        here = [(was, now) for was, now in pairs if now.blank.label == self.override.blank]
        told = [
            f"{self.override.student}, {now.blank.label}: {_told(was)}; now {_told(now)}"
            for was, now in here + [pair for pair in changed if pair not in here]
        ]
        was, now = (earned_of(one.total, one.out_of) for one in (self.before, self.after))
        return (*told, f"Total: {was}; now {now}." if was != now else f"Total: {was}, as before.")


def override(
    folder: Folder,
    who: str,
    blank: str,
    *,
    why: str,
    answer: str | None = None,
    points: str | None = None,
    undo: bool = False,
    by: str = "",
) -> Overridden:
    """Decides about one blank, and adds the decision to the record; nothing else is written.

    Exactly one of: the `answer` that counts, the `points` that it earns, or `undo`.
    """
    if not why.strip():
        raise GradsheetError("say why: the student reads the reason, such as --why 'the scan cut the number off'")
    if sum((answer is not None, points is not None, undo)) != 1:
        raise GradsheetError("decide one thing: --answer TEXT, --points NUMBER, or --undo")
    student = look_up(folder, who)
    was = marked(folder, only=[student.id])
    (before,) = was.marks
    concerned = blank_of(blank, before.sheet)
    record = read_record(folder)
    entry = record.students[student.id]
    one = Override(
        student=student.id,
        origin=entry.origin,
        code=entry.code,
        blank=concerned.label,
        who=by,
        when=datetime.now(was.assignment.timezone).isoformat(timespec="seconds"),
        why=" ".join(why.split()),
        answer=_answer(answer, concerned),
        points=_points(points, concerned),
    )
    known = read_overrides(folder)
    if undo and concerned.label not in in_force(known, record).get(student.id, {}):
        raise GradsheetError(f"nothing is decided about {concerned.label} of {student.id}: there is nothing to undo")
    (after,) = marked(folder, only=[student.id], also=[one]).marks
    _refuse_unreadable(after, one)
    add_override(folder, one)
    return Overridden(override=one, before=before, after=after)


def _told(verdict: Verdict) -> str:
    return f"{verdict.outcome.words}, {earned_of(verdict.points, verdict.worth)}"


def _answer(answer: str | None, blank: Blank) -> str | None:
    if answer is not None and blank.ask.kind is Kind.WRITTEN:
        raise GradsheetError(f"{blank.label} is marked by a person: give its points, such as --points 1")
    if answer is not None and not answer.strip():
        raise GradsheetError("--answer is empty; to give no points, write --points 0")
    return answer.strip() if answer is not None else None


def _points(points: str | None, blank: Blank) -> Fraction | None:
    if points is None:
        return None
    most = f"{blank.label} is worth {counted(blank.points)}"
    try:
        number = Decimal(points.strip().replace(",", "."))
        found = Fraction(number) if abs(number.adjusted()) < 30 else None
    except (InvalidOperation, ValueError, OverflowError):
        found = None
    if found is None:
        raise GradsheetError(f"--points: '{on_one_line(points, 40)}' is no number; {most}")
    if not 0 <= found <= blank.points:
        raise GradsheetError(f"--points: {points.strip()} is not from 0 to {points_text(blank.points)}; {most}")
    return found


def _refuse_unreadable(after: Marks, one: Override) -> None:
    """An answer that counts has to be one that can be read."""
    (verdict,) = (verdict for verdict in after.verdicts if verdict.blank.label == one.blank)
    if one.answer is not None and verdict.outcome is Outcome.UNREADABLE:
        raise GradsheetError(f"--answer: {verdict.note}")
