"""`[normalisation]`: what the table makes, and what is said when it does not fit together."""

from __future__ import annotations

import pytest

from gradsheet.languages import sentences
from gradsheet.problems import draw, public_seed
from gradsheet.problems.schema import ProblemTable
from gradsheet.problems.tables.normalisation import ONLY, NormalisationTable
from problems.banks import complaints, read

BATCH = """
title = "Batch norm"
[normalisation]
kind = "batch"
batch = 3
[given]
x = [1, 2, 4]
gamma = { choose = [1, 2] }
beta = 0.5
eps = 0.01
[[ask]]
blanks = ["m", "v", "s", "xhat", "y"]
"""

TRAINED = BATCH.replace(
    "batch = 3", 'batch = 3\nloss = "half squared error"\nupdate = "gradient descent"'
).replace("eps = 0.01", "eps = 0.01\nd = 1\neta = 0.5")  # fmt: skip

DROPOUT = """
title = "Dropout"
[normalisation]
kind = "dropout"
values = 2
[given]
x = [1, 2]
r = [1, 0]
p = 0.5
[[ask]]
blanks = ["y"]
"""


def steps(text: str) -> list[str]:
    return [str(step) for step in read(text).derivation.steps]


def test_batch_norm_goes_from_mean_to_output():
    assert steps(BATCH) == [
        "m = (x[1] + x[2] + x[3])/3",
        "v = ((x[1] - m)^2 + (x[2] - m)^2 + (x[3] - m)^2)/3",
        "s = sqrt(v + eps)",
        *(f"xhat[{n}] = (x[{n}] - m)/s" for n in (1, 2, 3)),
        *(f"y[{n}] = gamma*xhat[{n}] + beta" for n in (1, 2, 3)),
    ]


def test_gamma_and_beta_learn_as_soon_as_there_is_a_loss():
    found = steps(TRAINED)
    assert "dL/dgamma = dL/dy[1]*xhat[1] + dL/dy[2]*xhat[2] + dL/dy[3]*xhat[3]" in found
    assert "new beta = beta - eta*dL/dbeta" in found


def test_a_loss_of_d_times_y_makes_d_the_gradient_from_above():
    text = TRAINED.replace('"half squared error"', '"d*y"')
    assert "dL/dy[2] = d[2]" in steps(text)


@pytest.mark.parametrize(("options", "first"), [
    ("", "y[1] = r[1]*x[1]/p"),
    ('probability = "drop"', "y[1] = r[1]*x[1]/(1 - p)"),
    ("inverted = false", "y[1] = r[1]*x[1]"),
    ('mode = "inference"', "y[1] = x[1]"),
    ('mode = "inference"\ninverted = false', "y[1] = p*x[1]"),
])  # fmt: skip
def test_dropout_in_each_convention(options, first):
    text = DROPOUT.replace("values = 2", f"values = 2\n{options}")
    unused = [given for given in ("r = [1, 0]\n", "p = 0.5\n") if f"{given[0]}" not in first.partition("=")[2]]
    for given in unused:
        text = text.replace(given, "")
    assert steps(text)[0] == first


@pytest.mark.parametrize(
    ("text", "old", "new", "said"),
    [
        (BATCH, "batch = 3\n", "", "batch norm needs at least two examples; write batch = 3"),
        (BATCH, "batch = 3\n", "batch = 1\n", "problem.toml:5:9: normalisation.batch: batch norm needs at least two"),
        (BATCH, "batch = 3\n", "batch = 20\nvalues = 9\n", "180 numbers are more than anybody works by hand"),
        (BATCH, '"batch"', '"layer"', "layer norm needs at least two values; write values = 3"),
        (BATCH, '"batch"', '"group"', "must be 'layer', 'batch' or 'dropout'"),
        (BATCH, "batch = 3\n", "batch = 3\ninverted = true\n", "means nothing for batch norm, only for dropout"),
        (BATCH, "batch = 3\n", "batch = 3\nvariance = 3\n", "must be 'population' or 'sample'"),
        (BATCH, "batch = 3\n", 'batch = 3\nmode = "inference"\n', "'m' is missing"),
        (BATCH, "batch = 3\n", 'batch = 3\nmode = "inference"\nvariance = "sample"\n', "m and v are given"),
        (BATCH, "batch = 3\n", "batch = 3\neps = 0.01\n", "normalisation.eps: must be true or false"),
        (BATCH, "x = [1, 2, 4]", "x = [1, 2]", "x: must be a list of 3 number(s), for x; found a list of 2"),
        (BATCH, "batch = 3\n", 'batch = 3\nupdate = "gradient descent"\n', "nothing to update without a loss"),
        (TRAINED, '"gradient descent"', '"adagrad"', "'adagrad' has an eps of its own"),
        (TRAINED, "batch = 3\n", "batch = 3\nscale_and_shift = false\n", "nothing to update without gamma and beta"),
        (DROPOUT, "values = 2\n", "", "dropout needs values; write values = 3"),
        (
            DROPOUT,
            "values = 2\n",
            'values = 2\nvariance = "sample"\n',
            "only for layer norm and batch norm; leave it out",
        ),
        (DROPOUT, "values = 2\n", 'values = 2\nmode = "inference"\n', "'r' is not needed here"),
    ],
)
def test_what_does_not_fit_is_answered_with_its_place_and_a_way_out(text, old, new, said):
    assert old in text
    found = complaints(text.replace(old, new, 1))
    assert any(said in complaint for complaint in found), found
    assert all(complaint.startswith("problem.toml:") for complaint in found)


def test_an_update_with_an_eps_of_its_own_works_beside_a_variance_without():
    text = TRAINED.replace('"gradient descent"', '"adagrad"\neps = false')
    assert "new gamma = gamma - eta*dL/dgamma/(sqrt(new sgamma) + eps)" in steps(text)


def test_options_that_belong_to_some_kinds_are_keys_of_the_table():
    assert set(ONLY) <= set(NormalisationTable.model_fields)
    assert "normalisation" in ProblemTable.model_fields
    assert {"variance_sample", "variance_population"} <= set(sentences("en"))


BARE = """
title = "Nothing given yet"
[normalisation]
{}
[given]
[[ask]]
blanks = ["y"]
"""


@pytest.mark.parametrize("table", [
    'kind = "batch"\nbatch = 3\nmode = "inference"',
    'kind = "layer"\nvalues = 3',
    'kind = "dropout"\nvalues = 3',
    'kind = "dropout"\nvalues = 3\nprobability = "drop"',
])  # fmt: skip
def test_who_writes_what_is_said_of_missing_givens_has_a_problem_with_fair_numbers(table):
    bare = BARE.format(table)
    lines = [line for line in complaints(bare) if "is missing; write " in line]
    written = "\n".join(line.partition("; write ")[2] for line in lines)
    problem = read(bare.replace("[given]\n", f"[given]\n{written}\n"))
    assert draw(problem, [public_seed(problem.name, 1)])


def test_a_variances_eps_is_that_of_pytorch_and_an_optimisers_that_of_adam():
    layer = 'kind = "layer"\nvalues = 2\nloss = "half squared error"\nupdate = "adam"\neps = false'
    assert any(line.endswith("'eps' is missing; write eps = 1e-8") for line in complaints(BARE.format(layer)))
    (said,) = complaints(BATCH.replace("eps = 0.01\n", ""))
    assert float(said.partition("write eps = ")[2]) == 1e-05  # what torch.nn.BatchNorm1d(1).eps is
