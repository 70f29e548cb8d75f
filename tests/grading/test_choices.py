"""Answers to blanks with options: a letter or the number, and which wrong method a wrong one fits."""

from dataclasses import replace
from fractions import Fraction

import pytest

from grading.handed import sheets, submitted
from gradsheet.grading import Outcome, Policy, explanation, mark
from gradsheet.problems import find_problem, with_options
from gradsheet.problems.choices import SLIPS

PROBLEM = find_problem("backpropagation/choose-the-update")


def chosen_sheet():
    (sheet,) = sheets(PROBLEM)
    items = tuple(replace(item, exercise=with_options(item.exercise)) for item in sheet.items)
    return replace(sheet, items=items)


SHEET = chosen_sheet()
LETTERS = "ABCDE"


def verdict(label, text, policy=None, sheet=SHEET):
    (marks,) = mark([sheet], {"s001": submitted(sheet, {label: text})}, policy)
    return next(one for one in marks.verdicts if one.blank.label == label)


def right_place(blank):
    return [option.is_right for option in blank.options].index(True)


@pytest.mark.parametrize("spelt", ["{0}", "({0})", " {0}. ", "{1}", "({1})", "{0})", "[{0}]"])
def test_the_letter_of_the_right_option_earns_everything_however_it_is_spelt(spelt):
    for blank in SHEET.blanks:
        letter = LETTERS[right_place(blank)]
        found = verdict(blank.label, spelt.format(letter, letter.lower()))
        assert (found.outcome, found.points) == (Outcome.RIGHT, blank.points)


def test_a_number_earns_what_its_letter_earns():
    for blank in SHEET.blanks:
        for place, option in enumerate(blank.options):
            by_letter, by_number = verdict(blank.label, LETTERS[place]), verdict(blank.label, option.number)
            expected = Outcome.RIGHT if option.is_right else Outcome.MISCONCEPTION
            assert by_letter.outcome is by_number.outcome is expected
            assert by_letter.note == by_number.note


def test_a_wrong_option_names_the_method_it_fits_and_accuses_nobody():
    for blank in SHEET.blanks:
        for place, option in enumerate(blank.options):
            if option.is_right:
                continue
            found = verdict(blank.label, LETTERS[place])
            assert found.points == 0
            assert found.note.startswith("consistent with: ")
            assert "you did" not in found.note.casefold()
            for id in option.causes:
                title = SLIPS[id].cause.title if id in SLIPS else PROBLEM.misconceptions[id].title
                assert title in found.note
            if len(option.causes) > 1:
                assert "nobody can tell which" in found.note


def test_the_policy_says_what_a_known_wrong_method_earns():
    blank = SHEET.blanks[0]
    wrong = LETTERS[0 if right_place(blank) else 1]
    policy = Policy(credit={Outcome.MISCONCEPTION: Fraction(1, 4)})
    assert verdict(blank.label, wrong, policy).points == blank.points / 4


@pytest.mark.parametrize("text", ["F", "(z)", "x"])
def test_a_letter_that_is_no_option_cannot_be_read_and_is_told_kindly(text):
    found = verdict("1a", text)
    assert found.outcome is Outcome.UNREADABLE
    assert "they go from A to E; or write the number itself" in found.note


def test_a_number_that_is_none_of_the_options_is_wrong_and_said():
    found = verdict("1a", "7.77")
    assert (found.outcome, found.note) == (Outcome.WRONG, "this number is none of the options")


def test_without_options_a_letter_is_no_answer():
    (bare,) = sheets(PROBLEM)
    assert verdict("1a", "B", sheet=bare).outcome is Outcome.UNREADABLE


def test_the_explanation_shows_letter_and_number():
    blank = SHEET.blanks[0]
    (marks,) = mark([SHEET], {"s001": submitted(SHEET, {blank.label: "A"})})
    right = blank.options[right_place(blank)]
    assert f"({LETTERS[right_place(blank)]}) {right.number} (exactly" in explanation(marks)
