"""Our own sheets, filled in by others, read back by the grader; and what is left of them after somebody's printer."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdf
import pytest

from documents.handed import ENGINES
from documents.screen import Screen
from documents.test_fields import filled, form, typed, widgets
from documents.test_fields import sheet as with_a_made_up_code
from gradsheet.assignments.seeds import sheet_code
from gradsheet.assignments.sheet import Sheet
from gradsheet.errors import ComplaintsError
from gradsheet.grading.incoming.formats import read_bytes
from gradsheet.grading.incoming.found import Settings

__all__ = ["with_a_made_up_code"]


@pytest.fixture(scope="module")
def sheet(with_a_made_up_code) -> Sheet:
    return replace(with_a_made_up_code, code=sheet_code(b"k" * 32, ("s001",), ()))


def came_back(made: bytes) -> dict[str, str]:
    ((header, cells),) = [(one.header, one.rows[0].cells) for one in read_bytes(made, "form.pdf", Settings()).tables]
    return dict(zip(header, cells, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_another_library_filled_in_is_what_the_grader_reads(engine, sheet):
    values = typed(sheet)
    assert came_back(filled(form(sheet, engine), values)) == {"code": sheet.code, **values, "1c": "D"}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_typed_and_clicked_in_chrome_is_what_the_grader_reads(engine, sheet):
    made, values = form(sheet, engine), {}
    with Screen(made) as screen:
        for place, (page, label, (left, bottom, right, top)) in enumerate(widgets(made)):
            screen.click(page, (left + right) / 2, (bottom + top) / 2)
            if label != "1c":
                values[label] = f"-{place}.50"
                screen.type(values[label])
        saved = screen.saved()
    assert came_back(saved) == {"code": sheet.code, **values, "1c": "E"}


def printed(made: bytes) -> bytes:
    """Every field made a part of its page, as a print dialogue does, and what the file said of itself lost."""
    with pikepdf.open(BytesIO(made)) as pdf:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations()
        for key in ("/Metadata", "/StructTreeRoot", "/AcroForm"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        for page in pdf.pages:
            page.Annots = pikepdf.Array()
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_of_a_printed_one_the_text_still_says_whose_it_is(engine, sheet):
    raw = printed(filled(form(sheet, engine), typed(sheet)))
    assert not pypdf.PdfReader(BytesIO(raw)).get_fields()
    with pytest.raises(ComplaintsError) as raised:
        read_bytes(raw, "form.pdf", Settings())
    assert f"(sheet {sheet.code}) has no fields left: the numbers are printed into the page" in str(raised.value)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_form_is_known_as_one(engine, sheet):
    with pytest.raises(ComplaintsError, match=f"all fields of sheet {sheet.code} are empty"):
        read_bytes(form(sheet, engine), "form.pdf", Settings())
