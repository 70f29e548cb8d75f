"""Filled PDF forms: a sheet with fields, filled in on a screen and saved.

    1a, 1b, 2a       a field for each blank, named by its label; form1[0].page1[0].1a[0] is 1a, too
    code             a field that nobody changes; else the code in the document's own data, in its text, in its name

Whose sheet it is stands inside the file, so a file may have any name. Where nothing can be read, what is said names
the sheet and the way out: printed, scanned, empty, locked, broken.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from ...assignments.seeds import read_sheet_code
from ...assignments.sheet import label_order
from ...assignments.table import Row, Table
from ...errors import Complaint
from ..wording import on_one_line
from .fields import LONGEST, Filled, bounded, filled
from .found import Found, Settings, refuse
from .page_text import page_texts

if TYPE_CHECKING:
    from pikepdf import Pdf

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it finds odd is said here, in our words
LARGEST = 64 * 2**20
MOST_UNPACKED = 128 * 2**20
CODE = "code"
_WRONG_SHAPE = (
    RuntimeError,
    ValueError,
    TypeError,
    OverflowError,
    RecursionError,
    AttributeError,
    KeyError,
    IndexError,
)
"""What pikepdf raises where a document's objects are not of the kind that they should be."""
_LABEL = re.compile(r"[0-9]{1,3}[a-z]{1,2}", re.IGNORECASE)
_MAYBE_CODE = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Z]{10}|[0-9A-Z]{5}[- ][0-9A-Z]{5})(?![0-9A-Za-z])")
_TYPED_IN = "or type the numbers into a table (id or code, then a column for each label)"
_AGAIN = f"ask for it again, {_TYPED_IN}"


def is_pdf(raw: bytes) -> bool:
    return raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def read(raw: bytes, file: str, _: Settings) -> Found:
    """One row: the code of the sheet, and what its fields hold."""
    from pikepdf import PasswordError, Pdf, PdfError

    if len(raw) > LARGEST:
        raise refuse(file, f"this PDF is larger than {LARGEST // 2**20} MB; a filled form is small, {_AGAIN}")
    try:
        with _bounded_unpacking(), Pdf.open(BytesIO(raw)) as pdf:
            return _read(pdf, file)
    except PasswordError:
        raise refuse(file, f"this PDF is locked with a password; {_AGAIN}") from None
    except (PdfError, *_WRONG_SHAPE):
        raise refuse(file, f"this PDF is broken; {_AGAIN}") from None


@contextmanager
def _bounded_unpacking() -> Iterator[None]:
    """Keeps a small file from filling the memory, where pikepdf knows how; the limit holds for the whole process."""
    from pikepdf import settings

    if not hasattr(settings, "set_qpdf_limits"):
        yield
        return
    before = settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED)
    try:
        yield
    finally:
        settings.set_qpdf_limits(flate_max_memory=int(before["flate_max_memory"]))


def _read(pdf: Pdf, file: str) -> Found:
    found = Found()
    form = filled(pdf)
    answers = {name.lower(): values for name, values in form.values.items() if _LABEL.fullmatch(name)}
    codes = _codes(pdf, form, file)
    if not answers:
        raise refuse(file, _no_fields(form, codes))
    for name, values in answers.items():
        if len(values) > 1:
            shown = " and ".join(f"'{on_one_line(value)[:40]}'" for value in sorted(values))
            found.complaints.append(
                Complaint(file, None, None, f"field {name} is there twice, with {shown}: not read; ask which is meant")
            )
    if not codes:
        raise refuse(file, "no sheet code is found in this PDF, so nobody knows whose it is; put its code in front of "
                           "its name (7QK3M9TX4H.pdf), or type the numbers into a table")  # fmt: skip
    if len(codes) > 1:
        raise refuse(file, f"this PDF holds several sheets ({', '.join(codes)}); hand in one file for each")
    one = {name: next(iter(values)) for name, values in answers.items() if len(values) == 1}
    if not one and not found.complaints:
        raise refuse(file, _empty(form, codes[0]))
    others = [name for name, values in form.values.items() if values and name.lower() not in {*answers, CODE}]
    if others:
        found.notes.append(f"{file}: not read, for these fields are no blanks: {on_one_line(', '.join(others))}")
    labels = sorted(answers, key=label_order)
    cells = (codes[0], *(one.get(label, "") for label in labels))
    found.tables.append(Table(file=file, header=(CODE, *labels), rows=(Row(number=1, cells=cells),)))
    return found


def _codes(pdf: Pdf, form: Filled, file: str) -> list[str]:
    """The sheets that this can be, from the first place that names any: fields, data, pages, the file's name."""
    fields = [value for name, values in form.values.items() if name.lower() == CODE for value in values]
    named = sorted({read_sheet_code(value) or on_one_line(value) for value in fields})
    return named or next((codes for texts in (_data(pdf), page_texts(pdf), [file]) if (codes := _written(texts))), [])


def _data(pdf: Pdf) -> Iterator[str]:
    from pikepdf import Stream

    information = pdf.trailer.get("/Info")
    yield from (str(value) for value in dict((information or {}).items()).values())
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, Stream):
        yield re.sub("<[^>]*>", " ", bounded(metadata, LONGEST).decode("utf-8", "replace"))


def _written(texts: Iterable[str]) -> list[str]:
    """Every sheet code that stands in these texts; its check characters tell it from other words."""
    words = (word for text in texts for word in _MAYBE_CODE.findall(text))
    return list(dict.fromkeys(code for word in words if (code := read_sheet_code(word)) is not None))


def _no_fields(form: Filled, codes: list[str]) -> str:
    whose = f" (sheet {codes[0]})" if len(codes) == 1 else ""
    if form.is_xfa:
        return (
            f"this PDF{whose} is an XFA form, which only Adobe's programs read; ask for the answers on the sheet "
            f"that was handed out, {_TYPED_IN}"
        )
    if form.has_form or codes:
        return (
            f"this PDF{whose} has no fields left: the numbers are printed into the page, not kept as fields; ask for "
            f"the file as saved from the form (Save, not Print), {_TYPED_IN}"
        )
    return f"this PDF is no filled form: it has no fields, as a scan or a printed page; {_AGAIN}"


def _empty(form: Filled, code: str) -> str:
    if form.notes:
        return (
            f"all fields of sheet {code} are empty, but {form.notes} text{'s' if form.notes > 1 else ''} lie on its "
            "pages: they were written beside the fields; read them there, and type them into a table"
        )
    return (
        f"all fields of sheet {code} are empty: nothing was filled in, or it was not saved; ask for the filled "
        f"file, {_TYPED_IN}"
    )
