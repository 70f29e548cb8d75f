"""`[recurrent]`: simple recurrent cells, LSTMs and GRUs as problem files write them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...models import ACTIVATIONS, Model, Recurrent, recurrent
from ...models.recurrent import GATES
from ..given import Complain
from .network import is_formula_of, read_loss, read_update
from .table import Count, Table

MOST_PRODUCTS = 1000
"""Products of a weight and an input or a state, over all time steps."""


class RecurrentTable(Table):
    cell: Literal["simple", "lstm", "gru"]
    inputs: Count
    units: Count
    times: Annotated[int, Field(ge=1, le=20)] = 1
    activation: str | None = None
    mix: Literal["new", "old"] | None = None
    reset: Literal["before", "after"] | None = None
    bias: bool = True
    loss: str | None = None
    loss_on: Literal["last", "every"] | None = None
    update: str | dict[str, str] | None = None


def recurrent_model(table: RecurrentTable, complain: Complain) -> Model | None:
    """The cell through its time steps and its training; None when it is too large to go on."""
    products = len(GATES[table.cell]) * table.units * (table.inputs + table.units) * table.times
    if products > MOST_PRODUCTS:
        complain(
            ("recurrent",),
            f"{products:,} products are more than anybody works by hand; at most {MOST_PRODUCTS:,}: "
            "write fewer units, inputs or times",
        )
        return None
    _check_options(table, complain)
    loss = read_loss(table.loss, complain, table="recurrent")
    update = read_update(table.update, complain, table="recurrent")
    if update is not None and table.loss is None:
        complain(("recurrent", "update"), "there is nothing to descend without a loss; write loss = ...")
        update = None
    cell = Recurrent(
        cell=table.cell,
        inputs=table.inputs,
        units=table.units,
        times=table.times,
        activation=_activation(table, complain),
        mix=table.mix or "new",
        reset=table.reset or "before",
        bias=table.bias,
        loss=loss,
        loss_on=table.loss_on or "last",
        update=update,
    )
    return Model(
        forward=recurrent(cell),
        objective=cell.objective,
        parameters=tuple(member for family in cell.parameters for member in family.members),
        update=update,
        architecture=cell,
        about="_".join(["recurrent", cell.cell, *([cell.mix] if cell.cell == "gru" else [])]),
        about_numbers={"inputs": cell.inputs, "units": cell.units, "times": cell.times},
    )


_ONLY_FOR = {"activation": "simple", "mix": "gru", "reset": "gru"}


def _check_options(table: RecurrentTable, complain: Complain) -> None:
    """Options that this cell does not have would be overlooked in silence."""
    for option, cell in _ONLY_FOR.items():
        if getattr(table, option) is not None and table.cell != cell:
            complain(("recurrent", option), f'belongs to cell = "{cell}"; leave it out')
    if table.loss_on is not None and table.loss is None:
        complain(("recurrent", "loss_on"), "there is no loss; write loss = ... or leave it out")


def _activation(table: RecurrentTable, complain: Complain) -> str:
    path = ("recurrent", "activation")
    activation = table.activation or "tanh"
    if activation == "softmax":
        complain(path, "softmax belongs on the output; use tanh, relu or sigmoid in a cell")
        return "tanh"
    known = activation in ACTIVATIONS or is_formula_of(activation, {"z"}, path, complain, ACTIVATIONS)
    return activation if known else "tanh"
