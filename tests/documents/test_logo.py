"""A logo on every page: what is drawn is looked at in the rendered page."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import typst

from documents.handed import ENGINES, drawn, lecture, pages
from gradsheet.assignments.sheet import Student
from gradsheet.documents import Heading, typeset
from gradsheet.documents.logo import HIGHEST, WIDEST, Logo, read_logo
from gradsheet.documents.paper import PAPERS
from gradsheet.errors import GradsheetError

RED = (220, 20, 20)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='20' height='10' fill='rgb(220,20,20)'/></svg>"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes(RED) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg() -> bytes:
    pytest.importorskip("PIL", reason="Pillow makes the JPEG")
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (200, 100), RED).save(out, "JPEG")
    return out.getvalue()


def pdf() -> bytes:
    made = typst.compile(b"#set page(width: 20mm, height: 10mm, fill: rgb(220, 20, 20))\n#v(1mm)", format="pdf")
    assert isinstance(made, bytes)
    return made


def logo(tmp_path: Path, content: bytes) -> Logo:
    (tmp_path / "logo.any").write_bytes(content)
    return read_logo(tmp_path / "logo.any", "logo.any")


def red(document: bytes) -> list[np.ndarray]:
    """Of each page, where it is red, in millimetres from the top left: left, right, top, bottom."""
    found = []
    with pypdfium2.PdfDocument(document) as opened:
        for page in opened:
            picture = page.render(scale=2).to_numpy()[:, :, :3].astype(int)
            blue, green, reds = picture[:, :, 0], picture[:, :, 1], picture[:, :, 2]
            rows, columns = np.nonzero((reds > 180) & (green < 80) & (blue < 80))
            edges = [columns.min(), columns.max() + 1, rows.min(), rows.max() + 1]
            found.append(np.array(edges) / 2 * 25.4 / 72)
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("engine", ENGINES)
def test_it_stands_at_the_left_of_every_pages_head_beside_the_title(tmp_path, engine, paper):
    heading = Heading(title="Homework 3: " + "long " * 20, paper=PAPERS[paper], logo=logo(tmp_path, png(200, 100)))
    sheet = drawn(lecture(), Student(id="s1", name="N" * 60))
    for worked in (False, True):
        ((_, made),) = typeset([sheet], heading, engine=engine, worked=worked, fillable=not worked)
        left = (PAPERS[paper].width - 174) / 2
        assert len(pages(made)) > 1
        for place in red(made):
            assert place == pytest.approx([left, left + WIDEST, 11.5, 27.5], abs=0.4)
        with pypdfium2.PdfDocument(made) as opened:
            page = opened[0]
            high = page.get_height()
            boxes = [page.get_textpage().get_charbox(at) for at in range(60)]
            head = [box for box in boxes if high - box[1] < 30 * 72 / 25.4]
            assert min(box[0] for box in head) > (left + WIDEST + 1) * 72 / 25.4
        with pikepdf.open(BytesIO(made)) as opened_again:
            assert len({page.Resources.XObject.Logo.objgen for page in opened_again.pages}) == 1
            fields = [] if worked else opened_again.Root.AcroForm.Fields
            assert len(fields) == (0 if worked else len(sheet.blanks) + 1)
        ((_, again),) = typeset([sheet], heading, engine=engine, worked=worked, fillable=not worked)
        assert again == made


@pytest.mark.parametrize(
    "content",
    [SVG, b"<?xml version='1.0'?>\n" + SVG, pdf, jpeg, png(10, 90)],
    ids=["svg", "svg with a declaration", "pdf", "jpeg", "tall png"],
)
def test_every_usual_kind_of_picture_will_do(tmp_path, content):
    found = logo(tmp_path, content() if callable(content) else content)
    assert found.width <= WIDEST + 0.01
    assert found.height <= HIGHEST + 0.01
    assert max(found.width / WIDEST, found.height / HIGHEST) == pytest.approx(1, abs=0.01)
    heading = Heading(title="T", logo=found)
    ((_, made),) = typeset([drawn(lecture()[:1], Student(id="s1"))], heading, engine="typst", worked=False)
    assert len(red(made)) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"<html></html>", png(3, 3)[:30], b"%PDF-1.7 broken", b"\x00" * 99],
    ids=["empty", "text", "html", "torn png", "broken pdf", "zeros"],
)
def test_what_is_no_picture_is_named(tmp_path, content):
    with pytest.raises(GradsheetError, match=r"^logo\.any: this is no picture that can be printed \(.*save it as PNG"):
        logo(tmp_path, content)


def test_a_logo_that_is_away_or_too_large_is_named(tmp_path):
    with pytest.raises(GradsheetError, match=r"^logo\.png \(logo in assignment\.toml\): there is no such file"):
        read_logo(tmp_path / "logo.png", "logo.png")
    with pytest.raises(GradsheetError, match=r"a logo of 6\.0 MB would be in every sheet"):
        logo(tmp_path, b"\x00" * 6_000_000)
    (tmp_path / "folder").mkdir()
    with pytest.raises(GradsheetError, match=r"folder \(logo in assignment\.toml\): cannot be read"):
        read_logo(tmp_path / "folder", "folder")
