"""Form fields in a PDF, the same from either engine.

The engines set a link to `field:1a` where the answer to 1a goes, and one to `field:1b=C` on a letter to choose.
So a field stands where the page was really set, and in a tagged PDF it has its place in the structure. Here the
links become fields.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from ..errors import EngineError
from ..problems.rounding import fixed
from .form import CODE, Field, Form

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

TARGET = "field:"
INSET = Decimal(1)  # pt: the frame of a box stays free
TALLEST = Decimal(17)  # pt: in a field of one line, what is typed is as high as the field
READ_ONLY, MULTILINE, RADIO, NO_SPELLING = 1 << 0, 1 << 12, 1 << 15, 1 << 22
HIDDEN, PRINTED = 1 << 1, 1 << 2
LEFT, CENTRED = 0, 1
TO_FIT, MARK = "/Helv 0 Tf 0 g", "/ZaDb 0 Tf 0 g"
CROSS = "8"  # in ZapfDingbats


@contextmanager
def opened(content: bytes) -> Iterator[Pdf]:
    """A PDF out of memory, read by way of a file: else pikepdf asks Python for every few bytes, in twice the time."""
    import pikepdf

    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap) as pdf:
            yield pdf


def finished(pdf: Pdf, form: Form | None) -> bytes | EngineError:
    """The bytes of a sheet or key, with the fields of its form if it has one; the same whenever it is made."""
    from pikepdf import ObjectStreamMode

    if form is not None:
        try:
            set_fields(pdf, form)
        except EngineError as error:
            return error
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def set_fields(pdf: Pdf, form: Form) -> None:
    """Makes a form of a sheet that was set with places for fields; EngineError where one has none."""
    from pikepdf import Array, Dictionary, Name

    setter = _Setter(pdf)
    fields = Array([setter.code(form.code), *(setter.field(field) for field in form.fields)])
    fonts = Dictionary(
        Helv=Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        ),
        ZaDb=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats),
    )  # fmt: skip
    pdf.Root.AcroForm = Dictionary(Fields=fields, DA=TO_FIT, DR=Dictionary(Font=pdf.make_indirect(fonts)))
    # Where there is no structure, the order of annotations is left to count: in row order (/R), Chrome jumps
    # from a box to the letters two lines below.
    if setter.is_tagged:
        for page in pdf.pages:
            page.Tabs = Name.S
    pdf.docinfo["/Subject"] = form.code


class _Setter:
    def __init__(self, pdf: Pdf) -> None:
        from pikepdf import NumberTree

        self._pdf = pdf
        self._places = dict(_places(pdf))
        self.is_tagged = "/StructTreeRoot" in pdf.Root
        self._elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree) if self.is_tagged else {}

    def code(self, code: str) -> Object:
        """Which sheet this is, for whoever reads the filled form; a person reads it in the head of the page."""
        from pikepdf import Array, Dictionary, Name

        page = self._pdf.pages[0]
        widget = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 1, 1]), F=HIDDEN, P=page.obj,
                FT=Name.Tx, Ff=READ_ONLY, T=CODE, TU="code of the sheet", V=code, DA=TO_FIT,
            )
        )  # fmt: skip
        page.Annots = Array([*page.get("/Annots", ()), widget])
        return widget

    def field(self, field: Field) -> Object:
        return self._choice(field) if field.options else self._text(field)

    def _text(self, field: Field) -> Object:
        from pikepdf import Dictionary, Name

        widget, width, height = self._widget(field.label, highest=None if field.lines else TALLEST)
        widget.FT, widget.T, widget.TU = Name.Tx, field.label, field.words
        widget.Ff = NO_SPELLING | (MULTILINE if field.lines else 0)
        widget.MaxLen, widget.DA, widget.Q = field.most, TO_FIT, CENTRED if field.centred else LEFT
        widget.AP = Dictionary(N=self._appearance(width, height, "/Tx BMC EMC"))
        return widget

    def _choice(self, field: Field) -> Object:
        from pikepdf import Array, Dictionary, Name

        group = self._pdf.make_indirect(
            Dictionary(FT=Name.Btn, Ff=RADIO, T=field.label, TU=field.words, V=Name.Off, Kids=Array())
        )
        for option in field.options:
            widget, width, height = self._widget(f"{field.label}={option}")
            corners = f"1 1 m {width - 1} {height - 1} l 1 {height - 1} m {width - 1} 1 l"
            on = self._appearance(width, height, f"q 1.2 w {corners} S Q")
            off = self._appearance(width, height, "")
            widget.Parent, widget.AS, widget.DA, widget.MK = group, Name.Off, MARK, Dictionary(CA=CROSS)
            widget.AP = Dictionary(N=Dictionary({f"/{option}": on, "/Off": off}))
            group.Kids.append(widget)
        return group

    def _widget(self, name: str, *, highest: Decimal | None = None) -> tuple[Object, Decimal, Decimal]:
        """The link itself made a widget, for the structure names this object; and its width and height."""
        from pikepdf import Array, Name

        link = self._places.get(name)
        if link is None:
            raise EngineError(
                f"the page has no place for the field {name}; a template of your own must set one as the shipped "
                "ones do, or leave all fields out with --print"
            )
        for key in ("/A", "/Border", "/Contents"):
            if key in link:
                del link[key]
        left, bottom, right, top = (Decimal(fixed(float(side), 3)) for side in link.Rect.as_list())
        width, height = right - left - 2 * INSET, top - bottom - 2 * INSET
        height = height if highest is None else min(height, highest)
        left, bottom = left + INSET, (bottom + top - height) / 2
        link.Type, link.Subtype, link.F = Name.Annot, Name.Widget, PRINTED
        link.Rect = Array([left, bottom, left + width, bottom + height])
        if self.is_tagged and "/StructParent" in link:
            self._elements[int(link.StructParent)].S = Name.Form
        return link, width, height

    def _appearance(self, width: Decimal, height: Decimal, content: str) -> Object:
        """What a field shows; never shared, for whoever fills one in writes over it."""
        from pikepdf import Array, Dictionary, Name

        return self._pdf.make_stream(
            _deflated(content), Filter=Name.FlateDecode, Type=Name.XObject, Subtype=Name.Form,
            BBox=Array([0, 0, width, height]), Resources=Dictionary(),
        )  # fmt: skip


@lru_cache(maxsize=64)
def _deflated(content: str) -> bytes:
    """Most fields show the same; left to whoever saves the file, each would be deflated again."""
    return zlib.compress(content.encode())


def _places(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Every field's name, and the link that stands in its place."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get("/A")
            target = "" if action is None else str(action.get("/URI", ""))
            if target.startswith(TARGET):
                yield target.removeprefix(TARGET), annotation
