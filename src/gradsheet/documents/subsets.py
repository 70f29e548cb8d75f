"""The fonts of a sheet cut down to what it shows.

TeX sets a whole chunk and embeds its fonts in full, so that no sheet depends on the others. Here each gets the
glyphs that its own pages use, and is still the same in any company.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from .charstrings import UnlikeTeXError
from .compact_fonts import compact_font
from .type1 import Type1, read_type1

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

# What pdfTeX writes of text: a font, then lines of strings with distances.
_FONT = re.compile(rb"/(F\d+) [-\d.]+ Tf")
_STRING = re.compile(rb"\(((?:\\.|[^()\\])*)\)", re.S)
_BEGINS, _ENDS_LINE = b"BT\n", b"]TJ"
_ESCAPED = re.compile(rb"\\(\d{3}|.)", re.S)

DIGITS = frozenset(b"zero one two three four five six seven eight nine".split())

Codes = Mapping[bytes, set[int]]


def codes_shown(contents: Sequence[bytes]) -> Codes:
    """The characters of each font that pages show; UnlikeTeXError where that cannot be told."""
    shown: dict[bytes, set[int]] = defaultdict(set)
    for content in contents:
        before, *pieces = _FONT.split(content)
        if b"(" in before or content.count(_BEGINS) != content.count(_BEGINS + b"/F"):
            raise UnlikeTeXError("text without a font")
        for font, written in zip(pieces[::2], pieces[1::2], strict=True):
            lines = written.count(_ENDS_LINE)
            strings = _STRING.findall(written)
            if b")Tj" in written or lines > len(strings) or (b"<" in written and b"<" in _STRING.sub(b"", written)):
                raise UnlikeTeXError("text that is written otherwise")
            shown[font].update(_ESCAPED.sub(_character, b"".join(strings)))
    return shown


def _character(escaped: re.Match[bytes]) -> bytes:
    return bytes([int(escaped[1], 8)]) if len(escaped[1]) == 3 else escaped[1]


def cut_fonts(pdf: Pdf) -> None:
    """Replaces the fonts of a sheet that pdfTeX made; what is not as expected stays whole."""
    try:
        shown = codes_shown([page.Contents.read_bytes() for page in pdf.pages])
    except UnlikeTeXError:
        return
    # Several encodings of a font share its descriptor.
    users: dict[tuple[int, int], dict[str, Object]] = defaultdict(dict)
    for page in pdf.pages:
        fonts = page.Resources.get("/Font")
        for name, font in fonts.items() if fonts is not None else ():
            users[font.FontDescriptor.objgen][name] = font
    for place, sharing in users.items():
        with suppress(UnlikeTeXError):
            _cut(pdf, pdf.get_object(place), sharing, shown)


def _cut(pdf: Pdf, descriptor: Object, fonts: Mapping[str, Object], shown: Codes) -> None:
    from pikepdf import Name

    file = descriptor.FontFile
    whole = read_type1(file.read_bytes(), int(file.Length1))
    glyphs = {name for key, font in fonts.items() for name in _used(font, shown.get(key[1:].encode(), ()), whole)}
    subset = _subset(whole, str(descriptor.FontName).rpartition("+")[2], tuple(sorted(_rounded(glyphs, whole))))
    name = Name(f"/{subset.name}")
    descriptor.FontFile3 = pdf.make_stream(subset.packed, Filter=Name.FlateDecode, Subtype=Name.Type1C)
    del descriptor.FontFile
    descriptor.FontName = name
    descriptor.CharSet = subset.characters
    for font in fonts.values():
        font.BaseFont = name
        if "/Encoding" not in font:
            font.Encoding = _encoding(pdf, whole)


@dataclass(frozen=True, slots=True)
class _Subset:
    """A font cut, as it stands in a file."""

    name: str
    packed: bytes
    characters: str


@lru_cache(maxsize=256)
def _subset(whole: Type1, name: str, glyphs: tuple[bytes, ...]) -> _Subset:
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


def _rounded(glyphs: set[bytes], whole: Type1) -> set[bytes]:
    """With all digits where there is one, so that sheets of other numbers show the same glyphs."""
    return glyphs | (DIGITS & whole.glyphs.keys()) if glyphs & DIGITS else glyphs


def _used(font: Object, codes: Iterable[int], whole: Type1) -> Iterator[bytes]:
    names = _glyph_names(font.Encoding.Differences.unparse()) if "/Encoding" in font else whole.encoding
    for code in codes:
        if code not in names:
            raise UnlikeTeXError(f"a character {code} without a glyph")
        yield names[code]


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
