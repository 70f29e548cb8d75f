"""A training loop as anybody writes it with numpy and autograd: it knows nothing of formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import autograd.numpy as anp
import numpy as np
from autograd import grad

from derivation.networks import ACTIVATE, LOSE
from gradsheet.models import Dense

Weights = list[np.ndarray]  # W1, b1, W2, b2, ...; a layer without biases has None
SIGNED = {"each": 1, "shared": 1, "on +1": 1, "on -1": -1, "threshold": -1}


@dataclass
class Rule:
    """An optimiser that steps in place, one instance for each array: the methods are the books' definitions."""

    name: str
    eta: float = 0.1
    mu: float = 0.9
    rho: float = 0.95
    beta1: float = 0.8
    beta2: float = 0.99
    eps: float = 0.01
    decay: float = 0.02
    t: int = 0
    v: np.ndarray | float = 0.0
    m: np.ndarray | float = 0.0

    def gradient_at(self, w):
        return w + self.mu * self.v if self.name == "nesterov, looking ahead" else w

    def __call__(self, w, g):
        self.t += 1
        return getattr(self, self.name.replace(",", "").replace(" ", "_"))(w, g)

    def gradient_descent(self, w, g):
        return w - self.eta * g

    def weight_decay(self, w, g):
        return w - self.eta * (g + self.decay * w)

    def weight_decay_decoupled(self, w, g):
        return (1 - self.decay) * w - self.eta * g

    def momentum(self, w, g):
        self.v = self.mu * self.v - self.eta * g
        return w + self.v

    nesterov_looking_ahead = momentum

    def momentum_gradients_summed(self, w, g):
        self.v = self.mu * self.v + g
        return w - self.eta * self.v

    def momentum_gradients_averaged(self, w, g):
        self.v = self.mu * self.v + (1 - self.mu) * g
        return w - self.eta * self.v

    def nesterov(self, w, g):
        before, self.v = self.v, self.mu * self.v - self.eta * g
        return w - self.mu * before + (1 + self.mu) * self.v

    def adagrad(self, w, g):
        self.v = self.v + g**2
        return w - self.eta * g / (np.sqrt(self.v) + self.eps)

    def adagrad_epsilon_inside(self, w, g):
        self.v = self.v + g**2
        return w - self.eta * g / np.sqrt(self.v + self.eps)

    def rmsprop(self, w, g):
        self.v = self.rho * self.v + (1 - self.rho) * g**2
        return w - self.eta * g / (np.sqrt(self.v) + self.eps)

    def rmsprop_epsilon_inside(self, w, g):
        self.v = self.rho * self.v + (1 - self.rho) * g**2
        return w - self.eta * g / np.sqrt(self.v + self.eps)

    def _moments(self, g):
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        return self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)

    def adam(self, w, g):
        m, v = self._moments(g)
        return w - self.eta * m / (np.sqrt(v) + self.eps)

    def adam_epsilon_inside(self, w, g):
        m, v = self._moments(g)
        return w - self.eta * m / np.sqrt(v + self.eps)

    def adam_without_bias_correction(self, w, g):
        self._moments(g)
        return w - self.eta * self.m / (np.sqrt(self.v) + self.eps)

    def adamw(self, w, g):
        m, v = self._moments(g)
        return w - self.eta * (m / (np.sqrt(v) + self.eps) + self.decay * w)


CONSTANTS = {"eta": 0.1, "mu": 0.9, "rho": 0.95, "beta1": 0.8, "beta2": 0.99, "eps": 0.01, "lambda": 0.02, "t": 1.0}


def outputs(net: Dense, weights: Weights, x, upper: Weights | None = None):
    y = x
    for layer, W, b in zip(net.layers, weights[::2], weights[1::2], strict=True):
        z = anp.dot(W, y) + (SIGNED[layer.bias_kind] * b if b is not None else 0.0)
        y = ACTIVATE[layer.activation](z)
    return y


def example_loss(net: Dense, weights: Weights, x, d):
    return LOSE[net.loss.name](outputs(net, weights, x), d)


def batch_loss(net: Dense, weights: Weights, xs, ds, penalty: float = 0.0):
    total = sum(example_loss(net, weights, x, d) for x, d in zip(xs, ds, strict=True))
    data = total / len(xs) if net.reduce == "mean" else total
    return data + penalty * sum(anp.sum(W**2) for W in weights[::2])


@dataclass
class Run:
    """All that a loop has seen: the weights after each update, and each batch's loss and gradients."""

    weights: list[Weights] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    gradients: list[Weights] = field(default_factory=list)


def run(net: Dense, weights: Weights, xs, ds, *, batches: list[list[int]], penalty: Callable[[int], float]) -> Run:
    """Update after update, each array with an optimiser of its own."""
    rules = [Rule(net.update.name) for _ in weights]
    seen = Run(weights=[weights])
    for batch in batches:
        here = [w if w is None else rule.gradient_at(w) for rule, w in zip(rules, weights, strict=True)]
        if net.frozen:
            here[1::2] = weights[1::2]
        chosen = xs[batch], ds[batch], penalty(len(batch))
        gradients = [
            None
            if w is None
            else grad(lambda one, k=k, h=here, c=chosen: batch_loss(net, [*h[:k], one, *h[k + 1 :]], *c))(w)
            for k, w in enumerate(here)
        ]
        weights = [
            w if w is None or (net.frozen and k % 2) else rule(w, g)
            for k, (rule, w, g) in enumerate(zip(rules, weights, gradients, strict=True))
        ]
        seen.losses.append(float(batch_loss(net, here, *chosen)))
        seen.gradients.append(gradients)
        seen.weights.append(weights)
    return seen


def named(net: Dense, arrays: Weights) -> Iterator[tuple[str, float]]:
    """Every number of the arrays with its name in files."""
    for number, layer in enumerate(net.layers, start=1):
        W, b = arrays[2 * number - 2 : 2 * number]
        for (to, from_), value in np.ndenumerate(W):
            yield f"W{number}[{to + 1},{from_ + 1}]", float(value)
        if b is None:
            continue
        letter = "theta" if layer.bias == "threshold" else "b"
        if layer.bias == "shared":
            yield f"{letter}{number}", float(b)
        else:
            yield from ((f"{letter}{number}[{to + 1}]", float(value)) for (to,), value in np.ndenumerate(b))
