"""Answers of students: what is read, what is refused and how, judged by Python's own arithmetic."""

from __future__ import annotations

import math
import time
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formula.grown import agrees, grown, mutated, nonsense
from gradsheet.formula.student import MOST_CHARACTERS, Reading, Unreadable, read_answer

E, PI = math.e, math.pi


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.731", 0.731),
        (" -1.5 ", -1.5),
        (".5", 0.5),
        ("5.", 5),
        ("+2", 2),
        ("7.3e-1", 0.73),
        ("7.3E-1", 0.73),
        ("1e-5", 0.00001),
        ("−0.5", -0.5),
        ("–0.5", -0.5),
        ("- 0.5", -0.5),
        ("7.3e−1", 0.73),
        ("１２", 12),
        ("\u200b0.5\ufeff", 0.5),
    ],
)
def test_decimals_are_read_however_the_keyboard_spells_them(text, value):
    assert read_answer(text) == Reading(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2", 0.5),
        ("½", 0.5),
        ("-⅓", -1 / 3),
        ("3÷4", 0.75),
        ("1⁄4", 0.25),
        ("e/(1+e)", E / (1 + E)),
        ("e^-1", 1 / E),
        ("e⁻¹", 1 / E),
        ("2²", 4),
        ("1.5e²", 1.5 * E**2),
        ("(1+e)⁻²", (1 + E) ** -2),
        ("2**3", 8),
        ("2^3^2", 512),
        ("-2^2", -4),
        ("2^-1", 0.5),
        ("2·3×4⋅5", 120),
        ("√2", math.sqrt(2)),
        ("√2/2", math.sqrt(2) / 2),
        ("2√(1+3)", 4),
        ("√½", math.sqrt(0.5)),
        ("ln 2", math.log(2)),
        ("ln2", math.log(2)),
        ("-ln 0.7", -math.log(0.7)),
        ("2 ln 2 + 1", 2 * math.log(2) + 1),
        ("exp -1", 1 / E),
        ("EXP(-1)", 1 / E),
        ("log2 8", 3),
        ("log10(1000)", 3),
        ("sigmoid(0.67)", 1 / (1 + math.exp(-0.67))),
        ("σ(0)", 0.5),
        ("max(0, -1.5)", 0),
        ("2pi", 2 * PI),
        ("2π/3", 2 * PI / 3),
        ("3e", 3 * E),
        ("2e - 3", 2 * E - 3),
        ("2(3+4)", 14),
        ("(1+2)(3+4)", 21),
        ("e²(1+e)", E**2 * (1 + E)),
        ("7.3 x 10^-1", 0.73),
        ("7.3×10⁻¹", 0.73),
        ("--2", 2),
        ("-1.0*(-0.3) - 1", -0.7),
    ],
)
def test_expressions_have_the_value_that_a_person_would_give_them(text, value):
    reading = read_answer(text)
    assert isinstance(reading, Reading), reading
    assert reading.value == pytest.approx(value, rel=1e-14, abs=1e-300)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("≈ 0.73", 0.73),
        ("~0.73", 0.73),
        ("=-0.73", -0.73),
        ("z = -0.5", -0.5),
        ("w31 = 0.2", 0.2),
        ("w_31(t+1) = 0.2", 0.2),
        ("W2[1,1]=0.2", 0.2),
        ("∂L/∂w ≈ 1/4", 0.25),
        ("new W2[1,1] = 2.5e-1", 0.25),
        ("0.73;", 0.73),
        ("0.73.", 0.73),
        ("= 1/2 .", 0.5),
    ],
)
def test_a_name_or_a_sign_before_the_number_and_a_full_stop_after_it_do_no_harm(text, value):
    reading = read_answer(text)
    assert isinstance(reading, Reading), reading
    assert reading.value == value


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("0.620", "0.620"),
        ("z = - 0.8400", "-0.8400"),
        ("7.30e-1", "0.730"),
        ("−5", "-5"),
        ("(0.50)", "0.50"),
        ("$-0.50$", "-0.50"),
        ("7.310 x 10^-1", "0.7310"),
        (r"7.310 \cdot 10^{-1}", "0.7310"),
        ("7.310×10⁻¹", "0.7310"),
        ("1/2", None),
        ("1 - 2", None),
    ],
)
def test_a_decimal_is_known_as_it_was_typed(text, typed):
    reading = read_answer(text)
    assert isinstance(reading, Reading)
    assert (None if reading.typed is None else str(reading.typed)) == typed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\frac{1}{2}", 0.5),
        (r"\dfrac12", 0.5),
        (r"\frac 1 2", 0.5),
        (r"$\frac{e}{1+e}$", E / (1 + E)),
        (r"\frac{1}{1 + e^{-0.67}}", 1 / (1 + math.exp(-0.67))),
        (r"\frac{\frac12}{2}", 0.25),
        (r"3\frac{e}{2}", 3 * E / 2),
        (r"2 \cdot 3 \times 4", 24),
        (r"6 \div 4", 1.5),
        (r"\left( 1+e \right)^{-2}", (1 + E) ** -2),
        ("e^{-1}", 1 / E),
        ("2^{12}", 4096),
        (r"\sqrt{2}", math.sqrt(2)),
        (r"\sqrt2", math.sqrt(2)),
        (r"\sqrt[3]{8}", 2),
        (r"\ln 2", math.log(2)),
        (r"\ln{2}", math.log(2)),
        (r"\ln\frac12", -math.log(2)),
        (r"-\ln\left(0.7\right)", -math.log(0.7)),
        (r"\log_2 8", 3),
        (r"\log_{10}(1000)", 3),
        ("log_2 8", 3),
        (r"\exp(-1)", 1 / E),
        (r"\mathrm{e}^2", E**2),
        (r"\operatorname{sigmoid}(0)", 0.5),
        (r"\sigma(0)", 0.5),
        (r"2\,\pi", 2 * PI),
        (r"\lvert -0.5 \rvert", 0.5),
        (r"\left| -0.5 \right|", 0.5),
        (r"\(-0.25\)", -0.25),
        (r"\[ 0.25 \]", 0.25),
        ("$$0.25$$.", 0.25),
        ("z = $0.25$", 0.25),
        ("$z_1 = 0.25$", 0.25),
        (r"\frac{\partial L}{\partial w_{31}} \approx 0.25", 0.25),
        ("0.5 x 0.3", 0.15),
        ("(1+2) x 3", 9),
        ("2𝜋", 2 * PI),
    ],
)
def test_latex_pasted_from_elsewhere_is_read(text, value):
    reading = read_answer(text)
    assert isinstance(reading, Reading), reading
    assert reading.value == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        (r"3\frac12", 2, "mixed number"),
        (r"\frac123", 1, "two readings"),
        (r"1\,000", 4, "side by side"),
        (r"\frac{1}{", 10, "'}' is missing"),
        (r"\frac{1}", 1, "something is missing after this"),
        (r"\foo{2}", 1, r"'\foo' cannot be read"),
        (r"\frac{x}{2}", 7, "without units or names"),
        (r"\frac{1,5}{2}", 8, "decimals with a point"),
        ("0{,}5", 3, "decimals with a point"),
        (r"\frac{1}{0}", 1, "division by zero"),
        (r"\pm 0.5", 1, "without ±"),
        ("{2}", 1, "round parentheses"),
        ("e^{}", 4, "does not fit"),
        ("$5", 1, "cannot be read"),
        (r"73.1\%", 5, "percent"),
        ("\\", 1, "missing at the end"),
        ("7.3*10^(-1", 11, "not closed"),
    ],
)
def test_latex_that_cannot_be_read_is_refused_under_the_character(text, column, problem):
    answer = read_answer(text)
    assert isinstance(answer, Unreadable), answer
    assert (answer.column, problem in answer.problem) == (column, True), answer


def test_decimal_commas_of_latex_are_read_where_the_course_says_so():
    assert read_answer(r"\frac{0{,}5}{2}", decimal_comma=True) == Reading(0.25, exact=True)


@pytest.mark.parametrize(
    ("text", "exact"), [("1 - 2", True), ("0.5", False), ("-2e-3", False), ("- 0.5", False), ("1/2", True)]
)
def test_an_expression_is_exact_and_a_decimal_is_not(text, exact):
    assert read_answer(text).exact is exact


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("1/2e", "(1/2)*e", "1/(2*e)"),
        ("0·5", "0.5", "0*5"),  # Britain's decimal point is raised
        ("−12·25", "12.25", "12*25"),
        ("1/2 pi", "(1/2)*pi", "1/(2*pi)"),
        ("2·3/4π", "(2*3/4)*pi", "2*3/(4*pi)"),
        ("6/2(1+2)", "(6/2)*(1+2)", "6/(2*(1+2))"),
        ("1 + 1/2e", "(1/2)*e", "1/(2*e)"),
        ("ln 2e", "ln(2)*e", "ln(2*e)"),
        ("ln 2/3", "ln(2)/3", "ln(2/3)"),
        ("ln 2·3", "ln(2)*3", "ln(2*3)"),
        ("2^3e", "(2^3)*e", "2^(3*e)"),
        ("e^2(1+e)", "(e^2)*(1+e)", "e^(2*(1+e))"),
        ("2 e-3", "2e-3", "2*e - 3"),
        ("2e -3", "2e-3", "2*e - 3"),
    ],
)
def test_what_has_two_readings_is_refused_and_both_are_shown(text, one, other):
    """Both suggestions can be read, and they are different numbers."""
    answer = read_answer(text)
    assert isinstance(answer, Unreadable)
    assert f"write {one} or {other}," in answer.problem
    assert read_answer(one).value != pytest.approx(read_answer(other).value)


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("3 2/3", 3, "side by side"),
        ("3½", 2, "side by side"),
        ("0.7 0.5", 5, "side by side"),
        ("1 000", 3, "side by side"),
        ("0.5\n0.6", 5, "side by side"),
        ("0,0731", 2, "decimals with a point"),
        ("1,234", 2, "decimals with a point"),
        ("ln(0,5)", 5, "decimals with a point"),
        ("log 2", 1, "write ln"),
        ("2 + log(2)", 5, "write ln"),
        ("nan", 1, "no number"),
        ("-inf", 2, "no number"),
        ("∞", 1, "no number"),
        ("1e400", 1, "exponents of ten"),
        ("9^9^9^9", 1, "no finite number"),
        ("1/0", 1, "division by zero"),
        ("ln(-1)", 1, "no value"),
        ("0/0", 1, "no value"),
        ("0.7311 V", 8, "without units"),
        ("y1 + 2", 1, "without units or names"),
        ("y 0.5", 1, "without units or names"),
        ("y == 0.5", 4, "only the number"),
        ("0.2 = 0.5", 5, "only the number"),
        ("z = y = 0.5", 5, "without units or names"),
        ("z = 0,5", 6, "decimals with a point"),
        ("y >= 0.5", 1, "without units or names"),
        ("=", 1, "nothing"),
        ("0.5..", 4, "cannot be read"),
        ("0.5;;", 4, "nothing is separated"),
        ("73.1%", 5, "percent"),
        ("e2", 2, "e*2 or e^2"),
        ("softmax(1,2)[1]", 1, "neither"),
        ("first_max(1)", 1, "neither"),
        ("__import__('os')", 1, "marks"),
        ("1_000", 2, "marks"),
        ("1'000", 2, "marks"),
        ("٣", 1, "cannot be read"),
        ("(0.5", 5, "not closed"),
        ("0.5)", 4, "never opened"),
        ("2 +", 4, "missing"),
        ("2 * * 3", 5, "does not fit"),
        ("√", 1, "root"),
        ("ln", 1, "parentheses"),
        ("", 1, "nothing"),
        ("+", 2, "nothing"),
        ("0.5 < 1", 5, "cannot be read"),
        ("1 and 0", 3, "neither"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason_under_the_character(text, column, problem):
    answer = read_answer(text)
    assert isinstance(answer, Unreadable), answer
    assert answer.column == column
    assert problem in answer.problem


def test_the_caret_stands_under_the_character_even_in_the_middle_of_a_long_answer():
    answer = read_answer("1 + " * 30 + "x" + " + 1" * 10)
    assert isinstance(answer, Unreadable)
    line, caret = answer.pointed.split("\n")
    assert line[len(caret) - 1] == "x"
    assert set(caret[:-1]) == {" "}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,731", 0.731),
        ("-,5", -0.5),
        ("7,3e-1", 0.73),
        ("0.731", 0.731),
        ("0,5 + 1/2", 1),
        ("max(0,5; 0,25)", 0.5),
        ("ln(0,5)", math.log(0.5)),
    ],
)
def test_where_the_course_says_so_a_comma_is_a_decimal_comma(text, value):
    assert read_answer(text, decimal_comma=True).value == pytest.approx(value)


@pytest.mark.parametrize("text", ["1.234,5", "1,2,3", "max(1, 2)", "0.7;0.5"])
def test_with_a_decimal_comma_nothing_is_read_two_ways_either(text):
    assert isinstance(read_answer(text, decimal_comma=True), Unreadable)


@pytest.mark.parametrize(("text", "typed"), [("73.10%", "0.7310"), ("−5 %", "-0.05"), (r"73.1\%", "0.731")])
def test_a_percentage_is_a_decimal_as_it_was_typed(text, typed):
    assert str(read_answer(text, percent=True).typed) == typed


@pytest.mark.parametrize(("text", "value"), [("73.1%", 0.731), ("-5 %", -0.05), ("1 - 20%", 0.8)])
def test_percent_signs_are_read_where_the_course_allows_them(text, value):
    assert read_answer(text, percent=True).value == pytest.approx(value)


NUMBERS = st.decimals(0, 99, places=2, allow_nan=False).map(str)
OPERATED = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(inner, st.sampled_from("+-*/"), inner).map("{0[0]}{0[1]}{0[2]}".format),
        inner.map("-{}".format),
        inner.map("({})**2".format),
    ),
    max_leaves=8,
).filter(lambda text: len(text) <= MOST_CHARACTERS and "--" not in text)


SPELLINGS = st.sampled_from([("-", "−"), ("**", "^"), ("/", "÷"), (" ", "  "), ("**2", "²"), ("+", " + ")])


@settings(max_examples=300, deadline=None)
@given(OPERATED, SPELLINGS)
def test_arithmetic_agrees_with_pythons_in_every_spelling(text, spelling):
    try:
        value = float(eval(text))
    except (ZeroDivisionError, OverflowError):
        value = math.nan
    answer = read_answer(text.replace(*spelling))
    if math.isnan(value):
        assert isinstance(answer, Unreadable)
    else:
        assert isinstance(answer, Reading), answer
        assert answer.value == pytest.approx(value, rel=1e-9, abs=1e-12)


PIECES = st.sampled_from(
    [
        *"0123456789.,;+-*/^()[]|=%eExXlognpisqrt√½²⁻πσ −·×÷_'\"\\{}<>",
        "ln",
        "\\frac",
        "\\sqrt{",
        "{1}",
        "\\cdot ",
        "$",
        "exp",
        "log2",
        "max(",
        "1e",
        "**",
        "∞",
        "٣",
        "\x00",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)), st.booleans(), st.booleans())
def test_nothing_that_is_typed_raises_and_every_number_is_finite(text, comma, percent):
    answer = read_answer(text, decimal_comma=comma, percent=percent)
    match answer:
        case Reading(value):
            assert math.isfinite(value)
        case Unreadable():
            assert answer.problem
            assert 1 <= answer.column <= len(text.strip()) + 1
            assert answer.pointed.isprintable() or answer.pointed.count("\n") == 1


@settings(max_examples=1000, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_what_is_grown_from_a_grammar_is_read_as_python_reads_the_same_thing(rng, comma):
    whole = grown(rng, comma=comma)
    assume(len(whole.text) <= MOST_CHARACTERS)
    assert agrees(whole, read_answer(whole.text, decimal_comma=comma)), whole


def test_ten_thousand_broken_answers_raise_nothing_and_each_takes_less_than_50_ms():
    """`benchmarks/fuzz_answers.py` does this with a million."""
    rng, slowest = Random(5), []
    read_answer("2*(3)")
    for number in range(10_000):
        text = nonsense(rng) if number % 2 else mutated(grown(rng).text, rng)
        start = time.process_time()
        found = read_answer(text, decimal_comma=number % 3 == 0, percent=number % 5 == 0)
        slowest.append(time.process_time() - start)
        assert math.isfinite(found.value) if isinstance(found, Reading) else found.problem
    assert sorted(slowest)[-10] < 0.05  # the collector of garbage comes by now and then


@pytest.mark.parametrize(
    "text",
    [
        "9^9^9^9^9^9",
        "2" + "^9" * 99,
        "(" * 10_000 + "1" + ")" * 10_000,
        "(" * 99 + "1" + ")" * 99,
        "-" * 199 + "1",
        "1e" + "9" * 190,
        "9" * 200,
        "1/" * 99 + "1",
        "ln " * 60,
        "²" * 200,
        "½" * 200,
        "x" * 1_000_000,
        "1" * 1_000_000,
        "exp(" * 49 + "9" + ")" * 49,
        "max(" + "1," * 90 + "1)",
        r"\frac{" * 33,
        "e^{" * 66,
        r"\frac" * 40,
        r"\sqrt[" * 30,
    ],
)
def test_monsters_are_answered_at_once(text):
    start = time.process_time()
    assert isinstance(read_answer(text), Reading | Unreadable)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("text", ["2026-01-02", "2026-01-02 00:00:00", "02.01.2026", "1/2/2026"])
def test_a_date_that_a_spreadsheet_made_is_no_number(text):
    """2026-01-02 would be 2023."""
    found = read_answer(text)
    assert isinstance(found, Unreadable)
    assert "a spreadsheet has made a date of this" in found.problem


@pytest.mark.parametrize(("text", "value"), [("2026-1-2", 2023), ("1/2/2", 0.25), ("1900/4", 475)])
def test_a_difference_or_a_fraction_is_no_date(text, value):
    found = read_answer(text)
    assert isinstance(found, Reading)
    assert found.value == value
