"""Files of answers: whose they are, which blank each cell belongs to, and what cannot be used."""

from __future__ import annotations

import csv

import pytest

from grading.handed import CIRCUIT, OTHER, read, sheets, write
from gradsheet.assignments.seeds import sheet_code
from gradsheet.assignments.sheet import Student
from gradsheet.grading import receive

STUDENTS = ("s001", "s002", Student(id="00123", was="old-123"), Student(id="Ämne"))
CLASS = sheets(read(CIRCUIT), students=STUDENTS)


def texts(received):
    return {
        student: {label: answer.text for label, answer in one.answers.items()}
        for student, one in received.submissions.items()
    }


def received(tmp_path, *lines, handed=CLASS, **options):
    return receive([write(tmp_path / "a.csv", *lines)], handed, shown=lambda path: path.name, **options)


def complaints(found):
    return [str(complaint) for complaint in found.complaints]


@pytest.mark.parametrize(
    "lines",
    [
        ("id,1a,1b,1c", "s001,5,-21.25,1/2"),
        ("ID ; 1A ; 1B ; 1C", "s001;5;-21.25;1/2"),
        ("id\t1c\t1b\t1a", "s001\t1/2\t-21.25\t5"),
        ("id,q,f,df/dx", "s001,5,-21.25,1/2"),
        ("code,1a,1b,1c", f"{CLASS[0].code},5,-21.25,1/2"),
        ("id,code,1a,1b,1c", f"s001,{CLASS[0].code.lower()},5,-21.25,1/2"),
        ("id,blank,answer", "s001,1a,5", "s001,f,-21.25", "s001,1C,1/2"),
        ('"id","1a","1b","1c"', '"s001","5","-21.25","1/2"', "", ",,,"),
    ],
)
def test_answers_come_as_a_row_per_student_or_a_row_per_blank(lines, tmp_path):
    found = received(tmp_path, *lines)
    assert complaints(found) == []
    assert texts(found) == {"s001": {"1a": "5", "1b": "-21.25", "1c": "1/2"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_with_and_without_a_mark(encoding, tmp_path):
    path = write(tmp_path / "a.csv", "id,1a,1b,1c", "Ämne,−5,½,√2", encoding=encoding)
    assert texts(receive([path], CLASS)) == {"Ämne": {"1a": "−5", "1b": "½", "1c": "√2"}}


def test_another_encoding_is_named_and_not_guessed(tmp_path):
    path = write(tmp_path / "a.csv", "id,1a,1b,1c", "Ämne,5,6,7", encoding="cp1252")
    assert "UTF-8" in complaints(receive([path], CLASS))[0]
    assert texts(receive([path], CLASS, encoding="cp1252")) == {"Ämne": {"1a": "5", "1b": "6", "1c": "7"}}


def test_a_blank_cell_is_no_answer_and_its_student_still_handed_in(tmp_path):
    assert texts(received(tmp_path, "id,1a,1b,1c", "s001,,  ,7", "s002,,,")) == {"s001": {"1c": "7"}, "s002": {}}


@pytest.mark.parametrize("cell", ["-", "--", " ? ", "n/a", "N/A", "/", "–", "'-"])
def test_a_cell_that_means_nothing_is_no_answer_either(cell, tmp_path):
    assert texts(received(tmp_path, "id,1a,1b,1c", f"s001,{cell},-0,7")) == {"s001": {"1b": "-0", "1c": "7"}}


def test_the_assignments_columns_say_what_other_headers_mean(tmp_path):
    columns = {"Matrikel": "id", "Response 1": "1a", "the sum": "f", "Zeit": "submitted"}
    found = received(tmp_path, "Zeit,matrikel,Response 1,the sum,1c", "2026-11-23 10:00,s001,5,6,7", columns=columns)
    assert texts(found) == {"s001": {"1a": "5", "1b": "6", "1c": "7"}}
    assert found.submissions["s001"].submitted == "2026-11-23 10:00"
    assert complaints(found) == []


def test_columns_that_are_none_of_ours_are_left_out_and_said_once(tmp_path):
    found = received(tmp_path, "Student,id,SIS Login ID,1a,1b,1c,Grade", "A,s001,a@x,5,6,7,0", "B,s002,b@x,5,6,7,0")
    assert complaints(found) == []
    assert found.notes == ("a.csv: not read: Student, SIS Login ID, Grade",)


def test_a_corrected_id_is_still_known_by_the_old_one(tmp_path):
    assert list(received(tmp_path, "id,1a,1b,1c", "old-123,5,6,7").submissions) == ["00123"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("s999,5,6,7", "a.csv:3: 's999' was given no sheet"),
        ("123,5,6,7", "a.csv:3: '123' was given no sheet; did you mean '00123'?"),
        ("S002,5,6,7", "a.csv:3: 'S002' was given no sheet; did you mean 's002'?"),
        (",5,6,7", "a.csv:3: no id and no code"),
        ("s001,5,6,8", "a.csv:3: two submissions for s001: this one and row 2, which is marked; delete"),
        ("s002,5,6,7,8", "a.csv:3: this row has 5 cells, the header has 4"),
    ],
)
def test_a_row_that_cannot_be_used_is_reported_and_everyone_else_is_taken(row, said, tmp_path):
    found = received(tmp_path, "id,1a,1b,1c", "s001,5,6,7", row, "Ämne,1,2,3")
    assert len(found.complaints) == 1
    assert complaints(found)[0].startswith(said)
    assert texts(found) == {
        "s001": {"1a": "5", "1b": "6", "1c": "7"},
        "Ämne": {"1a": "1", "1b": "2", "1c": "3"},
    }


def test_codes_that_do_not_fit_are_told_apart(tmp_path):
    elsewhere = sheet_code(b"another secret that is long enough", ("s001",), ())
    rows = (f"{elsewhere},5,,", "QQQ,5,,", f"{CLASS[1].code},5,,")
    found = received(tmp_path, "code,1a,1b,1c", *rows)
    assert "another assignment" in complaints(found)[0]
    assert "mistyped" in complaints(found)[1]
    assert list(found.submissions) == ["s002"]
    both = received(tmp_path, "id,code,1a,1b,1c", f"s001,{CLASS[1].code},5,6,7")
    assert "do not go together" in complaints(both)[0]
    assert both.submissions == {}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("id,1a,1b,1c,1d", "column '1d': no sheet has a blank 1d"),
        ("id,1a,1b,1c,7z", "column '7z': no sheet has a blank 7z"),
        ('id,1a,1b,1c,"dL/dW1[1,1]"', "column 'dL/dW1[1,1]': no sheet asks for dL/dW1[1,1]"),
        ("id,1a,1b,1c,1a", "the column '1a' stands there twice"),
    ],
)
def test_a_column_that_no_sheet_knows_is_reported(header, said, tmp_path):
    found = received(tmp_path, header, "s001,5,6,7,8")
    assert len(found.complaints) == 1
    assert said in complaints(found)[0]
    assert texts(found) == {"s001": {"1a": "5", "1b": "6", "1c": "7"}}


def test_a_header_that_is_cut_at_its_own_comma_stops_the_file(tmp_path):
    """Read on, every cell to the right of it would be marked as its neighbour's answer."""
    found = received(tmp_path, "id,dL/dW1[1,1],1b", "s001,5,6")
    assert found.submissions == {}
    assert [one for one in complaints(found) if "double quotes" not in one] == []


def test_a_missing_column_is_a_blank_for_everybody_and_said_once(tmp_path):
    found = received(tmp_path, "id,1a", "s001,5", "s002,6")
    assert complaints(found) == ["a.csv: no column for 1b, 1c: counted as blank for everybody"]
    assert texts(found) == {"s001": {"1a": "5"}, "s002": {"1a": "6"}}


def test_of_very_many_missing_columns_the_first_are_named(tmp_path):
    many = sheets(*[read(CIRCUIT)] * 20, students=["s001"])
    path = write(tmp_path / "a.csv", "id,1a", "s001,5")
    (said,) = complaints(receive([path], many, shown=lambda one: one.name))
    assert said.startswith("a.csv: no column for 1b, 1c, 2a, ")
    assert len(said) < 200


def test_a_table_without_ids_is_reported_with_the_columns_that_it_has(tmp_path):
    found = received(tmp_path, "name,1a,1b,1c", "Ada,5,6,7")
    (complaint,) = complaints(found)
    assert "no column says whose answers" in complaint
    assert "'name'" in complaint


def test_a_quantity_that_two_exercises_ask_for_has_to_be_named_by_its_label(tmp_path):
    twice = sheets(read(CIRCUIT), read(CIRCUIT), students=["s001"])
    found = received(tmp_path, "id,q,1b,1c,2a,2b,2c", "s001,5,6,7,8,9,10", handed=twice)
    assert "asked in 1a and in 2a" in complaints(found)[0]
    assert texts(found) == {"s001": {"1b": "6", "1c": "7", "2a": "8", "2b": "9", "2c": "10"}}
    long = received(tmp_path, "id,blank,answer", "s001,q,5", "s001,2a,8", handed=twice)
    assert complaints(long) == ["a.csv:2: 'q' names no blank of s001's sheet"]
    assert texts(long) == {"s001": {"2a": "8"}}


def test_a_quantity_finds_its_blank_on_sheets_that_ask_in_another_order(tmp_path):
    handed = sheets(read(CIRCUIT), students=["s001"]) + sheets(read(OTHER), students=["s002"])
    found = received(tmp_path, "id,q,f,df/dx", "s001,5,6,7", "s002,5,6,7", handed=handed)
    assert texts(found) == {
        "s001": {"1a": "5", "1b": "6", "1c": "7"},
        "s002": {"1b": "5", "1a": "6", "1c": "7"},
    }


def test_several_files_are_put_together_and_their_conflicts_listed(tmp_path):
    one = write(tmp_path / "one.csv", "id,1a,1b", "s001,5,6", "s002,5,6")
    two = write(tmp_path / "two.csv", "id,1b,1c", "s001,6,7", "s002,9,7")
    found = receive([one, two], CLASS, shown=lambda path: path.name)
    assert texts(found) == {name: {"1a": "5", "1b": "6", "1c": "7"} for name in ("s001", "s002")}
    assert complaints(found) == [
        "two.csv:3: column '1b': s002 wrote '6' in one.csv, row 3; that one is marked, not '9'"
    ]


def test_files_that_are_no_tables_do_not_stop_the_others(tmp_path):
    files = [
        write(tmp_path / "good.csv", "id,1a,1b,1c", "s001,5,6,7"),
        write(tmp_path / "empty.csv"),
        tmp_path / "absent.csv",
        write(tmp_path / "scan.pdf", "%PDF"),
        tmp_path / "binary.csv",
    ]
    files[-1].write_bytes(bytes(range(256)))
    found = receive(files, CLASS, shown=lambda path: path.name)
    assert texts(found) == {"s001": {"1a": "5", "1b": "6", "1c": "7"}}
    assert {str(one.file) for one in found.complaints} == {"empty.csv", "absent.csv", "scan.pdf", "binary.csv"}


def test_a_cell_as_large_as_a_file_and_ten_thousand_columns_spoil_nothing(tmp_path):
    wide = [f"column {number}" for number in range(10_000)]
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [
                ["id", "1a", "1b", "1c", *wide],
                ["s001", "5" * 1_000_000, "6", "7", *wide],
                ["s002", "5", "line\nbreak", "7", *wide],
                ["nobody", "5", "6", "7", *wide],
            ]
        )
    found = receive([path], CLASS, shown=lambda path: path.name)
    assert texts(found)["s002"] == {"1a": "5", "1b": "line\nbreak", "1c": "7"}
    (complaint,) = complaints(found)
    assert complaint.startswith("a.csv:4: 'nobody' was given no sheet; correct it, or add a row to roster.csv")
