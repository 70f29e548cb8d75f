"""Files for packages that are damaged, unsafe or of somebody else: a place and a reason, never a traceback."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.olx.write import olx
from gradsheet.lms.package import tarred, zipped
from gradsheet.lms.prairielearn.write import prairielearn
from gradsheet.lms.qti.versions import QTI21, QTI30
from gradsheet.lms.qti.write import writer
from gradsheet.lms.question import questions
from gradsheet.lms.readers import olx as reads_olx
from gradsheet.lms.readers import prairielearn as reads_prairielearn
from gradsheet.lms.readers import qti as reads_qti
from lms.drawn import sheets, small

COURSE = Course(title="Homework")
ASKED = questions(sheets([small()]))
((_, QTI),) = writer(QTI21)(ASKED, COURSE).files
((_, QTI3),) = writer(QTI30)(ASKED, COURSE).files
((_, OLX),) = olx(ASKED, COURSE).files
((_, PRAIRIELEARN),) = prairielearn(ASKED, COURSE).files
ITEM = "items/TEST0000-1.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def untarred(content: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(content))) as archive:
        return {name: archive.extractfile(name).read() for name in archive.getnames()}


def changed(files: dict[str, bytes], name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in files[name]
    return {**files, name: files[name].replace(old, new)}


def without(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {other: content for other, content in files.items() if other != name}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (without(members(QTI), "imsmanifest.xml"), "imsmanifest.xml, which is not in it"),
        (without(members(QTI), ITEM), f"imsmanifest.xml names {ITEM}, which is not in it"),
        (without(members(QTI), "test.xml"), "imsmanifest.xml names test.xml"),
        ({**members(QTI), ITEM: members(QTI)[ITEM][:-40]}, rf"{ITEM}:\d+:\d+: this is no whole XML file"),
        ({**members(QTI), ITEM: BOMB}, f"{ITEM}: it has a document type"),
        ({**members(QTI), ITEM: b"<x/>"}, "no assessmentItem of QTI 2.1, 2.2 or 3.0"),
        ({**members(QTI), ITEM: b"<a>" * 900 + b"</a>" * 900}, "no assessmentItem"),
        (changed(members(QTI), ITEM, b"<gte>", b"<durationGTE>"), "no whole XML file"),
        (changed(changed(members(QTI), ITEM, b"<gte>", b"<power>"), ITEM, b"</gte>", b"</power>"), r"<power> is not read"),
        (changed(members(QTI), ITEM, b'<setOutcomeValue identifier="SCORE">', b'<setOutcomeValue identifier="S">'), "earns nothing"),
        (changed(members(QTI), ITEM, b'normalMaximum="10.0"', b'normalMaximum="11"'), "together earn 10.0, not 11.0"),
        (changed(members(QTI), ITEM, b'<textEntryInteraction responseIdentifier="RESPONSE_1a"', b'<textEntryInteraction responseIdentifier="R"'), "place to answer 'R', which is not declared"),
        (changed(members(QTI3), ITEM, b"<qti-gte>", b"<qti-exec>"), "no whole XML file"),
        ({**members(QTI), "../evil.xml": b""}, "leads out of the zip"),
    ],
)  # fmt: skip
def test_a_damaged_qti_package_is_refused_with_its_place(files, said):
    with pytest.raises(GradsheetError, match=said) as raised:
        reads_qti.read({"qti.zip": zipped(files)})
    assert "qti.zip" in str(raised.value)


@pytest.mark.parametrize("read", [reads_qti.read, reads_prairielearn.read])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", QTI[:200]])
def test_what_is_no_zip_is_refused(read, content):
    with pytest.raises(GradsheetError, match=r"x.zip.*damaged"):
        read({"x.zip": content})


PROBLEM = "course/problem/TEST0000-1.xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged"),
        (OLX[:300], "damaged"),
        (tarred(without(untarred(OLX), "course/course.xml")), "one folder with a course.xml"),
        (tarred(without(untarred(OLX), PROBLEM)), f"names {PROBLEM}, which is not in it"),
        (tarred({**untarred(OLX), PROBLEM: BOMB}), f"{PROBLEM}: it has a document type"),
        (tarred({**untarred(OLX), PROBLEM: untarred(OLX)[PROBLEM][:-30]}), rf"{PROBLEM}:\d+:\d+: this is no whole XML"),
        (tarred(changed(untarred(OLX), PROBLEM, b'answer="', b'answer="x')), "'x.*' is no number"),
        (
            tarred(changed(untarred(OLX), PROBLEM, b"numericalresponse", b"customresponse")),
            "<customresponse> is not read",
        ),
        (tarred({**untarred(OLX), "../evil": b""}), "no plain file inside the archive"),
    ],
)
def test_a_damaged_course_of_open_edx_is_refused_with_its_place(content, said):
    with pytest.raises(GradsheetError, match=said) as raised:
        reads_olx.read({"olx.tar.gz": content})
    assert "olx.tar.gz" in str(raised.value)


FOLDER = "questions/made/up"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (without(members(PRAIRIELEARN), f"{FOLDER}/info.json"), "no questions/.../info.json"),
        (without(members(PRAIRIELEARN), f"{FOLDER}/server.py"), "server.py, which is not in it"),
        ({**members(PRAIRIELEARN), f"{FOLDER}/info.json": b"{"}, "info.json: this is no JSON"),
        ({**members(PRAIRIELEARN), f"{FOLDER}/info.json": b"{}"}, "it has no 'uuid'"),
        ({**members(PRAIRIELEARN), f"{FOLDER}/server.py": b"def generate(data): 1/"}, "server.py: its variants cannot be read"),
        ({**members(PRAIRIELEARN), f"{FOLDER}/server.py": b"raise SystemExit"}, "server.py: its variants cannot be read"),
        (changed(members(PRAIRIELEARN), f"{FOLDER}/question.html", b"params.question", b"params.other"), "cannot be read"),
        (changed(members(PRAIRIELEARN), f"{FOLDER}/server.py", b"relabs", b"sigfig"), "variant 1: the comparison 'sigfig'"),
        (changed(members(PRAIRIELEARN), f"{FOLDER}/info.json", b'"topic": "', b'"topic": "x'), "is not in infoCourse.json"),
    ],
)  # fmt: skip
def test_a_damaged_course_of_prairielearn_is_refused_with_its_place(files, said):
    with pytest.raises(GradsheetError, match=said) as raised:
        reads_prairielearn.read({"prairielearn.zip": zipped(files)})
    assert "prairielearn.zip" in str(raised.value)
