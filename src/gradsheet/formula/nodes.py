"""The tree that everything else reads: `Formula = Number | Symbol | Apply`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from operator import is_


def _remembered() -> int:
    """A hash, found once when a node is made: dictionaries ask for it a million times while one problem is read."""
    return field(init=False, repr=False, compare=False)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Number:
    """An exact decimal, as it was written; one that was rounded is printed with all its `decimals`."""

    value: Decimal
    decimals: int | None = None
    _hash: int = _remembered()
    _text: str | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.value, self.decimals)))
        object.__setattr__(self, "_text", None)

    def written(self, write: Callable[[Number], str]) -> str:
        """Its text, which `write` makes once: a key asks for it at every line in which the number stands."""
        if self._text is None:
            object.__setattr__(self, "_text", write(self))
        return self._text or ""

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        return Number, (self.value, self.decimals)

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
    _hash: int = _remembered()

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self._parts))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        return Symbol, self._parts  # texts have another hash in another process

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.letter, self.layer, self.indices, self.updates, self.change, self.of, self.by

    @property
    def family(self) -> Symbol:
        """The same name without its indices: `dL/dW1[1,2]` belongs to `dL/dW1`."""
        return _family(self)

    @property
    def is_derivative(self) -> bool:
        return self.by is not None


@lru_cache(maxsize=1 << 14)
def _family(symbol: Symbol) -> Symbol:
    if symbol.by is not None:
        return replace(symbol, by=symbol.by.family, of=symbol.of.family if symbol.of is not None else None)
    return Symbol(symbol.letter, symbol.layer, (), symbol.updates, symbol.change) if symbol.indices else symbol


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator applied to formulas; `operator` is the name of a row in the operator table."""

    operator: str
    arguments: tuple[Formula, ...]
    _hash: int = _remembered()

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.operator, self.arguments)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        return Apply, (self.operator, self.arguments)


Formula = Number | Symbol | Apply

ZERO, ONE, TWO = (Number.of(n) for n in (0, 1, 2))


@lru_cache(maxsize=1 << 14)  # the same one for all: comparing two takes longer than finding it
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


@lru_cache(maxsize=1 << 15)
def used_in(formula: Formula) -> tuple[Symbol, ...]:
    """Every symbol of the formula once, from left to right."""
    return tuple(dict.fromkeys(symbols_in(formula)))


def rewrite(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """The formula with `change` made at every node, innermost first."""
    if isinstance(formula, Apply):
        formula = _with(formula, tuple(rewrite(argument, change) for argument in formula.arguments))
    return change(formula)


def substitute(formula: Formula, replacements: Mapping[Formula, Formula]) -> Formula:
    """The formula with every node that is a key replaced, outermost first."""
    found = replacements.get(formula)
    if found is not None:
        return found
    if isinstance(formula, Apply):
        return _with(formula, tuple(substitute(argument, replacements) for argument in formula.arguments))
    return formula


def _with(node: Apply, arguments: tuple[Formula, ...]) -> Apply:
    """The node with other arguments; itself where they are the same, so that comparing trees stays cheap."""
    return node if all(map(is_, arguments, node.arguments)) else Apply(node.operator, arguments)
