"""What all Moodle XML has in common: categories, names, tags, pictures, and pages with formulas.

Behaviour relied upon was seen in Moodle 4.5: a category element applies to all questions after it, a second idnumber
in a category is dropped without a word, names are cut at 255 characters.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup, escape

from ...documents.drawings import Picture
from ...documents.glyphs import printable
from ...problems import Problem
from ..course import Course
from ..html import Dialect, page
from ..maths import latex_maths
from ..question import Question

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
PICTURE = "drawing.svg"
LONGEST_NAME, LONGEST_ID, LONGEST_TAG = 255, 100, 50

LIMITS = (
    "Moodle reads plain decimals only: an expression such as 1/2 is read as its first number, 1.",
    "Importing the file again makes second copies: delete the old questions first.",
)


def _marked(latex: str) -> Markup:
    r"""LaTeX between \( and \), as MathJax finds it; `nolink` keeps (y) from becoming a smiley in Moodle."""
    return Markup(rf'<span class="nolink">\({escape(latex)}\)</span>')


_LIKE_A_FIELD = re.compile(r"\{(?=\s*\d*\s*:|\s*#)")


def _no_field(text: str) -> str:
    """A brace that could open a field or a placeholder as an entity, in prose and in LaTeX alike."""
    # Few formulas have either sign, and a search takes long where braces are many.
    return _LIKE_A_FIELD.sub("&#123;", text) if ":" in text or "#" in text else text


MOODLE = Dialect(
    target="moodle",
    maths=latex_maths(_marked),
    source=lambda file: f"@@PLUGINFILE@@/{file}",
    literal=_no_field,
)


def quiz_file(questions: Sequence[str]) -> bytes:
    """Moodle XML; equal questions, as `written` gives them, give equal bytes."""
    inside = "".join(f"\n {one}" for one in questions)
    return f"{DECLARATION}<quiz>{inside}\n</quiz>\n".encode()


def written(element: Element) -> str:
    """A category or a question as it stands in the file."""
    ElementTree.indent(element, space=" ", level=1)
    # A text is written in half the time that bytes take.
    return ElementTree.tostring(element, encoding="unicode")


def category(course: Course, problem: Problem, *levels: str) -> Element:
    """The category of the questions that follow: under the course's own, one for the assignment, then `levels`."""
    path = "/".join(["$course$", "top", *(_level(text) for text in (course.title, *levels))])
    element = Element("question", type="category")
    text(SubElement(element, "category"), path)
    title = page(MOODLE, "info.html", {"title": problem.title}, templates=course.templates)
    text(SubElement(element, "info", format="html"), title)
    SubElement(element, "idnumber").text = _idnumber(": ".join((course.title, *levels)))
    return element


def question(asked: Question, kind: str, words: str, shown: Picture | None, feedback: str) -> Element:
    """A question without its marking: `words` and `feedback` are pages, `shown` is the picture in `words`."""
    element = Element("question", type=kind)
    text(SubElement(element, "name"), plain(f"{asked.code} {asked.problem.title}", LONGEST_NAME))
    stem = SubElement(element, "questiontext", format="html")
    text(stem, words)
    if shown is not None:
        content = b64encode(shown.svg).decode("ascii")
        SubElement(stem, "file", name=PICTURE, path="/", encoding="base64").text = content
    text(SubElement(element, "generalfeedback", format="html"), feedback)
    SubElement(element, "penalty").text = "0"
    SubElement(element, "hidden").text = "0"
    SubElement(element, "idnumber").text = asked.code
    tags = SubElement(element, "tags")
    for topic in dict.fromkeys(("gradsheet", asked.problem.level, *asked.problem.topics)):
        text(SubElement(tags, "tag"), plain(topic, LONGEST_TAG))
    return element


def plain(words: str, longest: int) -> str:
    """Text for a name: Moodle would cut it at a tag."""
    return " ".join(printable(words).replace("<", "‹").replace(">", "›").split())[:longest]


def text(parent: Element, words: str) -> None:
    SubElement(parent, "text").text = words


def _idnumber(words: str) -> str:
    """An idnumber that no other words have, however long they are."""
    whole = plain(words, len(words))
    if len(whole) <= LONGEST_ID:
        return whole
    return f"{whole[: LONGEST_ID - 9]}~{sha256(words.encode()).hexdigest()[:8]}"


def _level(words: str) -> str:
    """One level of a category path: a slash in a name is written twice."""
    return plain(words, LONGEST_NAME).strip("/ ").replace("/", "//") or "-"
