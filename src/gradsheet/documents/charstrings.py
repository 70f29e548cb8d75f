"""The programs of Type 1 glyphs: their encryption, and which subroutines they call.

A program is numbers and commands. The number before `callsubr` names a subroutine; the fourth one takes the
number of another, which has other hints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

KEY = 4330
FACTOR, SUMMAND = 52845, 22719
SKIPPED = bytes(4)  # in front of every encrypted program
CALL, ESCAPE, RETURN = 10, 12, 11
SEAC, DIVIDE, CALL_OTHER, POP = 6, 12, 16, 17
REPLACE_HINTS = 4
REPLACER = bytes([140, 142, ESCAPE, CALL_OTHER, ESCAPE, POP, CALL, RETURN])
"""`1 3 callothersubr pop callsubr return`: the fourth subroutine of every font that uses it."""

Call = tuple[int, int, int]
"""The number of a subroutine, and where that stands in the program."""
_COMPUTED: Call = (-1, 0, 0)


class UnlikeTeXError(Exception):
    """A font that is not written as TeX writes fonts; it is best left whole."""


def decrypted(content: bytes, *, key: int = KEY, skip: int = len(SKIPPED)) -> bytes:
    out = bytearray()
    for byte in content:
        out.append(byte ^ (key >> 8))
        key = ((byte + key) * FACTOR + SUMMAND) & 0xFFFF
    return bytes(out[skip:])


def encrypted(content: bytes, *, key: int = KEY, before: bytes = SKIPPED) -> bytes:
    out = []
    for byte in before + content:
        written = byte ^ key >> 8
        out.append(written)
        key = ((written + key) * FACTOR + SUMMAND) & 0xFFFF
    return bytes(out)


@dataclass(frozen=True)
class Charstring:
    """A program, as it stands in the font and without its encryption."""

    written: bytes
    plain: bytes
    calls: tuple[Call, ...]

    def relinked(self, numbers: Mapping[int, int]) -> bytes:
        """The program as it is written where subroutines are numbered anew."""
        if all(numbers[number] == number for number, _, _ in self.calls):
            return self.written
        out, done = [], 0
        for number, start, end in self.calls:
            out += [self.plain[done:start], _written(numbers[number])]
            done = end
        return encrypted(b"".join([*out, self.plain[done:]]))


@lru_cache(maxsize=8192)
def read_charstring(written: bytes) -> Charstring:
    plain = decrypted(written)
    return Charstring(written, plain, tuple(sorted(_calls(plain), key=lambda call: call[1])))


def _calls(program: bytes) -> Iterator[Call]:
    if program == REPLACER:
        return
    stack: list[Call] = []
    place = 0
    while place < len(program):
        start, byte = place, program[place]
        if byte >= 32:
            number, place = _number(program, place)
            stack.append((number, start, place))
            continue
        place += 1
        if byte == CALL:
            called = _known(stack)
            yield called
            if called[0] == REPLACE_HINTS:
                yield _known(stack)
        elif byte == ESCAPE:
            command = program[place]
            place += 1
            if command == SEAC:
                raise UnlikeTeXError("a glyph made of two others")
            if command == DIVIDE:
                stack[-2:] = [_COMPUTED]
            elif command == POP:
                stack.append(_COMPUTED)
            else:
                stack.clear()
        elif byte != RETURN:
            stack.clear()


def _known(stack: list[Call]) -> Call:
    if not stack or stack[-1] == _COMPUTED:
        raise UnlikeTeXError("a subroutine whose number is computed")
    return stack.pop()


def _number(program: bytes, place: int) -> tuple[int, int]:
    """A number, and the place behind it."""
    byte = program[place]
    if byte <= 246:
        return byte - 139, place + 1
    if byte == 255:
        return int.from_bytes(program[place + 1 : place + 5], "big", signed=True), place + 5
    size = (byte - 247 if byte <= 250 else byte - 251) * 256 + program[place + 1] + 108
    return (size if byte <= 250 else -size), place + 2


def _written(number: int) -> bytes:
    """A number from 0 to 1131."""
    if number <= 107:
        return bytes([number + 139])
    more, rest = divmod(number - 108, 256)
    if more > 3:
        raise UnlikeTeXError("too many subroutines")
    return bytes([more + 247, rest])
