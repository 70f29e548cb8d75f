"""`[network]`: what is said of examples, batches, biases, penalties and losses that do not fit."""

from __future__ import annotations

import pytest

from gradsheet.formula import name
from problems.banks import complaints, read

NETWORK = """
title = "Mini-batches"
[network]
inputs = 1
layers = [{ units = 2, activation = "leaky relu", slope = 0.1 }, { units = 1, activation = "identity", bias = "shared" }]
loss = "half squared error"
update = "gradient descent"
examples = 4
batch = 2
[given]
x = { choose = [-1, 0.5, 1.5] }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = 0.5
W2 = { from = -1, to = 1, by = 0.1 }
b2 = 0.5
d = { choose = [0, 1] }
eta = 0.5
[[ask]]
blanks = ["J", "new J", "dJ'/dW1[1,1]'", "new W1[1,1]'", "new L[1]"]
[draw]
require = ["new L[1] < L[1]", "abs(dJ'/dW1[1,1]') > 0.01"]
"""


def test_an_epoch_has_as_many_updates_as_batches_and_what_is_asked_later_is_there():
    steps = [name(symbol) for symbol in read(NETWORK).derivation.quantities]
    assert "new W1[1,1]'" in steps
    assert "new W1[1,1]''" not in steps
    assert "new L[1]" in steps
    assert "new L[2]" not in steps


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("batch = 2", "batch = 3", "network.batch: 4 examples do not make batches of 3; write 1, 2, 4"),
        ('update = "gradient descent"\n', "", "network.batch: batches follow one another only with an update"),
        ("batch = 2", "batch = 2\nupdates = 1", "leave examples unused; write examples = 2, or updates = 2 or more"),
        ("examples = 4\nbatch = 2", "updates = 2", None),
        (
            'update = "gradient descent"\nexamples = 4\nbatch = 2',
            "updates = 2",
            'network.updates: nothing says how to update; write update = "gradient descent"',
        ),
        ("examples = 4", 'examples = 4\nl2 = "0.1"', "'0.1' is not a formula in lambda, and the number n of examples"),
        ("examples = 4", 'examples = 4\nl2 = "lambda/"', 'write l2 = "lambda/2", "lambda" or "lambda/(2*n)"'),
        (
            'update = "gradient descent"',
            'update = "weight decay"\nl2 = "lambda/2"',
            "'weight decay' reads lambda too; leave out one of them",
        ),
        (
            'loss = "half squared error"\nupdate = "gradient descent"\nexamples = 4\nbatch = 2',
            'l2 = "lambda"',
            "network.l2: there is no loss to add it to; write loss = ...",
        ),
        (
            'activation = "identity", bias = "shared" }]\nloss = "half squared error"',
            'activation = "sigmoid", bias = "shared" }]\nloss = "hinge"',
            'hinge compares scores, and sigmoid gives 0 to 1; write activation = "identity" for the last layer',
        ),
        (
            'loss = "half squared error"',
            'loss = "hinge"',
            "given.d: targets of this loss are -1 and 1; write { choose = [-1, 1] }",
        ),
        ("slope = 0.1", "slope = -1", "slope: must be positive, such as 0.1"),
        (
            'activation = "leaky relu", slope',
            'activation = "relu", slope',
            'belongs to activation = "leaky relu" or "elu"; leave it out',
        ),
        ('bias = "shared"', 'bias = "common"', '\'common\' is not a bias; write true, false or "shared", "on +1"'),
        ('bias = "shared"', "bias = 3", "layers[2].bias: must be"),
        ("examples = 4", "examples = 4\nfrozen = true", "'frozen' is not known here"),
        (
            "examples = 4",
            'examples = 4\nupdate_biases = "no"',
            "network.update_biases: must be true or false",
        ),
        ("examples = 4", 'examples = 4\nbackward = "new"', "network.backward: must be 'old weights' or 'new weights'"),
        ("examples = 4", "examples = 40", "network.examples: must be at most 20"),
        (
            "inputs = 1\nlayers = [{ units = 2",
            "inputs = 9\nlayers = [{ units = 100",
            "4,000 products are more than anybody works by hand; at most 3,000: write fewer examples, updates or units",
        ),
        (
            'update = "gradient descent"',
            'update = { at = "w + g", weight = "w - eta*g" }',
            "the line `at` says where the gradient is taken, and cannot read it",
        ),
        (
            'update = "gradient descent"',
            'update = { at = "w + mu*u", velocity = "mu*v - eta*g", weight = "w + v" }',
            "u is the weight that the line `at` makes; write another letter",
        ),
    ],
)
def test_what_does_not_fit_is_answered_with_its_place_and_a_way_out(old, new, said):
    assert old in NETWORK
    if said is not None:
        found = complaints(NETWORK.replace(old, new, 1))
        assert any(said in complaint for complaint in found), found


@pytest.mark.parametrize(
    ("layer", "option", "said"),
    [
        ("bias = false", "update_biases = false", "there are no biases; leave it out"),
        ("", 'backward = "new weights"', "a single layer has no weights above it; leave it out"),
    ],
)
def test_options_that_change_nothing_are_named(layer, option, said):
    text = NETWORK.replace('{ units = 2, activation = "leaky relu", slope = 0.1 }, ', "")
    text = text.replace('bias = "shared"', layer or "bias = true").replace("batch = 2\n", f"batch = 2\n{option}\n")
    found = complaints(text)
    assert any(said in complaint for complaint in found), found
