"""The text layer of a PDF's pages, as far as a sheet's code needs it: no layout, no order but that of the file.

Fonts of our own engines spell plain codes (LaTeX) or name their glyphs in a table (Typst, ToUnicode).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .fields import bounded

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

MOST_PAGES = 20
MOST_STREAMS = 20
LARGEST = 500_000
WIDE = -200  # thousandths of the size of the font
_SHOWS = ("Tj", "TJ", "'", '"')
_ENDS_LINE = ("Td", "TD", "Tm", "T*", "ET")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[[^\]]*\])")

Font = tuple[int, Mapping[int, str]]
"""How many bytes a code has, and what each code means, where the font says so."""


def page_texts(pdf: Pdf) -> Iterator[str]:
    """The text of each of the first pages; a page that cannot be read has none."""
    from pikepdf import PdfError

    for page in list(pdf.pages)[:MOST_PAGES]:
        try:
            yield "".join(_words(page, pdf))
        except (PdfError, ValueError, TypeError, AttributeError, OverflowError, KeyError):
            yield ""


def _words(page: Page, pdf: Pdf) -> Iterator[str]:
    from pikepdf import Array, Stream, parse_content_stream

    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [] if contents is None else [contents]
    content = b"\n".join(bounded(one, LARGEST) for one in streams[:MOST_STREAMS])
    fonts = dict(page.resources.Font.items())
    known: dict[str, Font] = {}
    font: Font = (1, {})
    for instruction in parse_content_stream(Stream(pdf, content)):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            key = str(operands[0])
            if key not in known:
                known[key] = _font(fonts.get(key))
            font = known[key]
        elif name in _ENDS_LINE:
            yield " "
        elif name in _SHOWS:
            yield _shown(operands[-1], font)


def _shown(operand: Object, font: Font) -> str:
    """What one operator shows; a wide gap between two pieces is a space."""
    from pikepdf import Array, String

    if isinstance(operand, String):
        return _meant(bytes(operand), font)
    if not isinstance(operand, Array):
        return ""
    pieces = (
        _meant(bytes(one), font) if isinstance(one, String) else " " if float(one) < -200 else "" for one in operand
    )
    return "".join(pieces)


def _meant(raw: bytes, font: Font) -> str:
    size, meant = font
    if size == 1:
        return "".join(meant.get(code, chr(code)) for code in raw)
    codes = (int.from_bytes(raw[place : place + size], "big") for place in range(0, len(raw), size))
    return "".join(meant.get(code, "") for code in codes)


def _font(font: Object | None) -> Font:
    if font is None:
        return 1, {}
    size = 2 if str(font.get("/Subtype", "")) == "/Type0" else 1
    table = font.get("/ToUnicode")
    return size, {} if table is None else dict(_table(bounded(table, LARGEST)))


def _table(source: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _SECTION.findall(source):
        if kind == b"bfchar":
            codes = _HEX.findall(body)
            yield from ((int(code, 16), _unicode(text)) for code, text in zip(codes[::2], codes[1::2], strict=False))
            continue
        for first, last, target in _RANGE.findall(body):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
            texts = [_unicode(text) for text in _HEX.findall(target)]
            if target.startswith(b"["):
                yield from zip(range(low, high + 1), texts, strict=False)
            elif texts and texts[0]:
                head, tail = texts[0][:-1], ord(texts[0][-1])
                yield from ((code, head + chr(min(tail + code - low, 0x10FFFF))) for code in range(low, high + 1))


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
