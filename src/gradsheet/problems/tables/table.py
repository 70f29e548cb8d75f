"""What the tables of every file have in common: strict types, no unknown keys."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Amount = int | Decimal
Count = Annotated[int, Field(ge=1, le=100)]
Places = Annotated[int, Field(ge=0, le=9)]


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def nearest(word: str, known: Sequence[str]) -> str:
    """` did you mean 'relu'?` for a misspelt word, else the list of what there is."""
    close = get_close_matches(word, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"there are {', '.join(known) or 'none'}"
