"""`gradsheet status`: where an assignment stands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from grading.handed import write
from grading.homework import hand_in, homework, set_to
from gradsheet.assignments.hand_out import hand_out
from gradsheet.cli import main
from gradsheet.grading import Policy
from gradsheet.grading.policy_words import policy_sentences

SETTINGS = """\
[credit]
late_per_day = 0.1
[due]
default = 2026-11-24
thu = 2026-11-26
[[decision]]
blank = "1b"
void = "full points for all"
why = "a misprint"
who = "Ada Tutor"
when = 2026-11-27
"""


@pytest.fixture
def folder(tmp_path):
    return homework(tmp_path / "hw", SETTINGS)


def run(folder, *arguments):
    done = CliRunner().invoke(main, [*arguments, "-C", str(folder.root)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_counts_who_is_in_late_and_marked_in_each_group(folder):
    """Ada comes in time and again too late; Cy, whose group is due two days later, comes in time; Bo is a day late."""
    rows = ("s1,5,1,1,2026-11-24", "s1,5,2,2,2026-11-28", "s3,5,1,1,2026-11-26", "s2,5,1,1,2026-11-25 10:00")
    hand_in(folder, *rows[:3], header="id,1a,1b,1c,submitted")
    run(folder, "grade")
    hand_in(folder, rows[3], header="id,1a,1b,1c,submitted", file="b.csv")
    run(folder, "override", "s4", "1a", "--points", "1", "--why", "on paper", "--who", "Ada Tutor")
    text = run(folder, "status")
    assert text.splitlines()[:9] == [
        "Homework",
        "",
        "group   made    in  late marked  due",
        "thu        2     1     0      1  Thu 26 Nov 2026, 23:59",
        "tue        2     2     1      1  Tue 24 Nov 2026, 23:59",
        "all        4     3     1      2  Tue 24 Nov 2026, 23:59 (2 with another date)",
        "",
        "Nothing came in from s4.",
        "In answers/ and new since the last marks: b.csv. `gradsheet grade` marks them.",
    ]
    assert "  - everybody, 1b: full points for all: a misprint (Ada Tutor, 2026-11-27)" in text
    assert "  - s4, 1a: 1 of 2 points: on paper (Ada Tutor, 20" in text
    assert "  - Each day that begins after the deadline takes off 10 % of what you earned." in text


def test_a_file_that_has_changed_is_new_and_after_grading_nothing_is(folder):
    hand_in(folder, "s1,5,1,1")
    run(folder, "grade")
    assert "new since" not in run(folder, "status")
    hand_in(folder, "s1,5,1,2")
    assert "new since the last marks: a.csv." in run(folder, "status")


def test_spare_sheets_are_named_until_they_are_somebodys(folder):
    assert "Spare sheets" not in run(folder, "status")
    one, two = hand_out(folder, spares=2).spares
    said = f"Spare sheets that are nobody's yet: spare-01 ({one.code}), spare-02 ({two.code}). Who got"
    assert said in run(folder, "status")
    write(folder.roster, "id,spare", f"s1,{one.code}")
    hand_out(folder)
    assert f"nobody's yet: spare-02 ({two.code}). Who" in run(folder, "status")


def test_many_who_are_missing_are_counted_and_named_when_asked_for(folder):
    write(folder.roster, "id", *(f"t{number}" for number in range(30)))
    hand_out(folder)
    hand_in(folder, "t0,5,1,1")
    assert "from t1, t2, t3, t4, t5, t6, t7, t8, t9, t10 and 23 more." in run(folder, "status")
    assert "t28, t29, s1, s2, s3, s4." in run(folder, "status", "--all")


def test_before_anything_came_in_and_before_anything_was_made(folder, tmp_path):
    assert "Nothing has come in yet." in run(folder, "status")
    fresh = tmp_path / "fresh"
    assert CliRunner().invoke(main, ["new", str(fresh)]).exit_code == 0
    done = CliRunner().invoke(main, ["status", "-C", str(fresh)])
    assert done.exit_code == 0, done.output
    assert (
        "On the roster and without a sheet: s001, s002, s003, s004, s005. `gradsheet make` makes them." in done.stdout
    )


def test_what_cannot_be_used_is_counted(folder):
    hand_in(folder, "s1,5,1,1", "s77,1,1,1")
    assert "In answers/ one thing cannot be used" in run(folder, "status")


def test_the_policy_is_that_of_the_sheets_and_the_feedback(folder):
    set_to(folder, "")
    text = " ".join(run(folder, "status").split())
    for sentence in policy_sentences(Policy()):
        assert sentence in text
