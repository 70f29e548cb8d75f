"""What people read, as a neutral list of paragraphs: an author's Markdown with formulas between dollar signs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from ..derivation import Derivation
from ..errors import FormulaError
from ..formula import Formula, Symbol, name, parse, symbols_in, to_text
from ..formula.letters import with_gate
from ..formula.naming import Naming
from ..formula.plain import symbol_to_plain
from .tables.table import nearest


class Style(Enum):
    """How words stand out."""

    PLAIN = "plain"
    EMPHASIS = "emphasis"
    STRONG = "strong"


class Kind(Enum):
    """What a paragraph is: running text, one entry of a list, or formulas on lines of their own."""

    TEXT = "text"
    ENTRY = "entry"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, never markup: each target escapes them."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Math:
    """Formulas joined by `=`; a family's symbol (`W1`) stands for the whole matrix."""

    formulas: tuple[Formula, ...]


Part = Text | Math


@dataclass(frozen=True, slots=True)
class Paragraph:
    parts: tuple[Part, ...]
    kind: Kind = Kind.TEXT


def prose(markdown: str, derivation: Derivation) -> Iterator[Paragraph]:
    """Paragraphs, lists, *emphasis*, **bold** and $formulas$; whatever else is written stands as it is."""
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        running: list[str] = []
        for line in lines:
            entry = re.match(r"(?:[-*+]|\d+[.)])\s+(.*)", line)
            if entry is None:
                running.append(line)
                continue
            yield from _paragraph(running, Kind.TEXT, derivation)
            yield from _paragraph([entry[1]], Kind.ENTRY, derivation)
            running = []
        yield from _paragraph(running, Kind.TEXT, derivation)


def plain(markdown: str, derivation: Derivation, naming: Naming) -> str:
    """A line of prose without marks, its formulas as the course writes them: `y_1` for `$y[1]$`."""
    return "".join(
        part.text
        if isinstance(part, Text)
        else " = ".join(to_text(side, lambda symbol: symbol_to_plain(symbol, naming)) for side in part.formulas)
        for part in _parts(" ".join(markdown.split()), derivation)
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """A formula in prose that cannot be read or names nothing; `start` counts the characters before it."""

    start: int
    written: str
    problem: str


def faults(markdown: str, derivation: Derivation, letters: Collection[str] = ()) -> Iterator[Fault]:
    """Every formula that would not be printed as its author means it.

    Besides quantities, a formula may name their letters alone, as in `$W$`, and those of an optimiser.
    """
    known = {with_gate(symbol.letter)[0] for symbol in derivation.quantities} | set(letters)
    for found in _MARKS.finditer(markdown):
        if found["math"] is None:
            continue
        try:
            sides = list(_sides(found["math"], derivation))
        except FormulaError as error:
            yield Fault(found.start() + error.column, found["math"], error.problem)
            continue
        unknown = [
            part
            for side in sides
            for symbol in symbols_in(side)
            for part in (symbol.of, symbol.by, symbol)
            if part is not None and not part.is_derivative and not _names_something(part, derivation, known)
        ]
        if unknown:
            names = sorted(name(symbol) for symbol in (*derivation.quantities, *derivation.members))
            problem = f"'{name(unknown[0])}' is no quantity of this problem; {nearest(name(unknown[0]), names)}"
            yield Fault(found.start(), found["math"], problem)


def _names_something(symbol: Symbol, derivation: Derivation, letters: Collection[str]) -> bool:
    plain = replace(symbol, updates=0, change=False)
    if plain in derivation.quantities or plain in derivation.members or symbol in derivation.quantities:
        return True
    return plain == Symbol(plain.letter) and plain.letter in letters


def _paragraph(lines: list[str], kind: Kind, derivation: Derivation) -> Iterator[Paragraph]:
    if lines:
        yield Paragraph(tuple(_parts(" ".join(lines), derivation)), kind)


# As in other Markdown: `$5 and $7` holds no formula, for no dollar sign closes after a space or before a digit.
_MARKS = re.compile(
    r"\$(?P<math>(?=\S)[^$]*[^\s$])\$(?!\d)"
    r"|\*\*(?P<strong>\S(?:[^*]*\S)?)\*\*"
    r"|\*(?P<emphasis>\S(?:[^*]*\S)?)\*"
)


def _parts(text: str, derivation: Derivation) -> Iterator[Part]:
    end = 0
    for found in _MARKS.finditer(text):
        if text[end : found.start()]:
            yield Text(text[end : found.start()])
        end = found.end()
        if found["math"] is not None:
            yield _math(found["math"], found[0], derivation)
        elif found["strong"] is not None:
            yield Text(found["strong"], Style.STRONG)
        else:
            yield Text(found["emphasis"], Style.EMPHASIS)
    if text[end:]:
        yield Text(text[end:])


def _math(written: str, whole: str, derivation: Derivation) -> Part:
    try:
        return Math(tuple(_sides(written, derivation)))
    except FormulaError:
        return Text(whole)


def _sides(written: str, derivation: Derivation) -> Iterator[Formula]:
    """The formulas of an equation, or of a lone formula; raises FormulaError with a column in all of it."""
    families = {family: members for family, members in derivation.members.items() if len(members) == 1}
    differentiated = {name(step.symbol.family) for step in derivation.steps if not step.symbol.is_derivative}
    start = 0
    for side in re.split(r"(?<![<>=])=(?!=)", written):
        try:
            yield parse(side, families=families, differentiated=differentiated)
        except FormulaError as error:
            raise FormulaError(written, start + error.column, error.problem) from None
        start += len(side) + 1
