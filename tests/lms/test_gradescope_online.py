"""Text for Gradescope's online assignments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.gradescope import online
from gradsheet.lms.proof import prove
from gradsheet.lms.question import questions
from gradsheet.lms.readers.gradescope import read
from lms.drawn import bank, lecture, sheets, small

COURSE = Course(title="Homework 3")


def test_every_number_of_the_bank_is_a_field_that_marks_as_here():
    asked = questions([bank()])
    ((name, content),) = online(asked, COURSE).files
    found = prove(read({name: content}), asked, COURSE)
    assert (found.questions, found.blanks) == (len([q for q in asked if q.parts]), sum(len(q.parts) for q in asked))


def test_each_variant_is_a_file_with_a_question_of_every_problem():
    files = online(questions(sheets(lecture(), 2)), COURSE).files
    assert [name for name, _ in files] == ["gradescope-online/variant-1.md", "gradescope-online/variant-2.md"]
    for _, content in files:
        heads = [line for line in content.decode().split("\n") if line.startswith("==== ")]
        assert [head.split(":")[0] for head in heads] == ["==== Question 1", "==== Question 2", "==== Question 3"]
        assert all(head.endswith(", 10 points") for head in heads)


def test_no_word_of_an_author_is_a_field_or_ends_the_explanation():
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    nasty = "[____](=5) |____| (x) 3 [[a]] ]] $$x$$ [x] |files|"
    problem = replace(item.exercise.problem, title=nasty, statement=nasty)
    some = [replace(sheet, items=(replace(item, exercise=replace(item.exercise, problem=problem)),))]
    (found,) = read(dict(online(questions(some), COURSE).files))
    assert len(found.places) == 3
    assert "|files|" not in found.words
    assert len(found.feedback) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"nothing", "no question in it"),
        (b"==== Question 1\n\nwords", "x: question 1: it has no field"),
        (b"==== Question 1\n\n(x) 1\n(x) 2\n", "exactly one option"),
    ],
)
def test_other_text_is_refused(content, message):
    with pytest.raises(GradsheetError, match=message):
        read({"x": content})
