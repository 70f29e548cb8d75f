"""What a self-contained question says: statement, givens, blanks and the worked solution, ready for a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ..assignments.sheet import Item
from ..derivation import Family, Role
from ..documents.table_view import table_rows
from ..formula import Number, Symbol
from ..formula.naming import Naming
from ..languages import Language
from ..problems import Problem, kept
from ..problems.problem import Itself
from ..problems.working import worked_steps, workings
from .lines import Lines
from .maths import Maths


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A matrix of givens: a corner, column heads, and rows of a head and cells, which differ between variants."""

    corner: Markup
    columns: tuple[Markup, ...]
    rows: tuple[tuple[Markup, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A worked line, with the label of the blank that it answers, or none; what is `written` differs."""

    symbol: Symbol
    label: str
    written: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The worked lines of one phase."""

    title: str
    lines: tuple[Line, ...]


def alone(problem: Problem) -> tuple[tuple[Symbol, ...], ...]:
    """The givens that need no table, family by family: inputs, biases, targets, the learning rate."""
    in_tables = {symbol for family in _matrices(problem) for symbol in family.members}
    families: dict[Symbol, list[Symbol]] = {}
    for symbol in problem.derivation.givens:
        if symbol not in in_tables:
            families.setdefault(symbol.family, []).append(symbol)
    return tuple(tuple(members) for members in families.values())


def tables(problem: Problem, naming: Naming, maths: Maths, cell: Callable[[Symbol], Any]) -> tuple[Table, ...]:
    """Each layer's weights: a row for every unit they lead to, a column for every unit they come from."""
    return tuple(_table(problem, family, naming, maths, cell) for family in _matrices(problem))


def function_tables(problem: Problem, naming: Naming, maths: Maths) -> Iterator[tuple[tuple[Markup, list[str]], ...]]:
    """The function values of a problem without a calculator: rows of a head and numbers, the arguments first."""
    plain = Naming(profile=naming.profile)
    for rows in table_rows(problem, naming):
        yield tuple((maths.written(head, plain), numbers) for head, numbers in rows)


def equation(item: Item, symbol: Symbol, lines: Lines) -> Markup:
    """A given, or a step whose value the author gives away, with its number."""
    number = item.exercise.givens.get(symbol)
    shown = kept(item.exercise, item.solution).numbers[symbol] if number is None else Number(number)
    return lines.equation(symbol, shown)


def worked(item: Item, lines: Lines) -> dict[Symbol, Markup]:
    """The worked lines by what they work out."""
    return {line.plan.step.symbol: lines.line(line) for line in workings(item.exercise, item.solution)}


def sections(
    problem: Problem, labels: Mapping[Symbol, str], said: Language, written: Callable[[Symbol], Any]
) -> Iterator[Section]:
    """The solution phase by phase, with what is `written` for each line."""
    for phase, steps in groupby(worked_steps(problem), lambda step: step.phase):
        yield Section(
            title=said[phase.value],
            lines=tuple(
                Line(symbol=step.symbol, label=labels.get(step.symbol, ""), written=written(step.symbol))
                for step in steps
            ),
        )


def leading_to(symbol: Symbol, sections: Iterable[Section], problem: Problem) -> Iterator[Section]:
    """The worked lines without which `symbol` could not be worked out, and its own."""
    needed = _needed(Itself(problem), symbol)
    for section in sections:
        lines = tuple(line for line in section.lines if line.symbol in needed)
        if lines:
            yield replace(section, lines=lines)


@lru_cache(maxsize=4096)
def _needed(problem: Itself[Problem], symbol: Symbol) -> frozenset[Symbol]:
    steps = problem.one.derivation.needed_for([symbol], known=problem.one.tell)
    return frozenset(step.symbol for step in steps)


def _matrices(problem: Problem) -> list[Family]:
    if problem.network is None:
        return []
    derivation = problem.derivation
    given = set(derivation.givens)
    return [one for one in derivation.families if one.role is Role.WEIGHT and given.issuperset(one.members)]


def _table(problem: Problem, family: Family, naming: Naming, maths: Maths, cell: Callable[[Symbol], Any]) -> Table:
    network = problem.network
    layer = family.symbol.layer
    assert network is not None
    assert layer is not None
    below, units = network.units[layer - 1], network.units[layer]
    sources = [Symbol("x", indices=(n,)) if layer == 1 else Symbol("y", layer=layer - 1, indices=(n,))
               for n in range(1, below + 1)]  # fmt: skip
    targets = [Symbol("z", layer=layer, indices=(n,)) for n in range(1, units + 1)]
    cells = [cell(member) for member in family.members]
    return Table(
        corner=maths.family(naming.family(family.symbol)),
        columns=tuple(maths.written(source, naming) for source in sources),
        rows=tuple(
            (maths.written(target, naming), tuple(cells[row * below : (row + 1) * below]))
            for row, target in enumerate(targets)
        ),
    )
