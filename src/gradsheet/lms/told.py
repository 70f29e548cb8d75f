"""What a wrong answer is told afterwards, in the course's language and without a number."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from ..grading.feedback import consistent_with
from ..languages import sentences
from ..problems import Problem
from ..problems.choices import causes_of
from ..problems.problem import Itself
from ..problems.prose import Part, Text
from .course import Course
from .html import Dialect, inline


def of_causes(causes: tuple[str, ...], problem: Problem, course: Course, dialect: Dialect) -> Markup:
    """`This number is consistent with: bias left out of the weighted sum. Where is it?`; of several, all are named."""
    return _of_causes(causes, Itself(problem), Itself(course), Itself(dialect))


def of_rounding_early(problem: Problem, course: Course, dialect: Dialect) -> Markup:
    """`Near, but rounded too early: keep 6 decimals on the way and give 4.`"""
    return _of_rounding_early(Itself(problem), Itself(course), Itself(dialect))


# Variants of a problem are wrong in the same ways.
@lru_cache(maxsize=4096)
def _of_causes(
    causes: tuple[str, ...], problem: Itself[Problem], course: Itself[Course], dialect: Itself[Dialect]
) -> Markup:
    known = causes_of(causes, problem.one)
    said = sentences(course.one.language)
    return _written(consistent_with(known, problem.one, said), problem.one, course.one, dialect.one)


@lru_cache(maxsize=256)
def _of_rounding_early(problem: Itself[Problem], course: Itself[Course], dialect: Itself[Dialect]) -> Markup:
    rounding, said = problem.one.rounding, sentences(course.one.language)
    early = said["reason_rounded_early"].format(keep=said.decimals(rounding.keep), answer=rounding.answer)
    return _written([Text(early)], problem.one, course.one, dialect.one)


def _written(parts: Iterable[Part], problem: Problem, course: Course, dialect: Dialect) -> Markup:
    return inline(parts, problem.naming(course.notation), dialect).strip()
