"""The programs of glyphs: what a Type 1 program draws, and the same as a Type 2 program.

A Type 1 program is encrypted and draws mostly by calling subroutines; a Type 2 program, which stands in compact
fonts (CFF), needs neither. Both are numbers followed by commands (Adobe Type 1 Font Format, 1990; Adobe Technical
Note 5177, The Type 2 Charstring Format).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

import numpy as np

KEY = 4330
FACTOR, SUMMAND = 52845, 22719
SKIPPED = 4  # bytes before every encrypted program
DEEPEST = 10  # calls within calls
MOST_STEMS = 96
MOST_ARGUMENTS = 48

ESCAPE = 12
HSTEM, VSTEM, VMOVE, LINE, HLINE, VLINE, CURVE, CLOSE, CALL, RETURN = 1, 3, 4, 5, 6, 7, 8, 9, 10, 11
BEARING, END, MOVE, HMOVE, VH_CURVE, HV_CURVE = 13, 14, 21, 22, 30, 31
DOTS, VSTEM3, HSTEM3, DIVIDE, CALL_OTHER, POP, SET_POINT = (ESCAPE << 8 | rest for rest in (0, 1, 2, 12, 16, 17, 33))
HSTEM_HM, MASK, VSTEM_HM = 18, 19, 23  # of Type 2
FLEX_ENDS, FLEX_BEGINS, FLEX_POINT, REPLACE_HINTS = range(4)  # what other subroutines do

Real = int | Fraction
Stem = tuple[bool, Real, Real]
"""Whether it is upright, where it begins, how wide it is."""
Drawn = tuple[int, tuple[Real, ...]]
"""A command of Type 2 with its arguments."""


class UnlikeTeXError(Exception):
    """A font that is not written as TeX writes fonts; it is best left whole."""


def decrypted(content: bytes, *, key: int = KEY, skip: int = SKIPPED) -> bytes:
    """What Type 1 hides: each byte makes the key of the next one, (byte + key) * FACTOR + SUMMAND in 16 bits.

    All keys at once, for FACTOR is odd: divided by its powers they are sums.
    """
    cipher = np.frombuffer(content, np.uint8)
    counted = np.ones(len(cipher), np.uint16)
    powers = np.multiply.accumulate(counted * np.uint16(FACTOR), dtype=np.uint16)
    inverse = np.multiply.accumulate(counted * np.uint16(pow(FACTOR, -1, 1 << 16)), dtype=np.uint16)
    sums = np.add.accumulate((cipher * np.uint16(FACTOR) + np.uint16(SUMMAND)) * inverse, dtype=np.uint16)
    keys = np.concatenate([[np.uint16(key)], (sums[:-1] + np.uint16(key)) * powers[:-1]])
    return (cipher ^ (keys[: len(cipher)] >> 8).astype(np.uint8))[skip:].tobytes()


def type2(program: bytes, subrs: Sequence[bytes]) -> bytes:
    """A glyph as a Type 2 program, whose width is the first number; UnlikeTeXError where it cannot be followed."""
    run = _Run(subrs)
    run.of(program)
    return _written(run)


@dataclass
class _Run:
    """Follows a Type 1 program. `drawn` has the number of a set of hints wherever another one begins to hold."""

    subrs: Sequence[bytes]
    stack: list[Real] = field(default_factory=list)
    given: list[Real] = field(default_factory=list)  # to other subroutines
    bearing: Real = 0
    width: Real = 0
    drawn: list[Drawn | int] = field(default_factory=list)
    hints: list[set[Stem]] = field(default_factory=lambda: [set()])
    flex: list[tuple[Real, Real]] | None = None
    begun: bool = False
    ended: bool = False

    def of(self, program: bytes, depth: int = 0) -> None:
        if depth > DEEPEST:
            raise UnlikeTeXError("too many calls within calls")
        for token in _tokens(program):
            if self.ended:
                return
            if isinstance(token, tuple):
                self.stack.append(token[0])
            elif token == CALL:
                self.of(self._subr(), depth + 1)
            elif token == RETURN:
                return
            elif token in _COMMANDS:
                try:
                    _COMMANDS[token](self)
                except (IndexError, ValueError, ZeroDivisionError):
                    raise UnlikeTeXError(f"a command {token} without its numbers") from None
            else:
                raise UnlikeTeXError(f"a command {token}")

    def _subr(self) -> bytes:
        number = self.stack.pop() if self.stack else -1
        if not isinstance(number, int) or not 0 <= number < len(self.subrs):
            raise UnlikeTeXError(f"no subroutine {number}")
        return self.subrs[number]

    def arguments(self, count: int) -> tuple[Real, ...]:
        found, self.stack = tuple(self.stack), []
        if len(found) != count:
            raise ValueError
        return found

    def set_bearing(self) -> None:
        self.bearing, self.width = self.arguments(2)

    def stems(self, *, upright: bool, count: int = 1) -> None:
        numbers = self.arguments(2 * count)
        start = self.bearing if upright else 0
        self.hints[-1] |= {(upright, start + numbers[i], numbers[i + 1]) for i in range(0, 2 * count, 2)}

    def move(self, dx: Real, dy: Real) -> None:
        if self.flex is not None:
            self.flex.append((dx, dy))
            return
        if not self.begun:
            dx, self.begun = dx + self.bearing, True
        if dx and dy:
            self.drawn.append((MOVE, (dx, dy)))
        else:
            self.drawn.append((HMOVE, (dx,)) if not dy else (VMOVE, (dy,)))

    def draw(self, command: int, count: int) -> None:
        if not self.begun:
            raise UnlikeTeXError("a line from nowhere")
        self.drawn.append((command, self.arguments(count)))

    def call_other(self) -> None:
        which, count = self.stack.pop(), self.stack.pop()
        if not isinstance(count, int) or count < 0:
            raise ValueError
        start = len(self.stack) - count
        arguments, self.stack = self.stack[start:], self.stack[:start]
        self.given = arguments[::-1]
        if which == FLEX_BEGINS:
            self.flex = []
        elif which == FLEX_ENDS:
            self._end_flex()
            self.given = self.given[:2]
        elif which == REPLACE_HINTS:
            self.drawn.append(len(self.hints))
            self.hints.append(set())

    def _end_flex(self) -> None:
        """Two curves. The first point, from which the others count, is none of theirs."""
        points = self.flex or []
        self.flex = None
        (x, y), (x1, y1) = points[0], points[1]
        points = [(x + x1, y + y1), *points[2:]]
        for three in (points[:3], points[3:]):
            self.drawn.append((CURVE, tuple(number for point in three for number in point)))

    def pop(self) -> None:
        self.stack.append(self.given.pop())

    def end(self) -> None:
        self.ended = True


_COMMANDS = {
    BEARING: _Run.set_bearing,
    HSTEM: lambda run: run.stems(upright=False),
    VSTEM: lambda run: run.stems(upright=True),
    HSTEM3: lambda run: run.stems(upright=False, count=3),
    VSTEM3: lambda run: run.stems(upright=True, count=3),
    MOVE: lambda run: run.move(*run.arguments(2)),
    HMOVE: lambda run: run.move(run.arguments(1)[0], 0),
    VMOVE: lambda run: run.move(0, run.arguments(1)[0]),
    LINE: lambda run: run.draw(LINE, 2),
    HLINE: lambda run: run.draw(HLINE, 1),
    VLINE: lambda run: run.draw(VLINE, 1),
    CURVE: lambda run: run.draw(CURVE, 6),
    HV_CURVE: lambda run: run.draw(HV_CURVE, 4),
    VH_CURVE: lambda run: run.draw(VH_CURVE, 4),
    CLOSE: lambda run: run.arguments(0),
    DOTS: lambda run: run.arguments(0),
    SET_POINT: lambda run: run.arguments(2),
    DIVIDE: lambda run: run.stack.append(_divided(run.stack.pop(-2), run.stack.pop())),
    CALL_OTHER: _Run.call_other,
    POP: _Run.pop,
    END: _Run.end,
}


def _divided(a: Real, b: Real) -> Real:
    found = Fraction(a) / Fraction(b)
    return int(found) if found.denominator == 1 else found


Token = tuple[Real] | int


@lru_cache(maxsize=8192)
def _decrypted(program: bytes) -> bytes:
    return decrypted(program)


def _tokens(written: bytes) -> Sequence[Token]:
    """Numbers, each by itself in a tuple, and commands."""
    found: list[Token] = []
    place, program = 0, _decrypted(written)
    while place < len(program):
        byte = program[place]
        place += 1
        if byte >= 32:
            number, place = _number(program, place - 1)
            found.append((number,))
        elif byte == ESCAPE:
            found.append(ESCAPE << 8 | program[place])
            place += 1
        else:
            found.append(byte)
    return found


def _number(program: bytes, place: int) -> tuple[int, int]:
    """A number, and the place behind it."""
    byte = program[place]
    if byte <= 246:
        return byte - 139, place + 1
    if byte == 255:
        return int.from_bytes(program[place + 1 : place + 5], "big", signed=True), place + 5
    size = (byte - 247 if byte <= 250 else byte - 251) * 256 + program[place + 1] + 108
    return (size if byte <= 250 else -size), place + 2


def _written(run: _Run) -> bytes:
    """The width, all hints, then lines and curves, with a mask wherever other hints hold."""
    stems = sorted(set().union(*run.hints))
    if len(stems) > MOST_STEMS:
        stems = []
    masked = bool(stems) and len([one for one in run.hints if one]) > 1
    out = [_real(run.width)]
    for upright, plain, with_masks in ((False, HSTEM, HSTEM_HM), (True, VSTEM, VSTEM_HM)):
        out.append(_stems([stem for stem in stems if stem[0] is upright], with_masks if masked else plain))
    waiting: int | None = 0 if masked else None
    for command, arguments in _together(run.drawn):
        if not arguments:
            waiting = command if masked else None
            continue
        if waiting is not None:
            out.append(bytes([MASK]) + _mask(stems, run.hints[waiting]))
            waiting = None
        out += [*map(_real, arguments), bytes([command])]
    return b"".join([*out, bytes([END])])


def _stems(stems: Sequence[Stem], command: int) -> bytes:
    """From the end of each stem to the next one; in groups, for there is room for so many numbers only."""
    out, end = [], Fraction(0)
    for count, (_, start, width) in enumerate(stems, start=1):
        out += [_real(start - end), _real(width)]
        end = Fraction(start + width)
        if count == len(stems) or 2 * count % (MOST_ARGUMENTS - 2) == 0:
            out.append(bytes([command]))
    return b"".join(out)


def _mask(stems: Sequence[Stem], holding: set[Stem]) -> bytes:
    bits = "".join("1" if stem in holding else "0" for stem in stems)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[start : start + 8], 2) for start in range(0, len(bits), 8))


def _together(drawn: Sequence[Drawn | int]) -> list[Drawn]:
    """Lines, or curves, after each other as one command; the number of a set of hints is a command without numbers."""
    found: list[Drawn] = []
    for one in drawn:
        command, arguments = (one, ()) if isinstance(one, int) else one
        if (
            found
            and command in (LINE, CURVE)
            and found[-1][0] == command
            and 0 < len(found[-1][1]) <= MOST_ARGUMENTS - len(arguments)
        ):
            found[-1] = command, found[-1][1] + arguments
        else:
            found.append((command, arguments))
    return found


def _real(number: Real) -> bytes:
    """A number of a Type 2 program."""
    number = int(number) if number == int(number) else number
    if isinstance(number, Fraction):
        return bytes([255]) + round(number * 65536).to_bytes(4, "big", signed=True)
    if -107 <= number <= 107:
        return bytes([number + 139])
    if 108 <= abs(number) <= 1131:
        more, rest = divmod(abs(number) - 108, 256)
        return bytes([more + (247 if number > 0 else 251), rest])
    return bytes([28]) + number.to_bytes(2, "big", signed=True)
