"""Formulas as Typst, for the embedded PDF engine.

Every name and number is quoted: in Typst's mathematics the letters `div` print a division sign and
`0,597` prints with a space.
"""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from . import layout as boxes
from .layout import Box, layout, layout_symbol
from .letters import spelled
from .naming import Glyphs, Naming
from .nodes import Formula, Symbol
from .operators import OPERATORS

_SIGNS = {"neg": "-", "thin": "thin", "*": "dot.op", ",": r"\,", ";": r"\; ", "<=": "<=", ">=": ">=", "==": "=",
          **{word: f'" {word} "' for word in ("and", "or", "not")}}  # fmt: skip
_ACCENTS = {"hat": "hat", "bar": "macron", "tilde": "tilde"}


def to_typst(formula: Formula, naming: Naming) -> str:
    """`-d ln(y_"1"^"2")`: Typst for between dollar signs."""
    return _write(layout(formula, naming))


@lru_cache(maxsize=4096)
def symbol_to_typst(symbol: Symbol, naming: Naming) -> str:
    return _write(layout_symbol(symbol, naming))


@lru_cache(maxsize=4096)
def glyphs_to_typst(glyphs: Glyphs) -> str:
    letter = word_to_typst(glyphs.letter)
    sub = f'_"{glyphs.sub}"' if glyphs.sub else ""
    sup = f'^"{glyphs.sup}"' if glyphs.sup else ""
    after = f" ({_time(glyphs.after)})" if glyphs.after else ""  # without the space it would join the subscript
    return f"{'Delta ' if glyphs.before else ''}{letter}{sub}{sup}{after}"


def word_to_typst(word: str) -> str:
    letter = spelled(word)
    stem = f'upright("{letter.stem}")' if letter.is_word else letter.stem
    return f"{_ACCENTS[letter.accent]}({stem})" if letter.accent else stem


def _time(after: str) -> str:
    return after.strip("()").replace("+", " + ")


def _write(box: Box) -> str:
    match box:
        case boxes.Digits(text):
            return f'"{text}"'
        case boxes.Letter(glyphs):
            return glyphs_to_typst(glyphs)
        case boxes.Sign(sign):
            return _SIGNS.get(sign, sign)
        case boxes.Row((boxes.Sign("neg"), boxes.Digits() as digits)):
            return f"-{_write(digits)}"  # a space would be seen
        case boxes.Row(parts):
            return _joined([_write(part) for part in parts])
        case boxes.Fenced(inside, "||"):
            return f"abs({_write(inside)})"
        case boxes.Fenced(inside, fence):
            written = _write(inside)
            # Typst stretches parentheses for every superscript; escaped ones stay as they are.
            tall = "frac(" in written
            return f"lr({fence[0]}{written}{fence[1]})" if tall else f"\\{fence[0]}{written}\\{fence[1]}"
        case boxes.Fraction(top, bottom):
            return f"frac({_write(top)}, {_write(bottom)})"
        case boxes.Raised(stem, exponent):
            return f"{_write(stem)}^({_write(exponent)})"
        case boxes.Lowered(stem, index):
            return (
                f"({_write(stem)})_({_write(index)})"
                if not isinstance(stem, boxes.Row)
                else (f"{_write(stem)}_({_write(index)})")
            )
        case boxes.Root(inside):
            return f"sqrt({_write(inside)})"
        case boxes.Partial(of, by):
            return f"frac(∂{_write(of)}, ∂{_write(by)})"
        case boxes.Function(operator, word):
            return word_to_typst(word) if word else OPERATORS[operator].typst
        case boxes.Constant(name):
            return {"1": "bold(1)"}.get(name) or OPERATORS[name].typst
        case _:
            assert_never(box)


def _joined(parts: list[str]) -> str:
    """Side by side; a space that is seen stands only where quoted words meet no parenthesis."""
    written = ""
    for part in parts:
        tight = not written or (written.endswith('")') and part.startswith(("lr(", "\\(")))
        written += part if tight else f" {part}"
    return written
