"""Networks: nothing touches, whatever their size and numbers, and every given number is there or left to the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.drawings.pictures import exercise, picture, subject, touching
from documents.handed import DEEP, NEURON, lecture, own
from gradsheet.documents import Math
from gradsheet.documents.drawings import drawn
from gradsheet.documents.drawings.shapes import TALLEST, WIDEST
from gradsheet.formula import Symbol, decimal_text, parse_name
from gradsheet.formula.notation import PROFILES

SIZES = [(1, 1), (2, 2, 1), (3, 4, 2), (5, 4), (2, 8, 1), (8, 3), (3, 3, 3, 3), (6, 4, 2), (2, 2, 2, 2, 1), (7, 7)]
LARGE = [(3, 12, 1), (9, 2), (12, 10), (12, 12, 12), (2, 8, 9, 30, 3), (2, 9, 9, 9, 9, 9, 9)]


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
@pytest.mark.parametrize("units", [*SIZES, *LARGE[1:3]], ids=str)
def test_nothing_touches_in_any_notation(units, notation):
    for number, bias in enumerate((True, False), start=1):
        one = subject(exercise(network(units, bias=bias), number), notation=notation)
        found = drawn(one)
        assert found is not None
        assert found.width <= WIDEST
        assert found.height <= TALLEST
        assert list(touching(found, one.naming)) == []


@pytest.mark.parametrize("units", [*SIZES, *LARGE], ids=str)
def test_in_large_print_a_drawing_is_narrow_so_that_it_is_magnified(units):
    usual = subject(exercise(network(units)))
    large = replace(usual, large=True)
    found = drawn(large)
    assert found.width <= max(94, 30 * len(units) + 18.01)
    assert found.width <= drawn(usual).width
    assert list(touching(found, large.naming)) == []


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


@pytest.mark.parametrize("units", LARGE, ids=str)
def test_of_many_units_the_first_ones_and_the_last_are_drawn_and_no_line_has_a_number(units):
    found = picture(network(units))
    written = [note for note in found.notes if any(symbol.letter in "Wb" for symbol in _symbols(note))]
    assert written == []
    columns = sorted({node.x for node in found.nodes})
    assert len(columns) == len(units)
    for layer, (x, count) in enumerate(zip(columns, units, strict=True)):
        names = [node.part.formulas[0] for node in found.nodes if node.x == x]
        shown = [name.indices[0] for name in names]
        assert shown in (list(range(1, count + 1)), [1, 2, 3, count], [1, 2, count])
        assert len(shown) < count or count <= 8
        assert {name.layer for name in names} == ({None} if layer == 0 else {layer})
        left_out = [y for dot_x, y in found.dots if dot_x == x]
        ys = sorted(node.y for node in found.nodes if node.x == x)
        assert len(left_out) == (3 if len(shown) < count else 0)
        assert all(ys[0] < y < ys[1] for y in left_out)
        assert (f"{count} in all" in found.description) == (count > 8 or len(shown) < count)


def test_a_large_network_is_described_by_its_layers():
    one = exercise(network((2, 12, 1), bias=False))
    x_1, x_2, d = (decimal_text(_number(one.givens[parse_name(name)])) for name in ("x[1]", "x[2]", "d[1]"))
    assert picture(network((2, 12, 1), bias=False)).description == (
        f"A network, drawn from left to right. Inputs: x_1 = {x_1}, x_2 = {x_2}. "
        "Layer 1 (tanh): y_1^1, y_2^1, y_3^1, …, y_12^1 (12 in all), each fed by all of the layer before. "
        "Layer 2 (tanh): y_1^2, each fed by all of the layer before. "
        f"Where there are dots, units are left out; they are wired like the others. Targets: d = {d}."
    )


def test_more_layers_than_a_page_is_wide_are_left_to_the_table():
    assert picture(network((2, 2, 2, 2, 2, 2, 2, 1))) is None


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
