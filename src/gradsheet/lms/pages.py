"""The pages of a question: its stem with places to answer, and its worked solution."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from ..documents.drawings import Picture, picture_of
from ..documents.statement import prose, statement
from ..languages import sentences
from ..problems import kept
from ..problems.rounding import fixed
from . import content
from .course import Course
from .html import Dialect, Field, blocks, page
from .part import Part
from .question import Question


def picture(question: Question, course: Course) -> Picture | None:
    return picture_of(question.item.exercise, course.notation, sentences(course.language))


def stem(
    question: Question, course: Course, dialect: Dialect, field: Callable[[Part], str], file: str | None = None
) -> str:
    """Everything that a student needs, restated from the givens; `field` writes the place to answer a part.

    `file` is the name of the picture's file where the question has one.
    """
    item, problem, habits, maths = question.item, question.problem, course.notation, dialect.maths
    naming = problem.naming(habits)
    shown = picture(question, course) if file is not None else None
    groups = [(ask, list(parts)) for ask, parts in groupby(question.parts, lambda part: part.blank.ask)]
    view = {
        "code": question.code,
        "said": sentences(course.language),
        "statement": list(blocks(statement(problem, habits, language=course.language), naming, maths)),
        "picture": None if shown is None else {"source": dialect.source(str(file)), "words": shown.description},
        "given": content.numbers(item, naming, maths),
        "tables": content.tables(item, naming, maths),
        "function_tables": list(content.function_tables(problem, naming, maths)),
        "told": content.told(item, naming, maths),
        "typed": any(not part.blank.options for part in question.parts),
        "groups": [
            {
                "text": list(blocks(prose(ask.text, problem.derivation), naming, maths)),
                "blanks": [
                    {
                        "label": part.blank.label,
                        "quantity": maths.written(part.blank.symbol, naming),
                        "field": Field(field(part)),
                    }
                    for part in parts
                ],
            }
            for ask, parts in groups
        ],
    }
    return page(dialect, "stem.html", view, templates=course.templates)


def solution(question: Question, course: Course, dialect: Dialect) -> str:
    """The exercise worked line by line, and the answers of the question's parts."""
    item, problem, maths = question.item, question.problem, dialect.maths
    naming, rounding = problem.naming(course.notation), problem.rounding
    said, answers = sentences(course.language), kept(item.exercise, item.solution).answers
    view = {
        "code": question.code,
        "said": said,
        "sections": list(content.worked(item, naming, said, maths)),
        "answers": [
            {
                "label": part.blank.label,
                "quantity": maths.written(part.blank.symbol, naming),
                "rounded": answers[part.blank.symbol],
                "exact": part.key,
                "tolerance": fixed(float(part.tolerance), rounding.answer + 2),
            }
            for part in question.parts
        ],
    }
    return page(dialect, "solution.html", view, templates=course.templates)
