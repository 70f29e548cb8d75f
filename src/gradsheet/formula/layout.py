"""Where everything stands on paper: the one place that knows precedence, parentheses and dots.

`layout` turns a formula into boxes; the printers write boxes and know nothing of operators.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .letters import spelled
from .naming import Glyphs, Naming
from .nodes import Apply, Formula, Number, Symbol
from .operators import NOT, OPERATORS, POWER, PRODUCT, SUM, Shape
from .text import decimal_text


@dataclass(frozen=True, slots=True)
class Digits:
    """A decimal number without its sign."""

    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    glyphs: Glyphs


@dataclass(frozen=True, slots=True)
class Sign:
    """An operator: "neg" is the sign of a number or term, "*" a visible dot, "thin" a product seen by its space."""

    sign: str


@dataclass(frozen=True, slots=True)
class Row:
    parts: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Fenced:
    inside: Box
    fence: str = "()"


@dataclass(frozen=True, slots=True)
class Fraction:
    top: Box
    bottom: Box


@dataclass(frozen=True, slots=True)
class Raised:
    stem: Box
    exponent: Box


@dataclass(frozen=True, slots=True)
class Lowered:
    stem: Box
    index: Box


@dataclass(frozen=True, slots=True)
class Root:
    inside: Box


@dataclass(frozen=True, slots=True)
class Partial:
    """The fraction of partial derivatives."""

    of: Box
    by: Box


@dataclass(frozen=True, slots=True)
class Function:
    """The name of an operator, before its arguments."""

    operator: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """e, pi or the indicator's 1."""

    name: str


Box = Digits | Letter | Sign | Row | Fenced | Fraction | Raised | Lowered | Root | Partial | Function | Constant


@lru_cache(maxsize=1 << 10)
def layout(formula: Formula, naming: Naming) -> Box:
    """The boxes of a formula, in the order in which the author wrote it."""
    # Whoever writes a formula may have to say it too, and a page writes the same numbers again and again.
    return _Layout(naming).place(formula, 0, first=True)


def layout_symbol(symbol: Symbol, naming: Naming) -> Box:
    return _Layout(naming).symbol(symbol)


@dataclass(frozen=True, slots=True)
class _Layout:
    naming: Naming

    def place(self, formula: Formula, binds: int, *, first: bool) -> Box:
        """`binds` is the least strength that needs no parentheses here; `first`: nothing stands before."""
        match formula:
            case Number(value):
                digits = self.number(formula)
                return digits if value >= 0 or first else Fenced(digits)
            case Symbol():
                return self.symbol(formula)
            case Apply(operator, arguments):
                strength = self.strength(operator)
                box = self.applied(operator, arguments, first=first or strength < binds)
                return Fenced(box) if strength < binds or (operator == "neg" and not first) else box

    def number(self, number: Number) -> Box:
        text = decimal_text(number).replace(".", self.naming.decimal)
        sign, digits = (True, text[1:]) if text.startswith("-") else (False, text)
        mantissa, _, exponent = digits.partition("e")
        box: Box = Digits(mantissa)
        if exponent:
            power = Row((Sign("neg"), Digits(exponent[1:]))) if exponent.startswith("-") else Digits(exponent)
            box = Row((box, Sign("*"), Raised(Digits("10"), power)))
        return Row((Sign("neg"), box)) if sign else box

    def symbol(self, symbol: Symbol) -> Box:
        if symbol.by is not None and symbol.of is not None:
            return Partial(self.symbol(symbol.of), self.symbol(symbol.by))
        return Letter(self.naming.glyphs(symbol))

    def strength(self, operator: str) -> int:
        # A fraction's bar holds its parts together; only a power needs parentheses around it.
        row = OPERATORS[operator]
        return PRODUCT if row.shape is Shape.FRACTION else row.binds

    def applied(self, operator: str, arguments: tuple[Formula, ...], *, first: bool) -> Box:
        row = OPERATORS[operator]
        match row.shape:
            case Shape.PREFIX if operator == "not":
                return Row((Sign("not"), self.place(arguments[0], NOT, first=True)))
            case Shape.PREFIX:
                return Row((Sign("neg"), self.place(arguments[0], PRODUCT, first=False)))
            case Shape.INFIX if operator == "*":
                return self.product(arguments, first=first)
            case Shape.INFIX:
                a, b = arguments
                least = SUM if operator == "+" else row.binds + 1
                return Row((self.place(a, row.binds, first=first), Sign(operator), self.place(b, least, first=False)))
            case Shape.FRACTION:
                return Fraction(self.place(arguments[0], 0, first=True), self.place(arguments[1], 0, first=True))
            case Shape.POWER:
                base = _as_stem(self.place(arguments[0], POWER + 1, first=False))
                return Raised(base, self.place(arguments[1], 0, first=True))
            case Shape.EXPONENTIAL:
                return Raised(Constant("e"), self.place(arguments[0], 0, first=True))
            case Shape.ROOT:
                return Root(self.place(arguments[0], 0, first=True))
            case Shape.BARS:
                return Fenced(self.place(arguments[0], 0, first=True), fence="||")
            case Shape.INDICATOR:
                positive = Row((self.place(arguments[0], SUM, first=True), Sign(_FIRES[operator]), Digits("0")))
                return Row((Constant("1"), Fenced(positive, fence="[]")))
            case Shape.CONSTANT:
                return Constant(operator)
            case Shape.CALL:
                return Row((self.function(operator), Fenced(self.listed(arguments))))
            case Shape.ELEMENT if operator == "first_max":
                return self.is_largest(arguments)
            case Shape.ELEMENT:
                call = Row((self.function(operator), Fenced(self.listed(arguments[1:]))))
                return Lowered(call, self.place(arguments[0], 0, first=True))

    def is_largest(self, arguments: tuple[Formula, ...]) -> Box:
        """`1[b = max(a, b)]`."""
        k, *values = arguments
        assert isinstance(k, Number)
        own = self.place(values[int(k.value) - 1], 0, first=True)
        largest = self.place(Apply("max", tuple(values)), 0, first=True)
        return Row((Constant("1"), Fenced(Row((own, Sign("=="), largest)), fence="[]")))

    def function(self, operator: str) -> Box:
        return Function(operator, self.naming.sigmoid if operator == "sigmoid" else "")

    def listed(self, arguments: tuple[Formula, ...]) -> Box:
        between = Sign(";" if self.naming.decimal == "," else ",")
        parts: list[Box] = []
        for argument in arguments:
            parts += [*([between] if parts else []), self.place(argument, 0, first=True)]
        return Row(tuple(parts))

    def product(self, arguments: tuple[Formula, ...], *, first: bool) -> Box:
        a, b = arguments
        left, right = self.place(a, PRODUCT, first=first), self.place(b, PRODUCT, first=False)
        if _needs_dot(left, right):
            return Row((left, Sign("*"), right))
        if isinstance(first_in(right), Fraction | Partial):
            return Row((left, Sign("thin"), right))
        return Row((left, right))


_FIRES = {"threshold": ">", "nonnegative": ">="}


def _as_stem(box: Box) -> Box:
    """What already carries a superscript, or is a fraction, needs parentheses under an exponent."""
    match box:
        case Letter(glyphs) if glyphs.sup or glyphs.before or glyphs.after:
            return Fenced(box)
        case Partial() | Row() | Raised():
            return Fenced(box)
    return box


def _needs_dot(left: Box, right: Box) -> bool:
    """Letters stand side by side; a dot keeps words, numbers, fractions and function names apart.

    A bare d has one too: dy would be a differential.
    """
    end, start = _last(left), first_in(right)
    if isinstance(start, Digits | Constant):
        return True
    if isinstance(start, Letter) and _is_word(start):
        return isinstance(end, Letter | Digits | Fraction | Partial)
    if isinstance(end, Letter) and isinstance(start, Letter) and (_is_word(end) or end.glyphs == Glyphs(letter="d")):
        return True
    if isinstance(end, Digits):
        return not isinstance(start, Letter | Fenced) or _holds_only_digits(start)
    if isinstance(end, Fraction | Partial):
        return True
    return any(isinstance(box, Fenced) and _holds_only_digits(box) for box in (end, start))


def _is_word(box: Letter) -> bool:
    return spelled(box.glyphs.letter).is_word


def _holds_only_digits(box: Box) -> bool:
    match box:
        case Digits() | Sign():
            return True
        case Row(parts):
            return all(_holds_only_digits(part) for part in parts)
        case Fenced(inside):
            return _holds_only_digits(inside)
        case Raised(stem, _):
            return _holds_only_digits(stem)
    return False


def first_in(box: Box) -> Box:
    """The leftmost box that is no row, power or index."""
    match box:
        case Row(parts):
            return first_in(parts[0])
        case Raised(stem, _) | Lowered(stem, _):
            return first_in(stem)
    return box


def _last(box: Box) -> Box:
    return _last(box.parts[-1]) if isinstance(box, Row) else box
