"""Marking: what each answer is, what it earns, and the reason."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from grading.by_hand import EARLY, HONEST, Student, typed
from grading.handed import (
    CIRCUIT,
    LECTURE,
    circuit,
    exact,
    given_as,
    lecture_sheet,
    marked,
    read,
    sheet_with,
    sheets,
    submitted,
    verdicts,
)
from gradsheet.formula import name
from gradsheet.grading import Outcome, Policy, mark
from gradsheet.grading.outcome import CREDIT
from gradsheet.problems import Kind, find_problem

RIGHT, EARLY_, WRONG = Outcome.RIGHT, Outcome.ROUNDED_EARLY, Outcome.WRONG


@pytest.fixture(scope="module")
def lecture():
    return lecture_sheet()


@pytest.mark.parametrize("answer", ["0.5969", "0.596894", "0.67 - 0.1*e/(1+e)", "5.969e-1"])
def test_the_lectures_own_number_is_right_in_any_spelling_and_with_any_further_decimals(answer, lecture):
    verdict = verdicts(lecture, {"new W2[1,1]": answer})["new W2[1,1]"]
    assert verdict.outcome is RIGHT
    assert verdict.points == verdict.blank.points


@pytest.mark.parametrize(
    ("answer", "outcome", "share"),
    [
        ("0.5969", Outcome.RIGHT, 1),
        ("0.5970", Outcome.ROUNDED_EARLY, Fraction(1, 2)),
        ("-0.5969", Outcome.SIGN_SLIP, 0),
        ("0.6", Outcome.WRONG, 0),
        ("0.597 0.2", Outcome.UNREADABLE, 0),
        ("nan", Outcome.UNREADABLE, 0),
    ],
)
def test_an_updated_weight_earns_what_its_outcome_is_worth(answer, outcome, share, lecture):
    verdict = verdicts(lecture, {"new W2[1,1]": answer})["new W2[1,1]"]
    assert verdict.outcome is outcome
    assert verdict.points == verdict.blank.points * share


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        ("-7.311", "1 place too far right"),
        ("-0.0731", "1 place too far left"),
        ("-731.1", "3 places too far right"),
        ("-73.11", "2 places too far right"),
    ],
)
def test_the_right_digits_with_the_point_elsewhere_are_a_slip(answer, note):
    verdict = verdicts(circuit(z="-0.14622"), {"f": answer})["f"]
    assert verdict.outcome is Outcome.DECIMAL_SLIP
    assert note in verdict.note
    assert verdict.points == verdict.blank.points / 2


@pytest.mark.parametrize("answer", ["-0.01", "-7.32", "-0.0008", "-0.5"])
def test_a_number_with_too_few_right_digits_is_no_slip(answer):
    assert verdicts(circuit(z="-0.14622"), {"f": answer})["f"].outcome is WRONG


def test_ten_times_the_right_number_is_no_slip_where_a_tenth_was_given():
    """With a learning rate of 0.1 it would be the change without the rate."""
    assert verdicts(circuit(x="0.1", y="0", z="7.31"), {"f": "7.31"})["f"].outcome is WRONG
    assert verdicts(circuit(x="0.2", y="0", z="7.31"), {"f": "14.62"})["f"].outcome is Outcome.DECIMAL_SLIP


def test_a_tenth_that_does_not_lead_to_a_blank_excuses_no_slip_there():
    """q = x + y is not touched by z, f is."""
    sheet = circuit(x="3.1", y="4.21", z="0.1")
    assert verdicts(sheet, {"q": "73.1"})["q"].outcome is Outcome.DECIMAL_SLIP
    assert verdicts(sheet, {"f": "7.31"})["f"].outcome is WRONG


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("-0.84", EARLY_),
        ("-0.841", EARLY_),
        ("-0.84e0", EARLY_),
        ("f = -0.84", EARLY_),
        ("-0.8", WRONG),
        ("-0.85", WRONG),
        ("-0.842", WRONG),
        ("0.84", WRONG),
    ],
)
def test_the_right_number_with_too_few_decimals_is_rounded_early(answer, outcome):
    """The exact value is -0.841471, and four decimals are asked."""
    four = read(CIRCUIT.replace("answer = 3", "answer = 4"))
    found = verdicts(sheet_with(four, given_as(x="1", y="0", z="-0.841471")), {"f": answer})["f"]
    assert found.outcome is outcome
    if outcome is EARLY_:
        typed = answer.removeprefix("f = ").removesuffix("e0")
        assert found.note == f"{typed} is -0.8415 with too few decimals: give 4"
        assert found.points == found.blank.points / 2


@pytest.mark.parametrize(
    ("y", "answer", "outcome"),
    [("0.0035", "0.25", WRONG), ("0.0003", "0.250", WRONG), ("0.0063", "0.26", EARLY_), ("0.0063", "0.256", EARLY_)],
)
def test_a_given_that_is_copied_is_not_the_right_number_with_too_few_decimals(y, answer, outcome):
    """As a weight that was not updated: q = 0.25 + y."""
    five = read(CIRCUIT.replace("answer = 3", "answer = 5"))
    assert verdicts(sheet_with(five, given_as(x="0.25", y=y, z="1")), {"q": answer})["q"].outcome is outcome


@pytest.mark.parametrize(("z", "answer"), [("0.62", "0.62"), ("0.6232", "0.62"), ("0.004", "0.00")])
def test_zeros_that_a_spreadsheet_strips_are_not_missed_and_zeros_alone_show_nothing(z, answer):
    found = verdicts(circuit(x="1", y="0", z=z), {"f": answer})["f"]
    assert found.outcome is {"0.62": RIGHT, "0.6232": EARLY_, "0.004": WRONG}[z]


def test_every_wrong_answer_has_a_reason(lecture):
    found = verdicts(lecture, {"new W2[1,1]": "0.31"})["new W2[1,1]"]
    assert (found.outcome, found.note) == (WRONG, "not within the accepted range, and no known slip gives it")


def test_a_blank_cell_is_a_blank_and_not_a_zero_answer():
    found = verdicts(circuit(z="0"), {"f": "0"})
    assert found["q"].outcome is Outcome.BLANK
    assert found["q"].points == 0
    assert found["f"].outcome is RIGHT
    assert found["df/dx"].outcome is Outcome.BLANK


def test_points_are_shared_by_the_authors_weights_and_add_up():
    sheet = circuit(points=10)
    marks = marked(sheet, exact(sheet))
    assert [verdict.points for verdict in marks.verdicts] == [Fraction(5, 2), Fraction(5, 2), Fraction(5)]
    assert marks.total == 10


def test_who_handed_nothing_in_is_marked_with_blanks():
    handed = sheets(read(CIRCUIT), students=["s001", "s002"])
    first, second = mark(handed, {"s001": submitted(handed[0], exact(handed[0]))})
    assert (first.total, second.total) == (8, 0)
    assert second.submission is None
    assert {verdict.outcome for verdict in second.verdicts} == {Outcome.BLANK}


def test_the_course_decides_what_an_outcome_earns_and_how_answers_are_read(lecture):
    policy = Policy(credit={**CREDIT, Outcome.ROUNDED_EARLY: Fraction(1, 4)}, decimal_comma=True)
    verdict = verdicts(lecture, {"new W2[1,1]": "0,5970"}, policy)["new W2[1,1]"]
    assert verdict.outcome is EARLY_
    assert verdict.points == verdict.blank.points / 4


def test_what_a_person_has_to_mark_is_left_to_a_person():
    sheet = circuit()
    item = sheet.items[0]
    ask = replace(item.exercise.problem.asks[0], kind=Kind.WRITTEN)
    problem = replace(item.exercise.problem, asks=(ask, *item.exercise.problem.asks[1:]))
    written = replace(sheet, items=(replace(item, exercise=replace(item.exercise, problem=problem)),))
    found = verdicts(written, {"q": "because it is 5", "df/dx": "-4.25"})
    assert found["q"].outcome is Outcome.WRITTEN
    assert found["q"].points == 0
    assert found["df/dx"].outcome is RIGHT


def test_an_unreadable_answer_shows_the_student_where(lecture):
    note = verdicts(lecture, {"y2[1]": "1/2e"})["y2[1]"].note
    assert note.splitlines()[1:] == ["1/2e", "   ^"]
    assert "(1/2)*e or 1/(2*e)" in note


# A class whose students share no code with gradsheet.

CLASS = sheets(find_problem(LECTURE), students=[f"s{number:03d}" for number in range(40)])


def given(sheet):
    return {name(symbol): value for symbol, value in sheet.items[0].exercise.givens.items()}


def asked(sheet, numbers):
    names = {name(blank.symbol) for blank in sheet.blanks}
    return {one: text for one, text in typed(numbers).items() if one in names}


@pytest.mark.parametrize("short_cut", [False, True])
@pytest.mark.parametrize("how", HONEST)
def test_students_who_work_as_told_earn_everything(how, short_cut):
    """Whether they round every operation or none, half up or half even, by the chain or by y - d."""
    for sheet in CLASS:
        answers = asked(sheet, Student(HONEST[how], short_cut).work(given(sheet)))
        found = verdicts(sheet, answers)
        assert {v.blank.label: v.outcome for v in found.values() if v.outcome is not RIGHT} == {}
        assert sum(v.points for v in found.values()) == sheet.points


def test_students_who_keep_too_few_decimals_are_right_or_rounded_early_but_never_wrong():
    outcomes = [
        verdict.outcome
        for sheet in CLASS
        for verdict in verdicts(sheet, asked(sheet, Student(EARLY).work(given(sheet)))).values()
    ]
    assert set(outcomes) <= {RIGHT, EARLY_, Outcome.FOLLOW_THROUGH}
    assert EARLY_ in outcomes


SLIPS = ["z1[1]", "z1[2]", "y1[1]", "z2[1]", "y2[1]", "dL/dy2[1]", "dL/dz2[1]", "dL/dW2[1,1]", "new W2[1,1]"]


@pytest.mark.parametrize("how", ["full precision", "half up"])
@pytest.mark.parametrize("place", SLIPS)
def test_one_slip_at_an_asked_blank_costs_one_blank(place, how):
    """The student goes on with the wrong number; all that follows from it is credited."""
    costly = []
    for sheet in CLASS:
        slip = {place: lambda value: value * Decimal("0.83")}
        numbers = Student(HONEST[how], slips=slip).work(given(sheet))
        found = verdicts(sheet, asked(sheet, numbers))
        lost = [one for one, verdict in found.items() if verdict.points < verdict.blank.points]
        if lost != [place] and not (numbers[place] == 0 and lost == []):
            costly.append((sheet.student.id, lost))
    assert len(costly) <= len(CLASS) // 50, costly


def test_what_follows_from_a_wrong_answer_is_said_with_the_label_it_follows_from(lecture):
    answers = exact(lecture) | {"y2[1]": "0.75", "L": f"{-math.log(0.25):.4f}"}
    verdict = verdicts(lecture, answers)["L"]
    y2 = next(blank.label for blank in lecture.blanks if name(blank.symbol) == "y2[1]")
    assert verdict.outcome is Outcome.FOLLOW_THROUGH
    assert f"written at {y2}" in verdict.note
    assert "1.3863" in verdict.note


def test_a_number_outside_a_functions_domain_cannot_be_followed_and_that_is_said(lecture):
    verdict = verdicts(lecture, {"y2[1]": "1.5", "L": "0.6931"})["L"]
    assert verdict.outcome is WRONG
    assert "cannot be followed" in verdict.note


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("answer", ["1e300", "-1e300", "0", "1", "1e-300"])
def test_absurd_numbers_are_wrong_and_nothing_worse(answer, lecture):
    found = verdicts(lecture, dict.fromkeys(exact(lecture), answer))
    assert found["y2[1]"].outcome is WRONG
    assert found["new W2[1,1]"].points == 0


def by_label(sheet, off):
    values = {blank.label: sheet.item(blank).solution.values[blank.symbol] for blank in sheet.blanks}
    return {label: f"{value + off:.4f}" for label, value in values.items()}


@pytest.mark.parametrize("spread", [1, 0])
def test_a_whole_class_is_marked_at_once(spread):
    """A thousand students with 23 blanks: everybody's marks are there, and only right ones are full."""
    problems = [find_problem(name) for name in (LECTURE, "lecture/softmax-ce")]
    few = sheets(*problems, students=[f"v{number}" for number in range(20)])
    handed = [replace(few[n % 20], student=replace(few[n % 20].student, id=f"s{n}")) for n in range(1000)]
    written = {sheet.code: by_label(sheet, spread * 0.1) for sheet in few}
    submissions = {sheet.student.id: submitted(sheet, written[sheet.code]) for sheet in handed}
    marks = mark(handed, submissions)
    assert len(marks) == 1000
    assert all(one.total == one.sheet.points for one in marks) is (spread == 0)


def test_the_right_number_stays_right_after_a_wrong_one(lecture):
    """Right comes before follow-through: nobody loses marks for repairing a slip."""
    found = verdicts(lecture, exact(lecture) | {"y2[1]": "0.75"})
    lost = [one for one, verdict in found.items() if verdict.points < verdict.blank.points]
    assert lost == ["y2[1]"]


def test_a_wrong_number_that_follows_from_nothing_is_wrong(lecture):
    found = verdicts(lecture, exact(lecture) | {"y2[1]": "0.75", "L": "1.7"})
    assert found["L"].outcome is WRONG
    assert "either" in found["L"].note
