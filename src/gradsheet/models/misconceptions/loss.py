"""Wrong losses, and wrong derivatives of the loss by the outputs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ...derivation import Role, Step
from ...formula import ONE, TWO, Apply, Formula, Number, Symbol, mentions, substitute, symbols_in
from ...formula.algebra import minus, negative, over, times
from .anatomy import Anatomy, Edge, Swaps, differently, everywhere, gradients, steps
from .misconception import Concept, Misconception


def _with_logarithm(operator: str) -> Callable[[Anatomy], Swaps]:
    def swaps(anatomy: Anatomy) -> Swaps:
        def other(node: Apply) -> Formula | None:
            return Apply(operator, node.arguments) if node.operator == "ln" else None

        return steps(anatomy, lambda step: everywhere(step.formula, other))

    return swaps


def _second_term_missing(anatomy: Anatomy) -> Swaps:
    """-d ln y only, in the loss and in its derivative."""

    def first_only(node: Apply) -> Formula | None:
        match node:
            case Apply("-", (rest, Apply("*", (Apply("-", (one, _)), Apply("ln", (Apply("-", (same, _)),)))))):
                return rest if one == same == ONE else None
        return None

    return differently(anatomy, lambda step: _loss_only(anatomy, step, first_only))


def _terms_swapped(anatomy: Anatomy) -> Swaps:
    """ln(1 - y) where ln y belongs, and the other way round; in the loss, whose slope is learned apart."""

    def swapped(node: Apply) -> Formula | None:
        match node:
            case Apply("ln", (Apply("-", (one, Symbol() as y)),)) if one == ONE:
                return Apply("ln", (y,))
            case Apply("ln", (Symbol() as y,)):
                return Apply("ln", (minus(ONE, y),))
        return None

    binary = {step.symbol for step in anatomy.losses if _has_second_term(step.formula)}
    return steps(anatomy, lambda step: everywhere(step.formula, swapped) if step.symbol in binary else None)


def _has_second_term(formula: Formula) -> bool:
    match formula:
        case Apply("ln", (Apply("-", (one, _)),)) if one == ONE:
            return True
        case Apply(_, arguments):
            return any(_has_second_term(argument) for argument in arguments)
    return False


def _target_index(anatomy: Anatomy) -> Swaps:
    """The cross-entropy of the next class."""

    def next_class(step: Step) -> Formula | None:
        if step not in anatomy.losses or not mentions(step.formula, "ln") or _has_second_term(step.formula):
            return None
        targets = tuple(dict.fromkeys(s for s in symbols_in(step.formula) if anatomy.is_(Role.TARGET)(s)))
        turned: dict[Formula, Formula] = dict(zip(targets, (*targets[1:], *targets[:1]), strict=True))
        return substitute(step.formula, turned)

    return differently(anatomy, next_class)


def _loss_only(anatomy: Anatomy, step: Step, change: Callable[[Apply], Formula | None]) -> Formula | None:
    return everywhere(step.formula, change) if step in anatomy.losses else None


def _target_and_output_swapped(anatomy: Anatomy) -> Swaps:
    return gradients(anatomy, lambda edge: negative(edge.local) if _by_output(anatomy, edge) else None)


def _extra_factor(anatomy: Anatomy) -> Swaps:
    """The 1/2 before a squared error does not meet the 2."""

    def doubled(edge: Edge) -> Formula | None:
        half = _by_output(anatomy, edge) and _is_half(edge.step.formula) and mentions(edge.step.formula, "^")
        return times(TWO, edge.local) if half else None

    return gradients(anatomy, doubled)


def _missing_factor(anatomy: Anatomy) -> Swaps:
    """The 2 of a square is lost."""

    def halved(edge: Edge) -> Formula | None:
        whole = _by_output(anatomy, edge) and not _is_half(edge.step.formula) and _squares(edge.step.formula)
        return over(edge.local, TWO) if whole else None

    return gradients(anatomy, halved)


def _is_half(formula: Formula) -> bool:
    match formula:
        case Apply("*", (Apply("/", (Number() as top, Number() as bottom)), _)):
            return (top, bottom) == (ONE, TWO)
        case Apply("*", (Number(value), _)):
            return value == Decimal("0.5")
        case Apply("+", (first, second)):
            return _is_half(first) or _is_half(second)
    return False


def _squares(formula: Formula) -> bool:
    match formula:
        case Apply("^", (_, exponent)):
            return bool(exponent == TWO)
        case Apply(_, arguments):
            return any(_squares(argument) for argument in arguments)
    return False


def _by_output(anatomy: Anatomy, edge: Edge) -> bool:
    return edge.step in anatomy.losses and edge.by in anatomy.outputs


def _no_batch_mean(anatomy: Anatomy) -> Swaps:
    """The sum over the batch where its mean is meant."""

    def summed(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (several, Number())) if anatomy.role(step.symbol) is Role.LOSS:
                parts = set(symbols_in(several))
                return several if parts and all(anatomy.role(s) is Role.LOSS for s in parts) else None
        return None

    return differently(anatomy, summed)


LOSS = (
    Misconception(
        id="log10",
        title="logarithm to base ten",
        concept=Concept.LOSS,
        swaps=_with_logarithm("log10"),
        feedback="log in machine learning is the natural logarithm, ln.",
        source="published: CS231n lecture slides",
    ),
    Misconception(
        id="log2",
        title="logarithm to base two",
        concept=Concept.LOSS,
        swaps=_with_logarithm("log2"),
        feedback="log in machine learning is the natural logarithm, ln.",
        source="judgement",
    ),
    Misconception(
        id="bce-second-term-missing",
        title="second term of binary cross-entropy left out",
        concept=Concept.LOSS,
        swaps=_second_term_missing,
        feedback="With a target of 0 your loss is 0 for every output. What about the term with 1 − d?",
        source="a convention elsewhere: the lecture's second deck",
        hides=True,  # with a target of 1 there is no second term
    ),
    Misconception(
        id="bce-terms-swapped",
        title="terms of binary cross-entropy swapped",
        concept=Concept.LOSS,
        swaps=_terms_swapped,
        feedback="Which logarithm belongs to a target of 1: that of y, or that of 1 − y?",
        source="judgement",
    ),
    Misconception(
        id="target-index",
        title="cross-entropy of another class",
        concept=Concept.LOSS,
        swaps=_target_index,
        feedback="Check which class is the target.",
        source="published: DataCamp",
    ),
    Misconception(
        id="target-output-swapped",
        title="sign of the loss's derivative swapped",
        concept=Concept.LOSS,
        swaps=_target_and_output_swapped,
        feedback="Where the output is above its target, which sign has the derivative of the loss?",
        source="question threads",
    ),
    Misconception(
        id="extra-factor-2",
        title="1/2 of the squared error forgotten",
        concept=Concept.LOSS,
        swaps=_extra_factor,
        feedback="What does the 1/2 in the loss do to its derivative?",
        source="published: leyaa",
    ),
    Misconception(
        id="missing-factor-2",
        title="factor 2 of a square lost",
        concept=Concept.LOSS,
        swaps=_missing_factor,
        feedback="Is there a 1/2 in this loss? What does the square bring down?",
        source="published: leyaa",
    ),
    Misconception(
        id="no-batch-mean",
        title="sum over the batch in place of its mean",
        concept=Concept.LOSS,
        swaps=_no_batch_mean,
        feedback="Divide by the number of examples: see the formula of the loss.",
        source="judgement",
    ),
)
