"""What a self-contained question says: statement, givens, blanks and the worked solution, ready for a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from ..assignments.sheet import Item
from ..derivation import Family, Role
from ..documents.table_view import table_rows
from ..formula import Number, Symbol
from ..formula.latex import glyphs_to_latex, symbol_to_latex, to_latex
from ..formula.naming import Naming
from ..problems import Problem, kept
from ..problems.working import Working, workings
from .html import equation, maths


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A matrix of givens: a corner, column heads, and rows of a head and cells."""

    corner: Markup
    columns: tuple[Markup, ...]
    rows: tuple[tuple[Markup, tuple[Markup, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The worked lines of one phase, each with the label of the blank that it answers, or none."""

    title: str
    lines: tuple[tuple[str, Markup], ...]


def numbers(item: Item, naming: Naming) -> tuple[Markup, ...]:
    """The givens that need no table, one family each: inputs, biases, targets, the learning rate."""
    problem = item.exercise.problem
    in_tables = {symbol for family in _matrices(item) for symbol in family.members}
    families: dict[Symbol, list[Markup]] = {}
    for symbol in problem.derivation.givens:
        if symbol not in in_tables:
            families.setdefault(symbol.family, []).append(_equation(item, symbol, naming))
    return tuple(Markup(", ").join(members) for members in families.values())


def tables(item: Item, naming: Naming) -> tuple[Table, ...]:
    """Each layer's weights: a row for every unit they lead to, a column for every unit they come from."""
    return tuple(_table(item, family, naming) for family in _matrices(item))


def function_tables(problem: Problem, naming: Naming) -> Iterator[tuple[tuple[Markup, list[str]], ...]]:
    """The function values of a problem without a calculator: rows of a head and numbers, the arguments first."""
    plain = Naming(profile=naming.profile)
    for rows in table_rows(problem, naming):
        yield tuple((maths(to_latex(head, plain)), numbers) for head, numbers in rows)


def told(item: Item, naming: Naming) -> tuple[Markup, ...]:
    """Steps whose values the author gives away."""
    return tuple(_equation(item, symbol, naming) for symbol in item.exercise.problem.tell)


def worked(item: Item, naming: Naming, said: Mapping[str, str]) -> Iterator[Section]:
    """The solution phase by phase: every line with names, with numbers put in, and its value."""
    labels = {blank.symbol: blank.label for blank in item.blanks}
    for phase, lines in groupby(workings(item.exercise, item.solution), lambda line: line.phase):
        yield Section(
            title=said[phase.value],
            lines=tuple((labels.get(line.symbol, ""), _line(line, naming, said)) for line in lines),
        )


def _matrices(item: Item) -> list[Family]:
    if item.exercise.problem.network is None:
        return []
    derivation = item.exercise.problem.derivation
    given = set(derivation.givens)
    return [one for one in derivation.families if one.role is Role.WEIGHT and given.issuperset(one.members)]


def _table(item: Item, family: Family, naming: Naming) -> Table:
    network = item.exercise.problem.network
    layer = family.symbol.layer
    assert network is not None
    assert layer is not None
    below, units = network.units[layer - 1], network.units[layer]
    sources = [Symbol("x", indices=(n,)) if layer == 1 else Symbol("y", layer=layer - 1, indices=(n,))
               for n in range(1, below + 1)]  # fmt: skip
    targets = [Symbol("z", layer=layer, indices=(n,)) for n in range(1, units + 1)]
    cells = [_equation(item, member, naming) for member in family.members]
    return Table(
        corner=maths(glyphs_to_latex(naming.family(family.symbol))),
        columns=tuple(maths(symbol_to_latex(source, naming)) for source in sources),
        rows=tuple(
            (maths(symbol_to_latex(target, naming)), tuple(cells[row * below : (row + 1) * below]))
            for row, target in enumerate(targets)
        ),
    )


def _equation(item: Item, symbol: Symbol, naming: Naming) -> Markup:
    number = item.exercise.givens.get(symbol)
    shown = kept(item.exercise, item.solution).numbers[symbol] if number is None else Number(number)
    return equation((symbol, shown), naming)


def _line(line: Working, naming: Naming, said: Mapping[str, str]) -> Markup:
    sides = dict.fromkeys(to_latex(formula, naming) for formula in (line.symbol, *line.formulas))
    value = to_latex(line.value, naming)
    sides.pop(value, None)
    beside = (
        "" if line.beside is None else rf"\quad \text{{({said['exactly']} }}{to_latex(line.beside, naming)}\text{{)}}"
    )
    return maths(f"{' = '.join(sides)} {_EQUALS[line.exact]} {value}{beside}")


_EQUALS = {True: "=", False: r"\approx"}
