"""Dense networks of any depth and width: the forward steps and the loss, for one example or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import cycle, islice

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import Apply, Formula, Number, Symbol, parse, rewrite, substitute
from ..formula.algebra import times
from .losses import SCORE, Loss, loss_formula, score_formula
from .training import Round
from .updates import Update

ACTIVATIONS = {
    "identity": "z",
    "linear": "z",
    "relu": "relu(z)",
    "leaky relu": "leakyrelu(slope, z)",
    "elu": "elu(slope, z)",
    "softplus": "softplus(z)",
    "sigmoid": "sigmoid(z)",
    "tanh": "tanh(z)",
    "threshold": "threshold(z)",
    "softmax": "softmax(z)[1]",
}
SLOPES = {"leaky relu": "0.01", "elu": "1"}
"""Activations with a slope for z < 0 (for ELU the one right below 0), and what it is where nothing is said."""

GATED = ("relu", "leaky relu", "elu")
"""Activations that let through what is positive, and are alive there."""

LOSS, COST = Symbol("L"), Symbol("J")
"""The loss of one example, and of a whole batch."""

Z, SLOPE, COUNT = Symbol("z"), Symbol("slope"), Symbol("n")

BIASES = {
    "each": ("b", "+", None),
    "shared": ("b", "+", None),
    "on +1": ("b", "+", Number.of(1)),
    "on -1": ("b", "+", Number.of(-1)),
    "threshold": ("theta", "-", None),
}
"""How a bias enters: its letter, the sign before it, and the fixed input that it weighs."""


def activation_formula(activation: str, slope: Number | None = None) -> Formula:
    """A name of ACTIVATIONS, or a formula, as a formula in z."""
    slope = slope or Number.of(SLOPES.get(activation, "0"))
    return substitute(parse(ACTIVATIONS.get(activation, activation)), {SLOPE: slope})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """`activation` is a name of ACTIVATIONS or a formula in z; `bias` is a name of BIASES, True for "each"."""

    units: int
    activation: str
    bias: bool | str = True
    slope: Number | None = None

    @property
    def function(self) -> Formula:
        """The activation as a formula in z."""
        return activation_formula(self.activation, self.slope)

    @property
    def bias_kind(self) -> str:
        """A name of BIASES, or nothing."""
        return self.bias if isinstance(self.bias, str) else "each" if self.bias else ""

    def biases(self, number: int) -> tuple[Family, ...]:
        if not self.bias:
            return ()
        letter, _, _ = BIASES[self.bias_kind]
        shape = () if self.bias == "shared" else (self.units,)
        return (Family(symbol=Symbol(letter, layer=number), shape=shape, role=Role.BIAS),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """A network: `y0` is the input x, layer k computes z_k = W_k y_{k-1} + b_k and y_k = f(z_k).

    Of `examples` examples `batch` make one update, and `reduce` ("mean" or "sum") makes one loss of
    theirs; `updates` follow one another, batch after batch. Either number alone stands for both.
    `l2` is what the sum of the squared weights is multiplied by in the loss, a formula in lambda and
    the number n of examples. Biases that are `frozen` are not updated. With `new_weights` the gradients
    of a layer use the weights above it as they are after the update.
    """

    inputs: int
    layers: tuple[Layer, ...]
    loss: Loss | None = None
    update: Update | None = None
    examples: int | None = None
    batch: int | None = None
    updates: int = 1
    reduce: str = "mean"
    l2: Formula | None = None
    frozen: bool = False
    new_weights: bool = False

    @property
    def count(self) -> int | None:
        """How many examples there are; None for a single one that nobody counts."""
        return self.examples or self.batch

    @property
    def costs(self) -> bool:
        """Whether a loss of a batch is made of the losses of its examples; one after the other there is none."""
        return self.loss is not None and self.count is not None and (self.examples is None or self.batch != 1)

    @property
    def objective(self) -> Symbol | None:
        """What is differentiated: the loss, or the cost of the batch."""
        return None if self.loss is None else COST if self.costs else LOSS

    @property
    def units(self) -> tuple[int, ...]:
        return (self.inputs, *(layer.units for layer in self.layers))

    @property
    def parameters(self) -> tuple[Family, ...]:
        """Weights (to, from) and biases, from the first layer to the last."""
        found: list[Family] = []
        for number, layer in enumerate(self.layers, start=1):
            shape = (layer.units, self.units[number - 1])
            found.append(Family(symbol=Symbol("W", layer=number), shape=shape, role=Role.WEIGHT))
            found += layer.biases(number)
        return tuple(found)

    @property
    def trained(self) -> tuple[Symbol, ...]:
        """The parameters that an update moves."""
        families = [family for family in self.parameters if not (self.frozen and family.role is Role.BIAS)]
        return tuple(member for family in families for member in family.members)

    @property
    def batches(self) -> tuple[tuple[int, ...], ...]:
        """The examples of each update, in the order of the examples, from the first again after the last."""
        if self.count is None:
            return ()
        order = cycle(range(1, self.count + 1))
        return tuple(tuple(islice(order, self.batch or self.count)) for _ in range(self.updates))


def forward(network: Dense) -> Derivation:
    """The forward steps of a network, and its loss where it has one.

    Where there are several examples the first index of x, z, y, d and L is the example: z1[2,1] is
    unit 1 for example 2. The cost is that of the first batch.
    """
    rows = _rows(network)
    inputs = _family("x", rows, network.inputs, Role.INPUT)
    families = [inputs, *network.parameters]
    steps: list[Step] = []
    below = _by_row(inputs, rows)
    for number, layer in enumerate(network.layers, start=1):
        z = _family("z", rows, layer.units, Role.PREACTIVATION, number)
        y = _family("y", rows, layer.units, Role.ACTIVATION, number)
        sums, outputs = _by_row(z, rows), _by_row(y, rows)
        steps += [
            Step(symbol=unit, formula=_weighted_sum(unit, below[row], layer)) for row in rows for unit in sums[row]
        ]
        steps += [
            Step(symbol=unit, formula=_activated(layer, position, sums[row]))
            for row in rows
            for position, unit in enumerate(outputs[row])
        ]
        families += [z, y]
        below = outputs
    givens = [member for family in (inputs, *network.parameters) for member in family.members]
    if network.loss is not None:
        targets = _family("d", rows, len(below[rows[0]]), Role.TARGET)
        wanted = _by_row(targets, rows)
        counted = (len(rows),) if network.count else ()
        families += [targets, Family(symbol=LOSS, shape=counted, role=Role.LOSS)]
        givens += targets.members
        if network.l2 is not None:
            families.append(Family(symbol=Symbol("lambda"), shape=(), role=Role.OTHER))
            givens.append(Symbol("lambda"))
        if network.loss.compares:
            families.append(Family(symbol=SCORE, shape=counted, role=Role.OTHER))
        for row in rows:
            steps += _losses(network, row, below[row], wanted[row])
        if network.costs:
            families.append(Family(symbol=COST, shape=(), role=Role.LOSS))
            steps.append(_cost(network, network.batches[0]))
    return Derivation(givens=tuple(givens), steps=tuple(steps), families=tuple(families))


def rounds(network: Dense, forward: Derivation) -> tuple[Round, ...]:
    """What each update goes through: its batch, from the inputs to the loss."""
    if network.loss is None or network.count is None:
        return (Round(steps=forward.steps, objective=network.objective),) * network.updates
    return tuple(
        Round(
            steps=_of_examples(network, forward, batch),
            objective=COST if network.costs else replace(LOSS, indices=batch),
        )
        for batch in network.batches
    )


def every_example(network: Dense, forward: Derivation) -> tuple[Step, ...]:
    """The forward steps of all examples, with the cost of them all."""
    if network.count is None:
        return forward.steps
    return _of_examples(network, forward, tuple(range(1, network.count + 1)))


def _of_examples(network: Dense, forward: Derivation, batch: tuple[int, ...]) -> tuple[Step, ...]:
    if network.loss is None:
        return forward.steps
    steps = forward.needed_for(replace(LOSS, indices=(example,)) for example in batch)
    return (*steps, _cost(network, batch)) if network.costs else steps


Row = tuple[int, ...]


def _rows(network: Dense) -> list[Row]:
    return [()] if network.count is None else [(example,) for example in range(1, network.count + 1)]


def _family(letter: str, rows: Sequence[Row], units: int, role: Role, layer: int | None = None) -> Family:
    """The quantities of a layer, one row for each example where there are several."""
    shape = (units,) if rows[0] == () else (len(rows), units)
    return Family(symbol=Symbol(letter, layer=layer), shape=shape, role=role)


def _by_row(family: Family, rows: Sequence[Row]) -> dict[Row, tuple[Symbol, ...]]:
    return {row: tuple(member for member in family.members if member.indices[: len(row)] == row) for row in rows}


def _losses(network: Dense, row: Row, outputs: Sequence[Symbol], targets: Sequence[Symbol]) -> list[Step]:
    """The loss of one example, with the output of its class where the loss compares others with it."""
    assert network.loss is not None
    score = replace(SCORE, indices=row)
    own = [Step(symbol=score, formula=score_formula(outputs, targets), phase=Phase.LOSS)]
    formula = loss_formula(network.loss, outputs, targets, score)
    if not network.costs:
        formula = _penalised(network, formula, 1)
    loss = Step(symbol=replace(LOSS, indices=row), formula=formula, phase=Phase.LOSS)
    return [*own, loss] if network.loss.compares else [loss]


def _cost(network: Dense, batch: tuple[int, ...]) -> Step:
    summed = _summed([replace(LOSS, indices=(example,)) for example in batch])
    formula = Apply("/", (summed, Number.of(len(batch)))) if network.reduce == "mean" else summed
    return Step(symbol=COST, formula=_penalised(network, formula, len(batch)), phase=Phase.LOSS)


def _penalised(network: Dense, loss: Formula, count: int) -> Formula:
    """The loss with its penalty on large weights."""
    if network.l2 is None:
        return loss
    weights = [m for family in network.parameters if family.role is Role.WEIGHT for m in family.members]
    squares = _summed([Apply("^", (weight, Number.of(2))) for weight in weights])
    factor = rewrite(substitute(network.l2, {COUNT: Number.of(count)}), _folded)
    return Apply("+", (loss, Apply("*", (factor, squares))))


def _folded(node: Formula) -> Formula:
    """`2*3` is 6."""
    match node:
        case Apply("*", (Number(), Number())) as product:
            return times(*product.arguments)
    return node


def _weighted_sum(unit: Symbol, below: Sequence[Symbol], layer: Layer) -> Formula:
    to = unit.indices[-1]
    summed = _summed(
        [
            Apply("*", (Symbol("W", layer=unit.layer, indices=(to, number)), source))
            for number, source in enumerate(below, start=1)
        ]
    )
    if not layer.bias:
        return summed
    letter, sign, fixed = BIASES[layer.bias_kind]
    bias: Formula = Symbol(letter, layer=unit.layer, indices=() if layer.bias == "shared" else (to,))
    return Apply(sign, (summed, bias if fixed is None else Apply("*", (bias, fixed))))


def _activated(layer: Layer, position: int, z: Sequence[Symbol]) -> Formula:
    if layer.activation == "softmax":
        return Apply("softmax", (Number.of(position + 1), *z))
    return substitute(layer.function, {Z: z[position]})


def _summed(terms: Sequence[Formula]) -> Formula:
    return reduce(lambda a, b: Apply("+", (a, b)), terms)
