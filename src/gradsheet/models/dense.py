"""Dense networks of any depth and width: the forward steps and the loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import Apply, Formula, Number, Symbol, parse, substitute
from .losses import Loss, loss_formula

ACTIVATIONS = {"identity": "z", "linear": "z", "relu": "relu(z)", "sigmoid": "sigmoid(z)", "tanh": "tanh(z)",
               "softmax": "softmax(z)[1]"}  # fmt: skip
LOSS = Symbol("L")
Z = Symbol("z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """`activation` is a name of ACTIVATIONS or a formula in z; `bias` adds b to each weighted sum."""

    units: int
    activation: str
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """A network: `y0` is the input x, layer k computes z_k = W_k y_{k-1} + b_k and y_k = f(z_k)."""

    inputs: int
    layers: tuple[Layer, ...]
    loss: Loss | None = None
    update: str | None = None

    @property
    def units(self) -> tuple[int, ...]:
        return (self.inputs, *(layer.units for layer in self.layers))

    @property
    def parameters(self) -> tuple[Family, ...]:
        """Weights (to, from) and biases, from the first layer to the last."""
        found = []
        for number, layer in enumerate(self.layers, start=1):
            shape = (layer.units, self.units[number - 1])
            found.append(Family(symbol=Symbol("W", layer=number), shape=shape, role=Role.WEIGHT))
            if layer.bias:
                found.append(Family(symbol=Symbol("b", layer=number), shape=(layer.units,), role=Role.BIAS))
        return tuple(found)


def forward(network: Dense) -> Derivation:
    """The forward steps of a network, and its loss where it has one."""
    inputs = Family(symbol=Symbol("x"), shape=(network.inputs,), role=Role.INPUT)
    families = [inputs, *network.parameters]
    steps: list[Step] = []
    below: Sequence[Symbol] = inputs.members
    for number, layer in enumerate(network.layers, start=1):
        z = Family(symbol=Symbol("z", layer=number), shape=(layer.units,), role=Role.PREACTIVATION)
        y = Family(symbol=Symbol("y", layer=number), shape=(layer.units,), role=Role.ACTIVATION)
        steps += [Step(symbol=unit, formula=_weighted_sum(unit, below, bias=layer.bias)) for unit in z.members]
        steps += [
            Step(symbol=unit, formula=_activated(layer.activation, position, z.members))
            for position, unit in enumerate(y.members)
        ]
        families += [z, y]
        below = y.members
    givens = [member for family in (inputs, *network.parameters) for member in family.members]
    if network.loss is not None:
        targets = Family(symbol=Symbol("d"), shape=(len(below),), role=Role.TARGET)
        families += [targets, Family(symbol=LOSS, shape=(), role=Role.LOSS)]
        givens += targets.members
        loss = loss_formula(network.loss, below, targets.members)
        steps.append(Step(symbol=LOSS, formula=loss, phase=Phase.LOSS))
    return Derivation(givens=tuple(givens), steps=tuple(steps), families=tuple(families))


def _weighted_sum(unit: Symbol, below: Sequence[Symbol], *, bias: bool) -> Formula:
    (to,) = unit.indices
    terms: list[Formula] = [
        Apply("*", (Symbol("W", layer=unit.layer, indices=(to, number)), source))
        for number, source in enumerate(below, start=1)
    ]
    if bias:
        terms.append(Symbol("b", layer=unit.layer, indices=(to,)))
    summed = terms[0]
    for term in terms[1:]:
        summed = Apply("+", (summed, term))
    return summed


def _activated(activation: str, position: int, z: Sequence[Symbol]) -> Formula:
    if activation == "softmax":
        return Apply("softmax", (Number.of(position + 1), *z))
    return substitute(parse(ACTIVATIONS.get(activation, activation)), {Z: z[position]})
