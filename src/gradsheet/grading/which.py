"""Which number of a family is meant, in words: its indices mean something else in each architecture."""

from __future__ import annotations

from collections.abc import Mapping

from ..derivation import Role
from ..formula import Symbol
from ..formula.letters import with_gate
from ..languages import Language
from ..models import Convolution, Dense, Perceptron, Recurrent
from ..problems import Problem

Sentences = tuple[str, ...]
"""Put on each other, the innermost first; the last index is a unit, the first an example or a time."""
UNITS: Mapping[int, Sentences] = {1: ("of_unit",)}
MEANT: Mapping[type, Mapping[int, Sentences]] = {
    Dense: {1: ("of_unit",), 2: ("of_unit_for_example",)},
    Recurrent: {1: ("of_unit",), 2: ("of_unit", "at_time")},
    Perceptron: {1: ("of_example",)},
    Convolution: {},
}
"""What the indices of sums, outputs and targets count, by how many there are."""
FIRST = "weight_from_input"
WEIGHTS: Mapping[str, str] = {"W": FIRST, "U": "weight_from_state"}
"""Where the weights of a recurrent cell come from."""


def which(what: str, symbol: Symbol, role: Role, problem: Problem, said: Language) -> str:
    """`the weight into unit 1 from input 2 in layer 1`, where `what` is `the weight`."""
    return _in_layer(_placed(what, symbol, role, problem, said), symbol, said)


def _placed(what: str, symbol: Symbol, role: Role, problem: Problem, said: Language) -> str:
    indices, architecture = symbol.indices, problem.architecture
    if not indices:
        return what
    if role is Role.INPUT and isinstance(architecture, Dense | Recurrent | Perceptron):
        number = said["input_number"].format(number=indices[-1])
        outer = "at_time" if isinstance(architecture, Recurrent) else "of_example"
        return _with(number, (outer,) if len(indices) == 2 else (), indices, said)
    if isinstance(architecture, Perceptron) and role in (Role.WEIGHT, Role.BIAS):
        inner = said["of_input"].format(what=what, input=indices[-1]) if role is Role.WEIGHT else what
        after = symbol.layer is None and len(indices) == (2 if role is Role.WEIGHT else 1)
        return _with(inner, ("after_example",) if after else (), indices, said)
    if isinstance(architecture, Convolution) and len(indices) == 2 and len(architecture.input) == 2:
        return said["in_row_and_column"].format(what=what, row=indices[0], column=indices[1])
    if role is Role.WEIGHT and len(indices) == 2:
        return said[_ends(symbol, architecture)].format(what=what, to=indices[0], **{"from": indices[1]})
    meant = MEANT.get(type(architecture), UNITS).get(len(indices))
    if meant is None:
        return said["at_indices"].format(what=what, indices=said["comma"].join(map(str, indices)))
    return _with(what, meant, indices, said)


def _with(what: str, sentences: Sentences, indices: tuple[int, ...], said: Language) -> str:
    for sentence in sentences:
        what = said[sentence].format(what=what, unit=indices[-1], example=indices[0], time=indices[0])
    return what


def _ends(symbol: Symbol, architecture: object) -> str:
    if isinstance(architecture, Recurrent):
        return WEIGHTS.get(with_gate(symbol.letter)[0], "weight_between")
    return FIRST if isinstance(architecture, Dense) and symbol.layer in (None, 1) else "weight_between"


def _in_layer(what: str, symbol: Symbol, said: Language) -> str:
    if symbol.layer is None:
        return what
    if symbol.layer == 0:
        return said["at_the_start"].format(what=what)
    return said["in_layer"].format(what=what, layer=symbol.layer)
