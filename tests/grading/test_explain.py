"""Explanations for the staff: causes, first wrong steps, decisions, lateness, attempts, what counts in the total."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from grading.handed import circuit, exact, lecture_sheet, marked
from gradsheet.formula import parse_name
from gradsheet.grading import Marks, Outcome, Settled, WrongStep, explanation
from gradsheet.models import MISCONCEPTIONS

SIGN, SWAPPED = MISCONCEPTIONS["ascent-sign"], MISCONCEPTIONS["target-output-swapped"]


def changed(marks: Marks, label: str, **fields: object) -> Marks:
    """The marks with other fields in one verdict."""
    verdicts = (replace(one, **fields) if one.blank.label == label else one for one in marks.verdicts)
    return replace(marks, verdicts=tuple(verdicts))


def block(text: str, label: str) -> str:
    return text[text.index(f"\n{label}  ") :].partition("\n\n")[0]


def test_all_causes_that_a_number_is_consistent_with_are_named_with_their_ids():
    sheet = lecture_sheet()
    marks = changed(
        marked(sheet, exact(sheet)), "1i", outcome=Outcome.MISCONCEPTION, points=Fraction(0), causes=(SIGN, SWAPPED)
    )
    said = block(explanation(marks), "1i")
    assert f"cause     {SIGN.title} ({SIGN.id})" in said
    assert f"or        {SWAPPED.title} ({SWAPPED.id})" in said


def test_believed_answers_are_named_by_their_labels():
    marks = changed(marked(circuit(), {"q": "6", "f": "1"}), "1b", believed=("1a",))
    assert "believed  what was written at 1a" in block(explanation(marks), "1b")


def test_the_first_wrong_step_stands_above_the_blanks_of_its_exercise():
    sheet = lecture_sheet()
    asked = WrongStep(exercise=1, symbol=parse_name("z2[1]"), label="1e", causes=(SIGN,))
    silent = WrongStep(exercise=1, symbol=parse_name("dL/dy1[1]"), label="1l", asked=False, value=0.32541)
    text = explanation(replace(marked(sheet, exact(sheet)), wrong_steps=(asked, silent)))
    head = " ".join(text[: text.index("\n1a  ")].split())
    assert "first wrong step: 1e, z_1^2, that is z2[1]: the weighted sum" in head
    assert f"consistent with: {SIGN.title} ({SIGN.id})" in head
    assert "and another one: before 1l, at ∂div/∂y_1^1, that is dL/dy1[1]" in head
    assert "which is not asked; 0.32541 must have stood there" in head


def test_a_decision_is_shown_with_who_when_why_and_what_was_before():
    settled = Settled(who="Ana", when="2026-11-25T10:30:00", why="the scan cut it off", outcome=Outcome.WRONG,
                      points=Fraction(0))  # fmt: skip
    marks = changed(marked(circuit(), {"q": "1"}), "1a", outcome=Outcome.RIGHT, points=Fraction(2), settled=settled)
    said = block(explanation(marks), "1a")
    assert "verdict   right, 2 of 2 points" in said
    assert "decision  Ana, 2026-11-25 10:30: the scan cut it off; before: wrong, 0 points" in said


def test_lateness_attempts_and_rounding_are_said_with_what_the_blanks_earn():
    sheet = circuit()
    marks = replace(
        marked(sheet, exact(sheet)),
        days_late=2,
        late_share=Fraction(1, 5),
        rounded_to=Fraction(1, 2),
        attempt=1,
        attempts=3,
    )
    text = explanation(marks)
    assert "\n6.5 of 8 points (the blanks earn 8, rounded to 0.5)\n" in text
    assert "2 days late: 20 % taken off" in text
    assert "attempt 1 of 3 counts" in text


def test_a_blank_that_is_out_of_the_total_is_out_of_the_points_of_its_exercise():
    marks = changed(marked(circuit(), {"q": "1"}), "1c", points=Fraction(0), out_of=Fraction(0))
    text = explanation(marks)
    assert "0 of 4 points" in text
    assert "taken out of the total" in block(text, "1c")


def test_names_and_reasons_cannot_move_the_cursor():
    sheet = circuit()
    sheet = replace(sheet, student=replace(sheet.student, name="Eve\x1b[2J\u202e"))
    settled = Settled(who="Ana", when="", why="a\x1b[31m\nb", outcome=Outcome.WRONG, points=Fraction(0))
    text = explanation(changed(marked(sheet, {"q": "1"}), "1a", settled=settled))
    assert all(line.isprintable() for line in text.splitlines())
