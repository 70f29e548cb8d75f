"""What the tables of every file have in common: strict types, no unknown keys."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ...formula.names import RESERVED
from ...formula.operators import SPELLINGS

Amount = int | Decimal
Count = Annotated[int, Field(ge=1, le=100)]
Places = Annotated[int, Field(ge=0, le=9)]


MEANINGS = {"e": "the number 2.718...", "pi": "the number 3.14159..."}


MOST_LISTED = 40  # names in a complaint


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def taken(word: str) -> str:
    """Why a quantity cannot have this name, or nothing."""
    meaning = MEANINGS.get(word) or ("a function" if word in SPELLINGS else "a word of the language")
    return f"'{word}' is taken: it is {meaning}; choose another name" if word in RESERVED | set(SPELLINGS) else ""


def nearest(word: str, known: Sequence[str]) -> str:
    """` did you mean 'relu'?` for a misspelt word, else the list of what there is."""
    close = get_close_matches(word, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"there are {_listed(known)}"


def _listed(known: Sequence[str]) -> str:
    shown = [*known[:MOST_LISTED], "..."] if len(known) > MOST_LISTED else known
    return ", ".join(shown) or "none"
