"""A course's logo in the head of every page: read by the embedded engine, and stamped on whatever either engine made.

So it looks the same from both, is in a file once however many pages there are, and TeX need not read a file.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from ..errors import GradsheetError
from ..places import content_of
from .paper import Paper

WIDEST, HIGHEST = 32.0, 17.0  # mm
APART = 4.0
TOP = 11.0  # from the paper's edge
BODY = 174.0  # the width of what is printed
LARGEST = 5_000_000  # bytes
KINDS = "PNG, JPEG, SVG, PDF, GIF or WebP"
POINTS = 72 / 25.4
SOURCE = """\
#set page(width: auto, height: auto, margin: 0pt)
#let picture(..how) = image(read("logo", encoding: none), ..how)
#context if measure(picture(height: %fmm)).width > %fmm { picture(width: %fmm) } else { picture(height: %fmm) }
"""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as a PDF of one page, known by the hash of the file it came from; width and height in mm."""

    pdf: bytes = field(repr=False)
    digest: str
    width: float
    height: float


def read_logo(path: Path, shown: str) -> Logo:
    """The logo in a file; raises GradsheetError where it is away, too large or no picture."""
    content = content_of(path, f"{shown} (logo in assignment.toml)")
    if len(content) > LARGEST:
        large = f"{len(content) / 1e6:.1f} MB"
        raise GradsheetError(f"{shown}: a logo of {large} would be in every sheet; save it smaller (up to 5 MB)")
    return _set(content, shown)


@cache
def _set(content: bytes, shown: str) -> Logo:
    import pikepdf
    import typst

    with tempfile.TemporaryDirectory(prefix="gradsheet-logo-") as folder:
        place = Path(folder)
        (place / "logo").write_bytes(content)
        (place / "page.typ").write_text(SOURCE % (HIGHEST, WIDEST, WIDEST, HIGHEST), encoding="utf-8")
        try:
            compiler = typst.Compiler(str(place / "page.typ"), root=folder, ignore_system_fonts=True)
            made = compiler.compile(format="pdf", timestamp=0)
        except typst.TypstError as error:
            said = str(error).splitlines()[0]
            raise GradsheetError(
                f"{shown}: this is no picture that can be printed ({said}); save it as {KINDS}"
            ) from None
    if not isinstance(made, bytes):
        raise GradsheetError(f"{shown}: a logo is one picture")
    with pikepdf.open(BytesIO(made)) as pdf:
        _, _, width, height = (float(side) / POINTS for side in pdf.pages[0].mediabox)
    return Logo(pdf=made, digest=hashlib.sha256(content).hexdigest(), width=round(width, 3), height=round(height, 3))


def stamped(document: bytes, logo: Logo, paper: Paper) -> bytes:
    """A document with the logo at the left of every page's head; to a screen reader it is decoration."""
    import pikepdf
    from pikepdf import Name

    left = (paper.width - BODY) / 2 * POINTS
    with pikepdf.open(BytesIO(document)) as pdf, pikepdf.open(BytesIO(logo.pdf)) as one:
        picture = pdf.copy_foreign(one.pages[0].as_form_xobject())
        for page in pdf.pages:
            bottom = float(page.mediabox[3]) - (TOP + (HIGHEST + logo.height) / 2) * POINTS
            name = page.add_resource(picture, Name.XObject, Name.Logo)
            place = f"q /Artifact BMC 1 0 0 1 {left:.3f} {bottom:.3f} cm {name} Do EMC Q"
            page.contents_add(place.encode(), prepend=True)  # TeX ends a page with other coordinates than it began
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
