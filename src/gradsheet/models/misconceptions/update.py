"""Wrong updates, and wrong optimisers."""

from __future__ import annotations

from collections.abc import Callable

from ...derivation import Phase, Role, Step
from ...formula import ONE, ZERO, Apply, Formula, Symbol, changed, substitute, symbols_in
from ...formula.algebra import minus, negative, plus, times
from ..updates import RATE, STEP_NUMBER
from .anatomy import Anatomy, Swaps, everywhere, updates
from .misconception import Concept, Misconception

Change = Callable[[Apply], Formula | None]


def _gradients_in(anatomy: Anatomy, step: Step) -> dict[Formula, Formula]:
    """The gradients of parameters that an update's line reads, each with its opposite."""
    parameter = (Role.WEIGHT, Role.BIAS)
    read = (s for s in symbols_in(step.formula) if s.by is not None and anatomy.role(s.by) in parameter)
    return {symbol: negative(symbol) for symbol in read}


def _uphill(anatomy: Anatomy) -> Swaps:
    """Every gradient enters the update with the wrong sign."""
    found: dict[Symbol, Formula] = {}
    for step in anatomy.derivation.steps:
        if step.phase is Phase.UPDATE and (turned := _gradients_in(anatomy, step)):
            found[step.symbol] = substitute(step.formula, turned)
    return found


def _forgot_rate(anatomy: Anatomy) -> Swaps:
    return {
        step.symbol: substitute(step.formula, {RATE: ONE})
        for step in anatomy.derivation.steps
        if step.phase is Phase.UPDATE and RATE in set(symbols_in(step.formula))
    }


def _gradient_reported(anatomy: Anatomy) -> Swaps:
    """The gradient stands where the new value is asked."""
    gradient = {
        symbol.by: symbol
        for symbol in anatomy.edges
        if symbol.of is not None and symbol.of.letter and anatomy.role(symbol.of) is Role.LOSS
    }
    return updates(anatomy, lambda step, before: gradient.get(before))


def _change_reported(anatomy: Anatomy) -> Swaps:
    """The change stands where the new value is asked."""

    def change(step: Step, before: Symbol) -> Formula | None:
        if changed(before) in anatomy.derivation.by_symbol:
            return changed(before)
        return _without(step.formula, before)

    return updates(anatomy, change)


def _without(formula: Formula, before: Symbol) -> Formula | None:
    """What is left of `w - eta*g` or `w + v` when w is taken away."""
    match formula:
        case Apply("-", (first, second)) if first == before:
            return negative(second)
        case Apply("+", (first, second)) if first == before:
            return second
        case Apply("-", (Apply("+", (first, second)), third)) if first == before:
            return minus(second, third)
    return None


def _no_update(anatomy: Anatomy) -> Swaps:
    return updates(anatomy, lambda step, before: before)


def _bias_not_updated(anatomy: Anatomy) -> Swaps:
    return updates(anatomy, lambda step, before: before if anatomy.role(before) is Role.BIAS else None)


def _moments(anatomy: Anatomy, change: Change) -> Swaps:
    found = {}
    for step in anatomy.derivation.steps:
        if step.phase is Phase.UPDATE:
            formula = everywhere(step.formula, change)
            if formula != step.formula:
                found[step.symbol] = formula
    return found


def _no_bias_correction(anatomy: Anatomy) -> Swaps:
    """m in place of m/(1 - beta^t)."""

    def uncorrected(node: Apply) -> Formula | None:
        match node:
            case Apply("/", (moment, Apply("-", (one, Apply("^", (_, exponent)))))) if one == ONE:
                return moment if exponent == STEP_NUMBER else None
        return None

    return _moments(anatomy, uncorrected)


def _epsilon_place(anatomy: Anatomy) -> Swaps:
    """sqrt(v) + eps for sqrt(v + eps), and the other way round."""

    def moved(node: Apply) -> Formula | None:
        match node:
            case Apply("+", (Apply("sqrt", (inner,)), Symbol("eps") as eps)):
                return Apply("sqrt", (plus(inner, eps),))
            case Apply("sqrt", (Apply("+", (inner, Symbol("eps") as eps)),)):
                return plus(Apply("sqrt", (inner,)), eps)
        return None

    found: dict[Symbol, Formula] = {}
    for step in anatomy.derivation.steps:
        if step.phase is Phase.UPDATE:
            formula = _outermost(step.formula, moved)
            if formula != step.formula:
                found[step.symbol] = formula
    return found


def _outermost(formula: Formula, change: Change) -> Formula:
    """The formula with `change` made once, at the outermost place where it applies."""
    if not isinstance(formula, Apply):
        return formula
    instead = change(formula)
    if instead is not None:
        return instead
    return Apply(formula.operator, tuple(_outermost(argument, change) for argument in formula.arguments))


def _next_step_number(anatomy: Anatomy) -> Swaps:
    """t + 1 for t."""
    following: dict[Formula, Formula] = {STEP_NUMBER: Apply("+", (STEP_NUMBER, ONE))}
    return {
        step.symbol: substitute(step.formula, following)
        for step in anatomy.derivation.steps
        if step.phase is Phase.UPDATE and STEP_NUMBER in set(symbols_in(step.formula))
    }


def _averaged(anatomy: Anatomy) -> Swaps:
    """Momentum as a running mean: (1 - mu) g for g."""

    def share(node: Apply) -> Formula | None:
        match node:
            case Apply("+" | "-" as sign, (Apply("*", (Symbol("mu") as mu, _)) as kept, added)):
                has_share = any(s == mu for s in symbols_in(added))
                return None if has_share else Apply(sign, (kept, times(minus(ONE, mu), added)))
        return None

    return {
        symbol: formula for symbol, formula in _moments(anatomy, share).items() if anatomy.role(symbol) is Role.MEMORY
    }


def _nothing_remembered(anatomy: Anatomy) -> Swaps:
    """What was remembered counts as nothing."""
    memory: dict[Formula, Formula] = {s: ZERO for s in anatomy.derivation.givens if anatomy.role(s) is Role.MEMORY}
    return {
        step.symbol: formula
        for step in anatomy.derivation.steps
        if step.phase is Phase.UPDATE and (formula := substitute(step.formula, memory)) != step.formula
    }


UPDATE = (
    Misconception(
        id="ascent-sign",
        title="step taken uphill",
        concept=Concept.UPDATE,
        swaps=_uphill,
        feedback="Uphill, the loss would rise. Which sign does descent use?",
        source="published: leyaa; question threads",
    ),
    Misconception(
        id="forgot-rate",
        title="learning rate left out",
        concept=Concept.UPDATE,
        swaps=_forgot_rate,
        feedback="A step takes a share of the gradient. Where is the learning rate?",
        source="judgement",
    ),
    Misconception(
        id="gradient-reported",
        title="gradient given as the new value",
        concept=Concept.UPDATE,
        swaps=_gradient_reported,
        feedback="This is the gradient. One step is left: the new value.",
        source="judgement",
    ),
    Misconception(
        id="change-reported",
        title="change given as the new value",
        concept=Concept.UPDATE,
        swaps=_change_reported,
        feedback="This is the change. Add it to the old value.",
        source="published: the lecture's softmax slide stops here",
    ),
    Misconception(
        id="no-update",
        title="old value given as the new one",
        concept=Concept.UPDATE,
        swaps=_no_update,
        feedback="Nothing has moved. Is the gradient really 0?",
        source="judgement",
    ),
    Misconception(
        id="bias-not-updated",
        title="biases left as they were",
        concept=Concept.UPDATE,
        swaps=_bias_not_updated,
        feedback="Biases learn too: they move like weights.",
        source="published: primelearn",
    ),
    Misconception(
        id="no-bias-correction",
        title="moments not corrected for their start at 0",
        concept=Concept.OPTIMISER,
        swaps=_no_bias_correction,
        feedback="m and v start at 0: divide by 1 − beta^t.",
        source="judgement",
    ),
    Misconception(
        id="epsilon-place",
        title="epsilon on the other side of the root",
        concept=Concept.OPTIMISER,
        swaps=_epsilon_place,
        feedback="Is epsilon added before the root is taken, or after?",
        source="conventions that vary between courses",
        hides=True,  # an epsilon of 1e-8 moves nothing that is asked
    ),
    Misconception(
        id="next-step-number",
        title="step number off by one",
        concept=Concept.OPTIMISER,
        swaps=_next_step_number,
        feedback="Steps are counted from 1: which one is this?",
        source="judgement",
    ),
    Misconception(
        id="momentum-averaged",
        title="momentum taken as a running mean",
        concept=Concept.OPTIMISER,
        swaps=_averaged,
        feedback="Here the velocity takes the whole gradient, not a share of 1 − mu.",
        source="conventions that vary between courses",
    ),
    Misconception(
        id="nothing-remembered",
        title="what the optimiser remembered left out",
        concept=Concept.OPTIMISER,
        swaps=_nothing_remembered,
        feedback="The optimiser remembers the steps before: what did it start from?",
        source="judgement",
        hides=True,  # what starts at 0
    ),
)
