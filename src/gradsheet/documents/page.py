"""What writing one exercise needs: an engine's writer, a language, a notation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ..assignments.sheet import Item
from ..formula import Formula, Number, Symbol
from ..formula.naming import Naming
from ..formula.notation import Profile
from ..grading import wording
from ..languages import Language
from ..problems import Exercise, Kept, kept
from .statement import Kind as ParagraphKind
from .statement import Math, Paragraph
from .view import ParagraphView
from .writer import Ready, Writer


@dataclass(frozen=True)
class Page:
    """What writing one exercise needs."""

    writer: Writer
    said: Language
    profile: Profile
    language: str
    item: Item

    @property
    def exercise(self) -> Exercise:
        return self.item.exercise

    @cached_property
    def naming(self) -> Naming:
        return replace(self.exercise.problem.naming(self.profile), decimal=self.said.decimal)

    @cached_property
    def kept(self) -> Kept:
        """The numbers of the worked lines: finding them takes longer than writing them."""
        return kept(self.exercise, self.item.solution)

    @property
    def families(self) -> frozenset[Symbol]:
        return frozenset(self.exercise.problem.derivation.members)

    def paragraph(self, paragraph: Paragraph) -> ParagraphView:
        return ParagraphView(
            content=self.writer.paragraph(paragraph, self.naming, self.families),
            entry=paragraph.kind is ParagraphKind.ENTRY,
            display=paragraph.kind is ParagraphKind.DISPLAY,
        )

    def symbol(self, symbol: Symbol) -> Ready:
        return self.writer.math(self.writer.symbol(symbol, self.naming))

    def on_one_line(self, symbol: Symbol) -> Ready:
        """The symbol, a derivative with a slash: a fraction would be too small in a table."""
        if symbol.of is None or symbol.by is None:
            return self.symbol(symbol)
        parts = (self.writer.symbol(part, self.naming) for part in (symbol.of, symbol.by))
        return self.writer.math(self.writer.slashed(*parts))

    def digits(self, text: str) -> Ready:
        """A number with its zeros: 0.5000."""
        if "e" in text:
            return self.equation(Number.of(text))
        return self.writer.math(self.writer.digits(self.said.number(text)))

    def equation(self, *formulas: Formula) -> Ready:
        return self.writer.equation(Math(formulas), self.naming)

    def points(self, points: Fraction) -> str:
        return self.said.amount(points_text(points), "point" if self.said.is_one(points) else "points")


def points_text(points: Fraction) -> str:
    """`2.5`, `3.33`."""
    return wording.points_text(points, 2)
