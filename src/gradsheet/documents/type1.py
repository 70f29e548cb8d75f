"""Type 1 fonts as pdfTeX writes them, taken apart into the programs of their glyphs; others raise UnlikeTeXError."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .charstrings import UnlikeTeXError, decrypted

FILE_KEY = 55665

_SUBRS = re.compile(rb"/Subrs (\d+) array\n")
_GLYPHS = re.compile(rb"/CharStrings (\d+) dict dup begin\n")
_SUBR = re.compile(rb"dup (\d+) (\d+) RD ")
_GLYPH = re.compile(rb"/([^\s/]+) (\d+) RD ")
_ENCODED = re.compile(rb"dup (\d+) /(\S+) put\n")
_USUAL_SIZE = re.compile(rb"/FontMatrix *\[ *0?\.001 0 0 0?\.001 0 0 *\]")
_BOX = re.compile(rb"/FontBBox *[{\[]([-\d. ]+)[}\]]")


@dataclass(frozen=True, eq=False)
class Type1:
    """A font program taken apart: `head` is legible, `private` was encrypted; the programs of glyphs still are."""

    head: bytes
    private: bytes
    subrs: tuple[bytes, ...]
    glyphs: Mapping[bytes, bytes]

    @cached_property
    def encoding(self) -> Mapping[int, bytes]:
        """The font's own, from character codes to glyphs."""
        return {int(code): name for code, name in _ENCODED.findall(self.head)}

    @cached_property
    def box(self) -> tuple[int, ...]:
        """Left, bottom, right and top of all glyphs on each other, in thousandths of the size."""
        found = _BOX.search(self.head)
        if found is None or _USUAL_SIZE.search(self.head) is None:
            raise UnlikeTeXError("glyphs of another size")
        return tuple(round(float(number)) for number in found[1].split())

    def hint(self, name: str) -> tuple[float, ...]:
        """What the font says to whoever fits it to dots: `StdVW` is (69.0,); nothing where it says nothing."""
        found = re.search(rb"/%s *\[?([-\d. ]+)\]? *(?:ND|def|\|-|readonly)" % name.encode(), self.private)
        return tuple(map(float, found[1].split())) if found else ()


@lru_cache(maxsize=64)
def read_type1(content: bytes, length: int) -> Type1:
    """A font program whose first `length` bytes are legible; a class shares a dozen of them."""
    body = decrypted(content[length:], key=FILE_KEY, skip=4)
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
    if len(programs) != int(subrs[1]):
        raise UnlikeTeXError("not all subroutines")
    drawn: dict[bytes, bytes] = {}
    place = glyphs.end()
    while found := _GLYPH.match(body, place):
        drawn[found[1]], place = _program(body, found.end(), int(found[2]), b" ND\n")
    if len(drawn) != int(glyphs[1]):
        raise UnlikeTeXError("not all glyphs")
    return Type1(content[:length], body[: subrs.start()], tuple(programs), drawn)


def _program(body: bytes, start: int, length: int, end: bytes) -> tuple[bytes, int]:
    """A program, and the place behind it.

    pdfTeX writes one space where a program ends in one and another should follow.
    """
    place = start + length
    for rest in (end, end[1:]):
        if body.startswith(rest, place):
            return body[start:place], place + len(rest)
    raise UnlikeTeXError("a program without an end")
