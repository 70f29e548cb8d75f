"""`gradsheet redraw`, and what `make` and `grade` do after it."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from assignments.homework import SMALL
from gradsheet.assignments import Folder, Sheet, handed_out
from gradsheet.assignments.lock import one_at_a_time
from gradsheet.cli import main

ASSIGNMENT = """\
title = "Homework 7"
engine = "typst"
problems = [{ use = "problems/small.toml", points = 4 }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "small.toml").write_text(SMALL)
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT)
    (tmp_path / "roster.csv").write_text("id,name\ns1,Ada Example\ns2,Bo Example\ns3,Cy Example\n")
    (tmp_path / "answers").mkdir()
    return Folder(tmp_path)


def run(folder: Folder, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [command, *arguments, "-C", str(folder.root)])


def sheet(folder: Folder, id_: str = "s2") -> Sheet:
    return next(sheet for sheet in handed_out(folder) if sheet.student.id == id_)


def pdfs(folder: Folder) -> dict[str, bytes]:
    return {folder.shown(path): path.read_bytes() for path in folder.root.rglob("*.pdf")}


def right(sheet: Sheet) -> str:
    return ",".join(f"{sheet.item(blank).solution.values[blank.symbol]:.6f}" for blank in sheet.blanks)


def hand_in(folder: Folder, text: str, file: str = "a.csv") -> None:
    (folder.answers / file).write_text(text)


def totals(folder: Folder) -> dict[str, str]:
    with (folder.staff / "marks.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["total"] for row in csv.DictReader(file)}


def explanation(folder: Folder) -> str:
    return (folder.explanations / "s2.txt").read_text(encoding="utf-8")


@pytest.fixture
def old(folder: Folder) -> Sheet:
    assert run(folder, "make").exit_code == 0
    return sheet(folder)


def test_make_typesets_that_students_sheet_and_key_and_no_other_byte(folder: Folder, old: Sheet) -> None:
    before = pdfs(folder)
    done = run(folder, "redraw", "s2", "--why", "misprint")
    assert done.exit_code == 0, done.output
    new = sheet(folder)
    assert done.stdout.splitlines() == [
        "s2 has new numbers in problems/small.toml.",
        f"The sheet {new.code} takes the place of {old.code}.",
        f"Answers to these on {old.code} do not count any more. `gradsheet make` typesets the new sheet and its key.",
    ]
    assert pdfs(folder) == before
    made = run(folder, "make")
    assert "; 3 file(s) changed." in made.stdout
    after = pdfs(folder)
    assert {file for file in before if after[file] != before[file]} == {"students/s2.pdf", "staff/keys/s2.pdf"}
    with pypdfium2.PdfDocument(folder.students / "s2.pdf") as pdf:
        page = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert new.code in page
    assert all(str(value) in page for value in new.items[0].exercise.givens.values())


def test_answers_on_the_old_sheet_are_set_aside_and_it_is_said_kindly(folder: Folder, old: Sheet) -> None:
    run(folder, "redraw", "s2", "--why", "page 2 was missing")
    hand_in(folder, f"code,1a,1b\n{old.code},{right(old)}\n{sheet(folder, 's1').code},{right(sheet(folder, 's1'))}\n")
    done = run(folder, "grade")
    assert done.exit_code == 0, done.output
    new = sheet(folder).code
    (note,) = [line for line in done.stderr.splitlines() if old.code in line]
    assert note.startswith(
        f"answers/a.csv:2: s2, exercise 1: answered on the sheet {old.code}, which was drawn anew on 20"
    )
    assert "(page 2 was missing): these answers belong to the earlier numbers and do not count" in note
    assert totals(folder) == {"s1": "4", "s2": "", "s3": ""}
    text = " ".join(explanation(folder).split())
    assert "Exercise 1: answered on the sheet" in text
    assert "Nothing was handed in" not in text
    assert f"do not count; the sheet {new} counts" in text


def test_with_keep_old_answers_that_name_the_old_code_are_marked_by_the_old_numbers(folder: Folder, old: Sheet) -> None:
    done = run(folder, "redraw", "s2", "--why", "misprint", "--keep-old")
    assert f"Answers to these on {old.code} are marked by its own numbers." in done.stdout
    hand_in(folder, f"id,code,1a,1b\ns2,{old.code.lower()},{right(old)}\n")
    done = run(folder, "grade")
    assert done.exit_code == 0, done.output
    assert f"s2, exercise 1: marked by the numbers of the sheet {old.code}, from before the redraw" in done.stderr
    assert totals(folder)["s2"] == "4"
    assert f"Bo Example (s2), sheet {old.code}" in explanation(folder)


def test_the_old_sheet_is_worth_what_the_exercises_are_worth_now(folder: Folder, old: Sheet) -> None:
    run(folder, "redraw", "s2", "--why", "misprint", "--keep-old")
    folder.assignment.write_text(ASSIGNMENT.replace("points = 4", "points = 6"))
    run(folder, "make")
    hand_in(folder, f"code,1a,1b\n{old.code},{right(old)}\n")
    run(folder, "grade")
    assert totals(folder)["s2"] == "6"


@pytest.mark.parametrize("keep", [[], ["--keep-old"]])
def test_answers_by_id_alone_and_by_the_new_code_belong_to_the_new_sheet(
    folder: Folder, old: Sheet, keep: list[str]
) -> None:
    run(folder, "redraw", "s2", "--why", "misprint", *keep)
    new = sheet(folder)
    for header, whose in (("id", "s2"), ("code", new.code), ("code", f"{new.code}-1")):
        hand_in(folder, f"{header},1a,1b\n{whose},{right(new)}\n")
        assert run(folder, "grade").exit_code == 0
        assert totals(folder)["s2"] == "4"
    hand_in(folder, f"id,1a,1b\ns2,{right(old)}\n")
    run(folder, "grade")
    assert totals(folder)["s2"] == "0"


def test_of_answers_on_both_sheets_the_newer_count_and_it_is_said(folder: Folder, old: Sheet) -> None:
    run(folder, "redraw", "s2", "--why", "misprint", "--keep-old")
    new = sheet(folder)
    hand_in(folder, f"code,1a,1b\n{old.code},1,1\n{new.code},{right(new)}\n")
    done = run(folder, "grade")
    assert done.exit_code == 0, done.output
    assert f"s2, exercise 1: answered on {old.code} and on a newer sheet; the newer counts" in done.stderr
    assert totals(folder)["s2"] == "4"
    hand_in(folder, f"code,1a,1b\n{old.code},{right(old)}\n{new.code},,\n")
    run(folder, "grade")
    assert totals(folder)["s2"] == "4"


@pytest.fixture
def two(folder: Folder) -> Folder:
    """Two exercises, of which the second is drawn anew for s2."""
    folder.assignment.write_text(
        ASSIGNMENT.replace("points = 4 }", 'points = 4 }, { use = "problems/other.toml", points = 2 }')
    )
    (folder.problems / "other.toml").write_text(SMALL)
    run(folder, "make")
    return folder


def answers(sheet: Sheet, number: int) -> str:
    item = sheet.items[number - 1]
    return ",".join(f"{item.solution.values[blank.symbol]:.6f}" for blank in item.blanks)


def test_exercises_whose_numbers_stayed_count_on_either_sheet(two: Folder) -> None:
    old = sheet(two)
    run(two, "redraw", "s2", "problems/other.toml", "--why", "misprint")
    hand_in(two, f"code,1a,1b,2a,2b\n{old.code},{right(old)}\n")
    done = run(two, "grade")
    assert totals(two)["s2"] == "4"
    (note,) = [line for line in done.stderr.splitlines() if line.startswith("answers/a.csv")]
    assert ": s2, exercise 2: answered on the sheet" in note
    new = sheet(two)
    hand_in(two, f"code,1a,1b,2a,2b\n{old.code},{right(old)}\n{new.code},,,{answers(new, 2)}\n")
    run(two, "grade")
    assert totals(two)["s2"] == "6"


def test_each_exercise_is_marked_by_the_sheet_on_which_it_was_answered(two: Folder) -> None:
    old = sheet(two)
    run(two, "redraw", "s2", "--why", "misprint", "--keep-old")
    new = sheet(two)
    hand_in(two, f"code,1a,1b,2a,2b\n{old.code},{answers(old, 1)},,\n{new.code},,,{answers(new, 2)}\n")
    done = run(two, "grade")
    assert totals(two)["s2"] == "6"
    assert f"s2, exercise 1: marked by the numbers of the sheet {old.code}, from before the redraw" in done.stderr
    assert "answered on" not in done.stderr


def test_of_several_earlier_sheets_the_newest_that_was_answered_counts(two: Folder) -> None:
    first = sheet(two)
    run(two, "redraw", "s2", "--why", "misprint", "--keep-old")
    second = sheet(two)
    run(two, "redraw", "s2", "--why", "again", "--keep-old")
    hand_in(two, f"code,1a,1b,2a,2b\n{first.code},{right(first)}\n{second.code},{answers(second, 1)},,\n")
    done = run(two, "grade")
    assert totals(two)["s2"] == "6"
    assert f"s2, exercise 1: answered on {first.code} and on a newer sheet; the newer counts" in done.stderr


def test_a_row_per_blank_may_name_the_old_code_too(folder: Folder, old: Sheet) -> None:
    run(folder, "redraw", "s2", "--why", "misprint")
    first, second = right(old).split(",")
    hand_in(folder, f"code,blank,answer\n{old.code},1a,{first}\n{old.code},1b,{second}\n")
    done = run(folder, "grade")
    assert done.stderr.count("do not count") == 1
    run(folder, "redraw", "s2", "--why", "again", "--keep-old")
    hand_in(folder, f"code,blank,answer\n{old.code},1a,{first}\n")
    assert "do not count" in run(folder, "grade").stderr


def test_an_id_and_the_old_code_of_somebody_else_do_not_go_together(folder: Folder, old: Sheet) -> None:
    run(folder, "redraw", "s2", "--why", "misprint", "--keep-old")
    hand_in(folder, f"id,code,1a,1b\ns1,{old.code},1,1\n")
    done = run(folder, "grade")
    assert done.exit_code == 1
    assert f"the id 's1' and the code '{old.code}' of s2 do not go together" in done.stderr


def test_answers_that_have_come_in_are_pointed_out(folder: Folder, old: Sheet) -> None:
    hand_in(folder, f"id,1a,1b\ns2,{right(old)}\n")
    done = run(folder, "redraw", "s2", "--why", "misprint")
    assert "Note: answers of s2 have come in already: those without a code are marked by " in done.stderr


def test_who_decided_it_is_noted(folder: Folder, old: Sheet) -> None:
    run(folder, "redraw", "s2", "--why", "misprint", "--who", "Dr. Example")
    assert '"who": "Dr. Example"' in (folder.record / "sheets.json").read_text(encoding="utf-8")


def test_without_a_reason_nothing_is_done(folder: Folder, old: Sheet) -> None:
    done = run(folder, "redraw", "s2")
    assert done.exit_code == 2
    assert "Missing option '--why'" in done.stderr
    assert run(folder, "redraw", "s2", "--why", "").exit_code == 1
    assert sheet(folder).code == old.code


def test_an_unknown_student_or_problem_is_named_without_a_traceback(folder: Folder, old: Sheet) -> None:
    assert "no sheet was made for 's9'" in run(folder, "redraw", "s9", "--why", "x").stderr
    assert (
        "has no exercise 'small'; it has problems/small.toml"
        in run(folder, "redraw", "s2", "small", "--why", "x").stderr
    )


def test_while_somebody_makes_sheets_nobody_redraws(folder: Folder) -> None:
    """The record that a `make` read before would be written over the redraw."""
    run(folder, "make", "--only", "s1", "--no-html")
    before = (folder.record / "sheets.json").read_bytes()
    with one_at_a_time(folder):
        done = run(folder, "redraw", "s2", "--why", "lost")
    assert done.exit_code == 1
    assert "another gradsheet is at work in this folder" in done.stderr
    assert (folder.record / "sheets.json").read_bytes() == before
    assert run(folder, "redraw", "s2", "--why", "lost").exit_code == 0
