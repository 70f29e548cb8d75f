"""The pages of a question: its stem with places to answer, and its worked solution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from ..documents.drawings import Picture, picture_of
from ..documents.statement import prose, statement
from ..formula import Symbol
from ..formula.naming import Naming
from ..formula.notation import Profile
from ..languages import sentences
from ..problems import Ask, Exercise, Problem, kept
from ..problems.problem import Itself
from ..problems.rounding import fixed
from . import content
from .course import Course
from .html import Dialect, Field, blocks, page
from .maths import Maths
from .part import Part
from .question import Question


def picture(question: Question, course: Course) -> Picture | None:
    """What is drawn of the exercise; None where nothing helps."""
    return _picture(Itself(question.item.exercise), Itself(course.notation), course.language)


@lru_cache(maxsize=4)  # its file, and the words that stand for it in the page
def _picture(exercise: Itself[Exercise], notation: Itself[Profile], language: str) -> Picture | None:
    return picture_of(exercise.one, notation.one, sentences(language).with_points)


def data(question: Question, course: Course, dialect: Dialect, file: str | None = None) -> str:
    """What all questions of one exercise restate from its givens; `file` is the name of the picture's file, if any."""
    item, problem, habits, maths = question.item, question.problem, course.notation, dialect.maths
    naming = problem.naming(habits)
    shown = picture(question, course) if file is not None else None
    view = {
        "said": sentences(course.language),
        "statement": _statement(Itself(problem), Itself(habits), course.language, Itself(maths)),
        "picture": None if shown is None else {"source": dialect.source(str(file)), "words": shown.description},
        "given": content.numbers(item, naming, maths),
        "tables": content.tables(item, naming, maths),
        "function_tables": list(content.function_tables(problem, naming, maths)),
        "told": content.told(item, naming, maths),
    }
    return page(dialect, "data.html", view, templates=course.templates)


def stem(
    question: Question,
    course: Course,
    dialect: Dialect,
    field: Callable[[Part], str],
    file: str | None = None,
    *,
    restated: str | None = None,
) -> str:
    """Everything that a student needs, and what `field` writes as the place to answer a part.

    `restated` is the exercise's `data`, for who makes several questions of it.
    """
    problem, maths = question.problem, dialect.maths
    naming = problem.naming(course.notation)
    groups = [(ask, list(parts)) for ask, parts in groupby(question.parts, lambda part: part.blank.ask)]
    view = {
        "code": question.code,
        "said": sentences(course.language),
        "data": Field(data(question, course, dialect, file) if restated is None else restated),
        "typed": any(not part.blank.options for part in question.parts),
        "groups": [
            {
                "text": _prose(Itself(ask), Itself(problem), Itself(course.notation), Itself(maths)),
                "blanks": [
                    {
                        "label": part.blank.label,
                        "quantity": _quantity(part.blank.symbol, Itself(naming), Itself(maths)),
                        "field": Field(field(part)),
                    }
                    for part in parts
                ],
            }
            for ask, parts in groups
        ],
    }
    return page(dialect, "stem.html", view, templates=course.templates)


def worked(question: Question, course: Course, dialect: Dialect) -> tuple[content.Section, ...]:
    """The exercise worked line by line."""
    naming = question.problem.naming(course.notation)
    return tuple(content.worked(question.item, naming, sentences(course.language), dialect.maths))


def solution(
    question: Question, course: Course, dialect: Dialect, *, sections: Sequence[content.Section] | None = None
) -> str:
    """The exercise worked line by line, and the answers of the question's parts.

    Where the question is split off, only the lines that lead to its part. `sections` is what `worked` gives, for who
    makes several questions of one exercise.
    """
    item, problem, maths = question.item, question.problem, dialect.maths
    naming, rounding = problem.naming(course.notation), problem.rounding
    said, answers = sentences(course.language), kept(item.exercise, item.solution).answers
    lines = worked(question, course, dialect) if sections is None else sections
    if question.split:
        lines = tuple(content.leading_to(question.parts[0].blank.symbol, lines, problem))
    view = {
        "code": question.code,
        "said": said,
        "sections": lines,
        "answers": [
            {
                "label": part.blank.label,
                "quantity": _quantity(part.blank.symbol, Itself(naming), Itself(maths)),
                "rounded": answers[part.blank.symbol],
                "exact": part.key,
                "tolerance": fixed(float(part.tolerance), rounding.answer + 2),
                "within": part.tolerance,
            }
            for part in question.parts
        ],
    }
    return page(dialect, "solution.html", view, templates=course.templates)


# All variants of a problem say the same but for their numbers: what has none is written once.


@lru_cache(maxsize=256)
def _statement(
    problem: Itself[Problem], habits: Itself[Profile], language: str, maths: Itself[Maths]
) -> tuple[Markup, ...]:
    naming = problem.one.naming(habits.one)
    return tuple(blocks(statement(problem.one, habits.one, language=language), naming, maths.one))


@lru_cache(maxsize=1024)
def _prose(
    ask: Itself[Ask], problem: Itself[Problem], habits: Itself[Profile], maths: Itself[Maths]
) -> tuple[Markup, ...]:
    naming = problem.one.naming(habits.one)
    return tuple(blocks(prose(ask.one.text, problem.one.derivation), naming, maths.one))


@lru_cache(maxsize=4096)
def _quantity(symbol: Symbol, naming: Itself[Naming], maths: Itself[Maths]) -> Markup:
    return maths.one.written(symbol, naming.one)
