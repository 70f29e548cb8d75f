"""The code on every page, read back from the printed page by a reader of QR codes that is not ours."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from documents.handed import CIRCUIT, ENGINES, drawn, lecture, own, pdf
from gradsheet.assignments.sheet import Student

zxingcpp = pytest.importorskip("zxingcpp", reason="zxing-cpp, which reads QR codes, is not installed")
ADA = Student(id="s001", name="Ada Lovelace")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("worked", [False, True])
def test_every_page_carries_its_sheets_code_for_a_reader(engine, worked):
    """At 150 dots an inch, which any scanner has."""
    sheet = drawn([*lecture()[:1], own(CIRCUIT)], ADA)
    with pypdfium2.PdfDocument(pdf(sheet, engine, worked=worked)) as opened:
        for page in opened:
            read = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_numpy())
            assert [code.text for code in read] == [sheet.code]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("degrees", [-3, 3])
def test_a_page_that_lay_askew_in_the_scanner_is_read_too(engine, degrees):
    """Turned by a reader of PDFs while it draws, so that no picture is drawn twice."""
    with pikepdf.open(BytesIO(pdf(drawn([own(CIRCUIT)], ADA), engine, worked=False))) as made:
        page = made.pages[0]
        matrix = pikepdf.Matrix().translated(300, 420).rotated(degrees).translated(-300, -420)
        page.contents_add(f"q {' '.join(f'{part:.6f}' for part in matrix.shorthand)} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        askew = BytesIO()
        made.save(askew)
    with pypdfium2.PdfDocument(askew.getvalue()) as opened:
        (code,) = zxingcpp.read_barcodes(opened[0].render(scale=150 / 72).to_numpy())
    assert code.text == "7QK3M9TX4H"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_scanned_the_wrong_way_round_is_read_too(engine, turn):
    with pypdfium2.PdfDocument(pdf(drawn([own(CIRCUIT)], ADA), engine, worked=False)) as opened:
        (code,) = zxingcpp.read_barcodes(opened[0].render(scale=150 / 72, rotation=turn).to_numpy())
    assert code.text == "7QK3M9TX4H"
