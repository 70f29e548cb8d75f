"""Numbers alone are text in Typst, which is set in half the time: as wide as the formula that it stands for."""

from __future__ import annotations

import json
import re

import pytest
import typst

from gradsheet.documents.font import engine_fonts
from gradsheet.documents.typst_writer import TypstWriter
from gradsheet.documents.writer import Heard
from gradsheet.formula import parse
from gradsheet.formula.naming import Naming

WRITER = TypstWriter()
SETTING = """
#set text(font: "New Computer Modern", size: 10pt)
#show math.equation: set text(font: "New Computer Modern Math")
#let heard(words, source) = math.equation(eval(source, mode: "math").body)
#let numeral = text.with(font: "New Computer Modern Math", weight: 450)
"""


def widths(*shown: str) -> list[float]:
    pieces = "".join(f"#context [#metadata(measure({one}).width / 1pt) <width>]\n" for one in shown)
    compiler = typst.Compiler((SETTING + pieces).encode(), ignore_system_fonts=True, font_paths=engine_fonts(()))
    return list(map(float, json.loads(compiler.query("<width>", field="value"))))


@pytest.mark.parametrize(
    "formula",
    ["0.5 - 0.25", "-0.5", "2", "-0.7 - 0.5 * (-0.1136)", "0.2 * 0.3 + (-0.4) * (1 - 0.25)", "-(-0.5)", "1 + (-3)"],
)
@pytest.mark.parametrize("relation", ["=", "approx"])
def test_arithmetic_is_one_piece_of_text_as_wide_as_typst_sets_it_as_a_formula(formula: str, relation: str) -> None:
    whole = WRITER.right_side(relation, WRITER.formula(parse(formula), Naming()))
    said = WRITER.heard(Heard.of(whole, lambda: "words"))
    assert re.fullmatch(r'math\.equation\(alt: "words", "[^"]+"\)', said)
    as_formula, as_text = widths(whole, said)
    assert as_text == pytest.approx(as_formula, abs=0.8)  # points; a sign taken wrongly gives 2


def test_arithmetic_and_its_value_are_one_piece_as_wide_as_a_formula_of_both() -> None:
    sides = [
        WRITER.right_side("=", WRITER.formula(parse("0.5 - 0.2 * (-0.1)"), Naming())),
        WRITER.right_side("approx", '"0.52"'),
    ]
    whole = WRITER.as_one(*sides)
    assert whole is not None
    as_formula, as_text = widths(whole, WRITER.heard(Heard.of(whole, lambda: "words")))
    assert as_text == pytest.approx(as_formula, abs=1.2)
    assert as_text == pytest.approx(sum(widths(*sides)), abs=1.2)


@pytest.mark.parametrize("other", ["w + 0.5", "ln(0.5)", " + ".join(["0.12345 * 0.5"] * 4)])
def test_what_is_no_short_arithmetic_stays_a_piece_of_its_own(other: str) -> None:
    side, value = WRITER.right_side("=", WRITER.formula(parse(other), Naming())), WRITER.right_side("=", '"0.5"')
    assert WRITER.as_one(side, value) is None


def test_long_arithmetic_stays_a_formula_which_can_be_broken() -> None:
    whole = WRITER.right_side("=", WRITER.formula(parse(" + ".join(["0.12345 * 0.5"] * 5)), Naming()))
    assert 'heard("' in WRITER.heard(Heard.of(whole, lambda: "words"))


@pytest.mark.parametrize("number", ["0.5969", "-12", "-0,25", ".041"])
def test_a_number_alone_looks_as_in_a_formula(number: str) -> None:
    whole = WRITER.math(WRITER.digits(number))
    as_formula, as_text = widths(whole, WRITER.heard(Heard.of(whole, lambda: "words")))
    assert as_text == pytest.approx(as_formula, abs=0.01)


@pytest.mark.parametrize("formula", ["ln(0.5)", "exp(-0.5)", "0.5 / 0.25", "w + 0.5"])
def test_what_is_more_than_numbers_stays_a_formula(formula: str) -> None:
    whole = WRITER.right_side("=", WRITER.formula(parse(formula), Naming()))
    said = WRITER.heard(Heard.of(whole, lambda: "words"))
    assert said.startswith('heard("words", "')
    as_formula, as_heard = widths(whole, said)
    assert as_heard == pytest.approx(as_formula, abs=0.01)


@pytest.mark.parametrize(
    "source",
    [
        'w_"11" = -"0.6"',
        'x = "2"',
        'w_"1"^"2" (t + 1)',
        "w (t + 1) = w - eta",
        'h (t - 1) = "0,25"',
        "∂w (t + 1) =",
    ],
)
def test_a_formula_in_fewer_pieces_is_as_wide_as_it_was(source: str) -> None:
    whole = WRITER.math(source)
    said = WRITER.heard(Heard.of(whole, lambda: "words"))
    as_formula, as_heard = widths(whole, said)
    assert as_heard == pytest.approx(as_formula, abs=0.25)


def test_what_is_raised_or_lowered_stays_a_piece_of_its_own() -> None:
    for source in ('w (t + 1)^"2"', 'x = "2"^"3"'):
        said = WRITER.heard(Heard.of(WRITER.math(source), lambda: "words"))
        assert json.dumps(source, ensure_ascii=False) in said
