"""Derivatives of one formula, by the chain rule over the operator table."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from . import algebra
from .nodes import ONE, ZERO, Apply, Formula, Number, Symbol, rewrite
from .operators import OPERATORS
from .parse import parse


def differentiate(formula: Formula, by: Symbol) -> Formula:
    """d`formula`/d`by`, every other symbol held fixed, as a lecturer would write it."""
    match formula:
        case Number():
            return ZERO
        case Symbol():
            return ONE if formula == by else ZERO
        case Apply(operator, arguments):
            terms = []
            for position, argument in enumerate(arguments):
                inner = differentiate(argument, by)
                if inner == ZERO:
                    continue
                outer = partial(operator, arguments, position)
                # The first factor's derivative stays in front: (a*b*c)' by b is a*c.
                in_front = operator == "*" and position == 0
                terms.append(algebra.times(inner, outer) if in_front else algebra.times(outer, inner))
            return algebra.total(terms)


def partial(operator: str, arguments: tuple[Formula, ...], position: int) -> Formula:
    """The derivative of an operator by its argument at `position` (from 0)."""
    rules = OPERATORS[operator].derivatives
    if callable(rules):
        return rules(arguments, position)
    return _instantiate(_parsed(rules[position]), arguments)


def by_hand(formula: Formula, *, looked_up: Collection[str] = ()) -> Formula:
    """The formula as a person types it into a calculator: `sigmoid(z)` is `1/(1 + exp(-z))`.

    Functions that are `looked_up` in a table stay as they are.
    """

    def expand(node: Formula) -> Formula:
        if not isinstance(node, Apply) or node.operator in looked_up:
            return node
        rule = OPERATORS[node.operator].by_hand
        if rule is None:
            return node
        return rule(node.arguments, 0) if callable(rule) else _instantiate(_parsed(rule), node.arguments)

    return rewrite(formula, expand)


_PLACES = {Symbol("a"): 0, Symbol("b"): 1}


@cache
def _parsed(rule: str) -> Formula:
    return parse(rule)


def _instantiate(rule: Formula, arguments: tuple[Formula, ...]) -> Formula:
    """The rule with its arguments put in, simplified on the way."""
    match rule:
        case Symbol():
            return arguments[_PLACES[rule]]
        case Apply(operator, parts):
            built = tuple(_instantiate(part, arguments) for part in parts)
            simplify = _SIMPLIFIED.get(operator)
            return simplify(*built) if simplify else Apply(operator, built)
    return rule


def _minus(a: Formula, b: Formula) -> Formula:
    if isinstance(a, Number) and isinstance(b, Number):
        return Number(a.value - b.value)
    return algebra.minus(a, b)


_SIMPLIFIED: dict[str, Callable[..., Formula]] = {
    "+": algebra.plus,
    "-": _minus,
    "*": algebra.times,
    "/": algebra.over,
    "^": algebra.power,
    "neg": algebra.negative,
}
