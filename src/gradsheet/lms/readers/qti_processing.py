"""What an engine does with an item's response processing: an interpreter of the part of QTI's language that is met.

Source: the chapters "Response Processing" and "Expressions" of 1EdTech's QTI 2.1 information model. A value is None
(NULL), a truth value, a number, a text or, where the cardinality is multiple, a tuple of them; an empty one is NULL.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ...errors import GradsheetError

Value = None | bool | float | str | tuple["Value", ...]

_FLOAT = re.compile(r"\s*([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)\s*", re.ASCII)
"""A float as XML Schema writes it; infinity and NaN are no answers."""
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(slots=True)
class Session:
    """What one attempt at an item has: variables by name, and the right responses."""

    values: dict[str, Value]
    right: Mapping[str, Value]
    start: Mapping[str, Value] = field(default_factory=dict)


def read_value(text: str, kind: str) -> Value:
    """A value of a base type; NULL where the text is none, as what a candidate types may be."""
    match kind:
        case "float" | "integer":
            found = _FLOAT.fullmatch(text)
            return float(found[1]) if found else None
        case "boolean":
            return _TRUTHS.get(text.strip())
        case "identifier" | "string":
            return text.strip() or None
        case _:
            raise GradsheetError(f"values of type '{kind}' are not read here")


def process(rules: Iterable[Element], session: Session) -> None:
    """Runs rules in their order, which changes the session's outcomes."""
    _run(rules, session)


def rules_of(processing: Element) -> list[Element]:
    if processing.get("template") is not None:
        raise GradsheetError("it is marked by a template of rules, which is not read here")
    return list(processing)


def concerning(rules: Iterable[Element], name: str, empty: Session) -> list[Element]:
    """The rules that are left when only `name` is answered: of conditions on other responses, the branch that is taken.

    `empty` is a session without responses. What an answer to one of many parts earns is known much faster by these.
    """
    left: list[Element] = []
    for rule in rules:
        if rule.tag == "responseCondition" and _depends_on_others_only(rule, name, empty):
            taken = _taken(rule, empty)
            left += concerning(taken, name, empty)
        else:
            left.append(rule)
    return left


def _depends_on_others_only(condition: Element, name: str, empty: Session) -> bool:
    """Whether its tests look at responses other than `name`, and at nothing that rules change."""
    asked = {
        one.get("identifier", "")
        for branch in condition
        if branch.tag != "responseElse"
        for test in branch[:1]
        for one in test.iter("variable")
    }
    return name not in asked and not asked & set(empty.start)


def _run(rules: Iterable[Element], session: Session) -> bool:
    """False where one of the rules ended all."""
    for rule in rules:
        match rule.tag:
            case "responseCondition":
                if not _run(_taken(rule, session), session):
                    return False
            case "setOutcomeValue":
                session.values[_name(rule)] = evaluate(_only(rule), session)
            case "exitResponse":
                return False
            case _:
                raise GradsheetError(f"the rule <{rule.tag}> is not read here")
    return True


def _taken(condition: Element, session: Session) -> Sequence[Element]:
    """The rules of the first branch whose test holds."""
    for branch in condition:
        if branch.tag == "responseElse":
            return list(branch)
        if branch.tag not in ("responseIf", "responseElseIf") or not len(branch):
            raise GradsheetError(f"<{branch.tag}> is no branch of a condition")
        if evaluate(branch[0], session) is True:
            return list(branch)[1:]
    return ()


def evaluate(expression: Element, session: Session) -> Value:
    """The value of an expression."""
    match expression.tag:
        case "variable":
            return _looked_up(session.values, expression)
        case "correct":
            return _looked_up(session.right, expression)
        case "default":
            return _looked_up(session.start, expression)
        case "baseValue":
            return read_value(expression.text or "", expression.get("baseType", ""))
        case "null":
            return None
        case "isNull":
            return evaluate(_only(expression), session) is None
    rule = _OPERATORS.get(expression.tag)
    if rule is None:
        raise GradsheetError(f"the expression <{expression.tag}> is not read here")
    return rule(expression, [evaluate(operand, session) for operand in expression])


def _looked_up(values: Mapping[str, Value], expression: Element) -> Value:
    name = _name(expression)
    if name not in values:
        raise GradsheetError(f"<{expression.tag}> names '{name}', which is not declared")
    return values[name]


def _name(element: Element) -> str:
    return element.get("identifier", "")


def _only(element: Element) -> Element:
    if len(element) != 1:
        raise GradsheetError(f"<{element.tag}> has {len(element)} expressions, not one")
    return element[0]


def _and(_: Element, operands: list[Value]) -> Value:
    if any(one is False for one in operands):
        return False
    return None if None in operands else True


def _or(_: Element, operands: list[Value]) -> Value:
    if any(one is True for one in operands):
        return True
    return None if None in operands else False


def _not(_: Element, operands: list[Value]) -> Value:
    (one,) = operands
    return None if one is None else not one


def _match(_: Element, operands: list[Value]) -> Value:
    first, second = operands
    if first is None or second is None:
        return None
    if isinstance(first, tuple) and isinstance(second, tuple):
        return sorted(map(str, first)) == sorted(map(str, second))
    return first == second


def _member(_: Element, operands: list[Value]) -> Value:
    one, several = operands
    if one is None or several is None:
        return None
    return isinstance(several, tuple) and one in several


def _multiple(_: Element, operands: list[Value]) -> Value:
    together: list[Value] = []
    for one in operands:
        together += one if isinstance(one, tuple) else [] if one is None else [one]
    return tuple(together) or None


def _equal(expression: Element, operands: list[Value]) -> Value:
    """`absolute` bounds are what is expected less and plus the tolerance, `relative` ones parts of it, in doubles."""
    given, expected = map(_number, operands)
    if given is None or expected is None:
        return None
    mode = expression.get("toleranceMode", "exact")
    if mode == "exact":
        return given == expected
    below, *rest = [read_value(text, "float") for text in (expression.get("tolerance") or "").split()] or [None]
    above = rest[0] if rest else below
    if not isinstance(below, float) or not isinstance(above, float) or mode not in ("absolute", "relative"):
        raise GradsheetError(f"<equal> compares in the mode '{mode}' without a tolerance that can be read")
    if mode == "absolute":
        least, most = expected - below, expected + above
    else:
        least, most = expected * (1 - below / 100), expected * (1 + above / 100)
    from_least = given >= least if expression.get("includeLowerBound", "true") == "true" else given > least
    to_most = given <= most if expression.get("includeUpperBound", "true") == "true" else given < most
    return from_least and to_most


def _number(value: Value) -> float | None:
    if value is None:
        return None
    if isinstance(value, float):
        return value
    raise GradsheetError(f"a number is wanted where '{value}' stands")


def _of_numbers(rule: Callable[[list[float]], Value]) -> Callable[[Element, list[Value]], Value]:
    """NULL where one of the operands is; containers count with each of their members."""

    def applied(_: Element, operands: list[Value]) -> Value:
        flat = [_number(one) for operand in operands for one in (operand if isinstance(operand, tuple) else [operand])]
        known = [one for one in flat if one is not None]
        return rule(known) if len(known) == len(flat) else None

    return applied


_OPERATORS: Mapping[str, Callable[[Element, list[Value]], Value]] = {
    "and": _and,
    "or": _or,
    "not": _not,
    "match": _match,
    "member": _member,
    "multiple": _multiple,
    "equal": _equal,
    "gt": _of_numbers(lambda of: of[0] > of[1]),
    "gte": _of_numbers(lambda of: of[0] >= of[1]),
    "lt": _of_numbers(lambda of: of[0] < of[1]),
    "lte": _of_numbers(lambda of: of[0] <= of[1]),
    "sum": _of_numbers(math.fsum),
    "subtract": _of_numbers(lambda of: of[0] - of[1]),
    "product": _of_numbers(math.prod),
}
