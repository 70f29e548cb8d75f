"""How a target writes formulas in its pages: LaTeX between delimiters, or MathML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from ..formula import Formula
from ..formula.latex import digits_to_latex, glyphs_to_latex, to_latex
from ..formula.mathml import glyphs_to_mathml, mathml_inside
from ..formula.naming import Glyphs, Naming
from ..formula.pattern import PutIn, filled_in, put_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Maths:
    """Source of formulas, in names or with numbers `put_in`, and `around`, which makes it an element of a page."""

    formula: Callable[[Formula, Naming], str]
    put_in: PutIn
    glyphs: Callable[[Glyphs], str]
    equal: str
    about: str
    aside: str
    around: Callable[[str], Markup]

    def written(self, formula: Formula, naming: Naming) -> Markup:
        """One formula, or the name of one quantity."""
        return self.around(self.formula(formula, naming))

    def family(self, glyphs: Glyphs) -> Markup:
        return self.around(self.glyphs(glyphs))

    def equation(self, formulas: Iterable[Formula], naming: Naming) -> Markup:
        """Formulas joined by `=`; one that looks like the one before it is written once."""
        return self.around(self.equal.join(dict.fromkeys(self.formula(formula, naming) for formula in formulas)))

    def line(self, sides: Iterable[str], value: str, *, exact: bool, beside: tuple[str, str] | None = None) -> Markup:
        """`z = w x = 3`, or `\u2248` where the value is rounded, and `(exactly 1/3)` beside it; all are sources."""
        written = dict.fromkeys(sides)
        written.pop(value, None)
        source = f"{self.equal.join(written)}{self.equal if exact else self.about}{value}"
        if beside is not None:
            words, formula = beside
            source += self.aside.format(words=words, formula=formula)
        return self.around(source)


# Variants have the same names and rules, and other digits in the same places.
_REMEMBERED = lru_cache(maxsize=1 << 12)
_LATEX = _REMEMBERED(filled_in(to_latex, digits_to_latex))
_MATHML = _REMEMBERED(filled_in(mathml_inside))
_LATEX_PUT_IN, _MATHML_PUT_IN = put_in(to_latex, digits_to_latex), put_in(mathml_inside)


def latex_maths(around: Callable[[str], Markup]) -> Maths:
    """LaTeX, which `around` puts between a target's delimiters."""
    return Maths(
        formula=_LATEX,
        put_in=_LATEX_PUT_IN,
        glyphs=glyphs_to_latex,
        equal=" = ",
        about=r" \approx ",
        aside=r"\quad \text{{({words} }}{formula}\text{{)}}",
        around=around,
    )


MATHML = Maths(
    formula=_MATHML,
    put_in=_MATHML_PUT_IN,
    glyphs=glyphs_to_mathml,
    equal="<mo>=</mo>",
    about="<mo>\u2248</mo>",
    aside="<mspace width='2em'/><mtext>({words} </mtext>{formula}<mtext>)</mtext>",
    around=lambda source: Markup(f"<math>{source}</math>"),
)
"""MathML Core without a namespace prefix: `<math>` in a page of HTML."""
