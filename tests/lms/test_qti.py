"""QTI packages, judged by the published schemas, by our own reader, and by a player that others wrote."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from decimal import Decimal
from functools import cache

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.package import Package
from gradsheet.lms.qti.versions import OPENOLAT, QTI21, QTI22, QTI30, Version
from gradsheet.lms.qti.write import writer
from gradsheet.lms.question import Question, questions
from gradsheet.lms.readers.qti import read
from lms.drawn import bank, lecture, sheets, small, some, written
from lms.mistaken import mistaken
from lms.probes import probes
from lms.schemas import complaints, needs_schemas

EVIL = """
title = "Less < than & ]]> more"
steps = "q = x + 1"
[given]
x = { from = -3, to = 3, by = 0.1 }
[[ask]]
blanks = ["q"]
text = '''<b>bold</b> & ]]> "quoted" {x} {{x}}'''
"""
COURSE = Course(title="Homework 3")
VERSIONS = (QTI21, QTI22, OPENOLAT, QTI30)
SCHEMAS = {QTI21: "qti2/qtiv2p1/imsqti_v2p1.xsd", QTI22: "qti2/qtiv2p2/imsqti_v2p2.xsd"}
SCHEMAS[OPENOLAT] = SCHEMAS[QTI21]


@cache
def of_the_bank(version: Version) -> list[Question]:
    """All of it for 2.1 and 2.2, which have schemas of their own; a part for the two that are made of the same items."""
    whole = questions([bank()])
    return whole if version in (QTI21, QTI22) else some(whole)


def exported(version: Version, drawn, course: Course = COURSE) -> Package:
    return writer(version)(questions(drawn), course)


def unpacked(package: Package) -> dict[str, bytes]:
    ((_, content),) = package.files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def exported_bank(version: Version) -> Package:
    return writer(version)(of_the_bank(version), COURSE)


@needs_schemas
@pytest.mark.parametrize("version", [QTI21, QTI22, OPENOLAT], ids=lambda version: version.target)
def test_every_item_of_the_bank_and_its_test_are_valid(version):
    files = unpacked(exported_bank(version))
    assert sum(name.startswith("items/") and name.endswith(".xml") for name in files) == len(of_the_bank(version))
    for name, content in files.items():
        if name.endswith(".xml"):
            place = "qti2/imscp_v1p1.xsd" if name == "imsmanifest.xml" else SCHEMAS[version]
            assert complaints(place, content) == [], name


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.target)
def test_the_same_assignment_gives_the_same_bytes(version):
    drawn = sheets([small()], 2)
    assert exported(version, drawn) == exported(version, drawn)


def test_a_target_that_can_carry_nothing_says_so_and_what_can():
    only_words = small('[[ask]]\ntext = "Why?"\nwritten = true\npoints = 1\n')
    with pytest.raises(GradsheetError, match=r"QTI 2.1 cannot carry made/up: .*on paper"):
        exported(QTI21, sheets([only_words]))


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.target)
def test_every_answer_earns_there_what_it_earns_here(version):
    held = read(dict(exported_bank(version).files))
    assert [one.ident for one in held] == [f"item-{question.code}" for question in of_the_bank(version)]
    for one, question in zip(held, of_the_bank(version), strict=True):
        assert [place.worth for place in one.places] == pytest.approx([float(p.blank.points) for p in question.parts])
        for place, typed, share in probes(question):
            assert one.places[place].earns(typed) == pytest.approx(share), (one.where, place, typed)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.target)
def test_who_holds_a_misconception_is_told_so_and_earns_what_the_policy_says(version):
    drawn = sheets(lecture(), 2)
    course = Course(title="Homework 3", misconception=Decimal("0.25"))
    places = {
        (question.sheet.code, part.blank.label): place
        for question, one in zip(questions(drawn), read(dict(exported(version, drawn, course).files)), strict=True)
        for part, place in zip(question.parts, one.places, strict=True)
    }
    told = 0
    for sheet, blank, text, title in mistaken(drawn):
        place = places[sheet.code, blank.label]
        assert title in place.tells(text), (blank.label, text)
        assert place.earns(text) == pytest.approx(0.25)
        told += 1
    assert told > 100
    assert not any(place.tells("") or place.tells("123456.789") for place in places.values())


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.target)
def test_a_student_gets_one_variant_of_each_problem(version):
    drawn = sheets([small(), *lecture()], 3)
    held = read(dict(exported(version, drawn).files))
    pools = Counter(one.pool for one in held)
    assert pools == {"pool-made.up": 3, **{f"pool-{problem.name.replace('/', '.')}": 3 for problem in lecture()}}


def test_drawings_lie_in_the_package_once_and_every_item_says_its_code():
    drawn = sheets(lecture(), 2)
    for one, question in zip(read(dict(exported(QTI21, drawn).files)), questions(drawn), strict=True):
        assert question.code in one.words
        assert len(one.pictures) == 1
        assert question.code in one.feedback[-1]


def test_what_authors_and_teachers_write_stays_text():
    evil = written(EVIL)
    (one,) = read(dict(exported(QTI30, sheets([evil]), Course(title="A & B <c> ]]>")).files))
    assert '<b>bold</b> & ]]> "quoted" {x} {{x}}' in one.words


def test_two_items_of_one_identifier_are_refused():
    package = exported(QTI21, sheets([small()]))
    (content,) = dict(package.files).values()
    with pytest.raises(GradsheetError, match=r"b\.zip: .*: a second item '.+'; players keep one of them"):
        read({"a.zip": content, "b.zip": content})
