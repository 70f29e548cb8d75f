"""Attention against autograd, with every option, written in matrices from no formula of ours."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import value_and_grad

from gradsheet.derivation import solve
from gradsheet.formula import Symbol, name
from gradsheet.models import LOSSES, UPDATES, Attention, Training, attend, with_training
from models.arrays import entries, place


def attention_of(model: Attention, q, k, v):
    """Softmax(Q K^T / sqrt(d)) V, row by row."""
    scores = anp.dot(anp.atleast_2d(q), k.T)
    if model.scale:
        scores = scores / anp.sqrt(k.shape[1])
    if model.causal:
        scores = scores + np.where(np.arange(len(k))[None, :] > np.arange(len(scores))[:, None], -np.inf, 0.0)
    powers = anp.exp(scores)
    weights = powers / anp.sum(powers, axis=1, keepdims=True)
    return scores, weights, anp.dot(weights, v)


def made_from(model: Attention, x, weights):
    q, k, v = (anp.dot(x, w if model.rows_from else w.T) for w in weights)
    return (q[-1:] if model.one_query else q), k, v


def agrees(found, letter, array, rel=1e-9):
    for indices, expected in np.ndenumerate(array):
        assert found[place(letter, indices)] == pytest.approx(expected, rel=rel, abs=1e-12)


OPTIONS = [
    (scale, *rest) for scale in (True, False) for rest in ((False, False), (True, False), (False, True))
]  # a single query sees all keys
CASES = [
    (2, 2, 2, 2),
    (3, 2, 1, 4),
    (4, 1, 3, 2),
]


@pytest.mark.parametrize(("scale", "causal", "one_query"), OPTIONS)
@pytest.mark.parametrize(("tokens", "dimension", "value_dimension", "_"), CASES)
def test_scores_weights_and_outputs_are_those_of_matrices(
    tokens, dimension, value_dimension, _, scale, causal, one_query
):
    random = np.random.default_rng(tokens)
    model = Attention(
        tokens=tokens, dimension=dimension, value_dimension=value_dimension,
        scale=scale, causal=causal, one_query=one_query,
    )  # fmt: skip
    q = random.normal(size=dimension if one_query else (tokens, dimension))
    k, v = random.normal(size=(tokens, dimension)), random.normal(size=(tokens, value_dimension))
    given = entries("q", q) | entries("k", k) | entries("v", v)
    found = {name(symbol): value for symbol, value in solve(attend(model), given).items()}
    scores, weights, outputs = (a[0] if one_query else a for a in attention_of(model, q, k, v))
    for indices, expected in np.ndenumerate(scores):
        if np.isfinite(expected):
            assert found[place("s", indices)] == pytest.approx(expected, rel=1e-12)
        else:
            assert place("s", indices) not in found
    agrees(found, "a", weights)
    agrees(found, "y", outputs)


@pytest.mark.parametrize(("scale", "causal", "one_query"), OPTIONS)
@pytest.mark.parametrize(("sizes", "loss", "rows_from"), [
    (CASES[0], "half squared error", True),
    (CASES[1], "mean squared error", False),
    (CASES[2], "squared error", True),
])  # fmt: skip
def test_all_gradients_and_the_update_are_those_of_autograd(sizes, loss, rows_from, scale, causal, one_query):
    tokens, dimension, value_dimension, inputs = sizes
    random = np.random.default_rng(tokens)
    model = Attention(
        tokens=tokens, dimension=dimension, value_dimension=value_dimension, inputs=inputs, rows_from=rows_from,
        scale=scale, causal=causal, one_query=one_query, loss=LOSSES[loss], update=UPDATES["gradient descent"],
    )  # fmt: skip
    x = random.normal(size=(tokens, inputs))
    d = random.normal(size=value_dimension if one_query else (tokens, value_dimension))
    widths = (dimension, dimension, value_dimension)
    matrices = tuple(random.normal(size=(inputs, width) if rows_from else (width, inputs)) for width in widths)

    def cost(at):
        output = attention_of(model, *made_from(model, at[0], at[1:]))[2]
        squares = (output.reshape(np.shape(d)) - d) ** 2
        return {"half squared error": anp.sum(squares) / 2, "squared error": anp.sum(squares)}.get(
            loss, anp.mean(squares)
        )

    value, slopes = value_and_grad(cost)((x, *matrices))
    parameters = tuple(member for family in model.parameters for member in family.members)
    training = Training(objective=Symbol("L"), parameters=(*parameters, *entries("x", x)), update=model.update)
    given = entries("x", x) | entries("d", d) | {Symbol("eta"): 0.3}
    for letter, matrix in zip(("W_q", "W_k", "W_v"), matrices, strict=True):
        given |= entries(letter, matrix)
    found = {name(symbol): number for symbol, number in solve(with_training(attend(model), training), given).items()}
    assert found["L"] == pytest.approx(value, rel=1e-10)
    for letter, start, slope in zip(("x", "W_q", "W_k", "W_v"), (x, *matrices), slopes, strict=True):
        agrees(found, f"dL/d{letter}", slope)
        agrees(found, f"new {letter}", start - 0.3 * slope)
