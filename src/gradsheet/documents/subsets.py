"""The fonts of a sheet cut down to what it shows.

TeX sets a whole chunk and embeds its fonts in full, so that no sheet depends on the others. Here each gets the
glyphs that its own pages use, and is still the same in any company.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from .charstrings import UnlikeTeXError
from .compact_fonts import compact_font
from .type1 import Type1, read_type1

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

# What pdfTeX writes of text: a font, then lines of strings with distances.
_FONT = re.compile(rb"/(F\d+) [-\d.]+ Tf")
_BEGINS = b"BT\n"
_OTHERWISE = (b"<", b"Tj")
_ESCAPED = re.compile(rb"\\(\d{3}|.)", re.S)
_WITHIN = ((rb"\\", rb"\134"), (rb"\(", rb"\050"), (rb"\)", rb"\051"))  # so that parentheses are those of strings
_ALL = bytes(range(256))
_NO_PARENTHESIS = _ALL.translate(None, b"()")

DIGITS = frozenset(b"zero one two three four five six seven eight nine".split())

Codes = Mapping[bytes, frozenset[int]]
_Place = tuple[int, int]  # of an object in a chunk
_Names = tuple[bytes, ...]


def codes_shown(contents: Sequence[bytes]) -> Codes:
    """The characters of each font that pages show; UnlikeTeXError where that cannot be told."""
    shown: dict[bytes, list[bytes]] = defaultdict(list)
    for content in contents:
        before, *pieces = _FONT.split(content)
        if b"(" in before or content.count(_BEGINS) != content.count(_BEGINS + b"/F"):
            raise UnlikeTeXError("text without a font")
        for font, text in zip(pieces[::2], pieces[1::2], strict=True):
            shown[font].append(text)
    return {font: _codes(b"".join(texts)) for font, texts in shown.items()}


def _codes(written: bytes) -> frozenset[int]:
    """The characters of all strings, taken out of many lines at once: there are thousands on a page."""
    if b"\\" in written:
        for escaped, code in _WITHIN:
            written = written.replace(escaped, code)
    parentheses = written.translate(None, _NO_PARENTHESIS)
    pieces = written.replace(b")", b"(").split(b"(")
    rest = b"".join(pieces[::2])
    if parentheses != b"()" * (len(pieces) // 2) or any(sign in rest for sign in _OTHERWISE):
        raise UnlikeTeXError("text that is written otherwise")
    text = b"".join(pieces[1::2])
    special = set(_ESCAPED.findall(text))
    plain = _ESCAPED.sub(b"", text) if special else text
    return frozenset(_ALL.translate(None, _ALL.translate(None, plain))).union(map(_character, special))


def _character(escaped: bytes) -> int:
    return int(escaped, 8) if len(escaped) == 3 else escaped[0]


class FontCutter:
    """Cuts the fonts of a chunk that pdfTeX made, sheet by sheet. Sheets that show the same glyphs share a font."""

    def __init__(self, chunk: Pdf) -> None:
        self._chunk = chunk
        self._wholes: dict[_Place, Type1] = {}
        self._encodings: dict[_Place, bytes | None] = {}
        self._descriptors: dict[tuple[_Place, _Names], Object] = {}
        self._cut: dict[tuple[_Place, _Names], Object] = {}
        self._streams: dict[_Place, Object] = {}

    def cut(self, pages: Sequence[Page], contents: Sequence[bytes]) -> None:
        """Gives the pages of one sheet fonts of its own; what is not as expected stays whole."""
        from pikepdf import Dictionary

        try:
            shown = codes_shown(contents)
        except UnlikeTeXError:
            return
        # Several encodings of a font share its descriptor.
        users: dict[_Place, dict[str, Object]] = defaultdict(dict)
        for page in pages:
            for name, font in page.Resources.get("/Font", {}).items():
                users[font.FontDescriptor.objgen][name] = font
        cut: dict[str, Object] = {}
        for place, fonts in users.items():
            with suppress(UnlikeTeXError):
                cut |= self._subsets(place, fonts, shown)
        for page in pages:
            if whole := page.Resources.get("/Font"):
                page.Resources.Font = Dictionary({name: cut.get(name, font) for name, font in whole.items()})

    def _subsets(self, place: _Place, fonts: Mapping[str, Object], shown: Codes) -> dict[str, Object]:
        whole = self._whole(place)
        codes = ((self._encoding(font), shown.get(name[1:].encode(), frozenset())) for name, font in fonts.items())
        glyphs = _glyphs(whole, frozenset(codes))
        return {name: self._subset(font, place, glyphs) for name, font in fonts.items()}

    def _whole(self, place: _Place) -> Type1:
        if place not in self._wholes:
            file = self._chunk.get_object(place).FontFile
            self._wholes[place] = read_type1(file.read_bytes(), int(file.Length1))
        return self._wholes[place]

    def _encoding(self, font: Object) -> bytes | None:
        """How its encoding is written; None where it is the one of the font program."""
        place = font.objgen
        if place not in self._encodings:
            self._encodings[place] = font.Encoding.Differences.unparse() if "/Encoding" in font else None
        return self._encodings[place]

    def _subset(self, font: Object, place: _Place, glyphs: _Names) -> Object:
        key = (font.objgen, glyphs)
        if key not in self._cut:
            descriptor = self._descriptor(place, glyphs)
            self._cut[key] = own = self._chunk.make_indirect(copy(font))
            own.BaseFont, own.FontDescriptor = descriptor.FontName, descriptor
            if "/Encoding" not in own:
                own.Encoding = _encoding(self._chunk, self._whole(place))
            if "/ToUnicode" in own:
                own.ToUnicode = self._packed(own.ToUnicode)
        return self._cut[key]

    def _packed(self, stream: Object) -> Object:
        """The same stream deflated, which else each sheet would do again."""
        from pikepdf import Name

        place = stream.objgen
        if place not in self._streams:
            packed = zlib.compress(stream.read_bytes(), 9)
            self._streams[place] = self._chunk.make_stream(packed, Filter=Name.FlateDecode)
        return self._streams[place]

    def _descriptor(self, place: _Place, glyphs: _Names) -> Object:
        from pikepdf import Name

        key = (place, glyphs)
        if key not in self._descriptors:
            whole = self._chunk.get_object(place)
            subset = _subset(self._whole(place), str(whole.FontName).rpartition("+")[2], glyphs)
            self._descriptors[key] = own = self._chunk.make_indirect(copy(whole))
            own.FontFile3 = self._chunk.make_stream(subset.packed, Filter=Name.FlateDecode, Subtype=Name.Type1C)
            del own.FontFile
            own.FontName, own.CharSet = Name(f"/{subset.name}"), subset.characters
        return self._descriptors[key]


@dataclass(frozen=True, slots=True)
class _Subset:
    """A font cut, as it stands in a file."""

    name: str
    packed: bytes
    characters: str


@lru_cache(maxsize=256)
def _subset(whole: Type1, name: str, glyphs: _Names) -> _Subset:
    """Many sheets show the same glyphs."""
    digest = hashlib.sha256(b"/".join(glyphs)).digest()
    tagged = "".join(ascii_uppercase[byte % 26] for byte in digest[:6]) + f"+{name}"
    characters = b"".join(b"/" + glyph for glyph in glyphs).decode()
    return _Subset(tagged, zlib.compress(compact_font(whole, glyphs, tagged.encode()), 9), characters)


def _encoding(pdf: Pdf, whole: Type1) -> Object:
    """The font's own codes, which a compact font has only by the names of its glyphs."""
    from pikepdf import Array, Dictionary, Name

    differences: list[int | Name] = []
    for code, name in sorted(whole.encoding.items()):
        differences += [code, Name(f"/{name.decode()}")]
    return pdf.make_indirect(Dictionary(Type=Name.Encoding, Differences=Array(differences)))


@lru_cache(maxsize=1024)
def _glyphs(whole: Type1, used: frozenset[tuple[bytes | None, frozenset[int]]]) -> _Names:
    """The glyphs of characters, with all digits where there is one, so that sheets of other numbers show the same."""
    glyphs: set[bytes] = set()
    for differences, codes in used:
        names = whole.encoding if differences is None else _glyph_names(differences)
        if missing := codes - names.keys():
            raise UnlikeTeXError(f"characters {sorted(missing)} without a glyph")
        glyphs |= {names[code] for code in codes}
    return tuple(sorted(glyphs | (DIGITS & whole.glyphs.keys()) if glyphs & DIGITS else glyphs))


@lru_cache(maxsize=64)
def _glyph_names(differences: bytes) -> Mapping[int, bytes]:
    """From character codes to glyphs, read off `[ 65 /A /B 97 /a ]`."""
    names, code = {}, 0
    for word in differences.strip(b"[] ").split():
        if word.startswith(b"/"):
            names[code] = word[1:]
            code += 1
        else:
            code = int(word)
    return names
