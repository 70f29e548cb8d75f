"""The accessible twin of a sheet: one page of HTML with the same content, to be answered by keyboard or ear.

It stands alone: no network, no files beside it, one small script that its Content-Security-Policy names by hash. What
it saves is `{"code": ..., "answers": {"1a": "0.731", ...}}`, which `gradsheet grade` reads as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from ..assignments.sheet import Item, Sheet
from ..formula.naming import Naming
from ..languages import Language, sentences
from ..problems import Problem
from ..problems.problem import Itself
from .aloud import AloudWriter
from .compose import sheet_view
from .drawings import Cell, subject_of, svg_inside, tables_of
from .form import Field, form_of
from .html import html_page, inline
from .html_writer import HtmlWriter
from .statement import Math
from .view import Heading, SheetView
from .writer import Ready, Writer

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"
"""What a page may load: nothing from anywhere."""


@dataclass(frozen=True, kw_only=True)
class DrawnTableView:
    """What a drawing shows as a table; each row begins with its head, and `corner` is the head of these."""

    caption: str
    corner: str
    heads: tuple[Ready, ...]
    rows: tuple[tuple[Ready, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """A drawing as an element of the page, and as tables."""

    svg: Ready
    tables: tuple[DrawnTableView, ...]


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
    writer = _writer(heading.language)
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


@cache  # one for all pages, for what a class has in common is remembered by its writer
def _writer(language: str) -> Writer:
    return AloudWriter(HtmlWriter(), language)


def _drawings(sheet: Sheet, view: SheetView, heading: Heading, writer: Writer) -> Mapping[str, PictureView]:
    return {
        one.number: PictureView(
            svg=Ready(
                svg_inside(one.drawing.drawing, one.drawing.naming, view.said["drawing"], f"drawing-{one.number}-")
            ),
            tables=tuple(_tables(item, heading, view.said, writer)),
        )
        for item, one in zip(sheet.items, view.exercises, strict=True)
        if one.drawing is not None
    }


def _tables(item: Item, heading: Heading, said: Language, writer: Writer) -> Iterator[DrawnTableView]:
    subject = subject_of(item.exercise, heading.notation, said)
    of = Itself(item.exercise.problem)

    def written(cell: Cell) -> Ready:
        return _written(cell, of, writer, subject.naming, said["comma"])

    for table in tables_of(subject):
        yield DrawnTableView(
            caption=table.caption,
            corner=table.corner,
            heads=tuple(map(written, table.heads)),
            rows=tuple(tuple(map(written, row)) for row in table.rows),
        )


@lru_cache(maxsize=8192)
def _written(cell: Cell, of: Itself[Problem], writer: Writer, naming: Naming, comma: str) -> Ready:
    """As it is where it is one formula, so that a head keeps its words."""
    families = frozenset(of.one.derivation.members)
    parts = [
        writer.equation(part, naming, families) if isinstance(part, Math) else writer.styled(part) for part in cell
    ]
    return parts[0] if len(parts) == 1 else writer.joined(list(_beside(parts, comma)))


def _beside(parts: Sequence[Ready], comma: str) -> Iterator[Ready]:
    for place, part in enumerate(parts):
        if place:
            yield Ready(comma)
        yield part
