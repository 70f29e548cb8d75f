"""The perceptron rule and the delta rule: one unit that learns example by example; the first index is the row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..derivation import Derivation, Family, Role, Step
from ..formula import ONE, Apply, Formula, Number, Symbol
from ..formula.algebra import minus, plus, times, total
from .updates import RATE

FIRES = {">": "threshold", ">=": "nonnegative"}
"""When the weighted sum makes the unit fire: above 0, or also at 0."""

BIASES = ("bias", "weight on +1", "weight on -1", "threshold", "learned threshold", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceptron:
    """A unit that reads `examples` examples, `epochs` times over; row 5 of 4 examples is the first one again.

    A `linear` unit gives its weighted sum (the delta rule of Widrow and Hoff), else it fires: 1, or 0
    where it does not (-1 where `bipolar`). `bias` is one of BIASES: a weight on a constant input
    comes after those of the inputs, a threshold is subtracted and stays unless it is learned.
    """

    inputs: int
    examples: int
    epochs: int = 1
    linear: bool = False
    fires: str = ">"
    bipolar: bool = False
    bias: str = "bias"

    @property
    def rows(self) -> range:
        return range(1, self.examples * self.epochs + 1)

    @property
    def constant(self) -> int:
        """The constant input that has a weight of its own, 0 where there is none."""
        return {"weight on +1": 1, "weight on -1": -1}.get(self.bias, 0)

    @property
    def weights(self) -> int:
        return self.inputs + abs(self.constant)

    @property
    def extra(self) -> str:
        """The letter of what is added or subtracted beside the weights, where there is something."""
        return {"bias": "b", "threshold": "theta", "learned threshold": "theta"}.get(self.bias, "")

    @property
    def learns_extra(self) -> bool:
        return self.bias in ("bias", "learned threshold")


def perceptron(unit: Perceptron) -> Derivation:
    """Row after row: weighted sum z, output y, error r = d - y, and the weights after the example.

    w0 (and b0 or theta0) are the weights before the first row; a threshold that stays is theta.
    """
    rows = len(unit.rows)
    w = Family(symbol=Symbol("w", layer=0), shape=(unit.weights,), role=Role.WEIGHT)
    extra = Symbol(unit.extra, layer=0 if unit.learns_extra else None)
    given = [
        Family(symbol=Symbol("x"), shape=(unit.examples, unit.inputs), role=Role.INPUT),
        Family(symbol=Symbol("d"), shape=(unit.examples,), role=Role.TARGET),
        w,
        *([Family(symbol=extra, shape=(), role=Role.BIAS)] if unit.extra else []),
        Family(symbol=RATE, shape=(), role=Role.RATE),
    ]
    made = [
        *([] if unit.linear else [Family(symbol=Symbol("z"), shape=(rows,), role=Role.PREACTIVATION)]),
        Family(symbol=Symbol("y"), shape=(rows,), role=Role.ACTIVATION),
        Family(symbol=Symbol("r"), shape=(rows,)),
        Family(symbol=Symbol("w"), shape=(rows, unit.weights), role=Role.WEIGHT),
        *([Family(symbol=Symbol(unit.extra), shape=(rows,), role=Role.BIAS)] if unit.learns_extra else []),
    ]
    steps = [step for row in unit.rows for step in _row(unit, row)]
    members = tuple(member for family in given for member in family.members)
    return Derivation(givens=members, steps=tuple(steps), families=(*given, *made))


def weighted_sum(unit: Perceptron, weights: list[Formula], inputs: list[Formula], extra: Formula) -> Formula:
    """`w1 x1 + w2 x2 + b`, with the constant input or the threshold of the convention."""
    summed = total([times(weight, value) for weight, value in zip(weights, inputs, strict=False)])
    match unit.bias:
        case "none":
            return summed
        case "weight on +1":
            return plus(summed, weights[-1])
        case "weight on -1":
            return minus(summed, weights[-1])
        case "bias":
            return plus(summed, extra)
    return minus(summed, extra)


def output(unit: Perceptron, z: Formula) -> Formula:
    """What a unit that fires gives."""
    fired = Apply(FIRES[unit.fires], (z,))
    return minus(times(Number.of(2), fired), ONE) if unit.bipolar else fired


def _row(unit: Perceptron, row: int) -> Iterator[Step]:
    example = (row - 1) % unit.examples + 1
    inputs: list[Formula] = [Symbol("x", indices=(example, k)) for k in range(1, unit.inputs + 1)]
    before: list[Formula] = [_weight(row - 1, k) for k in range(1, unit.weights + 1)]
    extra = _extra(unit, row - 1) if unit.learns_extra else Symbol(unit.extra)
    z, y, r = (Symbol(letter, indices=(row,)) for letter in "zyr")
    summed = weighted_sum(unit, before, inputs, extra)
    if unit.linear:
        yield Step(symbol=y, formula=summed)
    else:
        yield Step(symbol=z, formula=summed)
        yield Step(symbol=y, formula=output(unit, z))
    yield Step(symbol=r, formula=minus(Symbol("d", indices=(example,)), y))
    change = times(RATE, r)
    for k, weight in enumerate(before, start=1):
        moved = plus(weight, times(change, inputs[k - 1])) if k <= unit.inputs else _moved(weight, change, unit)
        yield Step(symbol=_weight(row, k), formula=moved)
    if unit.learns_extra:
        yield Step(symbol=_extra(unit, row), formula=_moved(extra, change, unit))


def _moved(weight: Formula, change: Formula, unit: Perceptron) -> Formula:
    """A bias, or the weight of a constant input: one on -1, like a threshold, moves the other way."""
    return plus(weight, change) if unit.bias in ("bias", "weight on +1") else minus(weight, change)


def _weight(row: int, k: int) -> Symbol:
    return Symbol("w", indices=(row, k)) if row else Symbol("w", layer=0, indices=(k,))


def _extra(unit: Perceptron, row: int) -> Symbol:
    return Symbol(unit.extra, indices=(row,)) if row else Symbol(unit.extra, layer=0)
