"""Fair numbers: drawn, solved and judged as arrays, for a whole class at once.

Every student's numbers depend on that student's seed alone: a late enrolment moves nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import numpy as np

from ..derivation import Role, solve
from ..errors import DrawError
from ..formula import Apply, Formula, Symbol, evaluate, rewrite
from . import calculator
from .problem import Grid, Kind, OneHot, Problem
from .stream import below, words

ATTEMPTS = 4000
HOPELESS = 50_000  # a class without one fair draw among so many will not find any
BLOCK = 256
KINK = 0.05  # how far a ReLU's argument stays from 0, and two arguments of a max from each other
TIE = 1e-9
SMALLEST_MOVE = 2.0  # answer units: an asked change must be visible in the decimals asked

Draw = Mapping[Symbol, Decimal]


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to draw again: `holds` has shape (draws,)."""

    name: str
    holds: Any


def draw(problem: Problem, seeds: Sequence[bytes]) -> list[Draw]:
    """The givens of one exercise per seed (32 bytes each); raises DrawError when no fair numbers turn up."""
    slots = len(problem.given)
    chosen: list[Draw | None] = [None] * len(seeds)
    pending = list(range(len(seeds)))
    rejected: dict[str, int] = {}
    tried = 0
    attempt = 0
    while pending and attempt < ATTEMPTS:
        block = min(max(1, BLOCK // len(pending)), ATTEMPTS - attempt)
        counters = (attempt + np.arange(block))[None, :, None] * slots + np.arange(slots)[None, None, :]
        bits = words([seeds[place] for place in pending], np.broadcast_to(counters, (len(pending), block, slots)))
        picks = bits.reshape(len(pending) * block, slots)
        rules = list(_rules(problem, solve(problem.derivation, drawn_numbers(problem, picks)), len(picks)))
        fair = np.logical_and.reduce([rule.holds for rule in rules]).reshape(len(pending), block)
        for rule in rules:
            rejected[rule.name] = rejected.get(rule.name, 0) + int(np.size(rule.holds) - np.count_nonzero(rule.holds))
        tried += len(picks)
        for row, place in enumerate(pending):
            if fair[row].any():
                chosen[place] = _decimals(problem, picks[row * block + int(np.argmax(fair[row]))])
        pending = [place for place in pending if chosen[place] is None]
        attempt += block
        if len(pending) == len(seeds) and tried >= HOPELESS:
            break
    if pending:
        raise DrawError(_explained(problem, rejected, tried))
    return [one for one in chosen if one is not None]


def drawn_numbers(problem: Problem, picks: Any) -> dict[Symbol, Any]:
    """The drawn numbers as arrays of shape (draws,); `picks` holds one word per draw and range."""
    givens: dict[Symbol, Any] = {}
    for slot, given in enumerate(problem.given):
        match given:
            case Grid(symbol=symbol, values=values):
                grid = np.array([float(value) for value in values])
                givens[symbol] = grid[below(picks[:, slot], len(values)).astype(int)]
            case OneHot(members=members):
                hot = _hot(given, picks[:, slot])
                givens.update({member: (hot == place).astype(float) for place, member in enumerate(members)})
    return givens


def _decimals(problem: Problem, picks: Any) -> Draw:
    """The exact decimals of one draw."""
    found: dict[Symbol, Decimal] = {}
    for slot, given in enumerate(problem.given):
        match given:
            case Grid(symbol=symbol, values=values):
                found[symbol] = values[int(below(picks[slot], len(values)))]
            case OneHot(members=members):
                hot = int(_hot(given, picks[slot : slot + 1])[0])
                found.update({member: Decimal(int(hot == place)) for place, member in enumerate(members)})
    return {symbol: found[symbol] for symbol in problem.derivation.givens}


def _hot(given: OneHot, bits: Any) -> Any:
    """The position, from 0, of the 1 in each draw."""
    if given.hot is not None:
        return np.full(bits.shape, given.hot - 1)
    return below(bits, len(given.members)).astype(int)


def _rules(problem: Problem, values: Mapping[Symbol, Any], count: int) -> Iterable[Rule]:
    """Each rule with the draws that keep it; a value that is not finite breaks only the first."""
    with np.errstate(all="ignore"):
        finite = _rule("finite", (np.isfinite(value) for value in values.values()), count)
        yield finite
        for name_, conditions in (
            ("kinks", _off_kinks(problem, values)),
            ("alive_units", _alive(problem, values)),
            ("moves", _moves(problem, values)),
            ("ties", _off_ties(problem, values)),
            ("calculator", calculator.on_table(problem, values)),
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


def _off_kinks(problem: Problem, values: Mapping[Symbol, Any]) -> Iterable[Any]:
    """No ReLU or absolute value near 0, no maximum near a tie: slopes are certain there.

    A threshold says itself which way it goes at exactly 0, where perceptrons start; close to it is refused.
    """
    for node in _applied(problem):
        if node.operator in ("relu", "abs", "sign"):
            yield np.abs(evaluate(node.arguments[0], values)) > KINK - TIE
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


def _alive(problem: Problem, values: Mapping[Symbol, Any]) -> Iterable[Any]:
    """Exactly as many ReLUs with a positive sum in each hidden layer as the author wants."""
    wanted, network = problem.draw.alive_units, problem.network
    if wanted is None or network is None:
        return
    hidden = {number for number, layer in enumerate(network.layers[:-1], start=1) if layer.activation == "relu"}
    for family in problem.derivation.families:
        if family.role is Role.PREACTIVATION and family.symbol.layer in hidden:
            for _, units in groupby(family.members, key=lambda member: member.indices[:-1]):
                yield sum((values[member] > 0).astype(int) for member in units) == wanted


def _moves(problem: Problem, values: Mapping[Symbol, Any]) -> Iterable[Any]:
    """An asked gradient or new weight really moves, and stays exactly where the author says so."""
    least = SMALLEST_MOVE * problem.rounding.answer_unit
    for ask, symbol in problem.numbers:
        moved = _movement(problem, symbol, values) if ask.kind is Kind.NUMBER else None
        if moved is not None:
            yield moved == 0 if ask.unchanged else np.abs(moved) >= least


def _movement(problem: Problem, symbol: Symbol, values: Mapping[Symbol, Any]) -> Any | None:
    """The change or the gradient of a parameter; other derivatives may well be 0 (behind a target of 0, a max)."""
    if symbol.updates:
        return values[symbol] - values[_before(symbol)]
    return values[symbol] if symbol.change or _is_gradient(problem, symbol) else None


def _is_gradient(problem: Problem, symbol: Symbol) -> bool:
    return symbol.by is not None and problem.derivation.role(symbol.by) in (Role.WEIGHT, Role.BIAS)


def _before(symbol: Symbol) -> Symbol:
    return Symbol(symbol.letter, layer=symbol.layer, indices=symbol.indices)


def _off_ties(problem: Problem, values: Mapping[Symbol, Any]) -> Iterable[Any]:
    """No asked number half way between two answers, where rounding is a matter of float dust."""
    for _, symbol in problem.numbers:
        scaled = values[symbol] * 10.0**problem.rounding.answer
        yield np.abs(scaled - np.floor(scaled) - 0.5) > TIE * 10.0**problem.rounding.answer


def _explained(problem: Problem, rejected: Mapping[str, int], tried: int) -> str:
    worst = sorted(((count, rule) for rule, count in rejected.items() if count), reverse=True)[:3]
    reasons = "; ".join(f"`{rule}` alone rejects {count:,}" for count, rule in worst)
    return (
        f"{problem.name}: no fair numbers among {tried:,} draws: {reasons}; "
        f"widen the ranges in [given], or relax [draw] ({', '.join(_hint(rule, problem) for _, rule in worst)})"
    )


def _hint(rule: str, problem: Problem) -> str:
    return f"calculator: {calculator.advice(problem)}" if rule == "calculator" else _HINTS.get(rule, rule)


_HINTS = {
    "finite": "finite: a logarithm or a division leaves its domain",
    "kinks": f"kinks: a ReLU's argument must be at least {KINK} away from 0",
    "alive_units": "alive_units: so many ReLUs of each hidden layer must be positive",
    "moves": "moves: what is asked must change, or carry `unchanged = true` where it stays",
    "ties": "ties: an answer lies half way between two roundings",
}
