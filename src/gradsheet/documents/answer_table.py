"""Blanks as a table: one row for each first index, with the givens that the row uses before what is asked.

A perceptron's rows are its examples, those of a batch too; which givens belong to a row is read off
the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..formula import Symbol, symbols_in
from ..problems import Ask, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A quantity without its first index, and what it is in each row; None where there is nothing to show."""

    head: Symbol
    cells: tuple[Symbol | None, ...]
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    rows: tuple[int, ...]
    columns: tuple[Column, ...]


def answer_table(ask: Ask, problem: Problem) -> AnswerTable:
    """The table of an ask that is laid out as one: givens, then what is told or asked, in the order of the steps."""
    rows = tuple(sorted({first_index(symbol) for symbol in ask.blanks}))
    heads = {without_first_index(symbol) for symbol in ask.blanks}
    known = [s for s in problem.derivation.quantities if _has_first_index(s) and without_first_index(s) in heads]
    known.sort(key=problem.derivation.quantities.index)
    shown = {*ask.blanks, *problem.tell}
    columns = list(_given_columns(ask, problem, rows))
    for head in dict.fromkeys(without_first_index(symbol) for symbol in known):
        cells = {first_index(s): s for s in known if without_first_index(s) == head and s in shown}
        columns.append(Column(head=head, cells=tuple(cells.get(row) for row in rows), asked=True))
    return AnswerTable(rows=rows, columns=tuple(columns))


def in_tables(problem: Problem) -> frozenset[Symbol]:
    """The givens and told steps that stand in a table, and need not stand elsewhere."""
    tables = [answer_table(ask, problem) for ask in problem.asks if ask.table]
    cells = {cell for table in tables for column in table.columns for cell in column.cells if cell is not None}
    return frozenset(cells - {symbol for ask in problem.asks for symbol in ask.blanks})


def _given_columns(ask: Ask, problem: Problem, rows: Sequence[int]) -> Iterator[Column]:
    """A family of givens belongs in the table where each row uses one of its rows."""
    used = [_used(row, [s for s in ask.blanks if first_index(s) == row], problem) for row in rows]
    for family in problem.derivation.families:
        if not family.shape or family.members[0] not in problem.derivation.givens:
            continue
        own = [{s.indices[0] for s in symbols if s.family == family.symbol} for symbols in used]
        if any(len(indices) != 1 for indices in own) or len(set.union(*own)) < len(set.union(*own, {0})) - 1:
            continue
        places = [indices.pop() for indices in own]
        if len(rows) > 1 and len(set(places)) == 1:
            continue
        for head in dict.fromkeys(without_first_index(member) for member in family.members):
            cells = tuple(replace(head, indices=(place, *head.indices)) for place in places)
            yield Column(head=head, cells=cells, asked=False)


def _used(row: int, asked: Sequence[Symbol], problem: Problem) -> set[Symbol]:
    """The givens that the quantities of a row use, without going through another row."""
    found: set[Symbol] = set()
    waiting, seen = list(asked), set(asked)
    while waiting:
        step = problem.derivation.by_symbol.get(waiting.pop())
        for symbol in symbols_in(step.formula) if step is not None else ():
            if symbol in problem.derivation.givens:
                found.add(symbol)
            elif symbol not in seen and _has_first_index(symbol) and first_index(symbol) == row:
                seen.add(symbol)
                waiting.append(symbol)
    return found


def _has_first_index(symbol: Symbol) -> bool:
    return bool(_indexed(symbol).indices)


def first_index(symbol: Symbol) -> int:
    """The row that a quantity is in: 2 for z[2], for w[2,1] and for dJ/dz[2,1]."""
    return _indexed(symbol).indices[0]


def without_first_index(symbol: Symbol) -> Symbol:
    if symbol.by is not None and not (symbol.of is not None and symbol.of.indices):
        return replace(symbol, by=without_first_index(symbol.by))
    if symbol.of is not None:
        return replace(symbol, of=without_first_index(symbol.of), by=symbol.by and without_first_index(symbol.by))
    return replace(symbol, indices=symbol.indices[1:])


def _indexed(symbol: Symbol) -> Symbol:
    """The quantity whose indices a symbol carries: itself, or what it is a derivative of or by."""
    if symbol.by is None:
        return symbol
    return symbol.of if symbol.of is not None and symbol.of.indices else symbol.by
