"""The characters that students type, one by one: minus signs of all kinds, superscripts, fractions, roots.

Superscripts and fractions are translated before Unicode's own normalisation (NFKC), which turns
2² into 22, e⁻¹ into e-1 and ½ into 1/2 without parentheses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MINUSES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\ufeff"

SPELT = {
    **dict.fromkeys(MINUSES, "-"),
    **dict.fromkeys(INVISIBLE, ""),
    **dict.fromkeys("·×⋅∙•∗", "*"),
    **dict.fromkeys("÷⁄∕", "/"),
    "√": "√",
    "π": " pi ",
    "σ": "sigmoid",
}


@dataclass(frozen=True, slots=True)
class Character:
    """One plain character, and the column of the typed one that it came from."""

    plain: str
    column: int


def plain_characters(text: str) -> Iterator[Character]:
    """`e⁻¹` as `e^(-1)`, `½` as `(1/2)`, `−` as `-`; columns count the characters of `text` from 1."""
    raised = False
    for column, typed in enumerate(text, start=1):
        how, _, meant = unicodedata.decomposition(typed).partition(" ")
        is_raised = how == "<super>"
        if is_raised != raised:
            for plain in "^(" if is_raised else ")":
                yield Character(plain, column)
            raised = is_raised
        for plain in _plain(typed, how, meant):
            yield Character(plain, column)
    if raised:
        yield Character(")", len(text))


def _plain(typed: str, how: str, meant: str) -> str:
    if how == "<fraction>":
        top, _, bottom = "".join(chr(int(code, 16)) for code in meant.split()).partition("\u2044")
        return f"½{top}/{bottom or '?'})"
    if how == "<super>":
        typed = "".join(chr(int(code, 16)) for code in meant.split())
    if typed.isspace():
        return " "
    spelt = SPELT.get(typed)
    return unicodedata.normalize("NFKC", typed) if spelt is None else spelt
