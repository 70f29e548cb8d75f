"""Wrong derivations: a derivation with a misconception's formulas swapped in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...derivation import Derivation, swap
from ...errors import GradsheetError
from ...formula import Formula, Symbol, used_in
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongWay:
    """The steps that lead somebody with a misconception to what is asked; `reached` is what it can change."""

    misconception: Misconception
    derivation: Derivation
    reached: frozenset[Symbol]


def wrong_ways(
    derivation: Derivation, misconceptions: Iterable[Misconception], asked: Iterable[Symbol]
) -> dict[str, WrongWay]:
    """By id, every misconception that can change something asked."""
    by_id = {misconception.id: misconception for misconception in misconceptions}
    wanted = tuple(asked)
    found = {}
    for id, wrong in swapped(derivation, by_id.values()).items():
        touched: set[Symbol] = set()
        for step in wrong.steps:
            if step is not derivation.by_symbol[step.symbol] or not touched.isdisjoint(used_in(step.formula)):
                touched.add(step.symbol)
        reached = frozenset(touched.intersection(wanted))
        if reached:
            way = wrong.limited(wrong.needed_for(reached))
            found[id] = WrongWay(misconception=by_id[id], derivation=way, reached=reached)
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
