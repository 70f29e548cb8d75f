"""QTI packages, judged by the published schemas."""

from __future__ import annotations

import io
import zipfile

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.package import Package
from gradsheet.lms.qti.versions import OPENOLAT, QTI21, QTI22, QTI30, Version
from gradsheet.lms.qti.write import writer
from gradsheet.lms.question import questions
from lms.drawn import bank, sheets, small
from lms.schemas import complaints, needs_schemas

COURSE = Course(title="Homework 3")
VERSIONS = (QTI21, QTI22, OPENOLAT, QTI30)
SCHEMAS = {QTI21: "qti2/qtiv2p1/imsqti_v2p1.xsd", QTI22: "qti2/qtiv2p2/imsqti_v2p2.xsd"}
SCHEMAS[OPENOLAT] = SCHEMAS[QTI21]


def exported(version: Version, some=None, course: Course = COURSE) -> Package:
    return writer(version)(questions([bank()] if some is None else some), course)


def unpacked(package: Package) -> dict[str, bytes]:
    ((_, content),) = package.files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@needs_schemas
@pytest.mark.parametrize("version", [QTI21, QTI22, OPENOLAT], ids=lambda version: version.target)
def test_every_item_of_the_bank_and_its_test_are_valid(version):
    files = unpacked(exported(version))
    assert sum(name.startswith("items/") and name.endswith(".xml") for name in files) == len(bank().items)
    for name, content in files.items():
        if name.endswith(".xml"):
            place = "qti2/imscp_v1p1.xsd" if name == "imsmanifest.xml" else SCHEMAS[version]
            assert complaints(place, content) == [], name


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.target)
def test_the_same_assignment_gives_the_same_bytes(version):
    some = sheets([small()], 2)
    assert exported(version, some) == exported(version, some)


def test_a_target_that_can_carry_nothing_says_so_and_what_can():
    only_words = small('[[ask]]\ntext = "Why?"\nwritten = true\npoints = 1\n')
    with pytest.raises(GradsheetError, match=r"QTI 2.1 cannot carry made/up: .*on paper"):
        exported(QTI21, sheets([only_words]))
