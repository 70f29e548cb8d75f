"""The sizes of paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """Width and height in millimetres; `typst` is Typst's name for it."""

    typst: str
    width: float
    height: float


A4 = Paper("a4", 210.0, 297.0)
PAPERS = {"a4": A4, "letter": Paper("us-letter", 215.9, 279.4)}
