"""Every kind of PDF that is made, read by programs that we did not write and that find no fault."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from documents.handed import CIRCUIT, ENGINES, HEADING, drawn, lecture, own, pages
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import typeset

ADA = Student(id="s001", name="Ada Lovelace")
OWN_FAULT = b"Syntax Error: Suspects object is wrong type (boolean)\n"
"""Poppler of 2022 says so of every tagged file; by the standard (ISO 32000-1, table 321) it is a boolean."""
KINDS = {
    "form": {"worked": False, "fillable": True},
    "for print": {"worked": False, "fillable": False},
    "key": {"worked": True},
}


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return drawn([*lecture()[:1], own(CIRCUIT)], ADA)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module", params=KINDS)
def made(request: pytest.FixtureRequest, engine: str, sheet: Sheet) -> bytes:
    ((_, found),) = typeset([sheet], HEADING, engine=engine, **KINDS[request.param])
    return found


def said(program: str, made: bytes, place: Path, *options: str, last: Sequence[str] = ()) -> str:
    """What a program prints about the file; skips where there is no such program."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    (place / "made.pdf").write_bytes(made)
    run = subprocess.run(
        [program, *options, "made.pdf", *last], cwd=place, capture_output=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert not run.stderr.replace(OWN_FAULT, b"")
    return run.stdout.decode("utf-8", "replace")


def test_qpdf_finds_no_fault(made, tmp_path):
    assert "No syntax or stream encoding errors found" in said("qpdf", made, tmp_path, "--check")


def test_pikepdf_and_pypdf_read_it_without_repairing_anything(made):
    with pikepdf.open(BytesIO(made)) as opened:
        assert not opened.check_pdf_syntax()
        count = len(opened.pages)
    strict = pypdf.PdfReader(BytesIO(made), strict=True)
    assert len(strict.pages) == count
    assert "Ada Lovelace" in strict.pages[0].extract_text()
    assert strict.metadata.title == HEADING.title


def test_poppler_reads_its_size_its_title_and_its_fonts(made, tmp_path):
    about = said("pdfinfo", made, tmp_path)
    assert re.search(rf"^Title: +{HEADING.title}$", about, re.MULTILINE)
    assert re.search(r"^Page size: +595[.0-9]* x 841[.0-9]* pts \(A4\)$", about, re.MULTILINE)
    assert re.search(r"^JavaScript: +no$", about, re.MULTILINE)
    fonts = said("pdffonts", made, tmp_path).splitlines()[2:]
    assert fonts
    for font in fonts:
        if "+" in font:  # a subset; Helvetica and ZapfDingbats of forms are every reader's own
            assert font.split()[-5:-2] == ["yes", "yes", "yes"]


def test_poppler_reads_the_text_that_pdfium_reads(made, tmp_path):
    """Word by word, but for formulas, whose letters each reader puts in an order of its own."""
    text = said("pdftotext", made, tmp_path, "-layout", last=["-"])
    words = {word for page in pages(made) for word in re.findall(r"[A-Za-z]{4,}", page)}
    assert len(words) > 30
    assert len([word for word in words if word not in text]) <= len(words) // 20


def test_poppler_draws_every_page(made, tmp_path):
    said("pdftoppm", made, tmp_path, "-r", "30", "-gray")
