r"""A question as a `<problem>` of Open edX: a numerical response for each number, with an absolute tolerance.

Behaviour relied upon was seen in capa (xblocks-contrib 0.13): the tolerance is inclusive, every response weighs the
same, "close" answers earn half within a multiple of the tolerance, `$name` in text is replaced by a variable.
"""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from ...documents.glyphs import printable
from ...formula.latex import to_latex
from ...problems.choices import Option
from ..course import Course
from ..flow import FIELD, flow
from ..html import Dialect
from ..maths import latex_maths
from ..pages import solution, stem
from ..part import Part
from ..question import Question
from ..told import of_causes

CLOSE = Decimal("0.5")
"""What an answer near the tolerance earns in Open edX, and no other share."""
_VARIABLE = re.compile(r"\$(?=\w)")


def _marked(latex: str) -> Markup:
    r"""LaTeX between \( and \), as Open edX's MathJax finds it."""
    return Markup(r"\({}\)").format(latex)


OLX = Dialect(
    target="olx",
    maths=latex_maths(_marked),
    source=lambda file: f"/static/{file}",
    literal=lambda text: _VARIABLE.sub("$\u2060", text),
)


def problem(question: Question, course: Course, picture: str | None) -> Element:
    """The problem of a question; `picture` is the file of its drawing under `static/`, if it has one."""
    element = Element(
        "problem",
        display_name=printable(f"{question.code} {question.problem.title}"),
        weight=repr(float(question.lowered.points)),
        max_attempts="1",
        showanswer="finished",
    )
    page = stem(question, course, OLX, lambda part: f'<{FIELD} name="{part.blank.label}">', picture)
    fields = {part.blank.label: _response(part, question, course) for part in question.parts}
    element.extend(flow(page, f"stem.html of {question.problem.name}", fields))
    explained = SubElement(SubElement(element, "solution"), "div", {"class": "detailed-solution"})
    explained.extend(flow(solution(question, course, OLX), f"solution.html of {question.problem.name}"))
    return element


def _response(part: Part, question: Question, course: Course) -> Element:
    if part.blank.options:
        return _choice(part, question, course)
    near = part.has_early and course.rounded_early == CLOSE
    response = Element("numericalresponse", {"answer": part.key, **({"partial_credit": "close"} if near else {})})
    response.append(_label(part, question, course))
    SubElement(response, "responseparam", type="tolerance", default=f"{part.right_within(course.rounded_early)}")
    if near:
        reach = Decimal(part.early) / Decimal(part.tolerance)
        SubElement(response, "responseparam", partial_range=f"{reach:.15f}")
    SubElement(response, "formulaequationinput")
    return response


def _choice(part: Part, question: Question, course: Course) -> Element:
    credit = course.misconception
    response = Element("multiplechoiceresponse", {"partial_credit": "points"} if credit else {})
    response.append(_label(part, question, course))
    group = SubElement(response, "choicegroup", type="MultipleChoice")
    for option in part.blank.options:
        choice = SubElement(group, "choice", _worth(option, credit))
        choice.text = option.number
        if not option.is_right:
            words = of_causes(option.causes, question.problem, course, OLX)
            SubElement(choice, "choicehint").extend(flow(f"<p>{words}</p>", f"what {option.number} is told"))
    return response


def _worth(option: Option, credit: Decimal) -> dict[str, str]:
    if option.is_right:
        return {"correct": "true"}
    return {"correct": "partial", "point_value": f"{credit:f}"} if credit else {"correct": "false"}


def _label(part: Part, question: Question, course: Course) -> Element:
    """What stands before a field, and is read out with it."""
    label = Element("label")
    naming = question.problem.naming(course.notation)
    label.text = rf"{part.blank.label}: \({to_latex(part.blank.symbol, naming)}\) ="
    return label
