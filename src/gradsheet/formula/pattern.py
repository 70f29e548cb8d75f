"""Formulas that differ in their digits alone look alike: one of them is printed, and the others are filled in.

Of a number only its sign changes what stands around it, for a negative one has parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import count

from .naming import Naming
from .nodes import Apply, Formula, Number, Symbol, substitute, used_in
from .operators import OPERATORS, Shape
from .text import decimal_text

Printer = Callable[[Formula, Naming], str]
Template = tuple[str, list[int]]
PutIn = Callable[[Formula, Mapping[Symbol, Number], Naming], str]

MOST = 1 << 13  # templates that are remembered; a long problem has a hundred
_MARKS = 10**24
_MARK = re.compile(r"10{15}\d{9}")  # numbers from `_MARKS` on, which nobody else writes


def filled_in(printer: Printer, digits: Callable[[str], str] = str) -> Printer:
    """What `printer` writes; it is asked once for all formulas that differ in their digits, which `digits` writes."""
    templates: dict[tuple[Hashable, ...], Template] = {}

    def written(formula: Formula, naming: Naming) -> str:
        shape, numbers = _taken_apart(formula)
        key = (naming, *shape)
        found = templates.get(key)
        if found is None:
            if len(templates) >= MOST:
                templates.clear()
            found = templates[key] = template(printer(_marked(formula, count(_MARKS)), naming))
        words, places = found
        return words % tuple([digits(numbers[place].replace(".", naming.decimal)) for place in places])

    return written


def put_in(printer: Printer, digits: Callable[[str], str] = str) -> PutIn:
    """What `printer` writes of a formula with numbers in place of its symbols, which are not put in one by one."""
    templates: dict[tuple[Hashable, ...], Template] = {}

    def written(formula: Formula, numbers: Mapping[Symbol, Number], naming: Naming) -> str:
        symbols = used_in(formula)
        texts = [decimal_text(numbers[symbol]) for symbol in symbols]
        # As above: a sign, or all of a number that has a power of ten or is an exponent.
        key = (naming, formula, *[text if "e" in text else text[0] == "-" for text in texts])
        raised = _exponents(formula)
        if raised:
            key += tuple([decimal_text(numbers[symbol]) for symbol in raised])
        found = templates.get(key)
        if found is None:
            if len(templates) >= MOST:
                templates.clear()
            marks: dict[Formula, Formula] = {
                symbol: numbers[symbol] if symbol in raised else marked(numbers[symbol], place)
                for place, symbol in enumerate(symbols)
            }
            found = templates[key] = template(printer(substitute(formula, marks), naming))
        words, places = found
        if naming.decimal != ".":
            texts = [text.replace(".", naming.decimal) for text in texts]
        return words % tuple([digits(texts[place].removeprefix("-")) for place in places])

    return written


def marked(number: Number, place: int) -> Number:
    """A mark of the same sign, for the digits that come at a place; itself where it has a power of ten."""
    found = _marked(number, count(_MARKS + place))
    assert isinstance(found, Number)
    return found


def template(text: str) -> Template:
    """Of a text with marks what `%` fills with digits, and those of which place come where: some come twice."""
    return _MARK.sub("%s", text.replace("%", "%%")), [int(mark) - _MARKS for mark in _MARK.findall(text)]


def _taken_apart(formula: Formula) -> tuple[list[Hashable], list[str]]:
    """All but the digits, and the digits without their signs, both from left to right."""
    shape: list[Hashable] = []
    numbers: list[str] = []
    waiting = [formula]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Apply):
            first, last = _with_digits(node)
            shape += (node.operator, len(node.arguments), *node.arguments[:first], *node.arguments[last:])
            waiting += reversed(node.arguments[first:last])
        elif isinstance(node, Symbol) or _is_power_of_ten(text := decimal_text(node)):
            shape.append(node)
        else:
            _, sign, number = text.rpartition("-")
            shape.append(sign)
            numbers.append(number)
    return shape, numbers


def _marked(formula: Formula, marks: Iterator[int]) -> Formula:
    """The formula with a mark, of the same sign, in place of each number whose digits are taken out."""
    match formula:
        case Number(value) if not _is_power_of_ten(decimal_text(formula)):
            mark = Decimal(next(marks))
            return Number(-mark if value < 0 else mark, decimals=0)
        case Apply(operator, arguments):
            first, last = _with_digits(formula)
            marked = (_marked(argument, marks) for argument in arguments[first:last])
            return Apply(operator, (*arguments[:first], *marked, *arguments[last:]))
    return formula


def _with_digits(node: Apply) -> tuple[int, int]:
    """The first of the arguments that may have other digits, and the one behind the last.

    The first may say which one of the others is meant; an exponent of 2 is said as "squared".
    """
    count = len(node.arguments)
    match OPERATORS[node.operator].shape:
        case Shape.ELEMENT:
            return 1, count
        case Shape.POWER | Shape.EXPONENTIAL if _is_two(node.arguments[-1]):
            return 0, count - 1
    return 0, count


@lru_cache(maxsize=MOST)
def _exponents(formula: Formula) -> tuple[Symbol, ...]:
    """The symbols that stand as an exponent."""
    if not isinstance(formula, Apply):
        return ()
    found = [symbol for argument in formula.arguments for symbol in _exponents(argument)]
    last = formula.arguments[-1] if formula.arguments else formula
    if OPERATORS[formula.operator].shape in _RAISING and isinstance(last, Symbol):
        found.append(last)
    return tuple(dict.fromkeys(found))


_RAISING = (Shape.POWER, Shape.EXPONENTIAL)


def _is_two(exponent: Formula) -> bool:
    return isinstance(exponent, Number) and decimal_text(exponent) == "2"


def _is_power_of_ten(text: str) -> bool:
    """Whether a number is printed as 2 times a power of ten, which is more than digits."""
    return "e" in text
