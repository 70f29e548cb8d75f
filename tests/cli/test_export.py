"""`gradsheet export` on the command line."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from gradsheet.cli import main
from gradsheet.lms import TARGETS
from gradsheet.lms.readers.moodle import imported

ASSIGNMENT = """
title = "Homework 3"
problems = [{ use = "lecture/softmax-ce", points = 7 }]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_it_writes_the_file_and_says_where_and_what_moodle_cannot_do(folder):
    done = run("--to", "moodle", "--variants", 3, "-C", folder)
    assert done.exit_code == 0, done.output
    wrote, proven, nearest, again = done.stdout.splitlines()
    assert wrote == "Wrote staff/export/moodle.xml with 3 variant(s) of each problem"
    assert proven == "Proven: 3 exercises, 24 derivatives against finite differences, 54 numbers in 50 digits."
    assert re.search(r"comes nearest to a right number: (\d+\.\d+) times both tolerances away", nearest)
    assert re.fullmatch(r"Read again: 3 questions, 33 blanks; \d{3} answers tried, all decided there as here\.", again)
    assert "Note: lecture/softmax-ce: give its slot in the quiz a maximum mark of 7;" in done.stderr
    assert "Note: Moodle reads plain decimals only" in done.stderr
    assert len(imported("moodle.xml", (folder / "staff/export/moodle.xml").read_bytes())) == 3


def test_the_file_may_be_named_and_a_dash_is_standard_output(folder, tmp_path):
    assert run("--to", "moodle", "--variants", 2, "-C", folder, "-o", tmp_path / "own.xml").exit_code == 0
    written = (tmp_path / "own.xml").read_bytes()
    assert run("--to", "moodle", "--variants", 2, "-C", folder, "-o", "-").stdout_bytes == written
    assert not (folder / "staff").exists()


def test_a_file_that_differs_needs_force(folder):
    assert run("--to", "moodle", "--variants", 1, "-C", folder).exit_code == 0
    assert run("--to", "moodle", "--variants", 1, "-C", folder).exit_code == 0
    refused = run("--to", "moodle", "--variants", 2, "-C", folder)
    assert refused.exit_code == 1
    assert "staff/export/moodle.xml: this file exists and differs; overwrite it with --force" in refused.stderr
    assert run("--to", "moodle", "--variants", 2, "-C", folder, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "moodle", "--variants", "0"], "0 is not in the range"),
        (["--to", "moodle", "--variants", "2", "--per-student"], "exclude each other"),
        ([], "Missing option '--to'"),
    ],
)
def test_wrong_options_are_refused(folder, arguments, message):
    refused = run(*arguments, "-C", folder)
    assert refused.exit_code == 2
    assert message in refused.stderr


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Moodel", "did you mean 'moodle'?"),
        ("Gradescope", "did you mean 'gradescope-autograder' or 'gradescope-outline' or 'gradescope-online'?"),
        ("xyz", "there are moodle, "),
    ],
)
def test_an_unknown_target_is_told_the_nearest_name(folder, typed, hint):
    refused = run("--to", typed, "-C", folder)
    assert refused.exit_code == 1
    assert f"no target '{typed}'; {hint}" in refused.stderr


@pytest.mark.parametrize("name", ["brightspace", "Sakai", "ilias"])
def test_where_nothing_can_be_written_for_an_lms_it_says_why_and_what_to_do(folder, name):
    refused = run("--to", name, "-C", folder)
    assert refused.exit_code == 1
    assert f"no export to {name}" in refused.stderr
    assert "gradsheet grade" in refused.stderr


def test_the_list_says_of_every_target_what_it_keeps_and_loses_and_who_checked_it():
    shown = run("--list")
    assert shown.exit_code == 0
    for row in TARGETS.values():
        assert f"{row.name}: {row.title}" in shown.stdout
    assert all(shown.stdout.count(f"    {word} ") == len(TARGETS) for word in ("keeps", "loses", "checked"))


def test_one_variant_for_every_student_of_the_roster(folder):
    (folder / "roster.csv").write_text("id,name\n1,Ada\n2,Bo\n3,Cy\n4,Di\n", encoding="utf-8")
    done = run("--to", "moodle", "--per-student", "-C", folder)
    assert "Wrote staff/export/moodle.xml with 4 variant(s) of each problem" in done.stdout


def test_outside_an_assignment_it_says_where_to_go(tmp_path):
    refused = run("--to", "moodle", "-C", tmp_path)
    assert refused.exit_code == 1
    assert "there is no assignment.toml here" in refused.stderr


def test_many_files_are_one_line(folder):
    done = run("--to", "gradescope-online", "--variants", 3, "-C", folder)
    assert done.exit_code == 0, done.output
    where = folder / "staff/export/gradescope-online"
    assert len(list(where.iterdir())) == 3
    assert done.stdout.startswith(
        "Wrote 3 files into staff/export/gradescope-online/ with 3 variant(s) of each problem\n"
    )
