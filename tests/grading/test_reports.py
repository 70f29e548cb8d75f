"""What the staff get: marks for a gradebook, an explanation per student, the record's marks."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import pytest

from grading.handed import CIRCUIT, circuit, exact, lecture_sheet, marked, read, sheets, submitted
from gradsheet.assignments.sheet import Student
from gradsheet.formula import parse_name
from gradsheet.formula.notation import PROFILES
from gradsheet.grading import Submission, explanation, mark, marks_csv, marks_json
from gradsheet.grading.wording import in_words, points_text
from gradsheet.problems import find_problem

ADA = Student(id="s001", name="Ada Example", email="ada@example.org", group="tue")
EVIL = Student(id="+s002", name='=HYPERLINK("http://example.org")', email="@x", group="-1")
CLASS = sheets(read(CIRCUIT), students=[ADA, EVIL, "s003"])


def rows(marks):
    return list(csv.DictReader(io.StringIO(marks_csv(marks))))


def marked_class():
    first = submitted(CLASS[0], exact(CLASS[0]) | {"f": "-1.5"})
    first = Submission(student="s001", answers=first.answers, submitted="2026-11-23 10:00")
    return mark(CLASS, {"s001": first, "+s002": submitted(CLASS[1], {"q": "-5"})})


def test_the_marks_hold_a_row_per_student_with_points_per_blank_and_the_total():
    first, second, third = rows(marked_class())
    assert first == {
        "id": "s001",
        "name": "Ada Example",
        "email": "ada@example.org",
        "group": "tue",
        "submitted": "2026-11-23 10:00",
        "1a": "2",
        "1b": "0",
        "1c": "4",
        "total": "6",
    }
    assert (second["1a"], second["1b"], second["total"]) == ("0", "0", "0")
    assert (third["id"], third["1a"], third["1b"], third["1c"], third["total"]) == ("s003", "", "", "", "")


def test_no_text_in_the_marks_is_taken_for_a_formula():
    _, second, _ = rows(marked_class())
    for cell in second.values():
        assert not cell.startswith(("=", "+", "-", "@"))
    assert second["name"] == "'" + EVIL.name


def test_labels_stand_in_the_order_of_the_sheet():
    twice = sheets(*[read(CIRCUIT)] * 10, students=["s001"])
    header = marks_csv(mark(twice, {})).splitlines()[0].split(",")
    assert header[4:8] == ["1a", "1b", "1c", "2a"]
    assert header[-4:] == ["10a", "10b", "10c", "total"]


@pytest.mark.parametrize(
    ("points", "text"), [(Fraction(5, 4), "1.25"), (Fraction(1, 3), "0.3333"), (Fraction(10), "10")]
)
def test_points_are_written_short(points, text):
    assert points_text(points) == text


def test_an_explanation_says_what_was_written_what_it_earned_why_and_what_was_right():
    sheet = lecture_sheet()
    answers = exact(sheet, 4) | {"y2[1]": "1/2e", "L": "", "new W2[1,1]": "0.5970"}
    text = explanation(marked(sheet, {key: one for key, one in answers.items() if one}), title="Homework 3")
    lines = text.splitlines()
    assert lines[0] == "Homework 3"
    assert "w_31(t+1), that is new W2[1,1]: the weight into unit 1 from unit 1 in layer 2 after the update" in text
    block = text[text.rindex("new W2[1,1]: the weight") :].partition("\n\n")[0]
    assert "written   0.5970" in block
    assert "rounded early" in block
    assert "0.5969 (exactly 0.596894142137; accepted from 0.5968" in block
    caret = next(place for place, line in enumerate(lines) if line.strip() == "^")
    assert lines[caret - 1][len(lines[caret]) - 1] == "e"
    assert all(line == line.rstrip() for line in lines)


def test_quantities_are_named_in_the_notation_of_the_course_and_once_where_both_names_agree():
    other = next(one for one in PROFILES.values() if one.name != "lecture")
    text = explanation(marked(lecture_sheet(), {}), notation=other)
    assert "w_31(t+1)" not in text
    assert "that is new W2[1,1]: the weight" in text
    assert "1a  q: the quantity q" in explanation(marked(circuit(), {}), notation=other)


def test_the_range_in_an_explanation_is_what_the_marking_accepts():
    """Both of its ends are right, and the next typable number beyond either is not."""
    sheet = lecture_sheet()
    for verdict in marked(sheet, exact(sheet)).verdicts:
        text = explanation(marked(sheet, {}))
        block = text[text.index(f"{verdict.blank.label}  ") :]
        low, high = block[block.index("accepted from ") + 14 : block.index(")\n")].split(" to ")
        step = 10 ** -len(low.partition(".")[2])
        beyond = [f"{float(low) - step:.12f}", f"{float(high) + step:.12f}"]
        outcomes = [
            next(
                v for v in marked(sheet, {verdict.blank.label: one}).verdicts if v.blank == verdict.blank
            ).outcome.value
            for one in (low, high, *beyond)
        ]
        assert outcomes[:2] == ["right", "right"]
        assert "right" not in outcomes[2:]


def test_an_explanation_survives_whatever_a_student_typed():
    sheet = circuit()
    text = explanation(marked(sheet, {"q": "\x00\x1b[31m\n\n" + "9" * 5000, "f": "=cmd|' /C calc'!A0"}))
    assert all(line.isprintable() for line in text.splitlines())
    assert max(map(len, text.splitlines())) < 300


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("W1[1,2]", "the weight into unit 1 from input 2 in layer 1"),
        ("x[2]", "input 2"),
        ("dL/dW2[1,1]", "the derivative of the loss by the weight into unit 1 from unit 1 in layer 2"),
        ("change W2[1,2]", "the change of the weight into unit 1 from unit 2 in layer 2"),
        ("z1[2]", "the weighted sum of unit 2 in layer 1"),
        ("L", "the loss"),
        ("eta", "the learning rate"),
    ],
)
def test_quantities_are_said_in_words(quantity, words):
    problem = lecture_sheet().items[0].exercise.problem
    assert in_words(parse_name(quantity), problem) == words


@pytest.mark.parametrize(
    ("problem", "quantity", "words"),
    [
        ("batches/full-batch-twice", "z1[3,1]", "the weighted sum of unit 1 for example 3 in layer 1"),
        ("batches/full-batch-twice", "x[3,1]", "input 1 of example 3"),
        ("batches/tanh-2-3-2-momentum", "vb1[3]", "what the optimiser remembers of the bias of unit 3 in layer 1"),
        ("convolution/kernel-gradient", "dL/dK[2,1]", "the derivative of the loss by the weight in row 2, column 1"),
        ("convolution/two-channels", "K[2,2,1]", "the weight at 2, 2, 1"),
        ("recurrent/lstm-step", "U_f[2,1]", "the weight into unit 2 from unit 1 of the step before"),
        ("recurrent/lstm-step", "W_f[2,1]", "the weight into unit 2 from input 1"),
        ("recurrent/lstm-step", "a_f[1,2]", "the weighted sum of unit 2 at time 1"),
        ("perceptron/and-one-epoch", "w[4,2]", "the weight of input 2 after example 4"),
        ("perceptron/and-one-epoch", "w0[2]", "the weight of input 2 at the start"),
        ("perceptron/and-one-epoch", "z[4]", "the weighted sum of example 4"),
    ],
)
def test_indices_are_said_as_what_they_count(problem, quantity, words):
    assert in_words(parse_name(quantity), find_problem(problem)) == words


def test_the_records_marks_add_up_exactly():
    sheet = circuit(points=10)
    document = json.loads(marks_json([marked(sheet, exact(sheet))]))
    own = document["marks"]["s001"]
    assert sum(Fraction(blank["points"]) for blank in own["blanks"].values()) == Fraction(own["total"]) == 10
    assert own["blanks"]["1a"]["outcome"] == "right"
