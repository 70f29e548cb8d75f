"""The legend of a sheet: what each letter on it means, in the notation of the course."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import prod

from ..derivation import Role
from ..formula import Symbol
from ..formula.letters import with_gate
from ..formula.naming import Naming
from ..formula.notation import Counting
from ..languages import Language
from ..models import LOSS, Attention, Convolution, Dense, Normalisation, Perceptron, Recurrent, Update
from ..models.updates import AHEAD, UPDATES
from ..problems import Problem
from ..problems.prose import Math, Part, Text

NOTES = {Counting.UNITS: "node_numbers", Counting.NODES: "all_numbers", Counting.WEIGHTS: "weight_numbers"}
"""How weights are counted, said where they are."""
RAISED = {(True, False): "raised_layer", (False, True): "raised_example", (True, True): "raised_both"}
"""What stands above a letter: the layer of a network, the example of a batch."""

GATES = {
    "lstm": {"f": "forget_gate", "i": "input_gate", "o": "output_gate", "g": "candidate"},
    "gru": {"z": "update_gate", "r": "reset_gate", "n": "candidate"},
    "simple": {},
}
MEANINGS: Mapping[type, Mapping[str, str]] = {
    Recurrent: {
        "W": "weight_on_input",
        "U": "weight_on_state",
        "a": "sum_of_unit",
        "h": "state",
        "h0": "first_state",
        "c": "memory",
        "c0": "first_memory",
    },
    Perceptron: {"w": "one_weight", "z": "weighted_sum", "r": "error", "theta": "threshold"},
    Convolution: {"K": "kernel", "z": "map", "a": "activated_map", "p": "pooled_map", "u": "from_above"},
    Attention: {"q": "query", "k": "attention_key", "v": "attention_value", "s": "score", "a": "attention_weight"},
    Normalisation: {
        "gamma": "scale",
        "beta": "shift",
        "m": "mean_value",
        "v": "variance",
        "s": "deviation",
        "xhat": "normalised",
        "r": "mask",
        "p": "probability",
    },
}
"""The letters that each model has of its own, with the words of the legend."""
EVERYWHERE = {
    "x": "input",
    "W": "one_weight",
    "b": "bias",
    "y": "output",
    "d": "target",
    "L": "loss_value",
    "J": "total_loss",
    "eps": "small_constant",
    "eta": "rate",
}
CONSTANTS = {
    "mu": "momentum",
    "rho": "decay_rate",
    "beta1": "decay_rate",
    "beta2": "decay_rate",
    "lambda": "weight_decay",
    "eps": "small_constant",
    "t": "step_number",
}
"""The constants of named optimisers."""


def network_legend(network: Dense, naming: Naming, said: Language) -> Iterator[Part]:
    """What W, z, b, y and d are in this notation, and that what is raised is no power."""
    yield from _weight_ends(network, naming, said)
    layer, example = len(network.layers), network.count
    row = () if example is None else (example,)
    layered = layer > 1 and "z" not in naming.profile.counted
    if example is not None:
        whole = network.batch in (None, example)
        passes = "batch" if whole else "one_by_one" if network.batch == 1 else "batches"
        yield Text(" " + said[passes].format(count=example, batch=network.batch))
    yield Text(" ")
    yield Math((Symbol("z", layer=layer, indices=(*row, 1)),))
    which = ("batch_unit" if example is not None else "unit_sum") + ("_layer" if layered else "")
    unit = naming.unit("z", layer, 1)
    yield Text(f" {said[which].format(layer=layer, unit=unit, example=example)} ")
    for family in network.layers[-1].biases(layer):
        yield Math((family.members[0],))
        words = "unit_threshold" if network.layers[-1].bias == "threshold" else "unit_bias"
        yield Text(f" {said[words if family.shape else 'layer_bias']} ")
    yield Math((Symbol("y", layer=layer, indices=(*row, 1)),))
    if network.loss is None:
        yield Text(f" {said['unit_output']}")
    else:
        yield Text(f" {said['unit_output']}{said['comma']}")
        yield Math((Symbol("d", indices=(*row, 1)),))
        yield Text(f" {said['unit_target']}")
    raised = RAISED.get((layered, example is not None))
    yield Text(f"{said['semicolon']}{said[raised]}{said['stop']}" if raised else said["stop"])


def _weight_ends(network: Dense, naming: Naming, said: Language) -> Iterator[Part]:
    """What the indices of a weight mean, shown on one that has two different ones where there is one."""
    deep = len(network.layers) > 1
    number = len(network.layers)
    from_ = min(2, network.units[number - 1])
    counting = naming.profile.counted.get("W")
    which = ("weight_ends" if counting else "weight_ends_layer") if deep else "weight_ends_input"
    which += "_from" if naming.swapped else ""
    source = naming.unit("b", number - 1, from_) if deep else str(from_)
    ends = said[which].format(layer=number, to=naming.unit("b", number, 1), **{"from": source})
    note = said[NOTES[counting]] if counting and (deep or counting is not Counting.UNITS) else ""
    yield Math((Symbol("W", layer=number, indices=(1, from_)),))
    yield Text(f" {ends}{said['semicolon']}{note}{said['stop']}" if note else f" {ends}{said['stop']}")


def model_legend(problem: Problem, naming: Naming, said: Language, explained: Collection[str]) -> Iterator[Part]:
    """What the letters of any other model mean but those that the prose has `explained`, and what its indices are."""
    architecture = problem.architecture
    words = {**EVERYWHERE, **MEANINGS.get(type(architecture), {})}
    if isinstance(architecture, Recurrent):
        words |= GATES[architecture.cell]
    if problem.given_above:
        words["d"] = "from_above"
    entries: dict[Symbol, str] = {}
    for family in problem.derivation.families:
        stem, _ = with_gate(family.symbol.letter)
        suffix = "" if family.symbol.layer is None else str(family.symbol.layer)
        if family.role is not Role.MEMORY and stem + suffix in words and stem + suffix not in explained:
            # The loss of each time step may have the letter of their sum, but not its index.
            shown = family.members[0] if stem == LOSS.letter else Symbol(stem, family.symbol.layer)
            entries.setdefault(shown, said[f"letter_{words[stem + suffix]}"])
    yield from _listed(entries, said)
    if isinstance(architecture, Recurrent):
        if not explained and prod((architecture.times, architecture.units)) > 1:
            yield Text(f" {said['time_index']}")
        yield from _recurrent_ends(problem, naming, said)
    elif isinstance(architecture, Attention) and architecture.inputs is not None and not explained:
        yield Text(f" {said[index_order(problem, naming)]}")


def optimiser_legend(update: Update, said: Language) -> Iterator[Part]:
    """What an optimiser remembers, and the names of its constants where it has one of its own."""
    entries = dict.fromkeys(update.remembered, said["letter_remembered"])
    if update.at is not None:
        entries[AHEAD] = said["letter_ahead"]
    if update.name in UPDATES:
        for constant in update.constants:
            written = f"{constant.letter}{'' if constant.layer is None else constant.layer}"
            if written in CONSTANTS:
                entries[constant] = said[f"letter_{CONSTANTS[written]}"]
    yield from _listed(entries, said)


def index_order(problem: Problem, naming: Naming) -> str:
    """The sentence on the indices of the weights of attention, as they are printed."""
    return "attention_from_to" if problem.rows_from or naming.swapped else "attention_to_from"


def _listed(entries: Mapping[Symbol, str], said: Language) -> Iterator[Part]:
    """`Letters: x input, h state.`"""
    for number, (symbol, words) in enumerate(entries.items()):
        yield Text(said["comma"] if number else f"{said['letters']} ")
        yield Math((symbol,))
        yield Text(f" {words}")
    if entries:
        yield Text(said["stop"])


def _recurrent_ends(problem: Problem, naming: Naming, said: Language) -> Iterator[Part]:
    """Which way the first weights with two different indices lead."""
    for letter, words in (("W", "ends_input"), ("U", "ends_state")):
        family = next(one for one in problem.derivation.families if with_gate(one.symbol.letter)[0] == letter)
        to, from_ = 1, min(2, family.shape[1])
        if prod(family.shape) == 1 or family.shape[1] == 1:
            continue
        way = said[f"{words}_from" if naming.swapped else words].format(to=to, **{"from": from_})
        yield Text(" ")
        yield Math((Symbol(family.symbol.letter, indices=(to, from_)),))
        yield Text(f" {way}")
