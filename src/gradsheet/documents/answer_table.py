"""Blanks as a table: one row for each first index, with the givens that the row uses before what is asked.

A perceptron's rows are its examples, those of a batch too; which givens belong to a row is read off
the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from ..formula import Symbol, symbols_in
from ..problems import Ask, Problem
from ..problems.problem import Itself
from ..problems.rows import first_index, has_first_index, without_first_index


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
    """The table of an ask that is laid out as one: givens, then what is told, then what is asked in its order."""
    rows = tuple(sorted({first_index(symbol) for symbol in ask.blanks}))
    behind = [_behind(row, [s for s in ask.blanks if first_index(s) == row], problem) for row in rows]
    told = [symbol for symbol in problem.tell if any(symbol in symbols for symbols in behind)]
    shown = {*told, *ask.blanks}
    columns = list(_given_columns(rows, behind, problem))
    for head in dict.fromkeys(without_first_index(symbol) for symbol in (*told, *ask.blanks)):
        cells = {first_index(s): s for s in shown if without_first_index(s) == head}
        asked = any(without_first_index(symbol) == head for symbol in ask.blanks)
        columns.append(Column(head=head, cells=tuple(cells.get(row) for row in rows), asked=asked))
    return AnswerTable(rows=rows, columns=tuple(columns))


def in_tables(problem: Problem) -> frozenset[Symbol]:
    """The givens and told steps that stand in a table, and need not stand elsewhere."""
    return _in_tables(Itself(problem))


@lru_cache(maxsize=256)
def _in_tables(of: Itself[Problem]) -> frozenset[Symbol]:
    problem = of.one
    tables = [answer_table(ask, problem) for ask in problem.asks if ask.table]
    cells = {cell for table in tables for column in table.columns for cell in column.cells if cell is not None}
    return frozenset(cells - {symbol for ask in problem.asks for symbol in ask.blanks})


def _given_columns(rows: Sequence[int], behind: Sequence[AbstractSet[Symbol]], problem: Problem) -> Iterator[Column]:
    """A family of givens belongs in the table where each row uses one of its rows, and not all the same."""
    for family in problem.derivation.families:
        if not family.shape or family.members[0] not in problem.derivation.givens:
            continue
        used = [{symbol.indices[0] for symbol in symbols if symbol.family == family.symbol} for symbols in behind]
        if any(len(places) != 1 for places in used) or (len(rows) > 1 and len(set.union(*used)) == 1):
            continue
        for head in dict.fromkeys(without_first_index(member) for member in family.members):
            cells = tuple(replace(head, indices=(min(places), *head.indices)) for places in used)
            yield Column(head=head, cells=cells, asked=False)


def _behind(row: int, asked: Sequence[Symbol], problem: Problem) -> AbstractSet[Symbol]:
    """What the blanks of a row are computed from, without going through another row."""
    found: set[Symbol] = set()
    waiting = list(asked)
    while waiting:
        step = problem.derivation.by_symbol.get(waiting.pop())
        for symbol in set(symbols_in(step.formula)) - found if step is not None else ():
            if symbol in problem.derivation.givens:
                found.add(symbol)
            elif has_first_index(symbol) and first_index(symbol) == row:
                found.add(symbol)
                waiting.append(symbol)
    return found
