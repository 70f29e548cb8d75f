"""The fonts of a sheet cut down to what it shows.

TeX sets a whole chunk and embeds its fonts in full, so that no sheet depends on the others. Here each gets the
glyphs that its own pages use, and is still the same in any company.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from .charstrings import UnlikeTeXError
from .type1 import Type1, read_type1

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

# What pdfTeX writes of text: where it begins, a font, a line of strings with distances.
_WRITTEN = re.compile(
    rb"(?P<begins>\bBT\b)|/(?P<font>F\d+) [-\d.]+ Tf|\[(?P<line>(?:\((?:\\.|[^()\\])*\)|[-\d. ])*)\]TJ", re.S
)
_STRING = re.compile(rb"\(((?:\\.|[^()\\])*)\)", re.S)
_ESCAPED = re.compile(rb"\\(\d{3}|.)", re.S)

Codes = Mapping[bytes, set[int]]


def codes_shown(contents: Sequence[bytes]) -> Codes:
    """The characters of each font that pages show; UnlikeTeXError where that cannot be told."""
    lines: dict[bytes, list[bytes]] = defaultdict(list)
    for content in contents:
        font, count = None, 0
        for found in _WRITTEN.finditer(content):
            if found["begins"]:
                font = None
            elif found["font"]:
                font = found["font"]
            elif font is None:
                raise UnlikeTeXError("text without a font")
            else:
                lines[font].append(found["line"])
                count += 1
        if count != content.count(b"]TJ") or b")Tj" in content:
            raise UnlikeTeXError("text that is written otherwise")
    return {
        font: set(_ESCAPED.sub(_character, b"".join(_STRING.findall(b"".join(written)))))
        for font, written in lines.items()
    }


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
    glyphs = sorted(
        {name for key, font in fonts.items() for name in _used(font, shown.get(key[1:].encode(), ()), whole)}
    )
    digest = hashlib.sha256(b"/".join(glyphs)).digest()
    tag = "".join(ascii_uppercase[byte % 26] for byte in digest[:6])
    head, rest = whole.subset(glyphs, tag)
    name = Name(f"/{tag}+{str(descriptor.FontName).rpartition('+')[2]}")
    descriptor.FontFile = pdf.make_stream(head + rest, Length1=len(head), Length2=len(rest), Length3=0)
    descriptor.FontName = name
    descriptor.CharSet = b"".join(b"/" + glyph for glyph in glyphs).decode()
    for font in fonts.values():
        font.BaseFont = name


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
