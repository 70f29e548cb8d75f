"""`[network]`: dense networks as problem files write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field

from ...errors import FormulaError
from ...formula import Symbol, name, parse, symbols_in
from ...models import ACTIVATIONS, LOSSES, UPDATES, Dense, Layer, Loss, Model, Update, forward, own_loss, update_from
from ..given import Complain
from ..toml_source import Steps
from .table import Count, Table, nearest

MOST_WEIGHTS = 1000
MOST_LAYERS = 20


class LayerTable(Table):
    units: Count
    activation: str = "identity"
    bias: bool = True


class NetworkTable(Table):
    inputs: Count
    layers: Annotated[list[LayerTable], Field(min_length=1)]
    loss: str | None = None
    update: str | dict[str, str] | None = None
    batch: Annotated[int, Field(ge=1, le=20)] | None = None
    reduce: Literal["mean", "sum"] = "mean"


def network_model(table: NetworkTable, complain: Complain) -> Model | None:
    """The network, its forward steps and its training; None when it is too large to go on.

    What makes no sense is complained about and stands as something harmless of the same size, so
    that the rest of the file can be checked in the same go.
    """
    if too_large := _size_complaint(table):
        complain(("network", "layers"), too_large)
        return None
    update = read_update(table.update, complain)
    if update is not None and table.loss is None:
        complain(("network", "update"), "there is nothing to descend without a loss; write loss = ...")
        update = None
    network = Dense(
        inputs=table.inputs,
        layers=tuple(
            _layer(layer, ("network", "layers", place), complain, last=place == len(table.layers) - 1)
            for place, layer in enumerate(table.layers)
        ),
        loss=read_loss(table.loss, complain),
        update=update,
        batch=table.batch,
        reduce=table.reduce,
    )
    return Model(
        forward=forward(network),
        objective=network.objective,
        parameters=tuple(member for family in network.parameters for member in family.members),
        update=network.update,
        architecture=network,
    )


def _size_complaint(table: NetworkTable) -> str:
    """What to say of a network that nobody computes by hand; nothing when it is small enough."""
    units = [table.inputs, *(layer.units for layer in table.layers)]
    weights = sum(below * above for below, above in pairwise(units))
    if len(table.layers) > MOST_LAYERS:
        return f"{len(table.layers)} layers are more than anybody works by hand; at most {MOST_LAYERS}"
    if weights > MOST_WEIGHTS:
        return f"{weights:,} weights are more than anybody works by hand; at most {MOST_WEIGHTS:,}"
    return ""


def read_update(written: str | dict[str, str] | None, complain: Complain, *, table: str = "network") -> Update | None:
    """The update that a table names or writes out; what is wrong is complained about."""
    path: Steps = (table, "update")
    match written:
        case None:
            return None
        case str():
            if written not in UPDATES:
                complain(
                    path,
                    f"'{written}' is not an update; {nearest(written, list(UPDATES))}, "
                    'or write its lines: { velocity = "mu*v - eta*g", weight = "w + v" }',
                )
            return UPDATES.get(written, next(iter(UPDATES.values())))
    try:
        update = update_from("own", written)
    except FormulaError as error:
        complain(path, str(error))
        return next(iter(UPDATES.values()))
    fault = _update_fault(update)
    if fault:
        complain(path, f'{fault}; write lines like {{ velocity = "mu*v - eta*g", weight = "w + v" }}')
    return update if not fault else next(iter(UPDATES.values()))


def _update_fault(update: Update) -> str:
    letters = [letter.letter for letter, _ in update.lines]
    if "w" not in letters:
        return "the line of the weight is missing"
    if len(set(letters)) < len(letters):
        return "a line stands here twice"
    used = {symbol for _, formula in update.lines for symbol in symbols_in(formula)}
    if odd := sorted(name(s) for s in used if s.indices or s.is_derivative or s.updates or s.change):
        return f"'{odd[0]}' does not fit; w is the weight, g its gradient, other letters stand alone"
    if Symbol("g") not in used:
        return "the gradient g is never used"
    return ""


def _layer(table: LayerTable, path: Steps, complain: Complain, *, last: bool) -> Layer:
    place = (*path, "activation")
    activation = table.activation
    if activation not in ACTIVATIONS and not is_formula_of(activation, {"z"}, place, complain, ACTIVATIONS):
        activation = "identity"
    if activation == "softmax" and not last:
        complain(place, "softmax belongs on the output; use relu, sigmoid or tanh in hidden layers")
    return Layer(units=table.units, activation=activation, bias=table.bias)


def read_loss(text: str | None, complain: Complain, *, table: str = "network") -> Loss | None:
    """The loss that a table names or writes as a formula in y and d; what is wrong is complained about."""
    if text is None or text in LOSSES:
        return LOSSES[text] if text else None
    if is_formula_of(text, {"y", "d"}, (table, "loss"), complain, LOSSES):
        return own_loss(text)
    return next(iter(LOSSES.values()))


def is_formula_of(text: str, letters: set[str], path: Steps, complain: Complain, known: Mapping[str, Any]) -> bool:
    """Whether `text` is a formula in the letters; complains as about a misspelt name where it looks like one."""
    kind = path[-1]
    if re.fullmatch(r"[A-Za-z][A-Za-z -]*", text) and text not in letters:
        article = "an" if str(kind)[0] in "aeiou" else "a"
        complain(path, f"'{text}' is not {article} {kind}; {nearest(text, list(known))}")
        return False
    try:
        found = {name(symbol) for symbol in symbols_in(parse(text))}
    except FormulaError as error:
        complain(path, str(error))
        return False
    if found <= letters and found:
        return True
    complain(
        path,
        f"a formula here is written in {' and '.join(sorted(letters))}; found {', '.join(sorted(found)) or 'none'}",
    )
    return False
