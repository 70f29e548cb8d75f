"""Where the gates of a circuit stand: in columns by depth, with few crossings, near what they are wired to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ...derivation import Derivation
from ...formula import Formula, Symbol
from .gates import Gate
from .readable import HALF_NOTE
from .shapes import RADIUS

OFF_WIRE = 2.4  # from a wire to the middle of its number
NAME = RADIUS + 2.4  # from a gate's middle to its name's
SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Place:
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


def columns_of(derivation: Derivation, gates: Sequence[Gate]) -> list[list[Place]]:
    """Givens, then gates by depth; a wire that is needed further right passes through the columns between."""
    depth: dict[Formula, int] = {}
    last: dict[Formula, int] = {}
    for gate in gates:
        depth[gate.wire] = 1 + max(depth.get(operand, 0) for operand in gate.operands)
        for operand in gate.operands:
            last[operand] = max(last.get(operand, 0), depth[gate.wire])
    columns: list[list[Place]] = [[] for _ in range(1 + max(depth.values()))]
    columns[0] = [Place(wire=given) for given in derivation.givens if given in last]
    for gate in gates:
        columns[depth[gate.wire]].append(Place(wire=gate.wire, gate=gate))
    for wire, end in last.items():
        for number in range(depth.get(wire, 0) + 1, end):
            columns[number].append(Place(wire=wire, passing=True))
    return columns


def ordered(columns: list[list[Place]]) -> list[list[Place]]:
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


def heights_of(columns: Sequence[Sequence[Place]]) -> list[list[float]]:
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


def each(columns: Sequence[Sequence[Place]], heights: Sequence[Sequence[float]]) -> Iterator[tuple[Place, float]]:
    for column, ys in zip(columns, heights, strict=True):
        yield from zip(column, ys, strict=True)


def sources_of(place: Place) -> tuple[Formula, ...]:
    if place.passing:
        return (place.wire,)
    return place.gate.operands if place.gate is not None else ()


def _links(left: Sequence[Place], right: Sequence[Place]) -> list[tuple[int, int]]:
    rank = {place.wire: number for number, place in enumerate(left)}
    return [(rank[wire], number) for number, place in enumerate(right) for wire in sources_of(place)]


def _crossings(columns: Sequence[Sequence[Place]]) -> int:
    return sum(
        (a - c) * (b - d) < 0
        for left, right in pairwise(columns)
        for (a, b), (c, d) in combinations(_links(left, right), 2)
    )


def _apart(column: Sequence[Place], wished: Sequence[float]) -> list[float]:
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
