"""`[perceptron]`: what a file may say, what the sheet says of it, and how mistakes are answered."""

from __future__ import annotations

import pytest

from gradsheet.derivation import solve
from gradsheet.documents.statement import Text, statement
from gradsheet.formula.notation import PROFILES
from gradsheet.problems import draw, public_seed
from problems.banks import complaints, read

UNIT = """
title = "A threshold unit learns"
[perceptron]
inputs = 2
examples = 3
{options}
[given]
x = {{ choose = [-1, 0, 1] }}
d = {{ choose = [{targets}] }}
w0 = {start}
{extra}
eta = {{ choose = [0.1, 0.5] }}
[[ask]]
blanks = ["y", "w"]
"""


def file(options: str = "", *, targets: str = "0, 1", start: str = "0", extra: str = "b0 = 0") -> str:
    return UNIT.format(options=options, targets=targets, start=start, extra=extra)


@pytest.mark.parametrize(
    ("options", "extra", "said"),
    [
        ("", "b0 = 0", ["else 0", "The bias ", "raised by"]),
        ('fires = ">= 0"', "b0 = 0", ["also where it is exactly 0"]),
        ('targets = "-1 and 1"', "b0 = 0", ["else "]),
        ('bias = "threshold"', "theta = 0.2", ["The threshold ", "stays as it is"]),
        ('bias = "learned threshold"', "theta0 = 0.2", ["The threshold ", "lowered by"]),
        ('bias = "weight on -1"', "", ["belongs to a constant input of "]),
        ('rule = "delta"', "b0 = 0", ["A linear unit", "the weighted sum itself"]),
        ("epochs = 2", "b0 = 0", ["There are 2 epochs", "row 4 is the first one again"]),
    ],
)
def test_every_convention_is_said_in_words_and_no_step_is_listed(options, extra, said):
    found = statement(read(file(options, extra=extra)), PROFILES["lecture"])
    words = "".join(part.text for paragraph in found for part in paragraph.parts if isinstance(part, Text))
    assert [phrase for phrase in said if phrase not in words] == []
    assert "computed in this order" not in words


@pytest.mark.parametrize("fires", ["> 0", ">= 0"])
def test_a_unit_may_start_at_its_threshold_exactly_but_not_close_to_it(fires):
    problem = read(file(f'fires = "{fires}"', start="{ choose = [0, 0.02] }"))
    draws = draw(problem, [public_seed("test/perceptron", number) for number in range(60)])
    solved = [solve(problem.derivation, {s: float(v) for s, v in one.items()}) for one in draws]
    sizes = [abs(float(value)) for one in solved for symbol, value in one.items() if symbol.letter == "z"]
    assert min(sizes) == 0
    assert all(size < 1e-9 or size > 0.049 for size in sizes)


@pytest.mark.parametrize(
    ("options", "extra", "said"),
    [
        ("epochs = 20", "b0 = 0", "perceptron.epochs: 60 rows"),
        ('rule = "delta"\nfires = "> 0"', "b0 = 0", "belongs to rule"),
        ('bias = "none"', "b0 = 0", "'b0' is not needed here"),
        ('bias = "threshold"', "b0 = 0", "'theta' is missing"),
        ('fires = ">"', "b0 = 0", "must be '> 0' or '>= 0'"),
    ],
)
def test_mistakes_are_named(options, extra, said):
    assert any(said in complaint for complaint in complaints(file(options, extra=extra))), complaints(
        file(options, extra=extra)
    )
