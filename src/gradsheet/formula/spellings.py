"""The characters that students type, one by one: minus signs of all kinds, superscripts, fractions, roots.

Superscripts and fractions are translated before Unicode's own normalisation (NFKC), which turns
2² into 22, e⁻¹ into e-1 and ½ into 1/2 without parentheses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from .pasted import is_pasted, unfolded

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


class Spelt(NamedTuple):
    """Plain text, and of each of its characters the column of the typed one that it came from, from 1."""

    plain: str
    columns: Sequence[int]


def spelt(text: str) -> Spelt:
    """`e⁻¹` as `e^(-1)`, `½` as `(1/2)`, `−` as `-`, LaTeX as what it means."""
    pasted = is_pasted(text)
    if not pasted and text.isascii():
        return Spelt(text, range(1, len(text) + 1))
    plain: list[str] = []
    columns: list[int] = []
    was_raised = False
    for typed, column in unfolded(text) if pasted else zip(text, count(1), strict=False):
        is_raised, meant = _meant(typed) if len(typed) == 1 else (False, typed)
        if is_raised != was_raised:
            meant = f"{'^(' if is_raised else ')'}{meant}"
            was_raised = is_raised
        plain.append(meant)
        columns += [column] * len(meant)
    if was_raised:
        plain.append(")")
        columns.append(len(text))
    return Spelt("".join(plain), columns)


@lru_cache(maxsize=1 << 12)
def _meant(typed: str) -> tuple[bool, str]:
    """Whether a character is a superscript, and what it stands for."""
    how, _, parts = unicodedata.decomposition(typed).partition(" ")
    if how == "<fraction>":
        top, _, bottom = "".join(chr(int(code, 16)) for code in parts.split()).partition("\u2044")
        return False, f"½{top}/{bottom or '?'})"
    is_raised = how == "<super>"
    if is_raised:
        typed = "".join(chr(int(code, 16)) for code in parts.split())
    if typed.isspace():
        return is_raised, " "
    return is_raised, "".join(SPELT.get(one, one) for one in SPELT.get(typed) or unicodedata.normalize("NFKC", typed))
