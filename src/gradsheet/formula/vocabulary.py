"""The words and signs of an answer: what students may type, and what is said about the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..errors import FormulaError
from .operators import OPERATORS, SPELLINGS, Shape
from .spellings import Spelt, spelt

SIDE_BY_SIDE = "two numbers side by side; write one number, a sign between them, or 3 + 2/3 for a mixed number"
COMMA = "a comma can mean decimals or thousands; write decimals with a point, like 0.0731"
LONE_COMMA = "arguments are separated by ';' here, for the comma is a decimal comma"
_NO_NUMBER = "this is no number that can be marked; write a finite number"
_ONLY_THE_NUMBER = "write only the number, nothing around it"

HINTS = {
    "log": "log means different things; write ln(...), or log2(...) or log10(...)",
    **dict.fromkeys(("nan", "inf", "infinity"), _NO_NUMBER),
    "%": "percent signs are not read here; write 0.731 for 73.1%",
    "∞": _NO_NUMBER,
    "±": "write one number, without ±",
    **dict.fromkeys("=≈~≃≅", _ONLY_THE_NUMBER),
    **dict.fromkeys("[]{}", "only round parentheses are read: ( )"),
    "|": "write abs(...) for an absolute value",
    "'": "a number is written without marks between its digits",
    "_": "a number is written without marks between its digits",
    ",": COMMA,
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
SEVERAL = frozenset(row for row in _FUNCTIONS.values() if OPERATORS[row].arity is None)
_CONSTANTS = {"e": "e", "pi": "pi", "Pi": "pi", "PI": "pi"}

NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
NUMBER_WITH_COMMA = r"(?:[0-9]+(?:,[0-9]+|\.[0-9]*)?|[.,][0-9]+)"
_SCANNER = r"""
    (?P<number>@NUMBER@(?:[eE][+-]?[0-9]+)?)
  | (?P<times>[xX](?=\s*10\s*(?:\^|\*\*)|\s+[-+(]*[.0-9]))
  | (?P<log>[lL][oO][gG]_?(?:2|10)(?![0-9.,]))
  | (?P<word>[A-Za-z]+)
  | (?P<power>\*\*|\^)
  | (?P<sign>[-+*/()])
  | (?P<separator>[,;])
  | (?P<root>√)
  | (?P<fraction>½)
  | (?P<percent>%)
  | (?P<space>\s+)
  | (?P<other>.)
"""
_NAMED = re.compile(r"[^\W\d]\w*(?:\[[^\]]{0,20}\])?")


class Token(NamedTuple):
    """`kind` is number, constant, function, fraction (a parenthesis opened by ½), or a sign itself."""

    kind: str
    text: str
    column: int
    spaced: bool = False


def tokens(text: str, *, decimal_comma: bool, percent: bool, names: frozenset[str] = frozenset()) -> Iterator[Token]:
    """The words and signs of an answer; raises FormulaError at what no answer may hold.

    `names` of quantities are read as constants, with any spaces, where an answer is a formula.
    """
    return scanned(text, spelt(text), decimal_comma=decimal_comma, percent=percent, names=names)


def scanned(
    text: str, typed: Spelt, *, decimal_comma: bool, percent: bool, names: frozenset[str] = frozenset()
) -> Iterator[Token]:
    """The words and signs of an answer whose spelling is plain."""
    plain, columns = typed
    separator = ";" if decimal_comma else ","
    spaced, before = False, ""
    scanner, squeezed = _scanner(decimal_comma, names)
    for found in scanner.finditer(plain):
        kind, piece = str(found.lastgroup), found.group()
        column = columns[found.start()]
        if kind == "space":
            spaced = True
            continue
        if kind == "times" and before not in ("number", "constant", ")"):
            kind = "word"
        match kind:
            case "quantity":
                yield Token("constant", squeezed["".join(piece.split())], column, spaced)
            case "number" if names and _may_be_product(piece, names):
                raise FormulaError(text, column, f"'{piece}' has two readings; write the number out, or put a * in it")
            case "number":
                yield Token("number", piece.replace(",", "."), column, spaced)
            case "log":
                yield _word(text, piece.replace("_", ""), column, spaced)
            case "word" if names and not _is_known(piece):
                whole = _NAMED.match(plain, found.start())
                shown = whole.group() if whole is not None else piece
                raise FormulaError(text, column, f"'{shown}' is no quantity of this exercise, and no function")
            case "word":
                yield _word(text, piece, column, spaced)
            case "root":
                yield Token("function", "sqrt", column, spaced)
            case "times":
                yield Token("*", "*", column, spaced)
            case "power":
                yield Token("^", "^", column, spaced)
            case "fraction":
                yield Token("fraction", "(", column, spaced)
            case "sign":
                yield Token(piece, piece, column, spaced)
            case "separator" if piece == separator:
                yield Token(",", ",", column, spaced)
            case "percent" if percent and before == "number":
                yield Token("/", "/", column, spaced)
                yield Token("number", "100", column)
            case "separator" if decimal_comma:
                raise FormulaError(text, column, LONE_COMMA)
            case _:
                raise FormulaError(text, column, HINTS.get(piece, f"'{text[column - 1]}' cannot be read here"))
        spaced, before = False, piece if kind == "sign" else "constant" if piece in _CONSTANTS else kind


@lru_cache(maxsize=64)
def _scanner(decimal_comma: bool, names: frozenset[str]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the next word or sign, and each name by its letters without spaces."""
    pattern = _SCANNER.replace("@NUMBER@", NUMBER_WITH_COMMA if decimal_comma else NUMBER)
    if names:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        pattern = f"(?P<quantity>{'|'.join(map(_spaced, longest_first))}) | {pattern}"
    return re.compile(pattern, re.VERBOSE | re.DOTALL), {"".join(name.split()): name for name in names}


def _spaced(name: str) -> str:
    """A pattern for the name with any spaces around its signs, and no more letters behind it."""
    parts: list[str] = re.findall(r"\w+|[^\w\s]", name)
    pattern = re.escape(parts[0])
    for before, after in pairwise(parts):
        words = before[-1].isalnum() and after[0].isalnum()
        pattern += (r"\s+" if words else r"\s*") + re.escape(after)
    return pattern + (r"(?![\w\[])" if parts[-1][-1].isalnum() else r"(?![\['])")


def _may_be_product(number: str, names: frozenset[str]) -> bool:
    """Whether `2E3` could be 2 times a quantity E3, or begin with 2 times E."""
    _, e, exponent = re.sub("[eE]", " e ", number, count=1).partition(" e ")
    return bool(e) and any(letter in names or f"{letter}{exponent}" in names for letter in ("E", "e"))


def _is_known(piece: str) -> bool:
    return piece in _CONSTANTS or piece.casefold() in _FUNCTIONS or piece.casefold() in HINTS


def _word(text: str, piece: str, column: int, spaced: bool) -> Token:
    if piece in _CONSTANTS:
        return Token("constant", _CONSTANTS[piece], column, spaced)
    function = _FUNCTIONS.get(piece.casefold())
    if function is not None:
        return Token("function", function, column, spaced)
    unknown = f"'{piece}' is neither a number nor a function; write only the number, without units or names"
    raise FormulaError(text, column, HINTS.get(piece.casefold(), unknown))
