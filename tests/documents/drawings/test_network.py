"""Networks: nothing touches, whatever their size and numbers, and every given number is there or left to the table."""

from __future__ import annotations

import pytest

from documents.drawings.pictures import exercise, picture, subject, touching
from documents.handed import DEEP, NEURON, WIDE, lecture, own
from gradsheet.documents import Math
from gradsheet.documents.drawings import drawn
from gradsheet.documents.drawings.shapes import TALLEST, WIDEST
from gradsheet.formula import Symbol, decimal_text, parse_name
from gradsheet.formula.notation import PROFILES

SIZES = [(1, 1), (2, 2, 1), (3, 4, 2), (5, 4), (2, 8, 1), (8, 3), (3, 3, 3, 3), (6, 4, 2), (2, 2, 2, 2, 1), (7, 7)]


def network(units: tuple[int, ...], *, bias: bool = True, batch: int = 0, activation: str = "tanh") -> str:
    layers = ", ".join(
        f'{{ units = {count}, activation = "{activation}", bias = {str(bias).lower()} }}' for count in units[1:]
    )
    many = {letter + str(layer) for layer in range(1, len(units)) for letter in ("Wb" if bias else "W")}
    given = "\n".join(f"{one} = {{ from = -1, to = 1, by = 0.01 }}" for one in sorted(many))
    return f"""
title = "made"
[network]
inputs = {units[0]}
layers = [{layers}]
loss = "half squared error"
{f"batch = {batch}" if batch else ""}
[draw]
without = ["saturation"]
[given]
x = {{ from = -12, to = 12, by = 0.25 }}
d = {{ from = -1, to = 1, by = 0.05 }}
{given}
[[ask]]
blanks = ["{"J" if batch else "L"}"]
"""


@pytest.mark.parametrize("notation", PROFILES)
@pytest.mark.parametrize("units", SIZES, ids=str)
def test_nothing_touches_in_any_notation(units, notation):
    for number, bias in enumerate((True, False), start=1):
        one = subject(exercise(network(units, bias=bias), number), notation=notation)
        found = drawn(one)
        assert found is not None
        assert found.width <= WIDEST
        assert found.height <= TALLEST
        assert list(touching(found, one.naming)) == []


@pytest.mark.parametrize("problem", [*lecture(), own(DEEP), own(NEURON)], ids=lambda problem: problem.title[:20])
def test_nothing_touches_whatever_the_numbers(problem):
    for number in range(1, 7):
        one = subject(exercise(problem, number))
        assert list(touching(drawn(one), one.naming)) == []


def test_a_batch_goes_through_one_drawing():
    one = subject(exercise(network((2, 3, 1), batch=3)))
    found = drawn(one)
    assert list(touching(found, one.naming)) == []
    assert not any(symbol.letter in "xd" for note in found.notes for symbol in _symbols(note))


@pytest.mark.parametrize("notation", ["lecture", "mazur", "nielsen"])
def test_every_weight_of_the_lecture_stands_on_its_edge_with_letter_and_number(notation):
    for problem in lecture():
        one = exercise(problem)
        found = picture(problem, notation=notation)
        shown = {note.part.formulas for note in found.notes if isinstance(note.part, Math)}
        for symbol, value in one.givens.items():
            if symbol.letter == "W":
                assert any(symbol in formulas and formulas[-1].value == value for formulas in shown), symbol


def test_the_description_names_every_edge_with_its_number_and_nothing_that_is_asked():
    for problem in lecture():
        one = exercise(problem)
        found = picture(problem)
        for symbol, value in one.givens.items():
            if symbol.letter in "Wxd":
                written = subject(one).words(symbol)
                assert f"{written} = {decimal_text(_number(value))}" in found.description
        assert found.description.count(" with weight ") == sum(s.letter == "W" for s in one.givens)
        assert picture(problem, key=True) == found


def test_words_spell_names_as_the_notation_does():
    assert "y_1^1 is fed by x_1 with weight w_11 = " in picture("lecture/relu-sigmoid-bce").description
    assert (
        "out_h1 is fed by i_1 with weight w_1 = " in picture("lecture/relu-sigmoid-bce", notation="mazur").description
    )
    assert subject(exercise("lecture/relu-sigmoid-bce")).words(parse_name("W2[1,2]")) == "w_32"


@pytest.mark.parametrize("text", [WIDE, network((3, 12, 1)), network((9, 2)), network((2, 2, 2, 2, 2, 1))])
def test_what_a_page_cannot_hold_is_left_to_the_table(text):
    assert picture(text) is None


def _symbols(note):
    return [f for f in note.part.formulas if isinstance(f, Symbol)] if isinstance(note.part, Math) else []


def _number(value):
    from gradsheet.formula import Number

    return Number(value)


@pytest.mark.parametrize(
    ("name", "letter", "words"),
    [
        ("backpropagation/shared-biases-new-loss", "b", "and the bias"),
        ("backpropagation/thresholds-xor", "theta", "less the threshold"),
    ],
)
def test_a_shared_bias_or_a_threshold_stands_at_every_unit_that_has_it(name, letter, words):
    one = exercise(name)
    found = picture(name)
    units = sum(one.problem.network.units[1:])
    below = [note for note in found.notes if any(symbol.letter == letter for symbol in _symbols(note))]
    assert len(below) == units
    assert all(note.part.formulas[1].value == one.givens[note.part.formulas[0]] for note in below)
    assert found.description.count(words) == units
