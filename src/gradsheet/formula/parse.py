"""Reading formulas. `parse` takes what authors write; the vocabulary of students is in `student`.

    -3^2             -(3^2): a power binds tighter than a minus
    2^3^2, 2^-1      powers group to the right and take a signed exponent
    -d*ln(y)         -(d*ln(y)): a minus binds looser than a product
    softmax(z2)[1]   one element; a family (z2) stands for its members in order
    dL/dW1[1,1]      one word, when L is among the `differentiated`
    dL'/dW1[1,1]'    the same after one update, as W1[1,1]' is new W1[1,1]

Nothing is ever evaluated here; length and depth are capped before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

from lark import Lark, Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError
from lark.visitors import Transformer_NonRecursive

from ..errors import FormulaError
from .names import IDENTIFIER, INDICES, PLAIN, PRIMED, QUANTITY, RESERVED, parse_name
from .nodes import Apply, Formula, Number, Symbol, substitute, symbols_in
from .operators import OPERATORS, SPELLINGS, Shape

MOST_CHARACTERS = 4000
DEEPEST = 60
TALLEST = 200
LARGEST_EXPONENT_OF_TEN = 300
DERIVATIVE_MARK = "\N{PARTIAL DIFFERENTIAL}"

Families = Mapping[Symbol, tuple[Symbol, ...]]

GRAMMAR = r"""
?start: choice
?choice: both | choice "or" both -> or_
?both: denied | both "and" denied -> and_
?denied: comparison | "not" denied -> not_
?comparison: sum | sum COMPARE sum -> compare
?sum: signed | sum "+" signed -> add | sum "-" signed -> subtract
?signed: product | "-" signed -> negative
?product: power | product "*" factor -> multiply | product "/" factor -> divide
?factor: power | "-" factor -> negative
?power: atom | atom ("^" | "**") exponent -> power
?exponent: power | "-" exponent -> negative
?atom: NUMBER -> number
     | DERIVATIVE -> quantity
     | QUANTITY -> quantity
     | FUNCTION "(" [choice ("," choice)*] ")" [INDEX] -> call
     | "(" choice ")"

COMPARE: "<=" | ">=" | "==" | "<" | ">"
NUMBER: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/
FUNCTION.3: /(?!(?:and|or|not)\b)@IDENTIFIER@(?=\s*\()/
DERIVATIVE.4: /@DERIVATIVE@/
QUANTITY.2: /(?!(?:and|or|not)\b)@QUANTITY@/
INDEX: /\[\s*\d+\s*\]/
%ignore /\s+/
"""


def parse(text: str, *, families: Families | None = None, differentiated: Iterable[str] = ()) -> Formula:
    """The tree of `text`; raises FormulaError with the column of the trouble.

    `families` says which names stand for several numbers (and lets `d` be written for a lone
    `d[1]`); `differentiated` names what may stand on top of a derivative word, such as L.
    """
    refuse_monsters(text)
    try:
        read = _grammar().parse(_with_marks(text, differentiated))
        tree: Formula = _Builder(families or {}).transform(read)
    except VisitError as error:
        raise (_explained(text, error.orig_exc) if isinstance(error.orig_exc, UnexpectedInput) else error) from None
    except UnexpectedInput as error:
        raise _explained(text, error) from None
    refuse_towers(text, tree)
    return tree


def refuse_monsters(text: str) -> None:
    """Caps that are checked before any parsing, so that nothing can hang or overflow."""
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(text, MOST_CHARACTERS, f"too long to be read; at most {MOST_CHARACTERS} characters")
    depth = 0
    for column, character in enumerate(text, start=1):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth > DEEPEST:
            raise FormulaError(text, column, f"too many parentheses inside each other; at most {DEEPEST}")
    for run in re.finditer(rf"(?:[-+^]\s*){{{DEEPEST},}}", text):
        raise FormulaError(text, run.start() + 1, f"too many signs in a row; at most {DEEPEST}")
    if (count := len(re.findall(r"\^|\*\*", text))) > DEEPEST:
        raise FormulaError(text, 1, f"too many powers ({count}); at most {DEEPEST}")


def refuse_towers(text: str, tree: Formula) -> None:
    """A cap on levels: a sum of a thousand terms needs no parentheses and yet is a thousand levels high."""
    level, height = [tree], 0
    while level:
        level = [argument for node in level if isinstance(node, Apply) for argument in node.arguments]
        height += 1
        if height > TALLEST:
            raise FormulaError(text, 1, f"too long to be worked by hand; at most {TALLEST} operations in a row")


def _with_marks(text: str, differentiated: Iterable[str]) -> str:
    """The text with a mark for the first d of every derivative word, so that one grammar reads all problems."""
    tops = "|".join(re.escape(word) for word in sorted(differentiated, key=len, reverse=True))
    if not tops:
        return text
    return re.sub(rf"(?<![A-Za-z0-9_])d(?=(?:{tops})(?:{INDICES})?'*\s*/\s*d{PLAIN})", DERIVATIVE_MARK, text)


@cache
def _grammar() -> Lark:
    grammar = GRAMMAR
    for word, pattern in (
        ("@DERIVATIVE@", rf"{DERIVATIVE_MARK}{PRIMED}\s*\/\s*d{PRIMED}"),
        ("@QUANTITY@", QUANTITY),
        ("@IDENTIFIER@", IDENTIFIER),
    ):
        grammar = grammar.replace(word, pattern)
    return Lark(grammar, parser="lalr", maybe_placeholders=True)


_CALLED = (Shape.CALL, Shape.ELEMENT, Shape.EXPONENTIAL, Shape.ROOT, Shape.BARS, Shape.INDICATOR)


@v_args(inline=True)
class _Builder(Transformer_NonRecursive[Token, Formula]):
    """Makes a formula of what the parser has read."""

    def __init__(self, families: Families) -> None:
        super().__init__()
        self.families = families

    def number(self, token: Token) -> Formula:
        return Number(checked_decimal(str(token), token))

    def quantity(self, token: Token) -> Formula:
        if token in ("e", "pi"):
            return Apply(str(token), ())
        if str(token) in RESERVED or str(token) in SPELLINGS:
            raise _trouble(
                token,
                f"'{token}' needs parentheses: {token}(...)" if token in SPELLINGS else f"'{token}' is a reserved word",
            )
        symbol = parse_name(str(token).replace(DERIVATIVE_MARK, "d"))
        members = self.families.get(symbol)
        return members[0] if members is not None and len(members) == 1 else symbol

    def call(self, function: Token, *rest: Any) -> Formula:
        *arguments, index = rest
        arguments = [argument for argument in arguments if argument is not None]
        operator = SPELLINGS.get(str(function))
        row = OPERATORS.get(operator or "")
        if row is None or row.shape not in _CALLED:
            known = sorted(n for n, r in OPERATORS.items() if r.shape in _CALLED)
            close = get_close_matches(str(function), known, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(known)}"
            raise _trouble(function, f"'{function}' is not a function; {hint}; a product is written {function}*(...)")
        if row.arity is None:
            arguments = [member for argument in arguments for member in self._spread(argument, function)]
        if (row.arity is not None and len(arguments) != row.arity) or not arguments:
            raise _trouble(
                function, f"{function}() takes {row.arity or 'one or more'} argument(s), not {len(arguments)}"
            )
        if row.name == "softmax":
            return self._element(row.name, function, index, arguments)
        if index is not None:
            raise _trouble(index, f"{function}(...) is one number and takes no index")
        return Apply(row.name, tuple(arguments))

    def _element(self, name: str, function: Token, index: Token | None, arguments: list[Formula]) -> Formula:
        if index is None:
            raise _trouble(function, f"say which element is meant: {function}(...)[1]")
        k = int(re.sub(r"\D", "", index))
        if not 1 <= k <= len(arguments):
            raise _trouble(index, f"{function}(...) has {len(arguments)} element(s), no number {k}")
        return Apply(name, (Number.of(k), *arguments))

    def _spread(self, argument: Formula, function: Token) -> list[Formula]:
        """`z1` is z1[1], z1[2], ...; `abs(y2 - d) > 0.1` is one condition for each unit."""
        whole = {s for s in symbols_in(argument) if s in self.families}
        sizes = {len(self.families[s]) for s in whole}
        if not whole:
            return [argument]
        if len(sizes) > 1:
            raise _trouble(
                function, f"{function}(...) mixes families of {' and '.join(map(str, sorted(sizes)))} numbers"
            )
        return [substitute(argument, {s: self.families[s][position] for s in whole}) for position in range(sizes.pop())]

    def add(self, a: Formula, b: Formula) -> Formula:
        return Apply("+", (a, b))

    def subtract(self, a: Formula, b: Formula) -> Formula:
        return Apply("-", (a, b))

    def multiply(self, a: Formula, b: Formula) -> Formula:
        return Apply("*", (a, b))

    def divide(self, a: Formula, b: Formula) -> Formula:
        return Apply("/", (a, b))

    def negative(self, a: Formula) -> Formula:
        return Number(a.value.copy_negate()) if isinstance(a, Number) and a.value > 0 else Apply("neg", (a,))

    def power(self, a: Formula, b: Formula) -> Formula:
        return Apply("exp", (b,)) if a == Apply("e", ()) else Apply("^", (a, b))

    def compare(self, a: Formula, sign: Token, b: Formula) -> Formula:
        return Apply(str(sign), (a, b))

    def and_(self, a: Formula, b: Formula) -> Formula:
        return Apply("and", (a, b))

    def or_(self, a: Formula, b: Formula) -> Formula:
        return Apply("or", (a, b))

    def not_(self, a: Formula) -> Formula:
        return Apply("not", (a,))


def checked_decimal(text: str, token: Token) -> Decimal:
    """The decimal that `text` spells, refused before `1e999999` can become a million digits."""
    _, _, exponent = text.lower().partition("e")
    if exponent and abs(int(exponent)) > LARGEST_EXPONENT_OF_TEN:
        raise _trouble(token, f"exponents of ten go from -{LARGEST_EXPONENT_OF_TEN} to {LARGEST_EXPONENT_OF_TEN}")
    return Decimal(text)


class _Misread(UnexpectedInput):
    def __init__(self, token: Token, problem: str) -> None:
        self.column, self.problem = token.start_pos or 0, problem


def _trouble(token: Token, problem: str) -> _Misread:
    return _Misread(token, problem)


def _explained(text: str, error: UnexpectedInput) -> FormulaError:
    match error:
        case _Misread():
            return FormulaError(text, error.column + 1, error.problem)
        case UnexpectedCharacters():
            place = error.pos_in_stream or 0
            character = text[place]
            return FormulaError(text, place + 1, f"'{character}' cannot be read here")
        case UnexpectedToken(token=token) if token.type == "$END":
            return FormulaError(
                text, len(text) + 1, "something is missing at the end" if text.strip() else "nothing here"
            )
        case UnexpectedToken(token=token):
            start = token.start_pos or 0
            return FormulaError(text, start + 1, f"'{text[start : start + len(token)]}' does not fit here")
    return FormulaError(text, 1, "this cannot be read")
