"""How a letter is spelled out: Greek ones by their names, accents after the letter (`mhat`, `betabar`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

GREEK = {
    unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda"): letter
    for letter in "αβγδεζηθικλμνξρστφχψω"
}
"""Greek letters by the names that authors spell out."""

ACCENTS = ("hat", "bar", "tilde")

_ACCENTED = re.compile(rf"(?P<stem>[A-Za-z]|{'|'.join(GREEK)})(?P<accent>{'|'.join(ACCENTS)})")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A letter or word, and what stands above it: one of ACCENTS, or nothing."""

    stem: str
    accent: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is printed upright, as a word, and needs room beside its neighbours."""
        return len(self.stem) > 1 and self.stem not in GREEK


def spelled(letter: str) -> Spelled:
    """`mhat` is m with a hat; `hat` and `what2` are words."""
    found = _ACCENTED.fullmatch(letter)
    return Spelled(found["stem"], found["accent"]) if found else Spelled(letter)


def with_gate(letter: str) -> tuple[str, str]:
    """`W_f` is W with the subscript f; longer words with an underscore stay words."""
    found = re.fullmatch(r"([A-Za-z]+)_([A-Za-z])", letter)
    return (found[1], found[2]) if found else (letter, "")


def is_letter(text: str) -> bool:
    """Whether it can be printed as the letter of a quantity."""
    return re.fullmatch(r"[A-Za-z]+(?:_[A-Za-z])?", text) is not None
