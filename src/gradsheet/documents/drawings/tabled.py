"""What a drawing shows as tables, for whoever cannot see it: a network's layers, each with what feeds its units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...formula import Symbol
from ...models import Dense
from ..statement import Math
from .frame import activations_of, units_of
from .network_words import biases_of
from .subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """Columns are what feeds, rows the units that are fed; each cell has the number on the line between the two."""

    caption: str
    heads: tuple[Math, ...]
    rows: tuple[tuple[Math, ...], ...]


def tables_of(subject: Subject) -> tuple[Tabled, ...]:
    """The tables of a network; what else is drawn says all it has in its description."""
    network = subject.exercise.problem.network
    return tuple(_layers(network, subject)) if network is not None else ()


def _layers(network: Dense, subject: Subject) -> Iterator[Tabled]:
    said = subject.said
    for number, word in enumerate(activations_of(network, said), start=1):
        sources = tuple(units_of(number - 1, range(1, network.units[number - 1] + 1)))
        biases = [bias for bias in biases_of(number, network) if bias in subject.givens]
        yield Tabled(
            caption=said["drawn_layer_of" if word else "drawn_layer"].format(layer=number, activation=word),
            heads=(*(Math((source,)) for source in sources), *(Math((bias.family,)) for bias in biases[:1])),
            rows=tuple(
                (
                    Math((unit,)),
                    *(
                        subject.equation(Symbol("W", layer=number, indices=(to, from_)))
                        for from_ in range(1, len(sources) + 1)
                    ),
                    *(subject.equation(bias) for bias in biases[to - 1 : to]),
                )
                for to, unit in enumerate(units_of(number, range(1, network.units[number] + 1)), start=1)
            ),
        )
