"""Reading what students write into a blank: one number, however it is spelt.

    0.731, .731, 7.31e-1, 7.31 x 10^-1       decimals
    1/2, ½, e/(1+e), e⁻¹, √2, 2·ln 2         expressions, computed with the authors' grammar
    2pi, 2(3+4), 3e                          a sign left out where only one reading is possible
    1/2e, 2^3e, ln 2e, 3 2/3, 0,0731, log 2  refused, and the reason says what to write instead

This module only rewrites the spelling (signs and parentheses put in, each with the column it came
from); `parse` reads the result. Nothing is ever evaluated as code, and every cap of `parse` holds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from ..errors import FormulaError
from .evaluate import evaluate
from .operators import OPERATORS, SPELLINGS, Shape
from .parse import parse
from .spellings import plain_characters

MOST_CHARACTERS = 200

_DECIMAL = re.compile(r"[-+\u2212]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_WITH_COMMA = re.compile(r"[-+\u2212]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that could be read; `exact` when it was an expression and not a decimal."""

    value: float
    exact: bool = False


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
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        return Unreadable(_on_one_line(text[: MOST_CHARACTERS + 1]), _TOO_LONG, MOST_CHARACTERS + 1)
    if (_WITH_COMMA if decimal_comma else _DECIMAL).fullmatch(text):
        return Reading(float(text.replace("\u2212", "-").replace(",", ".")))
    try:
        return _read(text, decimal_comma=decimal_comma, percent=percent)
    except FormulaError as error:
        return Unreadable(_on_one_line(text), error.problem, error.column)


def _on_one_line(text: str) -> str:
    return "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)


def _read(text: str, *, decimal_comma: bool, percent: bool) -> Reading:
    tokens = tuple(_tokens(text, decimal_comma=decimal_comma, percent=percent))
    if not tokens:
        raise FormulaError(text, 1, "nothing here")
    written = _Writer(text, tokens).written()
    canonical = "".join(token.text for token in written)
    columns = [token.column for token in written for _ in token.text]
    try:
        with np.errstate(all="ignore"):
            value = float(evaluate(parse(canonical), {}))
    except FormulaError as error:
        place = error.column - 1
        column = columns[place] if place < len(columns) else len(text) + 1
        raise FormulaError(text, column, error.problem) from None
    if math.isnan(value):
        raise FormulaError(text, 1, "this has no value: 0/0, or the logarithm or root of a negative number")
    if math.isinf(value):
        raise FormulaError(text, 1, "this is no finite number: a division by zero, or far too large")
    return Reading(value, exact=any(token.kind not in ("number", "-") for token in written))


_TOO_LONG = f"too long for an answer; at most {MOST_CHARACTERS} characters"
_SIDE_BY_SIDE = "two numbers side by side; write one number, a sign between them, or 3 + 2/3 for a mixed number"
_COMMA = "a comma can mean decimals or thousands; write decimals with a point, like 0.0731"
_LONE_COMMA = "arguments are separated by ';' here, for the comma is a decimal comma"
_NO_NUMBER = "this is no number that can be marked; write a finite number"
_ONLY_THE_NUMBER = "write only the number, nothing around it"

_HINTS = {
    "log": "log means different things; write ln(...), or log2(...) or log10(...)",
    **dict.fromkeys(("nan", "inf", "infinity"), _NO_NUMBER),
    "%": "percent signs are not read here; write 0.731 for 73.1%",
    "∞": _NO_NUMBER,
    **dict.fromkeys("=≈~≃≅", _ONLY_THE_NUMBER),
    **dict.fromkeys("[]{}", "only round parentheses are read: ( )"),
    "|": "write abs(...) for an absolute value",
    "'": "a number is written without marks between its digits",
    "_": "a number is written without marks between its digits",
    ",": _COMMA,
    ";": "nothing is separated here; write one number",
    "√": "a root needs a number or parentheses after it: √2, √(1 + e)",
}

_FUNCTIONS = {
    spelling.casefold(): row
    for spelling, row in SPELLINGS.items()
    if OPERATORS[row].student and OPERATORS[row].shape in (
        Shape.CALL, Shape.EXPONENTIAL, Shape.ROOT, Shape.BARS, Shape.INDICATOR
    )
}  # fmt: skip
_SEVERAL = frozenset(row for row in _FUNCTIONS.values() if OPERATORS[row].arity is None)
_CONSTANTS = {"e": "e", "pi": "pi", "Pi": "pi", "PI": "pi"}

_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_NUMBER_WITH_COMMA = r"(?:[0-9]+(?:,[0-9]+|\.[0-9]*)?|[.,][0-9]+)"
_SCANNER = r"""
    (?P<number>@NUMBER@(?:[eE][+-]?[0-9]+)?)
  | (?P<times>[xX](?=\s*10\s*(?:\^|\*\*)))
  | (?P<word>[lL][oO][gG](?:2|10)(?![0-9.,]) | [A-Za-z]+)
  | (?P<power>\*\*|\^)
  | (?P<sign>[-+*/()])
  | (?P<separator>[,;])
  | (?P<root>√)
  | (?P<fraction>½)
  | (?P<percent>%)
  | (?P<space>\s+)
  | (?P<other>.)
"""
_POINT_SCANNER = re.compile(_SCANNER.replace("@NUMBER@", _NUMBER), re.VERBOSE | re.DOTALL)
_COMMA_SCANNER = re.compile(_SCANNER.replace("@NUMBER@", _NUMBER_WITH_COMMA), re.VERBOSE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is number, constant, function, fraction (a parenthesis opened by ½), or a sign itself."""

    kind: str
    text: str
    column: int
    spaced: bool = False


def _tokens(text: str, *, decimal_comma: bool, percent: bool) -> Iterator[_Token]:
    """The words and signs of an answer; raises FormulaError at what no answer may hold."""
    characters = tuple(plain_characters(text))
    plain = "".join(character.plain for character in characters)
    separator = ";" if decimal_comma else ","
    spaced, after_number = False, False
    for found in (_COMMA_SCANNER if decimal_comma else _POINT_SCANNER).finditer(plain):
        kind, piece = str(found.lastgroup), found.group()
        column = characters[found.start()].column
        if kind == "space":
            spaced = True
            continue
        match kind:
            case "number":
                yield _Token("number", piece.replace(",", "."), column, spaced)
            case "word":
                yield _word(text, piece, column, spaced)
            case "root":
                yield _Token("function", "sqrt", column, spaced)
            case "times" if after_number:
                yield _Token("*", "*", column, spaced)
            case "power":
                yield _Token("^", "^", column, spaced)
            case "fraction":
                yield _Token("fraction", "(", column, spaced)
            case "sign":
                yield _Token(piece, piece, column, spaced)
            case "separator" if piece == separator:
                yield _Token(",", ",", column, spaced)
            case "percent" if percent and after_number:
                yield _Token("/", "/", column, spaced)
                yield _Token("number", "100", column)
            case "separator" if decimal_comma:
                raise FormulaError(text, column, _LONE_COMMA)
            case _:
                raise FormulaError(text, column, _HINTS.get(piece, f"'{text[column - 1]}' cannot be read here"))
        spaced, after_number = False, kind == "number"


def _word(text: str, piece: str, column: int, spaced: bool) -> _Token:
    if piece in _CONSTANTS:
        return _Token("constant", _CONSTANTS[piece], column, spaced)
    function = _FUNCTIONS.get(piece.casefold())
    if function is not None:
        return _Token("function", function, column, spaced)
    unknown = f"'{piece}' is neither a number nor a function; write only the number, without units or names"
    raise FormulaError(text, column, _HINTS.get(piece.casefold(), unknown))


@dataclass(slots=True)
class _Level:
    """What stands so far between two parentheses; the places count in what has been written.

    `chain` is where the present product begins, `divisor`, `exponent` and `argument` where what
    follows the last `/`, the last `^` or a function without parentheses begins, if anything does.
    """

    several: bool = False
    chain: int = 0
    divisor: int | None = None
    exponent: int | None = None
    argument: int | None = None
    root: bool = False

    def next_term(self, place: int) -> None:
        self.chain, self.divisor, self.exponent, self.argument = place, None, None, None

    def next_factor(self, place: int, *, dividing: bool) -> None:
        self.divisor, self.exponent, self.argument = place if dividing else None, None, None


@dataclass(slots=True)
class _Writer:
    """Writes an answer out in the authors' grammar; raises FormulaError where it has two readings."""

    text: str
    tokens: tuple[_Token, ...]
    out: list[_Token] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=lambda: [_Level()])

    def written(self) -> list[_Token]:
        place = 0
        while place < len(self.tokens):
            place = self._take(place)
        if len(self.levels) > 1:
            self._refuse(len(self.text) + 1, "a parenthesis is not closed")
        return self.out

    def _take(self, place: int) -> int:
        """Writes the token at `place`; the place of the next."""
        token, level, ended = self.tokens[place], self.levels[-1], self._ended
        if token.kind in ("number", "constant", "function", "(", "fraction"):
            if ended:
                self._imply_product(place)
            if token.kind == "function":
                return self._function(place)
            if token.kind in ("(", "fraction"):
                self.levels.append(_Level(chain=len(self.out) + 1))
            self.out.append(token)
            return place + 1
        match token.kind:
            case ")":
                if len(self.levels) == 1:
                    self._refuse(token.column, "this parenthesis was never opened")
                self.levels.pop()
                self.out.append(token)
            case ",":
                if not level.several:
                    self._refuse(token.column, _COMMA if token.text in self._typed(token) else _HINTS[";"])
                self.out.append(token)
                level.next_term(len(self.out))
            case "+" if not ended:
                pass
            case "-" if not ended:
                self.out.append(token)
                if len(self.out) == level.chain + 1:
                    level.chain += 1
            case "+" | "-":
                self._refuse_half_exponent(place)
                self.out.append(token)
                level.next_term(len(self.out))
            case "*" | "/" | "^":
                if level.argument is not None and not level.root:
                    self._two_readings(place, token.text, level.argument)
                self.out.append(token)
                if token.kind == "^":
                    level.exponent = len(self.out)
                else:
                    level.next_factor(len(self.out), dividing=token.kind == "/")
        return place + 1

    @property
    def _ended(self) -> bool:
        """Whether an operand is complete, so that another one right after it is a product."""
        return bool(self.out) and self.out[-1].kind in ("number", "constant", ")")

    def _imply_product(self, place: int) -> None:
        token, level, last = self.tokens[place], self.levels[-1], self.out[-1]
        if last.kind == "number" and token.kind in ("number", "fraction"):
            self._refuse(token.column, _SIDE_BY_SIDE)
        if last.kind == "constant" and token.kind == "number":
            number = token.text
            self._refuse(token.column, f"a sign is missing: write {last.text}*{number} or {last.text}^{number}")
        for start in (level.argument, level.divisor, None if last.kind == ")" else level.exponent):
            if start is not None:
                self._two_readings(place, "*", start)
        self.out.append(_Token("*", "*", token.column))
        level.next_factor(len(self.out), dividing=False)

    def _function(self, place: int) -> int:
        """Writes a function, and parentheses around a lone number that it is applied to."""
        token, level = self.tokens[place], self.levels[-1]
        self.out.append(token)
        following = self.tokens[place + 1 : place + 3]
        if following and following[0].kind in ("(", "fraction"):
            self.out.append(following[0])
            self.levels.append(_Level(several=token.text in _SEVERAL, chain=len(self.out)))
            return place + 2
        sign = following[:1] if following and following[0].kind == "-" else ()
        argument = following[len(sign) : len(sign) + 1]
        if not argument or argument[0].kind not in ("number", "constant") or token.text in _SEVERAL:
            self._refuse(token.column, _HINTS["√"] if self._typed(token) == "√" else
                         f"{token.text} needs parentheses: {token.text}(...)")  # fmt: skip
        self.out.append(_Token("(", "(", token.column))
        level.argument, level.root = len(self.out), token.text == "sqrt"
        self.out.extend((*sign, *argument, _Token(")", ")", argument[0].column)))
        return place + 2 + len(sign)

    def _two_readings(self, place: int, operator: str, start: int) -> None:
        """Refuses `1/2e` and its like: what follows `operator` could belong to what begins at `start`."""
        level = self.levels[-1]
        before, inner = self._joined(level.chain, start), self._joined(start, len(self.out))
        first = place if operator == "*" and self.tokens[place].kind != "*" else place + 1
        following = "".join(token.text for token in self.tokens[first : self._operand_end(first)]) or "..."
        if level.argument == start:
            one, other = f"{before}{inner}{operator}{following}", f"{before}{inner[:-1]}{operator}{following})"
        else:
            one, other = f"({before}{inner}){operator}{following}", f"{before}({inner}{operator}{following})"
        self._refuse(self.tokens[place].column, f"this has two readings; write {one} or {other}, whichever is meant")

    def _refuse_half_exponent(self, place: int) -> None:
        """`2e - 3` is a difference, but `2 e-3` and `2e -3` may be meant as the decimal 2e-3."""
        if len(self.out) < 3 or self.out[-1].text != "e" or place + 1 >= len(self.tokens):
            return
        sign, following, e, number = self.tokens[place], self.tokens[place + 1], self.tokens[place - 1], self.out[-3]
        lopsided = e.spaced or sign.spaced != following.spaced
        if number.kind == "number" and self.out[-2].column == e.column and following.kind == "number" and lopsided:
            decimal = f"{number.text}e{sign.text}{following.text}"
            product = f"{number.text}*e {sign.text} {following.text}"
            self._refuse(e.column, f"this has two readings; write {decimal} or {product}, whichever is meant")

    def _operand_end(self, place: int) -> int:
        depth = 0
        for position in range(place, len(self.tokens)):
            kind = self.tokens[position].kind
            depth += (kind in ("(", "fraction")) - (kind == ")")
            if depth <= 0 and kind not in ("function", "-"):
                return position + 1
        return len(self.tokens)

    def _joined(self, start: int, end: int) -> str:
        return "".join(token.text for token in self.out[start:end])

    def _typed(self, token: _Token) -> str:
        return self.text[token.column - 1]

    def _refuse(self, column: int, problem: str) -> None:
        raise FormulaError(self.text, column, problem)
