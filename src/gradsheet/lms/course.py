"""What all questions of an export share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..formula.notation import LECTURE, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The assignment as an exporter sees it; `rounded_early` and `misconception` are shares of the points."""

    title: str
    notation: Profile = LECTURE
    language: str = "en"
    rounded_early: Decimal = Decimal("0.5")
    misconception: Decimal = Decimal(0)
    templates: Path | None = None
