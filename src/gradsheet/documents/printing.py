"""All sheets, and all keys, as one file each for the printer: in order, on both sides of the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ..assignments.sheet import Sheet
from ..errors import EngineError
from ..languages import sentences
from . import typst
from .templates import separator_of
from .view import Heading

if TYPE_CHECKING:
    from pikepdf import Pdf


def print_file(
    sheets: Sequence[Sheet],
    pdfs: Iterable[bytes],
    heading: Heading,
    *,
    of: str,
    by_group: bool,
    own: Path | None = None,
) -> bytes:
    """The `pdfs` of `sheets`, one behind the other; `of` names the words for how many there are.

    Each begins on a sheet of paper of its own, so that a printer may use both sides; `by_group`, a page that
    names the group lies before each group. Fields that nobody filled in are left out.
    """
    import pikepdf

    pairs = zip(sheets, pdfs, strict=True)
    with ExitStack() as opened, pikepdf.new() as whole:
        for (group, spare), members in groupby(pairs, key=lambda pair: (pair[0].student.group, pair[0].spare > 0)):
            together = list(members)
            if by_group:
                said = sentences(heading.language)
                count = said[of].format(count=len(together))
                name = said["spare_sheets"] if spare else said["group"].format(group=group or "–")
                _append(whole, opened, _separator(heading, name, count, own))
            for _, pdf in together:
                _append(whole, opened, pdf)
        out = BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _append(whole: Pdf, opened: ExitStack, content: bytes) -> None:
    import pikepdf

    one = opened.enter_context(pikepdf.open(BytesIO(content)))
    for page in one.pages:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page:
                del page[key]
    whole.pages.extend(one.pages)
    if len(one.pages) % 2:
        box = one.pages[-1].mediabox
        whole.add_blank_page(page_size=(float(box[2]), float(box[3])))


def _separator(heading: Heading, group: str, count: str, own: Path | None) -> bytes:
    """The page before a group; the embedded engine makes it, whichever makes the sheets."""
    (made,) = typst.pdfs([separator_of(heading, group, count, own)], fonts=heading.fonts)
    if isinstance(made, EngineError):
        raise made
    return made
