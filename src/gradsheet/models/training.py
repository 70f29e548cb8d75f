"""From forward steps to a whole training step: gradients of what is asked, then the update."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..derivation import Derivation, Family, Phase, Role, Step, backpropagate
from ..formula import Formula, Symbol, substitute, symbols_in, updated
from .updates import AHEAD, RATE, Memory, Update, looking_ahead, memory, update_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one update goes through: forward steps, as they are for the first weights, and the objective.

    Where there is no objective, `gradients` are given, one for each parameter.
    """

    steps: tuple[Step, ...] = ()
    objective: Symbol | None = None
    gradients: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What is differentiated, by what, and how it then moves: once, or round after round.

    `after` are the forward steps that can be asked once more when all is done (default: those of the
    first round). With `new_weights` the gradients of a layer use the weights above it as they are
    after this update, not before it.
    """

    objective: Symbol | None
    parameters: tuple[Symbol, ...]
    update: Update | None = None
    rounds: tuple[Round, ...] = ()
    after: tuple[Step, ...] = ()
    new_weights: bool = False
    remember: Memory = memory


def with_training(forward: Derivation, training: Training, asked: Collection[Symbol] = ()) -> Derivation:
    """All gradients of the objective and, where there is an update, all new parameters, round after round.

    A quantity that is computed again with new weights is primed: L' after L. `asked` decides which
    lines stand alone, a local derivative (dy1[1]/dz1[1]) or a change of a weight (`change W1[1,1]`),
    and what is computed once more after the last update (`new L`).
    """
    rounds = training.rounds or (Round(steps=forward.steps, objective=training.objective),)
    whole = _with_optimiser(forward.limited(()), training)
    seen: Counter[Symbol] = Counter()
    for number, one in enumerate(rounds):
        whole = _trained(whole, training, one, number, seen, asked)
    if training.update is None:
        return whole
    weights = dict(zip(training.parameters, _moved(training.parameters, len(rounds)), strict=True))
    later = _again(training.after or forward.steps, weights, seen)
    wanted = {part for symbol in asked for part in (symbol, symbol.of, symbol.by) if part is not None}
    needed = {step.symbol for step in whole.extended(later).needed_for(wanted)}
    whole = whole.extended(step for step in later if step.symbol in needed)
    return with_derivatives(whole, _existing(whole, asked))


def seen_again(forward: Derivation, training: Training) -> tuple[Symbol, ...]:
    """What can be asked once more after the last update: `new L`, `new y2[1]`."""
    if training.update is None:
        return ()
    rounds = training.rounds or (Round(steps=forward.steps),)
    seen = Counter(step.symbol for one in rounds for step in one.steps)
    return tuple(step.symbol for step in _again(training.after or forward.steps, {}, seen))


def _trained(
    whole: Derivation,
    training: Training,
    one: Round,
    number: int,
    seen: Counter[Symbol],
    asked: Collection[Symbol],
) -> Derivation:
    """One round more: forward, backward, update."""
    parameters = _moved(training.parameters, number)
    update = training.update
    ahead = looking_ahead(update, parameters, number, training.remember) if update is not None else []
    weights = [step.symbol for step in ahead] or parameters
    steps = _again(one.steps, dict(zip(training.parameters, weights, strict=True)), seen)
    whole = whole.extended((*ahead, *steps))
    before = len(whole.steps)
    gradients = dict(zip(parameters, one.gradients, strict=False))
    if one.objective is not None:
        objective = _primed(one.objective, seen)
        whole = _differentiated(whole, objective, weights, asked)
        of = {weight: parameter for parameter, weight in zip(parameters, weights, strict=True)}
        gradients = {
            of[step.symbol.by]: step.symbol
            for step in whole.steps[before:]
            if step.symbol.of == objective and step.symbol.by is not None and step.symbol.by in of
        }
    seen.update(step.symbol for step in one.steps)
    if update is None:
        return whole
    for _, members in groupby(gradients, key=lambda symbol: symbol.family):
        lines = update_steps(update, tuple(members), gradients, asked, number=number, remember=training.remember)
        whole = whole.extended(lines)
    if not training.new_weights:
        return whole
    return whole.limited(whole.steps[:before] + _with_new_weights(whole.steps[before:], parameters))


def _differentiated(
    whole: Derivation, objective: Symbol, weights: Sequence[Symbol], asked: Collection[Symbol]
) -> Derivation:
    """The gradients by the weights, and by whatever somebody asks for: dL/dx[1], dy1[1]/dz1[1]."""
    inner = [s for s in _existing(whole, asked) if s.of != objective]
    others = [s.by for s in asked if s.of == objective and s.by in whole.givens and s.by is not None]
    named = [s for s in inner if _is_local(whole, s)]
    return with_derivatives(
        backpropagate(whole, objective, (*weights, *others), named=named, leaves=set(weights)), inner
    )


def _existing(whole: Derivation, asked: Collection[Symbol]) -> list[Symbol]:
    """The derivatives among what is asked whose quantities are there already."""
    known = set(whole.quantities)
    return [s for s in asked if s.is_derivative and s.of in known and s.by in known]


def _moved(parameters: Sequence[Symbol], number: int) -> list[Symbol]:
    return [replace(parameter, updates=number) for parameter in parameters]


def _primed(symbol: Symbol, seen: Mapping[Symbol, int]) -> Symbol:
    return replace(symbol, updates=seen[symbol])


def _again(steps: Sequence[Step], weights: Mapping[Symbol, Symbol], seen: Mapping[Symbol, int]) -> list[Step]:
    """Forward steps for other weights, under names primed as often as they stood there before."""
    names: dict[Formula, Formula] = {first: weight for first, weight in weights.items()}  # noqa: C416
    names |= {step.symbol: _primed(step.symbol, seen) for step in steps}
    return [replace(step, symbol=_primed(step.symbol, seen), formula=substitute(step.formula, names)) for step in steps]


def _with_new_weights(steps: Sequence[Step], parameters: Sequence[Symbol]) -> tuple[Step, ...]:
    """One round's backward and update steps, layer after layer, each gradient behind the update of what it reads."""
    moved: dict[Formula, Formula] = {parameter: updated(parameter) for parameter in parameters}
    waiting = [
        replace(step, formula=substitute(step.formula, moved))
        if step.phase is Phase.BACKWARD and step.symbol.by not in moved
        else step
        for step in steps
    ]
    ordered: list[Step] = []
    phase = Phase.BACKWARD
    while waiting:
        unknown = {step.symbol for step in waiting}
        ready = []
        for step in waiting:
            if step.phase is phase and unknown.isdisjoint(symbols_in(step.formula)):
                ready.append(step)
                unknown.discard(step.symbol)
        waiting = [step for step in waiting if step not in ready]
        ordered += ready
        phase = Phase.UPDATE if phase is Phase.BACKWARD else Phase.BACKWARD
    return tuple(ordered)


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


def _with_optimiser(whole: Derivation, training: Training) -> Derivation:
    """The derivation with the givens of its optimiser: constants, and what is remembered of each weight."""
    update, remember = training.update, training.remember
    if update is None:
        return whole
    roles = {RATE: Role.RATE}
    constants = [Family(symbol=s, shape=(), role=roles.get(s, Role.OTHER)) for s in update.constants]
    moving = {parameter.family for parameter in training.parameters}
    families = [family for family in whole.families if family.symbol in moving]
    states = [
        replace(family, symbol=remember(letter, family.symbol), role=Role.MEMORY)
        for letter in update.remembered
        for family in families
    ]
    ahead = [replace(family, symbol=remember(AHEAD, family.symbol)) for family in families if update.at is not None]
    givens = tuple(member for family in (*states, *constants) for member in family.members)
    return replace(whole, givens=whole.givens + givens, families=(*whole.families, *states, *ahead, *constants))
