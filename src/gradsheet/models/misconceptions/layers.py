"""Wrong methods of convolution, normalisation, dropout, attention and recurrent cells."""

from __future__ import annotations

from dataclasses import replace

from ...derivation import Phase, Role, Step
from ...formula import ONE, Apply, Formula, Number, Symbol, substitute, symbols_in
from .anatomy import Anatomy, Edge, Swaps, differently, everywhere, gradients, steps
from .misconception import Concept, Misconception


def _kernel_flipped(anatomy: Anatomy) -> Swaps:
    """The kernel laid on back to front (or as it is, where it is flipped)."""
    sizes = {family.symbol: family.shape for family in anatomy.derivation.families}

    def flipped(step: Step) -> Formula | None:
        kernel = [s for s in symbols_in(step.formula) if s.letter == "K" and anatomy.role(s) is Role.WEIGHT]
        turned: dict[Formula, Formula] = {s: _back_to_front(s, sizes[s.family]) for s in kernel}
        complete = all(s in anatomy.derivation.givens for s in turned.values())
        return substitute(step.formula, turned) if turned and complete else None

    return steps(anatomy, flipped)


def _back_to_front(entry: Symbol, shape: tuple[int, ...]) -> Symbol:
    """The entry across the middle: of the last two indices, or of the only one."""
    sides = min(2, len(shape))
    kept, turned = entry.indices[:-sides], zip(entry.indices[-sides:], shape[-sides:], strict=True)
    return replace(entry, indices=(*kept, *(size + 1 - index for index, size in turned)))


def _pool_gradient_to_all(anatomy: Anatomy) -> Swaps:
    def every(edge: Edge) -> Formula | None:
        return ONE if _largest_of(edge.step) else None

    return gradients(anatomy, every)


def _mean_for_max(anatomy: Anatomy) -> Swaps:
    def mean(step: Step) -> Formula | None:
        entries = _largest_of(step)
        return Apply("/", (Apply("sum", entries), Number.of(len(entries)))) if entries else None

    return steps(anatomy, mean)


def _largest_of(step: Step) -> tuple[Formula, ...]:
    """The entries of a window whose largest a step takes; none for any other step."""
    match step.formula:
        case Apply("max", entries) if all(isinstance(one, Symbol) for one in entries):
            return entries
    return ()


def _applies(step: Step, operator: str) -> bool:
    return isinstance(step.formula, Apply) and step.formula.operator == operator


def _not_scaled(anatomy: Anatomy) -> Swaps:
    """x times its mask, without the division by the share that is kept."""

    def unscaled(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (Apply("*", (Symbol("r"), Symbol())) as masked, _)):
                return masked
        return None

    return differently(anatomy, unscaled)


def _other_variance(anatomy: Anatomy) -> Swaps:
    """Divided by n - 1 where n is meant, and the other way round."""

    def other(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (squares, Number(value))) if step.phase is Phase.FORWARD:
                count = _squares(squares)
                if count > 1 and int(value) in (count, count - 1):
                    return Apply("/", (squares, Number.of(2 * count - 1 - int(value))))
        return None

    return differently(anatomy, other)


def _squares(formula: Formula) -> int:
    """How many squared differences a sum has, 0 for any other formula."""
    match formula:
        case Apply("+", (first, second)):
            return _squares(first) + _squares(second) if _squares(first) and _squares(second) else 0
        case Apply("^", (Apply("-", _), Number(value))) if value == 2:
            return 1
    return 0


def _not_centred(anatomy: Anatomy) -> Swaps:
    """x/s for (x - m)/s."""

    def as_it_is(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (Apply("-", (Symbol() as x, Symbol("m"))), Symbol("s") as s)):
                return Apply("/", (x, s))
        return None

    return differently(anatomy, as_it_is)


def _variance_for_deviation(anatomy: Anatomy) -> Swaps:
    """(x - m)/v for (x - m)/s."""

    def by_variance(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (Apply("-", (Symbol(), Symbol("m"))) as centred, Symbol("s") as s)):
                variance = replace(s, letter="v")
                return Apply("/", (centred, variance)) if variance in anatomy.derivation.quantities else None
        return None

    return differently(anatomy, by_variance)


def _unscaled(anatomy: Anatomy) -> Swaps:
    """Scores without the root of the dimension."""

    def whole(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (product, Apply("sqrt", (Number(value),)))) if value > 1:
                return product
        return None

    return differently(anatomy, whole)


def _scaled_by_dimension(anatomy: Anatomy) -> Swaps:
    """Scores over the dimension, not over its root."""

    def over(step: Step) -> Formula | None:
        match step.formula:
            case Apply("/", (product, Apply("sqrt", (Number(value) as dimension,)))) if value > 1:
                return Apply("/", (product, dimension))
        return None

    return differently(anatomy, over)


def _other_axis(anatomy: Anatomy) -> Swaps:
    """Softmax over the queries of a key, not over the keys of a query."""
    scores = {s for step in anatomy.forward if _applies(step, "softmax") for s in symbols_in(step.formula)}
    if not scores or any(len(s.indices) != 2 for s in scores):
        return {}

    def down(step: Step) -> Formula | None:
        if not _applies(step, "softmax") or len(step.symbol.indices) != 2:
            return None
        row, key = step.symbol.indices
        column = sorted((s for s in scores if s.indices[1] == key), key=lambda s: s.indices)
        places = [s.indices[0] for s in column]
        return Apply("softmax", (Number.of(places.index(row) + 1), *column)) if row in places else None

    return steps(anatomy, down)


def _mixing_swapped(anatomy: Anatomy) -> Swaps:
    """z and 1 - z change places when a GRU mixes old and new."""

    def mixed(node: Apply) -> Formula | None:
        match node:
            case Apply("+", (Apply("*", (Apply("-", (one, Symbol("z") as z)), a)), Apply("*", (same, b)))) if (
                one == ONE and same == z
            ):
                return Apply("+", (Apply("*", (z, a)), Apply("*", (Apply("-", (ONE, z)), b))))
            case Apply("+", (Apply("*", (Symbol("z") as z, a)), Apply("*", (Apply("-", (one, same)), b)))) if (
                one == ONE and same == z
            ):
                return Apply("+", (Apply("*", (Apply("-", (ONE, z)), a)), Apply("*", (z, b))))
        return None

    return differently(anatomy, lambda step: everywhere(step.formula, mixed))


def _state_not_squashed(anatomy: Anatomy) -> Swaps:
    """o * c for o * tanh(c) in an LSTM."""

    def bare(step: Step) -> Formula | None:
        match step.formula:
            case Apply("*", (Symbol("o") as gate, Apply("tanh", (Symbol("c") as memory,)))):
                return Apply("*", (gate, memory))
        return None

    return differently(anatomy, bare)


LAYERS = (
    Misconception(
        id="kernel-flipped",
        title="kernel laid on back to front",
        concept=Concept.CONVOLUTION,
        swaps=_kernel_flipped,
        feedback="Is the kernel flipped in this course, or laid on as it is printed? The sheet says it.",
        source="published: Dive into Deep Learning discusses both",
    ),
    Misconception(
        id="pool-gradient-to-all",
        title="gradient of max pooling given to every entry",
        concept=Concept.CONVOLUTION,
        swaps=_pool_gradient_to_all,
        feedback="Only the largest entry of a window moved the maximum: who gets the gradient?",
        source="judgement",
    ),
    Misconception(
        id="mean-for-max",
        title="mean in place of the maximum",
        concept=Concept.CONVOLUTION,
        swaps=_mean_for_max,
        feedback="Max pooling keeps the largest number of its window.",
        source="judgement",
    ),
    Misconception(
        id="dropout-not-scaled",
        title="dropout without scaling what is kept",
        concept=Concept.NORMALISATION,
        swaps=_not_scaled,
        feedback="Inverted dropout divides what it keeps by the share that is kept.",
        source="published: click4ai",
    ),
    Misconception(
        id="other-variance",
        title="variance with the other divisor",
        concept=Concept.NORMALISATION,
        swaps=_other_variance,
        feedback="Does this variance divide by n or by n − 1? The sheet says it.",
        source="published: Stack Overflow 47567655",
    ),
    Misconception(
        id="not-centred",
        title="mean not subtracted",
        concept=Concept.NORMALISATION,
        swaps=_not_centred,
        feedback="Before it is scaled, a value loses its mean.",
        source="judgement",
    ),
    Misconception(
        id="variance-for-deviation",
        title="divided by the variance, not by its root",
        concept=Concept.NORMALISATION,
        swaps=_variance_for_deviation,
        feedback="Divide by the standard deviation: the root of the variance.",
        source="judgement",
    ),
    Misconception(
        id="attention-unscaled",
        title="scores not scaled",
        concept=Concept.ATTENTION,
        swaps=_unscaled,
        feedback="This course divides each score by the root of the dimension.",
        source="conventions that vary between courses",
    ),
    Misconception(
        id="attention-scaled-by-dimension",
        title="scores over the dimension, not over its root",
        concept=Concept.ATTENTION,
        swaps=_scaled_by_dimension,
        feedback="Scores are divided by the root of the dimension.",
        source="judgement",
    ),
    Misconception(
        id="attention-axis",
        title="softmax over the wrong axis",
        concept=Concept.ATTENTION,
        swaps=_other_axis,
        feedback="The weights of one query over all keys sum to 1: do yours?",
        source="judgement",
    ),
    Misconception(
        id="gru-mixing-swapped",
        title="old and new state mixed the other way round",
        concept=Concept.RECURRENT,
        swaps=_mixing_swapped,
        feedback="Is z the share of the new candidate, or of the old state? The sheet says it.",
        source="conventions that vary between courses",
    ),
    Misconception(
        id="memory-not-squashed",
        title="memory of an LSTM not squashed",
        concept=Concept.RECURRENT,
        swaps=_state_not_squashed,
        feedback="The state shows the memory through tanh.",
        source="judgement",
    ),
)
