"""Recurrent cells: simple, LSTM and GRU, one time step or several; the first index is the time step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import Apply, Formula, Symbol, parse, substitute
from .dense import COST, LOSS, Z, activation_formula
from .losses import Loss, loss_formula
from .updates import Update

GATES = {
    "simple": {"": ""},
    "lstm": {"f": "sigmoid", "i": "sigmoid", "g": "tanh", "o": "sigmoid"},
    "gru": {"z": "sigmoid", "r": "sigmoid", "n": "tanh"},
}
"""What each cell computes from the input and the last state, with its activation; g and n are the candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrent:
    """A cell that reads `times` inputs from the state h0 on (and the memory c0 of an LSTM).

    `activation` is that of a simple cell. In a GRU, z is the share of the `mix` ("new" candidate or
    "old" state), and the reset gate stands `reset` ("before" or "after") the product with U_n.
    `loss_on` is "last", for a loss of the last state, or "every", for the sum of a loss of each.
    """

    cell: str
    inputs: int
    units: int
    times: int = 1
    activation: str = "tanh"
    mix: str = "new"
    reset: str = "before"
    bias: bool = True
    loss: Loss | None = None
    loss_on: str = "last"
    update: Update | None = None

    @property
    def objective(self) -> Symbol | None:
        """What is differentiated: the loss of the last state, or the sum of all."""
        return None if self.loss is None else LOSS if self.loss_on == "last" else COST

    @property
    def parameters(self) -> tuple[Family, ...]:
        """For each gate, W on the input and U on the last state (to, from), and a bias."""
        found = []
        for gate in GATES[self.cell]:
            found.append(Family(symbol=Symbol(_named("W", gate)), shape=(self.units, self.inputs), role=Role.WEIGHT))
            found.append(Family(symbol=Symbol(_named("U", gate)), shape=(self.units, self.units), role=Role.WEIGHT))
            if self.bias:
                found.append(Family(symbol=Symbol(_named("b", gate)), shape=(self.units,), role=Role.BIAS))
        return tuple(found)


def recurrent(cell: Recurrent) -> Derivation:
    """The forward steps of a cell through all its time steps, and its loss where it has one."""
    starts = [Family(symbol=Symbol(letter, layer=0), shape=(cell.units,)) for letter in _carried(cell)]
    given = [
        Family(symbol=Symbol("x"), shape=(cell.times, cell.inputs), role=Role.INPUT),
        *starts,
        *cell.parameters,
    ]
    steps: list[Step] = []
    for time in range(1, cell.times + 1):
        steps += [Step(symbol=symbol, formula=formula) for symbol, formula in _time_step(cell, time)]
    letters = dict.fromkeys(step.symbol.letter for step in steps)
    made = [
        Family(symbol=Symbol(letter), shape=(cell.times, cell.units), role=_role(cell, letter)) for letter in letters
    ]
    if cell.loss is not None:
        targets = (cell.units,) if cell.loss_on == "last" else (cell.times, cell.units)
        given.append(Family(symbol=Symbol("d"), shape=targets, role=Role.TARGET))
        losses = list(_losses(cell, cell.loss))
        steps += losses
        if cell.loss_on == "every":
            made.append(Family(symbol=LOSS, shape=(cell.times,), role=Role.LOSS))
        made.append(Family(symbol=losses[-1].symbol, shape=(), role=Role.LOSS))
    givens = tuple(member for family in given for member in family.members)
    return Derivation(givens=givens, steps=tuple(steps), families=(*given, *made))


def _carried(cell: Recurrent) -> str:
    """What goes from one time step to the next."""
    return "hc" if cell.cell == "lstm" else "h"


def _role(cell: Recurrent, letter: str) -> Role:
    """Sums before the squashing, states, and everything between."""
    if letter.startswith("a"):
        return Role.PREACTIVATION
    return Role.ACTIVATION if letter == "h" or letter in GATES[cell.cell] else Role.OTHER


def _time_step(cell: Recurrent, time: int) -> Iterator[tuple[Symbol, Formula]]:
    gates = GATES[cell.cell]
    last = gates if cell.cell != "gru" else ("z", "r")
    for some in (last, tuple(gate for gate in gates if gate not in last)):
        for gate in some:
            for unit in range(1, cell.units + 1):
                yield _at(_named("a", gate), time, unit), _weighted_sum(cell, gate, time, unit)
        for gate in some:
            for unit in range(1, cell.units + 1):
                activation = gates[gate] or cell.activation
                squashed = activation_formula(activation)
                yield _at(gate or "h", time, unit), substitute(squashed, {Z: _at(_named("a", gate), time, unit)})
    for letter, text in _MIXED[cell.cell, cell.mix if cell.cell == "gru" else ""].items():
        for unit in range(1, cell.units + 1):
            yield _at(letter, time, unit), _filled(text, time, unit)


_MIXED = {
    ("simple", ""): {},
    ("lstm", ""): {"c": "f*c0 + i*g", "h": "o*tanh(c)"},
    ("gru", "new"): {"h": "(1 - z)*h0 + z*n"},
    ("gru", "old"): {"h": "z*h0 + (1 - z)*n"},
}
"""How the gates make the new state; here h0 and c0 are those of the step before."""


def _filled(text: str, time: int, unit: int) -> Formula:
    """The formula for one unit at one time, each letter with its indices."""
    known: dict[Formula, Formula] = {Symbol(letter): _at(letter, time, unit) for letter in "figoczrnh"}
    known |= {Symbol(letter, layer=0): _at(letter, time - 1, unit) for letter in "hc"}
    return substitute(parse(text), known)


def _weighted_sum(cell: Recurrent, gate: str, time: int, unit: int) -> Formula:
    """`W x + U h + b`; in the candidate of a GRU, the reset gate weakens the state or its product with U."""
    read = [_times(_weight(_named("W", gate), unit, k), _at("x", time, k)) for k in range(1, cell.inputs + 1)]
    resets = gate == "n"
    kept = []
    for k in range(1, cell.units + 1):
        state: Formula = _at("h", time - 1, k)
        if resets and cell.reset == "before":
            state = _times(_at("r", time, k), state)
        kept.append(_times(_weight(_named("U", gate), unit, k), state))
    if resets and cell.reset == "after":
        kept = [_times(_at("r", time, unit), _summed(kept))]
    bias: list[Formula] = [Symbol(_named("b", gate), indices=(unit,))] if cell.bias else []
    return _summed([*read, *kept, *bias])


def _losses(cell: Recurrent, loss: Loss) -> Iterator[Step]:
    def of_state(time: int, targets: Sequence[Symbol]) -> Formula:
        return loss_formula(loss, [_at("h", time, unit) for unit in range(1, cell.units + 1)], targets)

    if cell.loss_on == "last":
        targets = [Symbol("d", indices=(unit,)) for unit in range(1, cell.units + 1)]
        yield Step(symbol=LOSS, formula=of_state(cell.times, targets), phase=Phase.LOSS)
        return
    each = [replace(LOSS, indices=(time,)) for time in range(1, cell.times + 1)]
    for time, symbol in enumerate(each, start=1):
        wanted = [_at("d", time, unit) for unit in range(1, cell.units + 1)]
        yield Step(symbol=symbol, formula=of_state(time, wanted), phase=Phase.LOSS)
    yield Step(symbol=COST, formula=_summed(each), phase=Phase.LOSS)


def _named(letter: str, gate: str) -> str:
    """`W_f` is the weight of gate f; a simple cell has no gates."""
    return f"{letter}_{gate}" if gate else letter


def _at(letter: str, time: int, unit: int) -> Symbol:
    """A quantity of one time step; at time 0 it is what the sequence starts from."""
    if time == 0:
        return Symbol(letter, layer=0, indices=(unit,))
    return Symbol(letter, indices=(time, unit))


def _weight(letter: str, to: int, from_: int) -> Symbol:
    return Symbol(letter, indices=(to, from_))


def _times(a: Formula, b: Formula) -> Formula:
    return Apply("*", (a, b))


def _summed(terms: Sequence[Formula]) -> Formula:
    return reduce(lambda a, b: Apply("+", (a, b)), terms)
