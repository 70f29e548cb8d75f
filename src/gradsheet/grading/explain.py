"""One student's marks, explained to the staff line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..assignments.sheet import Item
from ..formula.notation import LECTURE, Profile
from ..models import Misconception
from .outcome import Outcome
from .verdict import Marks, Settled, Verdict, WrongStep, added
from .wording import (
    blank_in_words,
    counted,
    earned_of,
    expected,
    listed,
    on_one_line,
    percent,
    points_text,
    policy,
    quantity_in_words,
)

WIDTH = 100


class Tone(Enum):
    """How a line is meant, for whoever colours it."""

    PLAIN = "plain"
    TITLE = "title"
    GOOD = "good"
    PARTLY = "partly"
    BAD = "bad"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    tone: Tone = Tone.PLAIN


def explanation(marks: Marks, *, title: str = "", notation: Profile = LECTURE, remark: str = "") -> str:
    """What was written in each blank, what it earned and why, and what would have been right.

    `remark` is about the whole sheet. Quantities are named as on the sheet, in the `notation` of the course, and
    as in files.
    """
    lines = [Line(title)] if title else []
    lines += about(marks, remark=remark)
    for item in marks.sheet.items:
        lines += [Line(""), *about_exercise(marks, item, notation)]
        for verdict in of_exercise(marks, item):
            lines += [Line(""), *about_blank(verdict, item.behind(verdict.blank), notation)]
    return "\n".join(line.text for line in lines) + "\n"


def about(marks: Marks, *, remark: str = "") -> Iterator[Line]:
    """Who this is, what was earned in all, when it came, and what is to be said of the whole sheet."""
    student, submission = marks.sheet.student, marks.submission
    yield Line(f"{on_one_line(student.name) or student.id} ({student.id}), sheet {marks.sheet.code}", Tone.TITLE)
    yield Line(f"{earned_of(marks.total, marks.out_of)}{_rounded(marks)}", Tone.TITLE)
    if submission is None and not remark:
        yield Line("")
        yield Line("Nothing was handed in.")
    elif submission is not None and submission.submitted:
        yield Line(f"submitted {on_one_line(submission.submitted)}{lateness(marks)}")
    elif marks.days_late:
        yield Line(lateness(marks).removeprefix(", "))
    if marks.attempts > 1:
        yield Line(f"attempt {marks.attempt} of {marks.attempts} counts")
    if remark:
        yield Line("")
        yield from map(Line, textwrap.wrap(f"{remark[0].upper()}{remark[1:]}.", WIDTH))


def _rounded(marks: Marks) -> str:
    """What was earned before something was taken off, and before rounding."""
    if marks.earned == marks.total:
        return ""
    unit = f", rounded to {points_text(marks.rounded_to)}" if marks.rounded_to is not None else ""
    return f" (the blanks earn {points_text(marks.earned)}{unit})"


def lateness(marks: Marks) -> str:
    """`, 2 days late: 20 % taken off`."""
    if not marks.days_late:
        return ""
    days = f"{marks.days_late} day{'s' if marks.days_late > 1 else ''} late"
    return f", {days}: {percent(marks.late_share)} taken off" if marks.late_share else f", {days}"


def of_exercise(marks: Marks, item: Item) -> list[Verdict]:
    return [verdict for verdict in marks.verdicts if verdict.blank.exercise == item.number]


def about_exercise(marks: Marks, item: Item, notation: Profile) -> Iterator[Line]:
    """Its title and points, what is accepted in it, and the steps that went wrong."""
    verdicts = of_exercise(marks, item)
    earned = added(verdict.points for verdict in verdicts)
    worth = added(verdict.worth for verdict in verdicts)
    yield Line(f"{item.number}. {item.exercise.problem.title}", Tone.TITLE)
    yield Line(f"   {earned_of(earned, worth)}")
    yield Line(f"   {policy(item.exercise.problem.rounding)}")
    steps = [step for step in marks.wrong_steps if step.exercise == item.number]
    for place, step in enumerate(steps):
        lead = "   first wrong step: " if place == 0 else "   and another one: "
        yield from wrapped(lead, wrong_step(step, item, notation), Tone.BAD)


def wrong_step(step: WrongStep, item: Item, notation: Profile) -> str:
    """`1d, dL/dy2[1]: ...`, or the step before it that was not asked, with the number that must have stood there."""
    quantity = quantity_in_words(step.symbol, item.exercise.problem, notation)
    if step.asked:
        text = f"{step.label}, {quantity}"
    else:
        shown = (
            "" if step.value is None else f"; {item.exercise.problem.rounding.kept(step.value)} must have stood there"
        )
        text = f"before {step.label}, at {quantity}, which is not asked{shown}"
    return f"{text}; consistent with: {listed(map(_cause, step.causes), 'or')}" if step.causes else text


def _cause(cause: Misconception) -> str:
    return f"{cause.title} ({cause.id})"


def about_blank(verdict: Verdict, item: Item, notation: Profile) -> Iterator[Line]:
    """What stands in one blank, what it earned and why, and what would have been right."""
    blank = verdict.blank
    yield Line(f"{blank.label}  {blank_in_words(blank, item.exercise.problem, notation)}", Tone.TITLE)
    if verdict.answer is not None:
        yield worded("written", on_one_line(verdict.answer.text))
    yield worded("verdict", earned(verdict), tone_of(verdict))
    if verdict.outcome is Outcome.UNREADABLE and verdict.note.count("\n") == 2:
        yield from map(worded, ("why", "", ""), verdict.note.split("\n"))
    elif verdict.note:
        yield from wrapped(_lead("why"), verdict.note)
    if verdict.believed:
        yield worded("believed", f"what was written at {listed(verdict.believed)}")
    for place, cause in enumerate(verdict.causes):
        yield worded("or" if place else "cause", _cause(cause))
    if verdict.settled is not None:
        yield from wrapped(_lead("decision"), decision(verdict.settled))
    if verdict.outcome is not Outcome.WRITTEN:
        yield worded("expected", expected(blank, item))


def earned(verdict: Verdict) -> str:
    """`wrong sign, 0 of 1 point`."""
    if verdict.waits:
        return f"{verdict.outcome.words}, not counted here; {counted(verdict.worth)}"
    if not verdict.worth and verdict.blank.points:
        return f"{verdict.outcome.words}, taken out of the total"
    return f"{verdict.outcome.words}, {earned_of(verdict.points, verdict.worth)}"


def tone_of(verdict: Verdict) -> Tone:
    if verdict.waits or verdict.outcome is Outcome.BLANK or not verdict.worth:
        return Tone.ASIDE
    if verdict.points >= verdict.worth:
        return Tone.GOOD
    return Tone.PARTLY if verdict.points else Tone.BAD


def decision(settled: Settled) -> str:
    """`Ana Tutor, 2026-11-25: 1 of 1 point: the scan cut it off; before: blank, 0 points`."""
    who = ", ".join(part for part in (settled.who, settled.when[:16].replace("T", " ")) if part)
    why = on_one_line(settled.words) or "no reason given"
    return f"{who}: {why}; before: {settled.outcome.words}, {counted(settled.points)}"


def worded(word: str, text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line((_lead(word) + text).rstrip(), tone)


def wrapped(lead: str, text: str, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
    """A text that may need several lines, under each other."""
    parts = textwrap.wrap(on_one_line(text, 2000), WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
    yield from (Line(part, tone) for part in parts)


def _lead(word: str) -> str:
    return f"    {word:<9} "
