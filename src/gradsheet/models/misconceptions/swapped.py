"""Wrong derivations: a derivation with a misconception's formulas swapped in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...derivation import Derivation, swap
from ...errors import GradsheetError
from ...formula import Formula, Symbol
from .anatomy import Anatomy
from .misconception import Concept, Misconception


def swapped(derivation: Derivation, misconceptions: Iterable[Misconception]) -> dict[str, Derivation]:
    """By id, the derivation of each misconception that applies here.

    One whose formulas would go round in a circle does not apply: nobody could compute with it.
    """
    anatomy = Anatomy(derivation)
    found: dict[str, Derivation] = {}
    for misconception in misconceptions:
        swaps = misconception.swaps(anatomy)
        if swaps:
            try:
                found[misconception.id] = swap(derivation, swaps)
            except GradsheetError:
                continue
    return found


def own_misconception(*, id: str, title: str, feedback: str, swaps: Mapping[Symbol, Formula]) -> Misconception:
    """A misconception that an author wrote: other formulas for some quantities of one problem."""
    return Misconception(
        id=id,
        title=title,
        concept=Concept.OWN,
        swaps=lambda anatomy: swaps,
        feedback=feedback,
        source="the problem's author",
    )
