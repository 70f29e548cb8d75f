"""A question as an item: what is answered, what is shown, and how it is marked, in the words of QTI 2.1.

Each part is compared with bounds written out as numbers, which engines agree upon; SCORE is the sum of what the
parts earn. What a known wrong number is consistent with, and the worked solution, are modal feedback, which a player
shows once the attempt has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ...documents.glyphs import printable
from ...languages import sentences
from ...problems.choices import letter
from ..course import Course
from ..flow import FIELD, flow
from ..known_wrong import Known
from ..pages import solution, stem
from ..part import Part
from ..question import Question
from .cases import DIALECT, Case, cases, number, response, word
from .versions import PLAIN, Version, spelled

SCORE, HIGHEST, FEEDBACK, SOLUTION = "SCORE", "MAXSCORE", "FEEDBACK", "SOLUTION"
WIDTH = "10"  # of a field, in characters


def identifier(question: Question) -> str:
    """The item's; QTI's begin with a letter."""
    return f"item-{question.code}"


def item(question: Question, course: Course, version: Version, picture: str | None, known: Known) -> Element:
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
        element.append(_declared(part))
    worth = _points(question.lowered.points)
    score = _outcome(element, SCORE, "single", "float", default="0")
    score.set("normalMaximum", worth)
    _outcome(element, HIGHEST, "single", "float", default=worth)
    _outcome(element, FEEDBACK, "multiple", "identifier")
    found = [(part, _cases(part, question, course, version, known)) for part in question.parts]
    for part, of_part in found:
        if any(case.words for case in of_part):
            _outcome(element, _said(part), "single", "identifier")
    ElementTree.indent(element, space=" ")
    SubElement(element, "itemBody").extend(_body(question, course, picture))
    processing = SubElement(element, "responseProcessing")
    for part, of_part in found:
        processing.append(_marking(part, of_part))
    SubElement(SubElement(processing, "setOutcomeValue", identifier=FEEDBACK), "multiple").append(word(SOLUTION))
    ElementTree.indent(processing, space=" ", level=1)
    element.extend(_feedback(question, course, version, found))
    return spelled(element, version)


def _cases(part: Part, question: Question, course: Course, version: Version, known: Known) -> list[Case]:
    wrong = known.get((question.exercise_code, part.blank.symbol), ())
    return cases(part, question.problem, course, version, wrong)


def _declared(part: Part) -> Element:
    options = part.blank.options
    kind = "identifier" if options else "float"
    declared = Element("responseDeclaration", identifier=response(part), cardinality="single", baseType=kind)
    right = next((letter(place) for place, option in enumerate(options) if option.is_right), part.key)
    SubElement(SubElement(declared, "correctResponse"), "value").text = right
    return declared


def _outcome(parent: Element, name: str, cardinality: str, kind: str, default: str | None = None) -> Element:
    declared = SubElement(parent, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=kind)
    if default is not None:
        SubElement(SubElement(declared, "defaultValue"), "value").text = default
    return declared


def _body(question: Question, course: Course, picture: str | None) -> list[Element]:
    page = stem(question, course, DIALECT, lambda part: f'<{FIELD} name="{response(part)}">', picture)
    fields = {response(part): _interaction(part) for part in question.parts}
    return flow(page, f"stem.html of {question.problem.name}", fields, taken=PLAIN)


def _interaction(part: Part) -> Element:
    if not part.blank.options:
        return Element("textEntryInteraction", responseIdentifier=response(part), expectedLength=WIDTH)
    field = Element("choiceInteraction", responseIdentifier=response(part), shuffle="false", maxChoices="1")
    for place, option in enumerate(part.blank.options):
        SubElement(field, "simpleChoice", identifier=letter(place)).text = option.number
    return field


def _marking(part: Part, of_part: Sequence[Case]) -> Element:
    """What an answer to a part earns: the first of its cases that holds."""
    condition = Element("responseCondition")
    for place, one in enumerate(of_part):
        case = SubElement(condition, "responseElseIf" if place else "responseIf")
        case.append(one.holds)
        if one.share:
            earned = SubElement(SubElement(case, "setOutcomeValue", identifier=SCORE), "sum")
            SubElement(earned, "variable", identifier=SCORE)
            number(earned, _points(part.blank.points * Fraction(one.share)))
        if one.words:
            SubElement(case, "setOutcomeValue", identifier=_said(part)).append(word(one.name))
    return condition


def _said(part: Part) -> str:
    """The outcome that holds what is said of an answer; one a part, for not every player joins several."""
    return f"{FEEDBACK}_{part.blank.label}"


def _feedback(
    question: Question, course: Course, version: Version, found: Sequence[tuple[Part, Sequence[Case]]]
) -> Iterator[Element]:
    for part, of_part in found:
        label = part.blank.label
        for name, words in {case.name: case.words for case in of_part if case.words}.items():
            yield _shown(_said(part), name, label, _blocks(f"<p>{label} {words}</p>"), version)
    page = flow(solution(question, course, DIALECT), f"solution.html of {question.problem.name}", taken=PLAIN)
    yield _shown(FEEDBACK, SOLUTION, sentences(course.language)["solution"], page, version)


@lru_cache(maxsize=4096)
def _blocks(page: str) -> tuple[Element, ...]:
    """A page that all variants show, in the words of every version; the elements stand in all their items."""
    return tuple(flow(page, "what a wrong answer is told", taken=PLAIN))


def _shown(outcome: str, name: str, title: str, blocks: Sequence[Element], version: Version) -> Element:
    told = Element("modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show", title=title)
    inside = SubElement(told, "contentBody") if version.prefix else told
    inside.extend(blocks)
    return told


def _points(points: Fraction) -> str:
    return repr(float(points))
