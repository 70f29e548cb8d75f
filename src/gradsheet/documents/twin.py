"""The accessible twin of a sheet: one page of HTML with the same content, to be answered by keyboard or ear.

It stands alone: no network, no files beside it, one small script that its Content-Security-Policy names by hash. What
it saves is `{"code": ..., "answers": {"1a": "0.731", ...}}`, which `gradsheet grade` reads as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..assignments.sheet import Sheet
from ..languages import Language, sentences
from .aloud import AloudWriter
from .compose import sheet_view
from .drawings import svg_inside
from .form import Field, form_of
from .html import html_page, inline
from .html_writer import HtmlWriter
from .view import Heading, SheetView
from .writer import Ready

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"
"""What a page may load: nothing from anywhere."""


@dataclass(frozen=True, kw_only=True)
class TwinView:
    """A sheet, its fields by their labels, its drawings by the numbers of exercises, and how the page looks and works.

    `security` is the Content-Security-Policy, `said` what the script tells are words of the page too.
    """

    language: str
    said: Language = field(repr=False)
    sheet: SheetView
    fields: Mapping[str, Field]
    drawings: Mapping[str, Ready]
    style: Ready
    script: Ready
    security: str


def twin(sheet: Sheet, heading: Heading, *, own: Path | None = None) -> str:
    """The page of one sheet; a folder `own` of templates with `html/` inside wins file by file."""
    said = sentences(heading.language)
    view = sheet_view(sheet, heading, AloudWriter(HtmlWriter(), heading.language))
    style, style_hash = inline("sheet.css", own)
    script, script_hash = inline("answers.js", own)
    return html_page(
        "sheet.html",
        TwinView(
            language=heading.language,
            said=said,
            sheet=view,
            fields={one.label: one for one in form_of(sheet, said).fields},
            drawings=_drawings(view),
            style=style,
            script=script,
            security=f"{CLOSED}; style-src {style_hash}; script-src {script_hash}",
        ),
        own,
    )


def _drawings(view: SheetView) -> Mapping[str, Ready]:
    return {
        one.number: Ready(
            svg_inside(one.drawing.drawing, one.drawing.naming, view.said["drawing"], f"drawing-{one.number}-")
        )
        for one in view.exercises
        if one.drawing is not None
    }
