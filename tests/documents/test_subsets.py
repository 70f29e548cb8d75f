"""Fonts cut down to what a sheet shows: smaller files, and not a pixel else."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from fontTools.misc import eexec

from documents.handed import CIRCUIT, DEEP, NEURON, WIDE, drawn, lecture, needs_tex, own, pdf, text
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents.charstrings import KEY, UnlikeTeXError, decrypted
from gradsheet.documents.compact_fonts import compact_font
from gradsheet.documents.subsets import FontCutter, codes_shown
from gradsheet.documents.type1 import FILE_KEY, read_type1

ADA = Student(id="s001", name="Ådå Łovelace-Öğüz \u00df")
MOST = 40_000  # bytes of a sheet of an exercise from the lecture


@pytest.fixture(scope="module")
def strained() -> Sheet:
    return drawn([*lecture(), own(DEEP), own(WIDE), own(NEURON), own(CIRCUIT)], ADA)


@pytest.fixture(params=[False, True], ids=["sheet", "key"])
def both(request: pytest.FixtureRequest, strained: Sheet, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """The same pages with fonts cut and with whole ones."""
    cut = pdf(strained, "latex", worked=request.param)
    monkeypatch.setattr(FontCutter, "cut", lambda *_: None)
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
def test_poppler_finds_no_fault_and_draws_nearly_the_same(both, tmp_path):
    """Poppler rounds the places of compact fonts' glyphs otherwise, which a glance from afar does not see."""
    found = []
    for name, content in zip(("cut", "whole"), both, strict=True):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        command = ["pdftoppm", "-r", "150", "-gray", f"{name}.pdf", name]
        said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert not said.stderr
        found.append([from_afar(page) for page in sorted(tmp_path.glob(f"{name}-*.pgm"))])
    for page, like in zip(*found, strict=True):
        assert np.abs(page - like).max() < 64
        assert np.abs(page - like).mean() < 1.5


def from_afar(page: Path) -> np.ndarray:
    """A grey picture of a quarter of its size."""
    _, size, _, dots = page.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    grey = np.frombuffer(dots, np.uint8).reshape(height, width)[: height // 4 * 4, : width // 4 * 4]
    return grey.reshape(height // 4, 4, width // 4, 4).mean(axis=(1, 3))


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
def test_every_glyph_of_every_font_is_drawn_as_another_reader_of_fonts_draws_it(strained, monkeypatch, tmp_path):
    """fontTools follows the programs in TeX's own files, and those in our compact fonts, with all their hints."""
    t1 = pytest.importorskip("fontTools.t1Lib", reason="fontTools is not installed")
    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    def drawn_by(glyphs, name):
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        lines = [(what, np.round(points, 2).tolist()) for what, points in pen.value if what != "closePath"]
        return lines, round(glyphs[name].width, 2)

    monkeypatch.setattr(FontCutter, "cut", lambda *_: None)
    with pikepdf.open(BytesIO(pdf(strained, "latex", worked=True))) as opened:
        files = {
            str(one.FontName).rpartition("+")[2]: (one.FontFile.read_bytes(), int(one.FontFile.Length1))
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        }
    assert len(files) > 6
    for name, (content, length) in files.items():
        whole = read_type1(content, length)
        compact = CFFFontSet()
        compact.decompile(BytesIO(compact_font(whole, whole.glyphs, name.encode())), None)
        ours = compact[0].CharStrings
        (tmp_path / "whole.pfa").write_bytes(content[:length] + content[length:].hex().encode() + b"\n" + b"0" * 512)
        theirs = t1.T1Font(str(tmp_path / "whole.pfa")).getGlyphSet()
        assert set(ours.keys()) == {glyph.decode() for glyph in whole.glyphs}
        for glyph in ours.keys():  # noqa: SIM118
            assert drawn_by(ours, glyph) == drawn_by(theirs, glyph), (name, glyph)


@needs_tex
def test_sheets_of_the_lecture_take_less_than_40_kb():
    for problem in lecture():
        assert len(pdf(drawn([problem], replace(ADA, name="Ada Lovelace")), "latex", worked=False)) < MOST


def test_what_pages_show_is_read_by_font_with_escaped_characters():
    content = b"BT\n/F8 9.9 Tf 1 0 Td [(A\\051)-333(\\\\\\(b)]TJ/F10 7 Tf [(\\000)]TJ\nET\nq 1 0 m S Q\nBT\n/F8 9.9 Tf [(<)]TJ\nET"
    assert codes_shown([content]) == {b"F8": set(b"A)\\(b<"), b"F10": {0}}


@pytest.mark.parametrize(
    "content",
    [
        b"BT\n[(a)]TJ\nET",
        b"BT\n/F8 9 Tf [(a)]TJ\nET\nBT\n[(b)]TJ\nET",
        b"BT\n/F8 9 Tf (a)Tj\nET",
        b"BT\n/F8 9 Tf [<61>]TJ\nET",
    ],
    ids=["no font", "no font again", "Tj", "hex"],
)
def test_what_cannot_be_read_leaves_the_fonts_whole(content):
    with pytest.raises(UnlikeTeXError):
        codes_shown([content])


@pytest.mark.parametrize("length", [0, 1, 4, 5, 3000])
@pytest.mark.parametrize("key", [KEY, FILE_KEY])
def test_what_a_font_hides_is_read_as_another_reader_reads_it(length, key):
    hidden = bytes(place * place % 251 for place in range(length))
    assert decrypted(hidden, key=key) == eexec.decrypt(hidden, key)[0][4:]


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
