"""What a drawing shows as tables, for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...formula import Formula, Symbol
from ...models import Convolution, Dense, Recurrent
from ..statement import Math, Part, Text
from .frame import activations_of, units_of
from .gates import circuit_gates
from .network_words import biases_of
from .recurrent import carried_states, compared
from .stages import Grid, Stage, stages_of
from .subject import Subject

Cell = tuple[Part, ...]
"""What stands in a cell: nothing, or several things beside each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """`corner` heads the first column, which has the rows' heads; `heads` are those of all other columns."""

    caption: str
    corner: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(subject: Subject) -> tuple[Tabled, ...]:
    """The tables of an exercise's drawing; none where nothing is drawn."""
    tables = TABLED.get(type(subject.exercise.problem.architecture))
    return tuple(tables(subject)) if tables is not None else ()


def _layers(subject: Subject) -> Iterator[Tabled]:
    """A network's layers: columns are what feeds, rows the units that are fed, with the numbers on the lines."""
    network, said = subject.exercise.problem.network, subject.said
    if network is None:
        return
    for number, word in enumerate(activations_of(network, said), start=1):
        sources = tuple(units_of(number - 1, range(1, network.units[number - 1] + 1)))
        biases = [bias for bias in biases_of(number, network) if bias in subject.givens]
        yield Tabled(
            caption=said["drawn_layer_of" if word else "drawn_layer"].format(layer=number, activation=word),
            corner="",
            heads=(*((Math((source,)),) for source in sources), *((Math((bias.family,)),) for bias in biases[:1])),
            rows=tuple(
                (
                    (Math((unit,)),),
                    *(
                        (subject.equation(Symbol("W", layer=number, indices=(to, from_))),)
                        for from_ in range(1, len(sources) + 1)
                    ),
                    *((subject.equation(bias),) for bias in biases[to - 1 : to]),
                )
                for to, unit in enumerate(units_of(number, range(1, network.units[number] + 1)), start=1)
            ),
        )


def _gates(subject: Subject) -> Iterator[Tabled]:
    """A circuit's gates in order: what each does, what goes in, what comes out."""
    said = subject.said
    gates = circuit_gates(subject.exercise.problem) or ()
    numbers = {gate.wire: place for place, gate in enumerate(gates, start=1)}

    def wired(wire: Formula) -> Part:
        if isinstance(wire, Symbol):
            return subject.equation(wire)
        return Text(said["drawn_gate_number"].format(number=numbers[wire]))

    if gates:
        yield Tabled(
            caption=said["drawn_circuit"].format(count=len(gates)),
            corner=said["table_gate"],
            heads=tuple((Text(said[head]),) for head in ("table_operation", "table_into", "table_out")),
            rows=tuple(
                ((Text(str(number)),), (gate.sign,), tuple(map(wired, gate.operands)), (wired(gate.wire),))
                for number, gate in enumerate(gates, start=1)
            ),
        )


def _grids(subject: Subject) -> Iterator[Tabled]:
    """A convolution's grids with their numbers, those still to be found empty."""
    layer = subject.exercise.problem.architecture
    for stage in stages_of(layer, subject) if isinstance(layer, Convolution) else ():
        for grid in stage.grids:
            rows = [[symbol for symbol in row if symbol is not None] for row in grid.cells]
            rows = [row for row in rows if row]
            yield Tabled(
                caption=_called(grid, stage, subject),
                corner="",
                heads=tuple((Text(str(column)),) for column in range(1, len(rows[0]) + 1)),
                rows=tuple(
                    ((Text(str(number)),), *(_number(symbol, subject) for symbol in row))
                    for number, row in enumerate(rows, start=1)
                ),
            )


def _called(grid: Grid, stage: Stage, subject: Subject) -> str:
    """`K, kernel`, with its bias."""
    biases = (subject.words(*note.formulas) for note in stage.notes)
    return subject.said.side_by_side(filter(None, (subject.words(grid.name), stage.word, *biases)))


def _number(symbol: Symbol, subject: Subject) -> Cell:
    return (Math((subject.numbers[symbol],)),) if symbol in subject.numbers else ()


def _steps(subject: Subject) -> Iterator[Tabled]:
    """A recurrent cell's steps: what goes in, what it hands on, what the loss compares that with."""
    cell, said = subject.exercise.problem.architecture, subject.said
    if not isinstance(cell, Recurrent):
        return
    heads = ("table_into", "table_out", *(("targets_of",) if cell.loss is not None else ()))
    yield Tabled(
        caption=said["drawn_unrolled"],
        corner=said["table_step"],
        heads=tuple((Text(said[head]),) for head in heads),
        rows=(
            ((Text("0"),), (), *_states(cell, 0, subject), *(((),) if cell.loss is not None else ())),
            *(
                (
                    (Text(str(time)),),
                    tuple(subject.equation(Symbol("x", indices=(time, place + 1))) for place in range(cell.inputs)),
                    *_states(cell, time, subject),
                    *((tuple(map(subject.equation, compared(cell, time))),) if cell.loss is not None else ()),
                )
                for time in range(1, cell.times + 1)
            ),
        ),
    )


def _states(cell: Recurrent, time: int, subject: Subject) -> Iterator[Cell]:
    """What a step hands on; step 0 stands for what the first one starts with."""
    units = range(1, cell.units + 1)
    yield tuple(
        subject.equation(Symbol(letter, indices=(time, unit)) if time else Symbol(letter, layer=0, indices=(unit,)))
        for letter in carried_states(cell)
        for unit in units
    )


TABLED: Mapping[type, Callable[[Subject], Iterator[Tabled]]] = {
    Dense: _layers,
    Convolution: _grids,
    Recurrent: _steps,
    type(None): _gates,
}
