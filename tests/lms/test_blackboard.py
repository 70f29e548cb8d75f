"""Blackboard's upload of questions, judged by what its help page says of such files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.blackboard import MOST, blackboard
from gradsheet.lms.course import Course
from gradsheet.lms.proof import prove
from gradsheet.lms.question import questions, split
from gradsheet.lms.readers.blackboard import read
from gradsheet.problems import find_problem, with_options
from lms.drawn import bank, lecture, sheets, small, written

COURSE = Course(title="Homework 3")


def exported(some):
    asked = list(split(questions(some)))
    return asked, blackboard(asked, COURSE)


def test_every_blank_of_the_bank_is_a_line_of_fields_and_marks_as_here():
    asked, package = exported([bank()])
    files = dict(package.files)
    for name, content in files.items():
        assert name.endswith(".txt")
        for line in content.decode().removesuffix("\n").split("\n"):
            assert line.count("\t") == 3 or line.startswith("MC\t")
            assert line.split("\t")[0] in ("NUM", "MC")
            assert "<img" not in line
    assert prove(read(files), asked, COURSE).blanks == sum(len(question.parts) for question in asked)


def test_choices_say_which_is_correct_in_english():
    some = [
        replace(sheet, items=tuple(replace(item, exercise=with_options(item.exercise)) for item in sheet.items))
        for sheet in sheets([find_problem("backpropagation/choose-the-update")], 2)
    ]
    asked, package = exported(some)
    for question, line in zip(
        asked, b"".join(content for _, content in package.files).decode().split("\n"), strict=False
    ):
        fields = line.split("\t")
        options = question.parts[0].blank.options
        assert fields[0] == "MC"
        assert fields[2::2] == [option.number for option in options]
        assert fields[3::2] == ["correct" if option.is_right else "incorrect" for option in options]


def test_no_more_lines_in_a_file_than_blackboard_takes():
    (sheet,) = sheets([small('[[ask]]\nblanks = ["q"]\n')])
    many = [replace(sheet, code=f"TEST{number:06d}") for number in range(MOST + 7)]
    _, package = exported(many)
    assert [(name, content.count(b"\n")) for name, content in package.files] == [
        ("blackboard/made-up-a-1.txt", MOST),
        ("blackboard/made-up-a-2.txt", 7),
    ]


def test_problems_whose_names_differ_in_signs_or_case_only_have_files_of_their_own():
    one, other, third = small(), replace(small(), name="Made.up"), replace(small(), name="made-upper")
    asked, package = exported(sheets([one, other, third]))
    names = [name for name, _ in package.files]
    assert len({name.lower() for name in names}) == len(names) == 9
    assert names[-3:] == [f"blackboard/made-upper-{letter}.txt" for letter in "abc"]
    assert prove(read(dict(package.files)), asked, COURSE).blanks == 9


def test_tabs_and_lines_of_an_author_begin_nothing_new():
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    problem = replace(item.exercise.problem, statement="a\tb\nNUM\tc\t1\t2")
    asked, package = exported(
        [replace(sheet, items=(replace(item, exercise=replace(item.exercise, problem=problem)),))]
    )
    assert len(read(dict(package.files))) == len(asked) == 3


def test_what_is_lost_is_said():
    _, package = exported(sheets(lecture()))
    assert any(note.startswith("Drawings are left out") and "lecture/softmax-ce" in note for note in package.notes)
    with pytest.raises(GradsheetError, match="Blackboard can ask nothing of this"):
        exported(
            sheets(
                [written('title = "T"\nsteps = "f = 2*x"\n[given]\nx = 1\n[[ask]]\nwritten = true\ntext = "Why?"\n')]
            )
        )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"NUM\t<p>x</p>\tone\t2\n", "blackboard.txt:1: 'one' or '2' is no number"),
        (b"NUM\t<p>x</p>\t1\t2\n\nNUM", "blackboard.txt:2: a line that begins with ''"),
        (b"NUM\t<p>x\t1\t2\n", "blackboard.txt:1: <p> is not closed"),
        (b"MC\tx\t1\tcorrect\t2\tcorrect\n", "exactly one option must be 'correct'"),
        (b"\xff\xfe", "no UTF-8"),
        (b"NUM\tx\t1\t1\n" * 501, "501 lines; Blackboard takes 500"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(content, message):
    with pytest.raises(GradsheetError, match=message):
        read({"blackboard.txt": content})
