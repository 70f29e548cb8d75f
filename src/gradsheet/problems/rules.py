"""Rules that a draw keeps whatever the misconceptions: no kinks, no ties, nothing that hides a term or a factor.

Each rule is a row of `RULES` and can be dropped by its name (`[draw] without`). A row says for a
problem and its values, arrays of shape (draws,), what has to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations, groupby
from typing import Any

import numpy as np

from ..derivation import Family, Role
from ..formula import Apply, Formula, Symbol, evaluate, rewrite
from ..models import GATED
from . import calculator
from .problem import Grid, Kind, Problem

Values = Mapping[Symbol, Any]

KINK = 0.05  # how far a ReLU's argument stays from 0, and two arguments of a max from each other
BENT = {"relu": 0, "abs": 0, "sign": 0, "leakyrelu": 1, "elu": 1}
"""Functions with a kink or jump at 0, and which of their arguments it is that must not be there."""
TIE = 1e-9
PASSED_THROUGH = (Role.PREACTIVATION, Role.ACTIVATION, Role.LOSS)
"""What is computed again after an update, and may then well be as it was."""
SMALLEST_MOVE = 2.0  # answer units: an asked change must be visible in the decimals asked
LEAST_SLOPE = 0.045  # of a sigmoid or tanh: beyond it a unit is saturated
LEAST_SHARE = 0.01  # p (1 - p) of a softmax output
MAGNITUDE = (50.0, 20.0)  # an asked gradient: at least so many answer units, at most so large
FINE = 3  # decimals from which an asked gradient has digits to show
NEAREST_TARGET = 0.05
FEW = 4  # a range of at most so many values was chosen one by one
CHOICES = "choices"
SMALL_LAYER = 4  # units that are all alive unless the author says otherwise


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to draw again: `holds` has shape (draws,); a costly rule has `judged` only so many of them."""

    name: str
    holds: Any
    judged: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`conditions` must all hold; `hint` says what the rule wants, for an author whose draws break it."""

    conditions: Callable[[Problem, Values], Iterable[Any]]
    hint: str | Callable[[Problem], str]

    def advice(self, problem: Problem) -> str:
        return self.hint if isinstance(self.hint, str) else self.hint(problem)


def structural(problem: Problem, values: Values, count: int) -> Iterator[Rule]:
    """Each rule with the draws that keep it; a value that is not finite breaks only the first."""
    with np.errstate(all="ignore"):
        finite = _rule("finite", (np.isfinite(value) for value in values.values()), count)
        yield finite
        rows = [(id, row.conditions(problem, values)) for id, row in RULES.items() if id not in problem.draw.without]
        for name_, conditions in (
            *rows,
            *(
                (f"require: {text}", iter([evaluate(condition, values)]))
                for condition, text in zip(problem.draw.require, problem.draw.require_text, strict=True)
            ),
        ):
            yield Rule(name_, _rule(name_, conditions, count).holds | ~finite.holds)


def _rule(name_: str, conditions: Iterable[Any], count: int) -> Rule:
    holds = np.ones(count, dtype=bool)
    for condition in conditions:
        holds = holds & np.asarray(condition, dtype=bool)
    return Rule(name_, holds)


def _off_kinks(problem: Problem, values: Values) -> Iterable[Any]:
    """Slopes are certain: no ReLU or absolute value near 0, no maximum near a tie.

    A threshold says itself which way it goes at exactly 0, where perceptrons start; close to it is refused.
    """
    for node in _applied(problem):
        if node.operator in BENT:
            yield np.abs(evaluate(node.arguments[BENT[node.operator]], values)) > KINK - TIE
        elif node.operator in ("threshold", "nonnegative"):
            size = np.abs(evaluate(node.arguments[0], values))
            yield (size > KINK - TIE) | (size < TIE)
        elif node.operator in ("max", "min"):
            ordered = np.sort(np.stack(np.broadcast_arrays(*(evaluate(a, values) for a in node.arguments))), axis=0)
            top, next_ = (ordered[-1], ordered[-2]) if node.operator == "max" else (ordered[1], ordered[0])
            yield np.abs(top - next_) > KINK - TIE


def _applied(problem: Problem) -> list[Apply]:
    found: dict[Apply, None] = {}

    def note(node: Formula) -> Formula:
        if isinstance(node, Apply):
            found[node] = None
        return node

    for step in problem.derivation.steps:
        rewrite(step.formula, note)
    return [node for node in found if len(node.arguments) > 1 or node.operator not in ("max", "min")]


def _alive(problem: Problem, values: Values) -> Iterable[Any]:
    """As many ReLUs with a positive sum in each hidden layer as the author wants; all of a small one by default."""
    wanted, network = problem.draw.alive_units, problem.network
    if network is None:
        return
    hidden = {
        number: layer.units for number, layer in enumerate(network.layers[:-1], start=1) if layer.activation in GATED
    }
    for family, members in problem.derivation.members.items():
        if problem.derivation.role(family) is not Role.PREACTIVATION or family.layer not in hidden:
            continue
        for _, units in groupby(members, key=lambda member: member.indices[:-1]):
            sums = [values[member] > 0 for member in units]
            # Of a pass after the last update there is only what somebody asks for.
            if wanted is not None and len(sums) == hidden[family.layer]:
                yield sum(alive.astype(int) for alive in sums) == wanted
            elif wanted is None and len(sums) <= SMALL_LAYER and network.layers[family.layer - 1].activation == "relu":
                yield from sums


def _moves(problem: Problem, values: Values) -> Iterable[Any]:
    """An asked gradient or new weight really moves, and stays exactly where the author says so."""
    least = SMALLEST_MOVE * problem.rounding.answer_unit
    for ask, symbol in problem.numbers:
        moved = _movement(problem, symbol, values) if ask.kind is Kind.NUMBER else None
        if moved is not None:
            yield moved == 0 if ask.unchanged else np.abs(moved) >= least


def _movement(problem: Problem, symbol: Symbol, values: Values) -> Any | None:
    """The change or the gradient of a parameter; other derivatives may well be 0 (behind a target of 0, a max)."""
    if symbol.updates and problem.derivation.role(symbol) not in PASSED_THROUGH:
        return values[symbol] - values[replace(symbol, updates=symbol.updates - 1)]
    return values[symbol] if symbol.change or _is_gradient(problem, symbol) else None


def _is_gradient(problem: Problem, symbol: Symbol) -> bool:
    return symbol.by is not None and problem.derivation.role(symbol.by) in (Role.WEIGHT, Role.BIAS)


def _off_ties(problem: Problem, values: Values) -> Iterable[Any]:
    """No asked number half way between two answers, where rounding is a matter of float dust."""
    for _, symbol in problem.numbers:
        scaled = values[symbol] * 10.0**problem.rounding.answer
        yield np.abs(scaled - np.floor(scaled) - 0.5) > TIE * 10.0**problem.rounding.answer


def _no_zeros(problem: Problem, values: Values) -> Iterable[Any]:
    """A drawn 0 kills a term that others have."""
    for given, _ in forbidden(problem, "zeros"):
        yield values[given.symbol] != 0


def _no_ones(problem: Problem, values: Values) -> Iterable[Any]:
    """A weight of 1 or -1 hides a factor; one input of 1 among several is bearable."""
    if problem.network is None:
        return
    for given, _ in forbidden(problem, "ones"):
        yield np.abs(values[given.symbol]) != 1
    ones = [values[given.symbol] == 1 for given in _drawn(problem, Role.INPUT)]
    if len(ones) > 1:
        yield sum(one.astype(int) for one in ones) <= 1


def forbidden(problem: Problem, rule: str) -> Iterator[tuple[Grid, tuple[int, ...]]]:
    """What the rules `zeros` and `ones` forbid drawn givens one by one, whatever the others are."""
    dense = problem.network is not None
    if rule == "zeros":
        for given in _drawn(problem, Role.WEIGHT, Role.BIAS, *([Role.INPUT] if dense else [])):
            yield given, (0,)
    elif rule == "ones" and dense:
        for given in _drawn(problem, Role.WEIGHT):
            yield given, (1, -1)


def _drawn(problem: Problem, *roles: Role) -> Iterator[Grid]:
    """Givens of these roles from a wide range: what was chosen one by one is wanted."""
    for given in problem.given:
        if isinstance(given, Grid) and len(given.values) > FEW and problem.derivation.role(given.symbol) in roles:
            yield given


def _not_symmetric(problem: Problem, values: Values) -> Iterable[Any]:
    """A symmetric matrix hides which index is which."""
    for family in _matrices(problem):
        turned = [(one, replace(one, indices=one.indices[::-1])) for one in family.members]
        pairs = [(a, b) for a, b in turned if a.indices < b.indices]
        if pairs and _vary(problem, family.members):
            yield np.logical_or.reduce([values[a] != values[b] for a, b in pairs])


def _matrices(problem: Problem) -> Iterator[Family]:
    """Square matrices of given weights."""
    for family in problem.derivation.families:
        square = len(family.shape) == 2 and family.shape[0] == family.shape[1] > 1
        if square and family.role is Role.WEIGHT and set(family.members) <= set(problem.derivation.givens):
            yield family


def _inputs_differ(problem: Problem, values: Values) -> Iterable[Any]:
    """Equal inputs of one example hide which weight meets which, equal examples which of them is asked."""
    for family in problem.derivation.families:
        if family.role is not Role.INPUT or problem.network is None:
            continue
        rows = [tuple(row) for _, row in groupby(family.members, key=lambda member: member.indices[:-1])]
        for row in rows if len(rows[0]) <= SMALL_LAYER else ():
            for a, b in combinations(row, 2):
                if _vary(problem, (a, b), more_than=max(2, len(row) - 1)):
                    yield values[a] != values[b]
        for first, second in combinations(rows, 2):
            if _vary(problem, (*first, *second), more_than=1):
                yield reduce(np.logical_or, [values[a] != values[b] for a, b in zip(first, second, strict=True)])


def _vary(problem: Problem, symbols: Sequence[Symbol], *, more_than: int = FEW) -> bool:
    """Whether one of these givens is drawn from more than so many values."""
    wide = {given.symbol for given in problem.given if isinstance(given, Grid) and len(given.values) > more_than}
    return bool(wide.intersection(symbols))


def _not_saturated(problem: Problem, values: Values) -> Iterable[Any]:
    """Units that squash still have a slope."""
    for step in problem.derivation.steps:
        match step.formula:
            case Apply("sigmoid", (Symbol(),)):
                yield values[step.symbol] * (1 - values[step.symbol]) >= LEAST_SLOPE
            case Apply("tanh", (Symbol(),)):
                yield 1 - values[step.symbol] ** 2 >= LEAST_SLOPE
            case Apply("softmax", (_, _, _, *_)):
                yield values[step.symbol] * (1 - values[step.symbol]) >= LEAST_SHARE


def _in_the_band(problem: Problem, values: Values) -> Iterable[Any]:
    """Asked gradients have digits to show, and do not explode; coarse answers are meant to be small."""
    if problem.rounding.answer < FINE:
        return
    least, most = MAGNITUDE[0] * problem.rounding.answer_unit, MAGNITUDE[1]
    for ask, symbol in problem.numbers:
        if ask.kind is Kind.NUMBER and not ask.unchanged and _is_gradient(problem, symbol):
            size = np.abs(values[symbol])
            yield (size >= least) & (size <= most)


def _off_target(problem: Problem, values: Values) -> Iterable[Any]:
    """Outputs are not yet on their targets."""
    network = problem.network
    if network is None or network.loss is None:
        return
    outputs = [s for s in problem.derivation.by_symbol if s.letter == "y" and s.layer == len(network.layers)]
    for output in outputs:
        target = Symbol("d", indices=output.indices)
        if target in values and not output.updates:
            yield np.abs(values[output] - values[target]) >= NEAREST_TARGET


RULES: Mapping[str, Row] = {
    "kinks": Row(conditions=_off_kinks, hint=f"a ReLU's argument must be at least {KINK} away from 0"),
    "alive-units": Row(conditions=_alive, hint="so many ReLUs of each hidden layer must be positive (`alive_units`)"),
    "moves": Row(conditions=_moves, hint="what is asked must change, or carry `unchanged = true` where it stays"),
    "ties": Row(conditions=_off_ties, hint="an answer lies half way between two roundings"),
    "zeros": Row(conditions=_no_zeros, hint="no drawn weight, bias or input may be 0"),
    "ones": Row(conditions=_no_ones, hint="no drawn weight may be 1 or -1, at most one input 1"),
    "symmetric": Row(conditions=_not_symmetric, hint="no matrix may be symmetric"),
    "equal-inputs": Row(conditions=_inputs_differ, hint="inputs of one example must differ, and examples too"),
    "saturation": Row(conditions=_not_saturated, hint="a sigmoid's sum must lie within 3 of 0, a tanh's within 2.1"),
    "magnitude": Row(conditions=_in_the_band, hint="an asked gradient must have at least two digits to show"),
    "calculator": Row(conditions=calculator.on_table, hint=calculator.advice),
    "target-reached": Row(conditions=_off_target, hint=f"an output must be {NEAREST_TARGET} away from its target"),
    CHOICES: Row(
        # Judged by problems/fairness.py, on the numbers of the misconceptions that it has at hand.
        conditions=lambda problem, values: (),
        hint="what is asked with `choices` needs so many wrong numbers, apart from the right one and from each other",
    ),
}
