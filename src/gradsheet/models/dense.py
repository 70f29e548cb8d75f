"""Dense networks of any depth and width: the forward steps and the loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import Apply, Formula, Number, Symbol, parse, substitute
from .losses import Loss, loss_formula
from .updates import Update

ACTIVATIONS = {"identity": "z", "linear": "z", "relu": "relu(z)", "sigmoid": "sigmoid(z)", "tanh": "tanh(z)",
               "softmax": "softmax(z)[1]"}  # fmt: skip
LOSS, COST = Symbol("L"), Symbol("J")
"""The loss of one example, and of a whole batch."""

Z = Symbol("z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """`activation` is a name of ACTIVATIONS or a formula in z; `bias` adds b to each weighted sum."""

    units: int
    activation: str
    bias: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """A network: `y0` is the input x, layer k computes z_k = W_k y_{k-1} + b_k and y_k = f(z_k).

    `batch` examples go through it together, and `reduce` ("mean" or "sum") makes one loss of theirs.
    """

    inputs: int
    layers: tuple[Layer, ...]
    loss: Loss | None = None
    update: Update | None = None
    batch: int | None = None
    reduce: str = "mean"

    @property
    def objective(self) -> Symbol | None:
        """What is differentiated: the loss, or the cost of the batch."""
        return None if self.loss is None else LOSS if self.batch is None else COST

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
    """The forward steps of a network, and its loss where it has one.

    In a batch the first index of x, z, y, d and L is the example: z1[2,1] is unit 1 for example 2.
    """
    rows = [()] if network.batch is None else [(example,) for example in range(1, network.batch + 1)]
    inputs = _family("x", rows, network.inputs, Role.INPUT)
    families = [inputs, *network.parameters]
    steps: list[Step] = []
    below = _by_row(inputs, rows)
    for number, layer in enumerate(network.layers, start=1):
        z = _family("z", rows, layer.units, Role.PREACTIVATION, number)
        y = _family("y", rows, layer.units, Role.ACTIVATION, number)
        sums, outputs = _by_row(z, rows), _by_row(y, rows)
        steps += [
            Step(symbol=unit, formula=_weighted_sum(unit, below[row], bias=layer.bias))
            for row in rows
            for unit in sums[row]
        ]
        steps += [
            Step(symbol=unit, formula=_activated(layer.activation, position, sums[row]))
            for row in rows
            for position, unit in enumerate(outputs[row])
        ]
        families += [z, y]
        below = outputs
    givens = [member for family in (inputs, *network.parameters) for member in family.members]
    if network.loss is not None:
        targets = _family("d", rows, len(below[rows[0]]), Role.TARGET)
        wanted = _by_row(targets, rows)
        families += [targets, Family(symbol=LOSS, shape=(len(rows),) if network.batch else (), role=Role.LOSS)]
        givens += targets.members
        for row in rows:
            loss = loss_formula(network.loss, below[row], wanted[row])
            steps.append(Step(symbol=replace(LOSS, indices=row), formula=loss, phase=Phase.LOSS))
        if network.batch is not None:
            families.append(Family(symbol=COST, shape=(), role=Role.LOSS))
            steps.append(Step(symbol=COST, formula=_cost(network, rows), phase=Phase.LOSS))
    return Derivation(givens=tuple(givens), steps=tuple(steps), families=tuple(families))


Row = tuple[int, ...]


def _family(letter: str, rows: Sequence[Row], units: int, role: Role, layer: int | None = None) -> Family:
    """The quantities of a layer, one row for each example of a batch."""
    shape = (units,) if rows[0] == () else (len(rows), units)
    return Family(symbol=Symbol(letter, layer=layer), shape=shape, role=role)


def _by_row(family: Family, rows: Sequence[Row]) -> dict[Row, tuple[Symbol, ...]]:
    return {row: tuple(member for member in family.members if member.indices[: len(row)] == row) for row in rows}


def _cost(network: Dense, rows: Sequence[Row]) -> Formula:
    summed: Formula = replace(LOSS, indices=rows[0])
    for row in rows[1:]:
        summed = Apply("+", (summed, replace(LOSS, indices=row)))
    return Apply("/", (summed, Number.of(len(rows)))) if network.reduce == "mean" else summed


def _weighted_sum(unit: Symbol, below: Sequence[Symbol], *, bias: bool) -> Formula:
    to = unit.indices[-1]
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
