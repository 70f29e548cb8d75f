"""The class: our own table, and what Canvas and Moodle export."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gradsheet.assignments.roster import Roster, roster_of
from gradsheet.assignments.table import parse_table
from gradsheet.errors import ComplaintsError

BERLIN = ZoneInfo("Europe/Berlin")

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (4711),Current Score
    Points Possible,,,,,10,(read only)
"Lovelace, Ada",31,u100,ada,Lecture 1,9,90
"Turing, Alan",32,u101,alan,Lecture 1,,
"Student, Test",99,,testuser,Lecture 1,,
"""
CANVAS_WITH_POSTING = CANVAS.replace("    Points", ",,,,,Manual Posting,\n    Points")
CANVAS_WITHOUT_SIS = """\
Student,ID,SIS Login ID,Section,Homework 1 (4711)
"Lovelace, Ada",31,ada,Lecture 1,9
"Turing, Alan",32,,Lecture 1,
"""
MOODLE_GRADES = """\
First name,Last name,ID number,Institution,Department,Email address,Quiz: one (Real)
Ada,Lovelace,u100,,,ada@example.org,9.00
Alan,Turing,u101,,,alan@example.org,-
"""
MOODLE_PARTICIPANTS = """\
First name,Surname,Email address,Groups
Ada,Lovelace,ada@example.org,tue
Alan,Turing,alan@example.org,thu
"""
MOODLE_WITHOUT_NUMBERS = MOODLE_GRADES.replace("u100", "").replace("u101", "")
MOODLE_GERMAN = """\
Vorname;Nachname;E-Mail-Adresse;Gruppen
Ada;Lovelace;ada@example.org;tue
Alan;Turing;alan@example.org;thu
"""

NAMES, SORTED = ["Ada Lovelace", "Alan Turing"], ["Lovelace, Ada", "Turing, Alan"]
EMAILS = ["ada@example.org", "alan@example.org"]


def read(text: str, **options: str) -> Roster:
    return roster_of(parse_table(text, "roster.csv"), timezone=BERLIN, **options)


def test_columns_come_in_any_order_and_case_and_others_are_carried_along() -> None:
    roster = read("Tutor;NAME;Print_Name;ID;E-mail;Group;Seat;layout\nKim;李明;Li Ming;s1;li@x.org;tue;A9;large\n")
    (student,) = roster.students
    assert (student.id, student.name, student.print_name, student.email) == ("s1", "李明", "Li Ming", "li@x.org")
    assert (student.group, student.seat, student.layout, student.other) == ("tue", "A9", "large", {"Tutor": "Kim"})
    assert (roster.id_column, roster.notes) == ("ID", ())


@pytest.mark.parametrize(
    ("text", "column", "ids", "names"),
    [
        (CANVAS, "SIS User ID", ["u100", "u101"], SORTED),
        (CANVAS_WITH_POSTING, "SIS User ID", ["u100", "u101"], SORTED),
        (CANVAS_WITHOUT_SIS, "ID", ["31", "32"], SORTED),
        (MOODLE_GRADES, "ID number", ["u100", "u101"], NAMES),
        (MOODLE_PARTICIPANTS, "Email address", EMAILS, NAMES),
        (MOODLE_WITHOUT_NUMBERS, "Email address", EMAILS, NAMES),
        (MOODLE_GERMAN, "E-Mail-Adresse", EMAILS, NAMES),
    ],
)
def test_exports_are_taken_as_they_are_and_the_id_column_is_said(
    text: str, column: str, ids: list[str], names: list[str]
) -> None:
    roster = read(text)
    assert roster.id_column == column
    assert [student.id for student in roster.students] == ids
    assert [student.name for student in roster.students] == names
    assert f"the column '{column}' is taken for the id" in roster.notes[0]


def test_rows_that_canvas_adds_are_skipped_and_said() -> None:
    assert "2 row(s) of Canvas's own" in read(CANVAS).notes[1]


def test_moodle_emails_and_groups_arrive() -> None:
    assert [(one.email, one.group) for one in read(MOODLE_PARTICIPANTS).students] == [
        ("ada@example.org", "tue"),
        ("alan@example.org", "thu"),
    ]


def test_the_id_column_that_the_record_keeps_wins_over_a_better_one() -> None:
    assert [student.id for student in read(CANVAS, id_column="SIS Login ID").students] == ["ada", "alan"]


def test_a_kept_id_column_that_is_gone_is_a_complaint() -> None:
    with pytest.raises(ComplaintsError, match="column 'SIS User ID' is missing, which the record keeps"):
        read(CANVAS_WITHOUT_SIS, id_column="SIS User ID")


def test_dates_are_read_in_the_courses_time_zone_and_a_day_ends_late() -> None:
    roster = read("id,due\ns1,2026-11-26\ns2,2026-11-26T12:30\ns3,2026-11-26 12:30:00+00:00\ns4,\n")
    assert [student.due and student.due.isoformat() for student in roster.students] == [
        "2026-11-26T23:59:00+01:00",
        "2026-11-26T12:30:00+01:00",
        "2026-11-26T12:30:00+00:00",
        None,
    ]
    assert roster.students[0].due == datetime(2026, 11, 26, 23, 59, tzinfo=BERLIN)


def test_all_complaints_come_at_once_each_with_its_row() -> None:
    with pytest.raises(ComplaintsError) as raised:
        read(
            "id,name,due,was\ns1,A,,\n,Bo,,\ns1,C,,\ns4,D,soon,\n1.23E+09,E,,\ns6,F,,s4\ns7,G,,x\ns8,H,,x\ns9,I,,,,z\n"
        )
    assert [str(one) for one in raised.value.complaints] == [
        "roster.csv:3: the id is missing for Bo",
        "roster.csv:4: the id 's1' stands in row 2 already; each student needs an own id",
        "roster.csv:5: due: 'soon' is no date; write it like 2026-11-24T23:59",
        "roster.csv:6: a spreadsheet has shortened the id to '1.23E+09'; "
        "format the column as text and enter the ids again",
        "roster.csv:7: was: 's4' is still the id of the student in row 5; to exchange two ids, "
        "give one student a third id, make, and then give the right one",
        "roster.csv:9: was: 'x' stands in row 8 already; only one student had this id",
        "roster.csv:10: this row has 6 cells, the header has 4; put a cell that contains ',' in double quotes",
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("s1,Ada\ns2,Bo\n", "roster.csv:1: no column is headed 'id'; found s1, Ada"),
        ("id,name\n", "roster.csv:2: there are no students yet"),
        ("id,name,Name\ns1,a,b\n", "roster.csv:1: two columns are headed 'Name'"),
        ('id\n"s\n1"\n', "holds a line break"),
        ("id\n" + "x" * 201 + "\n", "this id has 201 characters; at most 200"),
    ],
)
def test_a_roster_that_cannot_be_used_is_refused_with_the_way_out(text: str, complaint: str) -> None:
    with pytest.raises(ComplaintsError, match=complaint):
        read(text)


def test_two_spellings_of_one_letter_are_one_id() -> None:
    with pytest.raises(ComplaintsError, match="already"):
        read("id\nZo\u00eb\nZoe\u0308\n")


def test_a_cell_over_several_lines_is_taken_for_a_forgotten_quote() -> None:
    with pytest.raises(ComplaintsError, match=r"roster\.csv:2: name: this cell goes over several lines"):
        read('id,name\ns1,"Ada\ns2,Bo"\ns3,Cy\n')


def test_a_real_student_whose_name_begins_like_the_test_students_is_kept() -> None:
    found = read('Student,ID,SIS User ID\n"Student, Tessa",1,s1\n"Student, Test",2,\n')
    assert [student.id for student in found.students] == ["s1"]


def test_a_layout_that_is_none_is_a_complaint_with_its_row() -> None:
    with pytest.raises(ComplaintsError, match=r"roster\.csv:3: layout: 'Huge' is none; write large"):
        read("id,layout\ns1,Large\ns2,Huge\n")
