"""What an engine must be able to write: text, formulas and paragraphs as ready source."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ..formula import Formula, Number, Symbol
from ..formula.naming import Glyphs, Naming
from .glyphs import typographic
from .statement import Kind as ParagraphKind
from .statement import Math, Paragraph, Text

SURELY_FITS = 90  # characters of source, at least one for each that is printed


class Ready(str):
    """Source of an engine, which no template escapes again."""

    __slots__ = ()


class Heard(Ready):
    """A formula that can be said too; finding the words takes time, so they are found when they are asked for.

    `shown` is it with its words in an engine's source, once that was asked for.
    """

    __slots__ = ("said", "say", "shown")
    say: Callable[[], str]
    said: str | None
    shown: Ready | None

    @classmethod
    def of(cls, source: str, say: Callable[[], str]) -> Heard:
        made = cls(source)
        made.say, made.said, made.shown = say, None, None
        return made

    @property
    def words(self) -> str:
        if self.said is None:  # what a class has in common is asked for by every page
            self.said = self.say()
        return self.said


class Writer(ABC):
    """Writes one engine's source. Whatever is not Ready is text and gets escaped."""

    engine: str
    approximately: str
    more: AbstractSet[int] = frozenset()
    """The characters that a course's own fonts have."""
    longest_name: int = 60
    """How many characters of a name fit into the head of a page."""

    @abstractmethod
    def text(self, text: str) -> Ready:
        """Words, printed literally."""

    @abstractmethod
    def styled(self, text: Text) -> Ready: ...

    @abstractmethod
    def math(self, source: str) -> Ready:
        """A formula within a line."""

    @abstractmethod
    def formula(self, formula: Formula, naming: Naming) -> str: ...

    @abstractmethod
    def put_in(self, formula: Formula, numbers: Mapping[Symbol, Number], naming: Naming) -> str:
        """A formula with numbers in place of its symbols."""

    @abstractmethod
    def symbol(self, symbol: Symbol, naming: Naming) -> str: ...

    @abstractmethod
    def glyphs(self, glyphs: Glyphs) -> str: ...

    @abstractmethod
    def digits(self, text: str) -> str:
        """A decimal number with its sign, digit by digit."""

    @abstractmethod
    def slashed(self, of: str, by: str) -> str:
        """A derivative on one line."""

    @abstractmethod
    def matrix(self, rows: Sequence[Sequence[str]]) -> str: ...

    def family(self, symbol: Symbol, naming: Naming) -> str:
        """A whole family, or its derivative."""
        if symbol.of is None or symbol.by is None:
            return self.glyphs(naming.family(symbol))
        return self.partial(self.symbol(symbol.of, naming), self.family(symbol.by, naming))

    @abstractmethod
    def partial(self, of: str, by: str) -> str:
        """The fraction of a derivative."""

    @abstractmethod
    def turned(self, source: str) -> str:
        """The transpose."""

    @abstractmethod
    def ones(self) -> str:
        """The vector of ones."""

    @abstractmethod
    def entry(self, number: Number, naming: Naming) -> str:
        """A number in a matrix."""

    @abstractmethod
    def marked(self, label: str) -> str:
        """A blank's label, small, before an entry of a matrix."""

    @abstractmethod
    def in_parentheses(self, source: str) -> str:
        """As high as what stands in them."""

    @abstractmethod
    def sign(self, sign: str) -> str:
        """What stands between two matrices: +, -, "times" a number, "entrywise" or "product"."""

    @abstractmethod
    def squared(self, source: str) -> str:
        """The square of every entry."""

    @abstractmethod
    def over(self, top: str, bottom: str) -> str: ...

    @abstractmethod
    def called(self, operator: str, inside: str, naming: Naming) -> str:
        """A function of every entry of a matrix, or the softmax of a vector."""

    @abstractmethod
    def right_side(self, relation: str, source: str) -> Ready:
        """`= source`, spaced as if something stood before it."""

    def parted(self, source: str) -> str:
        """A long side of a line, which may be broken before its outermost plus and minus signs and nowhere else."""
        return source

    def as_one(self, first: Ready, second: Ready) -> Ready | None:
        """Two sides of a line as one piece, where an engine would rather set one; None where they stay two."""
        return None

    @abstractmethod
    def displayed(self, source: str) -> Ready:
        """A formula within a line, in full size."""

    @abstractmethod
    def aside(self, words: str, formula: Ready) -> Ready:
        """`(words formula)`, at some distance from what stands before it."""

    def heard(self, formula: Heard) -> Ready:
        """A formula with its words, where the engine has a place for them."""
        return formula

    def among_words(self, formula: Ready) -> Ready:
        """A formula in a sentence, which the end of a line should not part where it is short."""
        return formula

    def beside(self, *parts: str) -> str:
        """Pieces of a formula from left to right."""
        return " ".join(parts)

    def labelled(self, label: str, entry: str) -> str:
        """An entry of a matrix with its blank's label."""
        return self.marked(label) + entry

    @abstractmethod
    def joined(self, parts: Sequence[Ready]) -> Ready:
        """Pieces of one line, side by side."""

    def side(self, formula: Formula, naming: Naming, families: frozenset[Symbol] = frozenset()) -> str:
        """One side of an equation; a family's own symbol stands for the whole of it."""
        if isinstance(formula, Symbol):
            whole = formula in families
            return self.glyphs(naming.family(formula)) if whole else self.symbol(formula, naming)
        return self.formula(formula, naming)

    def equation(
        self, math: Math, naming: Naming, families: frozenset[Symbol] = frozenset(), *, displayed: bool = False
    ) -> Ready:
        sides = [self.side(formula, naming, families) for formula in math.formulas]
        first, *rest = (self.parted(side) if displayed and len(side) > SURELY_FITS else side for side in sides)
        return self.math(self.beside(first, *(part for side in rest for part in (self.sign("="), side))))

    def paragraph(self, paragraph: Paragraph, naming: Naming, families: frozenset[Symbol]) -> Ready:
        displayed = paragraph.kind is ParagraphKind.DISPLAY
        parts = [
            self.styled(replace(part, text=typographic(part.text)))
            if isinstance(part, Text)
            else self.equation(part, naming, families, displayed=displayed)
            for part in paragraph.parts
        ]
        if len(parts) > 1:
            parts = [
                part if isinstance(shown, Text) else self.among_words(part)
                for part, shown in zip(parts, paragraph.parts, strict=True)
            ]
        return self.joined(parts)


def with_ends(text: str, cleaned: str) -> str:
    """Cleaned words with the spaces at their ends, which part them from a formula."""
    if not cleaned:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{cleaned}{' ' if text[-1].isspace() else ''}"
