"""Ready Typst source, in code mode: words are strings, formulas are content, `+` joins them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from ..formula import OPERATORS, Apply, Formula, Number, Symbol
from ..formula.naming import Glyphs, Naming
from ..formula.pattern import filled_in, put_in
from ..formula.typst import glyphs_to_typst, symbol_to_typst, to_typst
from .glyphs import visible
from .outermost import terms
from .statement import Style, Text
from .writer import Heard, Ready, Writer, with_ends


class TypstWriter(Writer):
    engine = "typst"
    approximately = "approx"

    def __init__(self, more: AbstractSet[int] = frozenset()) -> None:
        self.more = more

    def text(self, text: str) -> Ready:
        return _typst(text, self.more)

    def styled(self, text: Text) -> Ready:
        shown = visible(text.text, "typst", _SIGNS, self.more)
        return Ready(_TYPST_STYLES[text.style].format(_quoted(with_ends(text.text, shown))))

    def math(self, source: str) -> Ready:
        return Ready(f"${source}$")

    def formula(self, formula: Formula, naming: Naming) -> str:
        return _formula(formula, naming)

    def put_in(self, formula: Formula, numbers: Mapping[Symbol, Number], naming: Naming) -> str:
        return _put_in(formula, numbers, naming)

    def symbol(self, symbol: Symbol, naming: Naming) -> str:
        return symbol_to_typst(symbol, naming)

    def glyphs(self, glyphs: Glyphs) -> str:
        return glyphs_to_typst(glyphs)

    def digits(self, text: str) -> str:
        return f'-"{text[1:]}"' if text.startswith("-") else f'"{text}"'

    def slashed(self, of: str, by: str) -> str:
        return rf"∂{of}\/∂{by}"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        return f'mat(delim: "[", align: #right, {"; ".join(", ".join(row) for row in rows)})'

    def partial(self, of: str, by: str) -> str:
        return f"frac(∂{of}, ∂{by})"

    def turned(self, source: str) -> str:
        return f'{self.in_parentheses(source) if set(source) & set("^/(") else source}^upright("T")'

    def ones(self) -> str:
        return 'bold("1") thin'

    def entry(self, number: Number, naming: Naming) -> str:
        return to_typst(number, naming)

    def marked(self, label: str) -> str:
        return f'#text(size: 6.5pt, weight: "bold", "{label}")#h(0.25em)'

    def in_parentheses(self, source: str) -> str:
        return f"lr(({source}))"

    def sign(self, sign: str) -> str:
        return _BETWEEN.get(sign, sign)

    def squared(self, source: str) -> str:
        return f'{source}^(dot.o "2")'

    def over(self, top: str, bottom: str) -> str:
        return f"frac({top}, {bottom})"

    def called(self, operator: str, inside: str, naming: Naming) -> str:
        if operator == "softmax":
            return OPERATORS[operator].typst + self.in_parentheses(inside)
        return to_typst(Apply(operator, (_INSIDE,)), naming).replace(to_typst(_INSIDE, naming), inside)

    def right_side(self, relation: str, source: str) -> Ready:
        return Ready(f'$display("" {relation} {source})$')

    def parted(self, source: str) -> str:
        """Terms that are each as a sign between two others: there, and within parentheses too, Typst breaks lines."""
        arithmetic = _ARITHMETIC.fullmatch(self.right_side("=", source))
        first, *rest = terms(source, _SIGN_OR_FENCE)
        if not rest or (arithmetic and len(_in_a_row(arithmetic[1])) <= MOST_IN_A_ROW):
            return source
        signed = (f"{term[1]} med {term[3:]}" for term in rest)
        return " ".join(f'class("binary", {term})' for term in (first, *signed))

    def as_one(self, first: Ready, second: Ready) -> Ready | None:
        before, after = _ARITHMETIC.fullmatch(first), _ARITHMETIC.fullmatch(second)
        if not before or not after or len(_in_a_row(both := f"{before[1]} {after[1]}")) > MOST_IN_A_ROW:
            return None
        return Ready(f'$display("" {both})$')

    def displayed(self, source: str) -> Ready:
        return Ready(f"$display({source})$")

    def aside(self, words: str, formula: Ready) -> Ready:
        return Ready(f"h(1em) + box[(#{self.text(words)} #({formula}))]")

    def heard(self, formula: Heard) -> Ready:
        if number := _NUMBER.fullmatch(formula):
            return Ready(f'numeral("{number[1].replace("-", MINUS)}{number[2]}")')
        arithmetic = _ARITHMETIC.fullmatch(formula)
        if arithmetic and len(row := _in_a_row(arithmetic[1])) <= MOST_IN_A_ROW:
            return Ready(f'math.equation(alt: {_quoted(formula.words)}, "{row}")')
        return Ready(f"heard({_quoted(formula.words)}, {_quoted(_in_fewer_pieces(formula.strip('$')))})")

    def among_words(self, formula: Ready) -> Ready:
        return Ready(f"box({formula})") if len(formula) <= MOST_AMONG_WORDS else formula

    def joined(self, parts: Sequence[Ready]) -> Ready:
        return Ready(" + ".join(parts) or "[]")


_formula, _put_in = filled_in(to_typst), put_in(to_typst)
_BETWEEN = {"times": "dot.op", "entrywise": "dot.o", "product": "thin"}
_INSIDE = Symbol("Q")
MINUS = "−"
MOST_IN_A_ROW = 56  # letters that fit into any line: a text cannot be broken
MOST_AMONG_WORDS = 240  # characters of source and words of a formula that is no wider than half a line
MEDIUM, THICK = "\u205f", "\u2006\u200a"
"""Spaces of 4/18 em and nearly 5/18 em: around what joins two numbers, and beside an equals sign."""
REST = "#h(0.0216em)"  # what two of these are narrower than in a formula
_NUMBER = re.compile(r'\$(-?)"([0-9.,]+)"\$')
_TOKEN = re.compile(r'"[0-9.,]+"|dot\.op|approx|\\[()]|[-+=]')
_ARITHMETIC = re.compile(rf'\$display\("" ((?:=|approx) (?:{_TOKEN.pattern}|\s)+)\)\$')
_SIGN_OR_FENCE = re.compile(
    r'"[^"]*"|(?P<sign> [+-] )|(?P<open>\\[(\[])|(?P<close>\\[)\]])|(?P<wall>[(\[])|(?P<end>[)\]])'
)
_VALUE = re.compile(r' = (-?)"([0-9.,]+)"$')
_TIME = re.compile(r" \(t ([-+]) (\d+)\)(?![_^]) ?")
_RELATIONS = {"=": "=", "approx": "≈"}
_SHOWN = {"-": MINUS, "+": "+", "dot.op": "⋅"}
_SIGNS = "−×·÷∂√≤≥≠≈∞∑∇→←±°"
_TYPST_STYLES = {Style.PLAIN: "{}", Style.EMPHASIS: "emph({})", Style.STRONG: "strong({})"}


@lru_cache(maxsize=256)  # asked whether it fits beside its value, and again when it is written
def _in_a_row(arithmetic: str) -> str:
    """Arithmetic with numbers alone as one text, which Typst sets in half the time, with the spaces of a formula."""
    row, before = [], ""
    for token in _TOKEN.findall(arithmetic):
        between = before.startswith('"') or before == r"\)"
        if token in _RELATIONS:
            row.append(f"{THICK}{_RELATIONS[token]}{THICK}")
        elif token in _SHOWN:
            row.append(f"{MEDIUM}{_SHOWN[token]}{MEDIUM}" if between else _SHOWN[token])
        else:
            row.append(token.strip('"\\'))
        before = token
    return "".join(row)


def _in_fewer_pieces(source: str) -> str:
    """A formula that looks the same, with the number it is equal to, and a time, each as one text.

    Every piece of a formula costs 4 µs in every PDF, also where Typst remembers how it is set.
    """
    source = _TIME.sub(lambda time: f'"(𝑡{MEDIUM}{_SHOWN[time[1]]}{MEDIUM}{time[2]})"', source)
    return _VALUE.sub(lambda value: f'{REST}"{THICK}={THICK}{value[1].replace("-", MINUS)}{value[2]}"', source)


@lru_cache(maxsize=1024)
def _typst(text: str, more: AbstractSet[int]) -> Ready:
    return Ready(_quoted(visible(text, "typst", _SIGNS, more)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
