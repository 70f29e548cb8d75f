"""Numerical: every blank is a question of its own, which says what a wrong number is consistent with.

Behaviour relied upon was seen in Moodle 4.5: the first matching answer wins, so the right number stands first, then
the one that was rounded early, then the known wrong ones, `*` last; an answer earns one of a list of shares, or the
import stops; numbers are kept with 14 digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from ...documents.drawings import Picture
from ...formula import Symbol
from ...problems import Problem
from ...problems.rounding import fixed, significant, without_zeros
from ...problems.working import work_together
from ..course import Course
from ..known_wrong import Known, Wrong, known_wrong
from ..package import Package
from ..pages import data, picture, solution, stem, worked
from ..part import Part
from ..question import Question, left_out
from ..side_by_side import in_shares
from ..told import of_causes, of_rounding_early
from .cloze import cloze
from .quiz import LIMITS, MOODLE, PICTURE, SLOT, Frame, category, question, quiz_file, text, together

FILE = "moodle-numerical.xml"
ANSWER_BELOW = "?"
FRACTIONS = ("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20",
             "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0")  # fmt: skip
"""The shares of a mark that an answer can earn, in per cent."""
NEAREST = Decimal("0.00001")
"""Of a per cent: what Moodle's shares are rounded by."""

NUMERICAL = (
    "Moodle marks each blank by itself: follow-through and slips earn nothing there; a known wrong method is named.",
    "Moodle XML holds no quiz: give it one random question from each category; the blanks of a student then come from "
    "different variants.",
)


def moodle_numerical(questions: Sequence[Question], course: Course) -> Package:
    """One Moodle XML file with a category for each blank of each problem; every question has one blank."""
    inside: list[str] = []
    notes = list(left_out(questions))
    for name, some in groupby(questions, lambda one: one.problem.name):
        asked = [one for one in some if one.parts]
        inside += _problem(name, asked, course)
        notes += _marks(name, asked)
    notes += _shares(course)
    return Package(files=((FILE, quiz_file([together(inside)])),), notes=(*dict.fromkeys(notes), *LIMITS, *NUMERICAL))


def _problem(name: str, asked: Sequence[Question], course: Course) -> Iterator[str]:
    exercises: dict[str, list[Question]] = {}
    for one in asked:
        exercises.setdefault(one.exercise_code, []).append(one)
    every = list(exercises.values())
    found = in_shares(lambda some: _exercises(some, course), every)
    texts = {
        one.code: text
        for some, written in zip(every, found, strict=True)
        for one, text in zip(some, written, strict=True)
    }
    for _, variants in groupby(asked, lambda one: one.pool):
        for place, one in enumerate(variants):
            if not place:
                yield category(course, one.problem, name, one.letter)
            yield texts[one.code]


def _exercises(some: Sequence[Sequence[Question]], course: Course) -> list[list[str]]:
    """The questions of some exercises of a problem."""
    work_together([(first.item.exercise, first.item.solution) for first, *_ in some])
    wrong = known_wrong([question for questions in some for question in questions])
    found = []
    for questions in some:
        shared = _Exercise.of(questions[0], course)
        found.append([shared.question(one, course, wrong) for one in questions])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exercise:
    """What the questions of one exercise have in common: its data, its picture, its worked lines."""

    data: str
    shown: Picture | None
    lines: Mapping[Symbol, Markup]

    @classmethod
    def of(cls, one: Question, course: Course) -> _Exercise:
        shown = picture(one, course)
        return cls(
            data=data(one, course, MOODLE, None if shown is None else PICTURE),
            shown=shown,
            lines=worked(one, course, MOODLE),
        )

    def question(self, one: Question, course: Course, wrong: Known) -> str:
        """A numerical question, or a cloze one where there is something to choose from."""
        (part,) = one.parts
        options = part.blank.options
        field = cloze(part, course, one.problem) if options else ANSWER_BELOW
        words = stem(one, course, MOODLE, lambda _: field, restated=self.data)
        told = solution(one, course, MOODLE, lines=self.lines)
        if options:
            return question(one, "cloze", words, self.shown, told)
        marking = list(_marking(part, course, one.problem, wrong[one.exercise_code, part.blank.symbol]))
        return question(one, "numerical", words, self.shown, told, marking)


def _marking(part: Part, course: Course, problem: Problem, wrong: Sequence[Wrong]) -> Iterator[str]:
    """The points of a numerical question, its answers in the order in which they count, and that it has no units."""
    yield _element("defaultgrade", points(part))
    yield _answer("100", part.key, part.tolerance)
    if part.has_early:
        told = f"<p>{of_rounding_early(problem, course, MOODLE)}</p>"
        yield _answer(share(course.rounded_early), part.key, part.early, told)
    for one in wrong:
        number, reach = significant((one.low + one.high) / 2), significant((one.high - one.low) / 2)
        told = f"<p>{of_causes(one.causes, problem, course, MOODLE)}</p>"
        yield _answer(share(course.misconception), number, reach, told)
    yield _answer("0", "*", "0")
    for name, value in (("unitgradingtype", "0"), ("unitpenalty", "0.1"), ("showunits", "3"), ("unitsleft", "0")):
        yield _element(name, value)


def _element(name: str, words: str) -> str:
    return f"\n  <{name}>{words}</{name}>"


def _answer(fraction: str, number: str, tolerance: str, feedback: str = "") -> str:
    texts = [fraction, number, tolerance, *([feedback] if feedback else [])]
    return f"\n  {_answer_frame(told=bool(feedback)).filled(texts)}"


@cache
def _answer_frame(*, told: bool) -> Frame:
    answer = Element("answer", fraction=SLOT, format="moodle_auto_format")
    text(answer, SLOT)
    SubElement(answer, "tolerance").text = SLOT
    text(SubElement(answer, "feedback", format="html"), SLOT if told else "")
    return Frame(answer, 2)


@cache
def share(credit: Decimal) -> str:
    """The largest of Moodle's shares that is not above a credit: `33.33333` for 0.34."""
    return next(one for one in FRACTIONS if Decimal(one) <= credit * 100 + NEAREST)


def points(part: Part) -> str:
    return without_zeros(fixed(float(part.blank.points), 7))


def _shares(course: Course) -> Iterator[str]:
    """What cannot earn there what it earns here."""
    for what, credit in (("rounding early", course.rounded_early), ("a known wrong method", course.misconception)):
        given = Decimal(share(credit)) / 100
        if abs(given - credit) > NEAREST:
            yield f"{what} earns {given:.4%} there, the nearest of Moodle's shares below {credit:.4%}"


def _marks(name: str, asked: Sequence[Question]) -> Iterator[str]:
    """What the slots of a quiz must be worth: a random question counts 1 whatever it is worth itself."""
    worth = {part.blank.label: points(part) for one in asked for part in one.parts}
    if set(worth.values()) - {"1"}:
        several = len(set(worth.values())) > 1
        what = ", ".join(f"{label} {mark}" for label, mark in worth.items()) if several else next(iter(worth.values()))
        yield f"{name}: give its slots in the quiz a maximum mark of {what}"
