"""A question as an item: what is answered, what is shown, and how it is marked, in the words of QTI 2.1.

Each part is compared with bounds written out as numbers, which engines agree upon; SCORE is the sum of what the
parts earn. The worked solution is modal feedback, which a player shows once the attempt has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ...documents.glyphs import printable
from ...grading.options import blamed
from ...languages import sentences
from ...problems.choices import Option, letter
from ..course import Course
from ..flow import FIELD, flow
from ..html import Dialect
from ..maths import MATHML
from ..pages import solution, stem
from ..part import Part
from ..question import Question
from .versions import PLAIN, Version, spelled

DIALECT = Dialect(target="qti", maths=MATHML, source=lambda file: f"images/{file}")
SCORE, HIGHEST, FEEDBACK, SOLUTION = "SCORE", "MAXSCORE", "FEEDBACK", "SOLUTION"
WIDTH = "10"  # of a field, in characters


def identifier(question: Question) -> str:
    """The item's; QTI's begin with a letter."""
    return f"item-{question.code}"


def item(question: Question, course: Course, version: Version, picture: str | None) -> Element:
    """The item of a question; `picture` is the file of its drawing, if it has one."""
    element = Element(
        "assessmentItem",
        {
            "identifier": identifier(question),
            "title": printable(f"{question.problem.title} {question.code}"),
            "xml:lang": course.language,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    for part in question.parts:
        element.append(_response(part))
    worth = _points(question.lowered.points)
    score = _outcome(element, SCORE, "single", "float", default="0")
    score.set("normalMaximum", worth)
    _outcome(element, HIGHEST, "single", "float", default=worth)
    _outcome(element, FEEDBACK, "multiple", "identifier")
    for part in question.parts:
        if part.blank.options:
            _outcome(element, _chosen(part), "single", "identifier")
    ElementTree.indent(element, space=" ")
    SubElement(element, "itemBody").extend(_body(question, course, picture))
    processing = SubElement(element, "responseProcessing")
    for part in question.parts:
        processing.append(_marking(part, course, version))
    SubElement(SubElement(processing, "setOutcomeValue", identifier=FEEDBACK), "multiple").append(_word(SOLUTION))
    ElementTree.indent(processing, space=" ", level=1)
    element.extend(_feedback(question, course, version))
    return spelled(element, version)


def _name(part: Part) -> str:
    return f"RESPONSE_{part.blank.label}"


def _response(part: Part) -> Element:
    options = part.blank.options
    kind = "identifier" if options else "float"
    declared = Element("responseDeclaration", identifier=_name(part), cardinality="single", baseType=kind)
    right = next((letter(place) for place, option in enumerate(options) if option.is_right), part.key)
    SubElement(SubElement(declared, "correctResponse"), "value").text = right
    return declared


def _outcome(parent: Element, name: str, cardinality: str, kind: str, default: str | None = None) -> Element:
    declared = SubElement(parent, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=kind)
    if default is not None:
        SubElement(SubElement(declared, "defaultValue"), "value").text = default
    return declared


def _body(question: Question, course: Course, picture: str | None) -> list[Element]:
    page = stem(question, course, DIALECT, lambda part: f'<{FIELD} name="{_name(part)}">', picture)
    fields = {_name(part): _interaction(part) for part in question.parts}
    return flow(page, f"stem.html of {question.problem.name}", fields, taken=PLAIN)


def _interaction(part: Part) -> Element:
    if not part.blank.options:
        return Element("textEntryInteraction", responseIdentifier=_name(part), expectedLength=WIDTH)
    field = Element("choiceInteraction", responseIdentifier=_name(part), shuffle="false", maxChoices="1")
    for place, option in enumerate(part.blank.options):
        SubElement(field, "simpleChoice", identifier=letter(place)).text = option.number
    return field


def _marking(part: Part, course: Course, version: Version) -> Element:
    """What an answer to a part earns: the first of its cases that holds."""
    condition = Element("responseCondition")
    for place, (holds, share, told) in enumerate(_cases(part, course, version)):
        case = SubElement(condition, "responseElseIf" if place else "responseIf")
        case.append(holds)
        if share:
            earned = SubElement(SubElement(case, "setOutcomeValue", identifier=SCORE), "sum")
            SubElement(earned, "variable", identifier=SCORE)
            _number(earned, _points(part.blank.points * Fraction(share)))
        if told:
            SubElement(case, "setOutcomeValue", identifier=_chosen(part)).append(_word(told))
    return condition


def _cases(part: Part, course: Course, version: Version) -> Iterator[tuple[Element, Decimal, str]]:
    name, options = _name(part), part.blank.options
    if options:
        right = Element("match")
        SubElement(right, "variable", identifier=name)
        SubElement(right, "correct", identifier=name)
        yield right, Decimal(1), ""
        for place, option in enumerate(options):
            if not option.is_right:
                chosen = Element("match")
                SubElement(chosen, "variable", identifier=name)
                chosen.append(_word(letter(place)))
                yield chosen, course.misconception, _told(part, place)
        return
    within = _bounds if version.bounds else _tolerance
    yield within(name, part.key, part.tolerance), Decimal(1), ""
    if part.has_early and course.rounded_early:
        yield within(name, part.key, part.early), course.rounded_early, ""


def _bounds(name: str, key: str, tolerance: str) -> Element:
    answered = Element("and")
    SubElement(SubElement(SubElement(answered, "not"), "isNull"), "variable", identifier=name)
    for comparison, bound in (("gte", Decimal(key) - Decimal(tolerance)), ("lte", Decimal(key) + Decimal(tolerance))):
        inside = SubElement(answered, comparison)
        SubElement(inside, "variable", identifier=name)
        _number(inside, f"{bound:f}")
    return answered


def _tolerance(name: str, key: str, tolerance: str) -> Element:
    near = Element(
        "equal",
        {
            "toleranceMode": "absolute",
            "tolerance": f"{tolerance} {tolerance}",
            "includeLowerBound": "true",
            "includeUpperBound": "true",
        },
    )
    SubElement(near, "variable", identifier=name)
    SubElement(near, "correct", identifier=name)
    return near


def _number(parent: Element, text: str) -> None:
    SubElement(parent, "baseValue", baseType="float").text = text


def _word(identifier: str) -> Element:
    value = Element("baseValue", baseType="identifier")
    value.text = identifier
    return value


def _chosen(part: Part) -> str:
    """The outcome that says which wrong option was chosen; one a part, for not every player joins several."""
    return f"{FEEDBACK}_{part.blank.label}"


def _told(part: Part, place: int) -> str:
    return f"WRONG_{part.blank.label}_{letter(place)}"


def _feedback(question: Question, course: Course, version: Version) -> Iterator[Element]:
    for part in question.parts:
        for place, option in enumerate(part.blank.options):
            if not option.is_right:
                said = _blamed(part, option, question)
                yield _shown(_chosen(part), _told(part, place), part.blank.label, said, version)
    page = flow(solution(question, course, DIALECT), f"solution.html of {question.problem.name}", taken=PLAIN)
    yield _shown(FEEDBACK, SOLUTION, sentences(course.language)["solution"], page, version)


def _blamed(part: Part, option: Option, question: Question) -> list[Element]:
    paragraph = Element("p")
    paragraph.text = printable(f"{part.blank.label} {blamed(option, question.problem)}")
    return [paragraph]


def _shown(outcome: str, name: str, title: str, blocks: list[Element], version: Version) -> Element:
    told = Element("modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show", title=title)
    inside = SubElement(told, "contentBody") if version.prefix else told
    inside.extend(blocks)
    return told


def _points(points: Fraction) -> str:
    return repr(float(points))
