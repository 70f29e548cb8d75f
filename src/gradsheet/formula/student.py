r"""Reading what students write into a blank: one number, however it is spelt.

    0.731, .731, 7.31e-1, 7.31 x 10^-1       decimals
    1/2, ½, e/(1+e), e⁻¹, √2, 2·ln 2         expressions, computed with the authors' grammar
    \frac{1}{2}, $\sqrt{2}$, e^{-1}           LaTeX pasted from elsewhere
    2pi, 2(3+4), 3e                          a sign left out where only one reading is possible
    z = -0.5, ≈ 0.73, 0.73;                  what stands around a lone number is left out
    1/2e, 2^3e, ln 2e, 3 2/3, 0·5, log 2     refused, and the reason says what to write instead

The spelling is rewritten (signs and parentheses put in, each with the column it came from), and
`parse` reads the result. Nothing is ever evaluated as code, and every cap of `parse` holds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import numpy as np

from ..errors import FormulaError
from .evaluate import evaluate
from .nodes import Formula, Symbol
from .spellings import spelt
from .structure import cut, structure
from .vocabulary import scanned, tokens
from .written import parsed

MOST_CHARACTERS = 200
MOST_IN_A_FORMULA = 1000
_TOO_LONG = f"too long for an answer; at most {MOST_CHARACTERS} characters"

_NUMBER = r"[-+\u2212]?(?:[0-9]+(?:@[0-9]*)?|@[0-9]+)(?:[eE][-+]?[0-9]{1,2})?"
_DECIMAL = re.compile(_NUMBER.replace("@", r"\.").replace(r"\u2212", "")).fullmatch  # what `float` reads
# 7.31 x 10^-1 is a decimal, too.
_POWER = r"(?P<power>[-+]?[0-9]{1,2})"
_TENS = rf"(?:\s*[*xX·×]\s*10\s*(?:\^|\*\*)\s*(?:{_POWER}|\(\s*{_POWER.replace('power', 'raised')}\s*\)))?"
_POINTED, _WITH_COMMA = (
    re.compile(rf"\s*(?P<number>{_NUMBER.replace('@', mark)}){_TENS}\s*(?P<percent>%?)\s*").fullmatch
    for mark in (r"\.", "[.,]")
)
_RAISED_POINT = re.compile(r"\s*[-+\u2212]?(?P<whole>[0-9]+)(?P<point>[·⋅∙•])(?P<decimals>[0-9]+)\s*").fullmatch
_ALONE = re.compile(r"[-+()\s]*").fullmatch  # around a number that is a decimal all the same
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}(?!\d)")
_BEFORE = re.compile(  # `z =`, `∂L/∂w ≈`, `\sigma(z) \approx`, or the sign alone
    r"\s*(?:(?:[^\W\d_]|[∂\\])[^=≈~!<>≠≤≥;\n]{0,60}?)?(?:[=≈~]|\\(?:approx|simeq|sim)(?![A-Za-z]))\s*"
)
_DOLLARS = re.compile(
    r"\s*(?:\$(?P<a>[^$]*)\$|\$\$(?P<b>[^$]*)\$\$|\\\((?P<c>.*)\\\)|\\\[(?P<d>.*)\\\])\s*", re.DOTALL
).fullmatch


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that could be read; `exact` when it was an expression. A decimal stands in `typed`, zeros and all."""

    value: float
    exact: bool = False
    typed: Decimal | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An answer that could not be read: what is wrong and where, counted in characters from 1."""

    text: str
    problem: str
    column: int

    @property
    def pointed(self) -> str:
        """The answer on one line, and below it a caret under the character."""
        error = FormulaError(self.text, self.column, self.problem)
        return f"{error.line}\n{' ' * (error.shown_column - 1)}^"


def read_answer(text: str, *, decimal_comma: bool = False, percent: bool = False) -> Reading | Unreadable:
    """The number that a student wrote.

    With `decimal_comma` both 0,731 and 0.731 are decimals and `;` separates arguments; `percent`
    allows 73.1%.
    """
    if len(text) <= MOST_CHARACTERS and _DECIMAL(text) is not None:
        return Reading(float(text), typed=Decimal(text))
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        return Unreadable(_on_one_line(text[: MOST_CHARACTERS + 1]), _TOO_LONG, MOST_CHARACTERS + 1)
    return _read_carefully(text, decimal_comma, percent)


@lru_cache(maxsize=1 << 14)
def _read_carefully(text: str, decimal_comma: bool, percent: bool) -> Reading | Unreadable:
    """What is no plain decimal; a class writes the same `1/2`, `0,5` and `?` many times."""
    bare = _bare(text)
    typed = _decimal(bare, decimal_comma=decimal_comma, percent=percent)
    if typed is not None:
        return Reading(float(typed), typed=typed)
    try:
        return _read(bare, decimal_comma=decimal_comma, percent=percent)
    except FormulaError as error:
        return Unreadable(_on_one_line(text), error.problem, error.column)


def read_formula(text: str, names: Mapping[str, Symbol], *, decimal_comma: bool = False) -> Formula | Unreadable:
    """The formula that a student wrote in the `names` of quantities: `(y2[1] - d) W2[1,1]`.

    Signs may be left out as in a number, where only one reading is possible.
    """
    text = text.strip()
    if len(text) > MOST_IN_A_FORMULA:
        cut = _on_one_line(text[: MOST_IN_A_FORMULA + 1])
        return Unreadable(cut, f"too long; at most {MOST_IN_A_FORMULA} characters", MOST_IN_A_FORMULA + 1)
    try:
        equals = re.search("[=≈~≃≅]", text)
        if equals is not None:
            raise FormulaError(text, equals.start() + 1, "write one formula, without anything that it equals")
        found = tuple(tokens(text, decimal_comma=decimal_comma, percent=False, names=frozenset(names)))
        if not found:
            raise FormulaError(text or " ", 1, "nothing here")
        return parsed(text, found, names)
    except FormulaError as error:
        return Unreadable(_on_one_line(text), error.problem, error.column)


_NO_VALUE = "this has no value: a division by zero, or the logarithm or root of a negative number"


def _bare(text: str) -> str:
    """The answer without what may stand around it; spaces in front keep every column where it was."""
    text = _without_dollars(_without_stop(text))
    found = _BEFORE.match(text)
    return _without_dollars(" " * found.end() + text[found.end() :]) if found is not None else text


def _without_stop(text: str) -> str:
    return text.removesuffix("." if text.endswith(".") else ";")


def _without_dollars(text: str) -> str:
    """What stands between the marks that LaTeX has around its formulas."""
    found = _DOLLARS(text) if "$" in text or "\\" in text else None
    if found is None:
        return text
    inner = str(found.lastgroup)
    return " " * found.start(inner) + _without_stop(found[inner].rstrip())


def _on_one_line(text: str) -> str:
    return "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)


def _read(text: str, *, decimal_comma: bool, percent: bool) -> Reading:
    if _DATE.match(text.lstrip()):
        raise FormulaError(text, 1, "a spreadsheet has made a date of this; enter the number as text")
    if (raised := _RAISED_POINT(text)) is not None:
        whole, decimals = raised["whole"], raised["decimals"]  # 0·5 is a half in Britain
        problem = f"this has two readings; write {whole}.{decimals} or {whole}*{decimals}, whichever is meant"
        raise FormulaError(text, raised.start("point") + 1, problem)
    typed = spelt(text)
    numbers, between = cut(typed.plain, decimal_comma=decimal_comma)
    compute = structure(between, decimal_comma)
    try:
        # Inside a fraction 1/0 would come out as a harmless 0: no step may leave the numbers.
        with np.errstate(all="ignore", divide="raise", invalid="raise"):
            if compute is not None and not any("e" in number or "E" in number for number in numbers):
                value = float(compute([float(number.replace(",", ".")) for number in numbers]))
            else:
                found = tuple(scanned(text, typed, decimal_comma=decimal_comma, percent=percent))
                if not found:
                    raise FormulaError(text, 1, "nothing here")
                value = float(evaluate(parsed(text, found), {}))
    except FloatingPointError:
        raise FormulaError(text, 1, _NO_VALUE) from None
    if math.isnan(value):
        raise FormulaError(text, 1, _NO_VALUE)
    if math.isinf(value):
        raise FormulaError(text, 1, "this is no finite number: far too large")
    few = len(numbers) <= 3  # as in 7.31 x 10^-1
    decimal = _decimal(typed.plain, decimal_comma=decimal_comma, percent=percent) if few else None
    if decimal is not None:
        return Reading(float(decimal), typed=decimal)
    if len(numbers) == 1 and _ALONE("".join(between)):
        return Reading(value, typed=Decimal(numbers[0].replace(",", ".")).copy_sign(Decimal(value)))
    return Reading(value, exact=True)


def _decimal(plain: str, *, decimal_comma: bool, percent: bool) -> Decimal | None:
    """The decimal that this is, whatever its notation."""
    found = (_WITH_COMMA if decimal_comma else _POINTED)(plain)
    if found is None or (found["percent"] and not percent):
        return None
    number = Decimal(found["number"].replace("\u2212", "-").replace(",", "."))
    return number.scaleb(int(found["power"] or found["raised"] or 0) - (2 if found["percent"] else 0))
