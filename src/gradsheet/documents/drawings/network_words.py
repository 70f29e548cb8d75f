"""A dense network in words, for whoever hears its drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ...formula import ONE, Number, Symbol, decimal_text
from ...formula.naming import Naming
from ...formula.pattern import Template, marked, template
from ...languages import Language
from ...models import Dense
from ...problems import Exercise, Problem
from ...problems.problem import Itself
from .frame import Column, Frame, activations_of, units_of
from .subject import Subject


def network_words(frame: Frame, subject: Subject) -> str:
    """Layer by layer what feeds each unit, with which weight; where not all are drawn, the layers and their sizes."""
    shown = tuple(subject.numbers)
    words, places = _marked_words(
        Itself(subject.exercise.problem), Itself(frame), Itself(subject.naming), Itself(subject.said), shown
    )
    numbers = list(subject.numbers.values())
    return words % tuple([subject.said.number(decimal_text(numbers[place])) for place in places])


@dataclass(frozen=True, kw_only=True)
class _Marked(Subject):
    """A subject with a mark in place of each number: of all exercises of a problem, the words around them are these."""

    shown: tuple[Symbol, ...]

    @cached_property
    def numbers(self) -> Mapping[Symbol, Number]:
        return {symbol: marked(ONE, place) for place, symbol in enumerate(self.shown)}


@lru_cache(maxsize=256)
def _marked_words(
    problem: Itself[Problem],
    frame: Itself[Frame],
    naming: Itself[Naming],
    said: Itself[Language],
    shown: tuple[Symbol, ...],
) -> Template:
    network, givens = problem.one.network, dict.fromkeys(problem.one.derivation.givens, ONE.value)
    assert network is not None
    subject = _Marked(
        exercise=Exercise(problem=problem.one, givens=givens), naming=naming.one, said=said.one, shown=shown
    )
    whole = frame.one.is_whole
    return template(
        said.one.joined(_all_units(network, subject) if whole else _all_layers(network, frame.one, subject))
    )


def biases_of(number: int, network: Dense) -> tuple[Symbol, ...]:
    """The bias or threshold of each unit of a layer, the same one for all where they share it; none for inputs."""
    families = network.layers[number - 1].biases(number) if number else ()
    members = tuple(member for family in families for member in family.members)
    return members * (network.units[number] if len(members) == 1 else 1)


def _all_units(network: Dense, subject: Subject) -> Iterator[str]:
    said = subject.said
    columns = [tuple(units_of(layer, range(1, count + 1))) for layer, count in enumerate(network.units)]
    yield said["drawn_network"].format(inputs=subject.quantities(columns[0]))
    for number, word in enumerate(activations_of(network, said), start=1):
        yield said["drawn_layer_of" if word else "drawn_layer"].format(layer=number, activation=word)
        units = []
        biases = biases_of(number, network)
        bias_words = "drawn_threshold" if network.layers[number - 1].bias_kind == "threshold" else "drawn_bias"
        for to, unit in enumerate(columns[number], start=1):
            fed = [
                said["drawn_source"].format(
                    source=subject.words(source),
                    weight=subject.quantity(Symbol("W", layer=number, indices=(to, from_))),
                )
                for from_, source in enumerate(columns[number - 1], start=1)
            ]
            bias = biases[to - 1] if biases else None
            if bias is not None and bias in subject.givens:
                fed.append(said[bias_words].format(bias=subject.quantity(bias)))
            units.append(said["drawn_unit"].format(unit=subject.words(unit), fed=said.side_by_side(fed)))
        yield said["full_stop"].format(sentence=said["between_rows"].join(units))
    yield from _targets(network, subject)


def _all_layers(network: Dense, frame: Frame, subject: Subject) -> Iterator[str]:
    said = subject.said
    yield said["drawn_network"].format(inputs=_some(0, frame.columns[0], subject))
    for number, word in enumerate(activations_of(network, said), start=1):
        yield said["drawn_layer_of" if word else "drawn_layer"].format(layer=number, activation=word)
        yield said["drawn_every"].format(units=_some(number, frame.columns[number], subject))
    yield said["drawn_dots"]
    yield from _targets(network, subject)


def _some(layer: int, column: Column, subject: Subject) -> str:
    """`x_1 = 0.5, x_2 = 1`, or of many `y_1, y_2, y_3, …, y_12 (12 in all)`."""
    if column.is_whole:
        return subject.quantities(units_of(layer, column.units))
    names = [subject.words(unit) for unit in units_of(layer, column.units)]
    in_all = subject.said["in_all"].format(count=column.count)
    return f"{subject.said.side_by_side([*names[:-1], '…', names[-1]])} ({in_all})"


def _targets(network: Dense, subject: Subject) -> Iterator[str]:
    targets = [Symbol("d", indices=(unit,)) for unit in range(1, network.units[-1] + 1)]
    if all(target in subject.givens for target in targets):
        yield subject.said["drawn_targets"].format(targets=subject.quantities(targets))
