"""The drawing of a circuit: the operations of an author's own steps, layered from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from math import hypot, isfinite

from ...formula import Formula, Number, Symbol, derivative, evaluate
from ...formula.naming import Naming
from ...problems import Exercise, Problem, Rounding, Solution, kept
from ...problems.problem import Itself
from ...problems.working import kept_number, worked_symbols
from ..statement import Math, Text
from .columns import NAME, OFF_WIRE, Place, columns_of, each, heights_of, ordered, sources_of
from .extent import width
from .gates import Gate, circuit_gates
from .readable import line, readable, tangled
from .shapes import RADIUS, TALLEST, Drawing, Edge, Node, Note
from .subject import Subject

ROOM = (4.0, 2.0, 0.2)  # more wire than a number needs, as far as the page is wide enough


def circuit_drawing(subject: Subject) -> Drawing | None:
    """The circuit with its given numbers and, where solved, values above and gradients below the wires.

    None where the problem has no steps of its own, keeps its formulas to itself, or the drawing
    would not be easy to read.
    """
    wired = _wired(Itself(subject.exercise.problem))
    if wired is None:
        return None
    gates, columns, heights = wired
    for (above, below), room in product(_numbers(subject.exercise, gates, subject.solution), ROOM):
        found = _drawn(columns, heights, above, below, room, subject.naming)
        if found is not None and readable(found, subject.naming) and not tangled(found):
            return replace(found, description=_described(gates, above, below, subject))
    return None


@lru_cache(maxsize=256)
def _wired(of: Itself[Problem]) -> tuple[Sequence[Gate], Sequence[Sequence[Place]], Sequence[Sequence[float]]] | None:
    """The gates of a problem in columns, and how high each stands: the same for all its exercises."""
    gates = circuit_gates(of.one)
    if gates is None:
        return None
    columns = ordered(columns_of(of.one.derivation, gates))
    return gates, columns, heights_of(columns)


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
    columns: Sequence[Sequence[Place]],
    heights: Sequence[Sequence[float]],
    above: Mapping[Formula, Number],
    below: Mapping[Formula, Number],
    room: float,
    naming: Naming,
) -> Drawing | None:
    top = max(y + place.above for (place, y) in each(columns, heights))
    bottom = min(y - place.below for (place, y) in each(columns, heights))
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


def _gap(column: Sequence[Place], at: Sequence[float], ends: Mapping[Formula, tuple[float, float]]) -> float:
    """Room for the slanted wires before a column: the more, the steeper they are."""
    steepest = max(
        abs(ends[wire][1] - y) for place, y in zip(column, at, strict=True) for wire in sources_of(place)
    )  # fmt: skip
    return 1.5 + min(9.0, 0.4 * steepest)


def _to_rim(start: tuple[float, float], middle: tuple[float, float]) -> Edge:
    away = hypot(middle[0] - start[0], middle[1] - start[1])
    share = 1 - RADIUS / away
    return line(start, (start[0] + share * (middle[0] - start[0]), start[1] + share * (middle[1] - start[1])))
