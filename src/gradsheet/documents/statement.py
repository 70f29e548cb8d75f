"""What a problem says, as a neutral list of paragraphs that every target writes in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from ..derivation import Derivation, Phase, Role, Step
from ..errors import FormulaError
from ..formula import Apply, Formula, Symbol, derivative, name, parse, substitute, updated
from ..formula.naming import Naming
from ..formula.notation import Counting, Profile
from ..formula.operators import OPERATORS
from ..models import COST, LOSS, RATE, Dense, Perceptron
from ..models.updates import memory, update_steps
from ..problems import Problem
from .sentences import sentences

SUMMED = ", summed over the outputs"  # which goes without saying where there is one
NOTES = {Counting.UNITS: "node_numbers", Counting.WEIGHTS: "weight_numbers"}
"""How weights are counted, said where they are."""
RAISED = {(True, False): "raised_layer", (False, True): "raised_example", (True, True): "raised_both"}
"""What stands above a letter: the layer of a network, the example of a batch."""


class Style(Enum):
    """How words stand out."""

    PLAIN = "plain"
    EMPHASIS = "emphasis"
    STRONG = "strong"


class Kind(Enum):
    """What a paragraph is: running text, one entry of a list, or formulas on lines of their own."""

    TEXT = "text"
    ENTRY = "entry"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, never markup: each target escapes them."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Math:
    """Formulas joined by `=`; a family's symbol (`W1`) stands for the whole matrix."""

    formulas: tuple[Formula, ...]


Part = Text | Math


@dataclass(frozen=True, slots=True)
class Paragraph:
    parts: tuple[Part, ...]
    kind: Kind = Kind.TEXT


def statement(problem: Problem, profile: Profile, *, language: str = "en") -> tuple[Paragraph, ...]:
    """What the student reads above the givens: the author's prose, or one written from the model.

    Whoever wrote the prose, the loss, the meaning of ln, the weights that gradients use and the
    rounding are always said.
    """
    said = sentences(language)
    paragraphs = list(prose(problem.statement, problem.derivation))
    if problem.network is None:
        if problem.about and not paragraphs:
            paragraphs += prose(_about(problem, said), problem.derivation)
        # The words on a perceptron say its formulas for any row.
        if problem.formulas and not isinstance(problem.architecture, Perceptron):
            paragraphs += _forward_formulas(problem, said)
        paragraphs += _update(problem, said)
    else:
        naming = problem.naming(profile)
        described = () if paragraphs else tuple(_network(problem.network, said))
        paragraphs.append(Paragraph((*described, *_letters(problem.network, naming, said))))
        paragraphs += _activations(problem.network, said)
        paragraphs += _loss(problem, said)
        paragraphs += _update(problem, said)
    rules = _rules(problem, said)
    return (*paragraphs, Paragraph((Text(" ".join(rules)),)))


def prose(markdown: str, derivation: Derivation) -> Iterator[Paragraph]:
    """Paragraphs, lists, *emphasis*, **bold** and $formulas$; whatever else is written stands as it is."""
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        running: list[str] = []
        for line in lines:
            entry = re.match(r"(?:[-*+]|\d+[.)])\s+(.*)", line)
            if entry is None:
                running.append(line)
                continue
            yield from _paragraph(running, Kind.TEXT, derivation)
            yield from _paragraph([entry[1]], Kind.ENTRY, derivation)
            running = []
        yield from _paragraph(running, Kind.TEXT, derivation)


def mentions_logarithm(steps: Iterable[Step]) -> bool:
    return any(_has(step.formula, "ln") for step in steps)


def _paragraph(lines: list[str], kind: Kind, derivation: Derivation) -> Iterator[Paragraph]:
    if lines:
        yield Paragraph(tuple(_parts(" ".join(lines), derivation)), kind)


_MARKS = re.compile(r"\$(?P<math>[^$]+)\$|\*\*(?P<strong>\S(?:[^*]*\S)?)\*\*|\*(?P<emphasis>\S(?:[^*]*\S)?)\*")


def _parts(text: str, derivation: Derivation) -> Iterator[Part]:
    end = 0
    for found in _MARKS.finditer(text):
        if text[end : found.start()]:
            yield Text(text[end : found.start()])
        end = found.end()
        if found["math"] is not None:
            yield _math(found["math"], found[0], derivation)
        elif found["strong"] is not None:
            yield Text(found["strong"], Style.STRONG)
        else:
            yield Text(found["emphasis"], Style.EMPHASIS)
    if text[end:]:
        yield Text(text[end:])


def _math(written: str, whole: str, derivation: Derivation) -> Part:
    """The formulas between dollar signs; what is no formula of the language is printed as it stands."""
    families = {family: members for family, members in derivation.members.items() if len(members) == 1}
    differentiated = {name(step.symbol.family) for step in derivation.steps if not step.symbol.is_derivative}
    try:
        sides = [
            parse(side, families=families, differentiated=differentiated)
            for side in re.split(r"(?<![<>=])=(?!=)", written)
        ]
    except FormulaError:
        return Text(whole)
    return Math(tuple(sides))


def _network(network: Dense, said: Mapping[str, str]) -> Iterator[Part]:
    inputs = said["one_input"] if network.inputs == 1 else said["many_inputs"].format(count=network.inputs)
    layers = []
    for number, layer in enumerate(network.layers, start=1):
        known = layer.activation in said
        units = said[("" if known else "own_") + ("unit" if layer.units == 1 else "units")]
        place = said["last" if number == len(network.layers) else "hidden"]
        shown = units.format(count=layer.units, activation=said.get(_activation(layer.activation), ""))
        layers.append(place.format(units=shown))
    joined = layers[0] if len(layers) == 1 else f"{', '.join(layers[:-1])} {said['and']} {layers[-1]}"
    if len(layers) == 1:
        joined = f"{said['and']} {joined}"
    yield Text(said["network"].format(inputs=inputs, layers=joined).replace(f", {said['and']}", f" {said['and']}"))
    yield Text(" ")
    biased = [str(number) for number, layer in enumerate(network.layers, start=1) if layer.bias]
    which = "some_bias" if len(biased) == 1 else "some_biases"
    which = "no_bias" if not biased else "every_bias" if len(biased) == len(network.layers) else which
    yield Text(said[which].format(layers=f" {said['and']} ".join(biased)) + " ")


def _letters(network: Dense, naming: Naming, said: Mapping[str, str]) -> Iterator[Part]:
    """The legend: what W, z, y and d are in this notation, and that what is raised is no power."""
    yield from _weight_ends(network, naming, said)
    layer, example = len(network.layers), network.batch
    row = () if example is None else (example,)
    layered = layer > 1 and "z" not in naming.profile.counted
    if example is not None:
        yield Text(" " + said["batch"].format(count=example))
    yield Text(" ")
    yield Math((Symbol("z", layer=layer, indices=(*row, 1)),))
    which = ("batch_unit" if example is not None else "unit_sum") + ("_layer" if layered else "")
    unit = naming.unit("z", layer, 1)
    yield Text(f" {said[which].format(layer=layer, unit=unit, example=example)} ")
    yield Math((Symbol("y", layer=layer, indices=(*row, 1)),))
    if network.loss is None:
        yield Text(f" {said['unit_output']}")
    else:
        yield Text(f" {said['unit_output']}, ")
        yield Math((Symbol("d", indices=(*row, 1)),))
        yield Text(f" {said['unit_target']}")
    raised = RAISED.get((layered, example is not None))
    yield Text(f"; {said[raised]}." if raised else ".")


def _weight_ends(network: Dense, naming: Naming, said: Mapping[str, str]) -> Iterator[Part]:
    """What the indices of a weight mean, shown on one that has two different ones where there is one."""
    deep = len(network.layers) > 1
    number = len(network.layers)
    from_ = min(2, network.units[number - 1])
    counting = naming.profile.counted.get("W")
    which = ("weight_ends" if counting else "weight_ends_layer") if deep else "weight_ends_input"
    source = naming.unit("b", number - 1, from_) if deep else str(from_)
    ends = said[which].format(layer=number, to=naming.unit("b", number, 1), **{"from": source})
    note = said[NOTES[counting]] if counting and (deep or counting is Counting.WEIGHTS) else ""
    yield Math((Symbol("W", layer=number, indices=(1, from_)),))
    yield Text(f" {ends}" + (f"; {note}." if note else "."))


def _activation(activation: str) -> str:
    return "identity" if activation == "linear" else activation


def _activations(network: Dense, said: Mapping[str, str]) -> Iterator[Paragraph]:
    """Activations that the author wrote as a formula."""
    for number, layer in enumerate(network.layers, start=1):
        if _activation(layer.activation) not in said:
            y, z = Symbol("y", layer=number), Symbol("z", layer=number)
            written = substitute(parse(layer.activation), {Symbol("z"): z})
            yield Paragraph((Text(said["activation"].format(layer=number) + " "), Math((y, written)), Text(".")))


def _loss(problem: Problem, said: Mapping[str, str]) -> Iterator[Paragraph]:
    network = problem.network
    if network is None or network.loss is None:
        return
    own = network.loss.words == "the loss"
    words = network.loss.words
    if network.units[-1] == 1:
        words = words.removesuffix(SUMMED)
    batch = network.batch is not None
    which = ("the_loss_of_one" if own else "loss_of_one_is") if batch else "the_loss" if own else "loss_is"
    shown = [(replace(LOSS, indices=(1,)) if batch else LOSS, said[which].format(words=words))]
    shown += [(COST, said["cost"].format(reduce=said[network.reduce]))] if batch else []
    for symbol, before in shown:
        if symbol in problem.derivation.by_symbol:
            yield Paragraph((Text(before),))
            yield Paragraph((Math((symbol, problem.derivation.by_symbol[symbol].formula)),), Kind.DISPLAY)


def _update(problem: Problem, said: Mapping[str, str]) -> Iterator[Paragraph]:
    update, objective = problem.update, problem.objective
    if update is None or objective is None:
        return
    weight = Symbol("W" if problem.network is not None else "w")
    biased = any(family.role is Role.BIAS for family in problem.derivation.families)
    every = said["one_update_rule" if biased else "one_update_weights"]
    if update.name == "gradient descent":
        yield Paragraph((Text(said["one_update"] + " "), Math((RATE,)), Text(f" {every}")))
    else:
        rated = RATE in problem.derivation.givens
        rate = (Text(f" {said['with_rate']} "), Math((RATE,))) if rated else ()
        yield Paragraph((Text(said["own_update"]), *rate, Text(f" {every}")))
    # The letters as they are: which weight's velocity is meant goes without saying here.
    plain: dict[Formula, Formula] = {}
    for letter, _ in update.lines:
        plain |= {memory(letter, weight): letter, updated(memory(letter, weight)): updated(letter)}
    for step in update_steps(update, [weight], {weight: derivative(objective, weight)}, ()):
        left = plain.get(step.symbol, step.symbol)
        yield Paragraph((Math((left, substitute(step.formula, plain))),), Kind.DISPLAY)


def _forward_formulas(problem: Problem, said: Mapping[str, str]) -> Iterator[Paragraph]:
    steps = [step for step in problem.derivation.steps if step.phase in (Phase.FORWARD, Phase.LOSS)]
    if steps:
        yield Paragraph((Text(said["steps"]),))
        for step in steps:
            yield Paragraph((Math((step.symbol, step.formula)),), Kind.DISPLAY)


def _about(problem: Problem, said: Mapping[str, str]) -> str:
    """The sentences that a model names, in order."""
    return " ".join(said[sentence].format(**problem.about_numbers) for sentence in problem.about.split())


def _rules(problem: Problem, said: Mapping[str, str]) -> list[str]:
    derivation = problem.derivation
    rules = []
    if mentions_logarithm(derivation.steps):
        rules.append(said["natural"])
    weights = any(derivation.role(given) in (Role.WEIGHT, Role.BIAS) for given in derivation.givens)
    if weights and any(step.phase is Phase.BACKWARD for step in derivation.steps):
        rules.append(said["before_update"])
    rounding = problem.rounding
    rules.append(
        said["rounding_whole"]
        if rounding.is_whole
        else said["rounding"].format(keep=rounding.keep, answer=rounding.answer)
    )
    return rules


def _has(formula: Formula, operator: str) -> bool:
    assert operator in OPERATORS
    return isinstance(formula, Apply) and (
        formula.operator == operator or any(_has(argument, operator) for argument in formula.arguments)
    )
