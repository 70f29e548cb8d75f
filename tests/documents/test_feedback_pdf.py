"""Feedback on paper: by both engines, read back by another reader, and only what changed is made."""

from __future__ import annotations

import re
from fractions import Fraction
from io import BytesIO

import pikepdf
import pytest
from click.testing import CliRunner

from documents.handed import ENGINES, HEADING, text
from documents.test_accessible_pdf import is_accessible
from documents.test_feedback import right_values
from grading.handed import LECTURE, exact, marked, sheets, submitted
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.sheet import Student
from gradsheet.cli import main
from gradsheet.documents.feedback_view import Shown, feedback_view
from gradsheet.documents.templates import source_of
from gradsheet.documents.typeset import ENGINES as TYPESET
from gradsheet.documents.writers import WRITERS, writer_for
from gradsheet.grading import mark
from gradsheet.problems import find_problem

EVIL = r"\input{/etc/passwd} #eval(1) $x$ %&_^~ <b> 100% "


def paper(marks, engine, *, with_key):
    shown = Shown(with_key=with_key, until="2026-11-26 23:59", policy=("A rule.",))
    source = source_of(feedback_view(marks, HEADING, WRITERS[engine], shown), engine)
    (made,) = TYPESET[engine]([source])
    assert isinstance(made, bytes), made
    return " ".join(text(made).split())


def troubled():
    (sheet,) = sheets(find_problem(LECTURE), students=[Student(id="s<1>", name="Eve O'Hara & 50 % #1 中")])
    answers = exact(sheet, 5) | {"z1[1]": EVIL, "z1[2]": "77.77", "L": "7" * 300}
    return sheet, marked(sheet, answers)


@pytest.mark.parametrize("engine", ENGINES)
def test_paper_says_what_the_page_says_and_reveals_no_right_number(engine):
    sheet, marks = troubled()
    said = paper(marks, engine, with_key=False)
    assert "Feedback" in said
    assert "Look first at 1a" in said
    assert "cannot be read" in said
    assert "\\input{/etc/passwd} #eval(1)" in said.replace("\u2002", " ")
    assert "root:" not in said
    assert "2026-11-26 23:59" in said
    typed = {answer.text for answer in marks.submission.answers.values()}
    numbers = set(re.findall(r"\d+\.\d{3,}", said)) - {one.removeprefix("-") for one in typed}
    assert not numbers & right_values(sheet)


@pytest.mark.parametrize("engine", ENGINES)
def test_paper_with_the_key_has_the_worked_lines(engine):
    sheet, marks = troubled()
    said = paper(marks, engine, with_key=True)
    assert "Worked solution" in said
    assert "Backward pass" in said
    assert set(re.findall(r"\d+\.\d{3,}", said)) & right_values(sheet)
    (nothing,) = mark([sheet], {})
    assert "Nothing was handed in." in paper(nothing, engine, with_key=False)


def test_paper_of_the_embedded_engine_is_for_screen_readers_too():
    _, marks = troubled()
    writer = writer_for("typst")
    (made,) = TYPESET["typst"]([source_of(feedback_view(marks, HEADING, writer, Shown(with_key=True)), "typst")])
    with pikepdf.open(BytesIO(made)) as pdf:
        is_accessible(pdf)


def test_rows_of_a_long_table_break_over_pages():
    problem = find_problem("perceptron/from-zero-two-epochs")
    (sheet,) = sheets(problem, students=["s001"])
    answers = {one.label: "77" for one in sheet.blanks}
    (marks,) = mark([sheet], {"s001": submitted(sheet, answers)})
    said = paper(marks, "typst", with_key=False)
    assert all(f"{one.label} " in said for one in sheet.blanks)
    assert marks.out_of == Fraction(8)


ASSIGNMENT = """
title = "Homework 3"
engine = "typst"
problems = [{ use = "lecture/softmax-ce", points = 7 }]
[due]
default = 2020-11-24T23:59:00
late = 2999-11-26T23:59:00
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,name,group\ns001,Ada,\ns002,Bo,late\n", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    sheet = hand_out(Folder(tmp_path)).sheets[0]
    values = [f"{sheet.item(blank).solution.values[blank.symbol]:.5f}" for blank in sheet.blanks]
    labels = ",".join(blank.label for blank in sheet.blanks)
    (tmp_path / "answers" / "a.csv").write_text(f"id,{labels}\ns001,{','.join(values)}\n", encoding="utf-8")
    return tmp_path


def run(folder, *arguments):
    done = CliRunner().invoke(main, ["feedback", *arguments, "-C", str(folder)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_key_is_held_back_until_the_last_deadline_of_everybody(folder):
    assert "without the worked solution, held back until 2999-11-26 23:59" in run(folder)
    page = folder / "staff" / "feedback" / "s001.html"
    assert "Forward pass" not in page.read_text(encoding="utf-8")
    assert "with the worked solution" in run(folder, "--with-key")
    assert "Forward pass" in page.read_text(encoding="utf-8")
    (folder / "assignment.toml").write_text(ASSIGNMENT.replace("2999", "2020"), encoding="utf-8")
    assert "with the worked solution" in run(folder)
    assert "without the worked solution" in run(folder, "--without-key")


def test_only_what_changed_is_made_and_only_for_those_who_are_named(folder):
    assert "2 file(s) changed" in run(folder, "ada", "--pdf")
    made = sorted(path.name for path in (folder / "staff" / "feedback").iterdir())
    assert made == ["s001.html", "s001.pdf"]
    assert not (folder / "staff" / "feedback.csv").exists()
    assert "0 file(s) changed" in run(folder, "s001", "--pdf")
    assert "4 file(s)" not in run(folder, "--pdf")
    assert "0 file(s) changed" in run(folder, "--pdf")
    assert (folder / "staff" / "feedback.csv").read_text(encoding="utf-8").startswith("id,code,total,text\ns001,")
