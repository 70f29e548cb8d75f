"""Written blanks: a person gives the points, in a table that is never written over once something stands in it."""

from __future__ import annotations

import pytest

from grading.handed import write
from grading.homework import WRITTEN, by_student, hand_in, homework, points, verdict
from gradsheet.assignments.hand_out import hand_out
from gradsheet.grading import Outcome, grade
from gradsheet.grading.override import override


@pytest.fixture
def folder(tmp_path):
    made = homework(tmp_path / "hw", problem=WRITTEN)
    hand_in(made, "s1,5,-21.25,-4.25,because", "s2,5,-21.25,-4.25,", header="id,1a,1b,1c,1d")
    return made


def table(folder) -> str:
    return (folder.staff / "written.csv").read_text(encoding="utf-8")


EMPTY = "id,name,1d\ns1,Ada,\ns2,Bo,\ns3,Cy,\ns4,Di,\n"


def test_grading_makes_the_table_and_says_how_many_are_to_do(folder):
    report = grade(folder)
    assert table(folder) == EMPTY
    assert (
        report.notes[-1] == "1d: a person marks this; put the points into staff/written.csv (2 to do), and grade again"
    )


def test_points_count_in_the_total_and_in_the_marks_and_stay(folder):
    grade(folder)
    filled = EMPTY.replace("Ada,", "Ada,4.5").replace("Bo,", 'Bo,"2,25"')
    write(folder.staff / "written.csv", filled.rstrip("\n"))
    found = by_student(folder)
    assert {id_: float(found[id_].total) for id_ in ("s1", "s2")} == {"s1": 12.5, "s2": 10.25}
    assert found["s1"].out_of == 14
    assert table(folder) == filled
    assert "s1,Ada,,tue,2,2,4,4.5,12.5" in (folder.staff / "marks.csv").read_text(encoding="utf-8")
    assert grade(folder).changes()[-1] == "Nothing has changed since the last marks."


def test_the_change_is_told_as_a_persons(folder):
    grade(folder)
    write(folder.staff / "written.csv", "id,1d", "s1,3")
    assert "  s1 +3 at 1d: a person's points" in grade(folder).changes()


def test_a_late_enrolment_gets_a_row_while_nothing_is_filled_in_and_a_note_afterwards(folder):
    grade(folder)
    write(folder.roster, "id,name", "s1,Ada", "s2,Bo", "s3,Cy", "s4,Di", "s5,Eve")
    hand_out(folder)
    grade(folder)
    assert table(folder) == EMPTY.replace("Ada", "Ada") + "s5,Eve,\n"
    write(folder.staff / "written.csv", "id,1d", "s1,3", "s2,", "s3,", "s4,")
    assert "staff/written.csv has no row for s5; add it to give points" in grade(folder).notes


def test_staff_can_be_deleted_and_made_again_with_the_points(folder):
    grade(folder)
    write(folder.staff / "written.csv", "id,1d", "s1,3")
    grade(folder)
    (folder.staff / "written.csv").unlink()
    assert points(folder)["s1"] == [2, 2, 4, 3]
    assert table(folder) == EMPTY.replace("Ada,", "Ada,3")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("7", "1d: '7' is no number of points from 0 to 6; it is not counted"),
        ("-1", "1d: '-1' is no number"),
        ("good", "1d: 'good' is no number"),
        ("nan", "1d: 'nan' is no number"),
        ("1e999999", "1d: '1e999999' is no number"),
    ],
)
def test_what_is_no_number_of_points_is_complained_about_and_everyone_else_is_marked(folder, cell, said):
    grade(folder)
    write(folder.staff / "written.csv", "id,1d", f"s1,{cell}", "s2,6")
    report = grade(folder)
    (complaint,) = report.complaints
    assert str(complaint).startswith("staff/written.csv:2: ")
    assert said in str(complaint)
    assert points(folder)["s2"] == [2, 2, 4, 6]
    assert verdict(folder, "s1", "1d").waits
    assert table(folder) == f"id,1d\ns1,{cell}\ns2,6\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["id,1d", "s11,3"], "2: 's11' was given no sheet; did you mean 's1'?"),
        (["id,1d", "s1,3", "s1,4"], "3: s1 stands in row 2 already"),
        (["name,1d", "Ada,3"], "1: no column is headed 'id'"),
    ],
)
def test_rows_that_are_nobodys_are_complained_about_and_nothing_is_lost(folder, rows, said):
    grade(folder)
    write(folder.staff / "written.csv", *rows)
    (complaint,) = grade(folder).complaints
    assert f"staff/written.csv:{said}" in str(complaint)
    assert table(folder) == "".join(f"{row}\n" for row in rows)


def test_a_table_from_a_spreadsheet_is_read(folder):
    grade(folder)
    (folder.staff / "written.csv").write_bytes("\ufeffid;name;1d\r\ns1;Ada;1,5\r\n".encode())
    assert float(points(folder)["s1"][3]) == 1.5


def test_a_decision_wins_over_the_table(folder):
    grade(folder)
    write(folder.staff / "written.csv", "id,1d", "s1,3")
    override(folder, "s1", "1d", points="5", why="a second reading")
    found = verdict(folder, "s1", "1d")
    assert (found.outcome, found.points, found.settled.points) == (Outcome.WRITTEN, 5, 3)


def test_without_written_blanks_there_is_no_table(tmp_path):
    made = homework(tmp_path / "hw")
    hand_in(made, "s1,5,-21.25,-4.25")
    grade(made)
    assert not (made.staff / "written.csv").exists()
