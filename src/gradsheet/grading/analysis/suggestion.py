"""A relation that was found, as the TOML of a misconception to paste into the problem's file."""

from __future__ import annotations

import json

from ...formula import name, to_text
from .relations import Relation


def suggestion(relation: Relation, number: int) -> str:
    """A `[[misconception]]`; `number` keeps those of one problem apart."""
    quantity, formula = name(relation.column.symbol), to_text(relation.formula)
    lines = {
        "name": f"own-{relation.column.label.split('/')[0]}-{number}",
        "title": f"{formula} in place of {quantity}",
        "quantity": quantity,
        "formula": formula,
        "feedback": f"Look at the line for {quantity} again: which quantities belong there?",
    }
    body = "\n".join(f"{key:<8} = {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items())
    return f"[[misconception]]\n{body}\n"
