"""Decisions, applied last: what a teacher settled about a blank counts, whatever marking found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..assignments.sheet import Sheet
from ..problems.problem import Kind
from .answer import Answer, Submission
from .for_everyone import FILE, ForEveryone
from .outcome import Outcome
from .overrides import Override
from .verdict import Marks, Settled, Verdict
from .wording import earned_of

FULL, OUT = "full points for all", "out of the total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people have decided, in the order of precedence: the last wins.

    `written` has the points that people gave for written blanks, `overrides` what was decided for one student; both
    by student's id and label.
    """

    written: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    for_everyone: Sequence[ForEveryone] = ()
    overrides: Mapping[str, Mapping[str, Override]] = field(default_factory=dict)

    def opened(self, student: str) -> tuple[Submission, ...]:
        """An empty submission of a student from whom nothing came in, but about whom something was decided."""
        decided = self.overrides.get(student) or self.written.get(student)
        return (Submission(student=student, answers={}),) if decided else ()

    def typed(self, submission: Submission) -> Submission:
        """The submission as if the decided answers had been typed; the same one where there are none."""
        answers = {
            label: Answer(text=one.answer, file="record/decisions")
            for label, one in self.overrides.get(submission.student, {}).items()
            if one.answer is not None
        }
        return replace(submission, answers={**submission.answers, **answers}) if answers else submission


NONE = Decisions()


def decided(marks: Marks, decisions: Decisions, before: Marks | None = None) -> Marks:
    """The marks as decided; `before` are those of what was typed, where another answer counts."""
    if not (decisions.for_everyone or decisions.overrides or decisions.written):
        return marks
    first = marks if before is None else before
    verdicts = tuple(_settled(*both, marks, decisions) for both in zip(marks.verdicts, first.verdicts, strict=True))
    # What counts as right, or not at all, is no step that went wrong.
    fine = {one.blank.label for one in verdicts if one.settled and (one.outcome is Outcome.RIGHT or not one.worth)}
    steps = tuple(step for step in marks.wrong_steps if not (step.asked and step.label in fine))
    return replace(marks, verdicts=verdicts, wrong_steps=steps)


def _settled(verdict: Verdict, before: Verdict, marks: Marks, decisions: Decisions) -> Verdict:
    sheet, label = marks.sheet, verdict.blank.label
    override = decisions.overrides.get(sheet.student.id, {}).get(label)
    if verdict.blank.ask.kind is Kind.WRITTEN:
        points = decisions.written.get(sheet.student.id, {}).get(label)
        if points is not None:
            verdict = before = replace(verdict, points=points, by_person=True, note="")
    if override is not None:
        return _overridden(verdict, before, override)
    for one in reversed(decisions.for_everyone):
        if one.concerns(verdict.blank, sheet.item(verdict.blank).exercise.problem):
            ruled = _ruled(verdict, one, handed_in=marks.submission is not None)
            if ruled is not verdict:
                return ruled
    return verdict


def _overridden(verdict: Verdict, before: Verdict, override: Override) -> Verdict:
    what = f"counts as '{override.answer}'"
    if override.points is not None:
        what = earned_of(override.points, verdict.blank.points)
        verdict = replace(verdict, points=override.points, by_person=True)
    settled = Settled(
        who=override.who,
        when=override.when,
        why=override.why,
        outcome=before.outcome,
        points=before.points,
        what=what,
    )
    # The answer stays what the student wrote; the verdict is that of the answer that counts.
    return replace(verdict, answer=before.answer, settled=settled)


def _ruled(verdict: Verdict, one: ForEveryone, *, handed_in: bool) -> Verdict:
    """The verdict as decided for everyone; the same one where this student has nothing of it."""
    decision = one.decision
    settled = Settled(
        who=decision.who or FILE,
        when=decision.when,
        why=decision.why,
        outcome=verdict.outcome,
        points=verdict.points,
        what=decision.void or "counts as right",
    )
    full = verdict.blank.points
    match decision.void:
        case "full points for all" if handed_in:
            return replace(verdict, points=full, by_person=True, settled=settled)
        case "out of the total":
            return replace(verdict, points=Fraction(0), out_of=Fraction(0), by_person=True, settled=settled)
        case None if one.accepted in [cause.id for cause in verdict.causes] and verdict.outcome is not Outcome.RIGHT:
            return replace(verdict, outcome=Outcome.RIGHT, points=full, settled=settled)
    return verdict


def set_aside(decisions: Mapping[str, Mapping[str, Override]], sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """A line for every override that finds no blank any more, or another sheet than it was made for."""
    found = []
    by_student = {sheet.student.id: sheet for sheet in sheets}
    for student, by_label in decisions.items():
        sheet = by_student.get(student)
        labels = [blank.label for blank in sheet.blanks] if sheet is not None else []
        for label, one in by_label.items():
            if sheet is not None and label in labels and one.code != sheet.code:
                found.append(
                    f"{student}, {label}: decided for the sheet {one.code}, before {sheet.code} took its place, and "
                    f"still in force; `gradsheet override {student} {label} --undo` takes it back"
                )
            elif label not in labels:
                found.append(f"{student}, {label}: there is no such blank now; what was decided is not applied")
    return tuple(found)
