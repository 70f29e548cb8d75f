"""`gradsheet export` on the command line."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from gradsheet.cli import main
from lms.moodle_reader import import_quiz

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
    wrote, proven, nearest = done.stdout.splitlines()
    assert wrote == "Wrote staff/export/moodle.xml with 3 variant(s) of each problem"
    assert proven == "Proven: 3 exercises, 24 derivatives against finite differences, 54 numbers in 50 digits."
    assert re.search(r"comes nearest to a right number: (\d+\.\d+) times both tolerances away", nearest)
    assert "Note: lecture/softmax-ce: give its slot in the quiz a maximum mark of 7;" in done.stderr
    assert "Note: Moodle reads plain decimals only" in done.stderr
    assert len(import_quiz((folder / "staff/export/moodle.xml").read_bytes())) == 3


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
        (["--to", "elsewhere"], "'elsewhere' is not"),
        ([], "Missing option '--to'"),
    ],
)
def test_wrong_options_are_refused(folder, arguments, message):
    refused = run(*arguments, "-C", folder)
    assert refused.exit_code == 2
    assert message in refused.stderr


def test_outside_an_assignment_it_says_where_to_go(tmp_path):
    refused = run("--to", "moodle", "-C", tmp_path)
    assert refused.exit_code == 1
    assert "there is no assignment.toml here" in refused.stderr
