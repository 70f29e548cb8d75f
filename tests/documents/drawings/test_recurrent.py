"""Recurrent cells: a box for each time step, every number of the sequence beside it, nothing touching."""

from __future__ import annotations

from itertools import pairwise

import pytest

from documents.drawings.pictures import exercise, picture, subject, touching
from gradsheet.documents.drawings import Look, drawn
from gradsheet.documents.drawings.shapes import WIDEST
from gradsheet.problems import bank_names

BANK = sorted(name for name in bank_names() if name.startswith("recurrent/"))
WEIGHTS = {"simple": [""], "lstm": ["_f", "_i", "_g", "_o"], "gru": ["_z", "_r", "_n"]}


def cell(kind: str, *, inputs: int = 1, units: int = 1, times: int = 1, loss_on: str = "", bias: bool = True) -> str:
    letters = [letter + gate for gate in WEIGHTS[kind] for letter in ("WUb" if bias else "WU")]
    letters += ["x", "h0", *(["c0"] if kind == "lstm" else []), *(["d"] if loss_on else [])]
    given = "\n".join(f"{letter} = {{ from = -0.95, to = 0.95, by = 0.05 }}" for letter in letters)
    loss = f'loss = "half squared error"\nloss_on = "{loss_on}"' if loss_on else ""
    size = f"inputs = {inputs}\nunits = {units}\ntimes = {times}\nbias = {str(bias).lower()}"
    table = f'[recurrent]\ncell = "{kind}"\n{size}\n{loss}'
    return f'title = "made"\n{table}\n[given]\n{given}\n[[ask]]\nblanks = ["h[{times},1]"]\n'


MADE = {
    f"{kind} {inputs} {units} {times} {loss_on}": cell(kind, inputs=inputs, units=units, times=times, loss_on=loss_on)
    for kind in WEIGHTS
    for inputs, units, times, loss_on in (
        (1, 1, 1, ""),
        (1, 1, 3, "last"),
        (2, 2, 2, "every"),
        (3, 2, 2, "last"),
        (1, 3, 2, ""),
        (2, 1, 3, "every"),
    )
}
PROBLEMS = [*BANK, *MADE.values()]
IDS = [*BANK, *MADE]


@pytest.mark.parametrize("key", [False, True], ids=["sheet", "key"])
@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_nothing_touches_and_everything_is_on_the_page(problem, key):
    for number in (1, 2, 3):
        one = subject(exercise(problem, number), key=key)
        found = drawn(one)
        assert found is not None
        assert found.width <= WIDEST
        assert list(touching(found, one.naming)) == []


@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_there_is_a_box_for_each_time_step_with_its_inputs_below_and_its_targets_above(problem):
    one = exercise(problem, 2)
    architecture = one.problem.architecture
    found = picture(problem, 2)
    boxes = [box for box in found.rectangles if box.look is Look.UNIT]
    assert len(boxes) == architecture.times
    assert all(left.x + left.width < right.x for left, right in pairwise(boxes))
    places = {formulas: note for note in found.notes if len(formulas := getattr(note.part, "formulas", ())) == 2}
    for symbol, value in one.givens.items():
        place = next(
            (note for (name, number), note in places.items() if name == symbol and number.value == value), None
        )
        if symbol.letter in "xhcd":
            assert place is not None, symbol
        if symbol.letter == "x":
            box = boxes[symbol.indices[0] - 1]
            assert box.x < place.x < box.x + box.width
            assert place.y < box.y
        elif symbol.letter == "d":
            box = boxes[symbol.indices[0] - 1 if architecture.loss_on == "every" else -1]
            assert box.x < place.x < box.x + box.width
            assert place.y > box.y + box.height
        elif symbol.letter in "hc":
            assert place.x < boxes[0].x


@pytest.mark.parametrize("problem", PROBLEMS, ids=IDS)
def test_the_state_flows_from_box_to_box(problem):
    found = picture(problem)
    boxes = [box for box in found.rectangles if box.look is Look.UNIT]
    for left, right in pairwise(boxes):
        ends = pytest.approx((left.x + left.width, right.x))
        flows = [e for e in found.edges if e.tip and e.y1 == e.y2 and (e.x1, e.x2) == ends]
        assert len(flows) == (2 if exercise(problem).problem.architecture.cell == "lstm" else 1)


def test_a_sheet_shows_no_state_that_is_to_be_computed():
    for problem in PROBLEMS:
        one = subject(exercise(problem, 2))
        known = {f for note in drawn(one).notes for f in getattr(note.part, "formulas", ()) if hasattr(f, "value")}
        assert known <= set(one.numbers.values())
        assert set(one.numbers) == set(one.givens)


def test_the_description_goes_through_time():
    words = picture("recurrent/rnn-loss-every-step").description
    assert words.index("Step 1") < words.index("The loss div_1") < words.index("Step 2") < words.index("The loss div_2")
    assert "x_2 = " in words
    assert "h_11," in words  # no value on a sheet
    assert "h_11 = " in picture("recurrent/rnn-loss-every-step", key=True).description


def test_a_long_sequence_is_left_out():
    assert picture(cell("lstm", units=2, times=9)) is None
