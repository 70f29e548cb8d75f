"""Numerical questions for Moodle, judged by its reader and by people who work with decimal numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.moodle import moodle_numerical
from gradsheet.lms.question import questions, split
from gradsheet.lms.readers.moodle import imported
from gradsheet.problems import find_problem
from lms.drawn import lecture, sheets, small
from lms.mistaken import mistaken

COURSE = Course(title="Homework 3", rounded_early=Decimal("0.5"), misconception=Decimal("0.25"))
SHEETS = sheets(lecture(), 3)


def written(some, course=COURSE):
    return moodle_numerical(list(split(questions(some))), course)


def held(some, course=COURSE):
    (file,) = written(some, course).files
    return {one.idnumber: one for one in imported(*file)}


QUESTIONS = held(SHEETS)


def test_every_blank_is_a_question_in_a_category_of_its_own_with_all_its_variants():
    assert {one.idnumber: one.category for one in QUESTIONS.values()} == {
        f"{sheet.code}-{blank.label}": (
            "$course$",
            "top",
            "Homework 3",
            item.exercise.problem.name,
            blank.label.lstrip("0123456789"),
        )
        for sheet in SHEETS
        for item in sheet.items
        for blank in item.blanks
    }
    assert all(one.type == "numerical" and len(one.parts) == 1 for one in QUESTIONS.values())


def test_each_is_worth_its_points_and_a_wrong_answer_costs_nothing():
    for sheet in SHEETS:
        for blank in sheet.blanks:
            one = QUESTIONS[f"{sheet.code}-{blank.label}"]
            assert one.mark == pytest.approx(float(blank.points), abs=1e-6)
            assert one.penalty == 0


def test_the_right_number_stands_first_then_who_rounded_early_and_everything_else_last():
    for one in QUESTIONS.values():
        first, *others, last = one.parts[0].alternatives
        assert (first.fraction, first.feedback) == (1, "")
        assert (last.answer, last.fraction) == (None, 0)
        assert all(other.fraction in (0.5, 0.25) for other in others)
        early = [other for other in others if other.fraction == 0.5]
        assert all(other.answer == first.answer and other.tolerance > first.tolerance for other in early)
        assert all("rounded too early" in other.feedback for other in early)


def test_who_holds_a_misconception_earns_what_the_policy_says_and_is_told_its_name():
    told = 0
    for sheet, blank, text, title in mistaken(SHEETS):
        part = QUESTIONS[f"{sheet.code}-{blank.label}"].parts[0]
        assert part.fraction(text) == 0.25
        matched = next(one for one in part.alternatives if one.interval[0] <= float(text) <= one.interval[1])
        assert title in matched.feedback.replace("&#39;", "'")
        told += 1
    assert told > 100


@pytest.mark.parametrize(
    ("credit", "share", "noted"),
    [
        ("0", 0, False),
        ("0.05", 0.05, False),
        ("0.34", 1 / 3, True),
        ("0.55", 0.5, True),
        ("0.04", 0, True),
        ("1", 1, False),
    ],
)
def test_a_credit_that_moodle_has_no_share_for_earns_the_next_one_below_and_that_is_said(credit, share, noted):
    course = Course(title="T", rounded_early=Decimal(credit))
    package = written(SHEETS[:1], course)
    shares = {
        one.fraction
        for each in held(SHEETS[:1], course).values()
        for one in each.parts[0].alternatives
        if "early" in one.feedback
    }
    assert list(shares) == pytest.approx([share], abs=1e-6)
    assert any(one.startswith("rounding early earns") for one in package.notes) == noted


def test_choices_stay_choices():
    problem = find_problem("softmax/choose-the-gradient")
    from lms.test_moodle import with_all_options

    some = [with_all_options(sheet) for sheet in sheets([problem], 2)]
    choices = [one for one in held(some).values() if one.type == "cloze"]
    assert len(choices) == sum(bool(blank.options) for sheet in some for blank in sheet.blanks)
    assert all(one.parts[0].options for one in choices)


def test_the_slots_must_be_worth_what_the_blanks_are():
    (note,) = [one for one in written(sheets([small()])).notes if "slots" in one]
    assert note == "made/up: give its slots in the quiz a maximum mark of 3.3333333"


def test_long_titles_of_assignments_leave_idnumbers_of_categories_different():
    course = Course(title="A very long title " * 20)
    content = written(SHEETS[:1], course).files[0][1].decode()
    from xml.etree import ElementTree

    ids = [one.findtext("idnumber") for one in ElementTree.fromstring(content) if one.get("type") == "category"]
    assert len(ids) == len(set(ids)) == len(SHEETS[0].blanks)
    assert all(len(one) <= 100 for one in ids)


NUMERICAL = """<quiz><question type="numerical"><name><text>n</text></name>
<questiontext format="html"><text>x</text></questiontext>{answers}</question></quiz>"""


def answer(fraction, text, tolerance):
    return f'<answer fraction="{fraction}"><text>{text}</text><tolerance>{tolerance}</tolerance></answer>'


@pytest.mark.parametrize(
    ("answers", "typed", "earned"),
    [
        (answer(100, "0.7311", "0.0005"), ".7316", 1),
        (answer(100, "0.7311", "0.0005"), ".73160000000002", 0),
        (answer(100, "0.7311", "0.0005"), "0.7311 V", 1),
        (answer(100, "0", "0"), "1e-28", 1),
        (answer(100, "1234567890.12345678", "0"), "1234567890.12345678", 0),
        (answer(100, "1", "0.1") + answer(50, "1", "0.5") + answer(10, "*", "0"), "1.4", 0.5),
        (answer(100, "1", "0.1") + answer(50, "1", "0.5") + answer(10, "*", "0"), "9", 0.1),
        (answer(50, "1", "0.5") + answer(100, "1", "0.1"), "1", 0.5),
        (answer("33.33333", "2", "0.1") + answer(100, "1", "0.1"), "2", 0.3333333),
    ],
)
def test_numerical_questions_earn_what_they_earned_in_moodle(answers, typed, earned):
    (one,) = imported("quiz.xml", NUMERICAL.format(answers=answers).encode())
    assert one.parts[0].fraction(typed) == earned


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (answer(100, "1", "0") + answer(34, "2", "0"), "Moodle has no answer that earns 34 per cent"),
        (answer(50, "1", "0"), "no answer earns everything"),
        (answer(100, "one", "0"), "'one' is no number"),
    ],
)
def test_what_moodle_refuses_is_said_with_its_place(answers, said):
    with pytest.raises(GradsheetError, match=rf"quiz\.xml: question 1 \(n\): {said}"):
        imported("quiz.xml", NUMERICAL.format(answers=answers).encode())
