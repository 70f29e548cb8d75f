"""Worked lines of a whole family: `z^1 = W^1 x + b^1`, the same with the matrices of numbers, and the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import GradsheetError
from ..formula import ONE, Formula, Number, Symbol, decimal_text, name, substitute, symbols_in, to_text
from ..formula.naming import Naming
from ..problems.follows import PrintedLine, is_printed
from ..problems.precise import in_decimals
from ..problems.working import Working
from .matrices import Lone, Matrix, Node, Repeated, Rows, Together, grid, recognised, worked
from .page import Page
from .view import LineView, PieceView
from .writer import Writer

FEWEST = 5  # lines that one of matrices takes the place of
DIGIT, GAP, SIGN = 1.77, 3.5, 4.5  # mm
ROOM = 138.0  # mm, for one side


@dataclass(frozen=True, kw_only=True)
class FamilyLine:
    """Lines of one family in one: `node` is the formula of matrices, `rows` the members in their places."""

    family: Symbol
    node: Node
    rows: tuple[tuple[Symbol, ...], ...]
    lines: Mapping[Symbol, Working]


def family_line(lines: Sequence[Working], page: Page) -> FamilyLine | None:
    """The lines of one family as one, where that is shorter, fits, and every entry follows from what it prints."""
    problem = page.exercise.problem
    members = {line.symbol: line for line in lines}
    family = lines[0].symbol.family
    if len(lines) < FEWEST or problem.looked_up or set(members) != set(problem.derivation.members.get(family, ())):
        return None
    rows = grid(list(members))
    if rows is None or any(line.beside is not None for line in lines):
        return None
    formulas: Rows = tuple(tuple(problem.derivation.by_symbol[member].formula for member in row) for row in rows)
    node = recognised(formulas, problem.derivation.members)
    if node is None or isinstance(node, Lone) or _is_swapped(family, page.naming):
        return None
    found = FamilyLine(family=family, node=node, rows=rows, lines=members)
    return found if _fits(found, page) else None


def _is_swapped(family: Symbol, naming: Naming) -> bool:
    """Whether the course writes this family, or what an optimiser remembers of it, with its rows for columns."""
    weight = family.by if family.by is not None else family
    if weight.letter in naming.memories:
        weight = replace(weight, letter=naming.memories[weight.letter][1])
    return replace(weight, updates=0, change=False) in naming.swapped


def prove_family(line: FamilyLine, page: Page, numbers: Mapping[Symbol, Number], decimals: int) -> None:
    """Raises GradsheetError where an entry does not follow from the matrices of numbers printed before it."""
    printed = {symbol: decimal_text(number) for symbol, number in numbers.items()}
    entries = worked(line.node, printed, (len(line.rows), len(line.rows[0])))
    for row, values in zip(line.rows, entries, strict=True):
        for member, value in zip(row, values, strict=True):
            one = line.lines[member]
            found = in_decimals(value)
            shown = PrintedLine(
                symbol=member, formula=one.put_in, numbers=one.put_in,
                value=decimal_text(one.value), exact=one.exact, decimals=decimals,
            )  # fmt: skip
            if not is_printed(found, found, shown):
                raise GradsheetError(
                    f"{page.exercise.problem.name}: the key's line of {name(line.family)} prints {shown.value} for "
                    f"{name(member)}, but its own matrices give {found.normalize():.18g}, a mistake in gradsheet"
                )


def family_view(
    line: FamilyLine, labels: Mapping[Symbol, str], page: Page, numbers: Mapping[Symbol, Number]
) -> LineView:
    """One line for a family; where only some of its members are asked, their entries carry the labels."""
    writer, naming = page.writer, page.naming
    asked = [labels[member] for row in line.rows for member in row if member in labels]
    some = len(asked) < sum(map(len, line.rows))
    written = _Written(writer=writer, naming=naming, numbers=numbers)
    rows = [
        [
            writer.labelled(labels[member], entry) if some and member in labels else entry
            for member in row
            for entry in [writer.entry(line.lines[member].value, naming)]
        ]
        for row in line.rows
    ]
    exact = all(one.exact for one in line.lines.values())
    pieces = [
        PieceView(content=writer.right_side("=", written.names(line.node, 0)), solid=True),
        PieceView(content=writer.right_side("=", written.values(line.node, 0)), solid=True),
        PieceView(content=writer.right_side("=" if exact else writer.approximately, writer.matrix(rows)), solid=True),
    ]
    left = writer.math(writer.family(line.family, naming))
    return LineView(label=", ".join(_spans(asked)), left=left, pieces=tuple(pieces), wide=True)


def _spans(labels: Sequence[str]) -> Iterator[str]:
    """`1a–1d` for labels that follow each other."""
    spans: list[list[str]] = []
    for label in labels:
        if spans and _follows(spans[-1][-1], label):
            spans[-1].append(label)
        else:
            spans.append([label])
    for span in spans:
        yield span[0] if len(span) == 1 else f"{span[0]}–{span[-1]}" if len(span) > 2 else ", ".join(span)


def _follows(before: str, label: str) -> bool:
    return label[:-1] == before[:-1] and ord(label[-1]) == ord(before[-1]) + 1


@dataclass(frozen=True)
class _Written:
    """Writes a formula of matrices in names, or with the numbers put in."""

    writer: Writer
    naming: Naming
    numbers: Mapping[Symbol, Number]

    def names(self, node: Node, binds: int) -> str:
        if isinstance(node, Matrix):
            name = self.writer.family(node.family, self.naming)
            turned = node.turned != (len(node.rows[0]) > 1 and _is_swapped(node.family, self.naming))
            return self.writer.turned(name) if turned else name
        if isinstance(node, Repeated):
            row = self.writer.turned(self.writer.family(node.vector.family, self.naming))
            return self.writer.beside(self.writer.ones(), row)
        return self._together(node, binds, self.names)

    def values(self, node: Node, binds: int) -> str:
        if isinstance(node, Matrix):
            return self.writer.matrix(
                [[self.writer.entry(self.numbers[entry], self.naming) for entry in row] for row in node.rows]
            )
        if isinstance(node, Repeated):
            ones = [[self.writer.entry(ONE, self.naming)]] * node.height
            vector = [self.writer.entry(self.numbers[entry], self.naming) for (entry,) in node.vector.rows]
            return self.writer.beside(
                self.writer.matrix(ones), self.writer.sign("product"), self.writer.matrix([vector])
            )
        return self._together(node, binds, self.values)

    def _together(self, node: Lone | Together, binds: int, write: Callable[[Node, int], str]) -> str:
        if isinstance(node, Lone):
            formula = node.formula
            if write == self.values:
                put_in: dict[Formula, Formula] = {symbol: self.numbers[symbol] for symbol in symbols_in(formula)}
                formula = substitute(formula, put_in)
            source = self.writer.formula(formula, self.naming)
            lone = isinstance(formula, Symbol) or (isinstance(formula, Number) and formula.value >= 0)
            return source if lone or not binds else self.writer.in_parentheses(source)
        operator, parts = node.operator, node.parts
        if operator in _JOINS:
            own, sign = _JOINS[operator]
            lone = operator == "*" and any(isinstance(part, Lone) for part in parts)
            sign = "times" if lone else sign
            first, second = write(parts[0], own), write(parts[1], own + 1)
            source = self.writer.beside(first, self.writer.sign(sign), second)
            return source if own >= binds else self.writer.in_parentheses(source)
        if operator == "^":
            return self.writer.squared(self.writer.in_parentheses(write(parts[0], 0)))
        if operator == "/":
            return self.writer.over(write(parts[0], 0), write(parts[1], 0))
        if operator == "neg":
            source = self.writer.beside(self.writer.sign("-"), write(parts[0], 2))
            return source if not binds else self.writer.in_parentheses(source)
        return self.writer.called(operator, write(parts[0], 0), self.naming)


_JOINS = {"+": (1, "+"), "-": (1, "-"), "*": (2, "entrywise"), "product": (3, "product")}


def _fits(line: FamilyLine, page: Page) -> bool:
    """Whether no side is wider than its place; a number takes as much room as its digits."""
    numbers = page.kept.numbers
    return _width(line.node, numbers) <= ROOM and len(line.rows) <= 12


def has_circles(node: Node) -> bool:
    """Whether a line needs to be told that it works entry by entry."""
    if not isinstance(node, Together):
        return False
    entrywise = node.operator == "^" or (
        node.operator == "*" and not any(isinstance(part, Lone) for part in node.parts)
    )
    return entrywise or any(map(has_circles, node.parts))


def _width(node: Node, numbers: Mapping[Symbol, Number]) -> float:
    match node:
        case Matrix(_, rows):
            return _row(tuple(zip(*rows, strict=True)), numbers)
        case Repeated(vector, _):
            return _row(vector.rows, numbers) + DIGIT + 3 * GAP
        case Lone(formula):
            put_in: dict[Formula, Formula] = {symbol: numbers[symbol] for symbol in symbols_in(formula)}
            return (2 + len(to_text(substitute(formula, put_in)))) * DIGIT
        case Together(_, parts):
            return sum(_width(part, numbers) for part in parts) + SIGN * (len(parts) - 1)


def _row(columns: Sequence[Sequence[Symbol]], numbers: Mapping[Symbol, Number]) -> float:
    widest = [max(len(decimal_text(numbers[entry])) for entry in column) for column in columns]
    return sum(widest) * DIGIT + GAP * (len(widest) + 1)
