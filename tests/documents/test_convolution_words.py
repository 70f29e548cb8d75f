"""What a sheet says of a convolution: every convention in words."""

import pytest

from documents.handed import HEADING, drawn
from gradsheet.assignments.sheet import Student
from gradsheet.documents.statement import Math, statement
from gradsheet.documents.typeset import source
from gradsheet.formula import to_text
from gradsheet.formula.notation import PROFILES
from gradsheet.problems import Problem
from problems.banks import read


def problem(options: str, given: str = "", ask: str = "z") -> Problem:
    return read(f"""
title = "An image"
[convolution]
input = [3, 4]
{options}
[given]
x = {{ from = 0, to = 9, by = 1 }}
{given}
[[ask]]
blanks = ["{ask}"]
""")


def first_words(found: Problem) -> str:
    first = statement(found, PROFILES["lecture"])[0]
    return "".join(to_text(*part.formulas) if isinstance(part, Math) else part.text for part in first.parts)


@pytest.mark.parametrize(
    ("options", "given", "said"),
    [
        ("", "b = 1", ["size 2 × 3", "input of size 3 × 4", "stride 1 × 1", "not flipped", "no padding", "A bias b"]),
        ("stride = [1, 2]\nbias = false", "", ["stride 1 × 2", "There is no bias."]),
        ("flip = true", "b = 1", ["It is flipped first"]),
        ("padding = 1", "b = 1", ["Around the input stand zeros", "1 × 1"]),
        ("channels = 2\nfilters = 3", "b = 1", ["The input has 2 channels", "There are 3 filters"]),
        ("transposed = true\npadding = 1", "b = 1", ["A transposed convolution", "the output loses 1 × 1"]),
        ('pool = "average"\npool_size = [2, 1]', "b = 1", ["the mean of each window of size 2 × 1, with stride 2 × 1"]),
        ('loss = "upstream"', "b = 1\nu = 1", ["gradients of a loss L by the outputs are given: u."]),
        ('loss = "squared error"', "b = 1\nd = 1", ["The loss is the sum of the squared errors; the targets are d."]),
        ('loss = "(y - d)^4"', "b = 1\nd = 1", ["The targets of the loss are d."]),
    ],
)
def test_every_convention_is_said_in_words(options, given, said):
    found = first_words(problem(f"kernel = [2, 3]\n{options}", f"K = {{ choose = [1, 2] }}\n{given}"))
    assert [phrase for phrase in said if phrase not in found] == []


def test_pooling_alone_says_nothing_of_a_kernel():
    found = first_words(problem('pool = "max"', ask="p"))
    assert found == "Max pooling takes the largest of each window of size 2 × 2, with stride 2 × 2."


def test_the_channels_of_an_image_are_not_run_together_into_one_matrix():
    given = "K = { choose = [1, 2] }"
    sheet = drawn([problem("kernel = 3\nbias = false\nchannels = 2", given)], Student(id="s001", name="Ada"))
    written = source(sheet, HEADING, engine="latex", worked=False)
    assert "matrix" not in written
    assert "x_{234}" in written
