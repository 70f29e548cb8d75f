"""What a convolution's drawing shows: the grids of each stage, named cell by cell, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from ...derivation import Family
from ...formula import Number, Symbol
from ...models import Convolution
from ..statement import Math, Part, Text
from .subject import Subject
from .windows import (
    Outline,
    Place,
    first_cells,
    is_tiled,
    outlined_input,
    outlined_output,
    outlined_pools,
    two_sides,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One map of numbers; a cell without a symbol belongs to its border."""

    name: Symbol
    cells: tuple[tuple[Symbol | None, ...], ...]
    border: Part | None = None
    outlines: tuple[Outline, ...] = ()

    @property
    def size(self) -> Place:
        return len(self.cells), len(self.cells[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The maps of one stage, how it comes from the one before (an arrow or a sign), and what is said of it."""

    grids: tuple[Grid, ...]
    word: str = ""
    sign: str = ""
    arrow: bool = False
    notes: tuple[Math, ...] = ()

    @property
    def said(self) -> tuple[Part, ...]:
        return ((Text(self.word),) if self.word else ()) + self.notes


def stages_of(layer: Convolution, subject: Subject) -> Iterator[Stage]:
    """What there is from left to right; the families of the derivation know the numbers."""
    said = subject.said
    families = {family.symbol.letter: family for family in subject.exercise.problem.derivation.families}
    last = "p" if layer.pool is not None else "a" if "a" in families else "z"
    pool = {} if layer.pool is None else {("a" if "a" in families else "z" if "z" in families else "x"): layer.pool}
    pad = two_sides(layer.padding, 0)
    around = (0, 0) if layer.transposed or layer.kernel is None else pad
    yield Stage(
        grids=_grids(
            families["x"],
            layer.channels,
            around,
            Math((Number.of(0),)),
            (*outlined_input(layer), *outlined_pools(pool.get("x"), layer.input)),
        ),
        word=said["input"],
    )
    if layer.kernel is not None:
        kernels = _grids(families["K"], layer.filters * layer.channels, (0, 0), None, ())
        biases = families["b"].members if layer.bias else ()
        for number in range(layer.filters):
            yield Stage(
                grids=kernels[number * layer.channels : (number + 1) * layer.channels],
                word=said["flipped" if layer.flip else "kernel"],
                sign="*" if number == 0 else "",
                notes=tuple(subject.equation(bias) for bias in biases[number : number + 1]),
            )
        steps = " × ".join(map(str, layer.stride))
        if "z" in pool:
            maps = _grids(families["z"], layer.filters, (0, 0), None, outlined_pools(pool["z"], layer.mapped))
        else:
            cut = pad if layer.transposed else (0, 0)
            maps = _grids(families["z"], layer.filters, cut, None, outlined_output(layer), first=True)
        yield Stage(
            grids=maps,
            word=said["output_map"] if last == "z" else "",
            sign="" if max(layer.stride) == 1 else said["stride_of"].format(stride=steps),
            arrow=True,
        )
    if "a" in families:
        activation = said.get(layer.activation, "")
        outlines = tuple(outlined_pools(pool.get("a"), layer.mapped))
        word = said["output_map"] if last == "a" else ""
        yield Stage(
            grids=_grids(families["a"], layer.maps, (0, 0), None, outlines), word=word, sign=activation, arrow=True
        )
    if layer.pool is not None:
        outlines = () if is_tiled(layer.pool) else tuple(first_cells(layer.pooled))
        yield Stage(
            grids=_grids(families["p"], layer.maps, (0, 0), None, outlines),
            word=said["output_map"],
            sign=said[f"{layer.pool.kind}_of"],
            arrow=True,
        )
    for letter, word in (("d", "targets_of"), ("u", "upstream_of")):
        if letter in families:
            yield Stage(grids=_grids(families[letter], layer.maps, (0, 0), None, ()), word=said[word])


def _grids(
    family: Family,
    maps: int,
    around: Place,
    border: Part | None,
    outlines: Iterable[Outline],
    *,
    first: bool = False,
) -> tuple[Grid, ...]:
    """A family's maps as grids; `first`: only the first one is outlined."""
    sides = family.shape[len(family.shape) - _sides(family, maps) :]
    rows, columns = two_sides(sides, 1)
    found = []
    outlined = tuple(outlines)
    for number in range(maps):
        members = family.members[number * rows * columns : (number + 1) * rows * columns]
        inside = {
            (row + around[0], column + around[1]): members[row * columns + column]
            for row, column in product(range(rows), range(columns))
        }
        cells = tuple(
            tuple(inside.get((row, column)) for column in range(columns + 2 * around[1]))
            for row in range(rows + 2 * around[0])
        )
        name = Symbol(family.symbol.letter, indices=members[0].indices[: len(family.shape) - len(sides)])
        shown = outlined if number == 0 or not first else ()
        found.append(Grid(name=name, cells=cells, border=border, outlines=shown))
    return tuple(found)


def _sides(family: Family, maps: int) -> int:
    """How many of a family's axes are sides of a map; the others count the maps."""
    counted, axes = 1, 0
    while counted < maps:
        counted *= family.shape[axes]
        axes += 1
    return len(family.shape) - axes
