"""An optimiser by itself: a few numbers that move to make a function small, or along gradients that are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import Formula, Symbol, symbols_in
from .training import Round
from .updates import GRADIENT, Memory, Update, memory

FUNCTION = Symbol("f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimiser:
    """`updates` of `parameters`: down the `objective`, a formula in them, or by given gradients of the only one.

    Without an objective the gradients are g, or g[1], g[2], ... where there are several updates.
    """

    parameters: tuple[Symbol, ...]
    update: Update
    objective: Formula | None = None
    updates: int = 1

    @property
    def gradients(self) -> Family:
        return Family(symbol=GRADIENT, shape=(self.updates,) if self.updates > 1 else ())

    @property
    def remember(self) -> Memory:
        """What is remembered of parameters of one family needs no name of theirs: v, or v[1] and v[2]."""
        alone = len({parameter.family for parameter in self.parameters}) == 1
        return _of_the_only_one if alone and self.parameters[0].layer is None else memory


def optimise(optimiser: Optimiser) -> Derivation:
    """The function as a step, or none where gradients are given."""
    families = [_family(family, optimiser.parameters, Role.WEIGHT) for family in _families(optimiser.parameters)]
    steps: list[Step] = []
    if optimiser.objective is None:
        families.append(optimiser.gradients)
    else:
        others = [s for s in dict.fromkeys(symbols_in(optimiser.objective)) if s not in optimiser.parameters]
        families += [_family(family, others, Role.OTHER) for family in _families(others)]
        families.append(Family(symbol=FUNCTION, shape=(), role=Role.LOSS))
        steps.append(Step(symbol=FUNCTION, formula=optimiser.objective, phase=Phase.LOSS))
    givens = tuple(member for family in families if family.symbol != FUNCTION for member in family.members)
    return Derivation(givens=givens, steps=tuple(steps), families=tuple(families))


def optimiser_rounds(optimiser: Optimiser, forward: Derivation) -> tuple[Round, ...]:
    if optimiser.objective is not None:
        return (Round(steps=forward.steps, objective=FUNCTION),) * optimiser.updates
    return tuple(Round(gradients=(gradient,)) for gradient in optimiser.gradients.members)


def _of_the_only_one(letter: Symbol, parameter: Symbol) -> Symbol:
    return Symbol(letter.letter, letter.layer, parameter.indices, updates=parameter.updates)


def _families(symbols: Sequence[Symbol]) -> list[Symbol]:
    return list(dict.fromkeys(symbol.family for symbol in symbols))


def _family(family: Symbol, symbols: Sequence[Symbol], role: Role) -> Family:
    indices = [symbol.indices for symbol in symbols if symbol.family == family]
    shape = tuple(max(column) for column in zip(*indices, strict=True)) if indices[0] else ()
    return Family(symbol=family, shape=shape, role=role)
