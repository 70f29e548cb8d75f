"""What a self-contained question says: statement, givens, blanks and the worked solution, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from ..assignments.sheet import Item
from ..derivation import Family, Role
from ..documents.table_view import table_rows
from ..formula import Number, Symbol
from ..formula.naming import Naming
from ..languages import Language
from ..problems import Problem, kept
from ..problems.problem import Itself
from ..problems.working import Working, workings
from .maths import Maths


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A matrix of givens: a corner, column heads, and rows of a head and cells."""

    corner: Markup
    columns: tuple[Markup, ...]
    rows: tuple[tuple[Markup, tuple[Markup, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A worked line, with the label of the blank that it answers, or none."""

    symbol: Symbol
    label: str
    written: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The worked lines of one phase."""

    title: str
    lines: tuple[Line, ...]


def numbers(item: Item, naming: Naming, maths: Maths) -> tuple[Markup, ...]:
    """The givens that need no table, one family each: inputs, biases, targets, the learning rate."""
    problem = item.exercise.problem
    in_tables = {symbol for family in _matrices(item) for symbol in family.members}
    families: dict[Symbol, list[Markup]] = {}
    for symbol in problem.derivation.givens:
        if symbol not in in_tables:
            families.setdefault(symbol.family, []).append(_equation(item, symbol, naming, maths))
    return tuple(Markup(", ").join(members) for members in families.values())


def tables(item: Item, naming: Naming, maths: Maths) -> tuple[Table, ...]:
    """Each layer's weights: a row for every unit they lead to, a column for every unit they come from."""
    return tuple(_table(item, family, naming, maths) for family in _matrices(item))


def function_tables(problem: Problem, naming: Naming, maths: Maths) -> Iterator[tuple[tuple[Markup, list[str]], ...]]:
    """The function values of a problem without a calculator: rows of a head and numbers, the arguments first."""
    plain = Naming(profile=naming.profile)
    for rows in table_rows(problem, naming):
        yield tuple((maths.written(head, plain), numbers) for head, numbers in rows)


def told(item: Item, naming: Naming, maths: Maths) -> tuple[Markup, ...]:
    """Steps whose values the author gives away."""
    return tuple(_equation(item, symbol, naming, maths) for symbol in item.exercise.problem.tell)


def worked(item: Item, naming: Naming, said: Language, maths: Maths) -> Iterator[Section]:
    """The solution phase by phase: every line with names, with numbers put in, and its value."""
    labels = {blank.symbol: blank.label for blank in item.blanks}
    for phase, lines in groupby(workings(item.exercise, item.solution), lambda line: line.phase):
        yield Section(
            title=said[phase.value],
            lines=tuple(
                Line(
                    symbol=line.symbol,
                    label=labels.get(line.symbol, ""),
                    written=_line(line, naming, said, maths),
                )
                for line in lines
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


def _matrices(item: Item) -> list[Family]:
    if item.exercise.problem.network is None:
        return []
    derivation = item.exercise.problem.derivation
    given = set(derivation.givens)
    return [one for one in derivation.families if one.role is Role.WEIGHT and given.issuperset(one.members)]


def _table(item: Item, family: Family, naming: Naming, maths: Maths) -> Table:
    network = item.exercise.problem.network
    layer = family.symbol.layer
    assert network is not None
    assert layer is not None
    below, units = network.units[layer - 1], network.units[layer]
    sources = [Symbol("x", indices=(n,)) if layer == 1 else Symbol("y", layer=layer - 1, indices=(n,))
               for n in range(1, below + 1)]  # fmt: skip
    targets = [Symbol("z", layer=layer, indices=(n,)) for n in range(1, units + 1)]
    cells = [_equation(item, member, naming, maths) for member in family.members]
    return Table(
        corner=maths.family(naming.family(family.symbol)),
        columns=tuple(maths.written(source, naming) for source in sources),
        rows=tuple(
            (maths.written(target, naming), tuple(cells[row * below : (row + 1) * below]))
            for row, target in enumerate(targets)
        ),
    )


def _equation(item: Item, symbol: Symbol, naming: Naming, maths: Maths) -> Markup:
    number = item.exercise.givens.get(symbol)
    shown = kept(item.exercise, item.solution).numbers[symbol] if number is None else Number(number)
    return maths.equation((symbol, shown), naming)


def _line(line: Working, naming: Naming, said: Language, maths: Maths) -> Markup:
    beside = None if line.beside is None else (said["exactly"], line.beside)
    return maths.line((line.symbol, *line.formulas), line.value, naming, exact=line.exact, beside=beside)
