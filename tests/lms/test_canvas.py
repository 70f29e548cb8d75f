"""The exporter for Canvas, judged by schemas, by another program's package, and by a reader that knows neither."""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradsheet.errors import GradsheetError
from gradsheet.lms.canvas import canvas
from gradsheet.lms.course import Course
from gradsheet.lms.package import Package
from gradsheet.lms.question import questions, split
from gradsheet.lms.readers.canvas import read
from gradsheet.problems import find_problem, with_options
from lms.drawn import ASK, bank, lecture, sheets, small, written
from lms.schemas import complaints, needs_schemas

COURSE = Course(title="Homework 3")
CHOOSE = ["backpropagation/choose-the-update", "convolution/choose-the-entry"]


def with_all_options(sheet):
    return replace(sheet, items=tuple(replace(item, exercise=with_options(item.exercise)) for item in sheet.items))


def lowered(some):
    return list(split(questions(some)))


def exported(some, course: Course = COURSE) -> Package:
    return canvas(lowered(some), course)


def unpacked(package: Package) -> dict[str, bytes]:
    ((_, content),) = package.files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def held(some, course: Course = COURSE):
    return read(dict(exported(some, course).files))


def packed(files: dict[str, bytes]) -> dict[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return {"canvas.zip": out.getvalue()}


@cache
def of_the_bank() -> Package:
    return exported([bank()])


ALL = sheets(lecture(), 4)
QUESTIONS = lowered(ALL)
HELD = dict(zip([question.code for question in QUESTIONS], held(ALL), strict=True))
CLASS = "canvas/cccv1p0.xsd"
SCHEMAS = {"questestinterop": "qti1.2/ims_qtiasiv1p2.xsd", "quiz": CLASS, "manifest": "qti2/imscp_v1p1.xsd"}


@needs_schemas
def test_every_file_of_the_whole_bank_is_valid():
    files = unpacked(of_the_bank())
    assert sum(name.endswith(".qti") for name in files) > 100
    seen = set()
    for name, content in files.items():
        if not name.startswith("images/"):
            root = ElementTree.fromstring(content).tag.rpartition("}")[2]
            # The manifest of Canvas's packages is that of a content package in the namespace of a cartridge.
            content = content.replace(b"xsd/imsccv1p1/imscp_v1p1", b"xsd/imscp_v1p1")
            assert complaints(SCHEMAS[root], content) == [], name
            seen.add(root)
    assert seen == set(SCHEMAS)


def test_every_blank_of_the_bank_that_four_decimals_can_carry_comes_back_with_its_code_and_its_points():
    some, package = lowered([bank()]), of_the_bank()
    found = read(dict(package.files))
    left_out = [note for note in package.notes if "is left out: " in note and "decimals that Canvas keeps" in note]
    asked = [question for question in some if question.parts]
    assert len(found) == len(asked) - len(left_out) > 300
    by_ident = {one.ident: one for one in found}
    for question in asked:
        one = by_ident.get(f"gradsheet-{question.code}")
        if one is not None:
            assert question.code in one.words
            assert one.pool == f"Homework 3: {question.pool}"
            assert one.places[0].worth == pytest.approx(float(question.parts[0].blank.points), abs=1e-4)


def shape(element) -> tuple:
    """Names and attributes of an element and of all in it, and what attributes say unless it is a name."""
    names = {"ident", "linkrefid"}
    return (
        element.tag.rpartition("}")[2],
        tuple(sorted((key, "" if key in names else value) for key, value in element.attrib.items())),
        tuple(shape(child) for child in element),
    )


def as_text2qti(question, course: Course = COURSE) -> ElementTree.Element:
    """The item that text2qti makes of the same answer, or of the same options."""
    (part,) = question.parts
    lines = ["Quiz title: T", "", "1. What is it?", "... As it was worked."]
    if part.blank.options:
        for place, option in enumerate(part.blank.options):
            lines.append(f"{'*' if option.is_right else ''}{'abcdefgh'[place]}) {option.number}")
            lines += [] if option.is_right else ["... Why it is wrong."]
    else:
        lines.append(f"= {Decimal(part.key):f} +- {Decimal(part.tolerance):f}")
    return ElementTree.fromstring(text2qti_package("\n".join(lines) + "\n").assessment).find(".//{*}item")


def text2qti_package(text: str):
    config = pytest.importorskip("text2qti.config", reason="text2qti is another maker of such packages")
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    return QTI(Quiz(text, config=config.Config()))


def test_an_item_is_built_as_text2qti_builds_it():
    some = [
        with_all_options(sheet) for sheet in sheets([find_problem(name) for name in (*CHOOSE, "metrics/specificity")])
    ]
    items = [
        item
        for name, content in unpacked(exported(some)).items()
        if name.endswith(".qti")
        for item in ElementTree.fromstring(content).iterfind(".//{*}item")
    ]
    asked = lowered(some)
    assert len(items) == len(asked) > 3
    for ours, question in zip(sorted(items, key=lambda one: one.get("ident")), asked, strict=True):
        theirs = as_text2qti(question)
        for name in ("presentation", "resprocessing", "itemfeedback"):
            assert sorted(map(shape, ours.iterfind(f"{{*}}{name}"))) == sorted(
                map(shape, theirs.iterfind(f"{{*}}{name}"))
            )


def test_the_reader_reads_what_text2qti_wrote():
    text = """Quiz title: T
GROUP
pick: 1
points per question: 2

1. What is it? $x<1$
... Worked.
= 0.7311 +- 0.0005

2. What is it?
= 3 +- 0.5

END_GROUP

3. Which?
a) 1
*b) 2
"""
    first, second, third = read({"theirs.zip": text2qti_package(text).zip_bytes()})
    assert "x<1" in first.words
    assert first.feedback[0].strip() == "Worked."
    assert [first.places[0].earns(typed) for typed in ("0.7311", "0.7315", "0.7317", ".7311", "7.311e-1")] == [
        1,
        1,
        0,
        1,
        1,
    ]
    assert [first.places[0].earns(typed) for typed in ("0,7311", "1/2", "abc", "", "0.7311 V", "73.11%")] == [0] * 6
    assert [second.places[0].earns(typed) for typed in ("2.6", "3.6")] == [1, 0]
    assert third.places[0].options == ("1", "2")
    assert [third.places[0].earns(typed) for typed in ("1", "2")] == [0, 1]


def test_the_key_and_every_honest_rounding_of_it_earn_everything():
    for question in QUESTIONS:
        (place,) = HELD[question.code].places
        (part,) = question.parts
        rounding = question.problem.rounding
        assert place.earns(part.key) == 1
        for decimals in range(rounding.answer, rounding.typable + 1):
            assert place.earns(f"{float(part.key):.{decimals}f}") == 1


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_decimal_that_canvas_keeps_is_right_there_exactly_where_it_is_right_here(data):
    question = data.draw(st.sampled_from(QUESTIONS))
    band = question.item.solution.bands[question.parts[0].blank.symbol]
    bound = band.exact + data.draw(st.sampled_from([-1, 1])) * band.tolerance
    decimals = data.draw(st.integers(0, 4))
    typed = Decimal(math.floor(Decimal(bound).scaleb(decimals)) + data.draw(st.integers(-3, 4))).scaleb(-decimals)
    here = abs(typed - Decimal(band.exact)) <= Decimal(band.tolerance)
    assert HELD[question.code].places[0].earns(f"{typed:f}") == here


def test_where_rounding_early_costs_nothing_it_is_right_there_too():
    found = dict(
        zip(
            [question.code for question in QUESTIONS], held(ALL, replace(COURSE, rounded_early=Decimal(1))), strict=True
        )
    )
    wider = 0
    for question in QUESTIONS:
        band = question.item.solution.bands[question.parts[0].blank.symbol]
        typed = f"{band.exact + (band.tolerance + band.early) / 2:.4f}"
        if band.tolerance < abs(float(typed) - band.exact) <= band.early:
            wider += 1
            assert (found[question.code].places[0].earns(typed), HELD[question.code].places[0].earns(typed)) == (1, 0)
    assert wider


def test_options_are_choices_and_a_wrong_one_says_what_it_comes_from():
    some = [with_all_options(sheet) for sheet in sheets([find_problem(name) for name in CHOOSE], 3)]
    for question, one in zip(lowered(some), held(some), strict=True):
        (part,) = question.parts
        assert one.places[0].options == tuple(option.number for option in part.blank.options)
        assert [one.places[0].earns(option.number) for option in part.blank.options] == [
            option.is_right for option in part.blank.options
        ]
        said = ("This number is consistent with: ", "Several methods give this number")
        assert sum(told.strip().startswith(said) for told in one.feedback) == len(part.blank.options) - 1


def test_every_question_says_all_that_is_needed_and_its_solution_stops_at_its_blank():
    for question in QUESTIONS:
        one = HELD[question.code]
        for symbol, value in question.item.exercise.givens.items():
            assert f"= {value.normalize():f}" in one.words, symbol
        assert one.words.count(f"{question.parts[0].blank.label}:") == 1
    first, last = HELD[f"{ALL[0].code}-1a"], HELD[f"{ALL[0].code}-1l"]
    assert len(first.feedback[0]) < len(last.feedback[0]) / 3


def test_a_quiz_picks_one_of_each_bank():
    files = unpacked(exported(ALL))
    (quiz,) = [
        content for name, content in files.items() if name.startswith("gradsheet-quiz") and b"<assessment " in content
    ]
    groups = ElementTree.fromstring(quiz).findall(".//{*}selection")
    assert [group.findtext("{*}selection_number") for group in groups] == ["1"] * len({q.pool for q in QUESTIONS})
    banks = {
        ElementTree.fromstring(content).find("{*}objectbank").get("ident")
        for name, content in files.items()
        if name.endswith(".qti")
    }
    assert {group.findtext("{*}sourcebank_ref") for group in groups} == banks


def test_answers_finer_than_four_decimals_are_refused_with_a_way_out():
    thirds = written(
        'title = "Thirds"\nsteps = "f = x/3"\n[given]\nx = { from = 1, to = 2, by = 0.1 }\n'
        '[rounding]\nanswer = 6\nkeep = 7\n[[ask]]\nblanks = ["f"]\n'
    )
    with pytest.raises(GradsheetError, match=r"(?s)made/up: 1a is left out: .* at most 4 .*--to moodle"):
        exported(sheets([thirds], 3))
    package = exported(sheets([thirds, replace(small(), name="made/small")], 3))
    assert len(read(dict(package.files))) == 9
    assert any("made/up: 1a is left out" in note for note in package.notes)


def test_a_problem_without_numbers_is_said_and_the_others_are_asked():
    words = small('[[ask]]\nwritten = true\ntext = "Why?"\n')
    package = exported(sheets([replace(words, name="made/words"), small()]))
    assert "made/words: no blank is a number, so there is no question to export" in package.notes
    assert len(read(dict(package.files))) == 3


def test_the_same_exercises_give_the_same_bytes():
    assert exported(sheets(lecture()[:1], 2)) == exported(sheets(lecture()[:1], 2))


HOSTILE = [
    "<script>alert(1)</script> & <b> ]]> &amp;",
    "\\( \\frac{1}{2} \\) $$x$$",
    "5 < 7 > 3 \"q\" 'r'",
    "x\x0b\x0cy",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_an_author_becomes_markup(text):
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    problem = replace(item.exercise.problem, title=text, statement=text, topics=(text,), name=f"made/{text}")
    some = [replace(sheet, items=(replace(item, exercise=replace(item.exercise, problem=problem)),))]
    package = exported(some, replace(COURSE, title=text))
    for one in read(dict(package.files)):
        assert "".join(text.split()[:1]).replace("\\(", "\\") in one.words.replace("\u2060", "").replace("\\(", "\\")
    for name, content in unpacked(package).items():
        if name.endswith(".qti"):
            assert not any(
                "<script" in (one.text or "") for one in ElementTree.fromstring(content).iterfind(".//{*}mattext")
            )


def test_a_formula_reaches_the_browser_as_it_was_written():
    """Through one unescaping by XML and one by HTML."""
    latex = r"\mathrm{div} = -d\ln(y_{1}^{2}) - (1 - d)\ln(1 - y_{1}^{2})"
    assert latex in HELD[QUESTIONS[0].code].words


def pages():
    """Every page of HTML in the package of the lecture's exercises."""
    for name, content in unpacked(exported(ALL)).items():
        if name.endswith(".qti"):
            yield from (one.text for one in ElementTree.fromstring(content).iterfind(".//{*}mattext"))


def test_the_address_of_a_formulas_picture_is_its_source_quoted_twice():
    found = {tag for html in pages() for tag in re.findall(r"<img class=\"equation_image\"[^>]*>", html)}
    assert len(found) > 100
    for tag in found:
        image = ElementTree.fromstring(tag.removesuffix(">") + "/>")
        address, scale = image.get("src").removeprefix("/equation_images/").split("?")
        assert unquote(unquote(address)) == image.get("data-equation-content")
        assert image.get("alt") == f"LaTeX: {image.get('data-equation-content')}"
        assert (scale, re.sub(r"%25[0-9A-F]{2}|[\w.!~*'()-]", "", address)) == ("scale=1", "")


def damaged(change) -> dict[str, bytes]:
    files = unpacked(exported(sheets(lecture()[:1], 2)))
    change(files)
    return packed(files)


def edited(ending: str, old: bytes, new: bytes):
    def change(files):
        name = next(name for name in sorted(files) if name.endswith(ending) and old in files[name])
        files[name] = files[name].replace(old, new, 1)

    return change


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><questestinterop'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda files: files.pop("imsmanifest.xml"), "there is no imsmanifest.xml"),
        (edited(".qti", b"</item>", b""), r"\.qti:\d+:\d+: this is no whole XML file"),
        (edited(".qti", b"<questestinterop", BOMB), "document type"),
        (edited(".qti", b"numerical_question", b"essay_question"), r"question 1 \(.*'essay_question' cannot be proven"),
        (edited(".qti", b"<varlte respident=\"response1\">", b"<varlte respident=\"response1\">9"), "classic quizzes would take"),
        (edited(".qti", b"linkrefid=\"general_fb\"", b"linkrefid=\"other\""), "the feedback other is shown"),
        (edited(".xml", b"<selection_number>1<", b"<selection_number>7<"), "picks 7 of 2 questions"),
        (edited(".qti", b'"gradsheet-TEST0001-1a"', b'"gradsheet-TEST0000-1b"'), "a second question gradsheet-TEST0000-1b"),
        (edited(".xml", b"<sourcebank_ref>", b"<sourcebank_ref>no-"), "draws from no-.*there is no such bank"),
        (edited("imsmanifest.xml", b".svg\" />", b".png\" />"), r"names images/.*\.png, which is not in the package"),
        (lambda files: files.update({"../evil.xml": b""}), "leads out of the zip"),
    ],
)  # fmt: skip
def test_a_damaged_package_is_refused_with_its_place(change, message):
    with pytest.raises(GradsheetError, match=rf"^canvas\.zip: .*{message}"):
        read(damaged(change))


def test_no_file_holds_no_question():
    assert read({}) == ()


def test_what_is_no_zip_is_said():
    with pytest.raises(GradsheetError, match=r"canvas\.zip.*damaged"):
        read({"canvas.zip": b"PK\x03\x04nothing"})


def test_points_and_tolerances_of_an_author_are_kept():
    asks = f"{ASK}points = 2\ntolerance = {{ absolute = 0.01 }}\n"
    for one in held(sheets([small(asks)], 2)):
        assert one.places[0].worth == pytest.approx(10 / 3, abs=1e-4)


def test_a_package_may_hold_more_files_than_one_that_students_hand_in():
    files = unpacked(exported(sheets(lecture()[:1], 1)))
    many = {f"images/{number}.svg": b"" for number in range(6000)}
    assert len(read(packed({**files, **many}))) == len(read(packed(files)))
