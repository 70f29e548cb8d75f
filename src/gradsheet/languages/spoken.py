"""How formulas are said aloud: a table for each language, with a row for each sign or place.

A listener has no parentheses to look at, so whatever reaches over several things is said with its beginning and its end.
Greek letters have a row where a language spells them otherwise than English does.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    chinese_spoken,
    english_spoken,
    french_spoken,
    german_spoken,
    portuguese_spoken,
    spanish_spoken,
)

SPOKEN: Mapping[str, Mapping[str, str]] = {
    "en": english_spoken.SPOKEN,
    "de": german_spoken.SPOKEN,
    "fr": french_spoken.SPOKEN,
    "es": spanish_spoken.SPOKEN,
    "pt": portuguese_spoken.SPOKEN,
    "zh": chinese_spoken.SPOKEN,
}


def spoken(language: str) -> Mapping[str, str]:
    """The table of a language; of one that has none, the English one."""
    return SPOKEN.get(language, SPOKEN["en"])
