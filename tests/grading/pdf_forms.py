"""Forms as other programs make and fill them: reportlab draws, pypdf fills; pikepdf builds what these do not."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

CODE = "7QK3M9TX"


def drawn(labels: tuple[str, ...], *, code: str = "", printed: str = "", subject: str = "") -> bytes:
    """An empty form by reportlab: a text field for each label, the code in a field, in the text or in the data."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(20, 380, f"Homework 3: backpropagation by hand  {printed}")
    if subject:
        canvas.setSubject(subject)
    for place, label in enumerate(labels):
        canvas.acroForm.textfield(name=label, x=60, y=340 - 20 * place, width=100, height=16, fontSize=8)
    if code:
        canvas.acroForm.textfield(name="code", value=code, x=260, y=376, width=100, height=16, fieldFlags="readOnly")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def typed(form: bytes, answers: Mapping[str, str], *, auto: bool = False) -> bytes:
    """The form filled by pypdf."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(form))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(answers), auto_regenerate=auto)
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def built(*fields: Dictionary, pages: int = 1, on_pages_only: bool = False) -> bytes:
    """A PDF with just these fields, as they are."""
    pdf = pikepdf.Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(300, 300))
    placed = Array([pdf.make_indirect(field) for field in fields])
    for field in placed:
        field.Subtype, field.Rect = Name.Widget, Array([0, 0, 10, 10])
    pdf.pages[0].Annots = placed
    if not on_pages_only:
        pdf.Root.AcroForm = Dictionary(Fields=placed)
    return saved(pdf)


def text_field(name: str, value: str | bytes | None) -> Dictionary:
    field = Dictionary(FT=Name.Tx, T=String(name))
    if value is not None:
        field.V = String(value)
    return field


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()
