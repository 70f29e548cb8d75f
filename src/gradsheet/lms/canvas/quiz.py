"""The files of a Canvas package beside its items: the quiz with a group for each bank, banks, settings, manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..course import Course
from ..package import Deflated, deflated, joined
from .items import SLOT, field, plain

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
SETTINGS = "http://canvas.instructure.com/xsd/cccv1p0"
MANIFEST = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
RESOURCE = "associatedcontent/imscc_xmlv1p1/learning-application-resource"

HIDDEN = "always"
"""Students see neither results nor worked solutions until the teacher allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A question bank: the variants of one question, in pieces of its file, and the points of each."""

    title: str
    points: str
    items: Sequence[Deflated]

    @property
    def ident(self) -> str:
        return identifier("bank", self.title)

    @property
    def file(self) -> str:
        return f"non_cc_assessments/{self.ident}.xml.qti"


def identifier(kind: str, *names: str) -> str:
    """A name for a machine, made of names for people: the same names give the same one."""
    return f"gradsheet-{kind}-{sha256('|'.join(names).encode()).hexdigest()[:24]}"


def quiz_ident(course: Course) -> str:
    return identifier("quiz", course.title)


def quiz_files(course: Course, banks: Sequence[Bank], pictures: Mapping[str, Deflated]) -> dict[str, bytes | Deflated]:
    """Every file of the package by its path."""
    ident = quiz_ident(course)
    return {
        "imsmanifest.xml": _written(_manifest(ident, banks, sorted(pictures))),
        f"{ident}/{ident}.xml": _written(_quiz(ident, course, banks)),
        f"{ident}/assessment_meta.xml": _written(_settings(ident, course, banks)),
        **{bank.file: _bank(bank) for bank in banks},
        **pictures,
    }


def _quiz(ident: str, course: Course, banks: Iterable[Bank]) -> Element:
    """One group for each bank, out of which every student gets one question."""
    root = Element("questestinterop", xmlns=QTI)
    assessment = SubElement(root, "assessment", ident=ident, title=plain(course.title))
    field(SubElement(assessment, "qtimetadata"), "cc_maxattempts", "1")
    sections = SubElement(assessment, "section", ident="root_section")
    for bank in banks:
        section = SubElement(sections, "section", ident=f"{bank.ident}-group", title=bank.title)
        selection = SubElement(SubElement(section, "selection_ordering"), "selection")
        SubElement(selection, "sourcebank_ref").text = bank.ident
        SubElement(selection, "selection_number").text = "1"
        extension = SubElement(selection, "selection_extension")
        SubElement(extension, "points_per_item").text = bank.points
    return root


def _bank(bank: Bank) -> Deflated:
    root = Element("questestinterop", xmlns=QTI)
    inside = SubElement(root, "objectbank", ident=bank.ident)
    field(SubElement(inside, "qtimetadata"), "bank_title", bank.title)
    inside[-1].tail = SLOT
    before, after = map(deflated, _written(root).split(SLOT.encode()))
    return joined([before, *bank.items, after])


def _settings(ident: str, course: Course, banks: Iterable[Bank]) -> Element:
    quiz = Element("quiz", xmlns=SETTINGS, identifier=ident)
    settings = {
        "title": plain(course.title),
        "description": "",
        "shuffle_answers": "false",
        "scoring_policy": "keep_highest",
        "hide_results": HIDDEN,
        "quiz_type": "assignment",
        "points_possible": f"{sum((Decimal(bank.points) for bank in banks), Decimal(0)):f}",
        "show_correct_answers": "true",
        "allowed_attempts": "1",
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
    }
    for name, value in settings.items():
        SubElement(quiz, name).text = value
    return quiz


def _manifest(ident: str, banks: Iterable[Bank], pictures: Iterable[str]) -> Element:
    manifest = Element("manifest", xmlns=MANIFEST, identifier=f"{ident}-manifest")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    quiz = SubElement(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    SubElement(quiz, "file", href=f"{ident}/{ident}.xml")
    SubElement(quiz, "dependency", identifierref=f"{ident}-settings")
    _resource(resources, f"{ident}-settings", RESOURCE, f"{ident}/assessment_meta.xml")
    for bank in banks:
        _resource(resources, bank.ident, RESOURCE, bank.file)
    for picture in pictures:
        _resource(resources, identifier("picture", picture), "webcontent", picture)
    return manifest


def _resource(resources: Element, ident: str, kind: str, file: str) -> None:
    resource = SubElement(resources, "resource", identifier=ident, type=kind, href=file)
    SubElement(resource, "file", href=file)


def _written(root: Element) -> bytes:
    content: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{content}\n'.encode()
