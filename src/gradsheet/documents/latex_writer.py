"""Ready LaTeX source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..formula import OPERATORS, Apply, Formula, Number, Symbol
from ..formula.latex import digits_to_latex, glyphs_to_latex, symbol_to_latex, to_latex
from ..formula.naming import Glyphs, Naming
from ..formula.pattern import filled_in, put_in
from .glyphs import visible
from .outermost import terms
from .statement import Style, Text
from .writer import Ready, Writer, with_ends


class LatexWriter(Writer):
    engine = "latex"
    approximately = r"\approx"

    def text(self, text: str) -> Ready:
        return Ready(_tex(text))

    def styled(self, text: Text) -> Ready:
        return Ready(_TEX_STYLES[text.style].format(_tex(text.text, keep_ends=True)))

    def math(self, source: str) -> Ready:
        return Ready(f"${source}$")

    def formula(self, formula: Formula, naming: Naming) -> str:
        return _formula(formula, naming)

    def put_in(self, formula: Formula, numbers: Mapping[Symbol, Number], naming: Naming) -> str:
        return _put_in(formula, numbers, naming)

    def symbol(self, symbol: Symbol, naming: Naming) -> str:
        return symbol_to_latex(symbol, naming)

    def glyphs(self, glyphs: Glyphs) -> str:
        return glyphs_to_latex(glyphs)

    def digits(self, text: str) -> str:
        return digits_to_latex(text)

    def slashed(self, of: str, by: str) -> str:
        return rf"\partial {of}/\partial {by}"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        body = r" \\ ".join(" & ".join(row) for row in rows)
        columns = "r" * max(map(len, rows))
        return rf"\left[\begin{{array}}{{@{{}}{columns}@{{}}}} {body} \end{{array}}\right]"

    def partial(self, of: str, by: str) -> str:
        return rf"\frac{{\partial {of}}}{{\partial {by}}}"

    def turned(self, source: str) -> str:
        return rf"{self.in_parentheses(source) if set(source) & set('^/{') else source}^{{\mathsf{{T}}}}"

    def ones(self) -> str:
        return r"\mathbf{1}\,"

    def entry(self, number: Number, naming: Naming) -> str:
        return f"{{{to_latex(number, naming)}}}"

    def marked(self, label: str) -> str:
        return rf"{{}}_{{\mathbf{{{label}}}}}\,"

    def in_parentheses(self, source: str) -> str:
        return rf"\left({source}\right)"

    def sign(self, sign: str) -> str:
        return _SIGNS.get(sign, sign)

    def squared(self, source: str) -> str:
        return rf"{source}^{{\odot 2}}"

    def over(self, top: str, bottom: str) -> str:
        return rf"\frac{{{top}}}{{{bottom}}}"

    def called(self, operator: str, inside: str, naming: Naming) -> str:
        if operator == "softmax":
            return OPERATORS[operator].latex + self.in_parentheses(inside)
        around = to_latex(Apply(operator, (_INSIDE,)), naming)
        around = around.replace("[", r"\left[").replace("]", r"\right]")
        return around.replace("(Q)", r"\left(Q\right)").replace("Q", inside)

    def right_side(self, relation: str, source: str) -> Ready:
        return Ready(rf"$\displaystyle {{}}{relation} {source}$")

    def parted(self, source: str) -> str:
        return r" \orhere".join(terms(source, _TOKEN))

    def displayed(self, source: str) -> Ready:
        return Ready(rf"$\displaystyle {source}$")

    def aside(self, words: str, formula: Ready) -> Ready:
        return Ready(rf"\quad\mbox{{({self.text(words)} {formula})}}")

    def joined(self, parts: Sequence[Ready]) -> Ready:
        return Ready("".join(parts))


_formula, _put_in = filled_in(to_latex, digits_to_latex), put_in(to_latex, digits_to_latex)
_SIGNS = {"times": r"\cdot", "entrywise": r"\odot", "product": r"\,"}
_INSIDE = Symbol("Q")
_TOKEN = re.compile(r"(?P<sign> [+-] )|(?P<wall>\\left.|{)|(?P<end>\\right.|})|(?P<open>[(\[])|(?P<close>[)\]])")


def _greek(letter: str) -> str:
    """`\\alpha`, `\\Delta`: Unicode spells lambda without its b."""
    name = unicodedata.name(letter).rpartition(" ")[2].replace("LAMDA", "LAMBDA")
    return f"\\{name.lower() if letter.islower() else name.title()}"


_TEX_SIGNS = {
    "−": "-", "×": r"\times", "·": r"\cdot", "÷": r"\div", "∂": r"\partial", "√": r"\surd", "≤": r"\le", "≥": r"\ge",
    "≠": r"\neq", "≈": r"\approx", "∞": r"\infty", "∑": r"\sum", "∇": r"\nabla", "→": r"\to", "←": r"\gets",
    "±": r"\pm", "°": r"^{\circ}",
    **{letter: _greek(letter) for letter in "αβγδεζηθικλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ"},
}  # fmt: skip
_TEX_STYLES = {Style.PLAIN: "{}", Style.EMPHASIS: r"\emph{{{}}}", Style.STRONG: r"\textbf{{{}}}"}
# pylatex leaves these alone: in T1 < and > beside each other become guillemets, "-" twice a dash, and quotes turn.
_TEX_REST = {
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    ",": "{,}",
    "-": "{-}",
    "?": "{?}",
    "!": "{!}",
}


@lru_cache(maxsize=4096)
def _tex(text: str, *, keep_ends: bool = False) -> str:
    shown = visible(text, "latex", also="".join(_TEX_SIGNS))
    return "".join(map(_escaped, with_ends(text, shown) if keep_ends else shown))


@lru_cache(maxsize=1024)
def _escaped(character: str) -> str:
    from pylatex import escape_latex

    if character in _TEX_SIGNS:
        return rf"\ensuremath{{{_TEX_SIGNS[character]}}}"
    return _TEX_REST.get(character) or str(escape_latex(character))
