"""Moodle XML: a category for each problem, a cloze question for each variant of it.

Behaviour relied upon was seen in Moodle 4.5: weights are whole numbers, tolerances absolute and
inclusive, the first matching answer wins, and the text of a field ends at its first closing brace.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from ..documents.glyphs import printable
from ..grading.options import blamed
from ..problems import Problem
from ..problems.choices import Option
from ..problems.rounding import fixed, without_zeros
from .course import Course
from .html import Dialect, page
from .maths import latex_maths
from .package import Package
from .pages import picture, solution, stem
from .part import Part
from .question import Question

FILE = "moodle.xml"
PICTURE = "drawing.svg"
LONGEST_NAME, LONGEST_ID, LONGEST_TAG = 255, 100, 50

LIMITS = (
    "Moodle reads plain decimals only: an expression such as 1/2 is read as its first number, 1.",
    "Moodle marks each blank by itself: follow-through, slips and misconceptions earn nothing there.",
    "Importing the file again makes second copies: delete the old questions first.",
    "Moodle XML holds no quiz: give it one random question from each category.",
)


def _marked(latex: str) -> Markup:
    r"""LaTeX between \( and \), as MathJax finds it; `nolink` keeps (y) from becoming a smiley in Moodle."""
    return Markup(r'<span class="nolink">\({}\)</span>').format(latex)


_LIKE_A_FIELD = re.compile(r"\{(?=\s*\d*\s*:|\s*#)")


def _no_field(text: str) -> str:
    """A brace that could open a field or a placeholder as an entity, in prose and in LaTeX alike."""
    return _LIKE_A_FIELD.sub("&#123;", text)


MOODLE = Dialect(
    target="moodle",
    maths=latex_maths(_marked),
    source=lambda file: f"@@PLUGINFILE@@/{file}",
    literal=_no_field,
)


def moodle(whole: Sequence[Question], course: Course) -> Package:
    """One Moodle XML file with every question; equal exercises give equal bytes."""
    quiz = Element("quiz")
    notes: list[str] = []
    for name, together in groupby(whole, lambda question: question.problem.name):
        variants = list(together)
        notes += _notes(name, variants[0])
        if not variants[0].parts:
            continue
        quiz.append(_category(course, variants[0], name))
        # A list: `extend` turns what a generator raises into a TypeError.
        quiz.extend([_question(course, question) for question in variants])
    ElementTree.indent(quiz, space=" ")
    content = ElementTree.tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"
    return Package(files=((FILE, content),), notes=(*dict.fromkeys(notes), *LIMITS))


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
    return f"{share}{option.number}#{_inside_a_field(blamed(option, problem))}"


def _share(credit: Decimal) -> str:
    return f"%{without_zeros(f'{credit * 100:f}')}%"


def _inside_a_field(text: str) -> str:
    """Words as HTML in a field, where entities are decoded once more and a brace or a tilde would end them."""
    html = escape(printable(text), quote=False).replace("&", "&amp;")
    return "".join(_SPECIAL.get(character, character) for character in html)


_SPECIAL = {character: f"&#{ord(character)};" for character in "{}~#\\"}


def _category(course: Course, question: Question, name: str) -> Element:
    path = "/".join(["$course$", "top", *(_level(text) for text in (course.title, name))])
    element = Element("question", type="category")
    _text(SubElement(element, "category"), path)
    title = page(MOODLE, "info.html", {"title": question.problem.title}, templates=course.templates)
    _text(SubElement(element, "info", format="html"), title)
    SubElement(element, "idnumber").text = _plain(f"{course.title}: {name}", LONGEST_ID)
    return element


def _question(course: Course, question: Question) -> Element:
    problem, code = question.problem, question.code
    element = Element("question", type="cloze")
    _text(SubElement(element, "name"), _plain(f"{code} {problem.title}", LONGEST_NAME))
    text = SubElement(element, "questiontext", format="html")
    shown = picture(question, course)

    def field(part: Part) -> str:
        return cloze(part, course, problem)

    _text(text, stem(question, course, MOODLE, field, None if shown is None else PICTURE))
    if shown is not None:
        content = b64encode(shown.svg).decode("ascii")
        SubElement(text, "file", name=PICTURE, path="/", encoding="base64").text = content
    _text(SubElement(element, "generalfeedback", format="html"), solution(question, course, MOODLE))
    SubElement(element, "penalty").text = "0"
    SubElement(element, "hidden").text = "0"
    SubElement(element, "idnumber").text = code
    tags = SubElement(element, "tags")
    for topic in dict.fromkeys(("gradsheet", problem.level, *problem.topics)):
        _text(SubElement(tags, "tag"), _plain(topic, LONGEST_TAG))
    return element


def _notes(name: str, question: Question) -> Iterator[str]:
    item, lowered = question.item, question.lowered
    yield from lowered.notes
    if not lowered.parts:
        yield f"{name}: no blank is a number, so there is no question to export"
        return
    if lowered.weight != item.points:
        weights = ", ".join(f"{part.blank.label} {part.weight}" for part in lowered.parts)
        yield (
            f"{name}: give its slot in the quiz a maximum mark of {without_zeros(fixed(float(lowered.points), 2))}; "
            f"Moodle weighs blanks by whole numbers ({weights})"
        )


def _level(text: str) -> str:
    """One level of a category path: a slash in a name is written twice."""
    return _plain(text, LONGEST_NAME).strip("/ ").replace("/", "//") or "-"


def _plain(text: str, longest: int) -> str:
    """Text for a name: Moodle would cut it at a tag."""
    return " ".join(printable(text).replace("<", "‹").replace(">", "›").split())[:longest]


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
