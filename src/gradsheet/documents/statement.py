"""What a problem says, as a neutral list of paragraphs that every target writes in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..derivation import Phase, Role, Step
from ..formula import Formula, Symbol, by_hand, derivative, substitute, symbols_in, updated
from ..formula.naming import Naming
from ..formula.notation import Profile
from ..formula.operators import mentions
from ..languages import Language, sentences
from ..models import COST, LOSS, RATE, Convolution, Dense, Perceptron, Update
from ..models.losses import SCORE, Loss
from ..models.updates import AHEAD, GRADIENT, looking_ahead, memory, update_steps
from ..problems import Problem
from ..problems.prose import Kind, Math, Paragraph, Part, Style, Text, prose
from .legend import index_order, model_legend, network_legend, optimiser_legend

__all__ = ["Kind", "Math", "Paragraph", "Part", "Style", "Text", "mentions_logarithm", "prose", "statement"]

SHOWN = ("leaky relu", "elu", "softplus", "threshold")
"""Activations whose formula is printed beside their name."""


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
    return (*paragraphs, Paragraph((Text(said.joined(rules)),)))


def _letters_in(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """The letters that formulas in prose name, alone and with the digits that belong to them."""
    parts = (part for paragraph in paragraphs for part in paragraph.parts if isinstance(part, Math))
    symbols = (symbol for part in parts for formula in part.formulas for symbol in symbols_in(formula))
    return frozenset(
        written for one in symbols for written in (one.letter, f"{one.letter}{'' if one.layer is None else one.layer}")
    )


def mentions_logarithm(steps: Iterable[Step]) -> bool:
    return any(mentions(by_hand(step.formula), "ln") for step in steps)


def _network(network: Dense, said: Language) -> Iterator[Part]:
    inputs = said["one_input"] if network.inputs == 1 else said["many_inputs"].format(count=network.inputs)
    layers = []
    for number, layer in enumerate(network.layers, start=1):
        activation = _activation(layer.activation)
        which = "linear_" if activation == "identity" else "" if activation in said else "own_"
        units = said[f"{which}{'unit' if layer.units == 1 else 'units'}"]
        place = said["last" if number == len(network.layers) else "hidden"]
        layers.append(place.format(units=units.format(count=layer.units, activation=said.get(activation, ""))))
    whole = said["network"].format(parts=said.listed([inputs, *layers]))
    yield Text(said.joined([whole, *_biases(network, said)]) + said["space"])


def _biases(network: Dense, said: Language) -> Iterator[str]:
    """Which units have a bias, and how it enters."""
    layers: dict[str, list[str]] = {}
    for number, layer in enumerate(network.layers, start=1):
        layers.setdefault(layer.bias_kind, []).append(str(number))
    if set(layers) == {""}:
        yield said["no_bias"]
    for kind, numbers in layers.items():
        if kind:
            which = "every" if len(numbers) == len(network.layers) else "one" if len(numbers) == 1 else "some"
            whose = said[f"{which}_units" if kind == "shared" else f"{which}_unit"]
            yield said[f"bias_{kind}"].format(whose=whose.format(layers=said.listed(numbers)))


def _activation(activation: str) -> str:
    return "identity" if activation == "linear" else activation


def _activations(network: Dense, said: Language) -> Iterator[Paragraph]:
    """Activations whose name does not say it all, or that the author wrote as a formula."""
    for number, layer in enumerate(network.layers, start=1):
        if _activation(layer.activation) not in said or layer.activation in SHOWN:
            y, z = Symbol("y", layer=number), Symbol("z", layer=number)
            written = substitute(by_hand(layer.function), {Symbol("z"): z})
            yield Paragraph(
                (Text(said["activation"].format(layer=number) + " "), Math((y, written)), Text(said["stop"]))
            )


def _loss(problem: Problem, said: Language) -> Iterator[Paragraph]:
    network = problem.network
    if network is None or network.loss is None:
        return
    own = f"loss {network.loss.name}" not in said
    words = "" if own else _loss_words(network.loss, said, several=network.units[-1] > 1)
    several = network.count is not None
    which = ("the_loss_of_one" if own else "loss_of_one_is") if several else "the_loss" if own else "loss_is"
    row = (1,) if several else ()
    penalty = said["penalty"] if network.l2 is not None else ""
    shown: list[tuple[Symbol, str]] = []
    if network.loss.compares:
        shown.append((replace(SCORE, indices=row), said["score"]))
    of_one = said[which].format(words=words + ("" if network.costs else penalty))
    shown.append((replace(LOSS, indices=row), of_one))
    if network.costs:
        shown.append((COST, said["cost"].format(reduce=said[network.reduce], penalty=penalty)))
    for symbol, before in shown:
        if symbol in problem.derivation.by_symbol:
            yield Paragraph((Text(before),))
            yield Paragraph((Math((symbol, problem.derivation.by_symbol[symbol].formula)),), Kind.DISPLAY)


def _loss_words(loss: Loss, said: Language, *, several: bool) -> str:
    """A loss by its name; that one with terms adds them up goes without saying where there is one output."""
    words = said.get(f"loss {loss.name}", "")
    return said["summed"].format(loss=words) if several and loss.name in SUMMED else words


SUMMED = ("binary cross-entropy", "hinge", "squared hinge")
"""Losses whose name does not say that several outputs add up."""


def _update(problem: Problem, said: Language) -> Iterator[Paragraph]:
    update = problem.update
    if update is None:
        return
    updates = _count(problem)
    every = said[_moved(problem)]
    descent = update.name == "gradient descent"
    which = ("one_update" if descent else "own_update") if updates == 1 else ("steps_of" if descent else "updates")
    parts: list[Part] = [Text(said[which].format(count=updates))]
    if RATE in problem.derivation.givens:
        parts += [Text(said["with_rate"]), Math((RATE,))]
    yield Paragraph((*parts, Text(every)))
    for left, formula in _update_lines(problem, update):
        yield Paragraph((Math((left, formula)),), Kind.DISPLAY)
    if letters := tuple(optimiser_legend(update, said)):
        yield Paragraph(letters)
    yield from _marks(problem, said)


MOVED: Mapping[str, str] = {"theta": "one_update_thresholds", "beta": "one_update_scales"}


def _moved(problem: Problem) -> str:
    """Which sentence says what an update moves."""
    biases = {family.symbol.letter for family in problem.derivation.families if family.role is Role.BIAS}
    if not biases:
        return "one_update_weights"
    if problem.network is not None and problem.network.frozen:
        return "one_update_frozen"
    return MOVED.get("".join(sorted(biases)), "one_update_rule")


def _update_lines(problem: Problem, update: Update) -> Iterator[tuple[Formula, Formula]]:
    """The lines with the letters as they are: which weight's velocity is meant goes without saying here."""
    weights = _weights(problem)
    weight = weights[0] if len(weights) == 1 and not weights[0].indices else Symbol("w")
    weight = Symbol("W") if problem.network is not None else weight
    plain: dict[Formula, Formula] = {}
    for letter in (*(letter for letter, _ in update.lines), AHEAD):
        plain |= {memory(letter, weight): letter, updated(memory(letter, weight)): updated(letter)}
    for step in looking_ahead(update, [weight], 0):
        yield plain.get(step.symbol, step.symbol), substitute(step.formula, plain)
    gradient = GRADIENT
    if problem.objective is not None:
        gradient = derivative(problem.objective, AHEAD if update.at is not None else weight)
    for step in update_steps(update, [weight], {weight: gradient}, ()):
        yield plain.get(step.symbol, step.symbol), substitute(step.formula, plain)


def _count(problem: Problem) -> int:
    """How many updates follow one another."""
    moved = (
        symbol.updates
        for symbol in problem.derivation.quantities
        if problem.derivation.role(symbol) in (Role.WEIGHT, Role.BIAS) and not symbol.is_derivative
    )
    return max(moved, default=1)


def _weights(problem: Problem) -> list[Symbol]:
    """The weights that are given."""
    derivation = problem.derivation
    return [symbol for symbol in derivation.givens if derivation.role(symbol) is Role.WEIGHT]


def _marks(problem: Problem, said: Language) -> Iterator[Paragraph]:
    """What the marks of quantities mean that are there several times."""
    network, updates, weights = problem.network, _count(problem), _weights(problem)
    parts: list[Part] = []
    if updates > 1:
        weight = weights[0]
        parts = [Math((updated(weight),)), Text(f" {said['after_one']}{said['comma']}")]
        parts += [Math((updated(updated(weight)),)), Text(f" {said['after_two']}{said['stop']} ")]
    of_batches = network is not None and network.costs and network.batch not in (None, network.count)
    if of_batches and updates > 1:
        parts += [Math((updated(COST),)), Text(f" {said['second_batch']} ")]
    again = next((s for s in _computed_again(problem) if not (of_batches and s.letter == COST.letter)), None)
    if again is not None:
        parts += [Math((again,)), Text(f" {said['again']}")]
    if parts:
        yield Paragraph(tuple(parts))


def _computed_again(problem: Problem) -> Iterator[Symbol]:
    """Sums, outputs and losses that are computed a second time, what is asked first."""
    asked = [symbol for _, symbol in problem.blanks]
    for symbol in (*asked, *problem.derivation.quantities):
        if symbol.updates == 1 and problem.derivation.role(symbol) in (Role.PREACTIVATION, Role.ACTIVATION, Role.LOSS):
            yield symbol


def _forward_formulas(problem: Problem, said: Language) -> Iterator[Paragraph]:
    steps = [
        step
        for step in problem.derivation.steps
        if step.phase in (Phase.FORWARD, Phase.LOSS)
        and not step.symbol.updates
        and problem.derivation.role(step.symbol) is not Role.WEIGHT
    ]
    if steps:
        yield Paragraph((Text(said["steps"]),))
        for step in steps:
            yield Paragraph((Math((step.symbol, step.formula)),), Kind.DISPLAY)


def _about(problem: Problem, naming: Naming, said: Language) -> str:
    """The sentences that a model names, in order, with the indices of weights as they are printed."""
    printed = {"attention_to_from": index_order(problem, naming)}
    numbers = dict(problem.about_numbers)
    if isinstance(problem.architecture, Convolution) and problem.architecture.loss is not None:
        numbers["loss"] = _loss_words(problem.architecture.loss, said, several=True)
    sentences_ = (printed.get(sentence, sentence) for sentence in problem.about.split())
    return said.joined(said[sentence].format(**numbers) for sentence in sentences_)


def _rules(problem: Problem, said: Language) -> list[str]:
    derivation = problem.derivation
    rules = []
    if mentions_logarithm(derivation.steps):
        rules.append(said["natural"])
    weights = any(derivation.role(given) in (Role.WEIGHT, Role.BIAS) for given in derivation.givens)
    if weights and problem.update is not None and any(step.phase is Phase.BACKWARD for step in derivation.steps):
        rules.append(said[_weights_used(problem)])
    rounding = problem.rounding
    rules.append(
        said["rounding_whole"]
        if rounding.is_whole
        else said["rounding"].format(keep=said.decimals(rounding.keep), answer=said.decimals(rounding.answer))
    )
    return rules


def _weights_used(problem: Problem) -> str:
    """Which sentence says for which weights gradients are computed."""
    if problem.update is not None and problem.update.at is not None:
        return "looking_ahead"
    if problem.network is not None and problem.network.new_weights:
        return "after_update"
    return "before_update" if _count(problem) == 1 else "before_each_update"
