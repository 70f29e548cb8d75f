"""Form fields in a PDF, the same from either engine.

The engines set a link to `field:1a` where the answer to 1a goes, and one to `field:1b=C` on a letter to choose.
So a field stands where the page was really set, and in a tagged PDF it has its place in the structure. Here the
links become fields (ISO 32000-1, 12.7).
"""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from functools import lru_cache

from ..errors import EngineError
from ..problems.rounding import fixed
from .form import CODE, Field, Form
from .pdf_objects import Objects, all_referred, objects_of, referred, written

INSET = Decimal(1)  # pt: the frame of a box stays free
TALLEST = Decimal(17)  # pt: in a field of one line, what is typed is as high as the field
READ_ONLY, MULTILINE, RADIO, NO_SPELLING = 1 << 0, 1 << 12, 1 << 15, 1 << 22
HIDDEN, PRINTED = 1 << 1, 1 << 2
LEFT, CENTRED = 0, 1
TO_FIT, MARK = b"(/Helv 0 Tf 0 g)", b"(/ZaDb 0 Tf 0 g)"
CROSS = b"(8)"  # in ZapfDingbats
FONTS = (
    b"<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    b"/ZaDb<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>>>"
)
_TARGET = re.compile(rb"/URI\s*\(field:([^()\\]+)\)")
_RECT = re.compile(rb"/Rect\s*\[\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+?)\s*\]")
_STRUCTURE = re.compile(rb"/StructParent\s+\d+")
_SHOWN = re.compile(rb"/Type\s*/OBJR.*?/Obj\s+(\d+) 0 R|/Obj\s+(\d+) 0 R.*?/Type\s*/OBJR", re.DOTALL)
_LINK = re.compile(rb"/S\s*/Link\b")
_OWN_WIDGETS = re.compile(rb"/Annots\s*\[((?:\s*\d+ 0 R)*)\s*\]")


def with_fields(content: bytes, form: Form) -> bytes | EngineError:
    """A sheet that was set with places for fields, as a form; EngineError where a field has none."""
    objects = objects_of(content)
    try:
        setter = _Setter(objects)
        fields = [setter.code(form.code), *(setter.field(field) for field in form.fields)]
    except EngineError as error:
        return error
    setter.finish()
    fonts = objects.add(FONTS)
    objects.put(
        objects.root, b"/AcroForm<</Fields[%b]/DA%b/DR<</Font %d 0 R>>>>" % (_references(fields), TO_FIT, fonts)
    )
    _name(objects, form.code)
    return written(objects)


def _name(objects: Objects, code: str) -> None:
    """The code where programs show what a document is about."""
    from pikepdf import Object

    described = Object.parse(objects.bodies[objects.info])
    described["/Subject"] = code
    objects.bodies[objects.info] = described.unparse()


class _Setter:
    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._pages = objects.pages()
        self._links = {  # on pages only: a title, say, may be any text
            found[1].decode(): number
            for page in self._pages
            for number in all_referred(self._annotations(page))
            if (found := _TARGET.search(objects.bodies[number]))
        }

    def _annotations(self, page: int) -> bytes:
        body = self._objects.bodies[page]
        own = _OWN_WIDGETS.search(body)
        return own[1] if own else self._objects.bodies.get(referred(body, b"Annots"), b"")

    def code(self, code: str) -> int:
        """Which sheet this is, for whoever reads the filled form; a person reads it in the head of the page."""
        page = self._pages[0]
        widget = self._objects.add(
            b"<</Type/Annot/Subtype/Widget/Rect[0 0 1 1]/F %d/P %d 0 R/FT/Tx/Ff %d/T%b/TU(code of the sheet)/V%b/DA%b>>"
            % (HIDDEN, page, READ_ONLY, _string(CODE), _string(code), TO_FIT)
        )
        self._on_page(page, widget)
        return widget

    def _on_page(self, page: int, widget: int) -> None:
        body = self._objects.bodies[page]
        if own := _OWN_WIDGETS.search(body):
            more = b"/Annots[%b %d 0 R]" % (own[1], widget)
            self._objects.bodies[page] = body[: own.start()] + more + body[own.end() :]
        elif elsewhere := referred(body, b"Annots"):
            before, _, _ = self._objects.bodies[elsewhere].rpartition(b"]")
            self._objects.bodies[elsewhere] = b"%b %d 0 R]" % (before, widget)
        else:
            self._objects.put(page, b"/Annots[%d 0 R]" % widget)

    def field(self, field: Field) -> int:
        return self._choice(field) if field.options else self._text(field)

    def _text(self, field: Field) -> int:
        link, place, width, height = self._place(field.label, highest=None if field.lines else TALLEST)
        self._objects.bodies[link] = b"%b/FT/Tx/T%b/TU%b/Ff %d/MaxLen %d/DA%b/Q %d/AP<</N %d 0 R>>>>" % (
            place,
            _string(field.label),
            _string(field.words),
            NO_SPELLING | (MULTILINE if field.lines else 0),
            field.most,
            TO_FIT,
            CENTRED if field.centred else LEFT,
            self._appearance(width, height, "/Tx BMC EMC"),
        )
        return link

    def _choice(self, field: Field) -> int:
        group = self._objects.add(b"")
        links = []
        for option in field.options:
            link, place, width, height = self._place(f"{field.label}={option}")
            corners = f"1 1 m {width - 1} {height - 1} l 1 {height - 1} m {width - 1} 1 l"
            on = self._appearance(width, height, f"q 1.2 w {corners} S Q")
            off = self._appearance(width, height, "")
            shown = b"/AP<</N<</%b %d 0 R/Off %d 0 R>>>>" % (option.encode(), on, off)
            self._objects.bodies[link] = b"%b/Parent %d 0 R/AS/Off/DA%b/MK<</CA%b>>%b>>" % (
                place, group, MARK, CROSS, shown,
            )  # fmt: skip
            links.append(link)
        self._objects.bodies[group] = b"<</FT/Btn/Ff %d/T%b/TU%b/V/Off/Kids[%b]>>" % (
            RADIO, _string(field.label), _string(field.words), _references(links),
        )  # fmt: skip
        return group

    def _place(self, name: str, *, highest: Decimal | None = None) -> tuple[int, bytes, Decimal, Decimal]:
        """The link, which is made a widget itself, for the structure names it: how it begins, its width and height."""
        link = self._links.get(name)
        rect = None if link is None else _RECT.search(self._objects.bodies[link])
        if link is None or rect is None:
            raise EngineError(
                f"the page has no place for the field {name}; a template of your own must set one as the shipped "
                "ones do, or leave all fields out with --print"
            )
        left, bottom, right, top = (Decimal(fixed(float(side), 3)) for side in rect.groups())
        width, height = right - left - 2 * INSET, top - bottom - 2 * INSET
        height = height if highest is None else min(height, highest)
        left, bottom = left + INSET, (bottom + top - height) / 2
        structure = _STRUCTURE.search(self._objects.bodies[link])
        place = b"<</Type/Annot/Subtype/Widget/F %d/Rect[%b]%b" % (
            PRINTED,
            f"{left} {bottom} {left + width} {bottom + height}".encode(),
            structure[0] if structure else b"",
        )
        return link, place, width, height

    def _appearance(self, width: Decimal, height: Decimal, content: str) -> int:
        """What a field shows; never shared, for whoever fills one in writes over it."""
        box = f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<<>>"
        return self._objects.add_stream(box.encode(), _deflated(content))

    def finish(self) -> None:
        """What was a link in the structure is a field, and annotations are reached in the structure's order.

        Where there is no structure, the order of annotations is left to count: in row order (/R), Chrome jumps
        from a box to the letters two lines below.
        """
        if b"/StructTreeRoot" not in self._objects.bodies[self._objects.root]:
            return
        links = set(self._links.values())
        for number, body in self._objects.bodies.items():
            shown = {int(one or other) for one, other in _SHOWN.findall(body)} if b"/OBJR" in body else set()
            if shown and shown <= links:
                self._objects.bodies[number] = _LINK.sub(b"/S/Form", body)
        for page in self._pages:
            if b"/Tabs" not in self._objects.bodies[page]:
                self._objects.put(page, b"/Tabs/S")


def _references(numbers: list[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


@lru_cache(maxsize=1024)
def _string(text: str) -> bytes:
    """Most fields of a class are named alike."""
    from pikepdf import String

    return String(text).unparse()


@lru_cache(maxsize=64)
def _deflated(content: str) -> bytes:
    return zlib.compress(content.encode())
