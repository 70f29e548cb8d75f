"""Moodle XML: a category for each problem, a cloze question for each variant of it.

Behaviour relied upon was seen in Moodle 4.5: weights are whole numbers, tolerances absolute and
inclusive, the first matching answer wins, and the text of a field ends at its first closing brace.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..assignments.seeds import exercise_code
from ..assignments.sheet import Item, Sheet
from ..documents.drawings import Picture, picture_of
from ..documents.glyphs import printable
from ..documents.sentences import sentences
from ..documents.statement import prose, statement
from ..formula.latex import symbol_to_latex
from ..formula.notation import LECTURE, Profile
from ..grading.options import blamed
from ..problems import Problem, kept
from ..problems.choices import Option
from ..problems.rounding import fixed, without_zeros
from . import question
from .html import Field, blocks, maths, page
from .package import Package
from .part import Lowered, Part, lower

FILE = "moodle.xml"
PICTURE = "drawing.svg"
LONGEST_NAME, LONGEST_ID, LONGEST_TAG = 255, 100, 50

LIMITS = (
    "Moodle reads plain decimals only: an expression such as 1/2 is read as its first number, 1.",
    "Moodle marks each blank by itself: follow-through, slips and misconceptions earn nothing there.",
    "Importing the file again makes second copies: delete the old questions first.",
    "Moodle XML holds no quiz: give it one random question from each category.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What all questions of an export share; `rounded_early` and `misconception` are shares of the points."""

    title: str
    notation: Profile = LECTURE
    language: str = "en"
    rounded_early: Decimal = Decimal("0.5")
    misconception: Decimal = Decimal(0)
    templates: Path | None = None


def moodle(sheets: Sequence[Sheet], course: Course) -> Package:
    """One Moodle XML file with every exercise of the sheets; equal exercises give equal bytes."""
    quiz = Element("quiz")
    notes: list[str] = []
    for name, variants in _by_problem(sheets).items():
        lowered = [(sheet, item, lower(item)) for sheet, item in variants]
        notes += _notes(name, variants[0][1], lowered[0][2])
        if not lowered[0][2].parts:
            continue
        quiz.append(_category(course, variants[0][1], name))
        # A list: `extend` turns what a generator raises into a TypeError.
        quiz.extend([_question(course, sheet, item, parts) for sheet, item, parts in lowered])
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


def _by_problem(sheets: Sequence[Sheet]) -> dict[str, list[tuple[Sheet, Item]]]:
    found: dict[str, list[tuple[Sheet, Item]]] = {}
    for sheet in sheets:
        for item in sheet.items:
            found.setdefault(item.exercise.problem.name, []).append((sheet, item))
    return found


def _category(course: Course, item: Item, name: str) -> Element:
    path = "/".join(["$course$", "top", *(_level(text) for text in (course.title, name))])
    element = Element("question", type="category")
    _text(SubElement(element, "category"), path)
    title = page("moodle", "info.html", {"title": item.exercise.problem.title}, templates=course.templates)
    _text(SubElement(element, "info", format="html"), title)
    SubElement(element, "idnumber").text = _plain(f"{course.title}: {name}", LONGEST_ID)
    return element


def _question(course: Course, sheet: Sheet, item: Item, lowered: Lowered) -> Element:
    problem, code = item.exercise.problem, exercise_code(sheet.code, item.number)
    element = Element("question", type="cloze")
    _text(SubElement(element, "name"), _plain(f"{code} {problem.title}", LONGEST_NAME))
    stem = SubElement(element, "questiontext", format="html")
    picture = _picture(course, item)
    _text(stem, _stem(course, item, lowered, code, picture))
    if picture is not None:
        content = b64encode(picture.svg).decode("ascii")
        SubElement(stem, "file", name=PICTURE, path="/", encoding="base64").text = content
    _text(SubElement(element, "generalfeedback", format="html"), _solution(course, item, lowered, code))
    SubElement(element, "penalty").text = "0"
    SubElement(element, "hidden").text = "0"
    SubElement(element, "idnumber").text = code
    tags = SubElement(element, "tags")
    for topic in dict.fromkeys(("gradsheet", problem.level, *problem.topics)):
        _text(SubElement(tags, "tag"), _plain(topic, LONGEST_TAG))
    return element


def _picture(course: Course, item: Item) -> Picture | None:
    return picture_of(item.exercise, course.notation, sentences(course.language))


def _stem(course: Course, item: Item, lowered: Lowered, code: str, picture: Picture | None) -> str:
    problem, habits = item.exercise.problem, course.notation
    naming = problem.naming(habits)
    groups = [(ask, list(parts)) for ask, parts in groupby(lowered.parts, lambda part: part.blank.ask)]
    view = {
        "code": code,
        "said": sentences(course.language),
        "statement": list(blocks(statement(problem, habits, language=course.language), naming)),
        "picture": None if picture is None else {"file": PICTURE, "words": picture.description},
        "given": question.numbers(item, naming),
        "tables": question.tables(item, naming),
        "function_tables": list(question.function_tables(problem, naming)),
        "told": question.told(item, naming),
        "typed": any(not part.blank.options for part in lowered.parts),
        "groups": [
            {
                "text": list(blocks(prose(ask.text, problem.derivation), naming)),
                "blanks": [
                    {
                        "label": part.blank.label,
                        "quantity": maths(symbol_to_latex(part.blank.symbol, naming)),
                        "field": Field(cloze(part, course, problem)),
                    }
                    for part in parts
                ],
            }
            for ask, parts in groups
        ],
    }
    return page("moodle", "stem.html", view, templates=course.templates)


def _solution(course: Course, item: Item, lowered: Lowered, code: str) -> str:
    problem = item.exercise.problem
    naming, rounding = problem.naming(course.notation), problem.rounding
    said, answers = sentences(course.language), kept(item.exercise, item.solution).answers
    view = {
        "code": code,
        "said": said,
        "sections": list(question.worked(item, naming, said)),
        "answers": [
            {
                "label": part.blank.label,
                "quantity": maths(symbol_to_latex(part.blank.symbol, naming)),
                "rounded": answers[part.blank.symbol],
                "exact": part.key,
                "tolerance": fixed(float(part.tolerance), rounding.answer + 2),
            }
            for part in lowered.parts
        ],
    }
    return page("moodle", "solution.html", view, templates=course.templates)


def _notes(name: str, item: Item, lowered: Lowered) -> Iterator[str]:
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
