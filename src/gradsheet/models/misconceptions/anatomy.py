"""A derivation read by role: which steps are weighted sums, activations and losses, and what feeds what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ...derivation import Derivation, Phase, Role, Step
from ...formula import ONE, Apply, Formula, Symbol, derivative, differentiate, rewrite, substitute, used_in
from ...formula.algebra import times, total

SQUASHING = ("sigmoid", "tanh", "relu")
GRADIENT_PHASES = (Phase.BACKWARD, Phase.UPDATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way on which the derivative of `of` comes down to `by`: through `step`, whose local derivative is `local`.

    `upstream` is what has come down so far; `line` the local derivative where it has a line of its own.
    """

    of: Symbol
    step: Step
    by: Symbol
    local: Formula
    upstream: Formula
    line: Symbol | None


@dataclass(frozen=True)
class Anatomy:
    """What misconceptions ask of a derivation, found once."""

    derivation: Derivation

    @cached_property
    def forward(self) -> tuple[Step, ...]:
        return tuple(step for step in self.derivation.steps if step.phase not in GRADIENT_PHASES)

    @cached_property
    def losses(self) -> tuple[Step, ...]:
        """The losses of examples, not the cost that adds them up."""
        found = tuple(step for step in self.forward if self.role(step.symbol) is Role.LOSS)
        return tuple(step for step in found if not any(self.role(s) is Role.LOSS for s in used_in(step.formula)))

    @cached_property
    def outputs(self) -> frozenset[Symbol]:
        """What the losses compare with targets."""
        return frozenset(
            symbol for step in self.losses for symbol in used_in(step.formula) if symbol in self.derivation.by_symbol
        )

    @cached_property
    def activations(self) -> Mapping[Symbol, Symbol]:
        """Each unit's output with its weighted sum, where one number becomes one number."""
        found = {}
        for step in self.forward:
            inner = used_in(step.formula)
            named = isinstance(step.formula, Apply) and step.formula.operator in SQUASHING
            if len(inner) == 1 and (self.role(step.symbol) is Role.ACTIVATION or named):
                found[step.symbol] = inner[0]
        return found

    @cached_property
    def activated(self) -> Mapping[Symbol, Symbol]:
        """Each weighted sum with its unit's output."""
        return {z: y for y, z in self.activations.items()}

    @cached_property
    def edges(self) -> Mapping[Symbol, tuple[Edge, ...]]:
        """For each derivative that is a step, the ways that it sums over."""
        known, seen = self.derivation.by_symbol, {}
        found: dict[Symbol, tuple[Edge, ...]] = {}
        for step in self.derivation.steps:
            of, by = step.symbol.of, step.symbol.by
            if of is None or by is None:
                continue
            ways = []
            for consumer in self.derivation.consumers.get(by, ()):
                upstream = ONE if consumer.symbol == of else derivative(of, consumer.symbol)
                if upstream != ONE and upstream not in known:
                    continue
                own = derivative(consumer.symbol, by)
                if own not in seen:
                    seen[own] = self.local(consumer.formula, by)
                line = own if own in known and own != step.symbol else None
                ways.append(Edge(of=of, step=consumer, by=by, local=seen[own], upstream=upstream, line=line))
            found[step.symbol] = tuple(ways)
        return found

    def role(self, symbol: Symbol) -> Role:
        return self.derivation.role(symbol)

    def is_(self, role: Role) -> Callable[[Symbol], bool]:
        return lambda symbol: not symbol.is_derivative and self.role(symbol) is role

    def local(self, formula: Formula, by: Symbol) -> Formula:
        """The derivative of a formula by a quantity, in terms of the forward steps on the page."""
        return substitute(differentiate(formula, by), self._on_the_page)

    @cached_property
    def _on_the_page(self) -> Mapping[Formula, Formula]:
        return {step.formula: step.symbol for step in reversed(self.forward) if isinstance(step.formula, Apply)}

    def target_of(self, output: Symbol) -> Symbol | None:
        """The target that a loss compares with an output: the one with the same indices."""
        for step in self.losses:
            if output in set(used_in(step.formula)):
                targets = [s for s in used_in(step.formula) if self.role(s) is Role.TARGET]
                return next(
                    (d for d in targets if d.indices == output.indices), targets[0] if len(set(targets)) == 1 else None
                )
        return None


Swaps = Mapping[Symbol, Formula]
Other = Callable[[Edge], Formula | None]


def gradients(anatomy: Anatomy, other: Other) -> Swaps:
    """The backward steps with another local derivative wherever `other` has one."""
    found: dict[Symbol, Formula] = {}
    for symbol, edges in anatomy.edges.items():
        instead = [edge.line or other(edge) for edge in edges]  # a line of its own is changed there
        if any(edge.line is None and new not in (None, edge.local) for edge, new in zip(edges, instead, strict=True)):
            locals_ = (edge.local if new is None else new for edge, new in zip(edges, instead, strict=True))
            found[symbol] = total([times(edge.upstream, local) for edge, local in zip(edges, locals_, strict=True)])
    return found


def steps(anatomy: Anatomy, other: Callable[[Step], Formula | None]) -> Swaps:
    """The forward steps with another formula wherever `other` has one."""
    written = {step.symbol: (step.formula, other(step)) for step in anatomy.forward}
    return {symbol: new for symbol, (old, new) in written.items() if new is not None and new != old}


def differently(anatomy: Anatomy, other: Callable[[Step], Formula | None]) -> Swaps:
    """Forward steps with another formula, and the derivatives that follow from it."""
    swapped = steps(anatomy, other)

    def local(edge: Edge) -> Formula | None:
        formula = swapped.get(edge.step.symbol)
        return None if formula is None else anatomy.local(formula, edge.by)

    return {**swapped, **gradients(anatomy, local)}


def updates(anatomy: Anatomy, other: Callable[[Step, Symbol], Formula | None]) -> Swaps:
    """The lines that move a parameter, given with the parameter as it was, wherever `other` has another formula."""
    found: dict[Symbol, Formula] = {}
    for step, before in moved(anatomy):
        formula = other(step, before)
        if formula is not None and formula != step.formula:
            found[step.symbol] = formula
    return found


def moved(anatomy: Anatomy) -> Iterator[tuple[Step, Symbol]]:
    """Every line that moves a parameter, with the parameter as it was before."""
    for step in anatomy.derivation.steps:
        if step.phase is Phase.UPDATE and step.symbol.updates and anatomy.role(step.symbol) in (Role.WEIGHT, Role.BIAS):
            yield step, replace(step.symbol, updates=step.symbol.updates - 1)


def everywhere(formula: Formula, change: Callable[[Apply], Formula | None]) -> Formula:
    """The formula with `change` made at every operator for which it has something else, innermost first."""

    def at(node: Formula) -> Formula:
        instead = change(node) if isinstance(node, Apply) else None
        return node if instead is None else instead

    return rewrite(formula, at)
