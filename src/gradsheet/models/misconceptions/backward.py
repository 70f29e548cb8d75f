"""Wrong backward passes: derivatives at the output, at hidden units, by weights and biases."""

from __future__ import annotations

from collections.abc import Callable

from ...derivation import Phase, Role
from ...formula import (
    ONE,
    ZERO,
    Apply,
    Formula,
    Symbol,
    derivative,
    differentiate,
    mentions,
    substitute,
    symbols_in,
    updated,
)
from ...formula.algebra import minus, negative
from .anatomy import Anatomy, Edge, Swaps, gradients
from .forward import transposed
from .misconception import Concept, Misconception


def _through_activation(anatomy: Anatomy, edge: Edge, *, output: bool) -> bool:
    """Whether an edge comes down through the activation of an output, or of a hidden unit."""
    through = anatomy.activations.get(edge.step.symbol) == edge.by
    return through and (edge.step.symbol in anatomy.outputs) is output


def _is_squashed(edge: Edge, *operators: str) -> bool:
    return isinstance(edge.step.formula, Apply) and edge.step.formula.operator in operators


def _forgot_output_derivative(anatomy: Anatomy) -> Swaps:
    def stopped(edge: Edge) -> Formula | None:
        if _through_activation(anatomy, edge, output=True):
            return ONE
        if _is_squashed(edge, "softmax") and edge.step.symbol in anatomy.outputs:
            return ONE if _on_diagonal(edge) else ZERO
        return None

    return gradients(anatomy, stopped)


def _slope_of_the_slope(*, output: bool) -> Callable[[Anatomy], Swaps]:
    """The activation's derivative taken at its own output: s'(y) for s'(z)."""

    def swaps(anatomy: Anatomy) -> Swaps:
        def again(edge: Edge) -> Formula | None:
            if not _through_activation(anatomy, edge, output=output) or not _is_squashed(edge, "sigmoid", "tanh"):
                return None
            return substitute(differentiate(edge.step.formula, edge.by), {edge.by: edge.step.symbol})

        return gradients(anatomy, again)

    return swaps


def _sum_for_output(anatomy: Anatomy) -> Swaps:
    """z(1 - z) for y(1 - y)."""

    def put_in(edge: Edge) -> Formula | None:
        squashed = _is_squashed(edge, "sigmoid", "tanh") and anatomy.activations.get(edge.step.symbol) == edge.by
        return substitute(edge.local, {edge.step.symbol: edge.by}) if squashed else None

    return gradients(anatomy, put_in)


def _delta_of_squared_error(anatomy: Anatomy) -> Swaps:
    """(y - d) y (1 - y) where the loss has logarithms."""

    def errors(edge: Edge) -> Formula | None:
        logarithm = edge.step in anatomy.losses and edge.by in anatomy.outputs and mentions(edge.step.formula, "ln")
        target = anatomy.target_of(edge.by) if logarithm else None
        return None if target is None else minus(edge.by, target)

    return gradients(anatomy, errors)


def _delta_of_cross_entropy(anatomy: Anatomy) -> Swaps:
    """y - d, the shortcut of cross-entropy, under a squared error."""
    if any(mentions(step.formula, "ln") for step in anatomy.losses):
        return {}
    found: dict[Symbol, Formula] = {}
    for symbol, edges in anatomy.edges.items():
        for edge in edges:
            squashed = _through_activation(anatomy, edge, output=True) and _is_squashed(edge, "sigmoid", "tanh")
            target = anatomy.target_of(edge.step.symbol) if squashed and edge.of != edge.step.symbol else None
            if target is not None:
                found[symbol] = minus(edge.step.symbol, target)
    return found


def _softmax_elementwise(anatomy: Anatomy) -> Swaps:
    def diagonal(edge: Edge) -> Formula | None:
        return ZERO if _is_squashed(edge, "softmax") and not _on_diagonal(edge) else None

    return gradients(anatomy, diagonal)


def _jacobian_sign(anatomy: Anatomy) -> Swaps:
    def positive(edge: Edge) -> Formula | None:
        return negative(edge.local) if _is_squashed(edge, "softmax") and not _on_diagonal(edge) else None

    return gradients(anatomy, positive)


def _on_diagonal(edge: Edge) -> bool:
    """Whether a softmax is differentiated by the sum at its own place."""
    assert isinstance(edge.step.formula, Apply)
    place, *sums = edge.step.formula.arguments
    assert not isinstance(place, Symbol | Apply)
    return sums[int(place.value) - 1] == edge.by


def _gate_ignored(anatomy: Anatomy) -> Swaps:
    return gradients(anatomy, lambda edge: ONE if _is_squashed(edge, "relu") else None)


def _gate_on_upstream(anatomy: Anatomy) -> Swaps:
    def of_gradient(edge: Edge) -> Formula | None:
        gated = _is_squashed(edge, "relu") and edge.upstream != ONE
        return Apply("threshold", (edge.upstream,)) if gated else None

    return gradients(anatomy, of_gradient)


def _forgot_hidden_derivative(anatomy: Anatomy) -> Swaps:
    return gradients(anatomy, lambda edge: ONE if _through_activation(anatomy, edge, output=False) else None)


def _tanh_slope(anatomy: Anatomy) -> Swaps:
    """1 - y for 1 - y^2."""
    return gradients(anatomy, lambda edge: minus(ONE, edge.step.symbol) if _is_squashed(edge, "tanh") else None)


def _updated_weights(anatomy: Anatomy) -> Swaps:
    """The backward pass reads weights that were already updated."""
    found = {}
    for step in anatomy.derivation.steps:
        if step.phase is Phase.BACKWARD:
            weights = filter(anatomy.is_(Role.WEIGHT), symbols_in(step.formula))
            moved: dict[Formula, Formula] = {
                w: updated(w) for w in weights if updated(w) in anatomy.derivation.by_symbol
            }
            if moved:
                found[step.symbol] = substitute(step.formula, moved)
    return found


def _transposed_backward(anatomy: Anatomy) -> Swaps:
    def turned(edge: Edge) -> Formula | None:
        weights = [s for s in symbols_in(edge.local) if anatomy.is_(Role.WEIGHT)(s)]
        return substitute(edge.local, transposed(anatomy, weights)) if weights else None

    return gradients(anatomy, turned)


def _missing_path(anatomy: Anatomy) -> Swaps:
    """Of several weights that a unit's output goes through, only the first is followed."""

    def first_only(edge: Edge) -> Formula | None:
        if not _weighs(anatomy, edge):
            return None
        ways = [way for way in anatomy.edges[derivative(edge.of, edge.by)] if _weighs(anatomy, way)]
        return None if edge == ways[0] else ZERO

    return gradients(anatomy, first_only)


def _weighs(anatomy: Anatomy, edge: Edge) -> bool:
    """Whether an edge goes from a step through a weight."""
    weighed = isinstance(edge.local, Symbol) and anatomy.is_(Role.WEIGHT)(edge.local)
    return weighed and edge.by in anatomy.derivation.by_symbol


def _weight_forgotten(anatomy: Anatomy) -> Swaps:
    return gradients(anatomy, lambda edge: ONE if _weighs(anatomy, edge) else None)


def _activation_for_input(anatomy: Anatomy) -> Swaps:
    """The unit's own output where the input of its weight belongs."""

    def own(edge: Edge) -> Formula | None:
        given = (
            anatomy.is_(Role.WEIGHT)(edge.by) and isinstance(edge.local, Symbol) and anatomy.is_(Role.INPUT)(edge.local)
        )
        return anatomy.activated.get(edge.step.symbol) if given else None

    return gradients(anatomy, own)


def _sum_for_activation(anatomy: Anatomy) -> Swaps:
    """The weighted sum of the unit before, where its output belongs."""

    def before(edge: Edge) -> Formula | None:
        weight = anatomy.is_(Role.WEIGHT)(edge.by) and isinstance(edge.local, Symbol)
        return anatomy.activations.get(edge.local) if weight and isinstance(edge.local, Symbol) else None

    return gradients(anatomy, before)


def _bias_times_input(anatomy: Anatomy) -> Swaps:
    def first_input(edge: Edge) -> Formula | None:
        if not anatomy.is_(Role.BIAS)(edge.by) or edge.local not in (ONE, negative(ONE)):
            return None
        read = (s for s in symbols_in(edge.step.formula) if anatomy.role(s) in (Role.INPUT, Role.ACTIVATION))
        return next(read, None)

    return gradients(anatomy, first_input)


BACKWARD = (
    Misconception(
        id="forgot-output-derivative",
        title="derivative of the output's activation left out",
        concept=Concept.OUTPUT,
        swaps=_forgot_output_derivative,
        feedback="The output depends on its sum through the activation: which factor leads from the one to the other?",
        source="question threads; judgement",
    ),
    Misconception(
        id="sigma-prime-of-y",
        title="activation applied twice in the output's derivative",
        concept=Concept.OUTPUT,
        swaps=_slope_of_the_slope(output=True),
        feedback="s'(z) = s(z)(1 − s(z)), and s(z) is already y: how often is the activation applied?",
        source="question threads: derivative applied to an activated value",
    ),
    Misconception(
        id="sum-for-output",
        title="z(1 − z) in place of y(1 − y)",
        concept=Concept.OUTPUT,
        swaps=_sum_for_output,
        feedback="The derivative is written in the output, y(1 − y), not in the sum z.",
        source="question threads",
    ),
    Misconception(
        id="squared-error-delta",
        title="delta of the squared error under cross-entropy",
        concept=Concept.OUTPUT,
        swaps=_delta_of_squared_error,
        feedback="This delta belongs to the squared error. What is the derivative of the logarithm?",
        source="judgement",
    ),
    Misconception(
        id="cross-entropy-delta",
        title="y − d under a squared error",
        concept=Concept.OUTPUT,
        swaps=_delta_of_cross_entropy,
        feedback="The shortcut y − d holds for cross-entropy with sigmoid or softmax only.",
        source="judgement",
    ),
    Misconception(
        id="softmax-elementwise",
        title="softmax differentiated like a sigmoid",
        concept=Concept.OUTPUT,
        swaps=_softmax_elementwise,
        feedback="Raising one sum lowers the other outputs: the Jacobian has terms -y_i y_j off its diagonal.",
        source="judgement",
    ),
    Misconception(
        id="jacobian-sign",
        title="sign of softmax's off-diagonal terms",
        concept=Concept.OUTPUT,
        swaps=_jacobian_sign,
        feedback="Off the diagonal the Jacobian of softmax is negative: raising one sum lowers the others.",
        source="judgement",
    ),
    Misconception(
        id="relu-gate-ignored",
        title="slope 1 for a ReLU that is off",
        concept=Concept.HIDDEN,
        swaps=_gate_ignored,
        feedback="One unit had a negative sum. Which slope has ReLU there?",
        source="published: CS540",
        hides=True,  # where all units are alive
    ),
    Misconception(
        id="relu-gate-on-upstream",
        title="ReLU's gate by the sign of the incoming gradient",
        concept=Concept.HIDDEN,
        swaps=_gate_on_upstream,
        feedback="ReLU's slope depends on its own sum, not on the gradient that comes in.",
        source="judgement",
        hides=True,  # where the gradients have the signs of the sums
    ),
    Misconception(
        id="forgot-hidden-derivative",
        title="derivative of the hidden activation left out",
        concept=Concept.HIDDEN,
        swaps=_forgot_hidden_derivative,
        feedback="The hidden unit squashes too: one factor is missing.",
        source="question threads",
        hides=True,  # a ReLU that is alive has slope 1
    ),
    Misconception(
        id="hidden-sigma-prime-of-y",
        title="activation applied twice in a hidden derivative",
        concept=Concept.HIDDEN,
        swaps=_slope_of_the_slope(output=False),
        feedback="s'(z) = s(z)(1 − s(z)), and s(z) is already the unit's output: how often is the activation applied?",
        source="question threads",
    ),
    Misconception(
        id="tanh-slope",
        title="1 − y in place of 1 − y²",
        concept=Concept.HIDDEN,
        swaps=_tanh_slope,
        feedback="The slope of tanh is 1 − y², with the square.",
        source="judgement",
    ),
    Misconception(
        id="updated-weights",
        title="new weights used in the backward pass",
        concept=Concept.HIDDEN,
        swaps=_updated_weights,
        feedback="All gradients are taken at the old weights, then all weights move. Which weights stand here?",
        source="published: Mazur's readers, MacLeod 3.1; question threads",
    ),
    Misconception(
        id="transposed-backward",
        title="weight matrix not transposed in the backward pass",
        concept=Concept.HIDDEN,
        swaps=_transposed_backward,
        feedback="Follow the edges backwards: which weights leave this unit?",
        source="published: postnetwork, primelearn; seen in public test suites",
    ),
    Misconception(
        id="missing-path",
        title="only one of a unit's paths followed",
        concept=Concept.HIDDEN,
        swaps=_missing_path,
        feedback="This unit feeds several others. Add what comes back from each.",
        source="question threads",
    ),
    Misconception(
        id="weight-forgotten",
        title="weight left out of the chain",
        concept=Concept.HIDDEN,
        swaps=_weight_forgotten,
        feedback="The derivative of the next sum by this output is a weight. Where is it?",
        source="question threads",
    ),
    Misconception(
        id="activation-for-input",
        title="the unit's own output in place of its input",
        concept=Concept.WEIGHTS,
        swaps=_activation_for_input,
        feedback="The derivative of a sum by a weight is what comes in along that edge.",
        source="judgement",
    ),
    Misconception(
        id="sum-for-activation",
        title="weighted sum in place of the activation before",
        concept=Concept.WEIGHTS,
        swaps=_sum_for_activation,
        feedback="What comes in along the edge is the unit's output, after its activation.",
        source="judgement",
        hides=True,  # a ReLU that is alive leaves its sum as it is
    ),
    Misconception(
        id="bias-times-input",
        title="gradient of a bias times an input",
        concept=Concept.WEIGHTS,
        swaps=_bias_times_input,
        feedback="A bias is added as it is: its derivative takes no input.",
        source="judgement",
    ),
)
