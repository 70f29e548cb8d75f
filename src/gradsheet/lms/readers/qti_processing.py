"""What an engine does with an item's response processing: an interpreter of the part of QTI's language that is met.

Source: the chapters "Response Processing" and "Expressions" of 1EdTech's QTI 2.1 information model. A value is None
(NULL), a truth value, a number, a text or, where the cardinality is multiple, a tuple of them; an empty one is NULL.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


def rules_of(processing: Element) -> list[Element]:
    if processing.get("template") is not None:
        raise GradsheetError("it is marked by a template of rules, which is not read here")
    return list(processing)


class Rules:
    """The rules of an item, ready to run for many responses."""

    def __init__(self, rules: Iterable[Element]) -> None:
        self._steps = [_step(rule) for rule in rules]

    def run(self, session: Session) -> bool:
        """Changes the session's outcomes; False where one of the rules ended all."""
        return all(step(session) for step in self._steps)


class Parted:
    """The rules of an item, ready to be asked which are left when only one response is given.

    Of conditions on other responses, the branch that is taken: what an answer to one of many parts earns is known much
    faster by these. `empty` is a session without responses.
    """

    def __init__(self, rules: Iterable[Element], empty: Session) -> None:
        self._parts: list[tuple[Element, frozenset[str], Parted | None]] = []
        for rule in rules:
            asked = _asked(rule)
            by_responses = rule.tag == "responseCondition" and not asked & set(empty.start)
            self._parts.append((rule, asked, Parted(_taken(rule, empty), empty) if by_responses else None))

    def left(self, name: str) -> Iterator[Element]:
        for rule, asked, otherwise in self._parts:
            if otherwise is None or name in asked:
                yield rule
            else:
                yield from otherwise.left(name)


def _asked(rule: Element) -> frozenset[str]:
    """The variables that a condition's tests look at."""
    return frozenset(
        one.get("identifier", "")
        for branch in rule
        if branch.tag != "responseElse"
        for test in branch[:1]
        for one in test.iter("variable")
    )


def _taken(condition: Element, session: Session) -> Sequence[Element]:
    """The rules of the first branch whose test holds."""
    for test, rules in _branches(condition):
        if test is None or test(session) is True:
            return rules
    return ()


Test = Callable[[Session], Value]


def _branches(condition: Element) -> Iterator[tuple[Test | None, Sequence[Element]]]:
    for branch in condition:
        if branch.tag == "responseElse":
            yield None, list(branch)
        elif branch.tag in ("responseIf", "responseElseIf") and len(branch):
            yield expression(branch[0]), list(branch)[1:]
        else:
            raise GradsheetError(f"<{branch.tag}> is no branch of a condition")


def _step(rule: Element) -> Callable[[Session], bool]:
    """One rule, which gives False where it ends all."""
    match rule.tag:
        case "responseCondition":
            branches = [(test, Rules(rules)) for test, rules in _branches(rule)]

            def choose(session: Session) -> bool:
                for test, rules in branches:
                    if test is None or test(session) is True:
                        return rules.run(session)
                return True

            return choose
        case "setOutcomeValue":
            name, value = _name(rule), expression(_only(rule))

            def put(session: Session) -> bool:
                session.values[name] = value(session)
                return True

            return put
        case "exitResponse":
            return lambda _: False
        case _:
            raise GradsheetError(f"the rule <{rule.tag}> is not read here")


def expression(element: Element) -> Test:
    """What gives the value of an expression in a session."""
    match element.tag:
        case "variable":
            return lambda session: _looked_up(session.values, element)
        case "correct":
            return lambda session: _looked_up(session.right, element)
        case "default":
            return lambda session: _looked_up(session.start, element)
        case "baseValue":
            value = read_value(element.text or "", element.get("baseType", ""))
            return lambda _: value
        case "null":
            return lambda _: None
        case "isNull":
            inside = expression(_only(element))
            return lambda session: inside(session) is None
    rule = _OPERATORS.get(element.tag)
    if rule is None:
        raise GradsheetError(f"the expression <{element.tag}> is not read here")
    operands = [expression(operand) for operand in element]
    return lambda session: rule(element, [operand(session) for operand in operands])


def _looked_up(values: Mapping[str, Value], element: Element) -> Value:
    name = _name(element)
    if name not in values:
        raise GradsheetError(f"<{element.tag}> names '{name}', which is not declared")
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
