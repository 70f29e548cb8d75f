"""A course as a tar archive: a subsection for each problem, and in it a bank that shows a student one variant."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ...documents.glyphs import printable
from ..carried import carried
from ..course import Course
from ..names import distinct
from ..package import Package, tarred
from ..pages import picture
from ..question import Question, worked_ahead
from .problem import CLOSE, problem

FILE = "olx.tar.gz"
RUN = "exercises"
GRADED = "Homework"

LIMITS = (
    "Studio replaces the whole content of the course into which it imports: take a new, empty course, and copy the "
    "units from there.",
    "Open edX counts every blank of an exercise alike, and an answer that it cannot read is sent back unmarked.",
    "Open edX works out expressions: 1/2 and 73.11% are read as numbers there.",
    "Problem banks (itembank) came with Open edX's release Sumac; older ones leave them out.",
)
OTHER_SHARE = (
    "Open edX gives half for an answer near the tolerance, or nothing; this course's rounded_early is {share:f}"
)


def olx(whole: Sequence[Question], course: Course) -> Package:
    """One archive for Studio's *Tools, Import*; equal exercises give equal bytes."""
    found = carried(whole, "Open edX")
    files: dict[str, bytes] = {}
    chapter = Element("chapter", display_name=printable(course.title))
    names = distinct((pool.name for pool in found.pools), _spelled)
    for pool in found.pools:
        name = names[pool.name]
        title = printable(pool.variants[0].problem.title)
        SubElement(chapter, "sequential", url_name=name)
        _put(
            files,
            f"sequential/{name}.xml",
            _parent("sequential", title, "vertical", name, format=GRADED, graded="true"),
        )
        _put(files, f"vertical/{name}.xml", _parent("vertical", title, "itembank", name))
        bank = Element("itembank", display_name=title, max_count="1")
        for question in worked_ahead(pool.variants):
            SubElement(bank, "problem", url_name=question.code)
            _put(files, f"problem/{question.code}.xml", problem(question, course, _drawn(files, question, course)))
        _put(files, f"itembank/{name}.xml", bank)
    _put(files, "course.xml", Element("course", url_name=RUN, org="gradsheet", course=RUN))
    _put(
        files, f"course/{RUN}.xml", _parent("course", printable(course.title), "chapter", RUN, language=course.language)
    )
    _put(files, f"chapter/{RUN}.xml", chapter)
    files[f"policies/{RUN}/policy.json"] = _json({f"course/{RUN}": {"display_name": course.title}})
    files[f"policies/{RUN}/grading_policy.json"] = _json(GRADING)
    notes = [*found.notes, *LIMITS]
    if course.rounded_early not in (0, CLOSE, 1):
        notes.append(OTHER_SHARE.format(share=course.rounded_early))
    inside = {f"course/{name}": content for name, content in files.items()}
    return Package(files=((FILE, tarred(inside)),), notes=tuple(notes))


GRADING: Mapping[str, object] = {
    "GRADER": [{"type": GRADED, "short_label": "HW", "min_count": 1, "drop_count": 0, "weight": 1.0}],
    "GRADE_CUTOFFS": {"Pass": 0.5},
}


def _drawn(files: dict[str, bytes], question: Question, course: Course) -> str | None:
    """The name of the question's drawing, which is put among the files once."""
    drawing = picture(question, course)
    if drawing is None:
        return None
    name = f"{sha256(drawing.svg).hexdigest()[:16]}.svg"
    files[f"static/{name}"] = drawing.svg
    return name


def _parent(tag: str, title: str, child: str, name: str, **attributes: str) -> Element:
    element = Element(tag, {"display_name": title, **attributes})
    SubElement(element, child, url_name=name)
    return element


def _spelled(name: str) -> str:
    """A problem's name as the name of a block, which has no slashes."""
    return re.sub(r"[^A-Za-z0-9_-]", ".", name)


def _put(files: dict[str, bytes], name: str, document: Element) -> None:
    if document.tag != "problem":
        ElementTree.indent(document, space=" ")
    files[name] = ElementTree.tostring(document, encoding="utf-8") + b"\n"


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
