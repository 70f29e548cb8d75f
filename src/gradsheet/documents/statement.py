"""What a problem says, as a neutral list of paragraphs that every target writes in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..derivation import Phase, Role, Step
from ..formula import Apply, Formula, Symbol, derivative, parse, substitute, symbols_in, updated
from ..formula.naming import Naming
from ..formula.notation import Profile
from ..formula.operators import OPERATORS
from ..models import COST, LOSS, RATE, Dense, Perceptron
from ..models.updates import memory, update_steps
from ..problems import Problem
from ..problems.prose import Kind, Math, Paragraph, Part, Style, Text, prose
from .legend import index_order, model_legend, network_legend, optimiser_legend
from .sentences import sentences

__all__ = ["Kind", "Math", "Paragraph", "Part", "Style", "Text", "mentions_logarithm", "prose", "statement"]

SUMMED = ", summed over the outputs"  # which goes without saying where there is one


def statement(problem: Problem, profile: Profile, *, language: str = "en") -> tuple[Paragraph, ...]:
    """What the student reads above the givens: the author's prose, or one written from the model.

    Whoever wrote the prose, the loss, the meaning of ln, the weights that gradients use and the
    rounding are always said.
    """
    said = sentences(language)
    naming = problem.naming(profile)
    paragraphs = list(prose(problem.statement, problem.derivation))
    if problem.network is None:
        about = [] if paragraphs else list(prose(_about(problem, naming, said), problem.derivation))
        paragraphs += about
        if problem.architecture is not None:
            letters = tuple(model_legend(problem, naming, said, _letters_in(about)))
            paragraphs += [Paragraph(letters)] if letters else []
        # The words on a perceptron say its formulas for any row.
        if problem.formulas and not isinstance(problem.architecture, Perceptron):
            paragraphs += _forward_formulas(problem, said)
        paragraphs += _update(problem, said)
    else:
        described = () if paragraphs else tuple(_network(problem.network, said))
        paragraphs.append(Paragraph((*described, *network_legend(problem.network, naming, said))))
        paragraphs += _activations(problem.network, said)
        paragraphs += _loss(problem, said)
        paragraphs += _update(problem, said)
    rules = _rules(problem, said)
    return (*paragraphs, Paragraph((Text(" ".join(rules)),)))


def _letters_in(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """The letters that formulas in prose name, alone and with the digits that belong to them."""
    parts = (part for paragraph in paragraphs for part in paragraph.parts if isinstance(part, Math))
    symbols = (symbol for part in parts for formula in part.formulas for symbol in symbols_in(formula))
    return frozenset(
        written for one in symbols for written in (one.letter, f"{one.letter}{'' if one.layer is None else one.layer}")
    )


def mentions_logarithm(steps: Iterable[Step]) -> bool:
    return any(_has(step.formula, "ln") for step in steps)


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
    if letters := tuple(optimiser_legend(update, said)):
        yield Paragraph(letters)


def _forward_formulas(problem: Problem, said: Mapping[str, str]) -> Iterator[Paragraph]:
    steps = [step for step in problem.derivation.steps if step.phase in (Phase.FORWARD, Phase.LOSS)]
    if steps:
        yield Paragraph((Text(said["steps"]),))
        for step in steps:
            yield Paragraph((Math((step.symbol, step.formula)),), Kind.DISPLAY)


def _about(problem: Problem, naming: Naming, said: Mapping[str, str]) -> str:
    """The sentences that a model names, in order, with the indices of weights as they are printed."""
    printed = {"attention_to_from": index_order(problem, naming)}
    sentences_ = (printed.get(sentence, sentence) for sentence in problem.about.split())
    return " ".join(said[sentence].format(**problem.about_numbers) for sentence in sentences_)


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
