"""Fonts cut down to what a sheet shows: smaller files, and not a pixel else."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from documents.handed import CIRCUIT, DEEP, NEURON, WIDE, drawn, lecture, needs_tex, own, pdf, text
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import latex
from gradsheet.documents.charstrings import UnlikeTeXError
from gradsheet.documents.subsets import codes_shown

ADA = Student(id="s001", name="Ådå Łovelace-Öğüz \u00df")
MOST = 60_000  # bytes of a sheet of an exercise from the lecture


@pytest.fixture(scope="module")
def strained() -> Sheet:
    return drawn([*lecture(), own(DEEP), own(WIDE), own(NEURON), own(CIRCUIT)], ADA)


@pytest.fixture(params=[False, True], ids=["sheet", "key"])
def both(request: pytest.FixtureRequest, strained: Sheet, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """The same pages with fonts cut and with whole ones."""
    cut = pdf(strained, "latex", worked=request.param)
    monkeypatch.setattr(latex, "cut_fonts", lambda _: None)
    return cut, pdf(strained, "latex", worked=request.param)


@needs_tex
def test_every_page_looks_and_reads_as_with_whole_fonts(both):
    cut, whole = both
    assert len(cut) < len(whole) / 2
    assert text(cut) == text(whole)
    with pypdfium2.PdfDocument(cut) as one, pypdfium2.PdfDocument(whole) as other:
        for page, like in zip(one, other, strict=True):
            assert page.render(scale=2).to_numpy().tobytes() == like.render(scale=2).to_numpy().tobytes()


@needs_tex
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")
def test_poppler_draws_the_same_and_finds_no_fault(both, tmp_path):
    found = []
    for name, content in zip(("cut", "whole"), both, strict=True):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        command = ["pdftoppm", "-r", "60", "-gray", f"{name}.pdf", name]
        said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert not said.stderr
        found.append([page.read_bytes() for page in sorted(tmp_path.glob(f"{name}-*.pgm"))])
    assert found[0] == found[1]


@needs_tex
@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler's pdffonts is not installed")
def test_each_font_is_embedded_as_a_subset(both, tmp_path):
    (tmp_path / "cut.pdf").write_bytes(both[0])
    said = subprocess.run(["pdffonts", "cut.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True)
    rows = said.stdout.splitlines()[2:]
    assert rows
    assert not said.stderr
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)  # embedded, subset, with Unicode


@needs_tex
def test_sheets_of_the_lecture_take_less_than_60_kb():
    for problem in lecture():
        assert len(pdf(drawn([problem], replace(ADA, name="Ada Lovelace")), "latex", worked=False)) < MOST


def test_what_pages_show_is_read_by_font_with_escaped_characters():
    content = (
        rb"BT /F8 9.9 Tf 1 0 Td [(A\051)-333(\\\(b)]TJ/F10 7 Tf [(\000)]TJ ET q 1 0 m S Q BT /F8 9.9 Tf [(c)]TJ ET"
    )
    assert codes_shown([content]) == {b"F8": set(b"A)\\(bc"), b"F10": {0}}


@pytest.mark.parametrize(
    "content", [rb"BT [(a)]TJ ET", rb"BT /F8 9 Tf (a)Tj ET", rb"BT /F8 9 Tf [<61>]TJ ET"], ids=["no font", "Tj", "hex"]
)
def test_what_cannot_be_read_leaves_the_fonts_whole(content):
    with pytest.raises(UnlikeTeXError):
        codes_shown([content])


@needs_tex
def test_a_font_that_is_written_otherwise_stays_whole(monkeypatch, tmp_path: Path):
    sheet = drawn([own(CIRCUIT)], ADA)

    def refuse(*_: object) -> None:
        raise UnlikeTeXError("another font")

    small = pdf(sheet, "latex", worked=False)
    monkeypatch.setattr("gradsheet.documents.subsets.read_type1", refuse)
    large = pdf(sheet, "latex", worked=False)
    assert len(large) > 2 * len(small)
    assert text(large) == text(small)
