"""Marks as Excel files and as JSON lines, read back by Python's own zip, XML and JSON; columns that come and go."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from grading.handed import CIRCUIT, exact, read, sheets, submitted
from gradsheet.assignments.sheet import Student
from gradsheet.grading import Outcome, Settled, WrongStep, mark, marks_csv
from gradsheet.grading.marks_lines import marks_jsonl
from gradsheet.grading.marks_xlsx import marks_xlsx
from gradsheet.models import MISCONCEPTIONS

ADA = Student(id="s001", name="Ada Example", email="ada@example.org", group="tue")
EVIL = Student(id="+s002", name='=HYPERLINK("http://example.org")\x00\x0b', email="@x", group="-1")
CLASS = sheets(read(CIRCUIT), students=[ADA, EVIL, "s003"])
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def marks():
    answers = exact(CLASS[0]) | {"f": "-1.5"}
    return mark(CLASS, {"s001": submitted(CLASS[0], answers), "+s002": submitted(CLASS[1], {"q": "=1+1"})})


def cells(workbook: bytes, number: int = 1) -> list[list[object]]:
    """The cells of a sheet: text as text, numbers as numbers; a formula fails."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(part.text or "" for part in one.iter(f"{MAIN}t")) for one in shared.iter(f"{MAIN}si")]
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    assert not list(sheet.iter(f"{MAIN}f"))
    assert not list(sheet.iter(f"{MAIN}hyperlink"))
    rows = []
    for row in sheet.iter(f"{MAIN}row"):
        found: list[object] = []
        for cell in row.iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v")
            found.append(texts[int(value)] if cell.get("t") == "s" else float(value))
        rows.append(found)
    return rows


def test_the_excel_file_has_numbers_as_numbers_and_text_that_is_never_a_formula(marks):
    head, first, second, third = cells(marks_xlsx(marks))
    assert head == ["id", "name", "email", "group", "1a", "1b", "1c", "total"]
    assert first == ["s001", "Ada Example", "ada@example.org", "tue", 2.0, 0.0, 4.0, 6.0]
    assert second[0] == "+s002"
    assert second[1].startswith("=HYPERLINK(")
    assert third == ["s003", "", "", ""] or third == ["s003"]


def test_the_excel_file_says_what_each_answer_is(marks):
    head, first, *_ = cells(marks_xlsx(marks), 2)
    assert head == ["id", "name", "1a", "1b", "1c"]
    assert first[2:] == ["right", "wrong", "right"]


def test_the_same_marks_give_the_same_bytes(marks):
    assert marks_xlsx(marks) == marks_xlsx(marks)
    with zipfile.ZipFile(io.BytesIO(marks_xlsx(marks))) as book:
        assert {one.date_time[0] for one in book.infolist()} == {1980}
        assert b"1980-01-01" in book.read("docProps/core.xml")


def test_lateness_attempts_and_what_was_earned_before_have_columns_where_they_occur(marks):
    late = replace(marks[0], days_late=2, late_share=Fraction(1, 5), attempt=2, attempts=3)
    first, second, third = csv.DictReader(io.StringIO(marks_csv([late, *marks[1:]])))
    assert list(first) == ["id", "name", "email", "group", "days late", "attempt", "1a", "1b", "1c", "earned", "total"]
    assert (first["days late"], first["attempt"], first["earned"], first["total"]) == ("2", "2 of 3", "6", "4.8")
    assert (second["days late"], second["attempt"], second["earned"], second["total"]) == ("0", "1 of 1", "0", "0")
    assert (third["earned"], third["total"]) == ("", "")


def test_points_that_a_person_decided_count_where_nothing_came_in(marks):
    settled = Settled(who="Ana", when="", why="on paper", outcome=Outcome.BLANK, points=Fraction(0))
    verdict = replace(marks[2].verdicts[0], points=Fraction(2), settled=settled)
    third = replace(marks[2], verdicts=(verdict, *marks[2].verdicts[1:]))
    row = list(csv.DictReader(io.StringIO(marks_csv([*marks[:2], third]))))[2]
    assert (row["1a"], row["1b"], row["total"]) == ("2", "", "2")


def test_every_line_is_json_with_codes_that_are_stable(marks):
    cause = MISCONCEPTIONS["ascent-sign"]
    verdicts = marks[0].verdicts
    wrong = replace(verdicts[1], outcome=Outcome.MISCONCEPTION, causes=(cause,), believed=("1a",), value=float("inf"))
    step = WrongStep(exercise=1, symbol=wrong.blank.symbol, label="1b", causes=(cause,), value=0.25)
    one = replace(marks[0], verdicts=(verdicts[0], wrong, verdicts[2]), wrong_steps=(step,))
    lines = [json.loads(line, parse_constant=pytest.fail) for line in marks_jsonl([one, *marks[1:]]).splitlines()]
    assert [line["kind"] for line in lines] == ["student", "blank", "blank", "blank"] * 3
    student, _, blank, _ = lines[:4]
    assert student["wrong_steps"] == [
        {"exercise": 1, "quantity": "f", "blank": "1b", "asked": True, "value": 0.25, "causes": ["ascent-sign"]}
    ]
    assert (student["total"], student["out_of"], student["handed_in"]) == (6, 8, True)
    assert (blank["quantity"], blank["outcome"], blank["points"], blank["out_of"]) == ("f", "misconception", 0, 2)
    assert (blank["causes"], blank["believed"], blank["value"]) == (["ascent-sign"], ["1a"], None)
    assert sum(line["points"] for line in lines[1:4]) == student["earned"]
    assert lines[8]["handed_in"] is False
