"""What writing one exercise needs: an engine's writer, a language, a notation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache

from ..assignments.sheet import Item
from ..formula import Formula, Number, Symbol
from ..formula.naming import Naming
from ..formula.notation import Profile
from ..grading import wording
from ..languages import Language
from ..problems import Exercise, Kept, Problem, kept
from ..problems.problem import Itself
from .drawings.extent import NODE_EM, width
from .statement import Kind as ParagraphKind
from .statement import Math, Paragraph, prose, statement
from .view import ParagraphView
from .writer import Ready, Writer


@dataclass(frozen=True)
class Page:
    """What writing one exercise needs; `large` is print of 18 pt for who reads no smaller one."""

    writer: Writer
    said: Language
    profile: Profile
    language: str
    item: Item
    large: bool = False

    @property
    def times(self) -> float:
        """How much wider than usual what is printed is."""
        return 1.8 if self.large else 1.0

    @property
    def alike(self) -> Alike:
        """A key for what all pages of a class have."""
        of = Itself(self.exercise.problem), self.writer, Itself(self.said), Itself(self.profile), self.large
        return Alike(of, self)

    @property
    def exercise(self) -> Exercise:
        return self.item.exercise

    @cached_property
    def naming(self) -> Naming:
        return self.exercise.problem.naming(self.profile, self.said.decimal)

    @cached_property
    def kept(self) -> Kept:
        """The numbers of the worked lines: finding them takes longer than writing them."""
        return kept(self.exercise, self.item.solution)

    @property
    def statement(self) -> tuple[ParagraphView, ...]:
        """What the exercise says above its givens."""
        return _statement(Itself(self.exercise.problem), Itself(self.profile), self.language, self.writer, self.naming)

    def prose(self, text: str) -> tuple[ParagraphView, ...]:
        """An author's words."""
        return _prose(Itself(self.exercise.problem), text, self.writer, self.naming)

    def symbol(self, symbol: Symbol) -> Ready:
        return _symbol(symbol, self.writer, self.naming)

    def on_one_line(self, symbol: Symbol) -> Ready:
        """The symbol, a derivative with a slash: a fraction would be too small in a table."""
        return _on_one_line(symbol, self.writer, self.naming)

    def digits(self, text: str) -> Ready:
        """A number with its zeros: 0.5000."""
        if "e" in text:
            return self.equation(Number.of(text))
        return self.writer.math(self.writer.digits(self.said.number(text)))

    def equation(self, *formulas: Formula) -> Ready:
        return _equation(Math(formulas), self.writer, self.naming)

    def points(self, points: Fraction) -> str:
        return self.said.amount(points_text(points), "point" if self.said.is_one(points) else "points")


@dataclass(frozen=True, slots=True)
class Alike:
    """A page of a class: any of them, where what is made of it is the same for all."""

    of: tuple[object, ...]
    page: Page = field(compare=False)


def points_text(points: Fraction) -> str:
    """`2.5`, `3.33`."""
    return wording.points_text(points, 2)


# What a whole class has alike is written once.
@lru_cache(maxsize=64)
def _statement(
    of: Itself[Problem], profile: Itself[Profile], language: str, writer: Writer, naming: Naming
) -> tuple[ParagraphView, ...]:
    return _paragraphs(statement(of.one, profile.one, language=language), of.one, writer, naming)


@lru_cache(maxsize=256)
def _prose(of: Itself[Problem], text: str, writer: Writer, naming: Naming) -> tuple[ParagraphView, ...]:
    return _paragraphs(prose(text, of.one.derivation), of.one, writer, naming)


def _paragraphs(
    paragraphs: Iterable[Paragraph], problem: Problem, writer: Writer, naming: Naming
) -> tuple[ParagraphView, ...]:
    families = frozenset(problem.derivation.members)
    return tuple(
        ParagraphView(
            content=writer.paragraph(paragraph, naming, families),
            entry=paragraph.kind is ParagraphKind.ENTRY,
            display=paragraph.kind is ParagraphKind.DISPLAY,
            width=sum(width(part, naming, NODE_EM) for part in paragraph.parts)
            if paragraph.kind is ParagraphKind.DISPLAY
            else 0.0,
        )
        for paragraph in paragraphs
    )


@lru_cache(maxsize=2048)  # givens are few numbers, and stand on a sheet and its key, in the drawing and beside it
def _equation(math: Math, writer: Writer, naming: Naming) -> Ready:
    return writer.equation(math, naming)


@lru_cache(maxsize=4096)
def _symbol(symbol: Symbol, writer: Writer, naming: Naming) -> Ready:
    return writer.math(writer.symbol(symbol, naming))


@lru_cache(maxsize=4096)
def _on_one_line(symbol: Symbol, writer: Writer, naming: Naming) -> Ready:
    if symbol.of is None or symbol.by is None:
        return _symbol(symbol, writer, naming)
    parts = (writer.symbol(part, naming) for part in (symbol.of, symbol.by))
    return writer.math(writer.slashed(*parts))
