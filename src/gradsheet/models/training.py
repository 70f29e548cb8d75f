"""From forward steps to a whole training step: gradients of what is asked, then the update."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from ..derivation import Derivation, Family, Role, Step, backpropagate
from ..formula import Symbol, symbols_in
from .updates import RATE, Update, memory, update_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What is differentiated, by what, and how it then moves."""

    objective: Symbol
    parameters: tuple[Symbol, ...]
    update: Update | None = None


def with_training(forward: Derivation, training: Training, asked: Collection[Symbol] = ()) -> Derivation:
    """All gradients of the objective and, where there is an update, all new parameters.

    `asked` decides which lines stand alone: a local derivative (dy1[1]/dz1[1]) or a change of a
    weight (`change W1[1,1]`) is a step only where somebody asks for it.
    """
    inner = tuple(s for s in asked if s.is_derivative and s.of != training.objective)
    targets = (*training.parameters, *_asked_givens(forward, training, asked))
    whole = backpropagate(forward, training.objective, targets, named=[s for s in inner if _is_local(forward, s)])
    whole = with_derivatives(whole, inner)
    if training.update is None:
        return whole
    whole = _with_optimiser(whole, training.update, training.parameters)
    return whole.extended(_updates(whole, training, set(asked)))


def with_derivatives(derivation: Derivation, asked: Iterable[Symbol]) -> Derivation:
    """The derivation with every derivative in `asked`, each differentiated where it is not there yet.

    What nothing else uses is taken for an objective; a derivative of a step in the middle by what
    stands in its formula is a local one, and the lines above use it by its name.
    """
    wanted = [s for s in asked if s.is_derivative and s.of is not None and s not in derivation.by_symbol]
    middle = [s for s in wanted if s.of in derivation.consumers and _is_local(derivation, s)]
    for of in dict.fromkeys(s.of for s in wanted if s not in middle and s.of is not None):
        targets = [s.by for s in wanted if s.of == of and s.by is not None]
        derivation = backpropagate(derivation, of, targets, named=middle)
    for symbol in (s for s in middle if s not in derivation.by_symbol):
        assert symbol.of is not None
        derivation = backpropagate(derivation, symbol.of, [symbol.by] if symbol.by else [])
    return derivation


def _is_local(derivation: Derivation, symbol: Symbol) -> bool:
    """Whether the quantity below stands in the formula of the one on top, and reaches it no other way."""
    step = derivation.by_symbol.get(symbol.of) if symbol.of is not None else None
    if step is None or symbol.by not in set(symbols_in(step.formula)):
        return False
    between = derivation.needed_for(s for s in symbols_in(step.formula) if s != symbol.by)
    return not any(symbol.by in set(symbols_in(other.formula)) for other in between)


def _asked_givens(forward: Derivation, training: Training, asked: Collection[Symbol]) -> list[Symbol]:
    """Givens by which the objective is differentiated only because somebody asks: dL/dx[1]."""
    return [s.by for s in asked if s.of == training.objective and s.by in forward.givens and s.by is not None]


def _updates(whole: Derivation, training: Training, asked: set[Symbol]) -> Iterable[Step]:
    """The new parameters in the order in which their gradients were found: the output layer first."""
    assert training.update is not None
    gradients = {
        step.symbol.by: step.symbol
        for step in whole.steps
        if step.symbol.of == training.objective and step.symbol.by in training.parameters and step.symbol.by
    }
    for _, members in groupby(gradients, key=lambda symbol: symbol.family):
        yield from update_steps(training.update, tuple(members), gradients, asked)


def _with_optimiser(whole: Derivation, update: Update, parameters: Collection[Symbol]) -> Derivation:
    """The derivation with the givens of its optimiser: constants, and what is remembered of each weight."""
    roles = {RATE: Role.RATE}
    constants = [Family(symbol=s, shape=(), role=roles.get(s, Role.OTHER)) for s in update.constants]
    moving = {parameter.family for parameter in parameters}
    states = [
        Family(symbol=memory(letter, family.symbol), shape=family.shape, role=Role.MEMORY)
        for letter in update.remembered
        for family in whole.families
        if family.symbol in moving
    ]
    families = (*states, *constants)
    givens = tuple(member for family in families for member in family.members)
    return replace(whole, givens=whole.givens + givens, families=whole.families + families)
