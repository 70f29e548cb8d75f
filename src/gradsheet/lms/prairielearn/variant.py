"""One variant of a PrairieLearn question: the pages that `question.html` shows, and the right answers.

PrairieLearn fills `question.html` in with the variant's `params` once, and then reads its elements in what came out; so
braces in a page are text, and a dollar sign that begins no formula is the only thing to guard.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Any, TypedDict
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from ...formula.latex import to_latex
from ..course import Course
from ..html import Dialect
from ..known_wrong import Known
from ..maths import latex_maths
from ..pages import picture, solution, stem
from ..part import Part
from ..question import Question
from ..told import of_causes, of_rounding_early

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Stand around formulas until the dollar signs of texts have been guarded."""


def _literal(text: str) -> str:
    return text.replace("$", r"\$").replace(_OPEN, "$").replace(_CLOSE, "$")


PRAIRIELEARN = Dialect(
    target="prairielearn",
    maths=latex_maths(lambda latex: Markup(f"{_OPEN}{{}}{_CLOSE}").format(latex)),
    source=str,
    literal=_literal,
)


Stretch = tuple[float, float, float, str]
"""Answers from one number to another: the share of the points that they earn, and what they are told, which
PrairieLearn escapes."""


class Variant(TypedDict):
    """What `generate` puts into the question's data."""

    params: dict[str, Any]
    correct_answers: dict[str, float]


def variant(question: Question, course: Course, known: Known) -> Variant:
    page = stem(question, course, PRAIRIELEARN, lambda part: _field(part, question, course), _drawing(question, course))
    return {
        "params": {
            "question": page,
            "solution": solution(question, course, PRAIRIELEARN),
            "known": {part.blank.label: list(_known(part, question, course, known)) for part in question.parts},
        },
        "correct_answers": {part.blank.label: float(part.key) for part in question.parts if not part.blank.options},
    }


def _known(part: Part, question: Question, course: Course, known: Known) -> Iterator[Stretch]:
    """What is not right and yet known, the first of which counts: rounded early, then the known wrong numbers."""
    if part.blank.options:
        return
    problem, key, early = question.problem, Decimal(part.key), Decimal(part.early)
    if part.has_early:
        told = "" if course.rounded_early == 1 else of_rounding_early(problem, course, PRAIRIELEARN).striptags()
        yield float(key - early), float(key + early), float(course.rounded_early), told
    for one in known[question.exercise_code, part.blank.symbol]:
        told = of_causes(one.causes, problem, course, PRAIRIELEARN).striptags()
        yield one.low, one.high, float(course.misconception), told


def _drawing(question: Question, course: Course) -> str | None:
    """The drawing as an address that holds it, for `params` know no folder."""
    shown = picture(question, course)
    return None if shown is None else f"data:image/svg+xml;base64,{b64encode(shown.svg).decode('ascii')}"


def _field(part: Part, question: Question, course: Course) -> str:
    naming = question.problem.naming(course.notation)
    label = f"{part.blank.label}: ${to_latex(part.blank.symbol, naming)}$ ="
    common = {"answers-name": part.blank.label, "weight": str(part.weight)}
    if not part.blank.options:
        # Without these, PrairieLearn takes 1 % of the answer, fractions and complex numbers, and prints the tolerance.
        field = Element(
            "pl-number-input",
            {
                **common,
                "label": label,
                "comparison": "relabs",
                "rtol": "0",
                "atol": part.tolerance,
                "allow-complex": "false",
                "allow-fractions": "false",
                "show-placeholder": "false",
            },
        )
        return _html(field)
    choices = Element("pl-multiple-choice", {**common, "fixed-order": "true"})
    for option in part.blank.options:
        choice = SubElement(choices, "pl-answer", {"correct": "true" if option.is_right else "false"})
        choice.text = option.number
        if not option.is_right:
            choice.set("feedback", str(of_causes(option.causes, question.problem, course, PRAIRIELEARN)))
            if course.misconception:
                choice.set("score", f"{course.misconception:f}")
    return f"<p>{escape(label)}</p>{_html(choices)}"


def _html(element: Element) -> str:
    return ElementTree.tostring(element, encoding="unicode", method="html")
