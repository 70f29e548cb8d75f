"""`gradsheet grade` on the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.cli import main

ASSIGNMENT = """
title = "Homework 3"
problems = [{ use = "lecture/softmax-ce", points = 7 }]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,name\ns001,Ada\ns002,Bo\n", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    return tmp_path


@pytest.fixture
def answers(folder):
    """Right answers of the first student."""
    sheet = hand_out(Folder(folder)).sheets[0]
    values = [f"{sheet.item(blank).solution.values[blank.symbol]:.5f}" for blank in sheet.blanks]
    return [["id", *(blank.label for blank in sheet.blanks)], ["s001", *values]]


def put(path, rows):
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["grade", *map(str, arguments)])


def test_it_marks_what_came_in_and_says_who_is_missing(folder, answers):
    put(folder / "answers" / "a.csv", answers)
    done = run("-C", folder)
    assert done.exit_code == 0, done.output
    assert "Marked 1 of 2 students" in done.stdout
    assert "Nothing came in from s002." in done.stdout
    assert "7.00 of 7 points" in done.stdout
    assert done.stderr == ""


def test_half_a_character_in_json_stops_nobody(folder, answers):
    put(folder / "answers" / "a.csv", answers)
    (folder / "answers" / "b.json").write_bytes(
        b'[{"id": "s002", "1a": "\\ud800", "1\\udfffa": 1, "1b": "\\ud83d\\ude00"}]'
    )
    done = run("-C", folder)
    assert "Marked 2 of 2 students" in done.stdout
    assert "'\ufffd' cannot be read here" in done.stderr
    assert "'\U0001f600' cannot be read here" in done.stderr  # two halves in their order are one character
    assert "Blanks: right 11, cannot be read 2, blank 9." in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of files that are no text")
def test_a_file_whose_name_is_no_text_is_marked_and_known_afterwards(folder, answers):
    """As `unzip` makes them of a zip from an old Windows."""
    put(Path(os.fsdecode(os.fsencode(folder / "answers") + b"/M\xfcller.csv")), answers)
    done = run("-C", folder)
    assert done.exit_code == 0, done.output
    assert "Marked 1 of 2 students" in done.stdout
    status = CliRunner().invoke(main, ["status", "-C", str(folder)])
    assert status.exit_code == 0
    assert "not marked" not in status.stdout


def test_a_row_that_cannot_be_used_is_told_on_stderr_and_by_the_exit_code(folder, answers):
    path = put(folder / "monday.csv", [*answers, ["s999", *answers[1][1:]]])
    done = run(path, "-C", folder)
    assert done.exit_code == 1
    assert "answers/monday.csv:3: 's999' was given no sheet" in done.stderr
    assert "Marked 1 of 2 students" in done.stdout
    assert (folder / "staff" / "marks.csv").exists()


def test_an_unreadable_answer_is_the_teachers_to_look_at_and_no_failure(folder, answers):
    put(folder / "answers" / "a.csv", [answers[0], ["s001", "3 2/3", *answers[1][2:]]])
    done = run("-C", folder)
    assert done.exit_code == 0
    assert "answers/a.csv:2: s001 wrote '3 2/3' at 1a:" in done.stderr


def test_of_many_lines_the_first_ten_are_told_and_all_when_asked(folder, answers):
    """A class that writes words everywhere, and a file with strangers, would push the marks off the screen."""
    strangers = [[f"q{number:03d}", *answers[1][1:]] for number in range(30)]
    words = [[student, *("see back" for _ in answers[1][1:])] for student in ("s001", "s002")]
    put(folder / "answers" / "a.csv", [answers[0], *words, *strangers])
    few, every = run("-C", folder).stderr.splitlines(), run("-C", folder, "--all").stderr.splitlines()
    assert sum("was given no sheet" in line for line in few) == sum("wrote 'see back'" in line for line in few) == 10
    assert "... and 20 more that could not be used; with --all every one is listed" in few
    assert f"... and {2 * len(answers[1]) - 12} more that cannot be read; with --all every one is listed" in few
    assert sum("was given no sheet" in line for line in every) == 30
    assert sum("wrote 'see back'" in line for line in every) == 2 * len(answers[1]) - 2


def test_a_missing_file_is_said_without_a_traceback(folder, answers):
    done = run(folder / "absent.csv", "-C", folder)
    assert done.exit_code == 1
    assert "absent.csv: there is no such file" in done.stderr


@pytest.mark.parametrize("missing", ["folder", "sheets", "answers"])
def test_what_has_to_come_first_is_said(missing, folder, tmp_path_factory):
    if missing == "answers":
        hand_out(Folder(folder))
    done = run("-C", tmp_path_factory.mktemp("nothing") if missing == "folder" else folder)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.output


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_from_elsewhere_is_copied_as_it_came_and_the_marks_hold_the_whole_class(folder, answers, elsewhere):
    put(folder / "answers" / "z.csv", answers)
    monday = put(elsewhere / "monday.csv", [["\ufeffid", "1a"], ["s002", "1"]])
    done = run(monday, "-C", folder)
    assert "Marked 2 of 2 students" in done.stdout
    assert "answers/monday.csv" not in done.stderr
    assert (folder / "answers" / "monday.csv").read_bytes() == monday.read_bytes()
    marked = (folder / "staff" / "marks.csv").read_bytes()
    for again in ([monday], [folder / "answers" / "monday.csv"], []):
        assert run(*again, "-C", folder).output.splitlines()[:-1] == done.output.splitlines()[:-1]
        assert (folder / "staff" / "marks.csv").read_bytes() == marked


@pytest.fixture
def elsewhere(tmp_path_factory):
    return tmp_path_factory.mktemp("downloads")


def test_another_file_of_the_same_name_is_not_overwritten_and_the_ways_out_work(folder, answers, elsewhere):
    put(folder / "answers" / "monday.csv", answers)
    before = files(folder)
    monday = put(elsewhere / "monday.csv", [answers[0], ["s002", *answers[1][1:]]])
    done = run(monday, "-C", folder)
    assert done.exit_code == 1
    assert "answers/monday.csv: there already, and" in done.stderr
    assert "Give the new file another name to have both marked, or delete answers/monday.csv" in done.stderr
    assert files(folder) == before
    assert "Marked 2 of 2" in run(monday.rename(elsewhere / "tuesday.csv"), "-C", folder).stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("absent.csv", None, "absent.csv: there is no such file. Nothing was written."),
        ("b.csv", "name,1a\nAda,1\n", "b.csv:1: no column says whose answers these are"),
        ("b.xlsx", "PK\3\4", "b.xlsx: this zip is damaged"),
        ("b.csv", "", "b.csv:1: the file is empty"),
        ("folder", "folder", "folder: this folder holds no file. Nothing was written."),
    ],
)
def test_a_named_file_that_cannot_be_used_stops_everything(folder, answers, elsewhere, name, content, said):
    put(folder / "answers" / "a.csv", answers)
    good = put(elsewhere / "good.csv", answers)
    if content == "folder":
        (elsewhere / name).mkdir()
    elif content is not None:
        (elsewhere / name).write_text(content, encoding="utf-8")
    before = files(folder)
    done = run(good, elsewhere / name, "-C", folder)
    assert done.exit_code == 1
    assert f"Error: {elsewhere / name}{said.removeprefix(name)}" in done.stderr
    assert files(folder) == before


def test_marks_stay_as_they_were_where_no_file_could_be_used(folder, answers):
    put(folder / "answers" / "a.csv", answers)
    run("-C", folder)
    before = (folder / "staff" / "marks.csv").read_bytes()
    put(folder / "answers" / "a.csv", [["name", "1a"], ["Ada", "1"]])
    done = run("-C", folder)
    assert done.exit_code == 1
    assert "left as it was: none of the files could be used" in done.stderr
    assert (folder / "staff" / "marks.csv").read_bytes() == before


def test_a_table_of_both_kinds_says_which_columns_it_did_not_read(folder, answers):
    put(folder / "answers" / "a.csv", [["id", "blank", "answer", "1b"], ["s001", "1a", "3", "4"]])
    done = run("-C", folder)
    assert done.exit_code == 1
    assert "answers/a.csv:1: not read: 1b; a table has either a row per blank" in done.stderr


def test_it_ends_with_what_has_changed_and_for_whom(folder, answers):
    put(folder / "answers" / "a.csv", answers)
    assert run("-C", folder).stdout.splitlines()[-1].startswith("These are the first marks")
    assert run("-C", folder).stdout.splitlines()[-1] == "Nothing has changed since the last marks."
    put(folder / "answers" / "b.csv", [["id", "1a"], ["s002", "12345"]])
    put(folder / "answers" / "a.csv", [answers[0], ["s001", "", *answers[1][2:]]])
    dry = run("--dry-run", "-C", folder)
    done = run("-C", folder)
    assert dry.stdout == done.stdout + "A dry run: nothing was written.\n"
    *_, head, handed_in, lost = done.stdout.splitlines()
    assert head == "Changed since the last marks, for 2 students (mean 7.00, now 3.23):"
    assert handed_in == "  s002 +0: handed in"
    assert lost == "  s001 -0.5385 at 1a: no answer any more"


@pytest.mark.parametrize("option", [["--dry-run"], ["--what-if", "credit.sign_slip=1"]])
def test_looking_writes_nothing(folder, answers, elsewhere, option):
    monday = put(elsewhere / "monday.csv", answers)
    before = files(folder)
    done = run(monday, *option, "-C", folder)
    assert done.exit_code == 0, done.output
    assert files(folder) == before


def test_a_setting_that_no_file_could_hold_is_refused(folder, answers):
    put(folder / "answers" / "a.csv", answers)
    done = run("--what-if", "credit.sign_slip=2", "-C", folder)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: --what-if credit.sign_slip=2: credit.sign_slip: ")
