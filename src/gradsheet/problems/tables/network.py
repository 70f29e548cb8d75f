"""`[network]`: dense networks as problem files write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field

from ...errors import FormulaError
from ...formula import Formula, Number, Symbol, name, parse, symbols_in
from ...models import (
    ACTIVATIONS,
    BIASES,
    LOSSES,
    SLOPES,
    UPDATES,
    Dense,
    Layer,
    Loss,
    Model,
    Update,
    every_example,
    forward,
    own_loss,
    rounds,
    update_from,
)
from ...models.updates import AHEAD, GRADIENT
from ..given import Complain
from ..toml_source import Steps
from .table import Amount, Count, Table, nearest

MOST_WEIGHTS = 1000
MOST_LAYERS = 20
MOST_PRODUCTS = 3000
"""Products of a weight and what it weighs, over all examples of all updates."""
Few = Annotated[int, Field(ge=1, le=20)]


class LayerTable(Table):
    units: Count
    activation: str = "identity"
    slope: Amount | None = None
    bias: bool | str = True


class NetworkTable(Table):
    inputs: Count
    layers: Annotated[list[LayerTable], Field(min_length=1)]
    loss: str | None = None
    update: str | dict[str, str] | None = None
    examples: Few | None = None
    batch: Few | None = None
    updates: Few | None = None
    reduce: Literal["mean", "sum"] = "mean"
    l2: str | None = None
    update_biases: bool = True
    backward: Literal["old weights", "new weights"] = "old weights"


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
    layers = tuple(
        _layer(layer, ("network", "layers", place), complain, last=place == len(table.layers) - 1)
        for place, layer in enumerate(table.layers)
    )
    loss = read_loss(table.loss, complain)
    if loss is not None and loss.scores and layers[-1].activation in ("sigmoid", "softmax"):
        complain(
            ("network", "loss"),
            f'{loss.name} compares scores, and {layers[-1].activation} gives 0 to 1; write activation = "identity" '
            "for the last layer",
        )
    _check_options(table, update, complain)
    examples, batch, updates = _passes(table, update, complain)
    network = Dense(
        inputs=table.inputs,
        layers=layers,
        loss=loss,
        update=update,
        examples=examples,
        batch=batch,
        updates=updates,
        reduce=table.reduce,
        l2=_penalty(table, update, complain),
        frozen=not table.update_biases,
        new_weights=table.backward == "new weights",
    )
    steps = forward(network)
    return Model(
        forward=steps,
        objective=network.objective,
        parameters=network.trained,
        update=network.update,
        rounds=rounds(network, steps) if network.loss is not None else (),
        after=every_example(network, steps),
        new_weights=network.new_weights,
        architecture=network,
    )


def _check_options(table: NetworkTable, update: Update | None, complain: Complain) -> None:
    """Options that change nothing here would be overlooked in silence."""
    if not table.update_biases and not any(layer.bias for layer in table.layers):
        complain(("network", "update_biases"), "there are no biases; leave it out")
    elif not table.update_biases and update is None:
        complain(("network", "update_biases"), "there is no update; write update = ... or leave it out")
    if table.backward == "new weights" and (update is None or len(table.layers) < 2):
        what = "there is no update" if update is None else "a single layer has no weights above it"
        complain(("network", "backward"), f"{what}; leave it out")
    elif table.backward == "new weights" and update is not None and update.at is not None:
        complain(("network", "backward"), f"'{update.name}' computes gradients for other weights; leave it out")


def _passes(table: NetworkTable, update: Update | None, complain: Complain) -> tuple[int | None, int | None, int]:
    """How many examples there are, how many make an update, and how many updates are made."""
    examples, batch, updates = table.examples, table.batch, table.updates or 1
    if updates > 1 and update is None:
        complain(("network", "updates"), 'nothing says how to update; write update = "gradient descent"')
        updates = 1
    if examples is not None:
        batch = batch or examples
        if examples % batch:
            fits = ", ".join(str(size) for size in range(1, examples + 1) if examples % size == 0)
            complain(("network", "batch"), f"{examples} examples do not make batches of {batch}; write {fits}")
            batch = examples
        epoch = examples // batch
        if epoch > 1 and update is None:
            complain(
                ("network", "batch"),
                'batches follow one another only with an update; write update = "gradient descent", or leave batch out',
            )
            batch, epoch = examples, 1
        if table.updates is not None and updates < epoch:
            complain(
                ("network", "updates"),
                f"{updates} batch(es) of {batch} leave examples unused; write examples = {updates * batch}, "
                f"or updates = {epoch} or more",
            )
        updates = max(updates, epoch)
    products = sum(below * above for below, above in pairwise([table.inputs, *(layer.units for layer in table.layers)]))
    products *= max(updates * (batch or 1), examples or 1)
    if products > MOST_PRODUCTS:
        complain(
            ("network",),
            f"{products:,} products are more than anybody works by hand; at most {MOST_PRODUCTS:,}: "
            "write fewer examples, updates or units",
        )
        return (examples and 1, batch and 1, 1)
    return examples, batch, updates


def _penalty(table: NetworkTable, update: Update | None, complain: Complain) -> Formula | None:
    """What the sum of the squared weights is multiplied by."""
    path: Steps = ("network", "l2")
    if table.l2 is None:
        return None
    if table.loss is None:
        complain(path, "there is no loss to add it to; write loss = ...")
        return None
    if update is not None and Symbol("lambda") in update.constants:
        complain(path, f"'{update.name}' reads lambda too; leave out one of them")
        return None
    how = 'write l2 = "lambda/2", "lambda" or "lambda/(2*n)", what the sum of the squared weights is multiplied by'
    try:
        factor = parse(table.l2)
    except FormulaError as error:
        complain(path, f"{error}; {how}")
        return None
    letters = {name(symbol) for symbol in symbols_in(factor)}
    if "lambda" not in letters or not letters <= {"lambda", "n"}:
        complain(path, f"'{table.l2}' is not a formula in lambda, and the number n of examples; {how}")
        return None
    return factor


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
    if update.at is not None:
        used |= set(symbols_in(update.at))
        if AHEAD in used or AHEAD.letter in letters:
            return "u is the weight that the line `at` makes; write another letter"
        if GRADIENT in set(symbols_in(update.at)):
            return "the line `at` says where the gradient is taken, and cannot read it"
    if odd := sorted(name(s) for s in used if s.indices or s.is_derivative or s.updates or s.change):
        return f"'{odd[0]}' does not fit; w is the weight, g its gradient, other letters stand alone"
    if GRADIENT not in used:
        return "the gradient g is never used"
    return ""


def _layer(table: LayerTable, path: Steps, complain: Complain, *, last: bool) -> Layer:
    place = (*path, "activation")
    activation = table.activation
    if activation not in ACTIVATIONS and not is_formula_of(activation, {"z"}, place, complain, ACTIVATIONS):
        activation = "identity"
    if activation == "softmax" and not last:
        complain(place, "softmax belongs on the output; use relu, sigmoid or tanh in hidden layers")
    if isinstance(table.bias, str) and table.bias not in BIASES:
        complain((*path, "bias"), f"'{table.bias}' is not a bias; write true, false or {_quoted(list(BIASES)[1:])}")
    if table.slope is not None and activation not in SLOPES:
        complain((*path, "slope"), f"belongs to activation = {_quoted(list(SLOPES))}; leave it out")
    elif table.slope is not None and not 0 < table.slope < 100:
        complain((*path, "slope"), "must be positive, such as 0.1")
    return Layer(
        units=table.units,
        activation=activation,
        bias=table.bias if table.bias in (True, False, *BIASES) else True,
        slope=Number.of(table.slope) if table.slope is not None else None,
    )


def _quoted(words: list[str]) -> str:
    *first, last = (f'"{word}"' for word in words)
    return f"{', '.join(first)} or {last}"


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
