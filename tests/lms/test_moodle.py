"""The exporter for Moodle, judged by a reader that was written from Moodle's documentation."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gradsheet.lms.moodle as target
from gradsheet.formula.latex import symbol_to_latex
from gradsheet.formula.notation import profile
from gradsheet.grading import Answer, Outcome, Policy, Submission, mark
from gradsheet.lms.course import Course
from gradsheet.lms.question import questions as lowered
from gradsheet.lms.readers.hypertext import page_of
from gradsheet.lms.readers.moodle import Imported
from gradsheet.lms.readers.moodle import imported as read_again
from gradsheet.problems import find_problem, kept, with_options
from gradsheet.problems.choices import causes_of
from lms.drawn import ASK, lecture, sheets, small, written

COURSE = Course(title="Homework 3")
ALL = sheets(lecture(), 6)


def moodle(some, course: Course):
    return target.moodle(lowered(some), course)


def imported(some, course: Course = COURSE) -> list[Imported]:
    (file,) = moodle(some, course).files
    return read_again(target.FILE, file[1])


QUESTIONS = imported(ALL)
BLANKS = [
    (part, item.solution.bands[blank.symbol], item.exercise.problem.rounding)
    for name in dict.fromkeys(item.exercise.problem.name for item in ALL[0].items)
    for variant, sheet in enumerate(ALL)
    for item in sheet.items
    if item.exercise.problem.name == name
    for question in [next(q for q in QUESTIONS if q.idnumber == f"{sheet.code}-{item.number}")]
    for part, blank in zip(question.parts, item.blanks, strict=True)
]


def share_here(value: Decimal, band) -> float:
    """What a number earns by our own bands, in exact arithmetic."""
    distance = abs(value - Decimal(band.exact))
    return 1.0 if distance <= Decimal(band.tolerance) else 0.5 if distance <= Decimal(band.early) else 0.0


def test_every_variant_of_every_problem_is_one_question_in_its_problems_category():
    assert [(q.category, q.idnumber) for q in QUESTIONS] == [
        (("$course$", "top", "Homework 3", item.exercise.problem.name), f"{sheet.code}-{item.number}")
        for number in range(len(ALL[0].items))
        for sheet in ALL
        for item in [sheet.items[number]]
    ]


def test_the_key_earns_everything():
    for part, band, _ in BLANKS:
        assert part.fraction(repr(band.exact)) == 1.0
        assert part.fraction(f"{part.alternatives[0].answer!r}") == 1.0


def test_an_honestly_rounded_answer_earns_everything():
    for part, band, rounding in BLANKS:
        for decimals in range(rounding.answer, rounding.typable + 1):
            assert part.fraction(f"{band.exact:.{decimals}f}") == 1.0


def test_an_answer_outside_the_band_earns_nothing():
    for part, band, _ in BLANKS:
        for way in (-1, 1):
            assert part.fraction(f"{band.exact + way * (band.early + 2e-7):.8f}") == 0.0


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_plain_decimal_earns_the_same_there_as_here(data):
    """Typable decimals near all four bounds, where two markers would differ if they ever did."""
    part, band, rounding = data.draw(st.sampled_from(BLANKS))
    decimals = data.draw(st.integers(0, rounding.typable))
    bound = band.exact + data.draw(st.sampled_from([-1, 1])) * data.draw(st.sampled_from([band.tolerance, band.early]))
    nearest = math.floor(Decimal(bound).scaleb(decimals)) + data.draw(st.integers(-3, 4))
    typed = Decimal(nearest).scaleb(-decimals)
    spelling = data.draw(st.sampled_from([f"{typed:f}", f"{typed:E}", f"{typed:f}".replace("0.", ".", 1)]))
    assert part.fraction(spelling) == share_here(typed, band), spelling


@settings(max_examples=60, deadline=None)
@given(
    answer=st.integers(0, 7),
    extra=st.integers(0, 2),
    tolerance=st.sampled_from(["", "absolute = 0.5", "absolute = 0.001", "decimals = 2", "significant = 3"]),
    offset=st.integers(-4, 4),
)
def test_any_rounding_and_any_tolerance_of_an_author_decide_alike(answer, extra, tolerance, offset):
    asks = ASK + (f"tolerance = {{ {tolerance} }}\n" if tolerance else "")
    problem = small(asks, answer=answer, keep=answer + extra)
    (sheet,) = sheets([problem])
    (question,) = imported([sheet])
    for part, blank in zip(question.parts, sheet.blanks, strict=True):
        band = sheet.items[0].solution.bands[blank.symbol]
        for bound in (band.exact - band.tolerance, band.exact + band.tolerance, band.exact + band.early):
            typed = Decimal(round(bound * 10 ** (answer + 3)) + offset).scaleb(-answer - 3)
            assert part.fraction(f"{typed:f}") == share_here(typed, band)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_moodle_gives_the_points_that_our_own_marking_gives(data):
    """A single blank answered, so that there is nothing to follow through."""
    sheet = data.draw(st.sampled_from(ALL))
    blank = data.draw(st.sampled_from(sheet.blanks))
    item = sheet.item(blank)
    band = item.solution.bands[blank.symbol]
    reach = data.draw(st.sampled_from([0.0, band.tolerance, band.early]))
    typable = item.exercise.problem.rounding.typable
    typed = Decimal(math.floor((band.exact + reach) * 10**typable) + data.draw(st.integers(-1, 2))).scaleb(-typable)
    policy = Policy(credit={Outcome.RIGHT: Fraction(1), Outcome.ROUNDED_EARLY: Fraction(1, 2)})
    submission = Submission(student=sheet.student.id, answers={blank.label: Answer(text=f"{typed:f}")})
    (marks,) = mark([sheet], {sheet.student.id: submission}, policy)
    question = next(q for q in QUESTIONS if q.idnumber == f"{sheet.code}-{item.number}")
    part = question.parts[[one.label for one in item.blanks].index(blank.label)]
    assert marks.total / blank.points == part.fraction(f"{typed:f}")


def test_the_stem_says_what_is_needed_to_answer_without_the_sheet():
    for question in QUESTIONS:
        assert question.idnumber in question.text
        assert "natural logarithm" in question.text
        assert "before the update" in question.text
        assert "decimal number with a point" in question.text
        assert "no fractions" in question.text
        assert r"\mathrm{div} = -d" in question.text
    for sheet in ALL:
        for item in sheet.items:
            question = next(q for q in QUESTIONS if q.idnumber == f"{sheet.code}-{item.number}")
            naming = item.exercise.problem.naming(profile("lecture"))
            for symbol, value in item.exercise.givens.items():
                assert rf"\({symbol_to_latex(symbol, naming)} = {value.normalize():f}\)" in question.text


def test_the_stem_holds_one_field_for_each_blank_right_after_its_label_and_quantity():
    for sheet in ALL:
        for item in sheet.items:
            question = next(q for q in QUESTIONS if q.idnumber == f"{sheet.code}-{item.number}")
            naming = item.exercise.problem.naming(profile("lecture"))
            for place, blank in enumerate(item.blanks, start=1):
                assert rf"{blank.label}: \({symbol_to_latex(blank.symbol, naming)}\) = {{#{place}}}" in question.text


def test_the_stem_gives_no_answer_away():
    """The text outside the fields does not change when only the solution does."""
    sheet = ALL[0]
    other = replace(
        sheet,
        items=tuple(
            replace(
                item,
                solution=replace(
                    item.solution,
                    values={symbol: value + 7 for symbol, value in item.solution.values.items()},
                    bands={
                        symbol: replace(band, exact=band.exact + 7, tolerance=band.tolerance + 7)
                        for symbol, band in item.solution.bands.items()
                    },
                ),
            )
            for item in sheet.items
        ),
    )
    assert [q.text for q in imported([sheet])] == [q.text for q in imported([other])]


def test_the_general_feedback_is_the_worked_solution():
    question = QUESTIONS[0]
    item = ALL[0].items[0]
    for blank in item.blanks:
        assert kept(item.exercise, item.solution).answers[blank.symbol] in question.feedback
    for phase in ("Forward pass", "Loss", "Backward pass", "Update"):
        assert phase in question.feedback


def test_a_wrong_answer_costs_no_penalty_on_trying_again():
    assert all(question.penalty == 0 for question in QUESTIONS)


@pytest.mark.parametrize(
    ("points", "weights", "mark"),
    [
        ("1", [1, 1, 1], "10"),
        ("2", [1, 1, 1], "10"),
        ("0.5", [1, 1, 1], "10"),
    ],
)
def test_blanks_weigh_whole_numbers_in_proportion_and_the_teacher_is_told(points, weights, mark):
    sheet = sheets([small(f"{ASK}points = {points}\n")])
    assert [part.weight for part in imported(sheet)[0].parts] == weights
    assert any(f"maximum mark of {mark};" in note for note in moodle(sheet, COURSE).notes)


def test_points_that_are_whole_numbers_are_the_weights():
    asks = '[[ask]]\nblanks = ["q"]\npoints = 1\n[[ask]]\nblanks = ["f", "df/dx"]\npoints = 2\n'
    sheet = sheets([small(asks)], points=Fraction(5))
    assert [part.weight for part in imported(sheet)[0].parts] == [1, 2, 2]
    assert not any("maximum mark" in note for note in moodle(sheet, COURSE).notes)


@pytest.mark.parametrize(("credit", "share"), [("0", 0), ("0.5", 0.5), ("0.25", 0.25), ("1", 1)])
def test_who_rounded_early_earns_the_assignments_credit(credit, share):
    (question, *_) = imported(ALL[:1], replace(COURSE, rounded_early=Decimal(credit)))
    item = ALL[0].items[0]
    for part, blank in zip(question.parts, item.blanks, strict=True):
        band = item.solution.bands[blank.symbol]
        if band.early > 1.2 * band.tolerance:
            assert part.fraction(repr(band.exact + (band.tolerance + band.early) / 2)) == share


def test_the_same_exercises_give_the_same_bytes():
    assert moodle(sheets(lecture(), 2), COURSE) == moodle(sheets(lecture(), 2), COURSE)


HOSTILE = [
    "{1:NUMERICAL:=5:1}",
    "{:SA:=x}",
    "{#1}",
    "a } b ~ c # d \\} {",
    "<script>alert(1)</script> & <b> ]]> &amp;",
    "x\x0b\x0cy",
    "\\( \\frac{1}{2} \\) {2:NM:=1}",
    "5 < 7 > 3 // / end/",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_an_author_becomes_a_field_or_markup(text):
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    problem = replace(item.exercise.problem, title=text, statement=text, topics=(text,), name=f"made/{text}")
    item = replace(item, exercise=replace(item.exercise, problem=problem))
    (question,) = imported([replace(sheet, items=(item,))], replace(COURSE, title=text))
    assert len(question.parts) == 3
    assert len(question.category) == 4
    assert "<script" not in question.html
    assert "<" not in question.name


def test_the_file_is_utf8_xml_of_a_quiz():
    (_, content) = moodle(ALL, COURSE).files[0]
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert ElementTree.fromstring(content).tag == "quiz"
    content.decode("utf-8")


@pytest.mark.parametrize(
    ("ask", "note"),
    [
        ('[[ask]]\nwritten = true\ntext = "Why?"\n', "is answered in words and marked by a person, and is left out"),
        ('[[ask]]\nformula = "df/dz"\n', "is answered with a formula, and is left out"),
        ('[[ask]]\nblanks = ["df/dz"]\nchoices = 4\n', "is a number to type there: it was handed out without choices"),
        ('[[ask]]\nblanks = ["df/dz"]\npoints = 0\n', "is worth no points, and is left out"),
    ],
)
def test_what_moodle_cannot_express_is_a_note_never_a_silent_loss(ask, note):
    package = moodle(sheets([small(ASK + ask)]), COURSE)
    assert [one for one in package.notes if one == f"made/up: 1d {note}"]


def test_each_question_brings_its_drawing_with_the_description_for_who_cannot_see_it():
    for question in QUESTIONS:
        ((source, words),) = question.images
        root = ElementTree.fromstring(question.files[source])
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.findtext("{http://www.w3.org/2000/svg}desc") == words
        assert words.startswith("A network, drawn from left to right")
    for sheet in ALL:
        for item in sheet.items:
            ((_, words),) = next(q for q in QUESTIONS if q.idnumber == f"{sheet.code}-{item.number}").images
            for symbol, value in item.exercise.givens.items():
                assert symbol.letter not in "Wxd" or f" = {value.normalize():f}" in words


def test_a_problem_without_a_drawing_has_no_image():
    (question,) = imported(sheets([find_problem("metrics/specificity")]))
    assert question.images == ()
    assert question.files == {}


def test_a_problem_without_numbers_gives_no_question_but_a_note():
    package = moodle(sheets([small('[[ask]]\nwritten = true\ntext = "Why?"\n')]), COURSE)
    assert read_again(target.FILE, package.files[0][1]) == []
    assert "made/up: no blank is a number, so there is no question to export" in package.notes


def test_a_notation_of_the_course_is_used():
    (question, *_) = imported(ALL[:1], replace(COURSE, notation=profile("brackets")))
    assert r"\(z_{1}^{[1]}\)" in question.text


def test_a_wide_network_and_a_plain_circuit_are_questions_too():
    wide = written("""
title = "Wide"
[network]
inputs = 3
layers = [{ units = 4, activation = "tanh" }, { units = 2, activation = "softmax" }]
loss = "cross-entropy"
update = "gradient descent"
[given]
x = { from = -1, to = 1, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
b2 = { from = -1, to = 1, by = 0.1 }
d = { one_hot = "any" }
eta = 0.5
[[ask]]
blanks = ["z1", "y2", "L", "dL/dW1"]
""")
    assert [len(question.parts) for question in imported(sheets([wide, small()]))] == [4 + 2 + 1 + 12, 3]


CHOOSE = ["backpropagation/choose-the-update", "softmax/choose-the-gradient", "convolution/choose-the-entry"]


def with_all_options(sheet):
    items = tuple(replace(item, exercise=with_options(item.exercise)) for item in sheet.items)
    return replace(sheet, items=items)


@pytest.mark.parametrize("credit", [Decimal(0), Decimal("0.25")])
def test_choices_are_choices_there_and_every_option_earns_what_it_earns_here(credit):
    some = [with_all_options(sheet) for sheet in sheets([find_problem(name) for name in CHOOSE], 4)]
    questions = {question.idnumber: question for question in imported(some, replace(COURSE, misconception=credit))}
    for sheet in some:
        for item in sheet.items:
            question = questions[f"{sheet.code}-{item.number}"]
            for part, blank in zip(question.parts, item.blanks, strict=True):
                shares = {option.number: part.fraction(option.number) for option in blank.options}
                assert shares == {option.number: 1 if option.is_right else credit for option in blank.options}
                problem = item.exercise.problem
                titles = [cause.title for option in blank.options for cause in causes_of(option.causes, problem)]
                told = page_of(" ".join(option.feedback for option in part.options)).words
                assert all(words.strip() in told for title in titles for words in re.split(r"\$[^$]+\$", title))


def test_words_of_an_author_cannot_end_a_field_or_begin_another_option():
    nasty = r"1~2}3#4 {5:NM:=1} <b>&amp; \} \(x\) %50%"
    own = f"[[misconception]]\nname = 'own'\nquantity = 'q'\nformula = '3*x + 7*y'\ntitle = '''{nasty}'''\nfeedback = '''{nasty}'''\n"
    problem = small(f'[[ask]]\nblanks = ["q"]\nchoices = 4\n{own}')
    some = [with_all_options(sheet) for sheet in sheets([problem], 6)]
    told = [option.feedback for question in imported(some) for part in question.parts for option in part.options]
    assert any(
        page_of(one).words.replace("\u2060", "") == f"This number is consistent with: {nasty}. {nasty}" for one in told
    )
