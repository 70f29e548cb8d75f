"""A derivation: an ordered list of named steps, each a formula in givens and earlier steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, lru_cache
from itertools import product

from ..errors import GradsheetError
from ..formula import Apply, Formula, Symbol, name, substitute, to_text, used_in
from .exponents import Exponents, exponents_of


class Phase(Enum):
    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Role(Enum):
    """What a family of quantities is, for notation, drawings and misconceptions."""

    INPUT = "input"
    WEIGHT = "weight"
    BIAS = "bias"
    TARGET = "target"
    RATE = "learning rate"
    MEMORY = "what the optimiser remembers"
    PREACTIVATION = "weighted sum"
    ACTIVATION = "activation"
    LOSS = "loss"
    OTHER = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a worked solution: *symbol* = *formula*."""

    symbol: Symbol
    formula: Formula
    phase: Phase = Phase.FORWARD

    def __str__(self) -> str:
        return f"{name(self.symbol)} = {to_text(self.formula)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Quantities that print as one vector or matrix: `shape` () is a lone number."""

    symbol: Symbol
    shape: tuple[int, ...]
    role: Role = Role.OTHER

    @property
    def members(self) -> tuple[Symbol, ...]:
        """In reading order, row by row; indices count from 1."""
        return _members(self)


@lru_cache(maxsize=4096)
def _members(family: Family) -> tuple[Symbol, ...]:
    if not family.shape:
        return (family.symbol,)
    places = product(*(range(1, size + 1) for size in family.shape))
    return tuple(replace(family.symbol, indices=indices) for indices in places)


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """All steps of a solution. Making one checks that each step uses givens and earlier steps only."""

    givens: tuple[Symbol, ...]
    steps: tuple[Step, ...]
    families: tuple[Family, ...] = ()

    def __post_init__(self) -> None:
        known = set(self.givens)
        if len(known) < len(self.givens):
            twice = next(symbol for symbol in self.givens if self.givens.count(symbol) > 1)
            raise GradsheetError(f"'{name(twice)}' is given twice")
        for step in self.steps:
            for symbol in used_in(step.formula):
                if symbol not in known:
                    raise GradsheetError(f"{step}: '{name(symbol)}' is neither given nor an earlier step")
            if step.symbol in known:
                raise GradsheetError(f"{step}: '{name(step.symbol)}' is defined twice")
            known.add(step.symbol)

    @cached_property
    def by_symbol(self) -> Mapping[Symbol, Step]:
        return {step.symbol: step for step in self.steps}

    @cached_property
    def exponents(self) -> Exponents:
        """Where closed forms may begin."""
        return exponents_of(self.givens, [(step.symbol, step.formula) for step in self.steps])

    @cached_property
    def symbol_of(self) -> Mapping[Formula, Formula]:
        """The step that a formula makes, the first where several make it; one without a name in it makes none."""
        return {
            step.formula: step.symbol
            for step in reversed(self.steps)
            if isinstance(step.formula, Apply) and any(used_in(step.formula))
        }

    @cached_property
    def quantities(self) -> tuple[Symbol, ...]:
        """Givens first, then the steps in order."""
        return self.givens + tuple(step.symbol for step in self.steps)

    @cached_property
    def members(self) -> Mapping[Symbol, tuple[Symbol, ...]]:
        """The members of every family that has a step or a given, gradients and updates included."""
        found: dict[Symbol, list[Symbol]] = {}
        for symbol in self.quantities:
            found.setdefault(symbol.family, []).append(symbol)
        return {family: tuple(members) for family, members in found.items() if members != [family]}

    @cached_property
    def consumers(self) -> Mapping[Symbol, tuple[Step, ...]]:
        """The steps in whose formula a quantity stands, in order."""
        found: dict[Symbol, list[Step]] = {}
        for step in self.steps:
            for symbol in used_in(step.formula):
                found.setdefault(symbol, []).append(step)
        return {symbol: tuple(steps) for symbol, steps in found.items()}

    def role(self, symbol: Symbol) -> Role:
        if symbol not in self._found:
            plain = symbol.family
            if plain.updates or plain.change:
                plain = replace(plain, updates=0, change=False)
            self._found[symbol] = self._roles.get(plain, Role.OTHER)
        return self._found[symbol]

    @cached_property
    def _found(self) -> dict[Symbol, Role]:
        """Roles that somebody has asked for."""
        return {}

    @cached_property
    def _roles(self) -> Mapping[Symbol, Role]:
        return {family.symbol: family.role for family in reversed(self.families)}

    def extended(self, steps: Iterable[Step]) -> Derivation:
        return replace(self, steps=self.steps + tuple(steps))

    def limited(self, steps: Iterable[Step]) -> Derivation:
        """The derivation with these of its steps only."""
        return replace(self, steps=tuple(steps))

    def needed_for(self, symbols: Iterable[Symbol], *, known: Iterable[Symbol] = ()) -> tuple[Step, ...]:
        """The steps that lead to `symbols`, in order; `known` ones, and what only they need, are left out."""
        known = set(known)
        wanted = set(symbols) - known
        for step in reversed(self.steps):
            if step.symbol in wanted:
                wanted.update(symbol for symbol in used_in(step.formula) if symbol not in known)
        return tuple(step for step in self.steps if step.symbol in wanted)


def swap(derivation: Derivation, replacements: Mapping[Symbol, Formula]) -> Derivation:
    """The derivation with other formulas for some steps, sorted again.

    A swap may change what depends on what: a backward step that reads an updated weight has to
    come after the update. The order stays as it was wherever it can. Raises GradsheetError for a step
    or quantity that is not there, and when the new formulas go round in a circle.
    """
    known = {*derivation.givens, *derivation.by_symbol}
    for symbol, formula in replacements.items():
        if symbol not in derivation.by_symbol:
            raise GradsheetError(f"'{name(symbol)}' is no step of this derivation and cannot be swapped")
        for used in used_in(formula):
            if used not in known:
                raise GradsheetError(f"{name(symbol)} = {to_text(formula)}: there is no quantity '{name(used)}'")
    waiting = [
        replace(step, formula=replacements[step.symbol]) if step.symbol in replacements else step
        for step in derivation.steps
    ]
    known, ordered = set(derivation.givens), []
    while waiting:
        ready = next((step for step in waiting if known.issuperset(used_in(step.formula))), None)
        if ready is None:
            raise GradsheetError(f"these steps go round in a circle: {'; '.join(map(str, waiting))}")
        waiting.remove(ready)
        known.add(ready.symbol)
        ordered.append(ready)
    return replace(derivation, steps=tuple(ordered))


def recognised(formula: Formula, derivation: Derivation) -> Formula:
    """The formula in terms of steps that already stand on the page: `sigmoid(z)` becomes `y`."""
    return substitute(formula, derivation.symbol_of)
