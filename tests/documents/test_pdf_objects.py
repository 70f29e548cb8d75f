"""PDFs taken apart and written again, judged by qpdf, poppler and pypdf."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import pikepdf
import pypdf
import pytest
import typst

from gradsheet.documents.pdf_objects import objects_of, written

SOURCE = rb"""
#set document(title: "Objects (\\) of all kinds")
= One
#link("https://example.org/(a)")[A link] and $x^2$
#pagebreak()
#table(columns: 2, ..range(400).map(n => [#n]))
"""
PLAIN = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}
LAID = {
    "plainly": PLAIN,
    "in streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "for the web": {"linearize": True} | PLAIN,
}


@pytest.fixture(scope="module")
def made() -> bytes:
    return typst.Compiler(SOURCE, ignore_system_fonts=True).compile(format="pdf", timestamp=0)


def laid(made: bytes, **how: object) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


def updated(made: bytes) -> bytes:
    """A document with another title at its end, as editors leave it."""
    writer = pypdf.PdfWriter(BytesIO(made), incremental=True)
    writer.add_metadata({"/Title": "Another"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def shown(made: bytes) -> list[tuple[bytes, str, list[float]]]:
    with pikepdf.open(BytesIO(made)) as pdf:
        contents = [page.Contents.read_bytes() for page in pdf.pages]
    pages = pypdf.PdfReader(BytesIO(made), strict=True).pages
    return [
        (content, page.extract_text(), [float(side) for link in page.get("/Annots", ()) for side in link["/Rect"]])
        for content, page in zip(contents, pages, strict=True)
    ]


@pytest.mark.parametrize("how", [None, *LAID])
def test_what_is_written_again_is_the_same_document(how, made):
    before = made if how is None else laid(made, **LAID[how])
    after = written(objects_of(before))
    assert shown(after) == shown(made)
    with pikepdf.open(BytesIO(after)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo["/Title"]) == "Objects (\\) of all kinds"
        assert "/StructTreeRoot" in pdf.Root
    assert len(after) < 0.8 * len(laid(made, **PLAIN))


def test_a_document_changed_at_its_end_is_read_as_it_is_now(made):
    after = written(objects_of(updated(made)))
    assert pypdf.PdfReader(BytesIO(after), strict=True).metadata.title == "Another"
    assert shown(after) == shown(made)


def test_the_same_document_gives_the_same_bytes_and_another_one_another_id(made):
    first, changed = objects_of(made), objects_of(made)
    assert written(first) == written(objects_of(made))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert changed.pages() == [page.objgen[0] for page in pdf.pages]
    changed.put(changed.root, b"/Version/1.7")
    ids = [pypdf.PdfReader(BytesIO(written(one))).trailer["/ID"][0] for one in (first, changed)]
    assert ids[0] != ids[1]


@pytest.mark.skipif(shutil.which("qpdf") is None or shutil.which("pdftotext") is None, reason="needs qpdf and poppler")
def test_qpdf_and_poppler_find_nothing_wrong(made, tmp_path):
    file = tmp_path / "again.pdf"
    file.write_bytes(written(objects_of(made)))
    said = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in said.stdout
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    assert "A link" in text.stdout
    assert "399" in text.stdout
