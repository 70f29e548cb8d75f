"""Type 1 fonts with the glyphs that one sheet needs.

TeX embeds for a whole chunk; a sheet's font must hold what the sheet shows and nothing that depends on the
others. A glyph is a program, and most of it stands in subroutines (`Subrs`): those that are called are kept and
numbered anew. Font programs are read as pdfTeX writes them; any other raises UnlikeTeXError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .charstrings import (
    REPLACE_HINTS,
    REPLACER,
    RETURN,
    Charstring,
    UnlikeTeXError,
    decrypted,
    encrypted,
    read_charstring,
)

FILE_KEY = 55665
KEPT = REPLACE_HINTS + 1  # the first subroutines have a meaning of their own
NOTDEF = b".notdef"

_SUBRS = re.compile(rb"/Subrs (\d+) array\n")
_GLYPHS = re.compile(rb"/CharStrings (\d+) dict dup begin\n")
_SUBR = re.compile(rb"dup (\d+) (\d+) RD ")
_GLYPH = re.compile(rb"/([^\s/]+) (\d+) RD ")
_ENCODED = re.compile(rb"dup (\d+) /(\S+) put\n")
_TAGGED = re.compile(rb"/FontName /[A-Z]{6}\+")


@dataclass(frozen=True)
class Type1:
    """A font program taken apart: `head` is legible, the rest was encrypted; the programs still are."""

    head: bytes
    before: bytes
    subrs: tuple[bytes, ...]
    between: bytes
    glyphs: Mapping[bytes, bytes]
    after: bytes

    @cached_property
    def encoding(self) -> Mapping[int, bytes]:
        """The font's own, from character codes to glyphs."""
        return {int(code): name for code, name in _ENCODED.findall(self.head)}

    def subset(self, names: Iterable[bytes], tag: str) -> tuple[bytes, bytes]:
        """The legible and the encrypted part of a font with these glyphs only."""
        wanted = {NOTDEF, *names}
        if missing := wanted - set(self.glyphs):
            raise UnlikeTeXError(f"no glyph {sorted(missing)[0]!r}")
        glyphs = {name: read_charstring(program) for name, program in self.glyphs.items() if name in wanted}
        subrs = self._reached(glyphs.values())
        numbers = {old: new for new, old in enumerate(subrs)}
        head = _ENCODED.sub(lambda line: line[0] if line[2] in wanted else b"", self.head)
        head, tagged = _TAGGED.subn(b"/FontName /" + tag.encode() + b"+", head)
        if tagged != 1:
            raise UnlikeTeXError("no name with a tag")
        body = [self.before, b"/Subrs %d array\n" % len(subrs)]
        for old, program in subrs.items():
            written = program.relinked(numbers)
            body += [b"dup %d %d RD " % (numbers[old], len(written)), written, b" NP\n"]
        body += [self.between, b"/CharStrings %d dict dup begin\n" % len(glyphs)]
        for name, program in glyphs.items():
            written = program.relinked(numbers)
            body += [b"/%s %d RD " % (name, len(written)), written, b" ND\n"]
        return head, encrypted(b"".join([*body, self.after]), key=FILE_KEY, before=b"")

    def _reached(self, programs: Iterable[Charstring]) -> dict[int, Charstring]:
        """The subroutines that are called, also by others, in their order."""
        reached: dict[int, Charstring] = {}
        waiting = [*range(KEPT), *(number for program in programs for number, _, _ in program.calls)]
        while waiting:
            number = waiting.pop()
            if number not in reached:
                if number >= len(self.subrs):
                    raise UnlikeTeXError(f"no subroutine {number}")
                reached[number] = read_charstring(self.subrs[number])
                waiting += [called for called, _, _ in reached[number].calls]
        return dict(sorted(reached.items()))


@lru_cache(maxsize=64)
def read_type1(content: bytes, length: int) -> Type1:
    """A font program whose first `length` bytes are legible; a class shares a dozen of them."""
    body = decrypted(content[length:], key=FILE_KEY, skip=0)
    subrs, glyphs = _SUBRS.search(body), _GLYPHS.search(body)
    if subrs is None or glyphs is None:
        raise UnlikeTeXError("no subroutines or no glyphs")
    programs: list[bytes] = []
    place = subrs.end()
    while found := _SUBR.match(body, place):
        if int(found[1]) != len(programs):
            raise UnlikeTeXError("subroutines out of order")
        program, place = _program(body, found.end(), int(found[2]), b" NP\n")
        programs.append(program)
    if len(programs) != int(subrs[1]) or len(programs) < KEPT:
        raise UnlikeTeXError("not all subroutines")
    if read_charstring(programs[REPLACE_HINTS]).plain not in (REPLACER, bytes([RETURN])):
        raise UnlikeTeXError("another way to replace hints")
    between = body[place : glyphs.start()]
    drawn: dict[bytes, bytes] = {}
    place = glyphs.end()
    while found := _GLYPH.match(body, place):
        drawn[found[1]], place = _program(body, found.end(), int(found[2]), b" ND\n")
    if len(drawn) != int(glyphs[1]):
        raise UnlikeTeXError("not all glyphs")
    return Type1(content[:length], body[: subrs.start()], tuple(programs), between, drawn, body[place:])


def _program(body: bytes, start: int, length: int, end: bytes) -> tuple[bytes, int]:
    """A program, and the place behind it.

    pdfTeX writes one space where a program ends in one and another should follow.
    """
    place = start + length
    for rest in (end, end[1:]):
        if body.startswith(rest, place):
            return body[start:place], place + len(rest)
    raise UnlikeTeXError("a program without an end")
