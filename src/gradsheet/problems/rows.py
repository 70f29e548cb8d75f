"""The row that a quantity belongs to where blanks stand in a table: its first index."""

from __future__ import annotations

from dataclasses import replace

from ..formula import Symbol


def has_first_index(symbol: Symbol) -> bool:
    return bool(_indexed(symbol).indices)


def first_index(symbol: Symbol) -> int:
    """2 for z[2], for w[2,1] and for dJ/dz[2,1]."""
    return _indexed(symbol).indices[0]


def without_first_index(symbol: Symbol) -> Symbol:
    """What stands at the head of a column: w[1] for w[2,1]."""
    if symbol.by is None:
        return replace(symbol, indices=symbol.indices[1:])
    if symbol.of is not None and symbol.of.indices:
        return replace(symbol, of=without_first_index(symbol.of))
    return replace(symbol, by=without_first_index(symbol.by))


def _indexed(symbol: Symbol) -> Symbol:
    """The quantity whose indices a symbol carries: itself, or what it is a derivative of or by."""
    if symbol.by is None:
        return symbol
    return symbol.of if symbol.of is not None and symbol.of.indices else symbol.by
