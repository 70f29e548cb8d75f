"""The backward pass of any derivation: symbolic reverse mode over its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from operator import itemgetter

from ..errors import GradsheetError
from ..formula import ONE, ZERO, Apply, Formula, Number, Symbol, derivative, differentiate, name, updated, used_in
from ..formula.algebra import minus, negative, over, total
from .steps import Derivation, Phase, Step, recognised

MINUS_ONE = Number.of(-1)


def backpropagate(
    derivation: Derivation,
    of: Symbol,
    by: Iterable[Symbol],
    *,
    named: Collection[Symbol] = (),
    leaves: Collection[Symbol] = (),
) -> Derivation:
    """The derivation with the steps d`of`/d... that lead to the gradients by each symbol in `by`.

    A gradient is the sum, over the steps that use a quantity, of what came from above times the
    local derivative, which is written in terms of steps already on the page. The local derivatives
    in `named` (symbols such as dy1[1]/dz1[1]) become steps of their own. Backward steps of a
    family come in ascending order, each family as soon as everything above it is there; so do the
    gradients by givens, and by those targets in `leaves` that are steps, as new weights are.
    """
    targets = tuple(dict.fromkeys(by))
    on_path = _between(derivation, of, targets, leaves)
    place = {symbol: place for place, symbol in enumerate(derivation.quantities)}
    steps: list[Step] = []
    for group in _groups_upwards(derivation, of, targets, on_path, leaves):
        locals_, gradients = {}, []
        for symbol in group:
            terms = []
            for consumer in derivation.consumers.get(symbol, ()):
                if consumer.symbol != of and consumer.symbol not in on_path:
                    continue
                local = local_derivative(derivation, consumer, symbol)
                own = derivative(consumer.symbol, symbol)
                if own in named and consumer.symbol != of:
                    locals_[own] = (place[consumer.symbol], Step(symbol=own, formula=local, phase=Phase.BACKWARD))
                    local = own
                upstream = ONE if consumer.symbol == of else derivative(of, consumer.symbol)
                terms.append(_chain(upstream, local))
            gradients.append(Step(symbol=derivative(of, symbol), formula=total(terms), phase=Phase.BACKWARD))
        steps += [step for _, step in sorted(locals_.values(), key=itemgetter(0))] + gradients
    known = set(derivation.by_symbol)
    return derivation.extended(step for step in steps if step.symbol not in known)


def local_derivative(derivation: Derivation, step: Step, by: Symbol) -> Formula:
    """The derivative of one step by one of the quantities in its formula."""
    return recognised(differentiate(step.formula, by), derivation)


def resolve(derivation: Derivation, symbol: Symbol) -> Derivation:
    """The derivation with whatever steps lead to `symbol`, a derivative or change that nobody asked for before.

    What does not depend on the quantity below has the derivative 0. Raises GradsheetError for a name
    that is no quantity here.
    """
    if symbol in derivation.by_symbol or symbol in derivation.givens:
        return derivation
    before = replace(symbol, change=False)
    if symbol.change and updated(before) in derivation.by_symbol:
        step = Step(symbol=symbol, formula=minus(updated(before), before), phase=Phase.UPDATE)
        return derivation.extended([step])
    if symbol.by is None or symbol.of is None:
        raise GradsheetError(f"no quantity '{name(symbol)}' in this derivation; it has {listed(derivation)}")
    for part in (symbol.of, symbol.by):
        if part not in derivation.quantities:
            raise GradsheetError(f"no quantity '{name(part)}' in this derivation; it has {listed(derivation)}")
    found = backpropagate(derivation, symbol.of, [symbol.by])
    if symbol in found.by_symbol:
        return found
    value = ONE if symbol.of == symbol.by else ZERO
    return derivation.extended([Step(symbol=symbol, formula=value, phase=Phase.BACKWARD)])


def listed(derivation: Derivation, most: int = 24) -> str:
    """The quantities of a derivation for a message, families by their name."""
    names = list(dict.fromkeys(name(symbol.family) for symbol in derivation.quantities))
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def _between(
    derivation: Derivation, of: Symbol, targets: tuple[Symbol, ...], leaves: Collection[Symbol]
) -> set[Symbol]:
    """The steps on a path from a target to `of`, `of` itself left out; what leads to a leaf is held fixed."""
    upwards = set(targets)
    for step in derivation.steps:
        if upwards.intersection(used_in(step.formula)):
            upwards.add(step.symbol)
    downwards: set[Symbol] = {of}
    for step in reversed(derivation.steps):
        if step.symbol in downwards and step.symbol not in leaves:
            downwards.update(used_in(step.formula))
    return {step.symbol for step in derivation.steps if step.symbol in upwards & downwards} - {of}


def _groups_upwards(
    derivation: Derivation,
    of: Symbol,
    targets: tuple[Symbol, ...],
    on_path: set[Symbol],
    also_leaves: Collection[Symbol],
) -> Iterable[list[Symbol]]:
    """Families from the last to the first; the targets among the givens and leaves right after their last user."""
    position = {step.symbol: place for place, step in enumerate(derivation.steps)}
    end = position.get(of)
    if end is None:
        raise GradsheetError(f"'{name(of)}' is no step of this derivation and cannot be differentiated")
    leaves: dict[int, list[Symbol]] = {}
    for target in targets:
        users = [position[s.symbol] for s in derivation.consumers.get(target, ()) if s.symbol in on_path | {of}]
        if (target not in position or target in also_leaves) and users:
            leaves.setdefault(min(users), []).append(target)
    place = end
    while place >= 0:
        group = [place]
        while group[0] > 0 and _belongs(derivation.steps[group[0] - 1], derivation.steps[group[0] : place + 1]):
            group.insert(0, group[0] - 1)
        inner = [derivation.steps[p].symbol for p in group if derivation.steps[p].symbol in on_path]
        inner = [symbol for symbol in inner if symbol not in also_leaves]
        if inner:
            yield inner
        outer = [leaf for p in group for leaf in leaves.get(p, ())]
        if outer:
            yield sorted(outer, key=targets.index)
        place = group[0] - 1


def _belongs(step: Step, group: tuple[Step, ...]) -> bool:
    """Whether a step is the neighbour, in one family, of steps that do not use it."""
    return step.symbol.family == group[0].symbol.family and not any(
        step.symbol in used_in(other.formula) for other in group
    )


def _chain(upstream: Formula, local: Formula) -> Formula:
    """What came from above times the local derivative; the local factor stays in sight."""
    if local == ZERO:
        return ZERO
    if upstream == ONE:
        return local
    if local == ONE:
        return upstream
    if local == MINUS_ONE:
        return negative(upstream)
    match local:
        case Apply("/", (top, bottom)) if top == ONE:
            return over(upstream, bottom)
    return Apply("*", (upstream, local))
