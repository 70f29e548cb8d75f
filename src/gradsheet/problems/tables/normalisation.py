"""`[normalisation]`: layer norm, batch norm and dropout as problem files write them."""

from __future__ import annotations

from math import prod
from typing import Annotated, Literal

from pydantic import Field

from ...models import Model, Normalisation, normalise
from ...models.normalisation import EPS
from ..given import Complain
from .network import read_loss, read_update
from .table import Count, Table

MOST_VALUES = 100
TITLES = {"layer": "layer norm", "batch": "batch norm", "dropout": "dropout"}
ONLY = {
    "variance": ("layer", "batch"),
    "eps": ("layer", "batch"),
    "scale_and_shift": ("layer", "batch"),
    "mode": ("batch", "dropout"),
    "probability": ("dropout",),
    "inverted": ("dropout",),
}
"""Options that mean something for some kinds only."""


class NormalisationTable(Table):
    kind: Literal["layer", "batch", "dropout"]
    values: Count | None = None
    batch: Annotated[int, Field(ge=1, le=20)] | None = None
    variance: Literal["population", "sample"] = "population"
    mode: Literal["training", "inference"] = "training"
    eps: bool = True
    scale_and_shift: bool = True
    probability: Literal["keep", "drop"] = "keep"
    inverted: bool = True
    loss: str | None = None
    update: str | dict[str, str] | None = None


def normalisation_model(table: NormalisationTable, complain: Complain) -> Model | None:
    """The forward steps from x to y and their training; None when a size is missing or makes no sense."""
    if fault := _size_fault(table):
        complain(("normalisation", *fault[0]), fault[1])
        return None
    for key in sorted(table.model_fields_set & set(ONLY)):
        if table.kind not in ONLY[key]:
            kinds = " and ".join(TITLES[kind] for kind in ONLY[key])
            complain(("normalisation", key), f"means nothing for {TITLES[table.kind]}, only for {kinds}; leave it out")
    if table.mode == "inference" and "variance" in table.model_fields_set:
        complain(("normalisation", "variance"), "inference computes no variance: m and v are given; leave variance out")
    loss = read_loss(table.loss, complain, table="normalisation")
    update = read_update(table.update, complain, table="normalisation")
    model = Normalisation(
        kind=table.kind,
        values=table.values,
        batch=table.batch,
        sample=table.variance == "sample",
        training=table.mode == "training" or table.kind == "layer",
        eps=table.eps,
        affine=table.scale_and_shift,
        drop=table.probability == "drop",
        inverted=table.inverted,
        loss=loss,
        update=update,
    )
    if update is not None and (loss is None or not model.parameters):
        missing = "a loss; write loss = ..." if loss is None else "gamma and beta"
        complain(("normalisation", "update"), f"there is nothing to update without {missing}")
        update = None
    elif update is not None and model.eps and EPS in update.constants:
        complain(
            ("normalisation", "update"),
            f"'{table.update}' has an eps of its own; leave that of the variance out: eps = false",
        )
        update = None
    return Model(
        forward=normalise(model),
        objective=model.objective,
        parameters=tuple(member for family in model.parameters for member in family.members),
        update=update,
        architecture=model,
        about=" ".join(_sentences(model)),
    )


def _size_fault(table: NormalisationTable) -> tuple[tuple[str, ...], str] | None:
    """Where a size is wrong, and what to write."""
    if table.kind == "batch":
        if table.batch is None or table.batch < 2:
            return _place(table.batch, "batch"), "batch norm needs at least two examples; write batch = 3"
    elif table.values is None or (table.kind == "layer" and table.values < 2):
        least = "at least two values; write values = 3" if table.kind == "layer" else "values; write values = 3"
        return _place(table.values, "values"), f"{TITLES[table.kind]} needs {least}"
    count = prod(size for size in (table.batch, table.values) if size is not None)
    if count > MOST_VALUES:
        return ("values",), f"{count:,} numbers are more than anybody works by hand; at most {MOST_VALUES}"
    return None


def _place(written: int | None, key: str) -> tuple[str, ...]:
    return () if written is None else (key,)


def _sentences(model: Normalisation) -> list[str]:
    """The sentences that say what there is and which conventions hold."""
    mode = "training" if model.training else "inference"
    rows = ["rows_are_examples"] if model.batch is not None and model.values is not None else []
    if model.kind == "dropout":
        if model.training == model.inverted:
            rows.append("dropout_drop" if model.drop else "dropout_keep")
        return [f"dropout_{mode}", *rows]
    single = "_single" if model.kind == "batch" and model.values is None else ""
    found = [f"{model.kind}_norm_{mode}{single}", *rows]
    if model.training:
        found.append("variance_sample" if model.sample else "variance_population")
    return found
