"""`gradsheet explain`: whose sheet is meant, what is said about it, and that nothing is written."""

from __future__ import annotations

import csv
import re

import pytest
from click.testing import CliRunner

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.redraw import redraw
from gradsheet.cli import main
from gradsheet.grading import grade

ASSIGNMENT = """
title = "Homework 3"
problems = [{ use = "problems/circuit.toml", points = 8 }, { use = "lecture/softmax-ce", points = 12 }]
"""
CIRCUIT = '''
title = "A circuit"
steps = """
q = x + y
f = q * z
"""
[given]
x = { from = 1, to = 9, by = 0.1 }
y = { from = 1, to = 9, by = 0.1 }
z = { from = -9, to = -1, by = 0.25 }
[[ask]]
blanks = ["q", "f", "df/dx"]
'''
ROSTER = """id,name
s001,Ada Exämple
s002,Adam Example
s003,Bo Placeholder
s004,Bo
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("hw")
    for file, text in (("assignment.toml", ASSIGNMENT), ("roster.csv", ROSTER), ("problems/circuit.toml", CIRCUIT)):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def handed(folder):
    """Everybody answers rightly, but for a sign at Ada's 1b and words at her 2a."""
    sheets = {sheet.student.id: sheet for sheet in hand_out(Folder(folder)).sheets}
    labels = [blank.label for blank in sheets["s001"].blanks]
    rows = [["id", *labels]]
    for sheet in sheets.values():
        row = {b.label: f"{sheet.item(b).solution.values[b.symbol]:.5f}" for b in sheet.blanks}
        if sheet.student.id == "s001":
            row |= {"1b": row["1b"].removeprefix("-"), "2a": "see back"}
        rows.append([sheet.student.id, *row.values()])
    (folder / "answers").mkdir()
    (folder / "answers" / "a.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return sheets


def run(folder, *arguments, **options):
    return CliRunner().invoke(main, ["explain", *arguments, "-C", str(folder)], **options)


@pytest.mark.parametrize("who", ["s001", "S001", "{code}", "{code}-2", "da Exa", "ADA EXÄMPLE", "ada"])
def test_a_student_is_named_by_id_by_code_or_by_part_of_the_name(folder, handed, who):
    """Case and accents do not matter."""
    done = run(folder, who.format(code=handed["s001"].code))
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Ada Exämple (s001), sheet {handed['s001'].code}\n")


def test_a_name_that_several_have_lists_them_and_a_whole_word_wins(folder, handed):
    done = run(folder, "example")
    assert done.exit_code == 1
    assert "'example' may be 2 students" in done.stderr
    assert "s001  Ada Exämple" in done.stderr
    assert "s002  Adam Example" in done.stderr
    assert run(folder, "ada").stdout.startswith("Ada Exämple (s001)")
    assert "s003  Bo Placeholder" in run(folder, "bo").stderr


def test_a_typing_mistake_gets_a_hint(folder, handed):
    done = run(folder, "Placehodler")
    assert done.exit_code == 1
    assert "did you mean s003?" in done.stderr
    assert "give an id, the code on a sheet, or part of a name" in run(folder, "zzz").stderr
    done = run(folder, "s001", "1z")
    assert done.exit_code == 1
    assert "no blank '1z'" in done.stderr


def test_an_empty_name_is_nobodys(folder, handed):
    for nothing in ("", " "):
        done = run(folder, nothing)
        assert done.exit_code == 1
        assert "nobody with a sheet is called" in done.output


def test_it_says_what_was_given_written_earned_and_the_line_of_the_key(folder, handed):
    out = run(folder, "s001").stdout
    sheet = handed["s001"]
    x, y, z = (float(value) for value in sheet.items[0].exercise.givens.values())
    assert f"x = {x:g}   y = {y:g}   z = {z:g}" in out
    block = out[out.index("\n1b  f") :].partition("\n\n")[0]
    assert f"written   {abs((x + y) * z):.5f}" in block
    assert "wrong sign, 0 of 2.6667 points" in block
    (line,) = re.findall(r"key       (f = q\*z = .*)", block)
    _, _, numbers, result = re.split(" [=≈] ", line)
    assert eval(numbers) == pytest.approx(float(result), abs=1e-4) == pytest.approx((x + y) * z, abs=1e-4)
    assert "'see' is neither a number nor a function" in out
    assert re.search(r"^1a  q +\d+\.\d+ +right, 2.6667 of 2.6667 points$", out, re.MULTILINE)


def test_one_blank_is_named_by_label_or_quantity_and_stands_there_in_full(folder, handed):
    out = run(folder, "s002", "1c").stdout
    assert "1c  ∂f/∂x, that is df/dx: the derivative" in out
    assert "expected" in out
    assert "key       df/dx = " in out
    assert "1b  " not in out
    assert "2. Weight update" not in out
    assert run(folder, "s002", "df/dx").stdout == out


def test_the_marks_are_those_of_grade_and_explaining_writes_nothing(folder, handed):
    before = sorted(folder.rglob("*"))
    out = run(folder, "s001").stdout
    assert sorted(folder.rglob("*")) == before
    grade(Folder(folder))
    with (folder / "staff" / "marks.csv").open(encoding="utf-8", newline="") as file:
        total = next(row["total"] for row in csv.DictReader(file) if row["id"] == "s001")
    assert f"\n{total} of 20 points\n" in out


def test_colours_are_for_terminals_only(folder, handed):
    assert "\x1b[" not in run(folder, "s001").stdout
    assert "\x1b[31m" in run(folder, "s001", color=True).stdout


def test_a_code_from_before_a_redraw_still_finds_the_student(folder, handed):
    old = handed["s003"].code
    now = redraw(Folder(folder), "s003", why="page 2 was not printed", who="Ana")
    assert now.code != old
    assert run(folder, old).stdout.startswith(f"Bo Placeholder (s003), sheet {now.code}")
