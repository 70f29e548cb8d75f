"""The tree that everything else reads: `Formula = Number | Symbol | Apply`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """An exact decimal, as it was written; one that was rounded is printed with all its `decimals`."""

    value: Decimal
    decimals: int | None = None

    @classmethod
    def of(cls, value: int | str | Decimal) -> Number:
        return cls(Decimal(value))


@dataclass(frozen=True, slots=True)
class Symbol:
    """The name of one number.

    `layer` is the digits glued to the letter: the layer in a network (`W2`), a plain suffix
    elsewhere (`x0`). `indices` are (unit), (to, from) or (example, unit); what each means is said
    by the family the symbol belongs to. A derivative has no letter of its own: it is `of` by `by`.
    """

    letter: str
    layer: int | None = None
    indices: tuple[int, ...] = ()
    updates: int = 0
    change: bool = False
    of: Symbol | None = None
    by: Symbol | None = None

    @property
    def family(self) -> Symbol:
        """The same name without its indices: `dL/dW1[1,2]` belongs to `dL/dW1`."""
        if self.by is not None:
            return replace(self, by=self.by.family, of=self.of.family if self.of is not None else None)
        return Symbol(self.letter, self.layer, (), self.updates, self.change) if self.indices else self

    @property
    def is_derivative(self) -> bool:
        return self.by is not None


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator applied to formulas; `operator` is the name of a row in the operator table."""

    operator: str
    arguments: tuple[Formula, ...]


Formula = Number | Symbol | Apply

ZERO, ONE, TWO = (Number.of(n) for n in (0, 1, 2))


def derivative(of: Symbol, by: Symbol) -> Symbol:
    """The symbol d`of`/d`by`."""
    return Symbol("", of=of, by=by)


def updated(symbol: Symbol) -> Symbol:
    """The symbol of the value after the update: `new W2[1,1]`."""
    return replace(symbol, updates=symbol.updates + 1)


def changed(symbol: Symbol) -> Symbol:
    """The symbol of what the update adds: `change W2[1,1]`."""
    return replace(symbol, change=True)


def symbols_in(formula: Formula) -> Iterator[Symbol]:
    """Every symbol of the formula from left to right, repeated as often as it stands there."""
    waiting: list[Formula] = [formula]  # a sum of many terms is high, and recursion would pass each symbol through all
    while waiting:
        node = waiting.pop()
        if isinstance(node, Symbol):
            yield node
        elif isinstance(node, Apply):
            waiting += reversed(node.arguments)


def rewrite(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """The formula with `change` made at every node, innermost first."""
    if isinstance(formula, Apply):
        formula = Apply(formula.operator, tuple(rewrite(argument, change) for argument in formula.arguments))
    return change(formula)


def substitute(formula: Formula, replacements: Mapping[Formula, Formula]) -> Formula:
    """The formula with every node that is a key replaced, outermost first."""
    found = replacements.get(formula)
    if found is not None:
        return found
    if isinstance(formula, Apply):
        return Apply(formula.operator, tuple(substitute(a, replacements) for a in formula.arguments))
    return formula
