"""The accessible twin of a sheet: one page of HTML with the same content, to be answered by keyboard or ear.

It stands alone: no network, no files beside it, one small script that its Content-Security-Policy names by hash. What
it saves is `{"code": ..., "answers": {"1a": "0.731", ...}}`, which `gradsheet grade` reads as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..assignments.sheet import Item, Sheet
from ..languages import Language, sentences
from .aloud import AloudWriter
from .compose import sheet_view
from .drawings import subject_of, svg_inside, tables_of
from .form import Field, form_of
from .html import html_page, inline
from .html_writer import HtmlWriter
from .view import Heading, SheetView
from .writer import Ready, Writer

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"
"""What a page may load: nothing from anywhere."""


@dataclass(frozen=True, kw_only=True)
class ConnectionsView:
    """A layer of a network as a table: what feeds is above its columns, what is fed before its rows."""

    caption: str
    heads: tuple[Ready, ...]
    rows: tuple[tuple[Ready, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """A drawing as an element of the page, and as tables where it is a network."""

    svg: Ready
    tables: tuple[ConnectionsView, ...]


@dataclass(frozen=True, kw_only=True)
class TwinView:
    """A sheet, its fields by their labels, its drawings by the numbers of exercises, and how the page looks and works.

    `security` is the Content-Security-Policy, `said` what the script tells are words of the page too.
    """

    language: str
    said: Language = field(repr=False)
    sheet: SheetView
    fields: Mapping[str, Field]
    drawings: Mapping[str, PictureView]
    style: Ready
    script: Ready
    security: str


def twin(sheet: Sheet, heading: Heading, *, own: Path | None = None) -> str:
    """The page of one sheet; a folder `own` of templates with `html/` inside wins file by file."""
    said = sentences(heading.language)
    writer = AloudWriter(HtmlWriter(), heading.language)
    view = sheet_view(sheet, heading, writer)
    style, style_hash = inline("sheet.css", own)
    script, script_hash = inline("answers.js", own)
    return html_page(
        "sheet.html",
        TwinView(
            language=heading.language,
            said=said,
            sheet=view,
            fields={one.label: one for one in form_of(sheet, said).fields},
            drawings=_drawings(sheet, view, heading, writer),
            style=style,
            script=script,
            security=f"{CLOSED}; style-src {style_hash}; script-src {script_hash}",
        ),
        own,
    )


def _drawings(sheet: Sheet, view: SheetView, heading: Heading, writer: Writer) -> Mapping[str, PictureView]:
    return {
        one.number: PictureView(
            svg=Ready(
                svg_inside(one.drawing.drawing, one.drawing.naming, view.said["drawing"], f"drawing-{one.number}-")
            ),
            tables=tuple(_connections(item, heading, view.said, writer)),
        )
        for item, one in zip(sheet.items, view.exercises, strict=True)
        if one.drawing is not None
    }


def _connections(item: Item, heading: Heading, said: Language, writer: Writer) -> Iterator[ConnectionsView]:
    subject = subject_of(item.exercise, heading.notation, said)
    families = frozenset(item.exercise.problem.derivation.members)
    for table in tables_of(subject):
        yield ConnectionsView(
            caption=table.caption,
            heads=tuple(writer.equation(head, subject.naming, families) for head in table.heads),
            rows=tuple(tuple(writer.equation(cell, subject.naming) for cell in row) for row in table.rows),
        )
