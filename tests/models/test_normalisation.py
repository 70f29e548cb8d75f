"""Layer norm, batch norm and dropout against autograd, with every option, in vector form."""

from __future__ import annotations

from itertools import product

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import value_and_grad

from gradsheet.derivation import solve
from gradsheet.formula import Symbol, name
from gradsheet.models import LOSSES, UPDATES, Normalisation, Training, normalise, with_training
from models.arrays import entries, place

EPS = 0.01


def solved(model: Normalisation, given, trained=()):
    """Everything, by name, with the gradients by all of `trained` and their update."""
    derivation = normalise(model)
    if model.loss is not None:
        derivation = with_training(
            derivation, Training(objective=Symbol("L"), parameters=tuple(trained), update=model.update)
        )
    return {name(symbol): float(value) for symbol, value in solve(derivation, given).items()}


def agrees(found, letter, array):
    for indices, expected in np.ndenumerate(array):
        assert found[place(letter, indices)] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("kind", "batch", "values"),
    [("layer", None, 3), ("layer", 2, 4), ("layer", 3, 2), ("batch", 4, None), ("batch", 3, 2), ("batch", 2, 3)],
)
@pytest.mark.parametrize(("sample", "eps", "affine"), list(product([True, False], [True, False], [True, False])))
def test_norms_in_training_are_differentiated_as_autograd_does(kind, batch, values, sample, eps, affine):
    model = Normalisation(
        kind=kind, batch=batch, values=values, sample=sample, eps=eps, affine=affine,
        loss=LOSSES["half squared error"], update=UPDATES["gradient descent"],
    )  # fmt: skip
    random = np.random.default_rng(7)
    x, d = random.normal(size=model.shape), random.normal(size=model.shape)
    width = model.shape if batch is None else model.shape[1:]
    gamma, beta = random.normal(size=width), random.normal(size=width)
    axis = 0 if kind == "batch" else -1

    def passed(x):
        mean = anp.mean(x, axis=axis, keepdims=True)
        count = x.shape[axis] - sample
        variance = anp.sum((x - mean) ** 2, axis=axis, keepdims=True) / count
        return mean, variance, (x - mean) / anp.sqrt(variance + (EPS if eps else 0))

    def cost(at):
        normed = passed(at[0])[2]
        return anp.sum(((at[1] * normed + at[2] if affine else normed) - d) ** 2) / 2

    value, (slope, gamma_slope, beta_slope) = value_and_grad(cost)((x, gamma, beta))
    given = entries("x", x) | entries("d", d) | {Symbol("eta"): 0.3}
    given |= {Symbol("eps"): EPS} if eps else {}
    trained = list(entries("x", x))
    if affine:
        given |= entries("gamma", gamma) | entries("beta", beta)
        trained += [*entries("gamma", gamma), *entries("beta", beta)]
    found = solved(model, given, trained)
    mean, variance, normed = passed(x)
    agrees(found, "m", np.squeeze(mean, axis=axis))
    agrees(found, "v", np.squeeze(variance, axis=axis))
    agrees(found, "xhat", normed)
    assert found["L"] == pytest.approx(value, rel=1e-10)
    agrees(found, "dL/dx", slope)
    agrees(found, "new x", x - 0.3 * slope)
    if affine:
        agrees(found, "dL/dgamma", gamma_slope)
        agrees(found, "dL/dbeta", beta_slope)
        agrees(found, "new gamma", gamma - 0.3 * gamma_slope)


@pytest.mark.parametrize(("batch", "values"), [(3, None), (2, 2), (2, 4)])
@pytest.mark.parametrize("eps", [True, False])
def test_batch_norm_at_inference_takes_the_running_mean_and_variance(batch, values, eps):
    model = Normalisation(
        kind="batch", batch=batch, values=values, training=False, eps=eps, loss=LOSSES["squared error"]
    )
    random = np.random.default_rng(11)
    x, d = random.normal(size=model.shape), random.normal(size=model.shape)
    gamma, beta, m, v = (random.uniform(0.5, 2, size=model.shape[1:]) for _ in range(4))

    def cost(at):
        normed = (at[0] - m) / anp.sqrt(v + (EPS if eps else 0))
        return anp.sum((at[1] * normed + at[2] - d) ** 2)

    value, slopes = value_and_grad(cost)((x, gamma, beta))
    given = {"x": x, "gamma": gamma, "beta": beta, "m": m, "v": v, "d": d}
    numbers = {symbol: number for letter, array in given.items() for symbol, number in entries(letter, array).items()}
    numbers |= {Symbol("eps"): EPS} if eps else {}
    trained = [symbol for letter in ("x", "gamma", "beta") for symbol in entries(letter, given[letter])]
    found = solved(model, numbers, trained)
    assert found["L"] == pytest.approx(value, rel=1e-10)
    for letter, slope in zip(("x", "gamma", "beta"), slopes, strict=True):
        agrees(found, f"dL/d{letter}", slope)


@pytest.mark.parametrize("shape", [(None, 4), (2, 3)])
@pytest.mark.parametrize(("training", "inverted", "drop"), list(product([True, False], [True, False], [True, False])))
def test_dropout_scales_in_training_or_at_inference_and_never_in_both(shape, training, inverted, drop):
    model = Normalisation(
        kind="dropout", batch=shape[0], values=shape[1], training=training, inverted=inverted, drop=drop,
        loss=LOSSES["half squared error"],
    )  # fmt: skip
    random = np.random.default_rng(5)
    x, d = random.normal(size=model.shape), random.normal(size=model.shape)
    mask = random.integers(0, 2, size=model.shape)
    p = 0.2
    keep = 1 - p if drop else p
    factor = {(True, True): mask / keep, (True, False): mask, (False, True): 1, (False, False): keep}

    def cost(x):
        return anp.sum((factor[training, inverted] * x - d) ** 2) / 2

    value, slope = value_and_grad(cost)(x)
    given = entries("x", x) | entries("d", d)
    given |= entries("r", mask) if training else {}
    given |= {Symbol("p"): p} if training == inverted else {}
    found = solved(model, given, list(entries("x", x)))
    agrees(found, "y", factor[training, inverted] * x)
    assert found["L"] == pytest.approx(value, rel=1e-12)
    agrees(found, "dL/dx", slope)
