"""Formulas as MathML Core, for pages that need no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from . import layout as boxes
from .layout import Box, first_in, layout, layout_symbol
from .letters import GREEK, spelled
from .naming import Glyphs, Naming
from .nodes import Formula, Symbol

_SIGNS = {"*": "\u22c5", "-": "\u2212", "neg": "\u2212", "<=": "\u2264", ">=": "\u2265", "==": "="}
_CONSTANTS = {"e": "e", "pi": "\u03c0", "1": "\U0001d7cf"}
_WORDS = {"relu": "ReLU", "sigmoid": "\u03c3", "log2": "log\u2082", "log10": "log\u2081\u2080", "first_max": "firstmax"}
_ACCENTS = {"hat": "^", "bar": "\u00af", "tilde": "~"}
FUNCTION_APPLICATION = "\u2061"
THIN, THIN_SPACE = boxes.Sign("thin"), "0.167em"


def to_mathml(formula: Formula, naming: Naming) -> str:
    """A `<math>` element as text."""
    return f"<math>{mathml_inside(formula, naming)}</math>"


def symbol_to_mathml(symbol: Symbol, naming: Naming) -> str:
    return f"<math>{_text(_write(layout_symbol(symbol, naming)))}</math>"


def mathml_inside(formula: Formula, naming: Naming) -> str:
    """One element that may stand inside a `<math>`, to be put together with others."""
    box = layout_symbol(formula, naming) if isinstance(formula, Symbol) else layout(formula, naming)
    return _text(_write(box))


def glyphs_to_mathml(glyphs: Glyphs) -> str:
    return _text(_letter(glyphs))


def _text(element: Element) -> str:
    return ElementTree.tostring(element, encoding="unicode")


def _write(box: Box) -> Element:
    match box:
        case boxes.Digits(text):
            return _leaf("mn", text)
        case boxes.Letter(glyphs):
            return _letter(glyphs)
        case boxes.Sign(sign):
            return _leaf("mo", _SIGNS.get(sign, sign))
        case boxes.Row(parts):
            return _row(list(_side_by_side(parts)))
        case boxes.Fenced(inside, fence):
            written = _write(inside)
            tall = next(written.iter("mfrac"), None) is not None
            return _row([_fence(fence[0], tall), written, _fence(fence[1], tall)])
        case boxes.Fraction(top, bottom):
            return _node("mfrac", _write(top), _write(bottom))
        case boxes.Raised(stem, exponent):
            return _node("msup", _write(stem), _write(exponent))
        case boxes.Lowered(stem, index):
            return _node("msub", _write(stem), _write(index))
        case boxes.Root(inside):
            return _node("msqrt", _write(inside))
        case boxes.Partial(of, by):
            return _node("mfrac", *(_row([_leaf("mi", "\u2202"), _write(part)]) for part in (of, by)))
        case boxes.Function(operator, word):
            name = GREEK.get(word, word) if word else _WORDS.get(operator, operator)
            return _row([_leaf("mi", name), _leaf("mo", FUNCTION_APPLICATION)])
        case boxes.Constant(name):
            return _leaf("mi", _CONSTANTS[name])
        case _:
            assert_never(box)


def _side_by_side(parts: tuple[Box, ...]) -> Iterator[Element]:
    """The parts of a row; as TeX has it, a thin space parts a function's name from the factor before it."""
    before: Box | None = None
    for part in parts:
        named = isinstance(first_in(part), boxes.Function) and not isinstance(before, boxes.Sign | None)
        if part == THIN or named:
            yield Element("mspace", width=THIN_SPACE)
        if part != THIN:
            yield _write(part)
        before = part


def _letter(glyphs: Glyphs) -> Element:
    letter = _spelled(glyphs.letter)
    if glyphs.sub and glyphs.sup:
        letter = _node("msubsup", letter, _script(glyphs.sub), _script(glyphs.sup))
    elif glyphs.sub:
        letter = _node("msub", letter, _script(glyphs.sub))
    elif glyphs.sup:
        letter = _node("msup", letter, _script(glyphs.sup))
    if glyphs.before:
        letter = _row([_leaf("mi", "\u0394"), letter])
    if glyphs.after:
        letter = _row([letter, *(_after(c) for c in glyphs.after)])
    return letter


def _after(character: str) -> Element:
    if character in "()":
        return _fence(character, tall=False)
    return _leaf("mi" if character.isalpha() else "mn" if character.isdigit() else "mo", character)


def _fence(character: str, tall: bool) -> Element:
    """As high as a fraction within, else as it stands: browsers give stretched ones room on either side."""
    fence = _leaf("mo", character)
    if not tall:
        fence.set("stretchy", "false")
    return fence


def _spelled(word: str) -> Element:
    letter = spelled(word)
    stem = _leaf("mi", GREEK.get(letter.stem, letter.stem))
    if not letter.accent:
        return stem
    accented = _node("mover", stem, _leaf("mo", _ACCENTS[letter.accent]))
    accented.set("accent", "true")
    return accented


def _script(text: str) -> Element:
    return _leaf("mn" if text.isdigit() else "mtext", text)


def _leaf(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element


def _node(tag: str, *children: Element) -> Element:
    element = Element(tag)
    element.extend(children)
    return element


def _row(children: list[Element]) -> Element:
    return _node("mrow", *children)
