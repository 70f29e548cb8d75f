"""Ready HTML with MathML Core: no JavaScript, and a screen reader can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from ..formula import Apply, Formula, Number, Symbol
from ..formula.mathml import glyphs_to_mathml, mathml_inside
from ..formula.naming import Glyphs, Naming
from ..formula.pattern import filled_in, put_in
from .glyphs import clean
from .statement import Style, Text
from .writer import Ready, Writer, with_ends


class HtmlWriter(Writer):
    """Every formula is one element, or several in a row; whatever takes a part puts it into a row of its own."""

    engine = "html"
    approximately = "≈"
    longest_name = 1000  # lines break there

    def text(self, text: str) -> Ready:
        return Ready(escape(clean(text)))

    def styled(self, text: Text) -> Ready:
        return Ready(_STYLES[text.style].format(escape(with_ends(text.text, clean(text.text)))))

    def math(self, source: str) -> Ready:
        return Ready(f"<math>{source}</math>")

    def formula(self, formula: Formula, naming: Naming) -> str:
        return _formula(formula, naming)

    def put_in(self, formula: Formula, numbers: Mapping[Symbol, Number], naming: Naming) -> str:
        return _put_in(formula, numbers, naming)

    def symbol(self, symbol: Symbol, naming: Naming) -> str:
        return _symbol(symbol, naming)

    def glyphs(self, glyphs: Glyphs) -> str:
        return glyphs_to_mathml(glyphs)

    def digits(self, text: str) -> str:
        number = f"<mn>{escape(text.removeprefix('-'))}</mn>"
        return f"<mrow><mo>−</mo>{number}</mrow>" if text.startswith("-") else number

    def slashed(self, of: str, by: str) -> str:
        return f"<mrow><mi>∂</mi>{of}<mo>/</mo><mi>∂</mi>{by}</mrow>"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        body = "".join(f"<mtr>{''.join(f'<mtd>{cell}</mtd>' for cell in row)}</mtr>" for row in rows)
        return f"<mrow><mo>[</mo><mtable>{body}</mtable><mo>]</mo></mrow>"

    def partial(self, of: str, by: str) -> str:
        return f"<mfrac><mrow><mi>∂</mi>{of}</mrow><mrow><mi>∂</mi>{by}</mrow></mfrac>"

    def turned(self, source: str) -> str:
        compound = any(tag in source for tag in ("<mfrac", "<msup", "<msubsup"))
        return _raised(self.in_parentheses(source) if compound else source, '<mi mathvariant="normal">T</mi>')

    def ones(self) -> str:
        return "<mn>𝟏</mn>"

    def entry(self, number: Number, naming: Naming) -> str:
        return mathml_inside(number, naming)

    def marked(self, label: str) -> str:
        return f'<mtext class="label">{escape(label)}</mtext>'

    def in_parentheses(self, source: str) -> str:
        return f"<mrow><mo>(</mo>{source}<mo>)</mo></mrow>"

    def sign(self, sign: str) -> str:
        return f"<mo>{_SIGNS.get(sign, sign)}</mo>"

    def squared(self, source: str) -> str:
        return _raised(source, "<mrow><mo>⊙</mo><mn>2</mn></mrow>")

    def over(self, top: str, bottom: str) -> str:
        return f"<mfrac><mrow>{top}</mrow><mrow>{bottom}</mrow></mfrac>"

    def called(self, operator: str, inside: str, naming: Naming) -> str:
        if operator == "softmax":
            return f"<mrow><mi>softmax</mi><mo>\u2061</mo>{self.in_parentheses(inside)}</mrow>"
        return mathml_inside(Apply(operator, (_INSIDE,)), naming).replace(
            mathml_inside(_INSIDE, naming), f"<mrow>{inside}</mrow>"
        )

    def right_side(self, relation: str, source: str) -> Ready:
        return Ready(f'<math displaystyle="true"><mo>{escape(relation)}</mo>{source}</math>')

    def displayed(self, source: str) -> Ready:
        return Ready(f'<math displaystyle="true">{source}</math>')

    def aside(self, words: str, formula: Ready) -> Ready:
        return Ready(f'<span class="beside">({self.text(words)} {formula})</span>')

    def beside(self, *parts: str) -> str:
        return "".join(parts)

    def joined(self, parts: Sequence[Ready]) -> Ready:
        return Ready("".join(parts))


def _raised(source: str, exponent: str) -> str:
    return f"<msup><mrow>{source}</mrow>{exponent}</msup>"


_SIGNS = {"times": "⋅", "entrywise": "⊙", "product": "\u2062", "-": "−"}
_symbol = lru_cache(maxsize=4096)(mathml_inside)
_formula, _put_in = filled_in(mathml_inside), put_in(mathml_inside)
_INSIDE = Symbol("Q")
_STYLES = {Style.PLAIN: "{}", Style.EMPHASIS: "<em>{}</em>", Style.STRONG: "<strong>{}</strong>"}
