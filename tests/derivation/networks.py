"""Random networks, and the same networks in matrix form for autograd to judge."""

from collections.abc import Callable
from dataclasses import dataclass

import autograd.numpy as anp
import numpy as np

from gradsheet.derivation import Derivation
from gradsheet.formula import Symbol
from gradsheet.models import LOSS, LOSSES, UPDATES, Dense, Layer, Training, forward, with_training


def network(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str, *, bias: bool = True) -> Dense:
    layers = tuple(
        Layer(units=units, activation=activation, bias=bias)
        for units, activation in zip(sizes[1:], activations, strict=True)
    )
    return Dense(inputs=sizes[0], layers=layers, loss=LOSSES[loss], update=UPDATES["gradient descent"])


def training(net: Dense, asked: tuple[Symbol, ...] = ()) -> Derivation:
    parameters = tuple(member for family in net.parameters for member in family.members)
    return with_training(
        forward(net), Training(objective=net.objective or LOSS, parameters=parameters, update=net.update), asked
    )


ACTIVATE: dict[str, Callable] = {
    "identity": lambda z: z,
    "relu": lambda z: anp.maximum(z, 0) * 1.0,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "leaky relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.exp(z) - 1),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "threshold": lambda z: anp.where(z > 0, 1.0, 0.0) + 0.0 * z,
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z)),
}
LOSE: dict[str, Callable] = {
    "binary cross-entropy": lambda y, d: -anp.sum(d * anp.log(y) + (1 - d) * anp.log(1 - y)),
    "cross-entropy": lambda y, d: -anp.sum(d * anp.log(y)),
    "half squared error": lambda y, d: anp.sum((y - d) ** 2) / 2,
    "squared error": lambda y, d: anp.sum((y - d) ** 2),
    "mean squared error": lambda y, d: anp.mean((y - d) ** 2),
    "absolute error": lambda y, d: anp.sum(anp.abs(y - d)),
    "mean absolute error": lambda y, d: anp.mean(anp.abs(y - d)),
    "hinge": lambda y, d: anp.sum(anp.maximum(0, 1 - d * y)),
    "squared hinge": lambda y, d: anp.sum(anp.maximum(0, 1 - d * y) ** 2),
    "multiclass hinge": lambda y, d: anp.sum((1 - d) * anp.maximum(0, y - anp.sum(d * y) + 1)),
}


@dataclass(frozen=True)
class Numbers:
    """One draw: an input, a target, and for each layer a weight matrix (to, from) and a bias vector."""

    x: np.ndarray
    d: np.ndarray
    weights: list[np.ndarray]
    biases: list[np.ndarray]
    eta: float


def numbers(net: Dense, random: np.random.Generator) -> Numbers:
    pairs = list(zip(net.units[1:], net.units[:-1], strict=True))
    return Numbers(
        x=random.normal(size=net.inputs),
        d=random.uniform(0.1, 0.9, size=net.units[-1]),
        weights=[random.normal(size=pair) for pair in pairs],
        biases=[random.normal(size=to) * layer.bias for (to, _), layer in zip(pairs, net.layers, strict=True)],
        eta=0.3,
    )


def loss_of(net: Dense, x, d, weights, biases):
    """The loss in matrix form: written for the tests, from no formula of ours."""
    y = x
    for layer, W, b in zip(net.layers, weights, biases, strict=True):
        y = ACTIVATE[layer.activation](anp.dot(W, y) + b)
    return LOSE[net.loss.name](y, d)


def entries(letter: str, layer: int | None, array: np.ndarray) -> dict[Symbol, float]:
    return {
        Symbol(letter, layer=layer, indices=tuple(k + 1 for k in place)): float(value)
        for place, value in np.ndenumerate(array)
    }


def givens(net: Dense, chosen: Numbers) -> dict[Symbol, float]:
    found = entries("x", None, chosen.x) | entries("d", None, chosen.d) | {Symbol("eta"): chosen.eta}
    for number, (W, b) in enumerate(zip(chosen.weights, chosen.biases, strict=True), start=1):
        found |= entries("W", number, W)
        if net.layers[number - 1].bias:
            found |= entries("b", number, b)
    return found
