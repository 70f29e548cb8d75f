"""Cloze: an exercise is one question with a field for each of its blanks.

Behaviour relied upon was seen in Moodle 4.5: weights are whole numbers, tolerances absolute and inclusive, the first
matching answer wins, and the text of a field ends at its first closing brace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from ...problems import Problem
from ...problems.choices import Option
from ...problems.rounding import fixed, without_zeros
from ...problems.working import work_together
from ..course import Course
from ..package import Package
from ..pages import picture, solution, stem
from ..part import Part
from ..question import Question, left_out
from ..side_by_side import in_shares
from ..told import of_causes
from .quiz import LIMITS, MOODLE, PICTURE, category, question, quiz_file, together

FILE = "moodle.xml"
CLOZE = (
    "Moodle marks each blank by itself: follow-through, slips and misconceptions earn nothing there.",
    "Moodle XML holds no quiz: give it one random question from each category.",
)


def moodle(whole: Sequence[Question], course: Course) -> Package:
    """One Moodle XML file with a category for each problem; equal exercises give equal bytes."""
    inside: list[bytes] = []
    notes: list[str] = []
    for name, some in groupby(whole, lambda one: one.problem.name):
        variants = list(some)
        notes += _notes(name, variants[0])
        if variants[0].parts:
            inside.append(together([category(course, variants[0].problem, name)]))
            inside += in_shares(lambda lot: _written(lot, course), variants)
    return Package(files=((FILE, quiz_file(inside)),), notes=(*dict.fromkeys(notes), *LIMITS, *CLOZE))


def _written(some: Sequence[Question], course: Course) -> list[bytes]:
    """All of them as one, which is what has to travel from another process."""
    work_together([(one.item.exercise, one.item.solution) for one in some])
    return [together(_question(one, course) for one in some)]


def _question(asked: Question, course: Course) -> str:
    shown = picture(asked, course)
    words = stem(
        asked, course, MOODLE, lambda part: cloze(part, course, asked.problem), None if shown is None else PICTURE
    )
    return question(asked, "cloze", words, shown, solution(asked, course, MOODLE))


def cloze(part: Part, course: Course, problem: Problem) -> str:
    """`{2:NUMERICAL:=-1.25:0.0051}`, and a second answer for those who rounded early; or options to choose from."""
    if part.blank.options:
        options = "~".join(_option(option, course, problem) for option in part.blank.options)
        return f"{{{part.weight}:MULTICHOICE_V:{options}}}"
    answers = f"={part.key}:{part.tolerance}"
    if part.has_early and course.rounded_early > 0:
        answers += f"~{_share(course.rounded_early)}{part.key}:{part.early}"
    return f"{{{part.weight}:NUMERICAL:{answers}}}"


def _option(option: Option, course: Course, problem: Problem) -> str:
    """`=0.5969`, or `-0.25#feedback` with the share of the points that a known wrong method earns."""
    if option.is_right:
        return f"={option.number}"
    share = _share(course.misconception) if course.misconception > 0 else ""
    return f"{share}{option.number}#{_inside_a_field(of_causes(option.causes, problem, course, MOODLE))}"


def _share(credit: Decimal) -> str:
    return f"%{without_zeros(f'{credit * 100:f}')}%"


def _inside_a_field(html: Markup) -> str:
    """HTML in a field, where entities are decoded once more and a brace or a tilde would end it."""
    return "".join(_SPECIAL.get(character, character) for character in str(html).replace("&", "&amp;"))


_SPECIAL = {character: f"&#{ord(character)};" for character in "{}~#\\"}


def _notes(name: str, one: Question) -> Iterator[str]:
    yield from left_out([one])
    lowered = one.lowered
    if lowered.parts and lowered.weight != one.item.points:
        weights = ", ".join(f"{part.blank.label} {part.weight}" for part in lowered.parts)
        yield (
            f"{name}: give its slot in the quiz a maximum mark of {without_zeros(fixed(float(lowered.points), 2))}; "
            f"Moodle weighs blanks by whole numbers ({weights})"
        )
