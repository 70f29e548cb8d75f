"""The fields of a PDF's form by their names, whatever saved it last.

Fields hang from the form in a tree; Preview and some browsers keep only the widgets on the pages, or leave every
field there twice. So both are looked through, and values of the same name are put together.
"""

from __future__ import annotations

import base64
import codecs
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

DEEPEST = 40
MOST_FIELDS = 5_000
LONGEST = 100_000
_PLACED = re.compile(r"(?:\[\d+\]|#\d+)$")  # form1[0].page1[0].1a[0]; Preview's 1a#2


@dataclass(slots=True)
class Filled:
    """What the fields of a form hold: by the last part of their names, every value that was found."""

    values: dict[str, set[str]] = field(default_factory=dict)
    has_form: bool = False
    is_xfa: bool = False
    notes: int = 0
    """How many texts somebody has laid upon the pages, outside of all fields."""

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, set()).update([value] if value else [])


def filled(pdf: Pdf) -> Filled:
    """Every field of the document; of a choice the letter, of what nobody filled in no value."""
    found = Filled()
    form = pdf.Root.get("/AcroForm")
    if _is_dictionary(form):
        found.has_form = True
        found.is_xfa = "/XFA" in form
        for top in _items(form.get("/Fields")):
            _take(found, top)
    for page in pdf.pages:
        for annotation in _items(page.obj.get("/Annots")):
            kind = str(annotation.get("/Subtype", ""))
            if kind == "/Widget":
                _take(found, annotation)
            elif kind == "/FreeText" and _text(annotation.get("/Contents")):
                found.notes += 1
    return found


def _take(found: Filled, node: Object) -> None:
    """A field and the fields below it. Marks on widgets count where the field itself says nothing."""
    waiting = [(node, 0)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one, depth = waiting.pop()
        place = one.objgen
        if not _is_dictionary(one) or depth > DEEPEST or place in seen or len(found.values) > MOST_FIELDS:
            continue
        if place != (0, 0):
            seen.add(place)
        children = list(_items(one.get("/Kids")))
        waiting += [(child, depth + 1) for child in reversed(children)]
        name = _name(one)
        if name and ("/V" in one or not children or any("/T" not in child for child in children)):
            found.add(name, _value(one, children))


def _name(node: Object) -> str:
    """The last part of the field's full name, without the number that some programs put behind it."""
    for one in _upwards(node):
        name = _text(one.get("/T"))
        if name:
            last = name.rpartition(".")[2].strip()
            while (shorter := _PLACED.sub("", last)) != last:
                last = shorter
            return last
    return ""


def _value(node: Object, children: list[Object]) -> str:
    kind = _inherited(node, "/FT")
    value = _inherited(node, "/V")
    if str(kind) != "/Btn":
        many = [_text(one) for one in _items(value)] if _is_array(value) else [_text(value)]
        return "; ".join(filter(None, many))
    states = [value, *(one.get("/AS") for one in (children or [node]))]
    chosen = next((name for state in states if (name := _state(state))), "")
    options = list(_items(_inherited(node, "/Opt")))
    if chosen.isdecimal() and int(chosen) < len(options):  # Acrobat numbers the buttons, and names them elsewhere
        return _text(options[int(chosen)])
    return chosen


def _state(state: Object | None) -> str:
    text = _text(state)
    return "" if text in ("Off", "/Off") else text.removeprefix("/")


def _inherited(node: Object, key: str) -> Object | None:
    return next((found for one in _upwards(node) if (found := one.get(key)) is not None), None)


def _upwards(node: Object) -> Iterator[Object]:
    for _ in range(DEEPEST):
        yield node
        parent = node.get("/Parent")
        if not _is_dictionary(parent):
            return
        node = parent


def _text(value: Object | str | None) -> str:
    """A text as typed, in whichever way it is written: PDFDocEncoding, UTF-16 of both kinds, UTF-8, a stream."""
    from pikepdf import Stream, String

    if isinstance(value, Stream):
        raw = bounded(value, LONGEST)
    elif isinstance(value, String):
        raw = bytes(value)
    else:
        return "" if value is None or _is_dictionary(value) or _is_array(value) else str(value)
    if raw.startswith(codecs.BOM_UTF16_LE):
        text = raw[2:].decode("utf-16-le", "replace")
    elif raw.startswith(codecs.BOM_UTF16_BE):
        text = raw[2:].decode("utf-16-be", "replace")
    elif raw.startswith(codecs.BOM_UTF8):
        text = raw[3:].decode("utf-8", "replace")
    else:
        text = raw.decode("pdfdoc", "replace")
    return text.replace("\0", "").strip()


def bounded(stream: Object, most: int) -> bytes:
    """What a stream holds; nothing where that is too much, or packed in a way that no text is."""
    content = stream.read_raw_bytes()
    packed = stream.get("/Filter")
    try:
        for how in _items(packed) if _is_array(packed) else () if packed is None else (packed,):
            content = _UNPACK[str(how)](content, most + 1)
    except (KeyError, ValueError, zlib.error):
        return b""
    return content if len(content) <= most and "/DecodeParms" not in stream else b""


_UNPACK: Mapping[str, Callable[[bytes, int], bytes]] = {
    "/FlateDecode": lambda raw, most: zlib.decompressobj().decompress(raw, most),
    "/ASCII85Decode": lambda raw, most: base64.a85decode(raw[: 2 * most].strip().removesuffix(b"~>")),
}


def _items(array: Object | None) -> Iterator[Object]:
    if _is_array(array):
        for one in array:
            if _is_dictionary(one) or not _is_array(one):
                yield one


def _is_dictionary(one: object) -> TypeGuard[Object]:
    from pikepdf import Dictionary

    return isinstance(one, Dictionary)


def _is_array(one: object) -> TypeGuard[Object]:
    from pikepdf import Array

    return isinstance(one, Array)
