"""Families of steps as one line of vectors and matrices, recognised from the pattern of their formulas.

Nothing here knows a model: `z[1] = W[1,1]*x[1] + W[1,2]*x[2]`, `z[2] = ...` have the same formula but for the indices,
and these say that it is W x. What fits no pattern has no such line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..formula import TWO, Apply, Formula, Number, Symbol
from ..problems.precise import FUNCTIONS, Real, exact

Rows = tuple[tuple[Formula, ...], ...]
Families = Mapping[Symbol, tuple[Symbol, ...]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole family, as it stands in files or turned; a vector is a column."""

    family: Symbol
    rows: tuple[tuple[Symbol, ...], ...]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Lone:
    """A number, or a formula that is the same for every entry."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Together:
    """An operator on whole matrices: "product" of matrices, or any other entry by entry."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A vector that is every row, as the biases of a batch: a column of ones times the vector turned."""

    vector: Matrix
    height: int


Node = Matrix | Lone | Together | Repeated


def recognised(rows: Rows, families: Families) -> Node | None:
    """The one formula of matrices of which `rows` are the entries, or None."""
    first = rows[0][0]
    entries = [entry for row in rows for entry in row]
    if all(entry == first for entry in entries):
        return Lone(first)
    if all(isinstance(entry, Symbol) for entry in entries):
        return _family(rows, families) or _repeated(rows, families)
    if not isinstance(first, Apply) or not all(
        isinstance(entry, Apply) and entry.operator == first.operator and len(entry.arguments) == len(first.arguments)
        for entry in entries
    ):
        return None
    operator = first.operator
    if operator == "softmax":
        return _softmax(rows, families)
    if operator in ("+", "*") and (product := _product(rows, families)):
        return product
    if operator not in ENTRYWISE:
        return None
    parts = [recognised(_argument(rows, place), families) for place in range(len(first.arguments))]
    if any(part is None for part in parts) or all(isinstance(part, Lone) for part in parts):
        return None
    if operator == "^" and parts[1] != Lone(TWO):
        return None
    if operator == "/" and not isinstance(parts[1], Lone):
        return None
    if operator == "*" and any(isinstance(part, Repeated) for part in parts):
        return None  # a scale for each column: ones times it, entry by entry, is harder to read than the lines
    return Together(operator, tuple(part for part in parts if part is not None))


ENTRYWISE = frozenset({"+", "-", "*", "/", "neg", "^", "sigmoid", "tanh", "relu", "threshold", "exp", "ln", "sqrt"})


def _argument(rows: Rows, place: int) -> Rows:
    return tuple(tuple(_arguments(entry)[place] for entry in row) for row in rows)


def _arguments(entry: Formula) -> tuple[Formula, ...]:
    assert isinstance(entry, Apply)
    return entry.arguments


def _family(rows: Rows, families: Families) -> Matrix | None:
    """The family whose members, all of them, these are in order."""
    symbols = tuple(tuple(entry for entry in row if isinstance(entry, Symbol)) for row in rows)
    family = symbols[0][0].family
    members = set(families.get(family, ()))
    if {entry for row in symbols for entry in row} != members or len(members) != sum(map(len, symbols)):
        return None
    places = {_indices(entry): (i, j) for i, row in enumerate(symbols, 1) for j, entry in enumerate(row, 1)}
    if all(_place(indices) == place for indices, place in places.items()):
        return Matrix(family, symbols)
    if all(_place(indices) == (j, i) for indices, (i, j) in places.items()):
        return Matrix(family, symbols, turned=True)
    return None


def _repeated(rows: Rows, families: Families) -> Repeated | None:
    if len(rows) < 2 or len(rows[0]) < 2 or len(set(rows)) > 1:
        return None
    vector = _family(tuple((entry,) for entry in rows[0]), families)
    return None if vector is None else Repeated(vector, len(rows))


def _indices(symbol: Symbol) -> tuple[int, ...]:
    return _indices(symbol.by) if symbol.by is not None else symbol.indices


def _place(indices: tuple[int, ...]) -> tuple[int, ...]:
    return (*indices, 1) if len(indices) == 1 else indices


def _softmax(rows: Rows, families: Families) -> Node | None:
    scores = {_arguments(entry)[1:] for row in rows for entry in row}
    which = [_arguments(entry)[0] for row in rows for entry in row]
    if len(scores) > 1 or len(rows[0]) > 1 or which != [Number.of(k) for k in range(1, len(which) + 1)]:
        return None
    inside = recognised(tuple((one,) for one in scores.pop()), families)
    return Together("softmax", (inside,)) if isinstance(inside, Matrix) else None


def _product(rows: Rows, families: Families) -> Node | None:
    """`A B` for entries that are sums of products, alone or with another term behind it."""
    terms = [[_terms(entry) for entry in row] for row in rows]
    count = len(terms[0][0])
    if any(len(entry) != count for row in terms for entry in row):
        return None
    for inner in range(count, 0, -1):
        if inner == 1 and (len(rows) == 1 or len(rows[0]) == 1):
            return None  # a number times a vector is no product of matrices
        product = _factors([[entry[:inner] for entry in row] for row in terms], families)
        if product is None:
            continue
        whole: Node = product
        for place in range(inner, count):
            rest = recognised(tuple(tuple(entry[place] for entry in row) for row in terms), families)
            if rest is None:
                return None
            whole = Together("+", (whole, rest))
        return whole
    return None


def _terms(entry: Formula) -> list[Formula]:
    if isinstance(entry, Apply) and entry.operator == "+":
        return [*_terms(entry.arguments[0]), entry.arguments[1]]
    return [entry]


def _factors(terms: Sequence[Sequence[Sequence[Formula]]], families: Families) -> Node | None:
    """A and B with entry (i, j) the sum over k of A[i,k] B[k,j], the factors in either order."""
    pairs = [[[_pair(term) for term in entry] for entry in row] for row in terms]
    for left, right in ((0, 1), (1, 0)):
        a, b = [], []
        for row in pairs:
            found = {tuple(pair[left] for pair in entry if pair) for entry in row}
            if len(found) > 1 or any(pair is None for entry in row for pair in entry):
                break
            a.append(found.pop())
        for column in zip(*pairs, strict=True):
            found = {tuple(pair[right] for pair in entry if pair) for entry in column}
            if len(found) > 1:
                break
            b.append(found.pop())
        if len(a) < len(pairs) or len(b) < len(pairs[0]):
            continue
        first, second = _family(tuple(a), families), _family(tuple(zip(*b, strict=True)), families)
        if first is not None and second is not None:
            return Together("product", (first, second))
    return None


def _pair(term: Formula) -> tuple[Symbol, Symbol] | None:
    match term:
        case Apply("*", (Symbol() as a, Symbol() as b)):
            return a, b
    return None


def worked(node: Node, printed: Mapping[Symbol, str], size: tuple[int, int]) -> list[list[Real]]:
    """The entries of a line of matrices, computed from the numbers that stand in these."""
    height, width = size
    match node:
        case Matrix(_, rows):
            return [[exact(printed[entry]) for entry in row] for row in rows]
        case Repeated(vector, _):
            return [[row[0] for row in worked(vector, printed, (width, 1))]] * height
        case Lone(formula):
            return [[_number(formula, printed)] * width for _ in range(height)]
        case Together("product", (a, b)):
            inner = len(a.rows[0]) if isinstance(a, Matrix) else 1
            left, right = worked(a, printed, (height, inner)), worked(b, printed, (inner, width))
            return [[sum(x * right[k][j] for k, x in enumerate(row)) for j in range(width)] for row in left]
        case Together("softmax", (a,)):
            scores = [row[0] for row in worked(a, printed, size)]
            return [[FUNCTIONS["softmax"](k, *scores)] for k in range(1, height + 1)]
        case Together(operator, parts):
            found = [worked(part, printed, size) for part in parts]
            return [[FUNCTIONS[operator](*(one[i][j] for one in found)) for j in range(width)] for i in range(height)]


def _number(formula: Formula, printed: Mapping[Symbol, str]) -> Real:
    match formula:
        case Number(value):
            return exact(value)
        case Symbol():
            return exact(printed[formula])
        case Apply(operator, arguments):
            return FUNCTIONS[operator](*(_number(argument, printed) for argument in arguments))


def grid(members: Collection[Symbol]) -> tuple[tuple[Symbol, ...], ...] | None:
    """A family's members as rows: a vector is a column. None where places are missing, or there are more indices."""
    places = {_place(_indices(member)): member for member in members}
    if len(places) < len(members) or any(len(place) != 2 for place in places):
        return None
    height, width = (max(place[axis] for place in places) for axis in (0, 1))
    if len(places) != height * width:
        return None
    return tuple(tuple(places[i, j] for j in range(1, width + 1)) for i in range(1, height + 1))
