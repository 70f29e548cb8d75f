"""A package of items and a test: for each problem a section from which a student gets one variant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ...documents.glyphs import printable
from ...problems.working import work_together
from ..carried import Pool, carried
from ..course import Course
from ..known_wrong import Known, known_wrong
from ..names import distinct
from ..package import Deflated, Package, deflated, zipped
from ..pages import picture
from ..question import Question
from ..side_by_side import in_shares
from ..target import Write
from .item import HIGHEST, SCORE, identifier, item
from .versions import Version, spelled

MANIFEST, TEST = "imsmanifest.xml", "test.xml"
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"

LIMITS = (
    "QTI marks each blank by itself: follow-through and slips earn nothing there.",
    "Formulas are MathML, which browsers show without any help.",
    "Each section of the test gives one variant of its problem; students may try once, and then see the solution.",
)
EDITOR = (
    "OpenOlat's editor drops the share for early rounding of a question that is edited and saved there, and what known "
    "wrong numbers are told."
)


def writer(version: Version) -> Write:
    """What writes packages of that version."""
    return partial(_write, version)


def _write(version: Version, whole: Sequence[Question], course: Course) -> Package:
    found = carried(whole, version.title)
    files: dict[str, bytes | Deflated] = {}
    resources = []
    for pool in found.pools:
        known = known_wrong(pool.variants)
        made = in_shares(partial(_made, course=course, version=version, known=known), pool.variants)
        for question, inside in zip(pool.variants, made, strict=True):
            files |= inside
            resources.append(_resource(identifier(question), version.item_type, list(inside)))
    files[TEST] = _text(_indented(_test(found.pools, course, version)))
    test = _resource("test", version.test_type, [TEST])
    for resource in resources:
        SubElement(test, "dependency", identifierref=resource.get("identifier", ""))
    files[MANIFEST] = _text(_indented(_manifest([test, *resources], version)))
    notes = (*found.notes, *LIMITS, *(() if version.bounds else (EDITOR,)))
    return Package(files=((version.file, zipped(files)),), notes=notes)


def _made(variants: Sequence[Question], *, course: Course, version: Version, known: Known) -> list[dict[str, Deflated]]:
    """For each variant the file of its item, and that of its drawing, if it has one."""
    work_together([(one.item.exercise, one.item.solution) for one in variants])
    return [_files(question, course, version, known) for question in variants]


def _files(question: Question, course: Course, version: Version, known: Known) -> dict[str, Deflated]:
    drawing = picture(question, course)
    file = f"items/{question.code}.xml"
    if drawing is None:
        return {file: deflated(_text(item(question, course, version, None, known)))}
    shown = f"{sha256(drawing.svg).hexdigest()[:16]}.svg"
    return {
        file: deflated(_text(item(question, course, version, shown, known))),
        f"items/images/{shown}": deflated(drawing.svg),
    }


def _test(pools: Sequence[Pool], course: Course, version: Version) -> Element:
    """Sections in the order of the problems; the score is the sum of the items'."""
    test = Element("assessmentTest", identifier="test", title=printable(course.title))
    worth = repr(float(sum(pool.variants[0].lowered.points for pool in pools)))
    for name, start in ((SCORE, "0"), (HIGHEST, worth)):
        declared = SubElement(test, "outcomeDeclaration", identifier=name, cardinality="single", baseType="float")
        SubElement(SubElement(declared, "defaultValue"), "value").text = start
    part = SubElement(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    SubElement(part, "itemSessionControl", maxAttempts="1", showFeedback="true")
    names = distinct((pool.name for pool in pools), _section)
    for pool in pools:
        section = SubElement(
            part,
            "assessmentSection",
            identifier=names[pool.name],
            title=printable(pool.variants[0].problem.title),
            visible="true",
        )
        SubElement(section, "selection", select="1")
        for question in pool.variants:
            SubElement(section, "assessmentItemRef", identifier=identifier(question), href=f"items/{question.code}.xml")
    summed = SubElement(SubElement(test, "outcomeProcessing"), "setOutcomeValue", identifier=SCORE)
    SubElement(SubElement(summed, "sum"), "testVariables", variableIdentifier=SCORE)
    return spelled(test, version)


def _section(name: str) -> str:
    """An identifier that says which problem it is; a problem's name has slashes."""
    return "pool-" + re.sub(r"[^A-Za-z0-9_-]", ".", name)


def _manifest(resources: Sequence[Element], version: Version) -> Element:
    manifest = Element("manifest", {"xmlns": version.manifest, "identifier": "package"})
    about = SubElement(manifest, "metadata")
    SubElement(about, "schema").text = version.schema
    SubElement(about, "schemaversion").text = version.schema_version
    SubElement(manifest, "organizations")
    SubElement(manifest, "resources").extend(resources)
    return manifest


def _resource(name: str, kind: str, files: Sequence[str]) -> Element:
    resource = Element("resource", identifier=name, type=kind, href=files[0])
    for file in files:
        SubElement(resource, "file", href=file)
    return resource


def _indented(document: Element) -> Element:
    ElementTree.indent(document, space=" ")
    return document


def _text(document: Element) -> bytes:
    # A text is written in half the time that bytes take.
    return f"{DECLARATION}{ElementTree.tostring(document, encoding='unicode')}\n".encode()
