"""Wrong forward passes: weighted sums, activations, softmax."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...derivation import Role, Step
from ...formula import Apply, Formula, Symbol, substitute, symbols_in
from .anatomy import Anatomy, Swaps, everywhere, steps
from .misconception import Concept, Misconception


def _no_hidden_activation(anatomy: Anatomy) -> Swaps:
    hidden = {y: z for y, z in anatomy.activations.items() if y not in anatomy.outputs}

    def bare(step: Step) -> Formula | None:
        fires = isinstance(step.formula, Apply) and step.formula.operator in ("threshold", "nonnegative")
        return None if fires else hidden.get(step.symbol)  # that a threshold unit fires, nobody forgets

    return steps(anatomy, bare)


def _softmax_as_sigmoid(anatomy: Anatomy) -> Swaps:
    def each_for_itself(node: Apply) -> Formula | None:
        return Apply("sigmoid", (_own(node),)) if node.operator == "softmax" else None

    return steps(anatomy, lambda step: everywhere(step.formula, each_for_itself))


def _softmax_without_exponential(anatomy: Anatomy) -> Swaps:
    def shares(node: Apply) -> Formula | None:
        if node.operator != "softmax":
            return None
        return Apply("/", (_own(node), Apply("sum", node.arguments[1:])))

    return steps(anatomy, lambda step: everywhere(step.formula, shares))


def _own(softmax: Apply) -> Formula:
    """The argument at the place that a softmax is asked for."""
    place = softmax.arguments[0]
    assert not isinstance(place, Symbol | Apply)
    return softmax.arguments[int(place.value)]


def _bias_forgotten(anatomy: Anatomy) -> Swaps:
    is_bias = anatomy.is_(Role.BIAS)

    def without(node: Apply) -> Formula | None:
        match node:
            case Apply("+" | "-", (rest, Symbol() as bias)) if is_bias(bias):
                return rest
        return None

    return steps(anatomy, lambda step: everywhere(step.formula, without))


def _threshold_sign(anatomy: Anatomy) -> Swaps:
    is_bias = anatomy.is_(Role.BIAS)

    def added(node: Apply) -> Formula | None:
        match node:
            case Apply("-", (rest, Symbol() as threshold)) if is_bias(threshold):
                return Apply("+", (rest, threshold))
        return None

    return steps(anatomy, lambda step: everywhere(step.formula, added))


def _transposed_forward(anatomy: Anatomy) -> Swaps:
    def turned(step: Step) -> Formula | None:
        weights = [s for s in symbols_in(step.formula) if anatomy.is_(Role.WEIGHT)(s)]
        return substitute(step.formula, transposed(anatomy, weights))

    return steps(anatomy, turned)


KERNEL = "K"
"""Leads from no unit to another, so that nobody takes its rows for its columns."""


def transposed(anatomy: Anatomy, weights: list[Symbol]) -> Mapping[Formula, Formula]:
    """Each weight of a square matrix with the one across its diagonal; nothing for other weights."""
    found: dict[Formula, Formula] = {}
    for weight in weights:
        members = anatomy.derivation.members.get(weight.family, ())
        across = replace(weight, indices=weight.indices[::-1])
        square = all(replace(one, indices=one.indices[::-1]) in members for one in members)
        if len(weight.indices) == 2 and square and across in members and weight.letter != KERNEL:
            found[weight] = across
    return found


FORWARD = (
    Misconception(
        id="no-hidden-activation",
        title="hidden activation left out",
        concept=Concept.FORWARD,
        swaps=_no_hidden_activation,
        feedback="A hidden unit does more than add up: what does its activation make of the weighted sum?",
        source="judgement",
        hides=True,  # a ReLU that is alive leaves its sum as it is
    ),
    Misconception(
        id="softmax-as-sigmoid",
        title="a sigmoid for each output in place of softmax",
        concept=Concept.FORWARD,
        swaps=_softmax_as_sigmoid,
        feedback="Do your outputs sum to 1? Softmax divides by the sum over all classes.",
        source="judgement",
    ),
    Misconception(
        id="softmax-without-exp",
        title="softmax without the exponential",
        concept=Concept.FORWARD,
        swaps=_softmax_without_exponential,
        feedback="Softmax shares out powers of e, not the sums themselves.",
        source="judgement",
    ),
    Misconception(
        id="bias-forgotten",
        title="bias left out of the weighted sum",
        concept=Concept.FORWARD,
        swaps=_bias_forgotten,
        feedback="A weighted sum ends with its bias. Where is it?",
        source="published: primelearn",
    ),
    Misconception(
        id="threshold-sign",
        title="threshold added, not subtracted",
        concept=Concept.FORWARD,
        swaps=_threshold_sign,
        feedback="This course subtracts the threshold from the weighted sum.",
        source="judgement, after Negnevitsky's convention",
    ),
    Misconception(
        id="transposed-forward",
        title="weight matrix transposed in the forward pass",
        concept=Concept.FORWARD,
        swaps=_transposed_forward,
        feedback="Follow the edge in the drawing: which unit does this weight leave, and which does it enter?",
        source="published: postnetwork, primelearn; seen in public test suites",
    ),
)
