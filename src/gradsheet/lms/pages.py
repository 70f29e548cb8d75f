"""The pages of a question: its stem with places to answer, and its worked solution."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ..documents.drawings import Picture, picture_of
from ..documents.statement import prose, statement
from ..formula import Symbol
from ..formula.notation import Profile
from ..languages import Language, sentences
from ..problems import Ask, Exercise, Problem, kept
from ..problems.problem import Itself
from ..problems.rounding import fixed
from . import content
from .course import Course
from .html import Dialect, Field, Form, blocks
from .lines import Lines, lines_of
from .part import Part
from .question import Question


def picture(question: Question, course: Course) -> Picture | None:
    """What is drawn of the exercise; None where nothing helps."""
    return _picture(Itself(question.item.exercise), Itself(course.notation), course.language)


@lru_cache(maxsize=4)  # its file, and the words that stand for it in the page
def _picture(exercise: Itself[Exercise], notation: Itself[Profile], language: str) -> Picture | None:
    return picture_of(exercise.one, notation.one, _with_points(language))


@lru_cache
def _with_points(language: str) -> Language:
    """The same object for a whole class."""
    return sentences(language).with_points


def data(question: Question, course: Course, dialect: Dialect, file: str | None = None) -> str:
    """What all questions of one exercise restate from its givens; `file` is the name of the picture's file, if any."""
    item, problem, lines = question.item, question.problem, _lines(question, course, dialect)
    shown = picture(question, course) if file is not None else None
    symbols = (*problem.derivation.givens, *problem.tell)
    values: dict[Any, Any] = {symbol: content.equation(item, symbol, lines) for symbol in symbols}
    for family in _alone(Itself(problem)):
        values[family] = Markup(", ".join([str(values[symbol]) for symbol in family]))
    if shown is not None:
        values["source"], values["words"] = dialect.source(str(file)), shown.description
    return _data_form(Itself(problem), Itself(course), Itself(dialect), pictured=shown is not None).filled(values)


@lru_cache(maxsize=256)
def _data_form(problem: Itself[Problem], course: Itself[Course], dialect: Itself[Dialect], *, pictured: bool) -> Form:
    one, habits, language, maths = problem.one, course.one.notation, course.one.language, dialect.one.maths
    naming = one.naming(habits)

    def view(own: Callable[[Hashable], Any]) -> Mapping[str, Any]:
        return {
            "said": sentences(language),
            "statement": tuple(blocks(statement(one, habits, language=language), naming, maths)),
            "picture": {"source": own("source"), "words": own("words")} if pictured else None,
            "given": [own(family) for family in _alone(problem)],
            "tables": content.tables(one, naming, maths, own),
            "function_tables": list(content.function_tables(one, naming, maths)),
            "told": [own(symbol) for symbol in one.tell],
        }

    return Form(dialect.one, "data.html", view, templates=course.one.templates)


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
    blanks = tuple((part.blank.label, part.blank.symbol, Itself(part.blank.ask)) for part in question.parts)
    values: dict[Any, Any] = {place: Field(field(part)) for place, part in enumerate(question.parts)}
    values["data"] = Field(data(question, course, dialect, file) if restated is None else restated)
    values["code"] = question.code
    typed = any(not part.blank.options for part in question.parts)
    return _stem_form(Itself(question.problem), Itself(course), Itself(dialect), blanks, typed=typed).filled(values)


@lru_cache(maxsize=1024)
def _stem_form(
    problem: Itself[Problem],
    course: Itself[Course],
    dialect: Itself[Dialect],
    blanks: tuple[tuple[str, Symbol, Itself[Ask]], ...],
    *,
    typed: bool,
) -> Form:
    maths = dialect.one.maths
    naming = problem.one.naming(course.one.notation)

    def view(own: Callable[[Hashable], Any]) -> Mapping[str, Any]:
        return {
            "code": own("code"),
            "said": sentences(course.one.language),
            "data": own("data"),
            "typed": typed,
            "groups": [
                {
                    "text": tuple(blocks(prose(ask.one.text, problem.one.derivation), naming, maths)),
                    "blanks": [
                        {"label": label, "quantity": maths.written(symbol, naming), "field": own(place)}
                        for place, (label, symbol, _) in asked
                    ],
                }
                for ask, asked in groupby(enumerate(blanks), lambda one: one[1][2])
            ],
        }

    return Form(dialect.one, "stem.html", view, templates=course.one.templates)


def worked(question: Question, course: Course, dialect: Dialect) -> Mapping[Symbol, Markup]:
    """The exercise worked: its lines, by what they work out."""
    return content.worked(question.item, _lines(question, course, dialect))


def _lines(question: Question, course: Course, dialect: Dialect) -> Lines:
    problem = question.problem
    return lines_of(problem, problem.naming(course.notation), sentences(course.language), dialect.maths)


def solution(
    question: Question, course: Course, dialect: Dialect, *, lines: Mapping[Symbol, Markup] | None = None
) -> str:
    """The exercise worked line by line, and the answers of the question's parts.

    Where the question is split off, only the lines that lead to its part. `lines` is what `worked` gives, for who
    makes several questions of one exercise.
    """
    item, rounding = question.item, question.problem.rounding
    answers = kept(item.exercise, item.solution).answers
    values: dict[Any, Any] = {**(worked(question, course, dialect) if lines is None else lines)}
    values["code"] = question.code
    for place, part in enumerate(question.parts):
        values["rounded", place] = answers[part.blank.symbol]
        values["exact", place] = part.key
        values["tolerance", place] = fixed(float(part.tolerance), rounding.answer + 2)
        values["within", place] = part.tolerance
    form = _solution_form(
        Itself(question.problem),
        Itself(course),
        Itself(dialect),
        tuple((blank.symbol, blank.label) for blank in item.blanks),
        tuple((part.blank.label, part.blank.symbol) for part in question.parts),
        split=question.split,
    )
    return form.filled(values)


@lru_cache(maxsize=1024)
def _solution_form(
    problem: Itself[Problem],
    course: Itself[Course],
    dialect: Itself[Dialect],
    labels: tuple[tuple[Symbol, str], ...],
    parts: tuple[tuple[str, Symbol], ...],
    *,
    split: bool,
) -> Form:
    maths, said = dialect.one.maths, sentences(course.one.language)
    naming = problem.one.naming(course.one.notation)

    def view(own: Callable[[Hashable], Any]) -> Mapping[str, Any]:
        sections = tuple(content.sections(problem.one, dict(labels), said, own))
        return {
            "code": own("code"),
            "said": said,
            "sections": tuple(content.leading_to(parts[0][1], sections, problem.one)) if split else sections,
            "answers": [
                {
                    "label": label,
                    "quantity": maths.written(symbol, naming),
                    **{what: own((what, place)) for what in ("rounded", "exact", "tolerance", "within")},
                }
                for place, (label, symbol) in enumerate(parts)
            ],
        }

    return Form(dialect.one, "solution.html", view, templates=course.one.templates)


@lru_cache(maxsize=256)
def _alone(problem: Itself[Problem]) -> tuple[tuple[Symbol, ...], ...]:
    return content.alone(problem.one)
