"""What all Moodle XML has in common: categories, names, tags, pictures, and pages with formulas.

Behaviour relied upon was seen in Moodle 4.5: a category element applies to all questions after it, a second idnumber
in a category is dropped without a word, names are cut at 255 characters.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape as quoted

from markupsafe import Markup, escape

from ...documents.drawings import Picture
from ...documents.glyphs import printable
from ...problems import Problem
from ...problems.problem import Itself
from ..course import Course
from ..html import Dialect, page
from ..maths import latex_maths
from ..question import Question

DECLARATION = b"<?xml version='1.0' encoding='utf-8'?>\n"
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


def quiz_file(questions: Iterable[bytes]) -> bytes:
    """Moodle XML of questions, one by one or `together`; equal questions give equal bytes."""
    return b"".join([DECLARATION, b"<quiz>", *(part for one in questions for part in (b"\n ", one)), b"\n</quiz>\n"])


def together(questions: Iterable[str]) -> bytes:
    """Questions that follow each other, as they stand in the file."""
    return "\n ".join(questions).encode()


def category(course: Course, problem: Problem, *levels: str) -> str:
    """The category of the questions that follow: under the course's own, one for the assignment, then `levels`."""
    path = "/".join(["$course$", "top", *(_level(text) for text in (course.title, *levels))])
    element = Element("question", type="category")
    text(SubElement(element, "category"), path)
    title = page(MOODLE, "info.html", {"title": problem.title}, templates=course.templates)
    text(SubElement(element, "info", format="html"), title)
    SubElement(element, "idnumber").text = _idnumber(": ".join((course.title, *levels)))
    return Frame(element, 1).filled([])


def question(
    asked: Question, kind: str, words: str, shown: Picture | None, feedback: str, marking: Sequence[str] = ()
) -> str:
    """A question as it stands in the file: `words` and `feedback` are pages, `shown` is the picture in `words`.

    `marking` are further elements, as `Frame` fills them in.
    """
    texts = [plain(f"{asked.code} {asked.problem.title}", LONGEST_NAME), words]
    if shown is not None:
        texts.append(b64encode(shown.svg).decode("ascii"))
    frame = _frame(Itself(asked.problem), kind, pictured=shown is not None)
    whole = frame.filled([*texts, feedback, asked.code])
    return f"{whole.removesuffix(_END)}{''.join(marking)}{_END}" if marking else whole


class Frame:
    """An element of which all questions have the same one, but for their texts: it is written once with slots."""

    def __init__(self, element: Element, level: int) -> None:
        ElementTree.indent(element, space=" ", level=level)
        self._pieces = ElementTree.tostring(element, encoding="unicode").split(SLOT)

    def filled(self, texts: Sequence[str]) -> str:
        first, *rest = self._pieces
        return first + "".join([f"{quoted(text)}{after}" for text, after in zip(texts, rest, strict=True)])


SLOT = "\0"
"""Stands for a text, of which none has it."""
_END = "\n </question>"


@lru_cache(maxsize=256)
def _frame(problem: Itself[Problem], kind: str, *, pictured: bool) -> Frame:
    element = Element("question", type=kind)
    text(SubElement(element, "name"), SLOT)
    stem = SubElement(element, "questiontext", format="html")
    text(stem, SLOT)
    if pictured:
        SubElement(stem, "file", name=PICTURE, path="/", encoding="base64").text = SLOT
    text(SubElement(element, "generalfeedback", format="html"), SLOT)
    SubElement(element, "penalty").text = "0"
    SubElement(element, "hidden").text = "0"
    SubElement(element, "idnumber").text = SLOT
    tags = SubElement(element, "tags")
    for topic in dict.fromkeys(("gradsheet", problem.one.level, *problem.one.topics)):
        text(SubElement(tags, "tag"), plain(topic, LONGEST_TAG))
    return Frame(element, 1)


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
