"""The gradebook as an Excel file: numbers are numbers, and no text is ever a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from .marks import Cell, Gradebook, gradebook
from .verdict import Marks

CREATED = datetime(1980, 1, 1)
NARROWEST, WIDEST = 6, 40
TEXT_LIMIT = 32_767
"""Excel's own."""


def marks_xlsx(marks: Sequence[Marks]) -> bytes:
    """Two sheets with a row for each student: the points as in marks.csv, and what each answer is."""
    import xlsxwriter

    out = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        book.set_properties({"created": CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        points = book.add_format({"num_format": "0.##"})
        total = book.add_format({"num_format": "0.00", "bold": True, "left": 1})
        kept = gradebook(marks)
        _fill(book.add_worksheet("Marks"), kept, head, {"total": total}, points)
        _fill(book.add_worksheet("Outcomes"), _outcomes(marks, kept), head, {}, points)
    return out.getvalue()


def _outcomes(marks: Sequence[Marks], book: Gradebook) -> Gradebook:
    """Who it is, and in place of points the outcome in words."""
    labels = [label for label in book.header if label[0].isdigit()]
    rows = []
    for one in marks:
        found = {verdict.blank.label: verdict.outcome.words for verdict in one.verdicts}
        student = one.sheet.student
        rows.append((student.id, student.name, *(found.get(label) for label in labels)))
    return Gradebook(header=("id", "name", *labels), rows=tuple(rows))


def _fill(sheet: Any, book: Gradebook, head: Any, own: dict[str, Any], numbers: Any) -> None:
    for place, name in enumerate(book.header):
        sheet.write_string(0, place, name, head)
        column: list[Cell] = [row[place] for row in book.rows]
        longest = max((len(cell) for cell in column if isinstance(cell, str)), default=0)
        sheet.set_column(place, place, min(WIDEST, max(NARROWEST, len(name) + 1, longest + 1)))
        for row, cell in enumerate(column, start=1):
            _write(sheet, row, place, cell, own.get(name, numbers))
    sheet.freeze_panes(1, 2)
    if book.rows:
        sheet.autofilter(0, 0, len(book.rows), len(book.header) - 1)


def _write(sheet: Any, row: int, place: int, cell: Cell, numbers: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, place, "".join(c if c.isprintable() else " " for c in cell)[:TEXT_LIMIT])
    elif cell is not None:
        sheet.write_number(row, place, float(cell), numbers)
