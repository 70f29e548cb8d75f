"""Convolutions: every given number in its cell, windows where the derivation reads, nothing of the answers."""

from __future__ import annotations

from itertools import product

import pytest

from documents.drawings.pictures import exercise, picture, subject, touching
from gradsheet.documents.drawings import Drawing, Look, drawn
from gradsheet.documents.drawings.convolution import CELL
from gradsheet.documents.drawings.shapes import TALLEST, WIDEST
from gradsheet.formula import Number, parse_name, symbols_in
from gradsheet.problems import bank_names

BANK = sorted(name for name in bank_names() if name.startswith("convolution/"))
MADE = {
    "valid": "input = [4, 4]\nkernel = [3, 3]",
    "strided": "input = [5, 5]\nkernel = [3, 3]\nstride = 2\npadding = 1",
    "channels and filters": "input = [3, 3]\nkernel = [2, 2]\nchannels = 2\nfilters = 2",
    "line": "input = 7\nkernel = 3\nstride = 2\nflip = true",
    "line with channels": "input = 4\nkernel = 2\nchannels = 2\nfilters = 2\nbias = false",
    "transposed": "input = [2, 2]\nkernel = [3, 3]\nstride = 2\npadding = 1\ntransposed = true",
    "transposed line": "input = 3\nkernel = 2\nstride = 2\ntransposed = true",
    "column": "input = [4, 1]\nkernel = [2, 1]",
    "pooled": 'input = [5, 5]\nkernel = [2, 2]\nactivation = "relu"\npool = "max"',
    "pooled at once": 'input = [4, 4]\npool = "average"',
    "one by one": "input = [2, 2]\nkernel = [1, 1]",
}


def convolution(table: str) -> str:
    letters = ["x", *(["K"] if "kernel" in table else []), *([] if "kernel" not in table or "bias" in table else ["b"])]
    given = "\n".join(f"{letter} = {{ from = -9.75, to = 9.75, by = 0.25 }}" for letter in letters)
    asked = "p" if "pool" in table else "z"
    index = "[" + ",".join("1" * ((table.count(",") and 2) or 1)) + "]"
    index = index if "filters" not in table else index.replace("[", "[1,")
    return f'title = "made"\n[convolution]\n{table}\n[given]\n{given}\n[[ask]]\nblanks = ["{asked}{index}"]\n'


PROBLEMS = [*BANK, *map(convolution, MADE.values())]
IDS = [*BANK, *MADE]


def numbers(found: Drawing) -> list[str]:
    written = [note.part.formulas[-1] for note in found.notes if hasattr(note.part, "formulas")]
    return sorted(str(one.value.normalize()) for one in written if isinstance(one, Number))


@pytest.mark.parametrize("key", [False, True], ids=["sheet", "key"])
@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_nothing_touches_and_everything_is_on_the_page(problem, key):
    for number in (1, 2, 3):
        one = subject(exercise(problem, number), key=key)
        found = drawn(one)
        assert found is not None
        assert found.width <= WIDEST
        assert found.height <= TALLEST
        assert list(touching(found, one.naming)) == []


@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_a_sheet_has_every_given_number_once_zeros_around_it_and_no_other(problem):
    one = exercise(problem, 2)
    layer = one.problem.architecture
    given = [str(value.normalize()) for symbol, value in one.givens.items() if symbol.letter in "xKbud"]
    border = 0
    if layer.kernel is not None and not layer.transposed:
        sides = [size + 2 * pad for size, pad in zip(layer.input, layer.padding, strict=True)]
        inside = [*layer.input]
        border = (_product(sides) - _product(inside)) * layer.channels
    assert numbers(picture(problem, 2)) == sorted([*given, *["0"] * border])


@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_there_is_a_cell_for_every_number_of_every_map(problem):
    one = exercise(problem)
    families = [
        f for f in one.problem.derivation.families if f.symbol.letter in "xKzapud" and not f.symbol.is_derivative
    ]
    cells = [one for one in picture(problem).rectangles if one.look is Look.CELL]
    assert len(cells) == sum(len(family.members) for family in families)


@pytest.mark.parametrize(
    "problem", [p for p in PROBLEMS if "transposed" not in p], ids=[i for i in IDS if "transposed" not in i]
)
def test_the_outlined_window_holds_what_the_first_output_reads(problem):
    """The derivation says which entries of the input the first number above is made of."""
    one = subject(exercise(problem, 3))
    found = drawn(one)
    derivation = one.exercise.problem.derivation
    made = "z" if any(step.symbol.letter == "z" for step in derivation.steps) else "p"
    step = next(step for step in derivation.steps if step.symbol.letter == made)
    read = {symbol for symbol in symbols_in(step.formula) if symbol.letter == "x"}
    windows = [w for w in found.rectangles if w.look is Look.WINDOW]
    windows = windows[: len([f for f in windows if f.x == windows[0].x and f.width == windows[0].width])]
    wanted = sorted(str(one.givens[symbol].normalize()) for symbol in read)
    layer = one.exercise.problem.architecture
    first = windows[: layer.channels] if made == "z" else [max(windows, key=lambda w: (w.y, -w.x))]
    inside = [
        note.part.formulas[0]
        for window in first
        for note in found.notes
        if window.x < note.x < window.x + window.width and window.y < note.y < window.y + window.height
    ]
    cells = [c for c in found.rectangles if c.look is Look.EDGE]
    zeros = sum(
        window.x < c.x + c.width / 2 < window.x + window.width and window.y < c.y + CELL / 2 < window.y + window.height
        for window, c in product(first, cells)
    )
    assert sorted(str(number.value.normalize()) for number in inside) == sorted([*wanted, *["0"] * zeros])


def test_a_key_has_the_values_of_the_maps_in_their_cells():
    one = exercise("convolution/cross-correlation", 4)
    given = len(numbers(picture("convolution/cross-correlation", 4)))
    worked = numbers(picture("convolution/cross-correlation", 4, key=True))
    z = [subject(one, key=True).numbers[parse_name(f"z[{r},{c}]")] for r, c in product((1, 2), (1, 2))]
    assert len(worked) == given + 4
    assert all(str(number.value.normalize()) in worked for number in z)


@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_the_description_reads_every_row_and_says_what_is_empty(problem):
    one = subject(exercise(problem, 2))
    words = drawn(one).description
    for family in one.exercise.problem.derivation.families:
        if family.symbol.letter in "xKud" and set(family.members) <= set(one.givens):
            row = family.members[: family.shape[-1]]
            assert ", ".join(one.words(one.numbers[member]) for member in row) in words
        elif family.symbol.letter in "zap":
            assert "has empty cells" in words
    assert "has empty cells" not in drawn(subject(one.exercise, key=True)).description


def test_too_large_an_input_is_left_to_the_list():
    assert picture(convolution("input = [12, 12]\nkernel = [3, 3]")) is None


def _product(sides: list[int]) -> int:
    return sides[0] * sides[1] if len(sides) == 2 else sides[0]
