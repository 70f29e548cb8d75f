"""`[convolution]` in problem files: its words, and what is said of sizes that do not fit."""

import json
import os
import re
from pathlib import Path

import pytest

from gradsheet.derivation import solve
from gradsheet.formula import Symbol, name
from problems.banks import complaints, read

SHARED = Path(os.environ.get("GRADSHEET_SHARED") or Path(__file__).parents[3] / "shared")
EXAMPLES = SHARED / "published" / "examples.json"

IMAGE = """
title = "An image"
[convolution]
input = [3, 3]
kernel = [2, 2]
[given]
x = { from = 0, to = 9, by = 1 }
K = { choose = [-1, 1, 2] }
b = 1
[[ask]]
blanks = ["z"]
"""


def image(*options: str, given: str = "", ask: str = "z") -> str:
    """The file with other options, which win over its own."""
    written = IMAGE
    for key in {option.split(" = ")[0] for option in options} & {"input", "kernel"}:
        written = re.sub(rf"{key} = .*\n", "", written, count=1)
    return written.replace("[given]", "\n".join(options) + "\n[given]\n" + given).replace('"z"', f'"{ask}"')


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("input = [2, 2, 2]",), "convolution.input: has 3 sides; a line has one"),
        (("kernel = [4, 4]",), "convolution.kernel: 4 x 4 is larger than the input with its padding, 3 x 3"),
        (("kernel = [2]",), "convolution.kernel: must have 2 number(s) as the input has, such as [2, 2]; found 1"),
        (("kernel = 0",), "convolution.kernel: must be at least 1; found 0"),
        (("stride = [1, 0]",), "convolution.stride: must be at least 1; found 0"),
        (("padding = -1",), "convolution.padding: must be at least 0; found -1"),
        (("kernel = [3, 3]", "padding = 2", "stride = 9"), "convolution.padding: K[1,1] never meets the input"),
        (("transposed = true", "padding = 2"), "convolution.padding: 2 x 2 cuts everything off; write less"),
        (("transposed = true", "flip = true"), "convolution.flip: does not go with a transposed convolution"),
        (
            ('pool = "max"', "pool_size = 3"),
            "convolution.pool_size: 3 x 3 is larger than the map that is pooled, 2 x 2",
        ),
        (('pool = "sum"',), "convolution.pool: must be 'max' or 'average'"),
        (("pool_size = 2",), 'convolution.pool_size: needs pool = "max" or pool = "average"'),
        (('activation = "rely"',), "convolution.activation: 'rely' is not an activation; did you mean 'relu'?"),
        (('activation = "softmax"',), "convolution.activation: softmax belongs on the output of a dense network"),
        (('loss = "squared eror"',), "convolution.loss: 'squared eror' is not a loss; did you mean 'squared error'?"),
        (('update = "gradient descent"',), "convolution.update: there is nothing to descend without a loss"),
        (("input = [30, 30]",), "convolution.input: a map of 900 numbers is more than anybody works by hand"),
        (("input = 100000000",), "convolution.kernel: must have 1 number(s) as the input has"),
        (("input = 100000000", "kernel = 2"), "convolution.input: a side of 100,000,000 is more than anybody works"),
        (("input = [15, 15]", "kernel = 5"), "convolution.kernel: 3,025 products are more than anybody works by hand"),
        (("input = true",), "convolution.input: must be a"),
        (('stride = "two"',), "convolution.stride: must be a"),
        (("strides = 2",), "convolution.strides: 'strides' is not known here; did you mean 'stride'?"),
    ],
)
def test_what_does_not_fit_is_one_complaint_with_its_place(options, complaint):
    found = complaints(image(*options, given="d = 1" if "loss" in options[0] else ""))
    assert len(found) == 1, found
    assert complaint in found[0]


def test_pooling_needs_no_kernel_and_then_no_words_about_one():
    text = IMAGE.replace("kernel = [2, 2]", 'pool = "max"').replace('"z"', '"p"')
    assert complaints(text.replace("K = { choose = [-1, 1, 2] }\nb = 1\n", "")) == []
    assert "stride: needs a kernel" in complaints(text.replace("pool =", "stride = 2\npool ="))[0]
    assert "nothing is done with it" in complaints(IMAGE.replace("kernel = [2, 2]", ""))[0]


def test_a_number_stands_for_every_side_and_pool_windows_lie_side_by_side_by_default():
    long = read(image("input = [5, 5]", "kernel = [2, 2]", "padding = [0, 0]", 'pool = "max"', ask="p"))
    short = read(
        image("input = [5, 5]", "kernel = 2", 'pool = "max"', "pool_size = [2, 2]", "pool_stride = 2", ask="p")
    )
    assert long.derivation.steps == short.derivation.steps
    assert [name(symbol) for _, symbol in long.blanks] == ["p[1,1]", "p[1,2]", "p[2,1]", "p[2,2]"]


def test_given_gradients_are_the_gradients_of_the_outputs():
    problem = read(image('loss = "upstream"', given="u = { choose = [-1, 2] }", ask="dL/dK[1,2]"))
    lines = {name(step.symbol): str(step) for step in problem.derivation.steps}
    assert lines["dL/dz[2,1]"] == "dL/dz[2,1] = u[2,1]"
    assert lines["dL/dK[1,2]"] == (
        "dL/dK[1,2] = dL/dz[1,1]*x[1,2] + dL/dz[1,2]*x[1,3] + dL/dz[2,1]*x[2,2] + dL/dz[2,2]*x[2,3]"
    )


def test_an_input_that_no_window_reaches_has_the_gradient_0():
    problem = read(image("kernel = 1", "stride = 2", 'loss = "upstream"', given="u = 1", ask="dL/dx[2,2]"))
    assert str(problem.derivation.steps[-1]) == "dL/dx[2,2] = 0"


def test_the_kernel_moves_downhill():
    given = "d = { choose = [0, 1] }\neta = 0.1"
    problem = read(image('loss = "half squared error"', 'update = "gradient descent"', given=given, ask="new K"))
    assert str(problem.derivation.steps[-2]) == "new K[2,2] = K[2,2] - eta*dL/dK[2,2]"


X, K = [[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]
PUBLISHED = {
    "Y": ("z", ("bias = false",), X, K),
    "Ymc": ("z", ("bias = false", "channels = 2"), [X, [[n + 1 for n in row] for row in X]], [K, [[1, 2], [3, 4]]]),
    "T": ("z", ("bias = false", "input = [2, 2]", "transposed = true"), K, K),
    "P": ("z", ("bias = false", "padding = 1"), X, K),
    "S": ("z", ("bias = false", "padding = 1", "stride = [3, 2]"), X, K),
    "mp": ("p", ('pool = "max"', "pool_stride = 1"), X, None),
    "ap": ("p", ('pool = "average"', "pool_stride = 1"), X, None),
}


@pytest.mark.skipif(not EXAMPLES.is_file(), reason=f"no collection of published examples at {EXAMPLES}")
def test_every_published_number_of_convolution_and_pooling_agrees():
    cases = json.loads(EXAMPLES.read_text(encoding="utf-8"))["cases"]
    (published,) = (case["published"] for case in cases if case["family"] == "cnn")
    assert {entry["key"].split("[")[0] for entry in published} == set(PUBLISHED)
    for entry in published:
        key, row, column = entry["key"].replace("]", "").split("[")
        letter, options, x, kernel = PUBLISHED[key]
        text = image(*options, ask=letter)
        if kernel is None:
            text = text.replace("kernel = [2, 2]\n", "").replace("K = { choose = [-1, 1, 2] }\n", "")
        derivation = read(text.replace("b = 1\n", "")).derivation
        numbers = iter([*_flat(x), *_flat(kernel or [])])
        values = solve(derivation, {symbol: next(numbers) for symbol in derivation.givens})
        assert values[Symbol(letter, indices=(int(row) + 1, int(column) + 1))] == float(entry["published"]), entry[
            "key"
        ]


def _flat(nested) -> list[float]:
    return [leaf for part in nested for leaf in _flat(part)] if isinstance(nested, list) else [float(nested)]
