"""Compact fonts (CFF) with the glyphs that one sheet needs (Adobe Technical Note 5176, 2003).

They take half of the room of the Type 1 fonts that pdfTeX embeds, for nothing in them is encrypted and a glyph's
program stands in them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from .charstrings import UnlikeTeXError, type2
from .type1 import Type1

NOTDEF = b".notdef"
STANDARD = 391  # strings that every reader knows
_NIBBLES = {**{str(digit): digit for digit in range(10)}, ".": 10, "-": 14}
_END_OF_REAL = 15

BOX, CHARSET, PROGRAMS, PRIVATE = 5, 15, 17, 18
# Of the hints: their commands, and whether each number counts from the one before.
HINTS = (
    ("BlueValues", 6, True), ("OtherBlues", 7, True), ("FamilyBlues", 8, True), ("FamilyOtherBlues", 9, True),
    ("StdHW", 10, False), ("StdVW", 11, False), ("BlueScale", 12 << 8 | 9, False), ("BlueShift", 12 << 8 | 10, False),
    ("BlueFuzz", 12 << 8 | 11, False), ("StemSnapH", 12 << 8 | 12, True), ("StemSnapV", 12 << 8 | 13, True),
)  # fmt: skip


def compact_font(whole: Type1, names: Iterable[bytes], called: bytes) -> bytes:
    """A font with these glyphs only; UnlikeTeXError where one is missing or cannot be followed."""
    glyphs = [NOTDEF, *sorted(set(names) - {NOTDEF})]
    if missing := [name for name in glyphs if name not in whole.glyphs]:
        raise UnlikeTeXError(f"no glyph {missing[0]!r}")
    before = bytes([1, 0, 4, 4]) + _index([called])
    strings = _index(glyphs[1:]) + _index([])
    charset = bytes([0]) + b"".join((STANDARD + place).to_bytes(2, "big") for place in range(len(glyphs) - 1))
    programs = _index([_program(whole, name) for name in glyphs])
    private = _private(whole)

    def top(start: int) -> bytes:
        places = [start, start + len(charset), start + len(charset) + len(programs)]
        return _index(
            [
                b"".join(
                    [
                        _entry(BOX, whole.box),
                        _entry(CHARSET, places[:1], fixed=True),
                        _entry(PROGRAMS, places[1:2], fixed=True),
                        _entry(PRIVATE, [len(private), places[2]], fixed=True),
                    ]
                )
            ]
        )

    start = len(before) + len(top(0)) + len(strings)
    return b"".join([before, top(start), strings, charset, programs, private])


@lru_cache(maxsize=4096)
def _program(whole: Type1, name: bytes) -> bytes:
    return type2(whole.glyphs[name], whole.subrs)


@lru_cache(maxsize=64)
def _private(whole: Type1) -> bytes:
    found = []
    for name, command, counted in HINTS:
        numbers = whole.hint(name)
        if counted:
            numbers = tuple(b - a for a, b in zip((0.0, *numbers), numbers, strict=False))
        if numbers:
            found.append(_entry(command, numbers))
    return b"".join(found)


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return bytes(2)
    ends, end = [1], 1
    for item in items:
        end += len(item)
        ends.append(end)
    size = (end.bit_length() + 7) // 8
    offsets = b"".join(place.to_bytes(size, "big") for place in ends)
    return b"".join([len(items).to_bytes(2, "big"), bytes([size]), offsets, *items])


def _entry(command: int, numbers: Iterable[float], *, fixed: bool = False) -> bytes:
    """Numbers and what they are; `fixed` ones take the same room whatever they are."""
    written = b"".join(_five_bytes(int(number)) if fixed else _number(number) for number in numbers)
    return written + (bytes([command]) if command < 256 else command.to_bytes(2, "big"))


def _five_bytes(number: int) -> bytes:
    return bytes([29]) + number.to_bytes(4, "big", signed=True)


def _number(number: float) -> bytes:
    if number == int(number):
        whole = int(number)
        return bytes([whole + 139]) if -107 <= whole <= 107 else _five_bytes(whole)
    digits = [_NIBBLES[sign] for sign in f"{number:.6f}".rstrip("0")] + [_END_OF_REAL]
    digits += [_END_OF_REAL] * (len(digits) % 2)
    return bytes([30, *(high << 4 | low for high, low in zip(digits[::2], digits[1::2], strict=True))])
