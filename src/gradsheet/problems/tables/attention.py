"""`[attention]`: one head of attention as problem files write it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...models import Attention, Model, attend
from ..given import Complain
from .network import read_loss, read_update
from .table import Count, Table

MOST_LINES = 300


class AttentionTable(Table):
    tokens: Annotated[int, Field(ge=2, le=20)]
    dimension: Count
    value_dimension: Count | None = None
    inputs: Count | None = None
    weights: Literal["to, from", "from, to"] = "to, from"
    scale: bool = True
    causal: bool = False
    queries: Literal["all", "one"] = "all"
    loss: str | None = None
    update: str | dict[str, str] | None = None


def attention_model(table: AttentionTable, complain: Complain) -> Model | None:
    """The forward steps of attention and its training; None when it is too large to go on."""
    one = table.queries == "one"
    attention = Attention(
        tokens=table.tokens,
        dimension=table.dimension,
        value_dimension=table.dimension if table.value_dimension is None else table.value_dimension,
        inputs=table.inputs,
        rows_from=table.weights == "from, to",
        scale=table.scale,
        causal=table.causal and not one,
        one_query=one,
        loss=read_loss(table.loss, complain, table="attention"),
        update=read_update(table.update, complain, table="attention"),
    )
    lines = _lines(attention)
    if lines > MOST_LINES:
        complain(
            ("attention", "tokens"),
            f"{lines:,} numbers are more than anybody works by hand; at most {MOST_LINES}. "
            'Take fewer tokens, smaller dimensions, or queries = "one"',
        )
        return None
    if table.causal and one:
        complain(
            ("attention", "causal"),
            "a single query stands after all the keys, so that a mask hides nothing; leave causal out",
        )
    if table.weights == "from, to" and table.inputs is None:
        complain(
            ("attention", "weights"),
            "there are no weights, for q, k and v are given; write inputs = 2, or leave it out",
        )
    update = attention.update
    if update is not None and (attention.loss is None or attention.inputs is None):
        missing = "loss; write loss = ..." if attention.loss is None else "weights; write inputs = 2"
        complain(("attention", "update"), f"there is nothing to update without {missing}")
        update = None
    return Model(
        forward=attend(attention),
        objective=attention.objective,
        parameters=tuple(member for family in attention.parameters for member in family.members),
        update=update,
        architecture=attention,
        about=" ".join(_sentences(attention)),
        about_numbers={"tokens": attention.tokens, "dimension": attention.dimension},
    )


def _lines(attention: Attention) -> int:
    """The numbers that there are to write down, weights included."""
    n, widths = attention.tokens, 2 * attention.dimension + attention.value_dimension
    queries = 1 if attention.one_query else n
    weights = (attention.inputs or 0) * widths
    return weights + n * widths + queries * (2 * n + attention.value_dimension)


def _sentences(attention: Attention) -> list[str]:
    """The sentences that say what there is and which conventions hold."""
    who = "one" if attention.one_query else "all"
    return [
        f"attention_{who}_{'given' if attention.inputs is None else 'made'}",
        *([] if attention.inputs is None else ["attention_from_to" if attention.rows_from else "attention_to_from"]),
        "attention_scaled" if attention.scale else "attention_unscaled",
        *(["attention_causal"] if attention.causal else []),
    ]
