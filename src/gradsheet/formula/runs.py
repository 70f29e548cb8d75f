"""Formulas as pieces of one line, raised and lowered: for targets that set letters and nothing more, such as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from . import layout as boxes
from .layout import Box, layout
from .letters import GREEK, spelled
from .naming import Glyphs, Naming
from .nodes import Formula

_SIGNS = {"*": "·", "-": " − ", "neg": "−", "thin": "\u2009", ",": ", ", ";": "; ",
          "<=": " ≤ ", ">=": " ≥ ", "==": " = "}  # fmt: skip
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}  # they stand above the letter before them
_CONSTANTS = {"pi": "π"}
_WORDS = {"relu": "ReLU", "sigmoid": "σ", "log2": "log₂", "log10": "log₁₀", "first_max": "firstmax"}


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters; `level` counts how often they are raised, or lowered where it is negative.

    A `stacked` run starts where the run before it does: the superscript above a subscript.
    """

    text: str
    italic: bool = False
    level: int = 0
    stacked: bool = False


def to_runs(formula: Formula, naming: Naming) -> tuple[Run, ...]:
    """The letters of a formula from left to right; a fraction is written with a slash."""
    return tuple(_write(layout(formula, naming)))


def _write(box: Box) -> Iterator[Run]:
    match box:
        case boxes.Digits(text):
            yield Run(text)
        case boxes.Letter(glyphs):
            yield from _letter(glyphs)
        case boxes.Sign(sign):
            yield Run(_SIGNS.get(sign, f" {sign} "))
        case boxes.Row(parts):
            for part in parts:
                yield from _write(part)
        case boxes.Fenced(inside, fence):
            yield from (Run(fence[0]), *_write(inside), Run(fence[1]))
        case boxes.Fraction(top, bottom):
            yield from (*_fenced(top), Run("/"), *_fenced(bottom))
        case boxes.Raised(stem, exponent):
            yield from (*_write(stem), *_shifted(_write(exponent), 1))
        case boxes.Lowered(stem, index):
            yield from (*_write(stem), *_shifted(_write(index), -1))
        case boxes.Root(inside):
            yield from (Run("√"), *_fenced(inside))
        case boxes.Partial(of, by):
            yield from (Run("∂"), *_write(of), Run("/∂"), *_write(by))
        case boxes.Function(operator, word):
            yield Run(GREEK.get(word, word) if word else _WORDS.get(operator, operator))
        case boxes.Constant(name):
            yield Run(_CONSTANTS.get(name, name), italic=name == "e")
        case _:
            assert_never(box)


def _letter(glyphs: Glyphs) -> Iterator[Run]:
    if glyphs.before:
        yield Run("Δ")
    letter = spelled(glyphs.letter)
    stem = GREEK.get(letter.stem, letter.stem)
    yield Run(stem + _ACCENTS.get(letter.accent, ""), italic=len(stem) == 1)
    if glyphs.sub:
        yield Run(glyphs.sub, level=-1)
    if glyphs.sup:
        yield Run(glyphs.sup, level=1, stacked=bool(glyphs.sub))
    if glyphs.after:
        yield Run(glyphs.after)


def _fenced(box: Box) -> Iterator[Run]:
    """What a slash or a root reaches over, in parentheses where it is more than one thing."""
    several = isinstance(box, boxes.Row | boxes.Fraction | boxes.Partial)
    yield from _write(boxes.Fenced(box) if several else box)


def _shifted(runs: Iterable[Run], by: int) -> Iterator[Run]:
    return (replace(run, level=run.level + by) for run in runs)
