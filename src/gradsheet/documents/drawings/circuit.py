"""The drawing of a circuit: the operations of an author's own steps, layered from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product
from math import hypot, isfinite

from ...derivation import Derivation
from ...formula import (
    ONE,
    OPERATORS,
    Apply,
    Formula,
    Number,
    Symbol,
    derivative,
    evaluate,
    substitute,
    symbols_in,
)
from ...formula.naming import Naming
from ...formula.operators import Shape
from ...problems import Exercise, Problem, Rounding, Solution, kept
from ...problems.working import kept_number, worked_symbols
from ..statement import Math, Part, Text
from .extent import width
from .readable import HALF_NOTE, line, readable, tangled
from .shapes import RADIUS, TALLEST, Drawing, Edge, Node, Note
from .subject import Subject

MOST_GATES = 14
MOST_FUSED = 2  # operations on one quantity that one gate may show, as in e^-x
OFF_WIRE = 2.4  # from a wire to the middle of its number
NAME = RADIUS + 2.4  # from a gate's middle to its name's
SWEEPS = 8
ROOM = (4.0, 2.0, 0.2)  # more wire than a number needs, as far as the page is wide enough

SIGNS: Mapping[str, Part] = {
    "+": Text("+"),
    "*": Text("×"),
    "sum": Text("+"),
    "sigmoid": Math((Symbol("sigma"),)),
    "relu": Text("ReLU"),
    **{name: Text(name) for name in ("max", "min", "tanh", "ln", "sin", "cos", "sign", "floor")},
}


@dataclass(frozen=True, slots=True)
class Gate:
    """One operation; `wire` is the step it makes, or its formula where it makes no step."""

    wire: Formula
    sign: Part
    operands: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands in a column: a given, a gate, or (`wire` passing by) a bend of a long wire."""

    wire: Formula
    gate: Gate | None = None
    passing: bool = False

    @property
    def above(self) -> float:
        if self.passing:
            return 1.0
        if self.gate is None:
            return OFF_WIRE + HALF_NOTE + 0.9
        return NAME + HALF_NOTE + 0.3 if isinstance(self.wire, Symbol) else RADIUS + 0.8

    @property
    def below(self) -> float:
        if self.passing:
            return 1.0
        return RADIUS + 0.8 if self.gate is not None else OFF_WIRE + HALF_NOTE + 0.9


def circuit_drawing(subject: Subject) -> Drawing | None:
    """The circuit with its given numbers and, where solved, values above and gradients below the wires.

    None where the problem has no steps of its own, keeps its formulas to itself, or the drawing
    would not be easy to read.
    """
    problem = subject.exercise.problem
    gates = circuit_gates(problem)
    if gates is None:
        return None
    columns = _ordered(_columns(problem.derivation, gates))
    heights = _heights(columns)
    for (above, below), room in product(_numbers(subject.exercise, gates, subject.solution), ROOM):
        found = _drawn(columns, heights, above, below, room, subject.naming)
        if found is not None and readable(found, subject.naming) and not tangled(found):
            return replace(found, description=_described(gates, above, below, subject))
    return None


def _described(
    gates: Sequence[Gate], above: Mapping[Formula, Number], below: Mapping[Formula, Number], subject: Subject
) -> str:
    """Gate after gate: what it does, what goes in, what comes out."""
    said = subject.said
    numbers = {gate.wire: place for place, gate in enumerate(gates, start=1)}

    def named(wire: Formula) -> str:
        if isinstance(wire, Symbol):
            return subject.words(wire)
        return said["drawn_gate_number"].format(number=numbers[wire])

    def known(wire: Formula) -> str:
        value = f" = {subject.words(above[wire])}" if wire in above else ""
        slope = said["drawn_gradient"].format(number=subject.words(below[wire])) if wire in below else ""
        return f"{named(wire)}{value}{slope}"

    found = [said["drawn_circuit"].format(count=len(gates))]
    seen: set[Formula] = set()
    for number, gate in enumerate(gates, start=1):
        # What is known of a wire is said where it first appears.
        inputs = [named(wire) if wire in seen or wire in numbers else known(wire) for wire in gate.operands]
        seen |= set(gate.operands)
        sign = gate.sign.text if isinstance(gate.sign, Text) else subject.words(*gate.sign.formulas)
        makes = known(gate.wire)
        found.append(
            said["drawn_gate"].format(number=number, sign=sign, inputs=said.side_by_side(inputs), output=makes)
        )
    return said.joined(found)


def circuit_gates(problem: Problem) -> tuple[Gate, ...] | None:
    """The operations of a problem's own steps; None where they are no small circuit with one output."""
    if problem.architecture is not None or problem.about or problem.objective is not None or not problem.formulas:
        return None
    steps = [step for step in problem.derivation.steps if not step.symbol.is_derivative]
    taken = {quantity.letter for quantity in problem.derivation.quantities} | set(problem.letters.values())
    hidden = next((letter for letter in "xutv" if letter not in taken), "x")
    gates: dict[Formula, Gate] = {}
    for step in steps:
        if not isinstance(step.formula, Apply) or not _gate(step.symbol, step.formula, gates, Symbol(hidden)):
            return None
    used = {operand for gate in gates.values() for operand in gate.operands}
    outputs = [wire for wire in gates if wire not in used]
    return tuple(gates.values()) if len(gates) <= MOST_GATES and len(outputs) == 1 else None


def _gate(wire: Formula, formula: Apply, gates: dict[Formula, Gate], hidden: Symbol) -> bool:
    """Adds the gate that makes `wire`, those before it first; False for what no gate shows clearly."""
    inputs = set(symbols_in(formula))
    if len(inputs) == 1 and _operations(formula) <= MOST_FUSED and not _calls(formula):
        (only,) = inputs
        gates[wire] = Gate(wire, Math((formula,)), (only,))
        return True
    operator, operands = _flattened(formula)
    numbers = [operand for operand in operands if isinstance(operand, Number)]
    wires = tuple(operand for operand in operands if not isinstance(operand, Number))
    if len(set(wires)) < len(wires) or not wires:
        return False
    for operand in wires:
        if isinstance(operand, Apply) and operand not in gates and not _gate(operand, operand, gates, hidden):
            return False
    sign = SIGNS.get(operator)
    if numbers or len(wires) == 1:
        if len(wires) > 1 or (numbers and len(operands) != 2):
            return False
        if numbers or sign is None:
            sign = Math((substitute(Apply(operator, operands), {wires[0]: _named(wires[0], hidden)}),))
    elif sign is None:
        # Which comes first matters: the gate says so by its operands' names.
        if operator not in ("-", "/", "^") or not all(isinstance(operand, Symbol) for operand in wires):
            return False
        sign = Math((Apply(operator, operands),))
    gates[wire] = Gate(wire, sign, wires)
    return True


def _flattened(formula: Apply) -> tuple[str, tuple[Formula, ...]]:
    """A long sum or product as one operation: `a + b + c` has three operands; a number goes last, by itself."""
    operator, arguments = formula.operator, formula.arguments
    if operator == "-" and not all(isinstance(argument, Symbol | Number) for argument in arguments):
        a, b = arguments
        if not isinstance(a, Number) and not isinstance(b, Number):
            return _flattened(Apply("+", (a, Apply("neg", (b,)))))
    nested = not all(isinstance(argument, Symbol) for argument in arguments)
    if operator == "/" and nested and not any(isinstance(argument, Number) for argument in arguments):
        return _flattened(Apply("*", (arguments[0], Apply("/", (ONE, arguments[1])))))
    if operator not in ("+", "*"):
        return operator, arguments
    parts = [part for argument in arguments for part in _parts(argument, operator)]
    numbers = [part for part in parts if isinstance(part, Number)]
    others = [part for part in parts if not isinstance(part, Number)]
    if len(numbers) == 1 and len(others) > 1:
        rest = others[0]
        for other in others[1:]:
            rest = Apply(operator, (rest, other))
        return operator, (rest, numbers[0]) if operator == "+" else (numbers[0], rest)
    return operator, tuple(parts)


def _parts(formula: Formula, operator: str) -> tuple[Formula, ...]:
    if isinstance(formula, Apply) and formula.operator in (operator, "-" if operator == "+" else operator):
        found, operands = _flattened(formula)
        if found == operator:
            return operands
    return (formula,)


def _named(wire: Formula, hidden: Symbol) -> Symbol:
    return wire if isinstance(wire, Symbol) else hidden


def _operations(formula: Formula) -> int:
    return 1 + sum(map(_operations, formula.arguments)) if isinstance(formula, Apply) else 0


def _calls(formula: Formula) -> bool:
    if not isinstance(formula, Apply):
        return False
    return OPERATORS[formula.operator].shape in (Shape.CALL, Shape.ELEMENT) or any(map(_calls, formula.arguments))


def _numbers(
    exercise: Exercise, gates: Sequence[Gate], solution: Solution | None
) -> Iterator[tuple[Mapping[Formula, Number], Mapping[Formula, Number]]]:
    """Values and gradients of the wires: as the key keeps them, and where that is too long as they are given."""
    givens: dict[Formula, Number] = {symbol: Number(value) for symbol, value in exercise.givens.items()}
    if solution is None:
        yield givens, {}
        return
    output = gates[-1].wire
    known = {symbol: float(number.value) for symbol, number in kept(exercise, solution).numbers.items()}
    worked = worked_symbols(exercise.problem)
    steps = {wire: float(evaluate(wire, known)) for wire, step in _steps_of(gates) if step in worked}
    slopes: dict[Formula, float] = {}
    if isinstance(output, Symbol):
        for wire in [*givens, *steps]:
            if isinstance(wire, Symbol) and derivative(output, wire) in worked:
                slopes[wire] = known[derivative(output, wire)]
    if slopes and output in worked:
        slopes[output] = 1.0
    whole = exercise.problem.rounding
    for rounding in (whole, replace(whole, keep=whole.answer)):
        yield givens | _rounded(steps, rounding), _rounded(slopes, rounding)


def _steps_of(gates: Sequence[Gate]) -> Iterator[tuple[Formula, Formula]]:
    """Each wire with the step that it belongs to: gates stand before the one that makes the step."""
    step: Formula = gates[-1].wire
    for gate in reversed(gates):
        step = gate.wire if isinstance(gate.wire, Symbol) else step
        yield gate.wire, step


def _rounded(values: Mapping[Formula, float], rounding: Rounding) -> dict[Formula, Number]:
    return {wire: kept_number(value, rounding) for wire, value in values.items() if isfinite(value)}


def _drawn(
    columns: Sequence[Sequence[_Place]],
    heights: Sequence[Sequence[float]],
    above: Mapping[Formula, Number],
    below: Mapping[Formula, Number],
    room: float,
    naming: Naming,
) -> Drawing | None:
    top = max(y + place.above for (place, y) in _each(columns, heights))
    bottom = min(y - place.below for (place, y) in _each(columns, heights))
    height = top - bottom + 1.0
    if height > TALLEST:
        return None
    ys = [[y - bottom + 0.5 for y in column] for column in heights]
    nodes: list[Node] = []
    edges: list[Edge] = []
    notes: list[Note] = []
    x = 0.5
    ends: dict[Formula, tuple[float, float]] = {}  # where each wire stands when a column is done
    for number, (column, at) in enumerate(zip(columns, ys, strict=True)):
        if number:
            x += _gap(column, at, ends) + RADIUS
        else:
            x += max(width(Math((place.wire,)), naming) for place in column)
        start = x + (RADIUS if number else 0.5)
        widest = max(
            (width(Math((n,)), naming) for p in column if not p.passing for n in _both(p.wire, above, below)),
            default=0.0,
        )
        end = start + widest + 1.0 + room
        arrived: dict[Formula, tuple[float, float]] = {}
        for place, y in zip(column, at, strict=True):
            arrived[place.wire] = (end, y)
            if place.gate is None and not place.passing:
                notes.append(Note(x=x - width(Math((place.wire,)), naming) / 2, y=y, part=Math((place.wire,))))
            if place.passing:
                edges.append(line(ends[place.wire], (x - RADIUS, y)))
                edges.append(line((x - RADIUS, y), (end, y)))
                continue
            edges.append(line((start, y), (end, y)))
            if place.gate is not None:
                nodes.append(Node(x=x, y=y, part=place.gate.sign))
                edges += (_to_rim(ends[operand], (x, y)) for operand in place.gate.operands)
                if isinstance(place.wire, Symbol):
                    notes.append(Note(x=x, y=y + NAME, part=Math((place.wire,))))
            for known, side in ((above, 1), (below, -1)):
                if place.wire in known:
                    notes.append(Note(x=(start + end) / 2, y=y + side * OFF_WIRE, part=Math((known[place.wire],))))
        ends = arrived
        x = end
    return Drawing(width=x + 0.5, height=height, nodes=tuple(nodes), edges=tuple(edges), notes=tuple(notes))


def _both(wire: Formula, *known: Mapping[Formula, Number]) -> Iterator[Number]:
    return (numbers[wire] for numbers in known if wire in numbers)


def _gap(column: Sequence[_Place], at: Sequence[float], ends: Mapping[Formula, tuple[float, float]]) -> float:
    """Room for the slanted wires before a column: the more, the steeper they are."""
    steepest = max(
        abs(ends[wire][1] - y) for place, y in zip(column, at, strict=True) for wire in _sources(place)
    )  # fmt: skip
    return 1.5 + min(9.0, 0.4 * steepest)


def _sources(place: _Place) -> tuple[Formula, ...]:
    if place.passing:
        return (place.wire,)
    return place.gate.operands if place.gate is not None else ()


def _to_rim(start: tuple[float, float], middle: tuple[float, float]) -> Edge:
    away = hypot(middle[0] - start[0], middle[1] - start[1])
    share = 1 - RADIUS / away
    return line(start, (start[0] + share * (middle[0] - start[0]), start[1] + share * (middle[1] - start[1])))


def _columns(derivation: Derivation, gates: Sequence[Gate]) -> list[list[_Place]]:
    """Givens, then gates by depth; a wire that is needed further right passes through the columns between."""
    depth: dict[Formula, int] = {}
    last: dict[Formula, int] = {}
    for gate in gates:
        depth[gate.wire] = 1 + max(depth.get(operand, 0) for operand in gate.operands)
        for operand in gate.operands:
            last[operand] = max(last.get(operand, 0), depth[gate.wire])
    columns: list[list[_Place]] = [[] for _ in range(1 + max(depth.values()))]
    columns[0] = [_Place(wire=given) for given in derivation.givens if given in last]
    for gate in gates:
        columns[depth[gate.wire]].append(_Place(wire=gate.wire, gate=gate))
    for wire, end in last.items():
        for number in range(depth.get(wire, 0) + 1, end):
            columns[number].append(_Place(wire=wire, passing=True))
    return columns


def _ordered(columns: list[list[_Place]]) -> list[list[_Place]]:
    """Each column sorted by where its wires come from, then by where they go, as long as crossings vanish."""
    best, fewest = columns, _crossings(columns)
    found = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        pairs = list(pairwise(range(len(found))))
        for left, right in pairs if sweep % 2 == 0 else reversed(pairs):
            links = _links(found[left], found[right])
            moved, fixed = (right, 1) if sweep % 2 == 0 else (left, 0)
            ranks = [
                [link[1 - fixed] for link in links if link[fixed] == place] or [place]
                for place in range(len(found[moved]))
            ]
            order = sorted(range(len(ranks)), key=lambda place: sum(ranks[place]) / len(ranks[place]))
            found[moved] = [found[moved][place] for place in order]
        crossings = _crossings(found)
        if crossings < fewest:
            best, fewest = [list(column) for column in found], crossings
    return best


def _links(left: Sequence[_Place], right: Sequence[_Place]) -> list[tuple[int, int]]:
    rank = {place.wire: number for number, place in enumerate(left)}
    return [(rank[wire], number) for number, place in enumerate(right) for wire in _sources(place)]


def _crossings(columns: Sequence[Sequence[_Place]]) -> int:
    return sum(
        (a - c) * (b - d) < 0
        for left, right in pairwise(columns)
        for (a, b), (c, d) in combinations(_links(left, right), 2)
    )


def _heights(columns: Sequence[Sequence[_Place]]) -> list[list[float]]:
    """Each place near the middle of what it is wired to, its neighbours at a distance; rows run downwards."""
    found = [[-12.0 * (place - (len(column) - 1) / 2) for place in range(len(column))] for column in columns]
    for sweep in range(SWEEPS + 1):
        pairs = list(pairwise(range(len(columns))))
        for left, right in pairs if sweep % 2 == 0 else reversed(pairs):
            links = _links(columns[left], columns[right])
            moved, side = (right, 1) if sweep % 2 == 0 else (left, 0)
            other = left if side else right
            wished = []
            for place in range(len(columns[moved])):
                ys = [found[other][link[1 - side]] for link in links if link[side] == place]
                wished.append(sum(ys) / len(ys) if ys else found[moved][place])
            found[moved] = _apart(columns[moved], wished)
    return found


def _apart(column: Sequence[_Place], wished: Sequence[float]) -> list[float]:
    """The heights nearest to those wished for that keep the order and the distances (pool adjacent violators)."""
    down = [0.0]
    for upper, lower in pairwise(column):
        down.append(down[-1] + upper.below + lower.above)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for place, y, offset in zip(column, wished, down, strict=True):
        pool = (y + offset, 6.0 if place.passing else 1.0, 1)
        while pools and pools[-1][0] < pool[0]:
            mean, weight, count = pools.pop()
            weights = weight + pool[1]
            pool = ((mean * weight + pool[0] * pool[1]) / weights, weights, count + pool[2])
        pools.append(pool)
    level = [mean for mean, _, count in pools for _ in range(count)]
    return [mean - offset for mean, offset in zip(level, down, strict=True)]


def _each(columns: Sequence[Sequence[_Place]], heights: Sequence[Sequence[float]]) -> Iterator[tuple[_Place, float]]:
    for column, ys in zip(columns, heights, strict=True):
        yield from zip(column, ys, strict=True)
