"""`[perceptron]`: the perceptron rule and the delta rule as problem files write them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...formula import Formula, Symbol, to_text
from ...models import Model, Perceptron, perceptron
from ...models.perceptron import weighted_sum
from ..given import Complain
from .table import Count, Table

MOST_ROWS = 40


class PerceptronTable(Table):
    inputs: Count
    examples: Annotated[int, Field(ge=1, le=MOST_ROWS)]
    epochs: Annotated[int, Field(ge=1, le=20)] = 1
    rule: Literal["perceptron", "delta"] = "perceptron"
    fires: Literal["> 0", ">= 0"] | None = None
    targets: Literal["0 and 1", "-1 and 1"] | None = None
    bias: Literal["bias", "weight on +1", "weight on -1", "threshold", "learned threshold", "none"] = "bias"


def perceptron_model(table: PerceptronTable, complain: Complain) -> Model | None:
    """The rows of a unit that learns; None where there are more than anybody works by hand."""
    rows = table.examples * table.epochs
    if rows > MOST_ROWS or rows * table.inputs > 4 * MOST_ROWS:
        complain(
            ("perceptron", "epochs" if table.epochs > 1 else "examples"),
            f"{rows} rows of {table.inputs} inputs are more than anybody works by hand; write fewer examples or epochs",
        )
        return None
    linear = table.rule == "delta"
    for key in ("fires", "targets"):
        if linear and getattr(table, key) is not None:
            complain(("perceptron", key), 'belongs to rule = "perceptron": a linear unit gives its sum; leave it out')
    unit = Perceptron(
        inputs=table.inputs,
        examples=table.examples,
        epochs=table.epochs,
        linear=linear,
        fires=(table.fires or "> 0").split()[0],
        bipolar=table.targets == "-1 and 1",
        bias=table.bias,
    )
    return Model(
        forward=perceptron(unit),
        about=" ".join(_sentences(unit)),
        about_numbers={"sum": to_text(_sum_in_words(unit)), "last": unit.weights, "epochs": unit.epochs,
                       "next": unit.examples + 1},
        architecture=unit,
    )  # fmt: skip


def _sum_in_words(unit: Perceptron) -> Formula:
    """The weighted sum of any row, without its number."""
    weights: list[Formula] = [Symbol("w", layer=k) for k in range(1, unit.weights + 1)]
    inputs: list[Formula] = [Symbol("x", layer=k) for k in range(1, unit.inputs + 1)]
    return weighted_sum(unit, weights, inputs, Symbol(unit.extra))


def _sentences(unit: Perceptron) -> list[str]:
    """The sentences that say the rule and its conventions."""
    low = "bipolar" if unit.bipolar else "binary"
    reach = {">": "above", ">=": "from"}[unit.fires]
    extra = {"bias": ["perceptron_bias"], "learned threshold": ["perceptron_learned"],
             "threshold": ["perceptron_threshold"], "weight on +1": ["perceptron_plus"],
             "weight on -1": ["perceptron_minus"]}  # fmt: skip
    return [
        "delta_rule" if unit.linear else f"perceptron_{reach}_{low}",
        "perceptron_error",
        *extra.get(unit.bias, []),
        "perceptron_rows",
        *(["perceptron_epochs"] if unit.epochs > 1 else []),
    ]
