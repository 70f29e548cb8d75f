"""Formulas as words, for screen readers and for alternative texts.

    fraction 1 over 2 end fraction times natural logarithm of open parenthesis y sub 1 close parenthesis

They are said from the same boxes that are printed, so that who listens hears what others see, parentheses and all; a
product that is seen only by two things standing beside each other is said.
"""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from ..languages.spoken import spoken
from . import layout as boxes
from .layout import Box, layout, layout_symbol
from .letters import GREEK, spelled
from .naming import Glyphs, Naming
from .nodes import Formula, Symbol


def to_words(formula: Formula, naming: Naming, language: str = "en") -> str:
    """A formula said so that only one formula can be meant."""
    box = layout_symbol(formula, naming) if isinstance(formula, Symbol) else layout(formula, naming)
    return _speaker(language).say(box)


@lru_cache(maxsize=1 << 14)
def glyphs_to_words(glyphs: Glyphs, language: str = "en") -> str:
    # A class has the same few letters on every line.
    return _speaker(language).letter(glyphs)


class _Speaker:
    def __init__(self, language: str) -> None:
        self._language = language
        self._said = spoken(language)

    def say(self, box: Box) -> str:
        said = self._said
        match box:
            case boxes.Digits(text):
                return text
            case boxes.Letter(glyphs):
                return glyphs_to_words(glyphs, self._language)
            case boxes.Sign(sign):
                return said[_SAME.get(sign, sign)]
            case boxes.Row(parts):
                return self._row(parts)
            case boxes.Fenced(inside, fence):
                return said[fence].format(inside=self.say(inside))
            case boxes.Fraction(top, bottom):
                return said["fraction"].format(top=self.say(top), bottom=self.say(bottom))
            case boxes.Raised(stem, boxes.Digits("2")):
                return said["square"].format(stem=self.say(stem))
            case boxes.Raised(stem, exponent):
                return said["power"].format(stem=self.say(stem), exponent=self.say(exponent))
            case boxes.Lowered(stem, index):
                return said["entry"].format(stem=self.say(stem), index=self.say(index))
            case boxes.Root(inside):
                return said["root"].format(inside=self.say(inside))
            case boxes.Partial(of, by):
                return said["derivative"].format(of=self.say(of), by=self.say(by))
            case boxes.Function(operator, _):
                return said["call"].format(function=said.get(operator, operator))
            case boxes.Constant(name):
                return said["call"].format(function=said["indicator"]) if name == "1" else name
            case _:
                assert_never(box)

    def _row(self, parts: tuple[Box, ...]) -> str:
        words: list[str] = []
        for place, part in enumerate(parts):
            if place and _are_multiplied(parts[place - 1], part):
                words.append(self._said["*"])
            words.append(self.say(part))
        return " ".join(words)

    def letter(self, glyphs: Glyphs) -> str:
        said, letter = self._said, spelled(glyphs.letter)
        capital = len(letter.stem) == 1 and letter.stem.isupper()
        word = said["capital"].format(letter=letter.stem) if capital else self._named(letter.stem)
        if letter.accent:
            word = said[letter.accent].format(letter=word)
        if glyphs.sub:
            word = said["sub"].format(letter=word, sub=self._script(glyphs.sub))
        if glyphs.sup:
            word = said["super"].format(letter=word, sup=self._script(glyphs.sup))
        if glyphs.after:
            word = said["at"].format(letter=word, when=self._script(glyphs.after.strip("()")))
        return said["change"].format(letter=word) if glyphs.before else word

    def _named(self, word: str) -> str:
        return self._said.get(word, word) if word in GREEK else word.replace("_", " ")

    def _script(self, text: str) -> str:
        """`31`, `f 12`, `in brackets 2`, `t plus 1`."""
        said = self._said
        for sign, word in (("(", said["("]), ("[", said["["]), ("+", said["+"]), ("'", said["prime"])):
            text = text.replace(sign, f" {word} ")
        if text == "new":
            return said["new"]
        plain = text.replace(")", " ").replace("]", " ").replace(",", " ").replace("_", " ")
        return " ".join(self._named(_NAMES.get(word, word)) for word in plain.split())


_NAMES = {letter: name for name, letter in GREEK.items()}


def _are_multiplied(left: Box, right: Box) -> bool:
    """Whether two boxes beside each other are a product, and no function before what it is taken of."""
    apart = isinstance(left, boxes.Sign) or isinstance(right, boxes.Sign)
    return not apart and not isinstance(left, boxes.Function) and left != boxes.Constant("1")


_SAME = {"thin": "*", ";": ",", "==": "="}
_speaker = lru_cache(maxsize=16)(_Speaker)
