"""`gradsheet override` on the command line."""

from __future__ import annotations

import csv
import shutil

import pytest
from click.testing import CliRunner

from grading.homework import decisions, hand_in, homework
from gradsheet.cli import main


@pytest.fixture
def folder(tmp_path):
    made = homework(tmp_path / "hw")
    hand_in(made, "s1,5,7,-4.25")
    return made


def run(folder, *arguments):
    return CliRunner().invoke(main, [*arguments, "-C", str(folder.root)])


def test_it_says_what_changes_and_grade_brings_it_into_the_marks(folder):
    done = run(folder, "override", "s1", "1b", "--points", "1.5", "--why", "right idea", "--who", "Ada Tutor")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "s1, 1b: wrong, 0 of 2 points; now wrong, 1.5 of 2 points",
        "Total: 6 of 8 points; now 7.5 of 8 points.",
        "Noted in record/decisions. `gradsheet grade` brings it into the marks.",
    ]
    assert run(folder, "grade").exit_code == 0
    assert "s1,Ada,,tue,2,1.5,4,7.5" in (folder.staff / "marks.csv").read_text(encoding="utf-8")


def test_students_are_named_by_code_or_name_as_well_and_the_systems_user_decides(folder, monkeypatch):
    monkeypatch.setenv("LOGNAME", "tutor7")
    assert run(folder, "override", "ada", "f", "--answer", "-21.25", "--why", "x").exit_code == 0
    (one,) = decisions(folder)
    assert (one["student"], one["blank"], one["answer"], one["who"]) == ("s1", "1b", "-21.25", "tutor7")


def test_a_refusal_is_one_sentence(folder):
    done = run(folder, "override", "s1", "1b", "--points", "9", "--why", "x")
    assert done.exit_code == 1
    assert done.stderr == "Error: --points: 9 is not from 0 to 2; 1b is worth 2 points\n"
    assert run(folder, "override", "s1", "1b", "--points", "1").exit_code == 2


def test_a_decision_may_come_before_any_answers(tmp_path):
    folder = homework(tmp_path / "hw")
    shutil.rmtree(folder.answers, ignore_errors=True)
    assert "holds no file" in run(folder, "grade").output
    done = run(folder, "override", "s1", "1b", "--points", "1.5", "--why", "shown at the board")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:2] == [
        "s1, 1b: blank, 0 of 2 points; now blank, 1.5 of 2 points",
        "Total: 0 of 8 points; now 1.5 of 8 points.",
    ]
    assert run(folder, "override", "s1", "1a", "--answer", "5", "--why", "on paper").exit_code == 0
    assert run(folder, "grade").exit_code == 0
    with (folder.staff / "marks.csv").open(encoding="utf-8", newline="") as file:
        totals = {row["id"]: row["total"] for row in csv.DictReader(file)}
    assert totals["s1"] == "3.5"
    assert {total for id_, total in totals.items() if id_ != "s1"} == {""}
