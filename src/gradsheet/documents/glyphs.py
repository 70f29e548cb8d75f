"""Which characters each engine can print, so that nobody's name ends as a box.

The tables hold what the fonts really have: T1 and TS1 Latin Modern for LaTeX, the New Computer
Modern that the Typst wheel embeds. A test prints every character of both and reads it back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import cache

from ..assignments.sheet import Student

COVERAGE = {
    "latex": (
        "0020-007E 00A0-00AC 00AE-00B7 00B9-0125 0128-0137 0139-013E 0141-0148 014A-0165 0168-017E 01CD-01D4 "
        "01E6-01EB 01F4-01F5 0218-021B 0232-0233 1E02-1E03 1E20-1E21 1E9E 1EF2-1EF3 "
        "2010 2012-2015 2018-201A 201C-201E 2020-2022 2026 2030 2039-203A 20AC 2122"
    ),
    "typst": (
        "0020-007E 00A0-00AC 00AE-024F 0300-030C 0323 0326-0328 0370-0373 0376-0377 037A-037F 0384-038A 038C 038E-03A1 "
        "03A3-04FF 1E00-1EFF 2010 2012-2015 2018-2022 2026 2030 2039-203A 20AC 2122"
    ),
}


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")


def printable(text: str) -> str:
    """The text without characters that XML forbids."""
    return _UNPRINTABLE.sub("", text)


def clean(text: str) -> str:
    """Composed letters, single spaces, and no characters that show nothing."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(" " if c.isspace() else c for c in composed if c.isspace() or _shows(c))
    return " ".join(composed.split())


_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def typographic(prose: str) -> str:
    """Words as print has them, with round apostrophes; names and ids stay as they are."""
    return _APOSTROPHE.sub("’", prose)


NONE: AbstractSet[int] = frozenset()


def missing_glyphs(text: str, engine: str, more: AbstractSet[int] = NONE) -> str:
    """The characters of `text` that the engine has no glyph for, each once; a course's fonts have `more`.

    A page of HTML takes the fonts of whoever reads it.
    """
    return _missing(clean(text), engine, more)


def _missing(cleaned: str, engine: str, more: AbstractSet[int]) -> str:
    if engine not in COVERAGE or set(cleaned) <= _covered(engine):
        return ""
    return "".join(c for c in dict.fromkeys(cleaned) if c not in _covered(engine) and ord(c) not in more)


def printable_name(student: Student, engine: str, more: AbstractSet[int] = NONE) -> tuple[str, str]:
    """What is printed for a student, and the characters of the name that the engine cannot print.

    The name; where it cannot be printed `print_name`, and where that cannot be printed either, the id.
    """
    missing = missing_glyphs(student.name, engine, more)
    for candidate in (student.name, student.print_name):
        if clean(candidate) and not missing_glyphs(candidate, engine, more):
            return clean(candidate), missing
    return visible(student.id, engine, more=more), missing


def visible(text: str, engine: str, also: str = "", more: AbstractSet[int] = NONE) -> str:
    """The text with a readable code, such as [U+4E2D], in place of what cannot be printed."""
    cleaned = clean(text)
    missing = set(_missing(cleaned, engine, more)) - set(also)
    return "".join(f"[U+{ord(c):04X}]" if c in missing else c for c in cleaned) if missing else cleaned


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


@cache
def _covered(engine: str) -> frozenset[str]:
    return frozenset(
        chr(code)
        for first, _, last in (part.partition("-") for part in COVERAGE[engine].split())
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
