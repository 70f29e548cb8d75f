"""One question as an `<item>` of QTI 1.2, in the form in which both of Canvas's engines read it.

A number is an exact value or a closed interval around it: classic quizzes take the margin from the upper bound, New
Quizzes from the lower one. Feedback goes by its name: `general_fb` is shown whatever was answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape as quoted

from markupsafe import Markup, escape

from ...documents.glyphs import printable
from ...formula import Symbol
from ...grading.wording import points_text
from ..course import Course
from ..html import Dialect, page
from ..maths import latex_maths
from ..pages import solution, stem
from ..part import Part
from ..question import Question
from ..told import of_causes

LONGEST_TITLE = 200
DECIMALS = 4
"""What classic quizzes keep of a number that is typed."""
RESPONSE, GENERAL = "response1", "general_fb"
ANSWER_BELOW = "?"
PICTURES = "images"
UNQUOTED = "!*'()~"
"""What a browser leaves as it is in a part of an address, besides letters, digits and `-_.`."""


# How each byte of a formula stands in the address of its picture: quoted twice, for Canvas unquotes it once more than
# other servers do.
_ADDRESS = [quote(quote(bytes([byte]), safe=UNQUOTED), safe=UNQUOTED).encode() for byte in range(256)]


@lru_cache(maxsize=4096)
def _equation(latex: str) -> Markup:
    """The picture of a formula as Canvas's own editor writes it; browsers set `data-equation-content` by MathJax."""
    shown, address = escape(latex), b"".join([_ADDRESS[byte] for byte in latex.encode()]).decode()
    return Markup(
        f'<img class="equation_image" src="/equation_images/{address}?scale=1" alt="LaTeX: {shown}" '
        f'data-equation-content="{shown}">'
    )


CANVAS = Dialect(
    target="canvas",
    maths=latex_maths(_equation),
    source=lambda file: f"$IMS-CC-FILEBASE$/{PICTURES}/{file}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the questions of one exercise have in common: the page of its data, and its worked lines."""

    data: str
    lines: Mapping[Symbol, Markup]


def item(question: Question, course: Course, shared: Shared) -> list[str]:
    """The question as Canvas imports it, in pieces of text; `ident` is what a second import goes by."""
    (part,) = question.parts
    options = part.blank.options
    asked = stem(question, course, CANVAS, lambda _: ANSWER_BELOW, restated=shared.data)
    told = [solution(question, course, CANVAS, lines=shared.lines), *_told(part, question, course)]
    pieces = list(_frame(tuple(option.is_right for option in options)))
    pieces[1::2] = [
        ident(question),
        quoted(plain(f"{question.code} {question.problem.title}"), {'"': "&quot;"}),
        quoted(points_text(part.blank.points)),
        f"{ident(question)}-question",
        _page(asked),
        *([_page(f"<p>{escape(option.number)}</p>") for option in options] or _number(part, course)),
        *map(_page, told),
    ]
    return pieces


def _page(html: str) -> str:
    """HTML inside of CDATA, of which it must not write the end."""
    return html.replace("]]>", "]]]]><![CDATA[>")


def _number(part: Part, course: Course) -> list[str]:
    """The key, and what is no farther from it than the margin."""
    key, reach = Decimal(part.key), part.right_within(course.rounded_early)
    return [f"{key:f}", f"{key - reach:f}", f"{key + reach:f}"]


def _told(part: Part, question: Question, course: Course) -> Iterator[str]:
    """What whoever chooses a wrong option is told."""
    for option in part.blank.options:
        if not option.is_right:
            words = of_causes(option.causes, question.problem, course, CANVAS)
            yield page(CANVAS, "blamed.html", {"words": words}, templates=course.templates)


SLOT, PAGE = "\0", "\1"
"""Stand for the texts of a question and for its pages, of which none has them."""
_EITHER = re.compile(f"({SLOT}|{PAGE})")


@lru_cache(maxsize=256)
def _frame(options: tuple[bool, ...]) -> tuple[str, ...]:
    """What all items say alike that have so many options, or none, with the right one at the same place.

    Between each two pieces stands a slot.
    """
    element = Element("item", ident=SLOT, title=SLOT)
    fields = SubElement(SubElement(element, "itemmetadata"), "qtimetadata")
    field(fields, "question_type", "multiple_choice_question" if options else "numerical_question")
    field(fields, "points_possible", SLOT)
    field(fields, "assessment_question_identifierref", SLOT)
    presentation = SubElement(element, "presentation")
    _html(SubElement(presentation, "material"))
    marking = Element("resprocessing")
    SubElement(
        SubElement(marking, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"
    )
    _shows(marking, None, GENERAL)
    told = [GENERAL]
    if options:
        told += _choose(options, presentation, marking)
    else:
        _type(presentation, marking)
    element.append(marking)
    for name in told:
        feedback = SubElement(element, "itemfeedback", ident=name)
        _html(SubElement(SubElement(feedback, "flow_mat"), "material"))
    written = ElementTree.tostring(element, encoding="unicode")
    return tuple(_EITHER.split(written.replace(PAGE, f"<![CDATA[{PAGE}]]>")))


def ident(question: Question) -> str:
    return f"gradsheet-{question.code}"


def plain(text: str) -> str:
    """Text for a title, on one line."""
    return " ".join(printable(text).split())[:LONGEST_TITLE]


def field(parent: Element, label: str, entry: str) -> None:
    element = SubElement(parent, "qtimetadatafield")
    SubElement(element, "fieldlabel").text = label
    SubElement(element, "fieldentry").text = entry


def _type(presentation: Element, marking: Element) -> None:
    """A number to type: the key, or what lies between two bounds."""
    response = SubElement(presentation, "response_str", ident=RESPONSE, rcardinality="Single")
    SubElement(SubElement(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    either = SubElement(_right(marking), "or")
    _compares(either, "varequal", SLOT)
    both = SubElement(either, "and")
    _compares(both, "vargte", SLOT)
    _compares(both, "varlte", SLOT)


def _choose(options: Sequence[bool], presentation: Element, marking: Element) -> Iterator[str]:
    """Numbers to choose from, in the order of the sheet; gives the name of what each wrong one is told."""
    response = SubElement(presentation, "response_lid", ident=RESPONSE, rcardinality="Single")
    choices = SubElement(response, "render_choice")
    for place, is_right in enumerate(options):
        name = f"option{place}"
        _html(SubElement(SubElement(choices, "response_label", ident=name), "material"))
        if not is_right:
            _shows(marking, name, f"{name}_fb")
            yield f"{name}_fb"
    _compares(_right(marking), "varequal", f"option{options.index(True)}")


def _shows(marking: Element, answer: str | None, feedback: str) -> None:
    condition = SubElement(marking, "respcondition", {"continue": "Yes"})
    meets = SubElement(condition, "conditionvar")
    if answer is None:
        SubElement(meets, "other")
    else:
        _compares(meets, "varequal", answer)
    SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=feedback)


def _right(marking: Element) -> Element:
    """The condition under which everything is earned."""
    condition = SubElement(marking, "respcondition", {"continue": "No"})
    meets = SubElement(condition, "conditionvar")
    SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
    return meets


def _compares(parent: Element, how: str, value: str) -> None:
    SubElement(parent, how, respident=RESPONSE).text = value


def _html(material: Element) -> None:
    SubElement(material, "mattext", texttype="text/html").text = PAGE
