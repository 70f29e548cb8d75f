"""Known wrong methods, each as a swap of steps by role; a table, not code for each problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..derivation import Derivation, Phase, Role
from ..formula import Apply, Formula, Symbol, rewrite, substitute, symbols_in, updated


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A wrong method: `swaps` gives other formulas for some steps, nothing where it does not apply."""

    id: str
    title: str
    swaps: Callable[[Derivation], Mapping[Symbol, Formula]]


def _updated_weights(derivation: Derivation) -> Mapping[Symbol, Formula]:
    """The backward pass reads weights that were already updated."""
    found = {}
    for step in derivation.steps:
        if step.phase is not Phase.BACKWARD:
            continue
        weights = {s for s in symbols_in(step.formula) if derivation.role(s) is Role.WEIGHT and not s.is_derivative}
        moved: dict[Formula, Formula] = {w: updated(w) for w in weights if updated(w) in derivation.by_symbol}
        if moved:
            found[step.symbol] = substitute(step.formula, moved)
    return found


def _log10(derivation: Derivation) -> Mapping[Symbol, Formula]:
    """The loss is computed with the logarithm to base ten."""

    def swapped(node: Formula) -> Formula:
        return Apply("log10", node.arguments) if isinstance(node, Apply) and node.operator == "ln" else node

    found = {
        step.symbol: rewrite(step.formula, swapped) for step in derivation.steps if step.phase is not Phase.BACKWARD
    }
    return {symbol: formula for symbol, formula in found.items() if formula != derivation.by_symbol[symbol].formula}


def _ascent(derivation: Derivation) -> Mapping[Symbol, Formula]:
    """The update goes uphill."""
    found: dict[Symbol, Formula] = {}
    for step in derivation.steps:
        match step.formula:
            case Apply("-", (weight, change)) if step.phase is Phase.UPDATE:
                found[step.symbol] = Apply("+", (weight, change))
    return found


MISCONCEPTIONS = {
    misconception.id: misconception
    for misconception in (
        Misconception(id="updated-weights", title="new weights used in the backward pass", swaps=_updated_weights),
        Misconception(id="log10", title="logarithm to base ten", swaps=_log10),
        Misconception(id="ascent-sign", title="step taken uphill", swaps=_ascent),
    )
}
