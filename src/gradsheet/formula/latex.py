"""Formulas as LaTeX (amsmath)."""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from . import layout as boxes
from .layout import Box, layout, layout_symbol
from .letters import GREEK, spelled
from .naming import Glyphs, Naming
from .nodes import Formula, Symbol
from .operators import OPERATORS

_SIGNS = {"neg": "-", "thin": r"\,", ",": ", ", ";": "; ", "*": r" \cdot ", "<=": r" \le ", ">=": r" \ge ", "==": " = ",
          **{word: rf"\ \mathrm{{{word}}}\ " for word in ("and", "or", "not")}}  # fmt: skip


def to_latex(formula: Formula, naming: Naming) -> str:
    r"""`-d \ln(y_1^2)`: LaTeX for math mode."""
    return _write(layout(formula, naming))


@lru_cache(maxsize=4096)
def symbol_to_latex(symbol: Symbol, naming: Naming) -> str:
    return _write(layout_symbol(symbol, naming))


@lru_cache(maxsize=4096)
def glyphs_to_latex(glyphs: Glyphs) -> str:
    r"""`w_{31}`, `\Delta w_{11}`, `w_{11}(t+1)`."""
    letter = word_to_latex(glyphs.letter)
    sub = f"_{{{_with_greek(glyphs.sub)}}}" if glyphs.sub else ""
    sup = f"^{{{_upright(glyphs.sup)}}}" if glyphs.sup else ""
    before = r"\Delta " if glyphs.before else ""
    return f"{before}{letter}{sub}{sup}{glyphs.after}"


_GREEK_SIGNS = {sign: rf"\{name} " for name, sign in GREEK.items()}


def _with_greek(script: str) -> str:
    return "".join(_GREEK_SIGNS.get(sign, sign) for sign in script).replace(" ,", ",").rstrip()


def _upright(superscript: str) -> str:
    words = superscript.split(",")
    return ",".join(rf"\mathrm{{{word}}}" if word.isalpha() else word for word in words)


def digits_to_latex(text: str) -> str:
    """`0.731`, `0{,}731`: a comma without the space that one between numbers has."""
    return text.replace(",", "{,}")


def _write(box: Box) -> str:
    match box:
        case boxes.Digits(text):
            return digits_to_latex(text)
        case boxes.Letter(glyphs):
            return glyphs_to_latex(glyphs)
        case boxes.Sign(sign):
            return _SIGNS.get(sign, f" {sign} ")
        case boxes.Row(parts):
            return _joined([_write(part) for part in parts])
        case boxes.Fenced(inside, fence):
            left, right = fence[0], fence[1]
            written = _write(inside)
            if fence == "||" and written.startswith("-"):
                written = f"{{-}}{written[1:]}"  # which a bar before it would make a minus between two numbers
            tall = r"\frac" in written
            return rf"\left{left}{written}\right{right}" if tall else f"{left}{written.strip()}{right}"
        case boxes.Fraction(top, bottom):
            return rf"\frac{{{_write(top).strip()}}}{{{_write(bottom).strip()}}}"
        case boxes.Raised(stem, exponent):
            return f"{_write(stem)}^{{{_write(exponent).strip()}}}"
        case boxes.Lowered(stem, index):
            return f"{_write(stem)}_{{{_write(index)}}}"
        case boxes.Root(inside):
            return rf"\sqrt{{{_write(inside).strip()}}}"
        case boxes.Partial(of, by):
            return rf"\frac{{\partial {_write(of)}}}{{\partial {_write(by)}}}"
        case boxes.Function(operator, word):
            return word_to_latex(word) if word else OPERATORS[operator].latex
        case boxes.Constant(name):
            return {"1": r"\mathbf{1}"}.get(name) or OPERATORS[name].latex
        case _:
            assert_never(box)


def word_to_latex(word: str) -> str:
    r"""`y`, `\eta`, `\hat{m}`, `\mathrm{div}`."""
    letter = spelled(word)
    stem = letter.stem
    if stem in GREEK:
        stem = f"\\{stem}"
    elif letter.is_word:
        stem = rf"\mathrm{{{stem}}}".replace("_", r"\_")
    return rf"\{letter.accent}{{{stem}}}" if letter.accent else stem


def _joined(parts: list[str]) -> str:
    """Side by side, with a space where a command would swallow the next letter."""
    written = ""
    for part in parts:
        command = written.rpartition("\\")[2]
        if "\\" in written and command.isalpha() and part[:1].isalpha():
            written += " "
        written += part
    return " ".join(written.split())
