"""`gradsheet override` on the command line."""

from __future__ import annotations

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
